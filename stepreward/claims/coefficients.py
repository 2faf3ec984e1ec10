"""Read 1/2 AB as half of AB, and the A of m∠A and of A = 30° as an angle."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS
from stepreward.claims.replaced import replaced

UNKNOWNS = frozenset("xyzn")
ROOTS = frozenset(("√", "\\sqrt", "sqrt"))
_TELLING = frozenset(("/", "°"))
_MAX_DIGITS = 9
_MAX_CORNERS = 4


def with_coefficients(tokens: list[Token]) -> list[Token]:
    """Make a fraction before a name one number, and read m∠A and A = 30° as the angle at A.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_coefficients(tokenize("m∠A = 1/2 BC"))]
    ['∠', 'A', '=', '1/2', 'BC']
    """
    if not any([token.text in _TELLING or token.kind == "mark" for token in tokens]):
        return tokens
    return replaced(tokens, _read_at)


def _read_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    if tokens[at].text == "m":
        is_measure = at + 1 < len(tokens) and tokens[at + 1].kind == "mark"
        return ([], at + 1) if is_measure else None
    if _is_angle(tokens, at):
        return [Token("mark", "∠", tokens[at].start, tokens[at].start), tokens[at]], at + 1
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


def _is_angle(tokens: list[Token], at: int) -> bool:
    """Tell the A of "A = 30°", which is the angle at A."""
    name = tokens[at]
    if name.kind != "sym" or len(name.text) != 1 or not name.text.isupper():
        return False
    if at and tokens[at - 1].kind in ("mark", "op", "fn"):
        return False
    behind = tokens[at + 1 : at + 5]
    is_equated = len(behind) > 2 and (behind[0].text, behind[1].kind) == ("=", "num")
    return is_equated and any(token.text == "°" for token in behind[2:4])


def _is_whole(token: Token) -> bool:
    return token.kind == "num" and token.text.isdecimal() and len(token.text) <= _MAX_DIGITS


def is_multiplied(token: Token) -> bool:
    """Tell AB, ABC, ∠, √ and x from a unit and from a word."""
    text = token.text
    if token.kind == "mark" or text in UNKNOWNS or text in ROOTS:
        return True
    is_short = 1 < len(text) <= _MAX_CORNERS
    is_unit = text in UNITS or text.lower() in UNITS
    return is_short and text.isalpha() and text.isupper() and not is_unit
