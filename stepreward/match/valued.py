"""What a trace makes of an equation in one unknown: 2x + 1 = 15 is no 2x = 14 where 2x = 16."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from stepreward.algebra.tree import Node, Number
from stepreward.claims.chains import Equation
from stepreward.claims.sides import Side
from stepreward.match.arithmetic.shapes import Shape, shape_of
from stepreward.match.arithmetic.solving import solved

_NEAR = 0.01  # of a value, by which it may be rounded
# An expression in variables, and what a trace gives it.
Valued = tuple[Node, Number]


def valued_in(links: Iterable[tuple[Side, Side, str]]) -> list[Valued]:
    """List the expressions of an equation that are given a number."""
    return [
        (one.node, other.value)
        for left, right, sign in links
        for one, other in ((left, right), (right, left))
        if sign == "=" and one.node is not None and one.value is None
        if isinstance(other.value, (int, Fraction))
    ]


def is_unlike(
    equation: Equation, valued: Sequence[Valued], named: Iterable[tuple[str, Number]]
) -> bool:
    """Tell whether a trace gives a side of an equation, or its unknown, only other values."""
    left, right = equation.sides[:2]
    for node, value in valued_in([(left, right, "=")]):
        mark = shape_of(node)
        given = [number for other, number in valued if _are_same(mark, shape_of(other))]
        if given:
            return not _has(given, value)
    unknown = solved(equation)
    if unknown is None:
        return False
    given = [number for name, number in named if name == unknown.name]
    return bool(given) and not _has(given, unknown.value)


def _are_same(one: Shape | None, other: Shape | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _has(given: Iterable[Number], value: Number) -> bool:
    return any([abs(float(one - value)) <= _NEAR * max(1.0, abs(float(value))) for one in given])
