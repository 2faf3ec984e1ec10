"""Look at the words of a sentence before they are read as terms: most sentences are passed over."""

from __future__ import annotations

import re
from string import ascii_letters, ascii_lowercase, digits
from typing import NamedTuple

from stepreward.algebra.words import NUMBER_WORDS, SMALL
from stepreward.claims.spelling import canonical_word
from stepreward.kept import kept_for_short
from stepreward.runs import Runs

_ODD = re.compile(r"[^\x00-\x7f×÷·]|\\|(?:and|or)[A-Z]")  # what tokens may spell otherwise
_ODD_IN_ASCII = re.compile(r"[A-Z\\](?:(?<=\\)|(?<=and[A-Z])|(?<=or[A-Z]))")
_WORDS = Runs(r"[a-zA-Z]+(?:'(?:s|t|re|ve|ll|d|m)\b)?", ascii_letters, joining="'")
_NUMERALS = Runs(r"[0-9]+", digits)
# A numeral that is not read as it stands alone: 1,200, 2.50, 3 / 4, 8:05, 10^3, 3k, 2nd, 007.
_NO_PLAIN_NUMERAL = re.compile(
    r"[0-9](?:(?<=[a-zA-Z_^/×÷·'.,:][0-9])|\s{0,2}/|[a-zA-Z_^×÷·'!]|[.,:][0-9]|(?<=0)(?<![0-9]0)[0-9])"
)
_PRONOUNS = frozenset("it this its they these which he she them their him".split())
FUZZY_FROM = 6  # letters a word needs before a misspelling is forgiven
# What goes back to a subject; a sentence may also begin with "That" and "The line".
_GENERIC = (
    r"\A\W*(?:(?:so|thus|hence|therefore|altogether|in\s+total),?\s+)?"
    r"(?:that|the\s+(?:line|curve|graph|trend))\b"
)
_OPENED_BY = re.compile(_GENERIC, re.IGNORECASE)
# What goes back to names: "lines m and n …, so the lines are parallel".
_AGAIN = frozenset(
    "lines triangle triangles angles segments sides shape figure quadrilateral polygon point "
    "points function graph circle events".split()
)
_NOUN_AGAIN = (
    rf"\b(?:the|both)\s+(?:two\s+)?(?:{'|'.join(sorted(_AGAIN))})"
    r"\s+(?=(?:is|are|must|has|have|never|meet|intersect|cannot)\b)"
)
_GOES_BACK = re.compile(_NOUN_AGAIN, re.IGNORECASE)
PRONOUN = re.compile(  # in small letters
    rf"\b(?:{'|'.join(sorted(_PRONOUNS))})\b|{_NOUN_AGAIN}|{_GENERIC}"
)


class Glance(NamedTuple):
    """The words of a sentence as its terms may spell them, and what it may hold besides.

    ``numerals`` are the whole numbers it writes, None where it may hold any number.
    """

    words: frozenset[str]
    long_words: tuple[str, ...]  # that may be misspelled
    numerals: frozenset[str] | None
    has_pronoun: bool

    @property
    def has_number(self) -> bool:
        """Tell whether it may hold a number at all."""
        return self.numerals is None or bool(self.numerals)

    def may_hold(self, numeral: str) -> bool:
        """Tell whether it may hold this whole number, "" for any number."""
        if self.numerals is None:
            return True
        return numeral in self.numerals if numeral else bool(self.numerals)


@kept_for_short
def glance_at(sentence: str) -> Glance | None:
    """Spell every word of a sentence as a term would be; None where terms may be spelled otherwise.

    >>> sorted(glance_at("She buys 3 apples.").words)
    ['appl', 'buy', 'she']
    """
    odd = _ODD_IN_ASCII if sentence.isascii() else _ODD
    if odd.search(sentence) is not None:
        return None
    written = frozenset(_WORDS.of(sentence))
    words = frozenset(map(canonical_word, written))
    lower = frozenset([word.lower().partition("'")[0] for word in written])
    return Glance(
        words,
        tuple([word for word in words if len(word) >= FUZZY_FROM]),
        _numerals_of(sentence) if NUMBER_WORDS.isdisjoint(lower) else None,
        not _PRONOUNS.isdisjoint(lower)
        or _OPENED_BY.match(sentence) is not None
        or (not _AGAIN.isdisjoint(lower) and _GOES_BACK.search(sentence) is not None),
    )


def _numerals_of(sentence: str) -> frozenset[str] | None:
    if _NO_PLAIN_NUMERAL.search(sentence) is not None:
        return None
    return frozenset(_NUMERALS.of(sentence))


# What tokens may take a number out of that is no word of a sentence.
_UNCLEAR_IN_ASCII = re.compile(
    r"[A-Z\\](?:(?<=and[A-Z])|(?<=or[A-Z])"
    rf"|(?<=\\)[a-zA-Z]*(?:frac|over|dot|{'|'.join(sorted(NUMBER_WORDS))}))"
)
_UNCLEAR = re.compile(rf"[¹²³⁰-₉]|{_UNCLEAR_IN_ASCII.pattern}")
_MAX_LOOKED_AT = 30_000  # characters; a longer text may spell any number
_LOWER_WORDS = Runs(r"[a-z]+", ascii_lowercase)


@kept_for_short
def _is_unclear(text: str) -> bool:
    unclear = _UNCLEAR_IN_ASCII if text.isascii() else _UNCLEAR
    return unclear.search(text) is not None


class Spelling:
    """The whole numbers that the words of a text may spell.

    >>> spelling = Spelling("Twenty men have five apples. They eat them.")
    >>> spelling.may_hold(25), spelling.may_hold(7), spelling.may_hold(5, "They eat them.")
    (True, False, False)
    """

    def __init__(self, text: str) -> None:
        is_short = len(text) <= _MAX_LOOKED_AT
        words = _LOWER_WORDS.of(text.lower()) if is_short else NUMBER_WORDS
        self._words = NUMBER_WORDS.intersection(words)
        self._by_sentence: dict[str, frozenset[int] | None] = {}
        self._is_clear = is_short and not _is_unclear(text)
        self._anywhere = _spelled(self._words) if self._is_clear else None

    def may_hold(self, number: int, sentence: str | None = None) -> bool:
        """Tell whether the text, or one of its sentences, may spell a number."""
        if self._anywhere is not None and number not in self._anywhere:
            return False
        if sentence is None:
            return True
        if sentence not in self._by_sentence:
            self._by_sentence[sentence] = self._spelled_by(sentence)
        found = self._by_sentence[sentence]
        return found is None or number in found

    def _spelled_by(self, sentence: str) -> frozenset[int] | None:
        """List what the words of a sentence may spell; None for any number."""
        if not self._is_clear and _is_unclear(sentence):
            return None
        lower = sentence.lower()
        if not any([word in lower for word in self._words]):
            return frozenset()
        return _spelled(self._words.intersection(_LOWER_WORDS.of(lower)))


def _spelled(words: frozenset[str]) -> frozenset[int] | None:
    """List what number words may spell, "twenty" and "five" 25 too; scales and parts spell more."""
    if not all([word in SMALL for word in words]):
        return None
    values = {SMALL[word] for word in words}
    tens = [value for value in values if value >= 20]
    return frozenset(values.union([ten + one for ten in tens for one in values if one < 10]))
