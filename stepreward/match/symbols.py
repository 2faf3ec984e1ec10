"""Know the letters that stand for a quantity: r for a radius, t for a time."""

from __future__ import annotations

from types import MappingProxyType

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
            "frequency": "f",
            "wavelength": "λ",
        }.items()
    }
)
