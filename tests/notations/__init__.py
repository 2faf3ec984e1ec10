"""Draw pairs of written answers that are equal, or different, by construction."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from . import (
    angles,
    calculus,
    calendar_time,
    constants,
    english,
    equations,
    identities,
    intervals,
    matrices,
    numerals,
    polynomials,
    quantities,
    repeating,
    sets_and_tuples,
    solutions,
)
from .pair import Kind, Pair

__all__ = ["KINDS", "Pair", "pairs", "pairs_of", "sample_pairs"]

_CHAPTERS = (
    *(numerals, english, repeating, quantities, calendar_time, constants, angles),
    *(polynomials, identities, sets_and_tuples, matrices, intervals, equations),
    *(solutions, calculus),
)
_TABLE: dict[str, Kind[Any]] = {kind.name: kind for c in _CHAPTERS for kind in c.KINDS}
KINDS: tuple[str, ...] = tuple(_TABLE)
_SEEDS = st.integers(0, 2**32 - 1)


def pairs() -> st.SearchStrategy[Pair]:
    """Draw a pair of any kind."""
    return st.builds(_pair, st.sampled_from(KINDS), st.booleans(), _SEEDS)


def pairs_of(kind: str) -> st.SearchStrategy[Pair]:
    """Draw a pair of one kind."""
    return st.builds(_pair, st.just(kind), st.booleans(), _SEEDS)


def sample_pairs(count: int, seed: int) -> list[Pair]:
    """Draw many pairs at once, the same ones for the same seed."""
    rng = Random(seed)
    return [_pair(rng.choice(KINDS), rng.random() < 0.5, rng.getrandbits(32)) for _ in range(count)]


def _pair(kind: str, is_equal: bool, seed: int) -> Pair:
    return _TABLE[kind].pair(Random(seed), is_equal=is_equal)
