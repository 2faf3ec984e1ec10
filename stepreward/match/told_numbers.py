"""The numbers with which a sentence may tell an operation."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from stepreward.algebra.tree import Number
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import is_year

# A number, and the sentence it stands in.
ToldNumber: TypeAlias = tuple[Term, Sentence]


def numbers_of(sentence: Sentence, *, with_articles: bool = False) -> list[ToldNumber]:
    """List the numbers that no operator touches, years left out.

    A share in one word is a number as well: half of that.
    """
    found = []
    for term in sentence.terms:
        if term.kind == "number" or (with_articles and is_in_article(term)):
            if not term.is_operand and not is_year(term):
                found.append((term, sentence))
        elif term.text in _SHARES:
            found.append((term._replace(value=_SHARES[term.text]), sentence))
    return found


def is_in_article(term: Term) -> bool:
    """Tell the "three" of "the three tires"."""
    return term.kind == "weak" and term.value is not None


_SHARES: dict[str, Number] = {
    canonical_word("half"): Fraction(1, 2),
    canonical_word("twice"): 2,
}
