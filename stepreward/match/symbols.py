"""Know the letters that stand for a quantity: r for a radius, t for a time."""

from __future__ import annotations

from types import MappingProxyType

from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.spelling import canonical_word

# What stands between a letter and its quantity: "where r is the radius".
STANDS_FOR = r"(?:is|are|be|being|means|denotes|represents|stands\s+for)"
SYMBOLS: MappingProxyType[str, str] = MappingProxyType(
    {
        canonical_word(word): symbols
        for word, symbols in {
            "radius": "r",
            "diameter": "d",
            "area": "AS",
            "volume": "V",
            "circumference": "C",
            "perimeter": "P",
            "probability": "Pp",
            "height": "h",
            "density": "ρ",
            "speed": "v",
            "velocity": "v",
            "time": "t",
            "mass": "m",
            "force": "F",
            "acceleration": "a",
            "slope": "m",
            "current": "I",
            "resistance": "R",
            "voltage": "UV",
            "power": "P",
            "energy": "E",
            "distance": "ds",
            "length": "lL",
            "width": "w",
            "base": "b",
            "pressure": "pP",
            "momentum": "p",
            "work": "W",
            "charge": "Qq",
            "heat": "Q",
            "frequency": "f",
            "wavelength": "λ",
        }.items()
    }
)

# What a quantity is measured in; one that has no unit is the ratio of two others.
_MEASURED_IN = {
    canonical_word(word): unit
    for unit, words in {
        "m": "radius diameter circumference perimeter height distance length width base wavelength",
        "second": "time",
        "kg": "mass",
        "N": "force",
        "V": "voltage",
        "A": "current",
        "Ω": "resistance",
        "J": "energy work heat",
        "W": "power",
        "Pa": "pressure",
        "Hz": "frequency",
        "": "slope probability",
    }.items()
    for word in words.split()
}


def measured_in(quantity: str) -> tuple[tuple[str, int], ...] | None:
    """Give the powers of a quantity's unit; None where it has none, or none that we know."""
    own = _MEASURED_IN.get(quantity)
    if quantity in _RATES:
        return _RATES[quantity]
    return UNITS[own].powers if own is not None and own in UNITS else None


_RATES = {
    canonical_word(word): tuple(sorted({"length": 1, "time": power}.items()))
    for word, power in (("speed", -1), ("velocity", -1), ("acceleration", -2))
}


def may_measure(quantity: str, unit: Unit | None) -> bool:
    """Tell whether a quantity can be given in a unit: no slope is 3 kg.

    >>> may_measure("mass", UNITS["kg"]), may_measure("mass", UNITS["m"])
    (True, False)
    """
    own = _MEASURED_IN.get(quantity)
    if unit is None or own is None:
        return True
    return bool(own) and own in UNITS and UNITS[own].powers == unit.powers
