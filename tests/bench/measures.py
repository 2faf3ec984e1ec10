"""Compute the few statistics that the benchmarks print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

Row = TypeVar("Row")


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Compute the chance that a positive outscores a negative, ties counted half.

    ``scores`` and ``labels`` are (N,); nan where a class is missing.
    """
    values = np.asarray(scores, dtype=np.float64)  # (N,)
    is_positive = np.asarray(labels, dtype=bool)  # (N,)
    positive, negative = values[is_positive], np.sort(values[~is_positive])
    if not len(positive) or not len(negative):
        return float("nan")
    below = np.searchsorted(negative, positive, side="left")
    up_to = np.searchsorted(negative, positive, side="right")
    return float((below + up_to).sum() / 2 / (len(positive) * len(negative)))


def bootstrap(
    rows: Sequence[Row],
    statistic: Callable[[Sequence[Row]], float],
    *,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """Compute the 95 % interval of a statistic by drawing whole rows with replacement."""
    random = np.random.default_rng(seed)
    drawn = [
        statistic([rows[at] for at in random.integers(0, len(rows), len(rows))])
        for _ in range(rounds)
    ]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return float(low), float(high)
