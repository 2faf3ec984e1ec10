"""Tell a "hmm" or a "wait" that takes back what stands before it from one that goes on with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.cues import FAULT

_MAX_READ = 400  # characters of a sentence that are looked at
_MAX_EQUATIONS = 8

HESITATION = re.compile(
    r"[\s*_(\"']*(?:(?:but|oh|okay|ok|however|though|and),?\s+)?"
    r"(?:(?:wait|hold\s+on|hmm+|hm)\b(?:\s+a\s+(?:minute|moment|second|sec))?[\s.,;:!…–—-]*)+",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"""\bno\b\s*(?:[,.:;!–—]|$) | ^no\b | \b(?:scratch|strike)\s+that\b | \bcorrection\b | \boops\b
      | \bimpossible\b | \bcontradict\w* | \bforgot(?:ten)?\b | \bmissed\b | \boverlooked\b
      | \bmis\w+ed\b | \bskipped\b | \bsorry\b
      | \bdropped\s+(?:a|the|one)\b | \bshould\s+(?:be|have\s+been)\b
      | \b(?:correct|right|true|actual|proper)\s+
        (?:value|number|answer|count|result|one|total|sum)\b
      | \btoo\s+(?:big|small|large|much|high|low|many|few|long|short|old|young)\b
      | \bnot\s+(?:true|correct|possible)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What may say that it is wrong, where the value is not gone on with.
_DOUBTS = re.compile(
    r"""\bnot\b(?!\s+(?:only|sure|done|yet)\b) | \bcannot\b | \b(?!don['’]t\s+know)\w+n['’]t\b
      | \bactually\b | \binstead\b | \brather\b | \breally\b
      | \bmust\s+be\b | \bmeant\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_ASKED = re.compile(
    r"\b(?:question|problem|task)\b[^.;,]{0,20}?n(?:['’]|o)t\s+(?:ask|want|say|tell|give|need)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\bre-?(?:count|check|comput|calculat|read|do\b|examin|consider|think|add|verif|look|work)\w*"
    r"|\b(?:again|more\s+carefully|more\s+closely|double[\s-]check)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:^|[,:;]\s*|\bso\s+)(?:it|that|this|they|he|she)"
    r"(?:['’]s|\s+(?:is|are|was|were|has|had|have|gives?|makes?|reads?|says?))\b(?!\s+(?:to|of|it"
    r"|all|good|fine|nice|interesting|easy|simple|enough|just|only|given|asked|asking|where|why"
    r"|what|how|for|in|at|on|also|another|another's|more|still)\b)",
    re.IGNORECASE,
)
_I_SEE = re.compile(r"^(?:i|we)\s+(?:see|count|get|got|found|find|read)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:also|more|another|additional|other|extra|left|remain\w*|total|together|too)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(r"\b(?:\w{2,12}est|most|least)\b", re.IGNORECASE)
_COMPARATIVE = re.compile(
    r"\b(?:is|are|was|were|has|have|looks?|seems?|stands?|reaches|goes)\s+(?:\w+\s+){0,2}?"
    r"(?!(?:number|corner|never|ever|either|center|letter)\b)(?:\w{3,12}er|more|less)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_COUNTED = re.compile(r"(?<![\w.+*/×=-])\$?(\d[\d.,]*|[a-z]+)\s+([a-z]{3,})", re.IGNORECASE)
_SIDE = re.compile(r"([^=,;:]{1,80}?)\s*=")
_CLUTTER = re.compile(r"[\s$*\\{}()_]+")
_LEADING = re.compile(r"^(?:(?:so|then|but|and|thus|okay|ok|well|if)\b[\s,]*)+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"((?:\S+\s+){1,5}?)(?:is|are|was|were|has|have|had|holds?|costs?|gets?|makes?|eats?|reads?"
    r"|shows?|means?)\b"
)
_WORKING = re.compile(r"[+\-−*/×·÷^]|\\(?:times|cdot|div|frac)")
_SPELLED = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty no".split()
)


def takes_back(text: str, spans: Sequence[tuple[int, int]], at: int, low: int) -> bool:
    """Tell whether the hesitation that opens a sentence takes back ``text[low:]`` before it.

    It does where its sentence, or the next one, finds a fault, says the same thing anew, or begins
    again with another outcome; not where it goes on from the value, plans or asks. Any sentence
    that opens with no hesitation takes back what stands before it.

    >>> text = "3 * 4 = 12. Hmm, so 12 + 1 = 13. Wait, 12 + 1 = 14."
    >>> spans = [(0, 12), (12, 33), (33, 51)]
    >>> takes_back(text, spans, 1, 0), takes_back(text, spans, 2, 12)
    (False, True)
    """
    start, end = spans[at]
    opening = HESITATION.match(text, start, end)
    if opening is None:
        return True
    before = text[max(low, start - _MAX_READ) : start]
    own = text[opening.end() : min(end, opening.end() + _MAX_READ)]
    later = [text[one : min(other, one + _MAX_READ)] for one, other in spans[at + 1 : at + 3]]
    if not own.strip() and later:
        own = later.pop(0)  # "Wait. That is wrong."
    own = _LEADING.sub("", own.strip())
    if FAULT.search(own) or _WRONG.search(own) or _says_anew(own, before):
        return True
    if _goes_on(own, before):
        return False
    if _DOUBTS.search(own) and not _NOT_ASKED.search(own):
        return True
    if _AGAIN.search(own):
        return not _gives_again(" ".join([own, *later]), before)
    if not later:
        return False
    following = _LEADING.sub("", later[0].strip())
    if _goes_on(following, before):
        return False
    return (
        FAULT.search(following) is not None
        or _WRONG.search(following) is not None
        or _says_anew(following, before)
    )


def _says_anew(own: str, before: str) -> bool:
    """Tell whether a sentence says the same thing as one before, with a value of its own."""
    if _I_SEE.match(own) and not _MORE.search(own) and not _goes_on(own, before):
        return True
    if _PRONOUN.search(own) and not _goes_on(own, before) and not _gives_again(own, before):
        return True
    if not _WORKING.search(own) and _NUMBER.fullmatch(own.strip(" .!*$")):
        return True
    if _SUPERLATIVE.search(before) and _COMPARATIVE.search(own):
        return True
    return _same_side(own, before) or _same_subject(own, before) or _counts_anew(own, before)


def _same_side(own: str, before: str) -> bool:
    """Find an equation whose left side stands before: the same, or the same numbers in it."""
    if "=" not in own or "=" not in before:
        return False
    earlier = list(map(_side, _SIDE.findall(before)[:_MAX_EQUATIONS]))
    return any(
        side == other or (len(numbers) > 1 and numbers == others)
        for side, numbers in map(_side, _SIDE.findall(own)[:_MAX_EQUATIONS])
        for other, others in earlier
    )


def _side(text: str) -> tuple[str, list[str]]:
    said = _LEADING.sub("", text.strip()).split(". ")[-1]
    words = said.split()
    while len(words) > 1 and words[0].isalpha() and len(words[0]) > 2:
        words = words[1:]
    return _CLUTTER.sub("", " ".join(words)), sorted(_NUMBER.findall(said))


def _same_subject(own: str, before: str) -> bool:
    """Find what both sentences speak of: "each box holds 3", "each box holds 4"."""
    subject = _SUBJECT.match(own)
    if subject is None or not subject[1].strip():
        return False
    return f" {subject[0].lower()} " in f" {_LEADING.sub('', before.strip()).lower()} "


def _counts_anew(own: str, before: str) -> bool:
    """Find another count of the same: 3 apples, 4 apples; 2 more apples are none."""
    if _MORE.search(own):
        return False
    counted = {noun.lower(): count for count, noun in _counts(before)}
    return any(counted.get(noun.lower(), count) != count for count, noun in _counts(own))


def _counts(text: str) -> list[tuple[str, str]]:
    found = _COUNTED.findall(text)
    return [(n.lower(), noun) for n, noun in found if n[0].isdigit() or n.lower() in _SPELLED]


def _goes_on(own: str, before: str) -> bool:
    """Tell whether the value that stands last before is an operand now."""
    values = _NUMBER.findall(before)
    if not values or values[-1] not in own:
        return False
    value = re.escape(values[-1])
    sign = r"(?:[+\-−*/×·÷^]|\\(?:times|cdot|div)|(?:plus|minus|times|divided|and|from|by|of|to)\b)"
    gap = r"[\s$()°%]{0,3}(?:[a-z]{1,12}\s)?"
    pattern = rf"(?<![\w.,]){value}(?![\d.]\d){gap}{sign}|{sign}[\s$()]{{0,3}}{value}(?![\w.]\w)"
    return re.search(pattern, own) is not None


def _gives_again(own: str, before: str) -> bool:
    """Tell whether the value that stands last before is what comes out once more."""
    return _NUMBER.findall(before)[-1:] == _NUMBER.findall(own)[-1:] != []
