"""Units of measure: which words are units, and how large each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from stepreward.algebra.tree import Number


class Unit(NamedTuple):
    """A unit as powers of base quantities and a factor to their base units."""

    powers: tuple[tuple[str, int], ...]
    factor: Number


_INCH = Fraction(254, 10_000)
_POUND = Fraction(45359237, 100_000)  # in grams
_GALLON = Fraction(3785411784, 10**12)  # in cubic metres

# Words and signs of units without prefixes, by what they measure; base units m, g, s, A, K.
_PLAIN: tuple[tuple[str, int, dict[str, Number]], ...] = (
    (
        "length",
        1,
        {
            "in inch inches ''": _INCH,
            "ft foot feet '": 12 * _INCH,
            "yd yard yards": 36 * _INCH,
            "mi mile miles": 63360 * _INCH,
        },
    ),
    (
        "length",
        2,
        {"acre acres": Fraction(40468564224, 10_000_000), "hectare hectares ha": 10_000},
    ),
    (
        "length",
        3,
        {
            "cc": Fraction(1, 1_000_000),
            "gallon gallons gal": _GALLON,
            "quart quarts qt": _GALLON / 4,
            "pint pints pt": _GALLON / 8,
        },
    ),
    (
        "mass",
        1,
        {
            "lb lbs pound pounds": _POUND,
            "oz ounce ounces": _POUND / 16,
            "ton tons tonne tonnes": 1_000_000,
        },
    ),
    (
        "time",
        1,
        {
            "sec secs": 1,
            "min mins minute minutes": 60,
            "h hr hrs hour hours": 3600,
            "day days": 86400,
            "week weeks": 604_800,
            "month months": 2_629_800,
            "year years yr yrs": 31_557_600,
        },
    ),
    ("money", 1, {"dollar dollars usd buck bucks": 1, "cent cents": Fraction(1, 100)}),
    ("euro", 1, {"eur euro euros": 1}),
    ("sterling", 1, {"gbp": 1}),
    ("yen", 1, {"yen": 1}),
    ("rupee", 1, {"rupee rupees inr rs": 1}),
    ("rouble", 1, {"rub rouble roubles ruble rubles": 1}),
    ("angle", 1, {"degree degrees deg °": 1}),
    ("radian", 1, {"radian radians rad": 1}),
    ("celsius", 1, {"celsius": 1}),
    ("fahrenheit", 1, {"fahrenheit": 1}),
)
# Units that take prefixes: words, sign, powers, and the factor to grams, metres and seconds.
_PREFIXED: tuple[tuple[str, str, dict[str, int], Number], ...] = (
    ("meter meters metre metres", "m", {"length": 1}, 1),
    ("gram grams", "g", {"mass": 1}, 1),
    ("second seconds", "s", {"time": 1}, 1),
    ("liter liters litre litres", "L l", {"length": 3}, Fraction(1, 1000)),
    ("newton newtons", "N", {"mass": 1, "length": 1, "time": -2}, 1000),
    ("joule joules", "J", {"mass": 1, "length": 2, "time": -2}, 1000),
    ("watt watts", "W", {"mass": 1, "length": 2, "time": -3}, 1000),
    ("watthour watthours", "Wh", {"mass": 1, "length": 2, "time": -2}, 3_600_000),
    ("pascal pascals", "Pa", {"mass": 1, "length": -1, "time": -2}, 1000),
    ("hertz", "Hz", {"time": -1}, 1),
    ("volt volts", "V", {"mass": 1, "length": 2, "time": -3, "current": -1}, 1000),
    ("ampere amperes amp amps", "A", {"current": 1}, 1),
    ("ohm ohms", "Ω Omega", {"mass": 1, "length": 2, "time": -3, "current": -2}, 1000),
    ("coulomb coulombs", "C", {"current": 1, "time": 1}, 1),
    ("byte bytes", "B", {"data": 1}, 8),
    ("bit bits", "", {"data": 1}, 1),
    ("calorie calories", "cal", {"heat": 1}, 1),
    ("mole moles", "mol", {"amount": 1}, 1),
    ("kelvin kelvins", "K", {"temperature": 1}, 1),
)
_PREFIXES: tuple[tuple[str, str, Number], ...] = (
    ("", "", 1),
    ("kilo", "k", 1000),
    ("mega", "M", 1_000_000),
    ("giga", "G", 1_000_000_000),
    ("deci", "d", Fraction(1, 10)),
    ("centi", "c", Fraction(1, 100)),
    ("milli", "m", Fraction(1, 1000)),
    ("micro", "μ", Fraction(1, 1_000_000)),
    ("nano", "n", Fraction(1, 1_000_000_000)),
)
_METRE_ONLY = frozenset({"deci", "centi"})


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for words, signs, powers, size in _PREFIXED:
        dimensions = tuple(sorted(powers.items()))
        for prefix, letter, factor in _PREFIXES:
            if prefix in _METRE_ONLY and words.split()[0] not in ("meter", "liter"):
                continue
            unit = Unit(dimensions, _whole(Fraction(size) * factor))
            for word in words.split():
                table[prefix + word] = unit
            for sign in signs.split():
                table[letter + sign] = unit
    for base, power, entries in _PLAIN:
        for names, factor in entries.items():
            for name in names.split():
                table[name] = Unit(((base, power),), factor)
    mile, hour = table["mile"].factor, 3600
    table["mph"] = Unit((("length", 1), ("time", -1)), Fraction(mile) / hour)
    table["kph"] = table["kmh"] = Unit((("length", 1), ("time", -1)), Fraction(1000, hour))
    return table


def _whole(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


UNITS: MappingProxyType[str, Unit] = MappingProxyType(_table())

# A word for two things: the second is tried where the first does not fit.
HOMONYMS: MappingProxyType[str, Unit] = MappingProxyType(
    {word: Unit((("sterling", 1),), 1) for word in ("pound", "pounds")}
    | {letter: UNITS[scale] for letter, scale in (("C", "celsius"), ("F", "fahrenheit"))}
)

# One-letter units are variables unless a space or \text sets them off: "5 m", not "5m".
LETTER_UNITS = frozenset("m g s h L l N J W V A K C F d y Omega".split())
GLUED_UNITS = frozenset("N J W V Omega".split())  # set off by nothing: "17W"

_POWERS = MappingProxyType({"square": 2, "sq": 2, "cubic": 3, "cu": 3})
_RAISED = MappingProxyType({"squared": 2, "cubed": 3})
_SCALES = frozenset({"celsius", "fahrenheit", "kelvin"})


@lru_cache(maxsize=1024)
def read_unit(words: tuple[str, ...]) -> Unit | None:
    """Read "km / h", "square meters", "kg * m / s ^ 2"; None where a word is no unit we know.

    >>> read_unit(("square", "meters")) == read_unit(("m", "^", "2"))
    True
    """
    powers: Counter[str] = Counter()
    factor = Fraction(1)
    for unit, exponent in _factors(words):
        if unit is None:
            return None
        factor *= Fraction(unit.factor) ** exponent
        for base, power in unit.powers:
            powers[base] += power * exponent
    kept = tuple(sorted((base, power) for base, power in powers.items() if power))
    return Unit(kept, _whole(factor))


def _factors(words: Sequence[str]) -> Iterator[tuple[Unit | None, int]]:
    """Split a unit into its factors, each with its exponent; None for a word that is none."""
    sign, raised, at = 1, 1, 0
    while at < len(words):
        word = words[at]
        lower = word.lower().rstrip(".")
        at += 1
        if lower in ("/", "per", "an"):
            sign = -1
        elif lower == "*":
            sign = 1
        elif lower in _POWERS:
            raised = _POWERS[lower]
        elif (
            lower in ("degree", "degrees", "°")
            and words[at : at + 1]
            and (scale := _scale(words[at]))
        ):
            at += 1
            yield UNITS[scale], sign
        else:
            exponent, at = _exponent(words, at)
            yield UNITS.get(word) or UNITS.get(lower), sign * raised * exponent
            raised = 1


def _scale(word: str) -> str | None:
    """Read the C of "° C" and the Celsius of "degrees Celsius"."""
    name = {"c": "celsius", "f": "fahrenheit", "k": "kelvin"}.get(word.lower(), word.lower())
    return name if name in _SCALES else None


def _exponent(words: Sequence[str], at: int) -> tuple[int, int]:
    """Read "^ 2", "^ - 1" or "squared" behind a unit; the index behind it."""
    if at < len(words) and words[at] == "^":
        is_negative = tuple(words[at + 1 : at + 2]) == ("-",)
        digits = words[at + 1 + is_negative] if at + 1 + is_negative < len(words) else ""
        if digits.isdecimal() and len(digits) == 1:
            return (-int(digits) if is_negative else int(digits)), at + 2 + is_negative
    if at < len(words) and words[at] in _RAISED:
        return _RAISED[words[at]], at + 1
    return 1, at
