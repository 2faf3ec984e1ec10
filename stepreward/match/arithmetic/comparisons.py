"""Inequalities between computed sides: 3 + 4 > 5 and 2^100 > 3^60, told either way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stepreward.algebra.residue import residue
from stepreward.algebra.tree import TooBig
from stepreward.claims.chains import Equation
from stepreward.claims.sides import Side
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.shapes import same_shape, shape_of

TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
_MAX_SIDES = 8  # of a chain in which each is held against the others


class Comparison(NamedTuple):
    """Sides that are equal to each other, and the sides that are all less or greater."""

    place: Place
    left: Sequence[Side]
    sign: str
    right: Sequence[Side]


def comparisons_of(equation: Equation, place: Place) -> Iterator[Comparison]:
    """List the inequalities of a chain that are not plainly false: 5 + 3 = 8 > 7."""
    sides, signs = equation.sides[:_MAX_SIDES], equation.signs[: _MAX_SIDES - 1]
    for at, sign in enumerate(signs):
        if sign not in TURNED or not _may_hold(sides[at], sign, sides[at + 1]):
            continue
        first = at
        while first and signs[first - 1] == "=":
            first -= 1
        last = at + 1
        while last < len(signs) and signs[last] == "=":
            last += 1
        yield Comparison(place, sides[first : at + 1], sign, sides[at + 1 : last + 1])


def says_same(one: Comparison, other: Comparison) -> bool:
    """Tell whether an inequality says what another does, in that order or turned round."""
    left, right = other.left, other.right
    if one.sign != other.sign:
        if TURNED[one.sign] != other.sign:
            return False
        left, right = right, left
    return _has_same(left, one.left[0]) and _has_same(right, one.right[0])


def _may_hold(left: Side, sign: str, right: Side) -> bool:
    if left.value is None or right.value is None:
        return True
    is_greater = left.value > right.value
    is_equal = left.value == right.value
    if sign in "≤≥" and is_equal:
        return True
    return not is_equal and is_greater == (sign in ">≥")


def _has_same(sides: Sequence[Side], wanted: Side) -> bool:
    return any(_are_same(side, wanted) for side in sides)


def _are_same(one: Side, other: Side) -> bool:
    if one.name is not None or other.name is not None:
        return one.name == other.name
    if one.node is None or other.node is None:
        return False
    if one.value is None or other.value is None:
        return one.value is other.value and _has_same_residue(one, other)
    if not (one.is_computed and other.is_computed):
        return one.is_computed == other.is_computed and one.value == other.value
    shapes = shape_of(one.node), shape_of(other.node)
    return shapes[0] is not None and shapes[1] is not None and same_shape(shapes[0], shapes[1])


def _has_same_residue(one: Side, other: Side) -> bool:
    if one.node is None or other.node is None:
        return False
    try:
        mark = residue(one.node)
        return mark is not None and mark == residue(other.node)
    except TooBig:
        return False
