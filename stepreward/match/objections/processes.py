"""What a process brings forth: "oxygen is a product of photosynthesis", "is released in it"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences

_LEAD = 48  # characters before a word that are looked at
_MAKING = canonical_words("produce cause form make absorb convert use consume")
_PRODUCT = re.compile(r"(?:by-?)?products?|effects?|results?|outcomes?", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the\s+|this\s+|an?\s+)?(?:process\s+of\s+)?", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:is|are|was|were|being|been|be|gets?)\s+(?:\w+ly\s+|also\s+|then\s+)?\Z", re.IGNORECASE
)
_DONE_BY = re.compile(r"\w+(?:\s+(?:off|out|in|up))?\s+by\b", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:in|during|through|by|via|from)\s+(?:the\s+|this\s+|an?\s+)?"
    r"(?:process\s+of\s+|course\s+of\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


def is_outcome(
    sentence: Sentence,
    predicate: Occurrences,
    left: Sequence[Occurrences],
    right: Sequence[Occurrences],
) -> bool | None:
    """Tell where a sentence makes the right side the outcome of the left one; False for the left.

    None where it names neither a product nor what is done in a process.
    """
    if predicate.is_opposite or predicate.term.text not in _MAKING:
        return None
    if _is_made_of_it(sentence, predicate, right):
        return False
    told = bool(left and right) and any(
        _is_product_of(sentence, at, left, right) or _is_done_in(sentence, at, left, right)
        for at in predicate.at
    )
    return True if told else None


def _is_made_of_it(
    sentence: Sentence, predicate: Occurrences, right: Sequence[Occurrences]
) -> bool:
    """Tell "combustion is a product of water", where water is what should come of it."""
    terms, start, text = sentence.words.terms, sentence.start, sentence.text
    return any(
        at + 1 in found.at
        and _PRODUCT.fullmatch(text, start + terms[at].start, start + terms[at].end) is not None
        and _OF.fullmatch(text, start + terms[at].end, start + terms[at + 1].start) is not None
        for at in predicate.at
        for found in right
    )


def _is_product_of(
    sentence: Sentence, at: int, left: Sequence[Occurrences], right: Sequence[Occurrences]
) -> bool:
    """Tell "the products of the reaction are water and carbon dioxide"."""
    terms, start, text = sentence.words.terms, sentence.start, sentence.text
    if _PRODUCT.fullmatch(text, start + terms[at].start, start + terms[at].end) is None:
        return False
    if at + 1 not in left[0].at:
        return False
    end = at + len(left)
    is_of = _OF.fullmatch(text, start + terms[at].end, start + terms[at + 1].start) is not None
    return is_of and all(any(i < at or i > end for i in found.at) for found in right)


def _is_done_in(
    sentence: Sentence, at: int, left: Sequence[Occurrences], right: Sequence[Occurrences]
) -> bool:
    """Tell "in photosynthesis, oxygen is given off", which says no other agent."""
    terms, start, text = sentence.words.terms, sentence.start, sentence.text
    low = start + terms[at].start
    if _DONE.search(text, max(start, low - _LEAD), low) is None:
        return False
    if _DONE_BY.match(text, low) is not None:
        return False
    if not all(any(i < at for i in found.at) for found in right):
        return False
    return any(
        _IN.search(text, max(start, here - _LEAD), here) is not None
        for here in [start + terms[i].start for i in left[0].at]
    )
