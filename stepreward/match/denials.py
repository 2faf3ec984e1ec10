"""What denies a term without a "not" in its clause: "without lungs", "it is wrong that …"."""

from __future__ import annotations

import re

from stepreward.claims.statements import Sentence
from stepreward.claims.status import DENIED

_LEAD = 16  # characters before a term that are looked at


def is_denied_once(sentence: Sentence, at: int) -> bool:
    """Tell "it is wrong that the lines are parallel" from "it is wrong that they are not"."""
    term = sentence.words.terms[at]
    if sentence.status_of(term) != DENIED:
        return False
    low, high = sentence.start + term.start, sentence.start + term.end
    found = _DENYING.finditer(sentence.text, sentence.start, sentence.end)
    return sum(not low <= denial.start() < high for denial in found) == 1


_DENYING = re.compile(
    r"\b(?:not|no|never|cannot|false|wrong|incorrect|untrue|impossible|mistake)\b|n['’]t\b",
    re.IGNORECASE,
)


def is_without(sentence: Sentence, at: int) -> bool:
    """Tell "without a backbone"."""
    low = sentence.start + sentence.words.terms[at].start
    return _WITHOUT.search(sentence.text, max(sentence.start, low - _LEAD), low) is not None


_WITHOUT = re.compile(r"\bwithout\s+(?:an?\s+|any\s+|the\s+)?\Z", re.IGNORECASE)
