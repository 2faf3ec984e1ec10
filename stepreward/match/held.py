"""Tell at a glance how much of a phrase a sentence can hold, before its terms are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from stepreward.algebra.lexicon import FUNCTION_ALIASES
from stepreward.claims import vocabulary
from stepreward.claims.glance import FUZZY_FROM, Glance
from stepreward.claims.gradables import MEASURED
from stepreward.claims.spelling import canonical_word
from stepreward.claims.term import Term
from stepreward.claims.terms import SIGN_WORDS
from stepreward.claims.turns import MEANT
from stepreward.match.alike import COUNT, EQUAL, is_misspelled
from stepreward.match.kin import STATED_BY
from stepreward.match.limits import DATES
from stepreward.match.notations import NOTED
from stepreward.match.symbols import SYMBOLS

Sought: TypeAlias = tuple[str, ...]
_FEW = 6  # words of a sentence that only concludes
_NUMBER, _ANY = "#", ""
_LARGE = 10**9  # from which on numbers may be written in powers of ten
MARKED = frozenset(
    map(canonical_word, ("angle", "triangle", "every", "half", "remain"))
)  # by their signs
# Words that a sentence may hold without any of their letters: by a sign, a symbol, an opposite.
_OTHERWISE = EQUAL.union(
    SYMBOLS,
    map(canonical_word, vocabulary.OPPOSITES),
    MEANT,
    NOTED,
    DATES,
    STATED_BY,
    map(canonical_word, MEASURED.values()),
    map(canonical_word, SIGN_WORDS.values()),
    map(canonical_word, FUNCTION_ALIASES.values()),
)


def sought_of(terms: Sequence[Term]) -> Sought:
    """Say for each term which word must be there, "" for what is unclear.

    "#45" is the whole number 45 and "#" any number.

    """
    return tuple(map(_sought, terms))


def _sought(term: Term) -> str:
    if term.value is not None:
        return _sought_number(term)
    if term.text in MARKED:
        return _ANY
    is_plain = term.kind in ("word", "weak") and term.text.isalpha() and term.text.isascii()
    return term.text if is_plain and not _may_stand_otherwise(term.text) else _ANY


def _sought_number(term: Term) -> str:
    if term.value == 1:
        return _ANY  # a single one
    is_whole = isinstance(term.value, int) and 0 <= term.value < _LARGE
    is_bare = term.unit is None and term.text in ("", COUNT) and not term.places
    return f"{_NUMBER}{term.value}" if is_whole and is_bare else _NUMBER


@lru_cache(maxsize=4_096)
def _may_stand_otherwise(word: str) -> bool:
    """Tell a word that a sentence may hold without its letters, or a misspelling of one."""
    return word in _OTHERWISE or any(is_misspelled(word, other) for other in _OTHERWISE)


def most_held(sought: Sought, glance: Glance | None) -> int:
    """Count the terms that a sentence may hold; it never holds more."""
    if glance is None:
        return len(sought)
    count = 0
    for word in sought:
        if word[:1] == _NUMBER:
            count += glance.may_hold(word[1:])
        elif word == _ANY or word in glance.words:
            count += 1
        elif len(word) >= FUZZY_FROM:
            alike = [other for other in glance.long_words if other[0] == word[0]]
            count += any([is_misspelled(word, other) for other in alike])
    return count


def may_match(sought: Sought, glance: Glance | None, number: int) -> bool:
    """Tell whether the sentence of this number may state a phrase.

    What it lacks may stand in the sentence before, where a pronoun goes back to it.
    """
    if glance is None:
        return True
    most, total = most_held(sought, glance), len(sought)
    if most == total:
        return True
    if number > 0 and glance.has_pronoun and glance.has_number and len(glance.words) <= _FEW:
        return True  # that makes 4
    return (
        number > 0
        and (glance.has_pronoun or (glance.has_number and _ANY in sought))
        and most * 2 >= total
    )


def may_give_value(sought: Sought, glance: Glance | None) -> bool:
    """Tell whether a sentence may hold a number and one more term of a phrase."""
    if glance is None:
        return True
    words = tuple([word for word in sought if word[:1] != _NUMBER])
    return glance.has_number and len(sought) - len(words) + most_held(words, glance) > 1
