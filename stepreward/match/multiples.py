"""The sides of "twice" and "half": how much is which multiple of what, or of what it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.predicates import in_order

MULTIPLES = frozenset({"twice", "half"})
_SPANNING = re.compile(r"\b(?:from|between)\b", re.IGNORECASE)


def sides_of_multiple(
    sentence: Sentence, left: Sequence[Occurrences], right: Sequence[Occurrences]
) -> tuple[list[Occurrences], list[Occurrences]]:
    """Give the two sides without what they share; a span of years may stand anywhere."""
    ones, others = _unshared(left, right)
    return ones, [] if _is_span(sentence, others) else others


def is_half_of(
    form: PhraseForm,
    predicate: Occurrences,
    left: Sequence[Occurrences],
    right: Sequence[Occurrences],
) -> bool:
    """Tell "half as many stamps as Tom" for twice as many; what doubles in time is not halved."""
    if _SPANNING.search(form.text) is not None:
        return False
    for at in predicate.at:
        is_left = any(i < at for found in left for i in found.at)
        if is_left and any(i > at for found in right for i in found.at):
            return True
    return False


def counts_other(form: PhraseForm, predicate: Occurrences, right: Sequence[Occurrences]) -> bool:
    """Tell "twice as many pears as apples" from "twice as many apples as pears"."""
    if predicate.term.text not in _COUNTED or _AS_MANY.search(form.text) is None:
        return False
    return not in_order([found.at for found in right if found.term.kind == "word"])


_COUNTED = canonical_words("twice half third triple")
_AS_MANY = re.compile(r"\bas\s+(?:many|much)\b", re.IGNORECASE)


def _is_span(sentence: Sentence, right: Sequence[Occurrences]) -> bool:
    """Tell "from 1990 to 2000", which may stand before what happened."""
    if len(right) != len(_SPAN) or not all(is_year(found.term) for found in right):
        return False
    terms, start = sentence.words.terms, sentence.start
    first, second = (found.at for found in right)
    return any(
        at + 1 in second
        and _TO.fullmatch(sentence.text, start + terms[at].end, start + terms[at + 1].start)
        is not None
        for at in first
    )


_SPAN = ("from", "to")
_TO = re.compile(r"\s*(?:to|and|until|[–-])\s*", re.IGNORECASE)


def _unshared(
    left: Sequence[Occurrences], right: Sequence[Occurrences]
) -> tuple[list[Occurrences], list[Occurrences]]:
    """Leave out the noun of "the profit in Q3 is twice the profit in Q1", where others are left."""
    shared = {one.term.text for one in left if one.term.kind == "word"}
    shared &= {one.term.text for one in right}
    ones, others = ([o for o in side if o.term.text not in shared] for side in (left, right))
    return (ones, others) if ones and others else (list(left), list(right))
