"""Angles under a shorter name: ∠B of the triangle ABC is ∠ABC."""

from __future__ import annotations

import re
from functools import lru_cache

from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term

_FIGURE = re.compile(
    r"(?:△|\\triangle|\b[Tt]riangles?)\s{0,3}\\?[$({ ]{0,3}(?P<corners>[A-Z]{3})(?![A-Za-z])"
    r"(?:\s+and\s+(?P<other>[A-Z]{3})(?![A-Za-z]))?"
    r"|(?P<angle>∠|\\angle|\b[Aa]ngle)\s{0,3}[$({ ]{0,3}(?P<named>[A-Z]{3})(?![A-Za-z])"
)
# What has angles that a line parts.
_LARGER = re.compile(
    r"\b(?:triangles|quadrilateral|parallelogram|rectangle|rhombus|kite|trapezoid|diagonal|bisect)"
    r"|(?<![A-Za-z])[A-Z]{4}(?![A-Za-z])"
)
_THREE = 3  # letters of a full name


def by_corner(term: Term, sentence: Sentence) -> list[int]:
    """Find ∠B for ∠ABC, or ∠ABC for ∠B, where the trace speaks of the triangle ABC."""
    if term.kind != "entity" or term.text[0] != "∠" or not term.text[1:].isalpha():
        return []
    corner = _corner(term.text)
    places = [
        at
        for at, other in enumerate(sentence.words.terms)
        if other.kind == "entity"
        and other.text[0] == "∠"
        and len(other.text) != len(term.text)
        and _corner(other.text) == corner
    ]
    if not places:
        return []
    names = [term.text, *[sentence.words.terms[at].text for at in places]]
    full = {name[1:] for name in names if len(name) == 1 + _THREE}
    return places if len(full) == 1 and _is_only(full.pop(), sentence.text) else []


def _corner(name: str) -> str:
    """Give the letter at which an angle is, "" where it has no letters."""
    letters = name[1:]
    if not letters.isupper() or len(letters) not in (1, _THREE):
        return ""
    return letters[len(letters) // 2]


def _is_only(angle: str, text: str) -> bool:
    """Tell an angle of the one triangle that a trace names, with no other angle at its corner."""
    triangles, angles, is_parted = _figures(text)
    others = [one for one in angles if one[1] == angle[1] and set(one) != set(angle)]
    if not triangles:  # "the triangle", whose name only the question tells
        return "triangle" in text and not others and not is_parted
    return triangles == {frozenset(angle)} and not others


@lru_cache(maxsize=16)
def _figures(text: str) -> tuple[frozenset[frozenset[str]], frozenset[str], bool]:
    """List the triangles and angles of a text, and tell whether it names what parts an angle."""
    triangles, angles = set(), set()
    for found in _FIGURE.finditer(text):
        triangles |= {frozenset(name) for name in found.group("corners", "other") if name}
        angles |= {found["named"]} - {None}
    return frozenset(triangles), frozenset(angles), _LARGER.search(text) is not None
