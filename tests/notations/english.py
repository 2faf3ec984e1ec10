"""Spell numbers as English words."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .pair import Kind
from .pen import Style, decimal_text, has_short_decimal, new_pen

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
PARTS = "- - half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def english(value: int, hyphen: str = "-", link: str = " ") -> str:
    """Spell a whole number below a million.

    >>> english(2_125, link=" and ")
    'two thousand one hundred and twenty-five'
    """
    if value < 0:
        return "minus " + english(-value, hyphen, link)
    if value < 20:
        return SMALL[value]
    if value < 100:
        tail = hyphen + SMALL[value % 10] if value % 10 else ""
        return TENS[value // 10] + tail
    size, name = (100, "hundred") if value < 1000 else (1000, "thousand")
    head, rest = divmod(value, size)
    text = f"{english(head, hyphen, link)} {name}"
    if not rest:
        return text
    return text + (link if rest < 100 else " ") + english(rest, hyphen, link)


def frame_words(rng: Random, text: str) -> str:
    """Set the delimiters in which an answer in words arrives."""
    if rng.random() < 0.2:
        text = text[0].upper() + text[1:]
    frames = ("{}", "{}", "{}", "\\text{{{}}}", "\\boxed{{\\text{{{}}}}}", "$\\text{{{}}}$")
    return rng.choice(frames).format(text)


def _draw_whole(rng: Random) -> int:
    size = 10 ** rng.choice((1, 2, 2, 3, 4, 6))
    return rng.choice((1, 1, 1, -1)) * rng.randrange(1, size)


def _change_whole(rng: Random, value: int) -> int:
    other = rng.choice((-value, value + 1, value - 1, value + 10, value * 10))
    return other if abs(other) < 10**6 else value


def _write_whole(rng: Random, value: int) -> str:
    pen = new_pen(rng)
    if rng.random() < 0.35:
        return pen.wrap(pen.number(value))
    text = english(value, rng.choice("-- "), rng.choice((" ", " and ")))
    return frame_words(rng, text.replace("minus", rng.choice(("minus", "negative"))))


def _draw_part(rng: Random) -> Fraction:
    value = Fraction(1)
    while value.denominator == 1:
        value = Fraction(rng.randint(1, 9), rng.randint(2, 12))
    return value + rng.choice((0, 0, 0, 1, 2, 3, 7))


def _change_part(rng: Random, value: Fraction) -> Fraction:
    whole, part = divmod(value, 1)
    other = rng.choice((value + 1, value + Fraction(1, value.denominator), 1 / value))
    other = rng.choice((other, whole + Fraction(part.numerator, part.denominator + 1)))
    return value if other.denominator not in range(2, 13) or other > 99 else other


def _write_part(rng: Random, value: Fraction) -> str:
    if rng.random() < 0.4:
        pen = new_pen(rng)
        return pen.wrap(pen.number(value))
    whole, part = divmod(value, 1)
    text = _part_words(rng, Fraction(part), can_be_a=whole > 0)
    if whole:
        head = english(int(whole)) if rng.random() < 0.7 else str(whole)
        text = f"{head} and {text}"
    return frame_words(rng, text)


def _part_words(rng: Random, part: Fraction, *, can_be_a: bool) -> str:
    name = PARTS[part.denominator]
    if name == "quarter" and rng.random() < 0.3:
        name = "fourth"
    if part.numerator == 1 and can_be_a and rng.random() < 0.5:
        return "an eighth" if name == "eighth" else f"a {name}".replace("a ele", "an ele")
    plural = name + "s" * (part.numerator > 1)
    return english(part.numerator) + rng.choice(" -") + plural


def _draw_magnitude(rng: Random) -> Fraction:
    leading = Fraction(rng.choice((rng.randint(2, 99), rng.randint(11, 999) / Fraction(10))))
    return leading * rng.choice(tuple(SCALES.values()))


def _change_magnitude(rng: Random, value: Fraction) -> Fraction:
    _, scale = _scale_of(value)
    return rng.choice((value * 1000, value / 1000, value + scale, value * 10)) or value


def _scale_of(value: Fraction) -> tuple[str, int]:
    fitting = [(name, size) for name, size in SCALES.items() if size <= value]
    return fitting[-1] if fitting else ("", 1)


def _write_magnitude(rng: Random, value: Fraction) -> str:
    pen = new_pen(rng)
    name, scale = _scale_of(value)
    leading = value / scale
    if not name or (value.denominator == 1 and rng.random() < 0.4):
        return pen.wrap(_grouped(rng, value, pen.style))
    if leading.denominator == 1 and leading < 1000 and rng.random() < 0.4:
        return frame_words(rng, f"{english(int(leading))} {name}")
    assert has_short_decimal(leading, places=7)
    text = decimal_text(leading)
    if pen.style is Style.LATEX:
        return pen.wrap(rng.choice((f"{text}\\text{{ {name}}}", f"{text} \\text{{ {name}}}")))
    return f"{text} {name}"


def _grouped(rng: Random, value: Fraction, style: Style) -> str:
    comma = rng.choice((",", "{,}")) if style is Style.LATEX else ","
    if value.denominator > 1:
        return decimal_text(value)
    return f"{int(value):,}".replace(",", comma)


KINDS = (
    Kind("whole number in words", _draw_whole, _change_whole, _write_whole),
    Kind("fraction in words", _draw_part, _change_part, _write_part),
    Kind("million", _draw_magnitude, _change_magnitude, _write_magnitude),
)
