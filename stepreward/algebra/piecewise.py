"""Compare functions defined by cases with others: at their edges, beside and between them."""

from __future__ import annotations

from stepreward.algebra.evaluate import Budget
from stepreward.algebra.functions import Value
from stepreward.algebra.numeric import CONSTANTS, numeric
from stepreward.algebra.scalars import Outcome
from stepreward.algebra.sets import real_set
from stepreward.algebra.tree import Node, names

_BESIDE = (0.0, 0.37, -0.37, 2.9, -2.9, 11.3, -11.3)
_NEEDED = 6
_MAX_EDGES = 8
_RELATIVE = 1e-9


def same_piecewise(a: Node, b: Node, budget: Budget) -> Outcome:
    """Compare two functions of one variable, of which one or both are given by cases."""
    unknowns = (names(a) | names(b)) - CONSTANTS.keys() - {"otherwise"}
    if len(unknowns) != 1:
        return Outcome(None, "cases in several variables")
    (variable,) = unknowns
    edges = _edges(a) | _edges(b)
    if not edges or len(edges) > _MAX_EDGES:
        return Outcome(None, "cases whose edges are not read")
    agreed = 0
    for point in sorted({edge + shift for edge in edges for shift in _BESIDE}):
        if point not in edges and _is_defined(a, point) != _is_defined(b, point):
            return Outcome(False, f"one is not defined at {point:g}")
        left, right = (_value(node, {variable: point}, budget) for node in (a, b))
        if left is None or right is None:
            continue
        gap = abs(left - right) if left != right else 0.0
        if not gap <= _RELATIVE * max(1.0, min(abs(left), abs(right))):
            return Outcome(False, f"the functions differ at {point:g}")
        agreed += 1
    if agreed < _NEEDED:
        return Outcome(None, "the functions could not be evaluated")
    return Outcome(True, "the same function on both sides of each edge")


def _edges(node: Node) -> set[float]:
    """Collect the finite ends of the conditions."""
    found: set[float] = set()
    for row in node.args if node.op == "cases" else ():
        pieces = real_set(row.args[1]) if row.args[1].op == "rel" else None
        for piece in pieces or ():
            found.update(end.at for end in piece if abs(end.at) < float("inf"))
    return found


def _is_defined(node: Node, point: float) -> bool:
    """Tell whether one of the cases, where there are any, is about a point."""
    return node.op != "cases" or any(
        row.args[1].leaf == "otherwise" or _holds(row.args[1], point) for row in node.args
    )


def _value(node: Node, env: dict[str, float], budget: Budget) -> Value | None:
    """Compute the value of the first case whose condition holds."""
    if node.op != "cases":
        return numeric(node, env, budget)
    (point,) = env.values()
    for row in node.args:
        value, condition = row.args
        if condition.leaf == "otherwise" or _holds(condition, point):
            return numeric(value, env, budget)
    return None


def _holds(condition: Node, point: float) -> bool:
    pieces = real_set(condition) or ()
    return any(
        (low.at < point or (low.at == point and low.closed))
        and (point < high.at or (point == high.at and high.closed))
        for low, high in pieces
    )
