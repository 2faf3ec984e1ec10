"""The units of an equation: 26 cm is no 26 m."""

from __future__ import annotations

from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.chains import Equation


def units_of(equation: Equation) -> tuple[Unit, ...]:
    """List the units of measure of the sides of an equation."""
    read = [UNITS.get(side.unit) or UNITS.get(side.unit.lower()) for side in equation.sides]
    return tuple([unit for unit in read if unit is not None])


def are_unlike(wanted: tuple[Unit, ...], told: tuple[Unit, ...]) -> bool:
    """Tell units of one quantity of which none is the same: hours of minutes."""
    if not wanted or not told:
        return False
    return all(
        one.powers == other.powers and one.factor != other.factor
        for one in wanted
        for other in told
    )
