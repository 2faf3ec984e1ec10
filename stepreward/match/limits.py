"""Numbers that only bound a value or name another thing: more than 20, next to the 40% slice."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims.statements import Words
from stepreward.claims.term import Term
from stepreward.match.binding import is_year

_COMPARED = frozenset({"greater", "less"})
# What stands before a number that is not the value itself.
_BOUNDS = frozenset({"than", "above", "below", "near", "most_of", "least_of", "exceed", "between"})
_NEAR = 3  # terms behind a number in which "more than" makes it a difference


def is_limit(words: Words, at: int, wanted: Sequence[Term]) -> bool:
    """Tell the number of "more than 20" and of "20 more than Peru", unless it is asked for."""
    terms = words.terms
    if is_year(terms[at]):
        return False
    before = terms[at - 1].text if at else ""
    if before in _BOUNDS and terms[at - 1].kind != "entity":
        return not any(_bounds(term) for term in wanted)
    behind = [term.text.partition(":")[0] for term in terms[at + 1 : at + 2 + _NEAR]]
    degree = next((i for i, text in enumerate(behind[:2]) if text in _COMPARED), None)
    if degree is None or "than" not in behind[degree:]:
        return False
    low, high = terms[at].end, terms[at + 1 + degree].start
    if any(low <= cut < high for cut in words.cuts):
        return False  # 1480, more than before
    return not any(_bounds(term) for term in wanted)


def _bounds(term: Term) -> bool:
    return term.text in _BOUNDS or term.text.partition(":")[0] in _COMPARED
