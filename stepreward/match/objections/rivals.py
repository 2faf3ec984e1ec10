"""No rival word stands closer: of a blue car and a red truck, the car is not red."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.status import NEGATED
from stepreward.match.alike import RIVALS
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm
from stepreward.match.objections.sideways import SIDEWAYS, are_facing, scanned_in
from stepreward.match.predicated import has_own_value
from stepreward.match.predicates import DECISIVE

_LEAD = 16  # characters before a word that are looked at


def rival_objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that no rival word stands closer to a thing than the key's: blue car, red truck."""
    if form.is_negative:
        return ""  # green, not blue
    own = {i for found in kept for i in found.at}
    for number, found in enumerate(kept):
        group = next((group for group in RIVALS if found.term.text in group), None)
        if group is None:
            continue
        if found.term.text in SIDEWAYS and (
            scanned_in(sentence) is not None or are_facing(sentence, kept, number)
        ):
            continue  # the order of the list tells
        rivals = [
            i
            for i, term in enumerate(sentence.words.terms)
            if term.text in group
            and i not in own
            and sentence.status_of(term) != NEGATED  # it is not composite
            and not (group is _SHAPES and _is_in(sentence, i))
            and not _is_standard(sentence, i)
            and not has_own_value(sentence, i, found.at, own)
        ]
        things = [other for other in kept if other is not found and other.term.text not in DECISIVE]
        for thing in things if rivals else ():
            near = _least(sentence, found.at, thing.at)
            far = _least(sentence, rivals, thing.at)
            if near is not None and far is not None and far < near:
                return f"{sentence.words.terms[rivals[0]].text} stands closer to {thing.term.text}"
    return ""


_SHAPES = next((group for group in RIVALS if canonical_word("circle") in group), frozenset())
_IN = re.compile(
    r"\b(?:on|in|of|inside|outside|through|around|to|within|into)\s+(?:the\s+|an?\s+|this\s+|one\s+)?"
    r"(?:same\s+)?\Z",
    re.IGNORECASE,
)


def _is_in(sentence: Sentence, at: int) -> bool:
    """Tell the circle that a quadrilateral is inscribed in, which takes nothing from it."""
    low = sentence.start + sentence.words.terms[at].start
    return _IN.search(sentence.text, max(sentence.start, low - _LEAD), low) is not None


def _is_standard(sentence: Sentence, at: int) -> bool:
    """Tell the right angle of "wider than a right angle", which is only compared with."""
    low = sentence.start + sentence.words.terms[at].start
    return _THAN.search(sentence.text, max(sentence.start, low - _LEAD), low) is not None


_THAN = re.compile(r"\bthan\s+(?:the\s+|an?\s+)?\Z", re.IGNORECASE)


def _least(sentence: Sentence, ones: Sequence[int], others: Sequence[int]) -> int | None:
    """Find the least distance between two that stand in one statement."""
    breaks, terms = sentence.words.breaks, sentence.words.terms
    return min(
        (
            _distance(sentence, i, j)
            for i in ones
            for j in others
            if bisect_right(breaks, terms[i].start) == bisect_right(breaks, terms[j].start)
        ),
        default=None,
    )


def _distance(sentence: Sentence, one: int, other: int) -> int:
    """Count the terms between two, a comma or an "and" as two more."""
    low, high = sorted((one, other))
    terms, cuts = sentence.words.terms, sentence.words.cuts
    between = bisect_right(cuts, terms[high].start) - bisect_left(cuts, terms[low].end)
    return high - low + 2 * max(between, 0)
