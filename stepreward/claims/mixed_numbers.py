r"""Read as one number a whole one and its fraction: 2 1/2, 2½ and 2\\frac{1}{2}."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.lexicon import VULGAR_FRACTIONS
from stepreward.algebra.tokens import Token
from stepreward.claims.replaced import replaced

FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac"})
_MAX_DIGITS = 6
_MAX_PARTS = 100  # of a fraction that stands behind a whole number


def with_mixed_numbers(tokens: list[Token]) -> list[Token]:
    """Join a whole number and the proper fraction behind it.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_mixed_numbers(tokenize("2 1/2 cups"))]
    ['5/2', 'cups']
    """
    if not any([_may_be_fraction(token) for token in tokens]):
        return tokens
    return replaced(tokens, _mixed_at)


def _may_be_fraction(token: Token) -> bool:
    return token.text == "/" or token.kind == "vulgar" or token.text in FRACTIONS


def _mixed_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    """Read a number that starts here with the fraction behind it."""
    found = _fraction_behind(tokens, at)
    if found is None:
        return None
    part, behind = found
    value = int(tokens[at].text) + part
    return [Token("exact", str(value), tokens[at].start, tokens[behind - 1].end)], behind


def _fraction_behind(tokens: list[Token], at: int) -> tuple[Fraction, int] | None:
    """Read the fraction behind a whole number, and the index behind it."""
    if not _is_whole(tokens[at]) or tokens[at].text[-1] == "." or at + 1 >= len(tokens):
        return None
    if at and tokens[at - 1].text in ("/", "^", "_"):
        return None
    behind = tokens[at + 1]
    if behind.kind == "vulgar":
        return Fraction(*VULGAR_FRACTIONS[behind.text]), at + 2
    if behind.text in FRACTIONS:
        texts = [token.text for token in tokens[at + 2 : at + 8]]
        is_written = len(texts) == 6 and texts[0] + texts[2] + texts[3] + texts[5] == "{}{}"
        return _proper(tokens[at + 3], tokens[at + 6], at + 8) if is_written else None
    parts = tokens[at + 1 : at + 4]
    if len(parts) < 3 or parts[1].text != "/" or behind.start == tokens[at].end:
        return None
    if parts[0].end != parts[1].start or parts[1].end != parts[2].start:
        return None
    return _proper(parts[0], parts[2], at + 4)


def _proper(top: Token, bottom: Token, behind: int) -> tuple[Fraction, int] | None:
    """Build a fraction below 1; None for what is none."""
    if not (_is_whole(top) and _is_whole(bottom)):
        return None
    numerator, denominator = (int(one.text.rstrip(".")) for one in (top, bottom))
    if not 0 < numerator < denominator < _MAX_PARTS:
        return None
    return Fraction(numerator, denominator), behind


def _is_whole(token: Token) -> bool:
    digits = token.text.rstrip(".")
    return token.kind == "num" and digits.isdecimal() and len(digits) <= _MAX_DIGITS
