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


class Glance(NamedTuple):
    """The words of a sentence as its terms may spell them, and whether it may hold a number."""

    words: frozenset[str]
    has_number: bool


@kept_for_short
def glance_at(sentence: str) -> Glance | None:
    """Spell every word of a sentence as a term would be; None where terms may be spelled otherwise.

    >>> sorted(glance_at("She buys 3 apples.").words)
    ['appl', 'buy', 'she']
    """
    if _ODD.search(sentence) is not None:
        return None
    words = frozenset(_WORD.findall(sentence))
    has_number = _DIGIT.search(sentence) is not None or any(
        [word.lower() in NUMBER_WORDS for word in words]
    )
    return Glance(frozenset(map(canonical_word, words)), has_number)
