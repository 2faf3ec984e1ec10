"""Numbers that only bound a value or name another thing: more than 20, next to the 40% slice."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word
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
    if _falls_short(words, at):
        return not any(_bounds(term) for term in wanted)
    behind = [term.text.partition(":")[0] for term in terms[at + 1 : at + 2 + _NEAR]]
    degree = next((i for i, text in enumerate(behind[:2]) if text in _COMPARED), None)
    if degree is None or "than" not in behind[degree:]:
        return False
    low, high = terms[at].end, terms[at + 1 + degree].start
    if any(low <= cut < high for cut in words.cuts):
        return False  # 1480, more than before
    return not any(_bounds(term) for term in wanted)


def _falls_short(words: Words, at: int) -> bool:
    """Tell the number of "5 fewer apples"."""
    one, *others = words.terms[at : at + 2]
    if not others or others[0].text != "less":
        return False
    return not any(one.end <= cut < others[0].start for cut in words.cuts)


def is_edge(words: Words, at: int, wanted: Sequence[Term]) -> bool:
    """Tell the time of "before 9:30" and the "hottest" of "second hottest", unless asked for."""
    before = words.terms[at - 1] if at else None
    if before is None or any(before.text == term.text for term in wanted):
        return False
    term = words.terms[at]
    if term.text[:1].isdecimal() and ":" in term.text:
        return before.text in _SIDES
    return before.text in _RANKS and term.text.partition(":")[0] in _EXTREMES


_SIDES = frozenset(map(canonical_word, ("before", "after")))
_RANKS = frozenset(map(canonical_word, "second third fourth fifth".split()))
_EXTREMES = frozenset({"max", "min"})


def _bounds(term: Term) -> bool:
    return term.text in _BOUNDS or term.text.partition(":")[0] in _COMPARED
