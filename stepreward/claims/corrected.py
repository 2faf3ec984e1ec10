"""Find the values that a later sentence corrects: x = 6, which does not check, so x should be 7."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MAX_STATED = 40  # values of a passage that are looked at
_MAX_APART = 600  # characters between a value and the one that corrects it
_LEAD = 48

_MODAL = r"(?:should|must|ought\s+to|ha(?:s|ve|d)\s+to|needs?\s+to)\s+(?:be|equal)"
_VALUE = re.compile(
    rf"(?:(?P<modal>{_MODAL}|\b(?:is|are|was|were)\s+(?:actually|really|in\s+fact))"
    r"|=|≈|\b(?:is|are|was|were|equals)\b)"
    r"[\s$€£({\\]{0,4}(?:(?:about|only|just)\s)?[$€£]?(?P<value>-?\d[\d,]{0,14}(?:\.\d{1,9})?(?:/\d{1,9})?)"
    r"(?![\d]|\s?[-+*/×·÷^]|\s*[=(])"
)
_SHOULD_BE = re.compile(rf"{_MODAL}|\b(?:actually|really|in\s+fact)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:([^\W\d_][\w'’-]*|∠\w+)\s+)?([^\W\d_][\w'’]*|∠\s?\w+|[\w]+)[\s$)\\]*\Z")
_IDLE = frozenset(
    """the a an so thus then hence therefore that and gives give gave get gets got of is find found
    have has means now this its our value i we again makes make yields but first to be""".split()
)
_PRONOUNS = frozenset(("it", "this", "that"))
# What changes from step to step: another value of it corrects none.
_CHANGING = frozenset(
    """total price cost amount number sum count balance rest remainder money value result left there
    it this that remaining distance time""".split()
)
_FAULT = re.compile(
    r"""\b(?:impossible|contradict\w*|wrong|mistaken?|incorrect|error|misread|miscounted|forgot(?:ten)?
    |missed|overlooked|oops|absurd|nonsense)\b
    | \bleaves?\s+out\b | \bleft\s+out\b
    | \b(?:do|does|did)(?:n['’]t|\s+not)\s+
    (?:work|check|fit|hold|satisfy|agree|add\s+up|make\s+sense|match)
    | \bcan(?:no|['’])t\s+be\s+(?:right|true|correct)\b | \bnot\s+(?:right|correct|possible|true)\b
    | \bshould\s+have\s+been\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CHECKED = re.compile(
    r"≠|\\neq?(?![a-z])|\bnot\s+(?:equal\s+(?:to\s+)?)?[$€£]?-?\d"
    r"|(?:n['’]t|\bnot)\s+(?:equal|give|yield|make|come\s+to)\s+[$€£]?-?\d",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\b(?:but|however|wait|hmm+|hold\s+on|actually)\b", re.IGNORECASE)
# What stands before a value of another thing, or another value of the same.
_ELSEWHERE = re.compile(
    r"\b(?:for|in|on|if|when|where|there|second|other|another|case|similarly|likewise|next|or|after|before)\b",
    re.IGNORECASE,
)


# Stretches of which a text has one that finds a fault, or one of doubt and one of what should be.
_TELLING = tuple(
    "not,n't,n’t,≠,\\ne,imposs,contrad,wrong,mistake,incorrect,error,misread,miscount,forgot,missed"
    ",overlook,oops,absurd,nonsense,left out,leave out,leaves out".split(",")
)
_DOUBTING = ("but", "howev", "wait", "hm", "hold", "actual")
_MENDING = tuple("should,must,ought to,have to,has to,had to,need,really,fact,actual".split(","))


class Stated(NamedTuple):
    """A value that is given to a name; ``is_modal`` where it should be so."""

    start: int
    end: int
    name: tuple[str, ...]
    value: str
    is_modal: bool


class Signs(NamedTuple):
    """Where a passage finds fault, checks a value, and doubts."""

    faults: Sequence[int]
    checks: Sequence[int]
    doubts: Sequence[int]


_SIGNS = (_FAULT, _CHECKED, _DOUBT)


def may_correct(text: str) -> bool:
    """Tell whether a text may correct a value; most have no sign of it."""
    said = text.lower()
    if any([part in said for part in _TELLING]):
        return True
    return any([part in said for part in _DOUBTING]) and any([part in said for part in _MENDING])


def corrected(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """List the stretches whose value another takes the place of, once a fault is found.

    >>> text = "So x = 6. That is not 10 but 8 ≠ 10. So x should be 7."
    >>> corrected(text, [(0, 9), (10, 36), (37, 54)])
    [(0, 9)]
    """
    if len(spans) < 2:
        return []
    low, high = spans[0][0], spans[-1][1]
    if not may_correct(text[low:high]):
        return []
    signs = Signs(*[[m.start() for m in one.finditer(text, low, high)] for one in _SIGNS])
    if not (signs.faults or signs.checks):
        if not signs.doubts or _SHOULD_BE.search(text, low, high) is None:
            return []
    stated = list(_stated(text, low, high))
    if len(stated) < 2:
        return []
    ends = [end for _, end in spans]
    found = []
    for at, one in enumerate(stated):
        end = ends[min(bisect_left(ends, one.end), len(ends) - 1)]
        if any(_corrects(other, one, end, text, signs) for other in stated[at + 1 :]):
            found.append((one.start, end))
    return found


def _stated(text: str, low: int, high: int) -> Iterator[Stated]:
    """Read the values that names are given."""
    for number, match in enumerate(_VALUE.finditer(text, low, high)):
        if number >= _MAX_STATED:
            return
        named = _NAME.search(text[max(low, match.start() - _LEAD) : match.start()])
        if named is None:
            continue
        words = [word for word in named.groups() if word is not None]
        telling = tuple([w.lower() if len(w) > 2 else w for w in words if w.lower() not in _IDLE])
        if telling:
            start = match.start() - len(named[0])
            value = match["value"].replace(",", "")
            yield Stated(start, match.end(), telling, value, match["modal"] is not None)


def _corrects(other: Stated, one: Stated, end: int, text: str, signs: Signs) -> bool:
    """Tell whether a value takes the place of an earlier one, whose sentence ends at ``end``."""
    if other.start < end or other.start - one.end > _MAX_APART or one.value == other.value:
        return False
    if not _same_name(other, one):
        return False
    is_letter = len(one.name[-1]) <= 2 or one.name[-1][0] == "∠"
    is_wrong = _has_one(signs.faults, one.end, other.start)
    if is_wrong or (_has_one(signs.checks, end, other.start) and (is_letter or other.is_modal)):
        return other.is_modal or not _is_elsewhere(text[end : other.end])
    if not other.is_modal or one.name[-1] in _CHANGING:
        return False
    return _has_one(signs.doubts, end, other.start)


def _has_one(places: Sequence[int], low: int, high: int) -> bool:
    """Tell whether a sign stands in a stretch."""
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def _same_name(other: Stated, one: Stated) -> bool:
    """Tell one name: "the base angle" is "the angle" later on, but not the other way round."""
    if len(other.name) == 1 and other.name[0] in _PRONOUNS:
        return other.is_modal
    if other.name[-1] != one.name[-1]:
        return False
    return len(one.name[-1]) <= 2 or len(other.name) == 1 or other.name == one.name


def _is_elsewhere(said: str) -> bool:
    """Tell whether the sentence of a value sets another scene for it."""
    last = max(said.rfind(". "), said.rfind("; "), said.rfind("? "))
    return _ELSEWHERE.search(said, last + 1) is not None
