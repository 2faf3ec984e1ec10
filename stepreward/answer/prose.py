"""Tell which numbers and formulas of a sentence it states, and which it only mentions."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

_DENIED = re.compile(
    r"(?:\bnot|\bnever|\binstead of|\brather than|n['’]t)\s+(?:be\s+)?[$\\(]*\s*$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+\S{1,40}\s+and\s+\S{1,40}", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:could|may|might)\s+be\b|\beither\b|\bmaybe\b|\bperhaps\b|\bpossibly\b|\bbut\s+also\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z])|\n")


def stated(text: str, pieces: list[Span]) -> list[Span]:
    """Keep the pieces that a text states: none that it denies, none of several it wavers between.

    >>> text = "It is 1 and not 2."
    >>> [text[slice(*span)] for span in stated(text, [(6, 7), (16, 17)])]
    ['1']
    """
    if not pieces:
        return pieces
    gaps = [match.span() for match in _BETWEEN.finditer(text)] if "etween" in text else []
    kept = [
        (low, high)
        for low, high in pieces
        if _DENIED.search(text, max(low - 24, 0), low) is None
        and not any(start <= low < end for start, end in gaps)
    ]
    if len(kept) > 1 and _UNSURE.search(text) is not None:
        return _without_wavering(text, kept)
    return kept


def _without_wavering(text: str, pieces: list[Span]) -> list[Span]:
    """Drop the different numbers of each sentence that cannot decide between them."""
    edges = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]
    kept: list[Span] = []
    for start, end in pairwise(edges):
        inside = [span for span in pieces if start <= span[0] < end]
        different = {text[slice(*span)] for span in inside}
        if len(different) < 2 or _UNSURE.search(text, start, end) is None:
            kept += inside
    return kept
