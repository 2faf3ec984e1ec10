"""What a sentence leaves open: "5 or 6", "larger or smaller"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.alike import RIVALS
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm
from stepreward.match.objections.contraries import CONTRARIES
from stepreward.match.predicates import OPPOSITES, SYMMETRIC

_OR = re.compile(r"\bor\b", re.IGNORECASE)
_MAX_APART = 3  # terms between two alternatives: larger than B or smaller


def alternative_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that what is said is of this item of a list, and, if the key step is, no "A or B"."""
    if _parts_of_list(sentence, kept):
        return "it stands at another item of the list"
    if _are_joined(form, sentence, kept):
        return "its two sides stand side by side"
    if _OR.search(sentence.text, sentence.start, sentence.end) is None:
        return ""
    if _OR.search(form.text) is None and any(_is_open(sentence, found) for found in kept):
        return "it leaves open which"
    return ""


def _are_joined(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "the deer and the wolf share a predator", which is neither of the two."""
    if len(kept) < 3 or any(
        found.term.text in SYMMETRIC or found.term.kind == "number" for found in kept
    ):
        return False
    one, other = kept[0], kept[-1]
    if one.term.kind != "word" or other.term.kind != "word" or _AND.search(form.text) is not None:
        return False
    terms, start = sentence.words.terms, sentence.start
    return all(
        _AND.fullmatch(
            sentence.text,
            start + terms[min(at, place)].end,
            start + terms[max(at, place)].start,
        )
        is not None
        for at in one.at
        for place in other.at
    )


_AND = re.compile(r"\s+(?:and|or|nor|&)\s+(?:the\s+|an?\s+)?", re.IGNORECASE)


def _parts_of_list(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "A – cell wall, B – nucleus, C – vacuole", where C is no nucleus."""
    labelled = [
        found for found in kept if found.term.kind == "entity" and len(found.term.text) == 1
    ]
    if len(labelled) != 1 or len(kept) < 2:
        return False
    start = sentence.start
    items = [found.start() - start for found in _ITEM.finditer(sentence.text, start, sentence.end)]
    if len(items) < 2 or any(sentence.words.terms[at].start not in items for at in labelled[0].at):
        return False
    terms = sentence.words.terms
    numbers = [
        {bisect_right(items, terms[at].start) for at in found.at}
        for found in kept
        if any(terms[at].start >= items[0] for at in found.at)
    ]
    return not set.intersection(*numbers)


_ITEM = re.compile(r"\b[A-Z1-9]\b(?=\s*(?:[–—-]|:|=)\s+[a-z])")


def _is_open(sentence: Sentence, found: Occurrences) -> bool:
    """Tell a term of which every occurrence stands beside an "or" with its rival."""
    terms = sentence.words.terms
    return all(
        any(
            _excludes(terms[at], terms[other]) and _has_or(sentence, at, other)
            for other in range(max(at - _MAX_APART, 0), min(at + _MAX_APART + 1, len(terms)))
        )
        for at in found.at
    )


def _has_or(sentence: Sentence, one: int, other: int) -> bool:
    """Tell whether an "or", with no comma before it, stands between two terms."""
    terms = sentence.words.terms
    low, high = sorted((one, other))
    start, end = sentence.start + terms[low].end, sentence.start + terms[high].start
    between = sentence.text[start:end]
    return _OR.search(between) is not None and "," not in between


def _excludes(one: Term, other: Term) -> bool:
    if one.kind == other.kind == "number":
        is_alike = (one.text, one.unit, one.nouns) == (other.text, other.unit, other.nouns)
        is_plain = isinstance(one.value, int) and isinstance(other.value, int)
        return is_alike and is_plain and one.value != other.value
    if one.text == other.text or one.kind == "entity" or other.kind == "entity":
        return False
    if OPPOSITES.get(one.text) == other.text or other.text in CONTRARIES.get(one.text, ()):
        return True
    return any(one.text in group and other.text in group for group in RIVALS)
