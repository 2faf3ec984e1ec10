"""Sets of real numbers: intervals, inequalities, unions; compared piece by piece."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

from stepreward.algebra.numeric import CONSTANTS, numeric
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.scalars import same_scalar
from stepreward.algebra.tree import SET_OPS, Node, names, number, symbol

_LESS = frozenset({"<", "≤"})
_FLIPPED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤"}
_INFINITY = symbol("oo")
_MINUS_INFINITY = Node("neg", (_INFINITY,))


class End(NamedTuple):
    """One end of a piece: its place for ordering, its exact form for comparing."""

    at: float
    node: Node
    closed: bool


class Piece(NamedTuple):
    """All numbers between two ends; a single number has both ends at one place."""

    low: End
    high: End


Pieces = tuple[Piece, ...]
EVERYTHING: Pieces = (
    Piece(End(-math.inf, _MINUS_INFINITY, False), End(math.inf, _INFINITY, False)),
)


def real_set(node: Node) -> Pieces | None:
    """Read an interval, finite set, inequality or union of such as sorted pieces."""
    if node.op == "rel":
        return _from_relation(node)
    if node.op == "tuple" and len(node.args) == 2 and isinstance(node.leaf, str):
        return _interval(node.args[0], node.leaf[0] == "[", node.args[1], node.leaf[1] == "]")
    if node.op == "list" and any(item.op == "rel" for item in node.args):
        return _solutions(node)
    if node.op in ("set", "list"):
        return _points(node.args)
    if node.op == "sym":
        return {"R": EVERYTHING, "emptyset": ()}.get(str(node.leaf))
    if node.op in SET_OPS:
        return _combined(node)
    return _points((node,))


def _solutions(node: Node) -> Pieces | None:
    """Read "x < 2 or x > 5" as a union, "x > 2, x < 5" as what holds together.

    A comma between what never holds together, "x < -1, x > 1", stands for "or".
    """
    sets = [real_set(item) for item in node.args]
    pieces = [one for one in sets if one is not None]
    if len(pieces) < len(sets):
        return None
    either = _union(tuple(piece for one in pieces for piece in one))
    if node.leaf == "or":
        return either
    together = reduce(_intersection, pieces)
    return together if together or node.leaf is not None else either


def is_set_like(node: Node) -> bool:
    """Tell what may be compared as a set of numbers: an inequality, a union, half-open ends."""
    if node.op == "list":
        return all(item.op == "rel" and is_set_like(item) for item in node.args)
    if node.op == "rel":
        return isinstance(node.leaf, tuple) and all(
            sign in _FLIPPED or sign == "≠" for sign in node.leaf
        )
    if node.op == "tuple":
        return len(node.args) == 2
    return node.op in SET_OPS or node.leaf in ("R", "emptyset")


def as_interval(node: Node) -> Node:
    """Write -a < x < a, a chain around a name of its own, as the interval (-a, a) of its ends."""
    if node.op != "rel" or len(node.args) != 3 or not isinstance(node.leaf, tuple):
        return node
    low, name, high = node.args
    first, last = node.leaf
    if {first, last}.isdisjoint(_LESS):
        low, high, first, last = high, low, _FLIPPED.get(last, last), _FLIPPED.get(first, first)
    is_between = first in _LESS and last in _LESS and name.op == "sym"
    if not is_between or name.leaf in CONSTANTS or name.leaf in names(low) | names(high):
        return node
    brackets = ("(" if first == "<" else "[") + (")" if last == "<" else "]")
    return Node("tuple", (low, high), brackets)


def same_set(a: Pieces, b: Pieces, digits: int) -> bool | None:
    """Compare two sets piece by piece; None where an end cannot be decided."""
    if len(a) != len(b):
        return False
    verdict: bool | None = True
    for left, right in zip(a, b, strict=True):
        for one, other in ((left.low, right.low), (left.high, right.high)):
            if one.closed != other.closed:
                return False
            same = same_scalar(one.node, other.node, digits=digits).same
            if same is False:
                return False
            if same is None:
                verdict = None
    return verdict


def _end(node: Node, closed: bool) -> End | None:
    value = numeric(node, {})
    if value is None or isinstance(value, complex):
        return None
    return End(float(value), node, closed and not math.isinf(value))


def _interval(low: Node, low_closed: bool, high: Node, high_closed: bool) -> Pieces | None:
    left, right = _end(low, low_closed), _end(high, high_closed)
    if left is None or right is None or left.at > right.at:
        return None
    if left.at == right.at and not (left.closed and right.closed):
        return ()
    return (Piece(left, right),)


def _points(items: Iterable[Node]) -> Pieces | None:
    ends = [_end(item, True) for item in items]
    if any(end is None for end in ends):
        return None
    return _union(tuple(Piece(end, end) for end in ends if end is not None))


def _combined(node: Node) -> Pieces | None:
    """Carry out ∪, ∩ and ∖ along a chain of them."""
    parts: list[Node] = []
    while node.op in SET_OPS and len(parts) < 100:
        parts.append(node)
        node = node.args[0]
    result = real_set(node) if node.op not in SET_OPS else None
    for part in reversed(parts):
        right = part.args[1]
        other = real_set(right) if right.op not in SET_OPS else _combined_right(right)
        if result is None or other is None:
            return None
        if part.op == "cup":
            result = _union(result + other)
        elif part.op == "cap":
            result = _intersection(result, other)
        else:
            result = _intersection(result, _complement(other))
    return result


def _combined_right(node: Node) -> Pieces | None:
    """Read a bracketed union on the right; one level is as deep as people write."""
    if any(arg.op in SET_OPS for arg in node.args):
        return None
    return _combined(node)


def _union(pieces: Pieces) -> Pieces:
    ordered = sorted(pieces, key=lambda piece: (piece.low.at, not piece.low.closed))
    merged: list[Piece] = []
    for piece in ordered:
        last = merged[-1] if merged else None
        if last is not None and _touches(last.high, piece.low):
            if _beyond(piece.high, last.high):
                merged[-1] = Piece(last.low, piece.high)
        else:
            merged.append(piece)
    return tuple(merged)


def _touches(high: End, low: End) -> bool:
    return low.at < high.at or (low.at == high.at and (low.closed or high.closed))


def _beyond(one: End, other: End) -> bool:
    return one.at > other.at or (one.at == other.at and one.closed and not other.closed)


def _intersection(a: Pieces, b: Pieces) -> Pieces:
    found: list[Piece] = []
    for left in a:
        for right in b:
            low = max(left.low, right.low, key=lambda end: (end.at, not end.closed))
            high = min(left.high, right.high, key=lambda end: (end.at, end.closed))
            if low.at < high.at or (low.at == high.at and low.closed and high.closed):
                found.append(Piece(low, high))
    return _union(tuple(found))


def _complement(pieces: Pieces) -> Pieces:
    result, low = [], EVERYTHING[0].low
    for piece in pieces:
        edge = piece.low._replace(closed=not piece.low.closed)
        if low.at < edge.at or (low.at == edge.at and low.closed and edge.closed):
            result.append(Piece(low, edge))
        low = piece.high._replace(closed=not piece.high.closed)
    if low.at < math.inf:
        result.append(Piece(low, EVERYTHING[0].high))
    return tuple(result)


def _from_relation(node: Node) -> Pieces | None:
    """Solve a chain of inequalities that are linear in one variable, or in its modulus."""
    signs = node.leaf if isinstance(node.leaf, tuple) else ()
    if len(node.args) > 4 or not all(sign in _FLIPPED or sign in ("≠", "=") for sign in signs):
        return None
    unknowns = names(node) - CONSTANTS.keys()
    if len(unknowns) != 1:
        return None
    (variable,) = unknowns
    pieces = EVERYTHING
    for left, sign, right in zip(node.args, signs, node.args[1:], strict=False):
        solved = _solve(left, sign, right, variable)
        if solved is None:
            return None
        pieces = _intersection(pieces, solved)
    return pieces


def _solve(left: Node, sign: str, right: Node, variable: str) -> Pieces | None:
    for body, other, flips in ((left, right, False), (right, left, True)):
        if body.op == "abs" and not names(other) - CONSTANTS.keys():
            inner, way = body.args[0], _FLIPPED.get(sign, sign) if flips else sign
            if inner.leaf == variable:
                return _modulus(way, other)
            return _modulus_of_line(inner, way, other, variable)
    difference = Node("-", (left, right))
    line = _line(difference, variable)
    if line is None:
        return None
    if line[0] < 0:
        sign = _FLIPPED.get(sign, sign)
    bound = _root_of_line(difference, variable)
    if sign in ("=", "≠"):
        point = _points((bound,))
        return point if sign == "=" or point is None else _complement(point)
    if sign in _LESS:
        return _interval(_MINUS_INFINITY, False, bound, sign == "≤")
    return _interval(bound, sign == "≥", _INFINITY, False)


def _root_of_line(difference: Node, variable: str) -> Node:
    """Write where a line d(x) crosses zero: -d(0) / (d(1) - d(0))."""
    at_zero, at_one = (_substituted(difference, variable, value) for value in (0, 1))
    return Node("/", (Node("neg", (at_zero,)), Node("-", (at_one, at_zero))))


def _substituted(node: Node, variable: str, value: int) -> Node:
    return rebuild(node, lambda part: number(value) if part.leaf == variable else part)


def _line(node: Node, variable: str) -> tuple[float, float] | None:
    """Fit slope and start; None where three more points do not lie on the line."""
    values = [numeric(node, {variable: at}) for at in (0.0, 1.0, 2.0, -1.5, 7.25)]
    if any(value is None or isinstance(value, complex) for value in values):
        return None
    real = [float(value) for value in values]  # type: ignore[arg-type]  # None is ruled out above
    start, slope = real[0], real[1] - real[0]
    if abs(slope) < 1e-12:
        return None
    for at, value in zip((2.0, -1.5, 7.25), real[2:], strict=True):
        if abs(start + slope * at - value) > 1e-9 * (1 + abs(value)):
            return None
    return slope, start


def _modulus(sign: str, bound: Node) -> Pieces | None:
    """Solve |x| < a and |x| > a."""
    end = _end(bound, True)
    if end is None or end.at < 0:
        return None
    opposite: Node = Node("neg", (bound,))
    inside = _interval(opposite, sign in ("≤", ">"), bound, sign in ("≤", ">"))
    if inside is None:
        return None
    return inside if sign in _LESS else _complement(inside)


def _modulus_of_line(inner: Node, sign: str, bound: Node, variable: str) -> Pieces | None:
    """Solve |2x - 1| < a as -a < 2x - 1 < a."""
    end = _end(bound, True)
    if end is None or end.at < 0 or sign not in _FLIPPED or _line(inner, variable) is None:
        return None
    above = _solve(inner, sign, bound, variable)
    below = _solve(inner, _FLIPPED[sign], Node("neg", (bound,)), variable)
    if above is None or below is None:
        return None
    return _intersection(above, below) if sign in _LESS else _union(above + below)
