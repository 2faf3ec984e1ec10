"""Times of day and dates in their usual spellings."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.algebra.scalars import Outcome
from stepreward.text import plain_words

_MAX_CHARS = 60
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}(?:the\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+([0-9]{{4}}))?")
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+([0-9]{{4}}))?")
_CLOCK = re.compile(
    r"([01]?[0-9]|2[0-4])(?::([0-5][0-9])(?::([0-5][0-9]))?)?\s*(?:([ap])\.?\s?m\.?|o'clock)?"
)
_MONTH_NAME = re.compile("|".join(_MONTHS), re.IGNORECASE).search
_NUMBERED = re.compile(r"[0-9]{4}-[0-9]|[0-9]/[0-9]{1,2}/[0-9]{4}").search
_MAY_BE_CLOCK = re.compile(
    r"[0-9]\s?(?:\{:\}|:)\s?[0-9]|[0-9].{0,12}[apAP]\.?\s?[mM]|noon|midnight|clock", re.IGNORECASE
).search
_NAMED = {"noon": "12:00 pm", "midnight": "12:00 am", "12 noon": "12:00 pm"}


class Date(NamedTuple):
    """A day of the calendar; None for a year that was not written."""

    year: int | None
    month: int
    day: int


def same_moment(one: str, other: str) -> Outcome | None:
    """Compare two times or two dates; None where they are not both such.

    >>> same_moment("3 PM", "15:00").same
    True
    """
    if max(len(one), len(other)) > _MAX_CHARS:
        return None
    if all(_NUMBERED(text) or _MONTH_NAME(text) for text in (one, other)):
        dates = read_date(one), read_date(other)
        if dates[0] is not None and dates[1] is not None:
            same = dates[0] == dates[1]
            return Outcome(same, "the same date" if same else "different dates")
    if _MAY_BE_CLOCK(one) and _MAY_BE_CLOCK(other):
        return _same_clock(one, other)
    return None


def is_date(text: str) -> bool:
    """Tell a date with the name of its month, which is no arithmetic."""
    if len(text) > _MAX_CHARS or _MONTH_NAME(text) is None:
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


def _same_clock(one: str, other: str) -> Outcome | None:
    """Compare times of day; where one lacks am or pm, both are read on a clock of 12 hours."""
    left, right = _read_clock(one), _read_clock(other)
    if left is None or right is None:
        return None
    if not any(match[4] or (match[2] or "").startswith("0") for match in (left, right)):
        return None  # 11:21 may be a ratio
    hours = [_hour(match) for match in (left, right)]
    if (left[4] is None) != (right[4] is None) and max(hours) < 13:
        hours = [hour % 12 for hour in hours]
    minutes = [(match[2] or "00", match[3] or "00") for match in (left, right)]
    if hours[0] == hours[1] and minutes[0] == minutes[1]:
        return Outcome(True, "the same time")
    return Outcome(False, "different times")


def _read_clock(text: str) -> re.Match[str] | None:
    plain = plain_words(text.replace("{:}", ":"))
    match = _CLOCK.fullmatch(_NAMED.get(plain, plain))
    return match if match is not None and (match[2] or match[4]) else None


def _hour(match: re.Match[str]) -> int:
    hour = int(match[1])
    if match[4] is None:
        return hour
    return hour % 12 + (12 if match[4] == "p" else 0)
