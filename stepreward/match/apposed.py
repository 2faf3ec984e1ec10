"""Tell what goes on about all that was said: a drop of 8, which is a 40 % increase."""

from __future__ import annotations

import re
from collections.abc import Collection

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence

_WINDOW = 80  # characters of ", which is an overall increase of about"
_OF = re.compile(
    r",\s+(?:(?:which|that|this)\s+(?:is|gives?|makes?|yields?|leads\s+to|results\s+in)\s+(?:us\s+)?"
    r"|giving\s+(?:us\s+|it\s+)?|for\s+|or\s+|i\.e\.,?\s+)?"
    r"(?:an?|the)\s+(?:\w+\s+){0,2}\w+\s+of\s+(?:about\s+)?(?:[$\d][^,;:=a-z]{1,40}=\s*)?[$]?\Z"
)
_A = re.compile(
    r",\s+(?:(?:which|that|this)\s+(?:is|was|means|makes|gives|represents)\s+|or\s+|for\s+|so\s+|i\.e\.,?\s+)?"
    r"an?\s+[$]?\Z"
)
_CHANGES = canonical_words("rise fall growth drop change reduction discount gain loss")


def is_apposed(sentence: Sentence, spot: int, at: int, own: Collection[int]) -> bool:
    """Tell "it fell from 15 to 7, a drop of 8" and ", which is a 40 % increase"."""
    terms = sentence.words.terms
    before = spot - 1
    while before >= 0 and (terms[before].is_operand or terms[before].text == "equal"):
        before -= 1
    high = sentence.start + terms[spot].start
    low = max(sentence.start, high - _WINDOW)
    found = _OF.search(sentence.text, low, high) if before in own else None
    if found is None and spot + 1 in own and terms[spot + 1].text in _CHANGES:
        found = _A.search(sentence.text, low, high)
    if found is None:
        return False
    start, end = terms[at].start, found.start() - sentence.start
    return not any(start < part < end for part in sentence.words.breaks)  # of another thing
