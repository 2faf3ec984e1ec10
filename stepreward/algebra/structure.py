"""Compare two readings: lists, tuples, sets, equations, matrices, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stepreward.algebra.evaluate import Budget, Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.families import same_family
from stepreward.algebra.labels import contradicts_itself, split_label, stripped
from stepreward.algebra.numeric import CONSTANTS, numeric
from stepreward.algebra.piecewise import same_piecewise
from stepreward.algebra.relations import same_relation
from stepreward.algebra.residue import residue
from stepreward.algebra.scalars import Outcome, same_scalar, same_up_to_constant, scaled
from stepreward.algebra.sets import is_set_like, real_set, same_set
from stepreward.algebra.tables import identity
from stepreward.algebra.tree import (
    SET_OPS,
    STRUCTURES,
    Node,
    Number,
    names,
    number,
    postorder,
    symbol,
)
from stepreward.algebra.units import HOMONYMS, read_unit
from stepreward.algebra.vectors import components
from stepreward.policy import Policy

_MAX_ITEMS = 200
_MANY = 12  # items that are paired by how near they are
_MAX_DEPTH = 12
_LETTER_UNIT = re.compile(r"([A-Za-z])(?: \^ (\d{1,3}))?")
_CONSTANT_NAMES = ("C", "c", "K", "k", "D")


def same(a: Node, b: Node, policy: Policy) -> Outcome:
    """Compare two parsed answers; undecided where a cap is met or nothing can be computed.

    Raises TooBig where comparing would cost more operations than the budget holds.
    """
    return _Comparison(policy).same(a, b)


@dataclass(slots=True)
class _Comparison:
    """One comparison: the policy it follows, and what it may still cost."""

    policy: Policy
    budget: Budget = field(default_factory=Budget)
    depth: int = 0

    def same(self, a: Node, b: Node) -> Outcome:
        """Compare two readings of any shape."""
        if self.depth > _MAX_DEPTH:
            return Outcome(None, "nested too deeply")
        family = same_family(a, b, self.budget)
        if family is not None:
            return family
        self.depth += 1
        a, b = _spread(a, b), _spread(b, a)
        if contradicts_itself(a) or contradicts_itself(b):
            self.depth -= 1
            return Outcome(False, "a chain of different numbers")
        left, right = stripped(a), stripped(b)
        if _is_equation(a, left) and _is_equation(b, right):
            outcome = same_relation(a, b, self.budget)
            if outcome.same or _is_product(a) or _is_product(b):
                self.depth -= 1
                return outcome
        if (left.op == "rel") != (right.op == "rel") and a.leaf == b.leaf == ("=",):
            left, right = a, b  # y = 2x + 1 against 2x - y + 1 = 0
        if left.op in STRUCTURES or right.op in STRUCTURES or {left.op, right.op} & SET_OPS:
            outcome = _same_structure(left, right, self)
        else:
            outcome = _same_quantity(left, right, self)
        self.depth -= 1
        return outcome

    def scalar(self, a: Node, b: Node) -> Outcome:
        """Compare two bare quantities."""
        return same_scalar(a, b, digits=self.policy.rounded_digits, budget=self.budget)


# Quantities: units and percent come off first.


def _same_quantity(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    left, left_unit = _unit_of(a)
    right, right_unit = _unit_of(b)
    if bool(left_unit) != bool(right_unit):
        left, left_unit = _as_name(left, left_unit, right)
        right, right_unit = _as_name(right, right_unit, left)
    if not (left_unit and right_unit):
        left, left_unit = _glued_unit(left, left_unit, right_unit)
        right, right_unit = _glued_unit(right, right_unit, left_unit)
    if comparison.policy.units == "require" and bool(left_unit) != bool(right_unit):
        return Outcome(False, "one lacks its unit")
    if left_unit and right_unit and comparison.policy.units != "ignore":
        one, other = read_unit(tuple(left_unit.split())), read_unit(tuple(right_unit.split()))
        if one is not None and other is not None:
            if one.powers != other.powers:
                one = HOMONYMS.get(left_unit, one)
                other = HOMONYMS.get(right_unit, other)
            if one.powers != other.powers:
                return Outcome(False, "units of different kinds")
            left, right = scaled(left, one.factor), scaled(right, other.factor)
        elif comparison.policy.units == "require" and left_unit != right_unit:
            return Outcome(False, "different units")
    return _same_number(left, right, comparison)


def _unit_of(node: Node) -> tuple[Node, str]:
    """Take the unit off a quantity; degrees count as one."""
    unit = ""
    while node.op in ("unit", "deg"):
        unit = unit or (str(node.leaf) if node.op == "unit" else "degree")
        node = node.args[0]
    return node, unit


def _as_name(node: Node, unit: str, other: Node) -> tuple[Node, str]:
    """Read a unit of one letter as a name where the other side has it: 4 y^2 beside (y + y)^2."""
    letter = _LETTER_UNIT.fullmatch(unit)
    if letter is None or letter[1] not in names(other):
        return node, unit
    named = symbol(letter[1])
    factor = Node("^", (named, number(int(letter[2])))) if letter[2] else named
    return Node("*", (node, factor)), ""


def _glued_unit(node: Node, unit: str, other: str) -> tuple[Node, str]:
    """Read "114g" as 114 grams where the other side has a mass."""
    if unit or node.op != "*" or node.args[1].op != "sym" or node.args[0].op != "num":
        return node, unit
    name = str(node.args[1].leaf)
    if not other and name in ("g", "L"):
        return node.args[0], name  # hardly ever a variable
    glued, wanted = read_unit((name,)), read_unit(tuple(other.split()))
    if glued is None or wanted is None or glued.powers != wanted.powers:
        return node, unit
    return node.args[0], name


def _same_number(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    if (a.op == "pct") != (b.op == "pct"):
        return _same_percent(a, b, comparison)
    constant = _constant_of_integration(a), _constant_of_integration(b)
    if all(constant):
        return _same_antiderivative(a, b, comparison)
    outcome = comparison.scalar(a, b)
    if outcome.same is False and comparison.policy.relative_tolerance:
        return _within(a, b, comparison.policy.relative_tolerance) or outcome
    return outcome


def _same_percent(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare 28% with 28 and with 0.28, as the policy allows."""
    plain_a, plain_b = (node.args[0] if node.op == "pct" else node for node in (a, b))
    if comparison.policy.percent in ("either", "number"):
        outcome = comparison.scalar(plain_a, plain_b)
        if outcome.same is not False or comparison.policy.percent == "number":
            return outcome
    return comparison.scalar(a, b)


def _within(a: Node, b: Node, relative: float) -> Outcome | None:
    left, right = numeric(a, {}), numeric(b, {})
    if left is None or right is None or isinstance(left, complex) or isinstance(right, complex):
        return None
    if abs(left - right) <= relative * max(abs(left), abs(right)):
        return Outcome(True, f"within {relative:.0%}")
    return None


def _constant_of_integration(node: Node) -> bool:
    """Tell an antiderivative: an open integral, or a sum that ends in "+ C"."""
    if node.op == "antiderivative":
        return True
    while node.op in ("+", "-"):
        if node.args[1].leaf in _CONSTANT_NAMES or node.args[1].op == "antiderivative":
            return True
        node = node.args[0]
    return node.op == "antiderivative" or (node.leaf in _CONSTANT_NAMES and node.op == "sym")


def _same_antiderivative(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    if a.op == b.op == "antiderivative" and a.leaf == b.leaf:
        return comparison.scalar(a.args[0], b.args[0])
    outcome = comparison.scalar(a, b)
    if outcome.same:
        return outcome
    unknowns = (names(a) | names(b)) - CONSTANTS.keys() - set(_CONSTANT_NAMES)
    unknowns |= {str(p.leaf) for n in (a, b) for p in postorder(n) if p.op == "antiderivative"}
    if len(unknowns) == 1:
        (variable,) = unknowns
        return same_up_to_constant(a, b, variable, comparison.budget)
    return outcome


# Structures.


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
        return _same_matrix(_identity(a, b), _identity(b, a), comparison)
    a, b = _point(a, b), _point(b, a)
    if a.op == "cases" or b.op == "cases":
        return _same_cases(a, b, comparison)
    if "tuple" in (a.op, b.op) and (vector := _by_axes(a, b)) is not None:
        return _in_order(*vector, comparison)
    if a.op == "tuple" and b.op == "tuple" and a.leaf == b.leaf:
        return _in_order(a.args, b.args, comparison)
    if is_set_like(a) and is_set_like(b):
        outcome = _same_real_set(a, b, comparison)
        if outcome.same is not None:
            return outcome
    if a.op == "class" or b.op == "class":
        return _same_remainder(a, b, comparison)
    if a.op == "rel" or b.op == "rel":
        if a.op == b.op == "rel":
            return same_relation(a, b, comparison.budget)
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
    """Take the 34 of "a + b = 34", where a question asked for a sum or product of names."""
    if node.op != "rel" or node.leaf != ("=",):
        return None
    left, right = node.args
    parts = postorder(left)
    is_combination = all(part.op in ("sym", "+", "-", "*") for part in parts)
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
    return _in_order(a.args, b.args, comparison)


def _as_lists(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare bare lists and sets in any order, tuples in theirs."""
    left, right = _items(a), _items(b)
    if "tuple" in (a.op, b.op):
        if "set" in (a.op, b.op):
            return Outcome(False, "a tuple against a set")
        if "list" not in (a.op, b.op):
            return Outcome(False, "a tuple against a single value")
        listed, other = (a, b) if a.op == "list" else (b, a)
        if all(item.op != "tuple" for item in listed.args):
            return _in_order(listed.args, other.args, comparison)
    if comparison.policy.order == "same" and a.op == b.op == "list":
        return _in_order(left, right, comparison)
    if "set" in (a.op, b.op) or (a.op == b.op and len(left) != len(right)):
        left, right = _distinct(left, comparison), _distinct(right, comparison)
    return _any_order(left, right, comparison)


def _items(node: Node) -> tuple[Node, ...]:
    return node.args if node.op in ("list", "set") else (node,)


def _distinct(items: tuple[Node, ...], comparison: _Comparison) -> tuple[Node, ...]:
    if len(items) > _MAX_ITEMS:
        return items
    kept: list[Node] = []
    for item in items:
        if not any(comparison.same(item, other).same for other in kept):
            kept.append(item)
    return tuple(kept)


def _in_order(a: Sequence[Node], b: Sequence[Node], comparison: _Comparison) -> Outcome:
    if len(a) != len(b):
        return Outcome(False, f"{len(a)} items against {len(b)}")
    undecided = None
    for at, (left, right) in enumerate(zip(a, b, strict=True)):
        outcome = comparison.same(left, right)
        if outcome.same is False:
            return Outcome(False, f"item {at + 1} differs")
        if outcome.same is None:
            undecided = outcome
    return undecided or Outcome(True, "the same items")


def _any_order(a: Sequence[Node], b: Sequence[Node], comparison: _Comparison) -> Outcome:
    """Pair items off; labels pair first, so that x = 1, y = 2 is not x = 2, y = 1."""
    if len(a) != len(b):
        return Outcome(False, f"{len(a)} items against {len(b)}")
    by_number = _by_number(a, b)
    if by_number is not None:
        return by_number
    if len(a) > _MAX_ITEMS:
        return Outcome(None, "more than 200 items")
    labelled = _labels(a), _labels(b)
    pairs_by_label = (
        labelled[0] is not None
        and labelled[1] is not None
        and (sorted(labelled[0]) == sorted(labelled[1]))
    )
    left_over = list(range(len(b)))
    undecided: Outcome | None = None
    left, right = _about(a), _about(b)
    for at, item in enumerate(a):
        for other in _nearest_first(left_over, left, right, at):
            if pairs_by_label and labelled[0][at] != labelled[1][other]:  # type: ignore[index]
                continue
            outcome = comparison.same(item, b[other])
            if outcome.same:
                left_over.remove(other)
                break
            if outcome.same is None:
                undecided = outcome
        else:
            return undecided or Outcome(False, f"item {at + 1} has no partner")
    return Outcome(True, "the same items")


def _about(items: Sequence[Node]) -> list[float] | None:
    """Give a long list of constants as floats; None where one has no such value."""
    if len(items) < _MANY:
        return None
    values = [numeric(item, {}) for item in items]
    if not all(isinstance(value, (int, float)) for value in values):
        return None
    return [float(value) for value in values]  # type: ignore[arg-type]  # asked just before


def _nearest_first(
    candidates: list[int], left: list[float] | None, right: list[float] | None, at: int
) -> list[int]:
    """Try the likely partners first; without values, in their order."""
    if left is None or right is None:
        return list(candidates)
    return sorted(candidates, key=lambda other: abs(right[other] - left[at]))


def _labels(items: Sequence[Node]) -> list[int] | None:
    """Fingerprint the name of each item; None where one has none."""
    marks = []
    bases = set()
    for item in items:
        label, value = split_label(item)
        mark = residue(label) if label is not None and value is not None else None
        if mark is None:
            return None
        marks.append(mark)
        bases.add(str(label.leaf).partition("_")[0] if label is not None else "")
    return None if len(bases) == 1 and len(marks) > 1 else marks  # x_1, x_2 may change places


def _by_number(a: Sequence[Node], b: Sequence[Node]) -> Outcome | None:
    """Sort plain numbers instead of comparing all pairs."""
    if not all(item.op in ("num", "neg", "/") for item in (*a, *b)):
        return None
    try:
        left = [exact(item) for item in a]
        right = [exact(item) for item in b]
    except Undefined as undefined:
        return Outcome(None, f"undefined: {undefined}")
    if None in left or None in right:
        return None
    one: list[Number] = sorted(value for value in left if value is not None)
    other: list[Number] = sorted(value for value in right if value is not None)
    if one == other:
        return Outcome(True, "the same numbers")
    if any(item.places for item in (*a, *b)) or any(item.op == "/" for item in (*a, *b)):
        return None  # one may round the other
    return Outcome(False, "different numbers in the list")


def _same_real_set(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    left, right = real_set(a), real_set(b)
    if left is None or right is None:
        return Outcome(None, "a set that is not read")
    verdict = same_set(left, right, comparison.policy.rounded_digits)
    return Outcome(verdict, "the same set" if verdict else "different sets")


def _same_operation(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare unions with letters in them operand by operand, and with plain lists as sets."""
    if a.op == b.op:
        outcome = _in_order(a.args, b.args, comparison)
        if outcome.same or a.op == "setminus":
            return outcome
        return _in_order(a.args, tuple(reversed(b.args)), comparison)
    return _same_real_set(a, b, comparison)


def _same_ratio(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare a : b : c by cross products; two terms are a fraction as well."""
    left = a.args if a.op == "ratio" else (a, number(1))
    right = b.args if b.op == "ratio" else (b, number(1))
    if len(left) != len(right) or any(node.op in STRUCTURES for node in (*left, *right)):
        return Outcome(False, "ratios of different length")
    for at in range(1, len(left)):
        crossed = same_scalar(
            Node("*", (left[at - 1], right[at])),
            Node("*", (left[at], right[at - 1])),
            digits=comparison.policy.rounded_digits,
        )
        zero = exact(Node("*", (left[at - 1], right[at])))
        if zero == 0:
            crossed = comparison.scalar(left[at - 1], right[at - 1])
        if not crossed.same:
            return Outcome(crossed.same, "different ratios")
    return Outcome(True, "the same ratio")


def _identity(node: Node, other: Node) -> Node:
    """Read I and I_3 beside a square matrix as the identity."""
    name = str(node.leaf) if node.op == "sym" else ""
    size = len(other.args)
    if name in ("I", f"I_{size}") and all(len(row.args) == size for row in other.args):
        return identity(size)
    return node


def _point(node: Node, other: Node) -> Node:
    """Read P(3, -1) beside a tuple as the point it names."""
    is_named = node.op.startswith("call ") and len(node.args) > 1
    return Node("tuple", node.args, "()") if is_named and other.op == "tuple" else node


def _same_matrix(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    """Compare cell by cell; a single row or column may be written as a tuple."""
    if a.op != b.op and (vector := _by_axes(a, b)) is not None:
        return _in_order(*vector, comparison)
    left, right = _rows(a), _rows(b)
    if a.op != b.op and all(len(row) == len(left[0]) for row in (*left, *right)):
        pass  # [[1, 2], [3, 4]] in the brackets of program code
    elif a.op != b.op or len(left) != len(right):
        flat = tuple(cell for row in left for cell in row), tuple(c for row in right for c in row)
        is_vector = all(len(rows) == 1 or len(rows[0]) == 1 for rows in (left, right))
        if a.op == b.op or not is_vector or len(flat[0]) < 2:
            return Outcome(False, "matrices of different size")
        return _in_order(*flat, comparison)
    if len(left) != len(right):
        return Outcome(False, "matrices of different size")
    for one, other in zip(left, right, strict=True):
        outcome = _in_order(one, other, comparison)
        if not outcome.same:
            return outcome
    return Outcome(True, "the same matrix")


def _by_axes(a: Node, b: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]] | None:
    """Pair a column, row or tuple with the coordinates of a sum of unit vectors."""
    for node, other in ((a, b), (b, a)):
        cells = tuple(cell for row in _rows(node) for cell in row)
        if node.op in ("matrix", "tuple") and other.op not in STRUCTURES:
            found = components(other, len(cells))
            return None if found is None else (cells, found)
    return None


def _rows(node: Node) -> tuple[tuple[Node, ...], ...]:
    if node.op == "matrix":
        return tuple(row.args for row in node.args)
    if node.op == "tuple" and all(row.op == "tuple" and row.leaf == "[]" for row in node.args):
        return tuple(row.args for row in node.args)
    return (node.args if node.op in ("tuple", "list") else (node,),)


def _same_cases(a: Node, b: Node, comparison: _Comparison) -> Outcome:
    if a.op != b.op:
        if {a.op, b.op} & (STRUCTURES - {"cases"}):
            return Outcome(False, "one is defined by cases")
        return same_piecewise(a, b, comparison.budget)
    rows = [Node("tuple", row.args, "()") for row in a.args]
    others = [Node("tuple", row.args, "()") for row in b.args]
    return _any_order(rows, others, comparison)
