"""Compare two readings of any shape: each kind of structure its own way, down to quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stepreward.algebra.exact import exact
from stepreward.algebra.families import same_family
from stepreward.algebra.items import any_order, distinct, in_order
from stepreward.algebra.labels import (
    contradicts_itself,
    names_another,
    stripped,
    with_argument_of,
)
from stepreward.algebra.matrices import as_identity, by_axes, same_matrix
from stepreward.algebra.numeric import CONSTANTS
from stepreward.algebra.piecewise import same_piecewise
from stepreward.algebra.quantities import Scalars, same_quantity
from stepreward.algebra.relations import same_relation
from stepreward.algebra.scalars import Outcome, same_scalar
from stepreward.algebra.sets import as_interval, is_set_like, real_set, same_set
from stepreward.algebra.tree import SET_OPS, STRUCTURES, Node, names, number, postorder
from stepreward.policy import Policy

_MAX_DEPTH = 12
_OF_NAMES = frozenset("sym + - * sin cos tan cot sec csc".split())


def same(a: Node, b: Node, policy: Policy) -> Outcome:
    """Compare two parsed answers; undecided where a cap is met or nothing can be computed.

    Raises TooBig where comparing would cost more operations than the budget holds.
    """
    return _Comparison(Scalars(policy)).same(a, b)


@dataclass(slots=True)
class _Comparison:
    """One comparison, and how deep it is in lists of lists."""

    scalars: Scalars
    depth: int = 0
    bound: int = 0  # how many tuples are around: their items run over k together

    def same(self, a: Node, b: Node) -> Outcome:
        """Compare two readings of any shape."""
        if self.depth > _MAX_DEPTH:
            return Outcome(None, "nested too deeply")
        if _is_number(a) and _is_number(b):
            return same_quantity(a, b, self.scalars)
        family = None if self.bound else same_family(a, b, self.scalars.budget)
        if family is not None:
            return family
        self.depth += 1
        a, b = _spread(a, b), _spread(b, a)
        if contradicts_itself(a) or contradicts_itself(b):
            self.depth -= 1
            return Outcome(False, "a chain of different numbers")
        if a.op == b.op == "rel":
            b = with_argument_of(a, b)
            if names_another(a, b):
                self.depth -= 1
                return Outcome(False, "the value of another name")
        left, right = stripped(a), stripped(b)
        if _is_equation(a, left) and _is_equation(b, right):
            outcome = same_relation(a, b, self.scalars.budget)
            if outcome.same or _is_product(a) or _is_product(b):
                self.depth -= 1
                return outcome
        if (left.op == "rel") != (right.op == "rel") and a.leaf == b.leaf == ("=",):
            left, right = a, b  # y = 2x + 1 against 2x - y + 1 = 0
        if left.op in STRUCTURES or right.op in STRUCTURES or {left.op, right.op} & SET_OPS:
            outcome = _same_structure(left, right, self)
        else:
            outcome = same_quantity(left, right, self.scalars)
        self.depth -= 1
        return outcome

    def same_in_order(self, a: Sequence[Node], b: Sequence[Node]) -> Outcome:
        """Compare the items of two tuples, which belong together."""
        self.bound += 1
        outcome = in_order(a, b, self.same)
        self.bound -= 1
        return outcome


def _is_number(node: Node) -> bool:
    return node.op == "num" or (node.op == "neg" and node.args[0].op == "num")


def _is_equation(node: Node, value: Node) -> bool:
    """Tell y = 2x + 1 from y = 3."""
    return (
        node.op == "rel"
        and node.leaf == ("=",)
        and value.op not in STRUCTURES
        and bool(names(value) - CONSTANTS.keys())
    )


def _is_product(equation: Node) -> bool:
    """Tell PV = nRT, whose left side is no mere name, from a(n) = 2n + 1."""
    label, value = equation.args
    if label.op not in ("*", "/"):
        return False
    return label.args[1].leaf not in names(value)


def _spread(node: Node, other: Node) -> Node:
    """Read (x, y) = (1, 2) as x = 1, y = 2 where the other side names its values one by one."""
    if node.op != "rel" or node.leaf != ("=",) or other.op != "list":
        return node
    left, right = node.args
    if left.op != "tuple" or right.op != "tuple" or len(left.args) != len(right.args):
        return node
    if not all(item.op == "rel" and item.args[0].op == "sym" for item in other.args):
        return node
    pairs = zip(left.args, right.args, strict=True)
    return Node("list", tuple(Node("rel", pair, ("=",)) for pair in pairs))


def _same_structure(  # noqa: C901 - one early return a kind
    a: Node, b: Node, comparison: _Comparison
) -> Outcome:
    if a.op == "ratio" or b.op == "ratio":
        return _same_ratio(a, b, comparison)
    if a.op == "matrix" or b.op == "matrix":
        return same_matrix(as_identity(a, b), as_identity(b, a), comparison.same)
    a, b = _point(a, b), _point(b, a)
    if a.op == "cases" or b.op == "cases":
        return _same_cases(a, b, comparison)
    if "tuple" in (a.op, b.op) and (vector := by_axes(a, b)) is not None:
        return comparison.same_in_order(*vector)
    if a.op == "tuple" and b.op == "tuple" and a.leaf == b.leaf:
        return comparison.same_in_order(a.args, b.args)
    if is_set_like(a) and is_set_like(b):
        outcome = _same_real_set(a, b, comparison)
        if outcome.same is not None:
            return outcome
    if {a.op, b.op} == {"rel", "tuple"}:  # its ends hold letters, and have no place on the line
        a, b = as_interval(a), as_interval(b)
        if a.op == b.op and a.leaf == b.leaf:
            return comparison.same_in_order(a.args, b.args)
    if a.op == "class" or b.op == "class":
        return _same_remainder(a, b, comparison)
    if a.op == "rel" or b.op == "rel":
        if a.op == b.op == "rel":
            return same_relation(a, b, comparison.scalars.budget)
        for relation, value in ((a, b), (b, a)):
            if (named := _named_sum(relation)) is not None and value.op not in STRUCTURES:
                return comparison.same(named, value)
        if {a.op, b.op} & {"list", "set"}:
            return _as_lists(a, b, comparison)
        return Outcome(False, "one is an equation or inequality, the other a value")
    if {a.op, b.op} & SET_OPS:
        return _same_operation(a, b, comparison)
    if a.op == "tuple" and b.op == "tuple":
        return _same_brackets(a, b, comparison)
    return _as_lists(a, b, comparison)


def _same_remainder(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare "3 (mod 5)" with a bare 3."""
    left, right = (node.args[0] if node.op == "class" else node for node in (a, b))
    return comparison.same(left, right)


def _named_sum(node: Node) -> Node | None:
    """Take the 34 of "a + b = 34", where a question asked for a sum, product or sine of names."""
    if node.op != "rel" or node.leaf != ("=",):
        return None
    left, right = node.args
    parts = postorder(left)
    is_combination = all(part.op in _OF_NAMES for part in parts)
    if (
        is_combination
        and not names(left) & CONSTANTS.keys()
        and not names(right) - CONSTANTS.keys()
    ):
        return right
    return None


def _same_brackets(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """(1, 2] is no [1, 2]; of three and more items the brackets say nothing."""
    if len(a.args) == len(b.args) == 2:
        return Outcome(False, "intervals with different ends")
    return comparison.same_in_order(a.args, b.args)


def _as_lists(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare bare lists and sets in any order, tuples in theirs."""
    left, right = _items(a), _items(b)
    if "tuple" in (a.op, b.op):
        if "set" in (a.op, b.op):
            return Outcome(False, "a tuple against a set")
        if "list" not in (a.op, b.op):
            return Outcome(False, "a tuple against a single value")
        listed, other = (a, b) if a.op == "list" else (b, a)
        if listed.leaf == "or":
            return Outcome(False, "a tuple against a choice")
        if all(item.op != "tuple" for item in listed.args):
            return in_order(listed.args, other.args, comparison.same)
    if comparison.scalars.policy.order == "same" and a.op == b.op == "list":
        return in_order(left, right, comparison.same)
    if "set" in (a.op, b.op) or (a.op == b.op and len(left) != len(right)):
        left, right = distinct(left, comparison.same), distinct(right, comparison.same)
    return any_order(left, right, comparison.same)


def _items(node: Node) -> tuple[Node, ...]:
    return node.args if node.op in ("list", "set") else (node,)


def _same_real_set(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    left, right = real_set(a), real_set(b)
    if left is None or right is None:
        return Outcome(None, "a set that is not read")
    verdict = same_set(left, right, comparison.scalars.policy.rounded_digits)
    return Outcome(verdict, "the same set" if verdict else "different sets")


def _same_operation(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare unions with letters in them operand by operand, and with plain lists as sets."""
    if a.op == b.op:
        outcome = in_order(a.args, b.args, comparison.same)
        if outcome.same or a.op == "setminus":
            return outcome
        return in_order(a.args, tuple(reversed(b.args)), comparison.same)
    return _same_real_set(a, b, comparison)


def _same_ratio(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare a : b : c by cross products; two terms are a fraction as well, but for 8:05."""
    is_clock = [node.op == "ratio" and node.leaf == "clock" for node in (a, b)]
    if all(is_clock):
        return comparison.same_in_order(a.args, b.args)
    if any(is_clock):
        return Outcome(False, "a time of day against a ratio or a number")
    left = a.args if a.op == "ratio" else (a, number(1))
    right = b.args if b.op == "ratio" else (b, number(1))
    if len(left) != len(right) or any(node.op in STRUCTURES for node in (*left, *right)):
        return Outcome(False, "ratios of different length")
    for at in range(1, len(left)):
        crossed = same_scalar(
            Node("*", (left[at - 1], right[at])),
            Node("*", (left[at], right[at - 1])),
            digits=comparison.scalars.policy.rounded_digits,
        )
        zero = exact(Node("*", (left[at - 1], right[at])))
        if zero == 0:
            crossed = comparison.scalars.same(left[at - 1], right[at - 1])
        if not crossed.same:
            return Outcome(crossed.same, "different ratios")
    return Outcome(True, "the same ratio")


def _point(node: Node, other: Node) -> Node:
    """Read P(3, -1) beside a tuple as the point it names."""
    is_named = node.op.startswith("call ") and len(node.args) > 1
    return Node("tuple", node.args, "()") if is_named and other.op == "tuple" else node


def _same_cases(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    if a.op != b.op:
        if {a.op, b.op} & (STRUCTURES - {"cases"}):
            return Outcome(False, "one is defined by cases")
        return same_piecewise(a, b, comparison.scalars.budget)
    rows = [Node("tuple", row.args, "()") for row in a.args]
    others = [Node("tuple", row.args, "()") for row in b.args]
    return any_order(rows, others, comparison.same)
