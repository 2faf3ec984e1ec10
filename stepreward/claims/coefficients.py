"""Read 1/2 AB as half of AB, and m∠ABC as the angle ABC."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS
from stepreward.claims.replaced import replaced

_UNKNOWNS = frozenset("xyzn")
_MAX_DIGITS = 9
_MAX_CORNERS = 4


def with_coefficients(tokens: list[Token]) -> list[Token]:
    """Make a fraction before a name one number, and leave out the m of a measure.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_coefficients(tokenize("m∠A = 1/2 BC"))]
    ['∠', 'A', '=', '1/2', 'BC']
    """
    if not any([token.text == "/" or token.kind == "mark" for token in tokens]):
        return tokens
    return replaced(tokens, _read_at)


def _read_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    if tokens[at].text == "m":
        is_measure = at + 1 < len(tokens) and tokens[at + 1].kind == "mark"
        return ([], at + 1) if is_measure else None
    if at + 3 >= len(tokens) or tokens[at + 1].text != "/":
        return None
    if at and tokens[at - 1].text in ("/", "^"):
        return None
    top, _, bottom, name = tokens[at : at + 4]
    if not (_is_whole(top) and _is_whole(bottom) and int(bottom.text)):
        return None
    if bottom.end == name.start or not is_multiplied(name):
        return None
    value = Fraction(int(top.text), int(bottom.text))
    if value.denominator == 1:
        return None
    return [Token("exact", str(value), top.start, bottom.end)], at + 3


def _is_whole(token: Token) -> bool:
    return token.kind == "num" and token.text.isdecimal() and len(token.text) <= _MAX_DIGITS


def is_multiplied(token: Token) -> bool:
    """Tell AB, ABC, ∠ and x from a unit and from a word."""
    text = token.text
    if token.kind == "mark" or text in _UNKNOWNS:
        return True
    is_short = 1 < len(text) <= _MAX_CORNERS
    return is_short and text.isalpha() and text.isupper() and text not in UNITS
