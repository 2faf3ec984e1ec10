"""Write intervals, their unions and linear inequalities."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from .expressions import Expression, Number, Root, Symbol, num, opposite, plus, times
from .pair import Kind
from .pen import Pen, Style, new_pen
from .printing import formula, symbol, write

INFINITY = Symbol("oo")
FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
SIGNS = {
    "<": (("<", "<", "\\lt "), ("<",), "<"),
    ">": ((">", ">", "\\gt "), (">",), ">"),
    "<=": (("\\le ", "\\leq ", "\\leqslant "), ("<=",), "≤"),
    ">=": (("\\ge ", "\\geq ", "\\geqslant "), (">=",), "≥"),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of the line; an end that is ``None`` lies at infinity."""

    low: Expression | None
    high: Expression | None
    has_low: bool
    has_high: bool


def relation(pen: Pen, sign: str) -> str:
    """Write one of the four order relations with a space on either side."""
    latex, ascii_, unicode = SIGNS[sign]
    return f" {pen.one_of(latex=latex, ascii_=ascii_, unicode=unicode)} ".replace("  ", " ")


def _ends(rng: Random) -> tuple[Expression, Expression]:
    low = Fraction(rng.randint(-12, 10), rng.choice((1, 1, 1, 2, 3)))
    width = Fraction(rng.randint(1, 12), rng.choice((1, 1, 1, 2)))
    if rng.random() < 0.15:
        root = times(rng.choice((1, 2, 3)), Root(2, num(rng.choice((2, 3, 5)))))
        return opposite(root), root
    return num(low), num(low + width)


def _draw_interval(rng: Random) -> Interval:
    low, high = _ends(rng)
    side = rng.choice(("both", "both", "both", "low", "high"))
    if side == "low":
        return Interval(low, None, rng.random() < 0.5, has_high=False)
    if side == "high":
        return Interval(None, high, has_low=False, has_high=rng.random() < 0.5)
    return Interval(low, high, rng.random() < 0.5, rng.random() < 0.5)


def _change_interval(rng: Random, value: Interval) -> Interval:
    low, high = value.low, value.high
    if rng.random() < 0.5:
        is_low = low is not None and (high is None or rng.random() < 0.5)
        return Interval(low, high, value.has_low ^ is_low, value.has_high ^ (not is_low))
    if low is None or high is None:
        moved = _moved(rng, low or high, 1)
        return Interval(low and moved, high and moved, value.has_low, value.has_high)
    if rng.random() < 0.5:
        return Interval(low, _moved(rng, high, 1), value.has_low, value.has_high)
    return Interval(_moved(rng, low, -1), high, value.has_low, value.has_high)


def _moved(rng: Random, end: Expression | None, step: int) -> Expression:
    assert end is not None
    if isinstance(end, Number):
        return num(end.value + step * rng.randint(1, 3))
    return num(step * rng.randint(5, 9))  # the other end, a root, lies beyond zero


def _write_interval(rng: Random, value: Interval) -> str:
    pen = new_pen(rng)
    way = rng.random()
    if way < 0.5:
        text = bracketed(pen, value)
        return pen.wrap(text if way > 0.1 else _belongs(pen) + text)
    text = inequality(pen, value)
    if value.low and value.high and way < 0.6:
        halves = (_half(value, is_low=True), _half(value, is_low=False))
        text = pen.words(" and ").join(inequality(pen, half) for half in halves)
    if way > 0.9:
        bar = pen.one_of(latex=("\\mid", ":", "|"), ascii_=("|", ":"))
        return pen.wrap_plainly(pen.brackets(f"x {bar} {text}", "{", "}"))
    return pen.wrap(text)


def _half(value: Interval, *, is_low: bool) -> Interval:
    if is_low:
        return Interval(value.low, None, value.has_low, has_high=False)
    return Interval(None, value.high, has_low=False, has_high=value.has_high)


def _belongs(pen: Pen) -> str:
    return "x " + pen.pick("\\in", "in", "∈") + " "


def bracketed(pen: Pen, value: Interval) -> str:
    """Write an interval in brackets, now and then the French ones."""
    infinity = symbol(pen, "oo")
    low = pen.minus + infinity if value.low is None else write(pen, value.low)
    high = pen.rng.choice(("", "+")) + infinity if value.high is None else write(pen, value.high)
    left, right = "[" if value.has_low else "(", "]" if value.has_high else ")"
    if pen.style is Style.LATEX and pen.coin(0.1):
        left, right = left.replace("(", "]"), right.replace(")", "[")
    return pen.brackets(f"{low}{pen.rng.choice((', ', ','))}{high}", left, right)


def inequality(pen: Pen, value: Interval) -> str:
    """Write an interval as an inequality in x."""
    rise, fall = "<=" if value.has_low else "<", "<=" if value.has_high else "<"
    if value.low is None or value.high is None:
        end = value.low or value.high
        assert end is not None
        sign = rise if value.high is None else FLIPPED[fall]
        if pen.coin(0.4):
            return write(pen, end) + relation(pen, sign) + "x"
        return "x" + relation(pen, FLIPPED[sign]) + write(pen, end)
    low, high = write(pen, value.low), write(pen, value.high)
    if pen.coin(0.2):
        return high + relation(pen, FLIPPED[fall]) + "x" + relation(pen, FLIPPED[rise]) + low
    return low + relation(pen, rise) + "x" + relation(pen, fall) + high


Union = tuple[Interval, Interval]


def _draw_union(rng: Random) -> Union:
    low = Fraction(rng.randint(-9, 5), rng.choice((1, 1, 2)))
    gap = rng.randint(1, 6)
    left = Interval(None, num(low), has_low=False, has_high=rng.random() < 0.5)
    right = Interval(num(low + gap), None, rng.random() < 0.5, has_high=False)
    if rng.random() < 0.3:
        left = Interval(num(low - 3), num(low), rng.random() < 0.5, left.has_high)
    if rng.random() < 0.15:  # the line without a point
        left = Interval(None, num(low), has_low=False, has_high=False)
        right = Interval(num(low), None, has_low=False, has_high=False)
    return left, right


def _change_union(rng: Random, value: Union) -> Union:
    left, right = value
    assert left.high is not None
    assert right.low is not None
    if left.high == right.low:
        moved = _moved(rng, left.high, 1)
        return Interval(None, moved, False, False), Interval(moved, None, False, False)
    if rng.random() < 0.5:
        return left, Interval(right.low, right.high, not right.has_low, right.has_high)
    if rng.random() < 0.5:
        return Interval(left.low, left.high, left.has_low, not left.has_high), right
    further = _moved(rng, right.low, 1)
    return left, Interval(further, right.high or None, right.has_low, right.has_high)


def _write_union(rng: Random, value: Union) -> str:
    pen = new_pen(rng)
    left, right = value
    way = rng.random()
    if left.high == right.low and way < 0.5:
        return pen.wrap_plainly(_without_point(pen, left.high))
    if way < 0.7:
        cup = pen.one_of(latex=(" \\cup ",), ascii_=(" U ", " union "))
        cup = " ∪ " if pen.style is Style.UNICODE else cup
        text = cup.join(bracketed(pen, part) for part in value)
        return pen.wrap(text if way > 0.1 else _belongs(pen) + text)
    link = pen.words(" or ")
    return pen.wrap(link.join(inequality(pen, part) for part in value))


def _without_point(pen: Pen, point: Expression | None) -> str:
    assert point is not None
    text = write(pen, point)
    if pen.style is Style.LATEX:
        line = f"\\mathbb{{R}} \\setminus \\{{{text}\\}}"
        return pen.rng.choice((line, f"x \\in {line}", f"x \\neq {text}", f"x \\ne {text}"))
    if pen.style is Style.UNICODE:
        return pen.rng.choice((f"x ≠ {text}", f"ℝ \\ {{{text}}}", f"ℝ∖{{{text}}}"))
    return pen.rng.choice((f"x != {text}", f"R \\ {{{text}}}", f"all real numbers except {text}"))


Linear = tuple[int, int, int, str]  # a x + b y (sign) c, with a positive and no common factor


def _draw_linear(rng: Random) -> Linear:
    a, b = rng.randint(1, 6), rng.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5))
    c = rng.randint(-12, 12)
    return (a, b, c, rng.choice(tuple(SIGNS))) if a == 1 else (a, b, a * c + 1, "<=")


def _change_linear(rng: Random, value: Linear) -> Linear:
    a, b, c, sign = value
    other = rng.choice((FLIPPED[sign], sign[0] if len(sign) == 2 else sign + "="))
    return rng.choice(((a, b, c, other), (a, -b, c, sign), (a, b, c + a, sign)))


def _write_linear(rng: Random, value: Linear) -> str:
    pen = new_pen(rng)
    a, b, c, sign = value
    scale = Fraction(rng.choice((1, 1, 1, 2, 3, -1)))
    shape = rng.choice(("standard", "standard", "zero", "solved"))
    if shape == "solved":
        scale = Fraction(1, b)
    x, y = times(a * scale, Symbol("x")), times(b * scale, Symbol("y"))
    end = num(c * scale)
    sides: tuple[Expression, Expression] = (plus(x, y), end)
    if shape == "zero":
        sides = (plus(x, y, opposite(end)), num(0))
    if shape == "solved":
        sides = (y, plus(opposite(x), end))
    sign = sign if scale > 0 else FLIPPED[sign]
    if rng.random() < 0.25:
        sides, sign = (sides[1], sides[0]), FLIPPED[sign]
    return pen.wrap(relation(pen, sign).join(formula(pen, side) for side in sides))


KINDS = (
    Kind("interval", _draw_interval, _change_interval, _write_interval),
    Kind("union of intervals", _draw_union, _change_union, _write_union),
    Kind("linear inequality", _draw_linear, _change_linear, _write_linear),
)
