"""Read a time of day as one word: 14:15, 2:15 PM and 2:15 p.m. are "2:15pm"."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.algebra.tokens import Token
from stepreward.claims.term import Term

_HALVES = ("am", "pm")
_PARTS_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm"}
_TELLING = frozenset("at by until till from to before after".split())


def clock_term(tokens: Sequence[Token], at: int) -> tuple[Term, int] | None:
    """Read "9:30", "9:30 PM" or "9 p.m." and how many tokens it takes; None for what is no time."""
    hour = _whole(tokens[at].text)
    if hour is None or hour > 24:
        return None
    minutes, width = _minutes(tokens, at)
    before = tokens[at - 1].text.lower() if at else ""
    half, behind = _half(tokens, at + width, is_told=minutes is not None or before in _TELLING)
    if minutes is None and half is None:
        return None
    if half is None and (hour > 12 or hour == 0):
        half = _HALVES[12 < hour < 24]
        hour = hour % 12 or 12
    end = tokens[at + width + behind - 1].end
    return Term("word", f"{hour}:{minutes or '00'}{half or ''}", tokens[at].start, end), (
        width + behind
    )


def spoken_clock(tokens: Sequence[Token], at: int) -> tuple[Term, int] | None:
    """Read "a quarter to five", "half past three" and "ten minutes past two"."""
    minutes = CLOCK_WORDS.get(tokens[at].text.lower()) or _whole(tokens[at].text)
    here = at + 1
    has_unit = here < len(tokens) and tokens[here].text in ("minutes", "min")
    here += has_unit
    if not minutes or minutes >= _MINUTES or here + 1 >= len(tokens):
        return None
    side, hour = tokens[here].text, _whole(tokens[here + 1].text)
    is_half = tokens[at].text in _HALVES_OF_IT
    is_told = side == "past" or (
        side == "to"
        and not is_half
        and (has_unit or tokens[at].text in CLOCK_WORDS)
        and not _is_range(tokens, at, here + 2)
    )
    if not is_told or hour is None or not 0 < hour <= _HOURS:
        return None
    if side == "to":
        hour, minutes = (hour - 1 or _HOURS), _MINUTES - minutes
    half, width = _half(tokens, here + 2, is_told=True)
    last = here + 1 + width
    text = f"{hour}:{minutes:02}{half or ''}"
    return Term("word", text, tokens[at].start, tokens[last].end), last + 1 - at


def _is_range(tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Tell "by a quarter to 9 dollars" and "from 30 minutes to 10 minutes" from a time."""
    before = [token.text.lower() for token in tokens[max(at - 2, 0) : at]]
    if not _CHANGING.isdisjoint(before):
        return True
    after = tokens[behind] if behind < len(tokens) else None
    return after is not None and after.kind in ("word", "unit") and after.text not in _TELLING_ON


_CHANGING = frozenset(("by", "from", "reduced", "fell", "rose", "decreased", "increased"))
_TELLING_ON = frozenset(("in", "at", "on", "when", "and", "so", "now", "o'clock"))
_HALVES_OF_IT = frozenset(("half", "1/2"))
CLOCK_WORDS = {"quarter": 15, "half": 30, "1/4": 15, "1/2": 30}
_MINUTES = 60  # of an hour
_HOURS = 12  # on a dial


def other_spellings(text: str) -> tuple[str, ...]:
    """Give the times that a time may stand for: 9:30 in the morning or in the evening.

    >>> other_spellings("9:30pm"), other_spellings("9:30")
    (('9:30',), ('9:30am', '9:30pm'))
    """
    if not text[:1].isdecimal() or ":" not in text:
        return ()
    if text.endswith(_HALVES):
        return (text[:-2],)
    return tuple(text + half for half in _HALVES)


def _minutes(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    parts = tokens[at : at + 3]
    if len(parts) == 3 and parts[1].text == ":" and parts[0].end == parts[1].start:
        minutes = parts[2].text.rstrip(".")
        if parts[2].start == parts[1].end and len(minutes) == 2 and minutes.isdecimal():
            return minutes, 3
    return None, 1


def _half(tokens: Sequence[Token], at: int, *, is_told: bool) -> tuple[str | None, int]:
    """Read "PM", "p.m." or "in the evening" and how many tokens it takes."""
    texts = [token.text.lower() for token in tokens[at : at + 4]]
    if texts and texts[0] in _HALVES:
        return texts[0], 1
    if len(texts) > 2 and texts[:2] == ["in", "the"] and texts[2] in _PARTS_OF_DAY and is_told:
        return _PARTS_OF_DAY[texts[2]], 3
    if len(texts) > 1 and texts[:2] == ["at", "night"] and is_told:
        return "pm", 2
    if len(texts) > 2 and texts[1] == "." and texts[0] + texts[2] in _HALVES:
        return texts[0] + texts[2], 3 + (texts[3:] == ["."])
    return None, 0


def _whole(text: str) -> int | None:
    digits = text.rstrip(".")
    return int(digits) if digits.isdecimal() and len(digits) < 3 else None
