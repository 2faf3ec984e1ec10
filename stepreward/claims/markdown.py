"""Tell the stars of bold type from a power: "= **300 miles**" and "2**3"."""

from __future__ import annotations

from stepreward.algebra.tokens import Token, tokenize

_ENDS = frozenset({"num", "exact", "vulgar", "sym", "close", "post"})
_STARTS = frozenset({"num", "exact", "vulgar", "sym", "open", "cmd", "fn"})


def plain_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut a text into tokens, without the stars of bold type; raise TooBig as ``tokenize`` does.

    >>> [token.text for token in plain_tokens("**6** = 2**3 - 2")]
    ['6', '=', '2', '^', '3', '-', '2']
    """
    tokens = tokenize(text, start, end)
    if text.find("**", start, len(text) if end is None else end) < 0:
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
