"""The sides of a predicate with a direction: what eats what, what lies above what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.objections.multiples import (
    MULTIPLES,
    counts_other,
    is_half_of,
    sides_of_multiple,
    unshared,
)
from stepreward.match.objections.processes import is_outcome
from stepreward.match.predicates import OPPOSITES, OTHER_WAY, in_order, is_passive

_Sides: TypeAlias = tuple[list[Occurrences], list[Occurrences]]


def direction_objection(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences], predicate: int
) -> str:
    """Ask that the right side follows the predicate, and the left side does not."""
    said = kept[predicate]
    left, right = _sides(sentence, kept, predicate)
    if _is_other_center(sentence, said, left):
        return OTHER_WAY
    if _has_no_direction(form, sentence, said, left, right):
        return ""
    if all(found.term.kind == "number" for found in right):
        # the number who passed is 12, those above 80 are 5
        left = [found for found in left if found.term.kind != "number" or is_year(found.term)]
    outcome = is_outcome(sentence, said, left, right)
    if outcome is None:
        outcome = _is_told(form, sentence, kept, predicate, (left, right))
    return "" if outcome else OTHER_WAY


def _sides(sentence: Sentence, kept: list[Occurrences], predicate: int) -> _Sides:
    """Take what stands in the key step before its predicate, and what behind."""
    left = [found for found in kept[:predicate] if found.term.text not in OPPOSITES]
    right = kept[predicate + 1 :]
    if kept[predicate].term.text in MULTIPLES:
        return sides_of_multiple(sentence, kept[predicate], left, right)
    return unshared(left, right)


def _is_told(
    form: PhraseForm,
    sentence: Sentence,
    kept: list[Occurrences],
    predicate: int,
    sides: _Sides,
) -> bool:
    """Tell whether a sentence has the sides in their order, or the other way in the passive."""
    said, (left, right) = kept[predicate], sides
    is_multiple = said.term.text in MULTIPLES
    is_opposite = any(found.is_opposite for found in kept)
    is_turned = is_opposite ^ is_passive(sentence, said) ^ form.is_passive
    if is_turned:
        most = None if is_multiple else 1  # water is taken up from the soil by roots
        left, right = right[:most], left[:most]
    if said.is_opposite and is_multiple:
        return is_half_of(form, said, left, right)
    if not is_turned:
        names = [found.at for found in kept if found.term.kind == "entity"]
        if said.term.text == "bisect" and in_order(names):
            return True  # it cuts the angle in half
        if counts_other(form, said, right):
            return False
    return any(_is_between(sentence, at, left, right, kept) for at in said.at)


def _has_no_direction(
    form: PhraseForm,
    sentence: Sentence,
    predicate: Occurrences,
    left: Sequence[Occurrences],
    right: Sequence[Occurrences],
) -> bool:
    """Tell "the circle centered at O", "they attract each other", "it is not supported"."""
    if _is_named_center(predicate, left) and not form.is_passive:
        return any(_next_name(sentence, at) in left[0].at for at in predicate.at)
    if right:
        return False
    is_mutual = any(term.text == "each_other" for term in form.terms)
    return is_mutual or _AGENTLESS.search(form.text) is not None


def _is_between(
    sentence: Sentence,
    at: int,
    left: Sequence[Occurrences],
    right: Sequence[Occurrences],
    kept: Sequence[Occurrences],
) -> bool:
    """Tell a predicate behind its left side and before its right one."""
    edge = len(sentence.words.terms)
    both = (*left, *right)
    if _is_trailing(sentence, at) and all(any(i < at for i in found.at) for found in both):
        return True
    if right:
        behind = [min((i for i in found.at if i >= at), default=edge) for found in right]
        if edge in behind or _is_past_another(sentence, at, min(behind), kept):
            return False
        edge = max(behind)
    opens = at == 0 or _opens_statement(sentence, at)  # "After 1990, sales fell."
    return all(
        any(i < at or (opens and i > edge) or _is_means(sentence, i) for i in found.at)
        for found in left
    )


def _is_means(sentence: Sentence, at: int) -> bool:
    """Tell the roots of "the plant absorbs water through its roots"."""
    low = sentence.start + sentence.words.terms[at].start
    return _MEANS.search(sentence.text, max(sentence.start, low - _CHARS), low) is not None


_CHARS = 24
_MEANS = re.compile(
    r"\b(?:through|via|using|with|by\s+means\s+of)\s+(?:its|their)\s+\Z", re.IGNORECASE
)


def _is_trailing(sentence: Sentence, at: int) -> bool:
    """Tell "in his hands", which stands behind what is held, and "take it in"."""
    term, start = sentence.words.terms[at], sentence.start
    said = sentence.text[start + term.start : start + term.end].lower()
    is_trailing = said.startswith("in ") and not said.endswith(" of")
    return is_trailing or not _PARTED.isdisjoint(said.split())


_PARTED = frozenset({"it", "them"})


_CENTER = canonical_word("center")


def _is_named_center(predicate: Occurrences, left: Sequence[Occurrences]) -> bool:
    return predicate.term.text == _CENTER and len(left) == 1 and left[0].term.kind == "entity"


def _is_other_center(
    sentence: Sentence, predicate: Occurrences, left: Sequence[Occurrences]
) -> bool:
    """Tell "the circle through O is centered at P"."""
    if not _is_named_center(predicate, left):
        return False
    terms, start = sentence.words.terms, sentence.start
    names = [(at, _next_name(sentence, at)) for at in predicate.at]
    return all(
        name >= 0
        and name not in left[0].at
        and _AT.fullmatch(sentence.text, start + terms[at].end, start + terms[name].start)
        is not None
        for at, name in names
    )


_AT = re.compile(r"\s+(?:at\s+|is\s+)?(?:point\s+)?[$\\(]*", re.IGNORECASE)


def _next_name(sentence: Sentence, at: int) -> int:
    """Find the name right behind a word: "center O", "center is point O"."""
    terms = sentence.words.terms
    place = at + 1
    while place < len(terms) and terms[place].kind == "weak":
        place += 1
    return place if place < len(terms) and terms[place].kind == "entity" else -1


_AGENTLESS = re.compile(
    r"\b(?:is|are|was|were|been|be)\s+(?:(?:not|never|\w+ly)\s+)?\w{2,}(?:ed|en)\s*\.?\s*\Z",
    re.IGNORECASE,
)


def _is_past_another(sentence: Sentence, at: int, place: int, kept: Sequence[Occurrences]) -> bool:
    """Tell the tree of "behind the house, the tree in front" from what stands behind."""
    terms = sentence.words.terms
    if terms[at].text not in _PLACES:
        return False
    own = {i for found in kept for i in found.at}
    others = [i for i in range(at + 1, place) if i not in own and terms[i].kind == "word"]
    return bool(others) and any(
        terms[others[0]].end <= cut < terms[place].start for cut in sentence.words.cuts
    )


_PLACES = canonical_words("above below behind front left right inside")


def _opens_statement(sentence: Sentence, at: int) -> bool:
    one, other = (
        bisect_right(sentence.words.breaks, sentence.words.terms[i].start) for i in (at - 1, at)
    )
    return one != other
