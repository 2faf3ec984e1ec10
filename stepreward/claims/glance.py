"""Look at the words of a sentence before they are read as terms: most sentences are passed over."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.algebra.words import NUMBER_WORDS
from stepreward.claims.spelling import canonical_word
from stepreward.kept import kept_for_short

_ODD = re.compile(r"[^\x00-\x7f×÷·]|\\|(?:and|or)[A-Z]")  # what tokens may spell otherwise
_WORD = re.compile(r"[a-zA-Z]+(?:'(?:s|t|re|ve|ll|d|m)\b)?")
_DIGIT = re.compile(r"[0-9]")
FUZZY_FROM = 6  # letters a word needs before a misspelling is forgiven
PRONOUN = re.compile(r"\b(?:it|this|its|they|these|which)\b", re.IGNORECASE)


class Glance(NamedTuple):
    """The words of a sentence as its terms may spell them, and what it may hold besides."""

    words: frozenset[str]
    long_words: tuple[str, ...]  # that may be misspelled
    has_number: bool
    has_pronoun: bool


@kept_for_short
def glance_at(sentence: str) -> Glance | None:
    """Spell every word of a sentence as a term would be; None where terms may be spelled otherwise.

    >>> sorted(glance_at("She buys 3 apples.").words)
    ['appl', 'buy', 'she']
    """
    if _ODD.search(sentence) is not None:
        return None
    written = frozenset(_WORD.findall(sentence))
    words = frozenset(map(canonical_word, written))
    return Glance(
        words,
        tuple([word for word in words if len(word) >= FUZZY_FROM]),
        _DIGIT.search(sentence) is not None or not NUMBER_WORDS.isdisjoint(map(str.lower, written)),
        PRONOUN.search(sentence) is not None,
    )
