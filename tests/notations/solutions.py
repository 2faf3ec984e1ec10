"""Write solution lists, plus-minus pairs, labelled numbers and periodic solutions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from .constants import Surd, change_surd, draw_surd, small_fraction, surd_expression
from .expressions import PI, Expression, Number, Root, Symbol, num, opposite, plus, times
from .pair import Kind
from .pen import Pen, Style, new_pen
from .printing import formula, write
from .repeating import LETTERS
from .sets_and_tuples import Items, change_item, in_some_order, items

IN = "\\in"
UNKNOWNS = ("x", "x", "x", "n", "t")
LABELS = (
    ("x", "x"),
    ("n", "n"),
    ("AB", "AB"),
    ("E(X)", "E(X)"),
    ("a+b", "a + b"),
    ("f(2)", "f(2)"),
    ("S", "S"),
    ("\\angle ABC", "angle ABC"),
    ("\\text{Area}", "Area"),
    ("a_{10}", "a_10"),
    ("\\frac{a}{b}", "a/b"),
)


@dataclass(frozen=True, slots=True)
class Solutions:
    """The values an unknown takes."""

    unknown: str
    values: Items


def _draw_solutions(rng: Random) -> Solutions:
    return Solutions(rng.choice(UNKNOWNS), in_some_order(items(rng, 2, 3)))


def _change_solutions(rng: Random, value: Solutions) -> Solutions:
    if len(value.values) > 2 and rng.random() < 0.3:
        return Solutions(value.unknown, value.values[1:])
    return Solutions(value.unknown, in_some_order(change_item(rng, value.values)))


def _write_solutions(rng: Random, value: Solutions) -> str:
    pen = new_pen(rng)
    texts = [write(pen, each) for each in value.values]
    rng.shuffle(texts)
    name, equals = value.unknown, rng.choice((" = ", "="))
    way = rng.choice(("or", "or", "indexed", "listed", "member", "bare"))
    if way == "bare":
        return pen.wrap(", ".join(texts))
    if way == "member":
        inside = pen.brackets(", ".join(texts), "{", "}")
        return pen.wrap_plainly(f"{name} {pen.pick(IN, 'in', '∈')} {inside}")
    if way == "listed":
        return pen.wrap(name + equals + ", ".join(texts))
    if way == "indexed":
        names = [_indexed(pen, name, place) for place in range(1, len(texts) + 1)]
        return pen.wrap(", ".join(n + equals + t for n, t in zip(names, texts, strict=True)))
    link = rng.choice((pen.words(" or "), pen.words(" or "), ", "))
    if rng.random() < 0.15:
        link = pen.pick(" \\lor ", " or ", " ∨ ")
    text = link.join(name + equals + t for t in texts)
    return pen.wrap_plainly(text)


def _indexed(pen: Pen, name: str, place: int) -> str:
    if pen.style is Style.LATEX:
        return f"{name}_{place}" if pen.coin() else f"{name}_{{{place}}}"
    return f"{name}{'₀₁₂₃₄'[place]}" if pen.style is Style.UNICODE else f"{name}_{place}"


@dataclass(frozen=True, slots=True)
class PlusMinus:
    """The pair of numbers ``middle`` plus and minus ``offset``."""

    middle: Fraction
    offset: Expression
    has_unknown: bool


def _draw_plus_minus(rng: Random) -> PlusMinus:
    middle = small_fraction(rng) if rng.random() < 0.5 else Fraction(0)
    root = times(rng.randint(1, 4), Root(2, num(rng.choice((2, 3, 5, 6, 7)))))
    imaginary = times(rng.randint(1, 4), Symbol("i"))
    offset = rng.choice((root, root, num(rng.randint(2, 12)), imaginary))
    if isinstance(offset, Number):
        middle = Fraction(0)
    return PlusMinus(middle, offset, rng.random() < 0.6)


def _change_plus_minus(rng: Random, value: PlusMinus) -> PlusMinus:
    other = _draw_plus_minus(rng)
    if value.middle and rng.random() < 0.5:
        return PlusMinus(-value.middle, value.offset, value.has_unknown)
    is_still_a_pair = bool(value.middle) != isinstance(other.offset, Number)
    return PlusMinus(value.middle, other.offset, value.has_unknown) if is_still_a_pair else value


def _write_plus_minus(rng: Random, value: PlusMinus) -> str:
    pen = new_pen(rng)
    start = "x" + rng.choice((" = ", "=")) if value.has_unknown else ""
    if rng.random() < 0.55:
        sign = pen.pick("\\pm ", rng.choice(("+/-", "±")), "±")
        offset = write(pen, value.offset)
        middle = pen.number(value.middle) + pen.gap if value.middle else ""
        return pen.wrap(f"{start}{middle}{sign}{pen.gap if middle else ''}{offset}")
    parts = [plus(num(value.middle), end) for end in (value.offset, opposite(value.offset))]
    texts = [formula(pen, part) for part in parts]
    rng.shuffle(texts)
    if start and rng.random() < 0.6:
        return pen.wrap(pen.words(" or ").join(start + text for text in texts))
    return pen.wrap(start + ", ".join(texts))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number with the name the problem gave it."""

    label: int
    number: Surd


def _draw_labelled(rng: Random) -> Labelled:
    number = draw_surd(rng)
    if rng.random() < 0.7:
        number = Surd(Fraction(rng.randint(-20, 400), rng.choice((1, 1, 1, 3))), Fraction(0), 2, 2)
    return Labelled(rng.randrange(len(LABELS)), number)


def _change_labelled(rng: Random, value: Labelled) -> Labelled:
    number = value.number
    if number.scale:
        return Labelled(value.label, change_surd(rng, number))
    changed = number.plain + rng.choice((1, 10, -1))
    return Labelled(value.label, Surd(changed, number.scale, number.index, number.inside))


def _write_labelled(rng: Random, value: Labelled) -> str:
    pen = new_pen(rng)
    number = value.number
    shape = surd_expression(rng, number) if number.scale else num(number.plain)
    text = formula(pen, shape)
    latex, plain = LABELS[value.label]
    label = pen.pick(latex, plain, plain) + rng.choice((" = ", "="))
    way = rng.random()
    if way < 0.5:
        return pen.wrap(label + text)
    if way < 0.6:
        start = rng.choice(("Answer: {}", "The answer is {}.", "the answer is {}", "**{}**"))
        return start.format(f"${text}$" if pen.style is Style.LATEX else text)
    return pen.wrap(text)


@dataclass(frozen=True, slots=True)
class Periodic:
    """The angles ``start + k period`` as multiples of pi, k any integer."""

    start: Fraction
    period: Fraction


def _draw_periodic(rng: Random) -> Periodic:
    period = rng.choice((Fraction(1), Fraction(2), Fraction(2), Fraction(1, 2)))
    start = Fraction(rng.randint(1, 11), rng.choice((3, 4, 6, 12))) % period
    return Periodic(start, period) if start else _draw_periodic(rng)


def _change_periodic(rng: Random, value: Periodic) -> Periodic:
    start, period = value.start, value.period
    halved = Periodic(start % (period / 2), period / 2)
    choices = (Periodic(-start % period, period), halved)
    return rng.choice((*choices, Periodic((start + period / 2) % period, period)))


def _write_periodic(rng: Random, value: Periodic) -> str:
    pen, letter = new_pen(rng), Symbol(rng.choice(LETTERS))
    start = value.start + value.period * rng.choice((0, 0, 0, 0, -1, 1))
    steps = times(value.period, *rng.sample((letter, PI), 2))
    text = formula(pen, plus(times(start, PI), steps))
    text = rng.choice(("x = {}", "x={}", "{}")).format(text)
    if rng.random() < 0.2:
        return pen.wrap(text)
    comma = rng.choice((", ", " , ")) if pen.style is not Style.LATEX else ",\\ "
    belongs = {
        Style.LATEX: (f"{letter.name} \\in \\mathbb{{Z}}",),
        Style.ASCII: (f"{letter.name} in Z", f"{letter.name} an integer"),
        Style.UNICODE: (f"{letter.name} ∈ ℤ",),
    }[pen.style]
    return pen.wrap(text + comma + rng.choice(belongs))


KINDS = (
    Kind("solution list", _draw_solutions, _change_solutions, _write_solutions),
    Kind("plus-minus", _draw_plus_minus, _change_plus_minus, _write_plus_minus),
    Kind("labelled number", _draw_labelled, _change_labelled, _write_labelled),
    Kind("periodic solutions", _draw_periodic, _change_periodic, _write_periodic),
)
