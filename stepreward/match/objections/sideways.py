"""Who stands on which side: in a list from left to right, and each with its own side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences
from stepreward.match.predicates import OPPOSITES


def listed_order(sentence: Sentence, kept: Sequence[Occurrences], at: int) -> bool | None:
    """Tell who stands left of whom where "from left to right" goes before a list of both."""
    word = kept[at].term.text
    if word not in SIDEWAYS or at + 1 >= len(kept):
        return None
    found = scanned_in(sentence)
    if found is None or {found["from"].lower(), found["to"].lower()} != SIDEWAYS[word]:
        return None
    low = found.end() - sentence.start
    terms = sentence.words.terms
    sides = [
        [i for other in side for i in other.at if terms[i].start >= low]
        for side in (kept[:at], kept[at + 1 :])
    ]
    if not all(sides):
        return None
    is_first = _NAMED_AS[found["from"].lower()] == word
    one, other = sides if is_first else reversed(sides)
    return max(one) < min(other)


def are_facing(sentence: Sentence, kept: Sequence[Occurrences], at: int) -> bool:
    """Tell "the woman stands on the left, the man on the right": each with its own side."""
    word = kept[at].term.text
    opposite = OPPOSITES.get(word, "")
    places, others = (sentence.words.spelled.get(one, ()) for one in (word, opposite))
    if word not in SIDEWAYS or not (len(places) == len(others) == 1) or at + 1 >= len(kept):
        return False
    if _SIDE_OF.search(sentence.text, sentence.start, sentence.end) is not None:
        return False  # to the left of it
    cuts = sentence.words.cuts
    stretches = [
        [{bisect_right(cuts, sentence.words.terms[i].start) for i in found.at} for found in side]
        for side in (kept[:at], kept[at + 1 :])
    ]
    own, other = (bisect_right(cuts, sentence.words.terms[i].start) for (i,) in (places, others))
    return (
        own != other
        and all(found == {own} for found in stretches[0])
        and all(found == {other} for found in stretches[1])
    )


_SIDE_OF = re.compile(r"\b(?:left|right|top|bottom)\s+of\b|\b(?:above|below)\b", re.IGNORECASE)


def scanned_in(sentence: Sentence) -> re.Match[str] | None:
    """Find "from left to right"."""
    return _SCAN.search(sentence.text, sentence.start, sentence.end)


_SCAN = re.compile(
    r"\b(?:from\s+)?(?:the\s+)?(?P<from>left|right|top|bottom)\s+to\s+(?:the\s+)?"
    r"(?P<to>left|right|top|bottom)\b",
    re.IGNORECASE,
)
SIDEWAYS = {
    "left": {"left", "right"},
    "right": {"left", "right"},
    "above": {"top", "bottom"},
    "below": {"top", "bottom"},
}
_NAMED_AS = {"left": "left", "right": "right", "top": "above", "bottom": "below"}
