"""Fingerprint equations in variables, whatever their arrangement and what they are solved for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.residue import PRIME, of_number, point, residue
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, TooBig, names, number, postorder, symbol
from stepreward.claims.sides import Side
from stepreward.match.arithmetic.kept import kept_for_small
from stepreward.match.arithmetic.quantities import letters_of, spelled

_CONSTANTS = frozenset({"pi", "e", "i"})
_FUNCTIONS = frozenset("sin cos tan cot sec csc arcsin arccos arctan log ln lg exp".split())
ROOTS = frozenset({"sqrt", "pm"})
_NAMED = _FUNCTIONS | ROOTS
_MAX_DEGREE = 20
_MAX_NODES = 60


def marks_of(left: Side, right: Side, sign: str) -> Iterator[int]:
    """Fingerprint what relates two sides; a name in words also by the letters usual for it."""
    if sign not in ("=", "→") or _is_given(left, right) or _is_given(right, left):
        return
    for one, other in product(_nodes(left, right), _nodes(right, left)):
        if sign == "→":
            reaction = _reaction(one, other)
            if reaction is not None:
                yield reaction
            continue
        yield from marks_between(one, other)


def _is_given(one: Side, other: Side) -> bool:
    """Tell a side that only has its value from the other: x = 100 - 180."""
    return other.value is not None and (one.value is not None or one.name is not None)


def marks_between(one: Node, other: Node) -> Iterator[int]:
    """Fingerprint the equation of two expressions, as it stands and cleared of fractions.

    What no polynomial holds, such as tan 35° and a root of a variable, is a name of its own.
    """
    difference = Node("-", (one, other))
    if any([is_no_polynomial(part) for part in postorder(difference)]):
        difference = rebuild(difference, _as_name)
    mark = _mark(difference)
    if mark is not None:
        yield mark
        cleared = _cleared_mark(difference)
        if cleared is not None and cleared != mark:
            yield cleared


def factored_marks_of(left: Side, right: Side, sign: str) -> Iterator[int]:
    """Fingerprint products that are said to be 0, or what they come to multiplied out.

    That is (x - 2)(x + 1) = 0, and x² - x - 2 = (x - 2)(x + 1).
    """
    if sign != "=":
        return
    for side, other in ((left, right), (right, left)):
        if side.node is None or side.value is not None or not is_factored(side.node):
            continue
        if other.value == 0 or (other.node is not None and _is_same(side.node, other.node)):
            yield from marks_between(side.node, number(0))


def _is_same(one: Node, other: Node) -> bool:
    """Tell two polynomials that are equal everywhere."""
    return residue(Node("-", (one, other))) == 0


def is_factored(node: Node) -> bool:
    """Tell (x - 4)(x + 1) and (x + 3)², which say more than they do multiplied out."""
    if len(names(node) - _CONSTANTS) != 1:
        return False
    factors, has_sum = 0, False
    stack = [node]
    while stack:
        part = stack.pop()
        if part.op == "*":
            stack.extend(part.args)
        elif part.op == "^" and isinstance(part.args[1].leaf, int):
            factors += part.args[1].leaf - 1
            stack.append(part.args[0])
        elif names(part):
            factors += 1
            has_sum = has_sum or part.op in ("+", "-")
    return has_sum and factors > 1


def is_no_polynomial(node: Node) -> bool:
    """Tell a function, a root and a power of a variable exponent: tan x, √x, 2^x."""
    return node.op in _NAMED or (node.op == "^" and bool(names(node.args[1])))


def _nodes(side: Side, other: Side) -> list[Node]:
    if side.name is None:
        return [] if side.node is None else [side.node]
    if side.node is None:
        return [symbol(spelled(side.name)), *map(symbol, letters_of(side.name))]
    if len(side.name) == 2 and side.name.isupper() and len(other.name or "") == 1:
        first, second = map(symbol, side.name)  # V = IR
        return [side.node, Node("*", (first, second))]
    return [side.node]


@kept_for_small
def _mark(difference: Node) -> int | None:
    """Fingerprint a difference up to a constant factor; None where it is 0, or no polynomial."""
    first, second = residue(difference), residue(_renamed(difference))
    if not first or not second:
        return None
    return first * pow(second, -1, PRIME) % PRIME


def _as_name(node: Node) -> Node:
    """Name a function by its operand, and a root by what its operand comes to."""
    if node.op in _FUNCTIONS or (node.op == "^" and names(node.args[1])):
        return symbol(f"{node.op}{node.args}")
    if node.op not in ROOTS or not names(node):
        return node
    below = [residue(part) for part in node.args]
    return node if None in below else symbol(f"{node.op}{below}")


def _renamed(node: Node) -> Node:
    """Evaluate at another point: the same expression under other names."""

    def change(part: Node) -> Node:
        return part._replace(leaf=f"{part.leaf}'") if part.op == "sym" else part

    return rebuild(node, change)


@kept_for_small
def _cleared_mark(difference: Node) -> int | None:
    """Fingerprint I = V/R as V = IR: what is left when all are multiplied by what they divide by.

    Only relations of two names or more: 12/x = 4 is a step before 4x = 12.
    """
    parts = postorder(difference)
    if len(parts) > _MAX_NODES or not any([part.op == "/" for part in parts]):
        return None
    if len(names(difference) - _CONSTANTS) < 2:
        return None
    first, second = _numerator(parts, ""), _numerator(parts, "'")
    if not first or not second:
        return None
    return first * pow(second, -1, PRIME) % PRIME


def _numerator(parts: list[Node], suffix: str) -> int | None:
    """Evaluate an expression as one fraction; its numerator, None for what is no fraction."""
    values: list[tuple[int, int]] = []
    for part in parts:
        count = len(part.args)
        args = values[len(values) - count :]
        del values[len(values) - count :]
        value = _fraction(part, args, suffix)
        if value is None:
            return None
        values.append(value)
    return values[-1][0]


def _fraction(node: Node, args: list[tuple[int, int]], suffix: str) -> tuple[int, int] | None:
    op = node.op
    if op == "num":
        try:
            return of_number(node.leaf), 1  # type: ignore[arg-type]  # a "num" holds a Number
        except Undefined:
            return None
    if op == "sym":
        return point(f"{node.leaf}{suffix}"), 1
    if op in ("unit", "deg"):
        return args[0]
    (top, bottom), *rest = args or [(0, 0)]
    if op == "neg":
        return -top % PRIME, bottom
    if op == "^":
        power = node.args[1].leaf
        if not isinstance(power, int) or not 0 <= power <= _MAX_DEGREE:
            return None
        return pow(top, power, PRIME), pow(bottom, power, PRIME)
    if op not in ("+", "-", "*", "/"):
        return None
    ((other_top, other_bottom),) = rest
    if op == "*":
        return top * other_top % PRIME, bottom * other_bottom % PRIME
    if op == "/":
        return top * other_bottom % PRIME, bottom * other_top % PRIME
    sign = 1 if op == "+" else -1
    return (top * other_bottom + sign * other_top * bottom) % PRIME, bottom * other_bottom % PRIME


def _reaction(left: Node, right: Node) -> int | None:
    """Fingerprint what becomes of what, which has a direction: 2H2 + O2 → 2H2O."""
    try:
        before, behind = residue(left), residue(right)
    except TooBig:
        return None
    return None if before is None or behind is None else hash(("→", before, behind))
