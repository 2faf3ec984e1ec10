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
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.claims.terms import SIGN_WORDS
from stepreward.claims.turns import MEANT
from stepreward.match.alike import COUNT, EQUAL, is_misspelled
from stepreward.match.kin import STATED_BY
from stepreward.match.limits import DATES
from stepreward.match.looked_at import LOOKED_AT
from stepreward.match.notations import NOTED
from stepreward.match.symbols import SYMBOLS

Sought: TypeAlias = tuple[str, ...]
_FEW = 6  # words of a sentence that only concludes
_BEFORE = 2  # sentences that one goes back to
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
    LOOKED_AT,
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
    return term.text if is_plain(term) else _ANY


def is_plain(term: Term) -> bool:
    """Tell a word that a sentence holds by its own letters, or misspelled, or not at all."""
    return term.kind in ("word", "weak") and _is_plain(term.text)


def _sought_number(term: Term) -> str:
    if term.value == 1:
        return _ANY  # a single one
    is_whole = isinstance(term.value, int) and 0 <= term.value < _LARGE
    is_bare = term.unit is None and term.text in ("", COUNT) and not term.places
    return f"{_NUMBER}{term.value}" if is_whole and is_bare else _NUMBER


@lru_cache(maxsize=4_096)
def _is_plain(word: str) -> bool:
    if word in MARKED or word in _OTHERWISE or not (word.isalpha() and word.isascii()):
        return False
    return not any(is_misspelled(word, other) for other in _OTHERWISE)


def most_held(sought: Sought, glance: Glance | None) -> int:
    """Count the terms that a sentence may hold; it never holds more."""
    return len(sought) if glance is None else len(sought) - len(_lacked(sought, glance))


def _lacked(sought: Sought, glance: Glance) -> list[str]:
    """List what a sentence can not hold."""
    words = glance.words
    return [
        word
        for word in sought
        if word != _ANY and word not in words and not _may_hold(word, glance)
    ]


def _may_hold(word: str, glance: Glance) -> bool:
    """Tell whether a sentence may hold a number, or a word that is misspelled."""
    if word[:1] == _NUMBER:
        return glance.may_hold(word[1:])
    return len(word) >= FUZZY_FROM and any(
        [other[0] == word[0] and is_misspelled(word, other) for other in glance.long_words]
    )


def may_match(sought: Sought, sentences: Sequence[Sentence], number: int) -> bool:
    """Tell whether the sentence of this number may state a phrase.

    What it lacks may stand in the sentences before, where a pronoun goes back to them.
    """
    glance = sentences[number].glance
    if glance is None:
        return True
    lacked = _lacked(sought, glance)
    if not lacked or not number:
        return not lacked
    concludes = glance.has_pronoun and glance.has_number and len(glance.words) <= _FEW
    refers = glance.has_pronoun or (glance.has_number and _ANY in sought)
    if not concludes and not (refers and len(lacked) * 2 <= len(sought)):
        return False
    before = [one.glance for one in sentences[max(number - _BEFORE, 0) : number]]
    return all(_is_held(word, before) for word in lacked)


def _is_held(word: str, before: Sequence[Glance | None]) -> bool:
    """Tell whether one of the sentences before may hold a word."""
    return any(one is None or word in one.words or _may_hold(word, one) for one in before)


def may_give_value(sought: Sought, glance: Glance | None) -> bool:
    """Tell whether a sentence may hold a number and one more term of a phrase."""
    if glance is None:
        return True
    words = tuple([word for word in sought if word[:1] != _NUMBER])
    return glance.has_number and len(sought) - len(words) + most_held(words, glance) > 1
