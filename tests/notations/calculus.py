"""Write sums, products and integrals of known value, antiderivatives, cases and sequences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from random import Random

from .constants import nudge, small_fraction
from .expressions import E, Expression, Power, Symbol, X, call, num, plus, power, times
from .intervals import Interval, inequality
from .numerals import whole
from .pair import Kind
from .pen import Pen, Style, new_pen
from .polynomials import Polynomial, change_polynomial, expanded, polynomial, terms_of
from .printing import formula, write

K = Symbol("k")


@dataclass(frozen=True, slots=True)
class Series:
    """The value of a sum or a product over k, and one formula that has it."""

    value: int
    sign: str = field(compare=False)  # "sum" or "prod"
    body: Expression = field(compare=False)
    low: int = field(compare=False)
    high: int = field(compare=False)


def _series(sign: str, body: Expression, at: Callable[[int], int], ends: tuple[int, int]) -> Series:
    values = [at(k) for k in range(ends[0], ends[1] + 1)]
    return Series(prod(values) if sign == "prod" else sum(values), sign, body, *ends)


def _draw_series(rng: Random) -> Series:
    a, b = rng.randint(1, 5), rng.randint(1, 9)
    ends = (rng.choice((0, 1, 1, 2)), rng.randint(4, 20))
    line = plus(times(a, K), num(b))
    choices = (
        _series("sum", line, lambda k: a * k + b, ends),
        _series("sum", power(K, 2), lambda k: k**2, ends),
        _series("sum", power(K, 3), lambda k: k**3, ends),
        _series("sum", Power(num(2), K), lambda k: 2**k, (ends[0], min(ends[1], 10))),
        _series("prod", plus(K, num(b)), lambda k: k + b, (1, rng.randint(3, 5))),
        _series("prod", times(2, K), lambda k: 2 * k, (1, rng.randint(3, 5))),
    )
    return rng.choice(choices)


def _change_series(rng: Random, value: Series) -> Series:
    number = rng.choice((value.value + 1, value.value - 2, value.value * 2))
    if rng.random() < 0.5:
        number = int("".join(rng.sample(str(value.value), len(str(value.value)))))
    return Series(number, "", num(number), 0, 0)


def _write_series(rng: Random, value: Series) -> str:
    pen = new_pen(rng)
    if not value.sign or rng.random() < 0.45:
        return pen.wrap(whole(pen, value.value))
    body = write(pen, value.body)
    if " " in body or "+" in body:
        body = pen.brackets(body)
    if pen.style is Style.LATEX:
        limits = rng.choice(("", "", "\\limits"))
        return pen.wrap(f"\\{value.sign}{limits}_{{k={value.low}}}^{{{value.high}}} {body}")
    if pen.style is Style.UNICODE:
        return f"{'∑' if value.sign == 'sum' else '∏'}_{{k={value.low}}}^{{{value.high}}} {body}"
    name = {"sum": "Sum", "prod": "Product"}[value.sign]
    words = f"{name.lower()} from k={value.low} to {value.high} of {body}"
    python = f"{name}({write(pen, value.body)}, (k, {value.low}, {value.high}))"
    return rng.choice((words, f"{value.sign}_(k={value.low})^{value.high} {body}", python))


@dataclass(frozen=True, slots=True)
class Integral:
    """The value of a definite integral, and one integral that has it."""

    value: Fraction
    body: Expression | None = field(compare=False)
    low: int = field(compare=False)
    high: int = field(compare=False)


def _draw_integral(rng: Random) -> Integral:
    scale, exponent = rng.randint(1, 6), rng.randint(1, 4)
    low, high = rng.choice((0, 0, 0, 1)), rng.randint(2, 4)
    value = Fraction(scale * (high ** (exponent + 1) - low ** (exponent + 1)), exponent + 1)
    body = times(scale, power(X, exponent))
    if rng.random() < 0.4:
        plain = rng.randint(1, 5)
        body, value = plus(body, num(plain)), value + plain * (high - low)
    return Integral(value, body, low, high)


def _change_integral(rng: Random, value: Integral) -> Integral:
    number = rng.choice((nudge(rng, value.value), value.value + Fraction(1, 2)))
    return Integral(number, None, 0, 0)


def _write_integral(rng: Random, value: Integral) -> str:
    pen = new_pen(rng)
    if value.body is None or rng.random() < 0.45:
        return pen.wrap(pen.number(value.value))
    body = write(pen, value.body)
    closed = pen.brackets(body) if "+" in body else body
    low, high = value.low, value.high
    if pen.style is Style.LATEX:
        ends = rng.choice((f"_{low}^{high}", f"_{{{low}}}^{{{high}}}"))
        step = rng.choice(("\\, dx", "\\,dx", " dx", " \\, \\mathrm{d}x"))
        return pen.wrap(f"\\int{ends} {closed}{step}")
    if pen.style is Style.UNICODE:
        return f"∫_{low}^{high} {closed} dx"
    forms = (f"integral from {low} to {high} of {closed} dx", f"int_{low}^{high} {closed} dx")
    return rng.choice((*forms, f"Integral({body}, (x, {low}, {high}))"))


@dataclass(frozen=True, slots=True)
class Antiderivative:
    """A polynomial and one more term, known up to a constant."""

    terms: Polynomial
    extra: tuple[str, Fraction]  # a function of x and its factor


def _draw_antiderivative(rng: Random) -> Antiderivative:
    exponents = rng.sample((1, 2, 3, 4), rng.choice((1, 2, 2)))
    terms = terms_of(((exponent,), small_fraction(rng)) for exponent in exponents)
    extra = rng.choice(("", "", "exp", "sin", "cos", "ln")), small_fraction(rng)
    return Antiderivative(polynomial(("x",), (terms,)), extra if extra[0] else ("", Fraction(0)))


def _change_antiderivative(rng: Random, value: Antiderivative) -> Antiderivative:
    name, scale = value.extra
    if name and rng.random() < 0.4:
        return Antiderivative(value.terms, (name, nudge(rng, scale)))
    return Antiderivative(change_polynomial(rng, value.terms), value.extra)


def _write_antiderivative(rng: Random, value: Antiderivative) -> str:
    pen = new_pen(rng)
    name, scale = value.extra
    shift = num(rng.choice((0, 0, 0, 1, -2, 5)))
    terms = list(_flat(expanded(("x",), value.terms.terms)))
    if name == "exp":
        terms.append(times(scale, Power(E, X)))
    elif name:
        inside = call("abs", X) if name == "ln" else X
        terms.append(times(scale, call(name, inside)))
    text = formula(pen, plus(*terms, shift))
    constant = rng.choice("CCCCcK")
    if rng.random() < 0.15 and text[0] != pen.minus:
        return pen.wrap(f"{constant} + {text}")
    return pen.wrap(f"{text}{pen.gap}+{pen.gap}{constant}")


def _flat(expression: Expression) -> tuple[Expression, ...]:
    return getattr(expression, "terms", (expression,))


@dataclass(frozen=True, slots=True)
class Cases:
    """A function that is one line below a cut and another from the cut on."""

    below: tuple[int, int]
    above: tuple[int, int]
    cut: int
    has_cut_below: bool


def _draw_cases(rng: Random) -> Cases:
    below, above = rng.sample([(a, b) for a in range(-3, 4) for b in range(-9, 10) if a], 2)
    return Cases(below, above, rng.randint(-4, 5), rng.random() < 0.5)


def _change_cases(rng: Random, value: Cases) -> Cases:
    a, b = value.above
    moved = Cases(value.below, (a, b + rng.choice((-1, 1))), value.cut, value.has_cut_below)
    swapped = Cases(value.above, value.below, value.cut, value.has_cut_below)
    is_joined = _line_at(value.below, value.cut) == _line_at(value.above, value.cut)
    later = Cases(value.below, value.above, value.cut + 1, value.has_cut_below)
    closed = Cases(value.below, value.above, value.cut, not value.has_cut_below)
    return rng.choice((moved, swapped, later, value if is_joined else closed))


def _line_at(line: tuple[int, int], x: int) -> int:
    return line[0] * x + line[1]


def _write_cases(rng: Random, value: Cases) -> str:
    pen = new_pen(rng)
    cut = num(value.cut)
    low = Interval(None, cut, has_low=False, has_high=value.has_cut_below)
    high = Interval(cut, None, has_low=not value.has_cut_below, has_high=False)
    rows = [
        (formula(pen, plus(times(a, X), num(b))), inequality(pen, part))
        for (a, b), part in ((value.below, low), (value.above, high))
    ]
    rng.shuffle(rows)
    start = rng.choice(("f(x) = ", "f(x)=", ""))
    if pen.style is not Style.LATEX:
        link = rng.choice((", ", "; "))
        when = rng.choice((" if ", " for "))
        return start + link.join(line + when + part for line, part in rows)
    between = rng.choice((" & ", ", & ", " & \\text{if } ", ", & \\text{for } "))
    body = rng.choice((" \\\\ ", "\\\\")).join(line + between + part for line, part in rows)
    return pen.wrap(f"{start}\\begin{{cases}} {body} \\end{{cases}}")


def _draw_sequence(rng: Random) -> tuple[str, int, int]:
    return rng.choice(("arithmetic", "geometric")), rng.randint(2, 9), rng.randint(2, 7)


def _change_sequence(rng: Random, value: tuple[str, int, int]) -> tuple[str, int, int]:
    name, first, step = value
    return rng.choice(((name, first + 1, step), (name, first, step + 1), (name, step, first)))


def _write_sequence(rng: Random, value: tuple[str, int, int]) -> str:
    pen, n = new_pen(rng), Symbol("n")
    name, first, step = value
    before = plus(n, num(-1))
    if name == "arithmetic":
        shapes = (plus(times(step, n), num(first - step)), plus(num(first), times(step, before)))
    else:
        late = times(Fraction(first, step), Power(num(step), n))
        shapes = (times(first, Power(num(step), before)), late)
    text = formula(pen, rng.choice(shapes))
    label = _label(pen) if rng.random() < 0.6 else ""
    return pen.wrap(label + text)


def _label(pen: Pen) -> str:
    name = pen.one_of(latex=("a_n", "a_{n}"), ascii_=("a_n", "a(n)"), unicode="aₙ")
    return name + pen.rng.choice((" = ", "="))


KINDS = (
    Kind("sum or product", _draw_series, _change_series, _write_series),
    Kind("integral", _draw_integral, _change_integral, _write_integral),
    Kind("antiderivative", _draw_antiderivative, _change_antiderivative, _write_antiderivative),
    Kind("cases", _draw_cases, _change_cases, _write_cases),
    Kind("sequence", _draw_sequence, _change_sequence, _write_sequence),
)
