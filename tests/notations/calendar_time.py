"""Write times of day, durations and dates."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from .pair import Kind
from .pen import Style, decimal_text, has_short_decimal, new_pen

MONTHS = (
    "January February March April May June July August September October November December"
).split()
NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; the year may be left open."""

    year: int | None
    month: int
    day: int


def _draw_clock(rng: Random) -> int:
    return rng.randrange(0, 24 * 60, rng.choice((5, 15, 30, 60, 1)))


def _change_clock(rng: Random, value: int) -> int:
    return (value + rng.choice((12 * 60, 12 * 60, 1, 10, 60, -60))) % (24 * 60)


def _write_clock(rng: Random, value: int) -> str:
    hour, minute = divmod(value, 60)
    pen = new_pen(rng)
    colon = pen.one_of(latex=(":", ":", "{:}"), ascii_=(":",))
    if hour > 12 and rng.random() < 0.3:
        text = f"{hour}{colon}{minute:02d}"
        return pen.wrap_plainly(text)
    if value == NOON and rng.random() < 0.3:
        return "noon"
    half = rng.choice((("AM", "PM"), ("am", "pm"), ("a.m.", "p.m.")))[value >= NOON]
    text = str((hour - 1) % 12 + 1)
    if minute or rng.random() < 0.7:
        text += f"{colon}{minute:02d}"
    if pen.style is Style.LATEX:
        return pen.wrap(text + rng.choice(("\\text{{ {}}}", "\\ \\text{{{}}}")).format(half))
    return text + rng.choice((" ", " ", "")) + half


def _draw_duration(rng: Random) -> int:
    return rng.choice((rng.randint(61, 600), rng.randrange(75, 600, 15)))


def _change_duration(rng: Random, value: int) -> int:
    return value + rng.choice((1, -1, 10, 60, 30))


def _write_duration(rng: Random, value: int) -> str:
    pen = new_pen(rng)
    hours, minutes = divmod(value, 60)
    names = rng.choice((("hours", "minutes"), ("hr", "min"), ("h", "min")))
    amount = Fraction(value, 60)
    parts = [(str(hours), names[0]), (str(minutes), names[1])][: 2 if minutes else 1]
    if rng.random() < 0.25:
        parts = [(str(value), names[1])]
    elif has_short_decimal(amount) and rng.random() < 0.4:
        parts = [(decimal_text(amount), names[0])]
    parts = [(n, word[:-1] if n == "1" and word.endswith("s") else word) for n, word in parts]
    if pen.style is Style.LATEX:
        gap = rng.choice((" ", "\\ ", "\\,"))
        return pen.wrap(gap.join(f"{n}{pen.words(f' {word}')}" for n, word in parts))
    link = " and " if names[0] == "hours" and rng.random() < 0.4 else " "
    return link.join(f"{n} {word}" for n, word in parts)


def _draw_date(rng: Random) -> Day:
    year = rng.choice((None, rng.randint(1900, 2030), rng.randint(1990, 2030)))
    return Day(year, rng.randint(1, 12), rng.randint(1, 28))


def _change_date(rng: Random, value: Day) -> Day:
    way = rng.choice(("day", "month", "year"))
    if way == "day":
        return Day(value.year, value.month, (value.day + rng.choice((1, 10)) - 1) % 28 + 1)
    if way == "month" or value.year is None:
        return Day(value.year, (value.month + rng.randrange(1, 12) - 1) % 12 + 1, value.day)
    return Day(value.year + rng.choice((-1, 1, 10)), value.month, value.day)


def _write_date(rng: Random, value: Day) -> str:
    name = MONTHS[value.month - 1]
    if rng.random() < 0.2:
        name = name[:3]
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(value.day, "th")
    day = rng.choice((str(value.day), str(value.day), f"{value.day}{ending}"))
    if value.year is None:
        return _framed(rng, rng.choice((f"{name} {day}", f"{day} {name}")))
    forms = [f"{name} {day}, {value.year}", f"{day} {name} {value.year}"]
    forms.append(f"{value.year}-{value.month:02d}-{value.day:02d}")
    if not day.isdigit():
        forms.append(f"the {day} of {name}, {value.year}")
    return _framed(rng, rng.choice(forms))


def _framed(rng: Random, text: str) -> str:
    frames = ("{}", "{}", "{}", "\\text{{{}}}", "$\\text{{{}}}$", "\\boxed{{\\text{{{}}}}}")
    return rng.choice(frames).format(text)


KINDS = (
    Kind("time of day", _draw_clock, _change_clock, _write_clock),
    Kind("duration", _draw_duration, _change_duration, _write_duration),
    Kind("date", _draw_date, _change_date, _write_date),
)
