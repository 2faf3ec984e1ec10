"""Write single numbers: whole, decimal, repeating, scientific, fractions, other bases."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .pair import Kind
from .pen import (
    SUBSCRIPTS,
    SUPERSCRIPTS,
    VULGAR,
    Pen,
    Style,
    decimal_text,
    has_short_decimal,
    new_pen,
)

SEPARATORS = {
    Style.LATEX: (",", ",", "{,}", "{,}", "\\,", "\\ ", ",\\!", "~", "\\;", "'"),
    Style.ASCII: (",", ",", " ", "'"),
    Style.UNICODE: ("\u00a0", "\u202f", "\u2009", "’", ","),
}
BASE_NAMES = {2: "two", 3: "three", 5: "five", 7: "seven", 8: "eight", 16: "sixteen"}


def group(rng: Random, digits: str, style: Style) -> str:
    """Set thousands separators into a row of digits, or leave it plain."""
    mark = rng.choice(SEPARATORS[style])
    return f"{int(digits):,}".replace(",", mark) if rng.random() < 0.7 else digits


def whole(pen: Pen, value: int) -> str:
    """Write a whole number with or without thousands separators."""
    return pen.minus * (value < 0) + group(pen.rng, str(abs(value)), pen.style)


def change_digits(rng: Random, digits: str) -> str:
    """Replace one digit by another, the first one not by zero."""
    place = rng.randrange(len(digits))
    choices = [d for d in "0123456789" if d != digits[place] and (place or d != "0")]
    return digits[:place] + rng.choice(choices) + digits[place + 1 :]


def _draw_whole(rng: Random) -> int:
    count = rng.randint(1, 8)
    return rng.choice((1, 1, 1, -1)) * rng.randrange(10 ** (count - 1), 10**count)


def _change_whole(rng: Random, value: int) -> int:
    sign = 1 if value > 0 else -1
    changed = sign * int(change_digits(rng, str(abs(value))))
    return rng.choice((changed, changed, changed, -value, value * 10))


def _write_whole(rng: Random, value: int) -> str:
    pen = new_pen(rng)
    return pen.wrap(whole(pen, value))


def _draw_decimal(rng: Random) -> Fraction:
    places = rng.randint(1, 3)
    value = Fraction(rng.randrange(1, 10 ** rng.randint(places, 4)), 10**places)
    return value * rng.choice((1, 1, 1, -1))


def _change_decimal(rng: Random, value: Fraction) -> Fraction:
    step = Fraction(rng.choice((1, -1, 2)), value.denominator)
    return rng.choice((value + step, value + step, -value, value * 10, value / 10)) or value


def _write_decimal(rng: Random, value: Fraction) -> str:
    pen = new_pen(rng)
    if rng.random() < 0.2:
        return pen.wrap(pen.number(value))
    text = decimal_text(abs(value))
    head, _, tail = text.partition(".")
    if len(head) > 3:
        text = group(rng, head, pen.style) + "." * bool(tail) + tail
    elif tail and head == "0" and rng.random() < 0.3:
        text = "." + tail
    if tail and rng.random() < 0.2:
        text += "0"
    return pen.wrap(pen.minus * (value < 0) + text)


def _draw_fraction(rng: Random) -> Fraction:
    value = Fraction(1)
    while value.denominator == 1:
        value = Fraction(rng.randint(1, 30), rng.choice((2, 3, 4, 5, 7, 8, 9, 12, 25, 64)))
    return value * rng.choice((1, 1, 1, -1))


def _change_fraction(rng: Random, value: Fraction) -> Fraction:
    top, bottom = value.numerator, value.denominator
    choices = (Fraction(bottom, top), -value, Fraction(top + 1, bottom), Fraction(top, bottom + 1))
    return rng.choice(choices)


def _write_fraction(rng: Random, value: Fraction) -> str:
    pen = new_pen(rng)
    size, sign = abs(value), pen.minus * (value < 0)
    if has_short_decimal(size, places=4) and rng.random() < 0.2:
        return pen.wrap(sign + decimal_text(size))
    scale = rng.choice((1, 1, 1, 1, 1, 2, 3))
    top, bottom = str(size.numerator * scale), str(size.denominator * scale)
    if pen.style is Style.LATEX:
        return pen.wrap(_latex_fraction(rng, top, bottom, is_negative=value < 0))
    if pen.style is Style.UNICODE and size in VULGAR and rng.random() < 0.7:
        return pen.wrap(sign + VULGAR[size])
    mark = pen.one_of(latex=(), ascii_=("/", "/", " / "), unicode="/ ⁄ ÷")
    return pen.wrap(sign + top + mark + bottom)


def _latex_fraction(rng: Random, top: str, bottom: str, *, is_negative: bool) -> str:
    if is_negative and rng.random() < 0.3:
        top = "-" + top
    elif is_negative:
        return "-" + _latex_fraction(rng, top, bottom, is_negative=False)
    forms = [f"\\{macro}{{{top}}}{{{bottom}}}" for macro in ("frac", "dfrac", "tfrac", "cfrac")]
    forms += [f"{{{top} \\over {bottom}}}", f"{top}/{bottom}", f"{top} \\div {bottom}"]
    if len(top) == 1:
        short = f"\\frac{top}{bottom}" if len(bottom) == 1 else f"\\frac{top}{{{bottom}}}"
        forms += [short, short]
    return rng.choice([*forms, forms[0], forms[0], forms[1]])


def _draw_mixed(rng: Random) -> Fraction:
    return rng.randint(1, 20) + abs(_draw_fraction(rng)) % 1


def _change_mixed(rng: Random, value: Fraction) -> Fraction:
    head, part = divmod(value, 1)
    flipped = head + Fraction(part.denominator - part.numerator, part.denominator)
    return rng.choice((value + 1, head * part, flipped, head - part, 10 * head + part))


def _write_mixed(rng: Random, value: Fraction) -> str:
    pen = new_pen(rng)
    head, part = divmod(abs(value), 1)
    if value < 0 or not head or not part or rng.random() < 0.3:
        return pen.wrap(pen.number(value))
    top, bottom = str(part.numerator), str(part.denominator)
    if pen.style is Style.LATEX:
        gap = rng.choice(("", "", " ", "\\,"))
        return pen.wrap(f"{head}{gap}{_stacked(rng, top, bottom)}")
    if pen.style is Style.UNICODE and part in VULGAR:
        return pen.wrap(f"{head}{rng.choice(('', ' '))}{VULGAR[Fraction(part)]}")
    return f"{head} {rng.choice(('', '', 'and '))}{top}/{bottom}"


def _stacked(rng: Random, top: str, bottom: str) -> str:
    if len(top + bottom) == 2 and rng.random() < 0.5:
        return f"\\frac{top}{bottom}"
    return f"\\{rng.choice(('frac', 'frac', 'dfrac', 'tfrac'))}{{{top}}}{{{bottom}}}"


def _draw_scientific(rng: Random) -> Fraction:
    leading = Fraction(rng.randint(11, 999), 100)
    return leading * Fraction(10) ** rng.choice((-6, -5, -4, -3, 4, 5, 6, 8))


def _change_scientific(rng: Random, value: Fraction) -> Fraction:
    leading, exponent = _split_scientific(value)
    nudged = (leading + Fraction(1, 10)) * Fraction(10) ** exponent
    flipped = leading * Fraction(10) ** -exponent
    return rng.choice((value * 10, value / 10, flipped, nudged))


def _split_scientific(value: Fraction) -> tuple[Fraction, int]:
    exponent = 0
    while value >= 10:
        value, exponent = value / 10, exponent + 1
    while value < 1:
        value, exponent = value * 10, exponent - 1
    return value, exponent


def _write_scientific(rng: Random, value: Fraction) -> str:
    pen = new_pen(rng)
    leading, exponent = _split_scientific(value)
    text = decimal_text(leading)
    if rng.random() < 0.25:
        return pen.wrap(whole(pen, int(value)) if value.denominator == 1 else decimal_text(value))
    if pen.style is Style.LATEX:
        sign = rng.choice(("\\times", "\\times", "\\cdot"))
        return pen.wrap(f"{text} {sign} 10^{{{exponent}}}")
    if pen.style is Style.UNICODE:
        return pen.wrap(
            f"{text}{rng.choice(('×', ' × ', '·'))}10{exponent}".replace(
                f"10{exponent}", "10" + str(exponent).translate(SUPERSCRIPTS)
            )
        )
    raised = f"{pen.caret}{exponent if exponent > 0 else f'({exponent})'}"
    forms = (f"{text}e{exponent}", f"{text}E{exponent:+d}", f"{text} * 10{raised}")
    return rng.choice((*forms, f"{text} x 10^{exponent}"))


def _draw_based(rng: Random) -> tuple[int, int]:
    base = rng.choice((2, 2, 3, 4, 5, 6, 7, 8, 9, 16))
    return rng.randrange(2 * base, base ** rng.randint(3, 5)), base


def _change_based(rng: Random, value: tuple[int, int]) -> tuple[int, int]:
    number, base = value
    place = base ** rng.randrange(len(_digits(number, base)) - 1)
    up = (number + place, base)
    return up if base == 16 else rng.choice((up, (int(_digits(number, base), base + 1), base + 1)))


def _digits(number: int, base: int) -> str:
    head, last = divmod(number, base)
    return (_digits(head, base) if head else "") + "0123456789ABCDEF"[last]


def _write_based(rng: Random, value: tuple[int, int]) -> str:
    number, base = value if rng.random() < 0.85 else (value[0], 10)
    pen, digits = new_pen(rng), _digits(number, base)
    if pen.style is Style.LATEX:
        forms = [f"{digits}_{{{base}}}", f"({digits})_{{{base}}}"]
        forms += [f"{digits}_{base}"] * (base < 10)
        if base in BASE_NAMES:
            forms += [f"{digits}_{{\\text{{{BASE_NAMES[base]}}}}}"]
        return pen.wrap(rng.choice(forms))
    if pen.style is Style.UNICODE:
        return pen.wrap(digits + str(base).translate(SUBSCRIPTS))
    prefix = {2: "0b", 16: "0x"}.get(base)
    forms = [f"{digits}_{base}", f"{digits} (base {base})", f"{digits} base {base}"]
    return rng.choice([*forms, prefix + digits] if prefix else forms)


KINDS = (
    Kind("whole number", _draw_whole, _change_whole, _write_whole),
    Kind("decimal", _draw_decimal, _change_decimal, _write_decimal),
    Kind("fraction", _draw_fraction, _change_fraction, _write_fraction),
    Kind("mixed number", _draw_mixed, _change_mixed, _write_mixed),
    Kind("scientific", _draw_scientific, _change_scientific, _write_scientific),
    Kind("other base", _draw_based, _change_based, _write_based),
)
