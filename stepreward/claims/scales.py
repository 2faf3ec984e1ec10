"""Read the letter behind an amount of money as its scale: $3.2M, €12k, $4.5B."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.claims.replaced import replaced

_SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "m": 10**6, "B": 10**9, "b": 10**9, "bn": 10**9}
_MAX_DIGITS = 9


def with_scales(tokens: list[Token]) -> list[Token]:
    """Multiply amounts by the letter that is glued to them.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_scales(tokenize("$3.2M"))]
    ['dollar', '3200000']
    """
    if not any([token.kind == "unit" for token in tokens]):
        return tokens
    return replaced(tokens, _amount_at)


def _amount_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    if not at or at + 1 >= len(tokens) or tokens[at - 1].kind != "unit":
        return None
    number, letter = tokens[at : at + 2]
    text = number.text
    if number.kind != "num" or len(text) > _MAX_DIGITS or not text.replace(".", "", 1).isdecimal():
        return None
    if letter.text not in _SCALES or letter.start != number.end or text[-1] == ".":
        return None
    value = Fraction(text) * _SCALES[letter.text]
    return [Token("exact", str(value), number.start, letter.end)], at + 2
