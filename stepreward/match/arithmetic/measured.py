"""The unit of what an equation comes to: 26 cm is no 26 m."""

from __future__ import annotations

from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.chains import Equation


def unit_of(equation: Equation) -> Unit | None:
    """Read the unit of the last side that has one; None where it is no unit of measure."""
    for side in reversed(equation.sides):
        if side.unit:
            return UNITS.get(side.unit) or UNITS.get(side.unit.lower())
    return None


def are_unlike(one: Unit | None, other: Unit | None) -> bool:
    """Tell two units of one quantity, such as hours and minutes."""
    if one is None or other is None:
        return False
    return one.powers == other.powers and one.factor != other.factor
