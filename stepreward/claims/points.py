"""Read "x = 1 and y = 4" as the point (1, 4) too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stepreward.algebra.tokens import Token
from stepreward.claims.term import Term

_LINKS = frozenset({"and", ","})


class _Coordinate(NamedTuple):
    axis: str
    value: str
    number: Token
    first: int  # the index of its letter
    behind: int


def with_points(terms: list[Term], tokens: Sequence[Token]) -> list[Term]:
    """Add a point where its coordinates are given one after the other."""
    found = [one for at in range(len(tokens)) if (one := _coordinate(tokens, at)) is not None]
    for one, other in pairwise(found):
        between = [token.text for token in tokens[one.behind : other.first]]
        if (one.axis, other.axis) != ("x", "y") or not between or not _LINKS.issuperset(between):
            continue
        place = one.number
        at = next((i for i, term in enumerate(terms) if term.end >= place.end), len(terms) - 1)
        point = Term("word", f"({one.value},{other.value})", place.start, place.end)
        terms = [*terms[: at + 1], point, *terms[at + 1 :]]
    return terms


def _coordinate(tokens: Sequence[Token], at: int) -> _Coordinate | None:
    """Read "y = -4"."""
    if tokens[at].text not in ("x", "y") or at + 2 >= len(tokens) or tokens[at + 1].text != "=":
        return None
    is_negative = tokens[at + 2].text == "-"
    here = at + 2 + is_negative
    if here >= len(tokens) or tokens[here].kind != "num":
        return None
    value = "-" * is_negative + tokens[here].text.rstrip(".")
    return _Coordinate(tokens[at].text, value, tokens[here], at, here + 1)
