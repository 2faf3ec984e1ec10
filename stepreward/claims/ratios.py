"""Read the colons of a proportion as divisions: BD : DC = 3 : 4."""

from __future__ import annotations

from stepreward.algebra.tokens import Token

_OPERANDS = frozenset(("sym", "num", "exact"))


def with_ratios(tokens: list[Token]) -> list[Token]:
    """Put divisions for the colons between two names or numbers on both sides of a sign.

    "A: x = 4" has a label, and no ratio: one of two letters, or a ratio behind the sign, tells.

    >>> from stepreward.algebra.tokens import tokenize
    >>> " ".join(token.text for token in with_ratios(tokenize("a : b = 3 : 4")))
    'a / b = 3 / 4'
    """
    colons = [at for at, token in enumerate(tokens) if token.kind == "colon"]
    ratios = {at for at in colons if _is_ratio(tokens, at)}
    if not ratios:
        return tokens
    return [
        token._replace(kind="op", text="/") if at in ratios else token
        for at, token in enumerate(tokens)
    ]


def _is_ratio(tokens: list[Token], at: int) -> bool:
    if not _are_operands(tokens, at) or _is_long(tokens, at):
        return False
    behind, before = at + 2 < len(tokens) and tokens[at + 2].kind == "rel", _has_sign(tokens, at)
    if behind and (_is_ratio_at(tokens, at + 4) or _are_segments(tokens, at)):
        return True
    return before and (_is_ratio_at(tokens, at - 4) or _are_segments(tokens, at))


def _is_long(tokens: list[Token], at: int) -> bool:
    """Tell a colon of 3 : 4 : 5."""
    return any(
        0 < there < len(tokens) and tokens[there].kind == "colon" for there in (at - 2, at + 2)
    )


def _has_sign(tokens: list[Token], at: int) -> bool:
    return at > 1 and tokens[at - 2].kind == "rel"


def _is_ratio_at(tokens: list[Token], at: int) -> bool:
    is_colon = 0 < at < len(tokens) and tokens[at].kind == "colon"
    return is_colon and _are_operands(tokens, at)


def _are_operands(tokens: list[Token], at: int) -> bool:
    return (
        0 < at < len(tokens) - 1
        and tokens[at - 1].kind in _OPERANDS
        and tokens[at + 1].kind in _OPERANDS
    )


def _are_segments(tokens: list[Token], at: int) -> bool:
    """Tell AB : CD."""
    return all(
        tokens[there].kind == "sym" and len(tokens[there].text) == 2 for there in (at - 1, at + 1)
    )
