"""Times of day and dates in their usual spellings."""

from __future__ import annotations

import re

from stepreward.algebra.scalars import Outcome

_CLOCK = re.compile(
    r"\s*\$?([01]?[0-9]|2[0-4])(?::([0-5][0-9])(?::([0-5][0-9]))?)?\s*(?:([ap])\.?\s?m\.?)?\$?\s*",
    re.IGNORECASE,
)
_MAY_BE = re.compile(r"[0-9]:[0-9]|[0-9]\s?[apAP]\.?\s?[mM]|[0-9]{4}").search
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"([A-Za-z]{3,9})\.?"
_ISO = re.compile(r"\s*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\s*")
_MONTH_FIRST = re.compile(rf"\s*{_MONTH}\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}})\s*")
_DAY_FIRST = re.compile(
    rf"\s*([0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+([0-9]{{4}})\s*"
)


def same_moment(one: str, other: str) -> Outcome | None:
    """Compare two times or two dates; None where they are not both such.

    >>> same_moment("3 PM", "15:00").same
    True
    """
    if len(one) > 40 or len(other) > 40 or not _MAY_BE(one) or not _MAY_BE(other):
        return None
    dates = read_date(one), read_date(other)
    if dates[0] is not None and dates[1] is not None:
        same = dates[0] == dates[1]
        return Outcome(same, "the same date" if same else "different dates")
    return _same_clock(one, other)


def read_date(text: str) -> tuple[int, int, int] | None:
    """Read "2020-03-05", "March 5, 2020" or "5 March 2020" as year, month, day."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _MONTH_FIRST.fullmatch(text):
        year, month, day = match[3], match[1], match[2]
    elif match := _DAY_FIRST.fullmatch(text):
        year, month, day = match[3], match[2], match[1]
    else:
        return None
    if month[:3].lower() not in _MONTHS:
        return None
    return int(year), _MONTHS.index(month[:3].lower()) + 1, int(day)


def _same_clock(one: str, other: str) -> Outcome | None:
    """Compare times of day; where one lacks am or pm, both are read on a clock of 12 hours."""
    left, right = _CLOCK.fullmatch(one), _CLOCK.fullmatch(other)
    if left is None or right is None or not (_is_time(left) and _is_time(right)):
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


def _is_time(match: re.Match[str]) -> bool:
    return match[2] is not None or match[4] is not None


def _hour(match: re.Match[str]) -> int:
    hour = int(match[1])
    if match[4] is None:
        return hour
    return hour % 12 + (12 if match[4].lower() == "p" else 0)
