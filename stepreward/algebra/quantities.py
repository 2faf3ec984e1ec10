"""Compare two quantities: units, percent signs, tolerance, constants of integration."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from stepreward.algebra.evaluate import Budget
from stepreward.algebra.numeric import CONSTANTS, numeric
from stepreward.algebra.scalars import Outcome, same_scalar, same_up_to_constant, scaled
from stepreward.algebra.tree import Node, names, number, postorder, symbol
from stepreward.algebra.units import HOMONYMS, Unit, read_unit
from stepreward.policy import Policy

_LETTER_UNIT = re.compile(r"([A-Za-z])(?: \^ (\d{1,3}))?")
_DEGREES = frozenset({"degree", "degrees", "deg", "°"})
_TEMPERATURES = ((("celsius", 1),), (("fahrenheit", 1),))
_RADIANS = frozenset({"radian", "radians", "rad"})
_CONSTANT_NAMES = ("C", "c", "K", "k", "D")


@dataclass(frozen=True, slots=True)
class Scalars:
    """How bare quantities are compared: by which policy, and what all of it may still cost."""

    policy: Policy
    budget: Budget = field(default_factory=Budget)

    def same(self, a: Node, b: Node) -> Outcome:
        """Compare two bare quantities."""
        return same_scalar(a, b, digits=self.policy.rounded_digits, budget=self.budget)


def same_quantity(a: Node, b: Node, scalars: Scalars) -> Outcome:
    """Compare two quantities: units come off first, then percent signs.

    Raises TooBig where comparing would cost more operations than the budget holds.
    """
    left, left_unit = _unit_of(a)
    right, right_unit = _unit_of(b)
    if left_unit in _DEGREES and _is_in_radians(right, right_unit):
        left, left_unit, right_unit = Node("deg", (left,)), "", ""
    elif right_unit in _DEGREES and _is_in_radians(left, left_unit):
        right, left_unit, right_unit = Node("deg", (right,)), "", ""
    if bool(left_unit) != bool(right_unit):
        left, left_unit = _as_name(left, left_unit, right)
        right, right_unit = _as_name(right, right_unit, left)
    if not (left_unit and right_unit):
        left, left_unit = _glued_unit(left, left_unit, right_unit)
        right, right_unit = _glued_unit(right, right_unit, left_unit)
    if (left.op == "pct" and _measures(right_unit)) or (right.op == "pct" and _measures(left_unit)):
        return Outcome(False, "a percentage against a measure")
    if scalars.policy.units == "require" and bool(left_unit) != bool(right_unit):
        return Outcome(False, "one lacks its unit")
    if left_unit and right_unit and scalars.policy.units != "ignore":
        if scalars.policy.units == "convert":
            left_unit, right_unit = _scale(left_unit, right_unit), _scale(right_unit, left_unit)
        units = _read_both(left_unit, right_unit)
        if units is not None and units[0].powers != units[1].powers:
            return Outcome(False, "units of different kinds")
        if units is not None:
            left, right = scaled(left, units[0].factor), scaled(right, units[1].factor)
        elif scalars.policy.units == "require" and left_unit != right_unit:
            return Outcome(False, "different units")
    return _same_number(left, right, scalars)


def _read_both(left: str, right: str) -> tuple[Unit, Unit] | None:
    """Read two units, each the other way where they do not fit; None where one is unknown."""
    one = read_unit(tuple(left.split())) or HOMONYMS.get(left)
    other = read_unit(tuple(right.split())) or HOMONYMS.get(right)
    if one is None or other is None:
        return None
    if one.powers == other.powers:
        return one, other
    return HOMONYMS.get(left, one), HOMONYMS.get(right, other)


def _unit_of(node: Node) -> tuple[Node, str]:
    """Take the unit off a quantity; degrees count as one."""
    unit = ""
    while node.op in ("unit", "deg"):
        unit = unit or (str(node.leaf) if node.op == "unit" else "degree")
        node = node.args[0]
    return node, unit


def _scale(unit: str, other: str) -> str:
    """Read degrees as those of the temperature they stand beside: 25° beside 25 °C."""
    if unit not in _DEGREES or other in _DEGREES:
        return unit
    measured = read_unit(tuple(other.split()))
    return other if measured is not None and measured.powers in _TEMPERATURES else unit


def _measures(unit: str) -> bool:
    return bool(unit) and read_unit(tuple(unit.split())) is not None


def _is_in_radians(node: Node, unit: str) -> bool:
    """Tell an angle that is measured by its arc: π/3, "2 radians", an inverse sine."""
    if unit:
        return unit in _RADIANS
    return any(part.leaf == "pi" or part.op.startswith("arc") for part in postorder(node))


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


def _same_number(a: Node, b: Node, scalars: Scalars) -> Outcome:
    if (a.op == "pct") != (b.op == "pct"):
        return _same_percent(a, b, scalars)
    constant = _constant_of_integration(a), _constant_of_integration(b)
    if all(constant):
        return _same_antiderivative(a, b, scalars)
    outcome = scalars.same(a, b)
    if outcome.same is False and scalars.policy.relative_tolerance:
        return _within(a, b, scalars.policy.relative_tolerance) or outcome
    return outcome


def _same_percent(a: Node, b: Node, scalars: Scalars) -> Outcome:
    """Compare 28% with 28 and with 0.28, as the policy allows."""
    plain_a, plain_b = (node.args[0] if node.op == "pct" else node for node in (a, b))
    if scalars.policy.percent in ("either", "number"):
        outcome = scalars.same(plain_a, plain_b)
        if outcome.same is not False or scalars.policy.percent == "number":
            return outcome
    return scalars.same(a, b)


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


def _same_antiderivative(a: Node, b: Node, scalars: Scalars) -> Outcome:
    if a.op == b.op == "antiderivative" and a.leaf == b.leaf:
        return scalars.same(a.args[0], b.args[0])
    outcome = scalars.same(a, b)
    if outcome.same:
        return outcome
    unknowns = (names(a) | names(b)) - CONSTANTS.keys() - set(_CONSTANT_NAMES)
    unknowns |= {str(p.leaf) for n in (a, b) for p in postorder(n) if p.op == "antiderivative"}
    if len(unknowns) == 1:
        (variable,) = unknowns
        return same_up_to_constant(a, b, variable, scalars.budget)
    return outcome
