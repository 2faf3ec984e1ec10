"""A "change" that a sentence tells the direction of: from 80 to 100, a change of 25%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import is_year

_RISE, _FALL = canonical_word("rise"), canonical_word("fall")
_OTHER = {_RISE: _FALL, _FALL: _RISE}
_CHANGE = canonical_word("change")


def as_change(word: str, sentence: Sentence) -> Iterator[int]:
    """Find where "change" stands for a rise, or for a fall."""
    if word not in _OTHER or _CHANGE not in sentence.words.spelled:
        return
    spelled = sentence.words.spelled
    if _OTHER[word] in spelled:
        return
    if word in spelled or _turns(sentence.words.terms) == word:
        yield from spelled[_CHANGE]


def _turns(terms: Sequence[Term]) -> str | None:
    """Tell which way it goes "from 80 to 100"."""
    for one, other in pairwise([term for term in terms if term.kind == "number"]):
        if (one.lead, other.lead) != ("from", "to") or is_year(one):
            continue
        if one.value is None or other.value is None or one.value == other.value:
            return None
        return _RISE if Fraction(other.value) > Fraction(one.value) else _FALL
    return None
