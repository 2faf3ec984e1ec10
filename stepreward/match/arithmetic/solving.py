"""Equations with one unknown, solved as they stand: 20 = x - 2 comes to x = 20 + 2."""

from __future__ import annotations

from typing import NamedTuple

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.tree import Node, Number, TooBig, names, number, postorder
from stepreward.claims.chains import Equation
from stepreward.match.arithmetic.kept import kept_for_small

_MAX_NODES = 40  # of an equation that is solved
_ONE = number(1)


class Solved(NamedTuple):
    """What an unknown comes to: the operation on the numbers of its equation, and its value."""

    name: str
    node: Node
    value: Number


class _Linear(NamedTuple):
    """A multiple of the unknown and what is added to it, as they were written."""

    factor: Node | None
    rest: Node | None


def solved(equation: Equation) -> Solved | None:
    """Solve an equation of two sides for its one unknown, as often as it stands there."""
    if len(equation.sides) != 2 or equation.signs != ("=",):
        return None
    left, right = equation.sides
    if left.node is None or right.node is None or left.is_partial or right.is_partial:
        return None
    if not any([side.is_computed and side.value is None for side in equation.sides]):
        return None  # "x = 5" is solved
    return _solve(Node("-", (left.node, right.node)))


@kept_for_small
def _solve(difference: Node) -> Solved | None:
    found = names(difference)
    if len(found) != 1 or len(postorder(difference)) > _MAX_NODES:
        return None
    left, right = [_linear(side) for side in difference.args]
    if left is None or right is None:
        return None
    for one, other in ((left, right), (right, left)):
        factor, rest = _less(one.factor, other.factor), _less(other.rest, one.rest)
        if factor is None or rest is None:
            return None
        times, value = _value(factor), _value(node := _over(rest, factor))
        if times is not None and times > 0 and value is not None:
            return Solved(next(iter(found)), node, value)
    return None


def _value(node: Node) -> Number | None:
    try:
        return exact(node)
    except (Undefined, TooBig):
        return None


def _over(rest: Node, factor: Node) -> Node:
    return rest if _value(factor) == 1 else Node("/", (rest, factor))


def _linear(root: Node) -> _Linear | None:
    """Part an expression into its multiple of the unknown and the rest; None where it has none."""
    parts: list[_Linear] = []
    for node in postorder(root):
        args = parts[len(parts) - len(node.args) :]
        del parts[len(parts) - len(node.args) :]
        made = _combined(node, args)
        if made is None:
            return None
        parts.append(made)
    return parts[0]


def _combined(node: Node, args: list[_Linear]) -> _Linear | None:
    if all(part.factor is None for part in args) and node.op != "sym":
        return _Linear(None, node)
    if node.op == "sym":
        return _Linear(_ONE, None)
    if node.op == "+":
        one, other = args
        return _Linear(_sum(one.factor, other.factor), _sum(one.rest, other.rest))
    if node.op == "-":
        one, other = args
        return _Linear(_less(one.factor, other.factor), _less(one.rest, other.rest))
    if node.op == "neg":
        return _Linear(_less(None, args[0].factor), _less(None, args[0].rest))
    if node.op in "*/":
        one, other = args
        if node.op == "*" and one.factor is None:
            one, other = other, one
        if other.factor is not None or other.rest is None:
            return None
        return _Linear(
            _scaled(node.op, one.factor, other.rest), _scaled(node.op, one.rest, other.rest)
        )
    return None


def _sum(one: Node | None, other: Node | None) -> Node | None:
    if one is None or other is None:
        return one or other
    return Node("+", (one, other))


def _less(one: Node | None, other: Node | None) -> Node | None:
    if other is None:
        return one
    if one is None and other.op == "neg":
        return other.args[0]
    return Node("neg", (other,)) if one is None else Node("-", (one, other))


def _scaled(op: str, node: Node | None, by: Node) -> Node | None:
    if node is None:
        return None
    if node == _ONE:
        return by if op == "*" else Node("/", (_ONE, by))
    return Node(op, (node, by))
