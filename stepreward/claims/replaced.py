"""Put one token, or a few, in place of those that are read as one thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from stepreward.algebra.tokens import Token

# What stands for the tokens from an index on, and the index behind them; None where nothing does.
ReadAt: TypeAlias = Callable[[list[Token], int], "tuple[list[Token], int] | None"]


def replaced(tokens: list[Token], read_at: ReadAt) -> list[Token]:
    """Ask at every token whether something stands for it and for those that follow."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        found = read_at(tokens, at)
        if found is None:
            kept.append(tokens[at])
            at += 1
        else:
            kept += found[0]
            at = found[1]
    return kept
