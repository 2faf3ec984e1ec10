"""The sides of a division: which number divides which, and whether anything is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm
from stepreward.match.predicates import OTHER_WAY


def divisor_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that the same number divides the other one, and that what is left over is not 0."""
    if any(found.term.text == _REMAINDER for found in kept):
        is_nothing = _NOTHING_LEFT.search(sentence.text, sentence.start, sentence.end)
        if is_nothing and not any(term.value == 0 for term in form.terms):
            return "nothing remains"
    predicate = next((found for found in kept if found.term.text in _RELATIONS), None)
    numbers = [found for found in kept if found.term.kind == "number"]
    if predicate is None or len(numbers) != 2:
        return ""
    first, second = numbers
    is_turned = False
    for at in predicate.at:
        turns = _leads_with_whole(sentence, at) != (predicate.term.text in _WHOLE_FIRST)
        one, other = (second, first) if turns else (first, second)
        if _stands_between(at, one, other):
            return ""
        is_turned = is_turned or _stands_between(at, other, one)
    return OTHER_WAY if is_turned else ""


def _leads_with_whole(sentence: Sentence, at: int) -> bool:
    """Tell "50 is divisible by 7" and "50 is divided evenly by 7" from "7 divides 50"."""
    term = sentence.words.terms[at]
    if term.text in _WHOLE_FIRST:
        return True
    return _BY.match(sentence.text, sentence.start + term.end) is not None


def _stands_between(at: int, one: Occurrences, other: Occurrences) -> bool:
    return any(i < at for i in one.at) and any(i > at for i in other.at)


_WHOLE_FIRST = canonical_words("divisible multiple")
_RELATIONS = _WHOLE_FIRST | canonical_words("factor divisor divides")
_REMAINDER = canonical_word("remainder")
_BY = re.compile(r"\s+(?:\w+ly\s+)?by\b", re.IGNORECASE)
_NOTHING_LEFT = re.compile(
    r"\bremainder\s*(?:of|is|=|:|equals)?\s*(?:0(?!\.?\d)|zero\b)|\b(?:zero|0)\s+remainder\b",
    re.IGNORECASE,
)
