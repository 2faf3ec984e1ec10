"""Tell the total of some from the total: the boys, the first two rows, one of two totals."""

from __future__ import annotations

import re

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.vocabulary import COLORS, MONTHS, WEEKDAYS
from stepreward.match.keys import PhraseForm

PARTIAL = "it is said of a part"
_FEW = 2  # terms of "the total is 45"
_TOTALS = canonical_words("total sum mean average number median cost")
_OF_SOME = re.compile(
    r"(?:(?:the|total|sum|mean|average|number|cost|price|amount|scores?|values?)\s+){1,3}(?:of|for|in|on|from)\s+(?:all\s+)?(?:(?:the|her|his|their)\s+)?"
    r"(?:(?:\d+|two|three|four|five|six)\s+)?"
    r"(?:first|second|third|last|other|others|remaining|next|rest|upper|lower|left|right|top|bottom"
    r"|boys?|girls?|men|women|males?|females?|adults?|child(?:ren)?|kids?|teenagers?|seniors?"
    r"|even|odd|positive|negative|smallest|largest|smaller|larger|weekends?|weekdays?"
    rf"|{'|'.join((*COLORS, *WEEKDAYS, *MONTHS))})\b(?!\s*-)",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r"(?:(?:the|total|sum|mean|average|number|cost|price|amount|scores?|values?)\s+){1,3}"
    r"(?:of|for|in|on|from)\b",
    re.IGNORECASE,
)
_STAND_INS = frozenset("of for in on from".split())


def partial_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Ask of "the total is 45" that no more is said of the total than that."""
    if len(form.required) > _FEW or not any(term.text in _TOTALS for term in form.terms):
        return ""
    if _OF_ONE.search(form.text) is not None:
        return ""
    for term in form.terms:
        places = sentence.words.spelled.get(term.text, ()) if term.text in _TOTALS else ()
        if places and all(_is_of_some(sentence, at) for at in places):
            return PARTIAL
        if len(places) > 1 and all(_is_of_one(sentence, at) for at in places):
            return PARTIAL
    return ""


def _is_of_some(sentence: Sentence, at: int) -> bool:
    low = sentence.start + sentence.words.terms[at].start
    return _OF_SOME.match(sentence.text, low, sentence.end) is not None


def _is_of_one(sentence: Sentence, at: int) -> bool:
    """Tell the total of something, and what "that of" another thing stands for."""
    low, high = (sentence.start + edge for edge in sentence.words.terms[at][2:4])
    if sentence.text[low:high].lower() in _STAND_INS:
        return True
    return _OF_ONE.match(sentence.text, low, sentence.end) is not None
