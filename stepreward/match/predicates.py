"""The predicates of two sides: those whose sides may change places, and those with a direction."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims import vocabulary
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.alike import RIVALS
from stepreward.match.binding import Occurrences

SYMMETRIC = frozenset(map(canonical_word, vocabulary.SYMMETRIC))
OPPOSITES = {canonical_word(a): canonical_word(b) for a, b in vocabulary.OPPOSITES.items()}
DIRECTED = frozenset(map(canonical_word, vocabulary.DIRECTED))
DECISIVE = frozenset(OPPOSITES) | SYMMETRIC | frozenset().union(*RIVALS)
OTHER_WAY = "the two sides stand the other way round"


def is_degree(term: Term) -> bool:
    """Tell "greater", "less" and what is greater or less of one kind: older, heavier."""
    return term.kind == "word" and term.text.partition(":")[0] in ("greater", "less")


def in_order(places: Sequence[list[int]]) -> bool:
    """Tell places of which each list holds one behind that of the list before."""
    last = -1
    for found in places:
        later = [i for i in found if i > last]
        if not later:
            return False
        last = later[0]
    return True


def is_passive(sentence: Sentence, predicate: Occurrences) -> bool:
    """Tell whether the predicate stands in the passive: "is eaten by"."""
    return any(
        low <= sentence.words.terms[i].start < high
        for i in predicate.at
        for low, high in sentence.words.passives
    )
