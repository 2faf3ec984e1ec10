"""What states "every", "half", "all" and "inside" without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence


def _singles(sentence: Sentence) -> Iterator[int]:
    """Find what says "each": one icon, 8 dollars apiece."""
    is_rate = _PER.search(sentence.text, sentence.start, sentence.end) is not None
    for at, term in enumerate(sentence.words.terms):
        if term.kind == "number" and not term.is_operand and (is_rate or term.value == 1):
            yield at


def _halves(sentence: Sentence) -> Iterator[int]:
    """Find what says "half": 50%, one half."""
    for at, term in enumerate(sentence.words.terms):
        if term.value == _HALF and not term.is_operand:
            yield at


def _wholes(sentence: Sentence) -> Iterator[int]:
    """Find what says "all": 100%."""
    for at, term in enumerate(sentence.words.terms):
        if term.value == 1 and term.text == "%":
            yield at


def _holders(sentence: Sentence) -> Iterator[int]:
    """Find what something is said to be in: the box of "a cat in the box"."""
    start = sentence.start
    for at, term in enumerate(sentence.words.terms):
        low, high = start + term.start, start + term.end
        if term.kind not in ("word", "weak") or _OF.match(sentence.text, high) is not None:
            continue  # in the exterior of the circle
        if _IN_A.search(sentence.text, max(start, low - _CHARS), low) is not None:
            yield at


_CHARS = 24  # before a noun in which its preposition stands
_IN_A = re.compile(r"\bin\s+(?:the|an?|this|his|her|its)\s+(?:[a-z]+\s+)?\Z", re.IGNORECASE)
_OF = re.compile(r"\s+of\b")
_HALF = Fraction(1, 2)
_PER = re.compile(r"\b(?:per|apiece)\b", re.IGNORECASE)
QUANTITIES = {
    "every": _singles,
    "half": _halves,
    "all": _wholes,
    canonical_word("inside"): _holders,
}
