"""Times of day, dates and years in their usual spellings."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.algebra.scalars import Outcome
from stepreward.algebra.words import SMALL
from stepreward.text import plain_words

_MAX_CHARS = 60
_MAX_PROSE = 400  # characters of a sentence in which a time is looked for
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?:the\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+([0-9]{{4}}))?"
)
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+([0-9]{{4}}))?")
_MONTH_NAME = re.compile("|".join(_MONTHS)).search
_NUMBERED = re.compile(r"[0-9]{4}-[0-9]|[0-9]/[0-9]{1,2}/[0-9]{4}").search

_HALF = r"(?:\s*([ap])\.?\s?m\b\.?|\s+in\s+the\s+(morning|afternoon|evening)|\s+at\s+(night))?"
_CLOCK = re.compile(
    r"(?<![\w.:/])([01]?[0-9]|2[0-4])(?::([0-5][0-9])(?::([0-5][0-9]))?)?(\s*o'clock)?"
    rf"{_HALF}(?![\w:/]|\.[0-9])"
)
_SPAN = re.compile(r"\s*(?:to|or|until|till|through|-)\s*")
_SPOKEN = re.compile(
    r"(?:((?:a\s+)?[a-z]+(?:[- ]five)?|[0-9]{1,2}(?=\s+minutes))"
    r"\s+(?:minutes\s+)?(past|to|after|before)\s+)?"
    rf"([a-z]+|[0-9]{{1,2}})(\s+o'clock)?{_HALF}"
)
_NAMED = {
    f"{before}{name}": (12, 0, half)
    for name, half in (("noon", "p"), ("midnight", "a"))
    for before in ("", "12 ", "12:00 ")
}
_MAY_BE_CLOCK = re.compile(
    r"[0-9]\s?(?:\{:\}|:)\s?[0-9]|[0-9].{0,12}[ap]\.?\s?m|noon|midnight|clock|past|\bto\b"
).search
_ERA_NAME = re.compile(r"bc|ad|ce").search
# One of these, or a text is neither date nor clock nor has an era: most end here. Each begins with
# a letter or sign of its own, which is what makes the look quick.
_SIGN = re.compile(
    r":|a(?:\.?\s?m|d|pr|ug)|p(?:\.?\s?m|ast)|no(?:on|v)|m(?:idnight|a[ry])|c(?:lock|e)|to(?<=\bto)\b"
    r"|bc|j(?:an|u[nl])|feb|sep|oct|dec|-[0-9]{1,2}-[0-9]|/[0-9]{1,2}/[0-9]{4}"
).search
_ERA = re.compile(r"(?:(ad)\s*)?([0-9]{1,4})\s*(bce?|ce|ad)?", re.IGNORECASE)


class Date(NamedTuple):
    """A day of the calendar; None for a year that was not written."""

    year: int | None
    month: int
    day: int


class Clock(NamedTuple):
    """A time of day; ``half`` is "a" or "p", None where a clock of 12 or 24 hours is meant."""

    hour: int
    minute: int
    second: int
    half: str | None


_SEVERAL = Clock(0, -1, 0, None)  # no time of day


def same_moment(one: str, other: str) -> Outcome | None:
    """Compare two times, dates or years; None where they are not both such.

    >>> same_moment("3 PM", "15:00").same
    True
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) > _MAX_CHARS or len(long) > _MAX_PROSE:
        return None
    left, right = one.lower(), other.lower()
    if not (_SIGN(left) or _SIGN(right)):
        return None
    if all(_NUMBERED(text) or _MONTH_NAME(text) for text in (left, right)):
        dates = read_date(one), read_date(other)
        if dates[0] is not None and dates[1] is not None:
            same = dates[0] == dates[1]
            return Outcome(same, "the same date" if same else "different dates")
    if _MAY_BE_CLOCK(left) and _MAY_BE_CLOCK(right):
        return _same_clock(short, long)
    return _same_year(left, right)


def is_date(text: str) -> bool:
    """Tell a date with the name of its month, which is no arithmetic."""
    if len(text) > _MAX_CHARS or _MONTH_NAME(text.lower()) is None:
        return False
    return read_date(text) is not None


def read_date(text: str) -> Date | None:
    """Read "2020-03-05", "March 5, 2020", "the 5th of March" as year, month, day."""
    plain = plain_words(text)
    if match := _ISO.fullmatch(plain):
        return Date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHES.fullmatch(plain):  # month first, as in the data sets, where it can be
        first, second = int(match[1]), int(match[2])
        month, day = (second, first) if first > 12 else (first, second)
        return Date(int(match[3]), month, day)
    if match := _MONTH_FIRST.fullmatch(plain):
        month_name, day_text, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(plain):
        day_text, month_name, year = match.groups()
    else:
        return None
    return Date(int(year) if year else None, _MONTHS.index(month_name[:3]) + 1, int(day_text))


def read_clock(text: str) -> Clock | None:
    """Read "3:30 pm", "15:30", "half past three", "noon"; None for what is no time of day."""
    plain = plain_words(text.replace("{:}", ":"))
    if plain in _NAMED:
        hour, minute, half = _NAMED[plain]
        return Clock(hour, minute, 0, half)
    match = _CLOCK.fullmatch(plain)
    if match is not None and (match[2] or match[4] or _half(match, 5)):
        return Clock(int(match[1]), int(match[2] or 0), int(match[3] or 0), _half(match, 5))
    spoken = _SPOKEN.fullmatch(plain)
    return _spoken(spoken) if spoken is not None else None


def _half(match: re.Match[str], at: int) -> str | None:
    letter, part, night = match[at], match[at + 1], match[at + 2]
    if letter:
        return letter
    if part or night:
        return "a" if part == "morning" else "p"
    return None


def _spoken(match: re.Match[str]) -> Clock | None:
    """Read "quarter past seven", "ten to six" and "three o'clock"."""
    part, side, hour_word, o_clock = match[1], match[2], match[3], match[4]
    hour = int(hour_word) if hour_word.isdecimal() else SMALL.get(hour_word, 0)
    if not 1 <= hour <= 12 or not (side or o_clock):
        return None
    if side is None:
        return Clock(hour, 0, 0, _half(match, 5))
    minute = {"half": 30, "quarter": 15, "a quarter": 15, "twenty-five": 25, "twenty five": 25}.get(
        part, int(part) if part.isdecimal() else SMALL.get(part, 0)
    )
    if not 0 < minute < 60:
        return None
    if side in ("to", "before"):
        hour, minute = (hour - 2) % 12 + 1, 60 - minute
    return Clock(hour, minute, 0, _half(match, 5))


def _same_clock(short: str, long: str) -> Outcome | None:
    """Compare times of day; where one lacks am or pm, both are read on a clock of 12 hours."""
    left = read_clock(short)
    right = read_clock(long) or (_last_clock(long) if left is not None else None)
    if left is None or right is None:
        return None
    if not any(_is_surely_clock(text, clock) for text, clock in ((short, left), (long, right))):
        return None  # 11:21 may be a ratio
    hours = [clock.hour if clock.half is None else _of_day(clock) for clock in (left, right)]
    if ((left.half is None) != (right.half is None) and max(hours) < 13) or left.half is right.half:
        hours = [hour % 12 for hour in hours] if max(left.hour, right.hour) < 13 else hours
    same = hours[0] == hours[1] and left[1:3] == right[1:3]
    if left.half and right.half and left.half != right.half:
        same = False
    return Outcome(same, "the same time" if same else "different times")


def _is_surely_clock(text: str, clock: Clock) -> bool:
    """Tell a time from a ratio: am or pm, words, a minute such as 05."""
    return clock.half is not None or ":" not in text or 0 < clock.minute < 10 or clock.minute == 0


def _of_day(clock: Clock) -> int:
    return clock.hour % 12 + (12 if clock.half == "p" else 0)


def _last_clock(text: str) -> Clock | None:
    """Find the time a sentence ends on: "It arrives at 4:20 p.m.", not "from 3 to 4:20"."""
    found = None
    plain = plain_words(text.replace("{:}", ":"))
    before, is_clock_before = -1, False  # where the number or clock before it ends
    for match in _CLOCK.finditer(plain):
        is_clock = bool(match[2] or _half(match, 5))
        is_span = before >= 0 and _SPAN.fullmatch(plain, before, match.start()) is not None
        if is_span and (is_clock or is_clock_before):
            found = _SEVERAL
        elif is_clock:
            found = Clock(int(match[1]), int(match[2] or 0), int(match[3] or 0), _half(match, 5))
        before, is_clock_before = match.end(), is_clock
    return found


def _same_year(one: str, other: str) -> Outcome | None:
    """Compare years with their era: 44 BC is not AD 44."""
    if not (_ERA_NAME(one) or _ERA_NAME(other)):
        return None
    years = [_ERA.fullmatch(plain_words(text)) for text in (one, other)]
    if years[0] is None or years[1] is None:
        return None
    eras = [(match[1] or match[3] or "").lower() for match in years if match is not None]
    if not any(eras):
        return None
    signed = [
        -int(match[2]) if era.startswith("b") else int(match[2])
        for match, era in zip(years, eras, strict=True)
        if match is not None
    ]
    same = signed[0] == signed[1]
    return Outcome(same, "the same year" if same else "different years")
