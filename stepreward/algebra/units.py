"""Units of measure: which words are units, and how large each is."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from stepreward.algebra.tree import Number


class Unit(NamedTuple):
    """A unit as powers of base quantities and a factor to their base units."""

    powers: tuple[tuple[str, int], ...]
    factor: Number


# Named units with all their prefixes: kilowatts, kW. Factors to gram, metre and second.
_SI_UNITS = (
    ("newton newtons", "N", (("force", 1),)),
    ("joule joules", "J", (("energy", 1),)),
    ("watt watts", "W", (("power", 1),)),
    ("pascal pascals", "Pa", (("pressure", 1),)),
    ("hertz", "Hz", (("frequency", 1),)),
    ("volt volts", "V", (("voltage", 1),)),
    ("ampere amperes amp amps", "A", (("current", 1),)),
    ("ohm ohms", "Ω", (("resistance", 1),)),
    ("byte bytes", "B", (("data", 1),)),
    ("calorie calories", "cal", (("heat", 1),)),
    ("mole moles", "mol", (("amount", 1),)),
    ("kelvin kelvins", "K", (("temperature", 1),)),
)
_SI_PREFIXES: tuple[tuple[str, str, Number], ...] = (
    ("", "", 1),
    ("kilo", "k", 1000),
    ("mega", "M", 1_000_000),
    ("giga", "G", 1_000_000_000),
    ("milli", "m", Fraction(1, 1000)),
    ("micro", "μ", Fraction(1, 1_000_000)),
)


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}

    def add(base: str, power: int, entries: dict[str, Number]) -> None:
        for words, factor in entries.items():
            for word in words.split():
                table[word] = Unit(((base, power),), factor)

    inch = Fraction(254, 10_000)
    add(
        "length",
        1,
        {
            "m meter meters metre metres": 1,
            "mm millimeter millimeters millimetre millimetres": Fraction(1, 1000),
            "cm centimeter centimeters centimetre centimetres": Fraction(1, 100),
            "dm decimeter decimeters decimetre decimetres": Fraction(1, 10),
            "km kilometer kilometers kilometre kilometres": 1000,
            "in inch inches": inch,
            "ft foot feet": 12 * inch,
            "yd yard yards": 36 * inch,
            "mi mile miles": 63360 * inch,
        },
    )
    add(
        "length",
        3,
        {
            "L l liter liters litre litres": Fraction(1, 1000),
            "ml mL milliliter milliliters millilitre millilitres": Fraction(1, 1_000_000),
            "cc": Fraction(1, 1_000_000),
            "gallon gallons gal": Fraction(3785411784, 10**12),
            "quart quarts": Fraction(946352946, 10**12),
            "pint pints": Fraction(473176473, 10**12),
        },
    )
    add(
        "length",
        2,
        {"acre acres": Fraction(40468564224, 10_000_000), "hectare hectares ha": 10_000},
    )
    add(
        "mass",
        1,
        {
            "g gram grams": 1,
            "mg milligram milligrams": Fraction(1, 1000),
            "kg kilogram kilograms": 1000,
            "lb lbs pound pounds": Fraction(45359237, 100_000),
            "oz ounce ounces": Fraction(45359237, 1_600_000),
            "ton tons tonne tonnes": 1_000_000,
        },
    )
    add(
        "time",
        1,
        {
            "s sec secs second seconds": 1,
            "ms millisecond milliseconds": Fraction(1, 1000),
            "min mins minute minutes": 60,
            "h hr hrs hour hours": 3600,
            "day days": 86400,
            "week weeks": 604_800,
            "month months": 2_629_800,
            "year years yr yrs": 31_557_600,
        },
    )
    add(
        "money",
        1,
        {"dollar dollars usd buck bucks": 1, "cent cents": Fraction(1, 100)},
    )
    add("euro", 1, {"eur euro euros": 1})
    add("sterling", 1, {"gbp": 1})
    add("yen", 1, {"yen": 1})
    add("rupee", 1, {"rupee rupees inr rs": 1})
    add("rouble", 1, {"rub rouble roubles ruble rubles": 1})
    for name, letter, powers in _SI_UNITS:
        for prefix, letters, factor in _SI_PREFIXES:
            for word in name.split():
                table[prefix + word] = Unit(powers, factor)
            table[letters + letter] = Unit(powers, factor)
    add("angle", 1, {"degree degrees deg °": 1})
    add("radian", 1, {"radian radians rad": 1})
    add("celsius", 1, {"celsius": 1})
    add("fahrenheit", 1, {"fahrenheit": 1})
    table["mph"] = Unit((("length", 1), ("time", -1)), 63360 * inch / 3600)
    table["kph"] = table["kmh"] = Unit((("length", 1), ("time", -1)), Fraction(1000, 3600))
    return table


UNITS: MappingProxyType[str, Unit] = MappingProxyType(_table())

# A word for two things: the second is tried where the first does not fit.
HOMONYMS: MappingProxyType[str, Unit] = MappingProxyType(
    {word: Unit((("sterling", 1),), 1) for word in ("pound", "pounds")}
)

# One-letter units are variables unless a space or \text sets them off: "5 m", not "5m".
LETTER_UNITS = frozenset("m g s h L l N J W V A K C F d y".split())
GLUED_UNITS = frozenset("N J W V".split())  # set off by nothing: "17W"

_PREFIXES = MappingProxyType({"square": 2, "sq": 2, "cubic": 3, "cu": 3})


def read_unit(words: tuple[str, ...]) -> Unit | None:
    """Read "km / h", "square meters" or "m ^ 2"; None where a word is no unit we know.

    >>> read_unit(("square", "meters")) == read_unit(("m", "^", "2"))
    True
    """
    powers: dict[str, int] = {}
    factor: Number = 1
    sign, raised, last = 1, 1, None
    for at, word in enumerate(words):
        lower = word.lower().rstrip(".")
        if lower in ("/", "per", "an"):
            sign = -1
        elif lower in _PREFIXES:
            raised = _PREFIXES[lower]
        elif word == "^":
            if last is None or at + 1 >= len(words) or words[at + 1] not in ("2", "3"):
                return None
            unit, side = last
            extra = int(words[at + 1]) - 1
            factor *= Fraction(unit.factor) ** (side * extra)
            for base, power in unit.powers:
                powers[base] = powers.get(base, 0) + side * extra * power
        elif word in ("squared", "cubed"):
            if last is None:
                return None
            extra = 1 if word == "squared" else 2
            factor *= Fraction(last[0].factor) ** (last[1] * extra)
            for base, power in last[0].powers:
                powers[base] = powers.get(base, 0) + last[1] * extra * power
        elif word in ("2", "3") and at and words[at - 1] == "^":
            continue
        else:
            found = UNITS.get(word) or UNITS.get(lower)
            if found is None:
                return None
            last = (found, sign)
            factor *= Fraction(found.factor) ** (sign * raised)
            for base, power in found.powers:
                powers[base] = powers.get(base, 0) + sign * raised * power
            raised = 1
    kept = tuple(sorted((base, power) for base, power in powers.items() if power))
    return Unit(kept, factor)
