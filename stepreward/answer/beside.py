"""Find the words beside a number that change its value: "twice 18", "18 squared", "up to 18"."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.claims.vocabulary import MONTHS

_MAX_CHARS = 240  # of an answer whose words are looked at
_EDGE = " $\\()*}°%.€£"
_REACH = 32  # characters on either side of the number

_BEFORE = re.compile(
    rf"""(?: \b(?:twice|double|triple|thrice|quadruple|half(?:\s+of)?|up\s+to|under|below|over|above
            |beyond|almost|nearly|not\s+quite|(?:just\s+)?short\s+of|at\s+(?:least|most)
            |(?:more|less|greater|fewer|larger|smaller|higher|lower)\s+than
            |no\s+(?:more|less|fewer)\s+than|to\s+the\s+power(?:\s+of)?
            |(?:square|cube)\s+(?:root\s+)?of|reciprocal\s+of)
      | (?<!\S\s)(?<!\()\b(?:base|mod(?:ulo)?)
      | (?<=[0-9]\s)(?:in|out\s+of)
      | \b(?P<month>{"|".join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)
    )[\s}}]+(?:of\s+|the\s+)?[$\\(*€£]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BEHIND = re.compile(
    r"""[$\\)*}°%]*(?: \s+(?:squared|cubed)\b(?!\s+[a-z])
      | \s+(?:fif|six|seven|eigh|nin|ten|elev|twelf|hundred|thousand|million)ths\b
      | \s+(?:third|fourth)s\b | \s?‰ | \s+(?:bn|per\s+mille?)\b
      | (?:\s+[a-z]{1,12}|\s*\\text\{)?? \s* (?:below\s+zero|at\s+(?:least|most)
        |(?:or|and)\s+(?:more|less|fewer|greater|higher|lower|above|below|over|under|up|older|younger
            |longer|shorter|larger|smaller))\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Words of one axis exclude each other.
_AXES = {
    "money": ("profit profits gain gains surplus earned earns", "loss losses lost loses deficit"),
    "change": (
        "increase increases increased increasing rise rises rose risen grew grown grows growth",
        "decrease decreases decreased decreasing drop drops dropped fall falls fell reduced",
    ),
    "compass": ("north northward", "south southward", "east eastward", "west westward"),
    "side": ("left leftward leftwards", "right rightward rightwards"),
    "turn": ("clockwise", "counterclockwise anticlockwise counter-clockwise anti-clockwise"),
    "order": ("before earlier ago", "after later"),
    "age": ("older", "younger"),
    "height": ("taller", "shorter"),
    "speed": ("faster", "slower"),
    "amount": ("more", "less fewer"),
}
_SIDES = {
    word: (axis, side)
    for axis, sides in _AXES.items()
    for side, words in enumerate(sides)
    for word in words.split()
}
_SIDE_WORDS = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_SIDES, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)


class Beside(NamedTuple):
    """What the words beside a number say: how they change it, and which way it goes."""

    changes: frozenset[str] = frozenset()
    ways: frozenset[tuple[str, int]] = frozenset()


NOTHING = Beside()


def beside(text: str, low: int, high: int) -> Beside:
    """Look around the number ``text[low:high]``.

    >>> sorted(beside("It is up to 18 eggs", 12, 14).changes)
    ['up to']
    """
    words = _SIDE_WORDS.findall(text) if len(text) <= _MAX_CHARS else ()
    found = (
        _BEFORE.search(text, max(low - _REACH, 0), low),
        _BEHIND.match(text, high, high + _REACH),
    )
    changes = [_named(match) for match in found if match is not None]
    if not (words or changes):
        return NOTHING
    sides = (_SIDES.get(word.lower()) for word in words)  # a dotless ı matches an i, and is none
    return Beside(frozenset(changes), frozenset(side for side in sides if side is not None))


def _named(match: re.Match[str]) -> str:
    """Name a change by its words, a month by its first letters."""
    if match.lastgroup == "month":
        return match["month"][:3].lower()
    return " ".join(match[0].lower().strip(_EDGE).split()[:2])


def contradiction(one: Beside, other: Beside) -> str:
    """Say why two numbers differ by the words beside them; nothing where they need not."""
    if one.changes != other.changes:
        return "a word beside the number changes it: " + min(one.changes ^ other.changes)
    for axis, _ in one.ways:
        left = {side for name, side in one.ways if name == axis}
        right = {side for name, side in other.ways if name == axis}
        if right and left.isdisjoint(right):
            return f"opposite words of {axis}"
    return ""
