"""Tell a count from a percentage: "30 of the cars are red" gives no 30 % of them."""

from __future__ import annotations

import re

from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term

_PERCENT = "%"
_COUNTS = re.compile(
    r"[\s$*)]+(?:(?:are|were|have|had|do|did|say|said|like|prefer|chose|walk|own|play|voted|live"
    r"|work|can)\b|(?:out\s+)?of\s+(?:them|these|those|which|\d|(?:the|her|his|their|its)\s+\d))",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[\s,$]*(?:and|or|to|vs\.?|versus|[–-])?[\s$]*", re.IGNORECASE)


def is_no_percent(key: Term, at: int, sentence: Sentence) -> bool:
    """Tell a bare number that is no percentage, where the key step gives one."""
    terms = sentence.words.terms
    number = terms[at]
    if key.text != _PERCENT or number.kind != "number" or number.text == _PERCENT:
        return False
    if number.unit is not None or number.value == key.value:
        return False  # 0.3 of them
    if _COUNTS.match(sentence.text, sentence.start + number.end, sentence.end) is not None:
        return True
    behind = [i for i, term in enumerate(terms) if term.text == _PERCENT]
    return bool(behind) and not any(_shares_sign(sentence, at, other) for other in behind)


def _shares_sign(sentence: Sentence, at: int, other: int) -> bool:
    """Tell the 20 of "20, 30 and 50%"."""
    terms, start = sentence.words.terms, sentence.start
    if other < at or any(term.kind != "number" for term in terms[at:other]):
        return False
    return all(
        _LISTED.fullmatch(sentence.text, start + terms[i].end, start + terms[i + 1].start)
        is not None
        for i in range(at, other)
    )
