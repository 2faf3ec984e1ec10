"""Tell the stars of bold type from a power: "= **300 miles**" and "2**3"."""

from __future__ import annotations

from functools import lru_cache

from stepreward.algebra.tokens import Token, tokenize
from stepreward.claims.coefficients import with_coefficients

_MAX_KEPT = 600  # characters of a text whose tokens are kept for a while
_ENDS = frozenset({"num", "exact", "vulgar", "sym", "close", "post"})
_STARTS = frozenset({"num", "exact", "vulgar", "sym", "open", "cmd", "fn"})


def plain_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut a text into tokens, without the stars of bold type; raise TooBig as ``tokenize`` does.

    >>> [token.text for token in plain_tokens("**6** = 2**3 - 2")]
    ['6', '=', '2', '^', '3', '-', '2']
    """
    stop = len(text) if end is None else end
    if start == 0 and stop == len(text) <= _MAX_KEPT:
        return list(_kept(text))
    return _cut(text, start, stop)


# A sentence is read for its equations, then for its terms.
@lru_cache(maxsize=256)
def _kept(text: str) -> tuple[Token, ...]:
    return tuple(_cut(text, 0, len(text)))


def _cut(text: str, start: int, end: int) -> list[Token]:
    tokens = with_coefficients(tokenize(text, start, end))
    if text.find("**", start, end) < 0:
        return tokens
    return [
        token
        for at, token in enumerate(tokens)
        if not _is_starred(text, token) or _is_power(tokens, at)
    ]


def _is_starred(text: str, token: Token) -> bool:
    return token.kind == "op" and text.startswith("**", token.start, token.end)


def _is_power(tokens: list[Token], at: int) -> bool:
    """Tell stars between two operands, with a space on both sides or on none."""
    if not 0 < at < len(tokens) - 1:
        return False
    before, star, behind = tokens[at - 1 : at + 2]
    is_even = (before.end == star.start) == (star.end == behind.start)
    return before.kind in _ENDS and behind.kind in _STARTS and is_even
