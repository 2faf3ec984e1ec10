"""Of which two a relation is said: "AB and EF are parallel, and CD crosses both"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences
from stepreward.match.predicates import SYMMETRIC

_AND = re.compile(r"[\s$\\(){}]*(?:and|[∥⊥])[\s$\\(){}]*(?:[a-z]+\s+)?[$\\(]*", re.IGNORECASE)
_ARE = re.compile(
    r"[\s$\\(){}]*(?:(?:are|run|lie|meet|must\s+be|both|therefore|thus|also|at|an?)\s+)*",
    re.IGNORECASE,
)
_TWO = 2


def is_paired_with_another(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell a relation that is said of one of the two names and of a third."""
    predicate = next((found for found in kept if found.term.text in SYMMETRIC), None)
    names = [found for found in kept if found.term.kind == "entity"]
    if predicate is None or len(names) != _TWO:
        return False
    own = {i for found in names for i in found.at}
    return all(_is_of_another(sentence, at, own) for at in predicate.at)


def _is_of_another(sentence: Sentence, at: int, own: set[int]) -> bool:
    """Tell the EF of "AB and EF are parallel", where the key step has AB and CD."""
    terms, start, text = sentence.words.terms, sentence.start, sentence.text
    if at < _TWO:
        return False
    one, other = terms[at - 2], terms[at - 1]
    if one.kind != "entity" or other.kind != "entity" or len({at - 2, at - 1} & own) != 1:
        return False
    return (
        _AND.fullmatch(text, start + one.end, start + other.start) is not None
        and _ARE.fullmatch(text, start + other.end, start + terms[at].start) is not None
    )
