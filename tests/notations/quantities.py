"""Write amounts with their units, money and angles."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from .numerals import group
from .pair import Kind
from .pen import Pen, Style, decimal_text, has_short_decimal, new_pen

POWER_WORDS = {1: "", 2: "square ", 3: "cubic "}
CURRENCIES = (
    ("\\$", "$", "dollar", "USD"),
    ("€", "€", "euro", "EUR"),
    ("£", "£", "pound", "GBP"),
    ("₹", "₹", "rupee", "INR"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: ``Unit("km", "kilometer", 1000, over=HOUR)`` is km/h."""

    symbol: str
    word: str
    size: Fraction | int
    power: int = 1
    over: tuple[str, str, int] = ("", "", 0)  # symbol, word and power under the stroke


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of something, in a family of units that convert into one another."""

    total: Fraction  # in the family's base unit
    family: int
    unit: Unit = field(compare=False)


LENGTHS = (("mm", "millimeter", 1), ("cm", "centimeter", 10), ("m", "meter", 1000))
SECOND, HOUR = ("s", "second", 1), ("h", "hour", 1)
FAMILIES: tuple[tuple[Unit, ...], ...] = (
    tuple(Unit(s, w, n) for s, w, n in (*LENGTHS, ("km", "kilometer", 10**6))),
    tuple(Unit(s, w, n**2, 2) for s, w, n in LENGTHS),
    tuple(Unit(s, w, n**3, 3) for s, w, n in LENGTHS),
    (Unit("g", "gram", 1), Unit("kg", "kilogram", 1000)),
    (Unit("mL", "milliliter", 1), Unit("L", "liter", 1000)),
    (
        Unit("m", "meter", 18, over=SECOND),
        Unit("km", "kilometer", 5, over=HOUR),
    ),
    (Unit("m", "meter", 1, over=("s", "second", 2)),),
    (Unit("J", "joule", 1), Unit("kJ", "kilojoule", 1000)),
    (Unit("N", "newton", 1), Unit("kN", "kilonewton", 1000)),
    (Unit("W", "watt", 1), Unit("kW", "kilowatt", 1000)),
    (Unit("in", "inch", 1), Unit("ft", "foot", 12)),
    (Unit("in", "inch", 1, 2), Unit("ft", "foot", 144, 2)),
    (Unit("mi", "mile", 1, over=HOUR),),
)


def _draw_quantity(rng: Random) -> Quantity:
    family = rng.randrange(len(FAMILIES))
    unit = rng.choice(FAMILIES[family])
    amount = Fraction(rng.randint(2, 900), rng.choice((1, 1, 1, 2, 4, 10)))
    return Quantity(amount * unit.size, family, unit)


def _change_quantity(rng: Random, value: Quantity) -> Quantity:
    amount = value.total / value.unit.size
    if rng.random() < 0.5:
        return _change_amount(rng, value)
    family = value.family
    if family < 3 and rng.random() < 0.5:  # lengths, areas and volumes
        family = rng.choice([f for f in range(3) if f != value.family])
        unit = FAMILIES[family][FAMILIES[value.family].index(value.unit) % 3]
    else:
        unit = rng.choice(FAMILIES[family])
    return Quantity(amount * unit.size, family, unit)


def _change_amount(rng: Random, value: Quantity) -> Quantity:
    amount = value.total / value.unit.size
    step = Fraction(1, amount.denominator)
    amount = rng.choice((amount + step, amount + step, amount * 10, amount / 10))
    return Quantity(amount * value.unit.size, value.family, value.unit)


def _change_slightly(rng: Random, value: Quantity) -> Quantity:
    amount = value.total / value.unit.size
    step = rng.choice((1, 2)) * Fraction(1, amount.denominator)  # never a change of unit
    return Quantity((amount + step) * value.unit.size, value.family, value.unit)


def _write_quantity(rng: Random, value: Quantity) -> str:
    unit = rng.choice((value.unit, rng.choice(FAMILIES[value.family])))
    if not _is_short(value.total / unit.size):
        unit = value.unit
    return _measure(new_pen(rng), value.total / unit.size, unit)


def _is_short(amount: Fraction) -> bool:
    return has_short_decimal(amount, places=4) and Fraction(1, 100) <= amount < 10**7


def _measure(pen: Pen, amount: Fraction, unit: Unit) -> str:
    text = _amount(pen, amount)
    if pen.coin(0.3):
        return _with_words(pen, text, _unit_words(pen.rng, unit, is_one=amount == 1))
    if pen.style is Style.LATEX:
        gap = pen.rng.choice(("\\,", "\\ ", "~", " ", ""))
        return pen.wrap(text + gap + _latex_unit(pen, unit))
    raised = {1: ("", ""), 2: ("^2", "²"), 3: ("^3", "³")}
    plain = unit.symbol + pen.pick("", *raised[unit.power])
    if unit.over[0]:
        plain += "/" + unit.over[0] + pen.pick("", *raised[unit.over[2]])
    gap = pen.rng.choice((" ", " ", ""))
    return text + (gap if len(plain) > 1 else " ") + plain  # 235m is a product as well


def _amount(pen: Pen, amount: Fraction) -> str:
    text = decimal_text(amount)
    return group(pen.rng, text, pen.style) if text.isdigit() and len(text) > 3 else text


def _with_words(pen: Pen, text: str, words: str) -> str:
    if pen.style is Style.LATEX:
        return pen.wrap(text + pen.words(f" {words}"))
    return f"{text} {words}"


def _unit_words(rng: Random, unit: Unit, *, is_one: bool) -> str:
    plurals = {"inch": "inches", "foot": "feet"}
    name = unit.word if is_one else plurals.get(unit.word, unit.word + "s")
    text = POWER_WORDS[unit.power] + name
    if unit.over[0]:
        text += f" per {unit.over[1]}" + (" squared" if unit.over[2] == 2 else "")
    if rng.random() < 0.2:
        text = text.replace("meter", "metre").replace("liter", "litre")
    return text


def _latex_unit(pen: Pen, unit: Unit) -> str:
    macro = pen.rng.choice(("\\text", "\\text", "\\mathrm", "\\operatorname"))
    raised = {1: "", 2: pen.rng.choice(("^2", "^{2}")), 3: pen.rng.choice(("^3", "^{3}"))}
    over, _, over_power = unit.over
    top = f"{macro}{{{unit.symbol}}}{raised[unit.power]}"
    if not over:
        return top
    forms = [f"{top}/{macro}{{{over}}}{raised[over_power]}"]
    forms += [f"\\frac{{{top}}}{{{macro}{{{over}}}{raised[over_power]}}}"]
    forms += [f"{macro}{{{unit.symbol}/{over}}}{raised[over_power]}"] * (over_power == 1)
    return pen.rng.choice(forms)


def _write_maybe_without_unit(rng: Random, value: Quantity) -> str:
    pen = new_pen(rng)
    amount = value.total / value.unit.size
    if rng.random() < 0.5:
        return pen.wrap(_amount(pen, amount))
    return _measure(pen, amount, value.unit)


def _draw_money(rng: Random) -> tuple[Fraction, int]:
    amount = Fraction(rng.randint(2, 9999), rng.choice((1, 1, 1, 2, 4, 100)))
    return amount, rng.choice((0, 0, 0, 0, 1, 2, 3))


def _change_money(rng: Random, value: tuple[Fraction, int]) -> tuple[Fraction, int]:
    amount, currency = value
    if rng.random() < 0.3:
        return amount, rng.randrange(len(CURRENCIES))
    return rng.choice((amount + 1, amount + 100, amount * 10)), currency


def _write_money(rng: Random, value: tuple[Fraction, int]) -> str:
    amount, currency = value
    latex, plain, word, code = CURRENCIES[currency]
    pen = new_pen(rng)
    places = 2 if amount.denominator > 1 or rng.random() < 0.2 else 0
    head = group(rng, str(int(amount)), pen.style) if amount >= 1000 else str(int(amount))
    text = head + (f".{int(amount % 1 * 100):02d}" if places else "")
    words = rng.choice((word + "s" * (amount != 1), code))
    if pen.style is Style.LATEX:
        forms = (latex + text, latex + text, text + pen.words(f" {words}"))
        return pen.wrap(rng.choice(forms))
    return rng.choice((plain + text, plain + text, f"{text} {words}"))


def _draw_angle(rng: Random) -> Fraction:
    return Fraction(rng.randint(1, 359), rng.choice((1, 1, 2, 2, 4)))


def _change_angle(rng: Random, value: Fraction) -> Fraction:
    return rng.choice((value + 1, value + 10, value + 90, value + Fraction(1, 2)))


def _write_angle(rng: Random, value: Fraction) -> str:
    pen, text = new_pen(rng), decimal_text(value)
    whole, minutes = int(value), int(value % 1 * 60)
    if minutes and rng.random() < 0.4:
        return pen.wrap(
            pen.pick(f"{whole}^\\circ {minutes}'", f"{whole}° {minutes}'", f"{whole}°{minutes}′")
        )
    forms = {
        Style.LATEX: ("{}^\\circ", "{}^\\circ", "{}^{{\\circ}}", "{}°", "{}\\text{{ degrees}}"),
        Style.ASCII: ("{} degrees", "{} degrees", "{} deg", "{}°"),
        Style.UNICODE: ("{}°", "{} °"),
    }[pen.style]
    text = rng.choice(forms).format(text)
    return pen.wrap_plainly(text)


KINDS = (
    Kind("unit", _draw_quantity, _change_quantity, _write_quantity),
    Kind("unit left out", _draw_quantity, _change_slightly, _write_maybe_without_unit),
    Kind("money", _draw_money, _change_money, _write_money),
    Kind("degrees", _draw_angle, _change_angle, _write_angle),
)
