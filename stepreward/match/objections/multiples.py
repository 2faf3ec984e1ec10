"""The sides of "twice", "half" and "3 times": how much is which multiple of what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.predicates import OTHER_WAY, in_order

MULTIPLES = frozenset({"twice", "half"})
_SPANNING = re.compile(r"\b(?:from|between)\b", re.IGNORECASE)


def sides_of_multiple(
    sentence: Sentence,
    predicate: Occurrences,
    left: Sequence[Occurrences],
    right: Sequence[Occurrences],
) -> tuple[list[Occurrences], list[Occurrences]]:
    """Give the two sides without what they share; a span of years may stand anywhere."""
    left = [found for found in left if not _is_measured(sentence, predicate, found)] or left
    ones, others = unshared(left, right)
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


def _is_measured(sentence: Sentence, predicate: Occurrences, found: Occurrences) -> bool:
    """Tell the price of "twice the price of the hat"."""
    terms, start = sentence.words.terms, sentence.start
    return any(
        at + 1 in found.at and _OF.match(sentence.text, start + terms[at + 1].end) is not None
        for at in predicate.at
    )


_OF = re.compile(r"\s+of\b", re.IGNORECASE)


def unshared(
    left: Sequence[Occurrences], right: Sequence[Occurrences]
) -> tuple[list[Occurrences], list[Occurrences]]:
    """Leave out the noun of "the profit in Q3 is twice the profit in Q1", where others are left."""
    shared = {one.term.text for one in left if one.term.kind == "word"}
    shared &= {one.term.text for one in right}
    ones, others = ([o for o in side if o.term.text not in shared] for side in (left, right))
    return (ones, others) if ones and others else (list(left), list(right))


def multiple_objection(kept: Sequence[Occurrences]) -> str:
    """Ask that what is "3 times as many as" another stands before it, as in the key step."""
    at = next((i for i, found in enumerate(kept) if found.term.nouns[:1] == _TIMES), 0)
    if not 0 < at < len(kept) - 1:
        return ""
    left, right = kept[:at], kept[at + 1 :]
    shared = {_said(found) for found in left} & {_said(found) for found in right}
    ones = [found.at for found in left if _said(found) not in shared]
    others = [found.at for found in right if _said(found) not in shared]
    if not ones or not others:
        return ""
    is_turned = all(
        all(i > place for places in ones for i in places)
        and any(i < place for places in others for i in places)
        for place in kept[at].at
    )
    return OTHER_WAY if is_turned else ""


_TIMES = (canonical_word("times"),)


def _said(found: Occurrences) -> tuple[str, object]:
    return found.term.text, found.term.value
