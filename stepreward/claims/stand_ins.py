"""Read what "that" and "those" stand for: the height of A is 2, that of B is 3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.term import Term

# What a statement begins with that goes on about the same quantity of another thing.
STANDS_IN = re.compile(
    r"(?:[,;]\s*(?:and\s+|while\s+|whereas\s+|but\s+)?|\b(?:and|while|whereas|but"
    r"|twice|double|triple|half|times)\s+)"
    r"(?P<that>that|those)\s+(?P<of>of|in|for|from|at)\s+(?!which|whom|the\s+fact\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s$*]+(?P<of>of|in|for|from|at)\b|['’]s\s+", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:of|in|for|from|at|on|by|to)\s+(?:(?:the|an?|this|each|its|their)\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_LEAD = 30  # characters before a noun that are looked at
_MAX_BEFORE = 60  # terms before that may hold the noun


def with_stand_ins(terms: list[Term], text: str, start: int, end: int) -> list[Term]:
    """Add the noun that "that of" and "those in" stand for, where they stand."""
    if text.find("that ", start, end) < 0 and text.find("those ", start, end) < 0:
        return terms
    for found in STANDS_IN.finditer(text, start, end):
        low, high = found.span("of")
        before = [term for term in terms if term.end <= found.start("that")][-_MAX_BEFORE:]
        noun = _noun_of(before, text, start, found["of"].lower())
        if noun is None:
            continue
        at = next((i for i, term in enumerate(terms) if term.start >= low), len(terms))
        terms = [*terms[:at], noun._replace(start=low, end=high), *terms[at:]]
    return terms


def _noun_of(terms: Sequence[Term], text: str, start: int, of: str) -> Term | None:
    """Find the nearest noun that the same word of place or a possessive joins to its owner."""
    for at in range(len(terms) - 1, -1, -1):
        term = terms[at]
        if term.kind not in ("word", "weak") or term.value is not None:
            continue
        behind = _BEHIND.match(text, term.end)
        is_owner = text[term.end - 2 : term.end] in ("'s", "’s")
        if is_owner or (behind is not None and behind["of"] is None):
            return terms[at + 1] if at + 1 < len(terms) else None
        is_turn = text[term.start : term.end].lower().endswith(f" {of}")  # the sum of
        if not is_turn and (behind is None or behind["of"].lower() != of):
            continue
        if _INSIDE.search(text, max(start, term.start - _LEAD), term.start) is None:
            return term
    return None
