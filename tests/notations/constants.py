"""Write single numbers that are no rationals: roots, multiples of pi, logarithms, powers of e."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial
from random import Random

from .expressions import (
    ONE,
    PI,
    E,
    Expression,
    Log,
    Product,
    Quotient,
    Root,
    call,
    num,
    plus,
    power,
    times,
)
from .numerals import whole
from .pair import Kind
from .pen import Pen, Style, new_pen
from .printing import formula

SQUAREFREE = (2, 3, 5, 6, 7, 10, 11, 13, 15)
CUBEFREE = (2, 3, 4, 5, 6, 7, 9, 10)


@dataclass(frozen=True, slots=True)
class Surd:
    """A rational number plus a rational multiple of a root that stays."""

    plain: Fraction
    scale: Fraction
    index: int
    inside: int


def write_expression(rng: Random, expression: Expression) -> str:
    """Write a formula as a whole answer, with a fresh pen."""
    pen = new_pen(rng)
    return pen.wrap(formula(pen, expression))


def small_fraction(rng: Random) -> Fraction:
    """Draw a small number that is not zero, often whole."""
    return Fraction(rng.choice((-1, 1, 1)) * rng.randint(1, 9), rng.choice((1, 1, 2, 3, 4)))


def nudge(rng: Random, value: Fraction) -> Fraction:
    """Change a number that is not zero into another that is not zero."""
    return rng.choice((-value, value + 1, value * 2, value - 1)) or value


def draw_surd(rng: Random) -> Surd:
    """Draw a square or cube root with its companions."""
    index = rng.choice((2, 2, 2, 3))
    plain = small_fraction(rng) if rng.random() < 0.5 else Fraction(0)
    inside = rng.choice(SQUAREFREE if index == 2 else CUBEFREE)
    return Surd(plain, small_fraction(rng), index, inside)


def change_surd(rng: Random, value: Surd) -> Surd:
    """Spoil one part of a surd."""
    way = rng.choice(("plain", "scale", "inside")[value.plain == 0 :])
    if way == "plain":
        return Surd(nudge(rng, value.plain), value.scale, value.index, value.inside)
    if way == "scale":
        return Surd(value.plain, nudge(rng, value.scale), value.index, value.inside)
    inside = rng.choice(SQUAREFREE if value.index == 2 else CUBEFREE)
    return Surd(value.plain, value.scale, value.index, inside)


def surd_expression(rng: Random, value: Surd) -> Expression:
    """Choose one of the shapes a surd is written in."""
    scale, root = value.scale, Root(value.index, num(value.inside))
    top, bottom = scale.numerator, scale.denominator
    if value.plain.denominator == bottom > 1 and rng.random() < 0.6:
        return Quotient(plus(num(value.plain.numerator), times(top, root)), num(bottom))
    term = times(scale, root)
    if rng.random() < 0.4:
        inside = num(abs(scale) ** value.index * value.inside)
        term = times(1 if scale > 0 else -1, Root(value.index, inside))
    elif value.index == 2 and rng.random() < 0.3:
        over = scale * value.inside  # 1/√2 is √2/2
        below = times(over.denominator, root)
        term = Quotient(num(over.numerator), below)
    return plus(num(value.plain), term)


def _write_surd(rng: Random, value: Surd) -> str:
    return write_expression(rng, surd_expression(rng, value))


def _draw_pi(rng: Random) -> tuple[Fraction, Fraction]:
    return small_fraction(rng) if rng.random() < 0.2 else Fraction(0), small_fraction(rng)


def _change_pi(rng: Random, value: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    plain, scale = value
    if rng.random() < 0.2:
        return plain + 1, scale
    return plain, rng.choice((nudge(rng, scale), 1 / scale, scale / 2))


def _write_pi(rng: Random, value: tuple[Fraction, Fraction]) -> str:
    return write_expression(rng, plus(num(value[0]), times(value[1], PI)))


def _draw_power(rng: Random) -> tuple[int, int]:
    base, exponent = rng.choice(((2, 12), (3, 8), (5, 5), (7, 4), (10, 6), (6, 4)))
    return base, rng.randint(3, exponent) * rng.choice((1, 1, 1, -1))


def _change_power(rng: Random, value: tuple[int, int]) -> tuple[int, int]:
    base, exponent = value
    return base, rng.choice((exponent + 1, exponent - 1, -exponent))


def _write_power(rng: Random, value: tuple[int, int]) -> str:
    base, exponent = value
    pen = new_pen(rng)
    if exponent > 0 and rng.random() < 0.3:
        return pen.wrap(whole(pen, base**exponent))
    if rng.random() < 0.2:
        return pen.wrap(pen.number(Fraction(base) ** exponent))
    shapes = [power(num(base), exponent)]
    if exponent < 0:
        shapes.append(Quotient(ONE, power(num(base), -exponent)))
    if exponent % 2 == 0 and abs(exponent) > 2:
        shapes.append(power(num(base**2), exponent // 2))
    if exponent > 2:
        shapes.append(Product((num(base**2), power(num(base), exponent - 2))))
    return pen.wrap(formula(pen, rng.choice(shapes)))


def _draw_log(rng: Random) -> tuple[tuple[int, int], ...]:
    primes = sorted(rng.sample((2, 3, 5, 7), rng.choice((1, 2, 2))))
    return tuple((prime, rng.choice((1, 1, 2, 3, -1))) for prime in primes)


def _change_log(rng: Random, value: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    place = rng.randrange(len(value))
    prime, times_ = value[place]
    other = rng.choice(((prime, -times_), (prime, times_ + 1 or 2), (11, times_)))
    return tuple(sorted((*value[:place], other, *value[place + 1 :])))


def _write_log(rng: Random, value: tuple[tuple[int, int], ...]) -> str:
    whole_ = Fraction(1)
    for prime, exponent in value:
        whole_ *= Fraction(prime) ** exponent
    shapes: list[Expression] = [
        plus(*(times(exponent, call("ln", num(prime))) for prime, exponent in value)),
        call("ln", num(whole_)),
        times(-1, call("ln", num(1 / whole_))),
    ]
    if whole_.denominator > 1 and whole_.numerator > 1:
        parts = call("ln", num(whole_.numerator)), call("ln", num(whole_.denominator))
        shapes.append(plus(parts[0], times(-1, parts[1])))
    return write_expression(rng, rng.choice(shapes))


def _draw_based_log(rng: Random) -> tuple[int, Fraction]:
    base = rng.choice((2, 3, 5, 10))
    inside = Fraction(base) ** rng.randint(2, 4)
    return base, rng.choice((inside, 1 / inside, inside * 7, Fraction(7), Fraction(11)))


def _change_based_log(rng: Random, value: tuple[int, Fraction]) -> tuple[int, Fraction]:
    base, inside = value
    return rng.choice(((base, inside * base), (base, inside / base), (base, 1 / inside)))


def _write_based_log(rng: Random, value: tuple[int, Fraction]) -> str:
    base, inside = value
    shapes: list[Expression] = [Log(base, num(inside)), Log(base, num(inside))]
    shapes.append(Quotient(call("ln", num(inside)), call("ln", num(base))))
    count, rest = 0, inside
    while rest.numerator % base == 0:
        count, rest = count + 1, rest / base
    while rest.denominator % base == 0:
        count, rest = count - 1, rest * base
    split = plus(num(count), Log(base, num(rest)))
    shapes += [num(count)] * 2 if rest == 1 else [split] * (count != 0)
    return write_expression(rng, rng.choice(shapes))


def _draw_exponential(rng: Random) -> tuple[Fraction, Fraction, Fraction]:
    plain = small_fraction(rng) if rng.random() < 0.4 else Fraction(0)
    return plain, small_fraction(rng), rng.choice((Fraction(1, 2), 2 * small_fraction(rng)))


def _change_exponential(
    rng: Random, value: tuple[Fraction, Fraction, Fraction]
) -> tuple[Fraction, Fraction, Fraction]:
    plain, scale, exponent = value
    changed = ((plain + 1, scale, exponent), (plain, nudge(rng, scale), exponent))
    return rng.choice((*changed, (plain, scale, nudge(rng, exponent))))


def _write_exponential(rng: Random, value: tuple[Fraction, Fraction, Fraction]) -> str:
    plain, scale, exponent = value
    term = times(scale, power(E, exponent))
    if exponent < 0 and rng.random() < 0.5:
        bottom = times(scale.denominator, power(E, -exponent))
        term = Quotient(num(scale.numerator), bottom)
    elif exponent == Fraction(1, 2) and rng.random() < 0.5:
        term = times(scale, Root(2, E))
    written = write_expression(rng, plus(num(plain), term))
    return _SCIENTIFIC.sub(r"\1 \2", written)


# 8e-5 is a number of its own; who means 8e minus 5 leaves a blank.
_SCIENTIFIC = re.compile(r"([0-9]e)([-+−][0-9])")


def _draw_choice(rng: Random) -> tuple[int, int]:
    top = rng.randint(4, 14)
    return top, rng.randint(2, top - 2)


def _change_choice(rng: Random, value: tuple[int, int]) -> tuple[int, int]:
    top, bottom = value
    return rng.choice(((top + 1, bottom), (top - 1, bottom - 1), (top, 1)))


def _write_choice(rng: Random, value: tuple[int, int]) -> str:
    pen = new_pen(rng)
    top, bottom = value
    if rng.random() < 0.4:
        return pen.wrap(whole(pen, comb(top, bottom)))
    bottom = rng.choice((bottom, bottom, top - bottom))
    factorials = pen.over(f"{top}!", _factorials(pen, bottom, top - bottom))
    if pen.style is Style.LATEX:
        forms = [f"\\{name}{{{top}}}{{{bottom}}}" for name in ("binom", "dbinom", "tbinom")]
        forms += [f"{{{top} \\choose {bottom}}}", f"C({top}, {bottom})"]
        forms += [f"{{}}_{{{top}}}C_{{{bottom}}}", factorials]
        return pen.wrap(rng.choice(forms))
    forms = [f"C({top}, {bottom})", f"{top} choose {bottom}", factorials]
    return rng.choice([*forms, f"binomial({top}, {bottom})", f"{top}C{bottom}"])


def _factorials(pen: Pen, left: int, right: int) -> str:
    if pen.style is Style.LATEX and pen.fraction != "/":
        gap = pen.rng.choice((" ", " \\cdot ", "\\,"))
        return f"{left}!{gap}{right}!"
    return f"({left}!{pen.pick(' ', '*', '·')}{right}!)"


def _draw_factorial(rng: Random) -> int:
    return rng.randint(4, 10)


def _change_factorial(rng: Random, value: int) -> int:
    return value + rng.choice((1, -1))


def _write_factorial(rng: Random, value: int) -> str:
    pen = new_pen(rng)
    dot = pen.one_of(latex=(" \\cdot ", " \\times "), ascii_=("*", " * "), unicode="· ×")
    forms = [f"{value}!", f"{value}!", whole(pen, factorial(value))]
    forms.append(f"{value}{dot}{value - 1}!")
    forms.append(dot.join(str(factor) for factor in range(value, 1, -1)))
    return pen.wrap(rng.choice(forms))


KINDS = (
    Kind("root", draw_surd, change_surd, _write_surd),
    Kind("multiple of pi", _draw_pi, _change_pi, _write_pi),
    Kind("numeric power", _draw_power, _change_power, _write_power),
    Kind("natural logarithm", _draw_log, _change_log, _write_log),
    Kind("logarithm to a base", _draw_based_log, _change_based_log, _write_based_log),
    Kind("power of e", _draw_exponential, _change_exponential, _write_exponential),
    Kind("binomial", _draw_choice, _change_choice, _write_choice),
    Kind("factorial", _draw_factorial, _change_factorial, _write_factorial),
)
