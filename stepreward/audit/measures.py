"""The statistics of an audit, as pure functions: AUC, Spearman's correlation, the bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ROUNDS = 1000  # draws of a bootstrap; of many traces fewer, whose spread is small
_MIN_ROUNDS = 100
_MAX_DRAWN = 20_000_000  # traces that all rounds of a bootstrap draw together


class Wins(NamedTuple):
    """Within each of G groups: pairs of a positive and a negative, and who scores higher.

    Both are (G,); a pair that the positive wins counts 1, a tie a half.
    """

    wins: Floats
    pairs: Floats

    def of(self, groups: Ints) -> Wins:
        """Pick groups, some perhaps more than once."""
        return Wins(self.wins[groups], self.pairs[groups])

    def share(self) -> float:
        """Compute the AUC within groups: won pairs of all pairs; nan where there is none."""
        return _ratio(float(self.wins.sum()), float(self.pairs.sum()))


def auc(scores: ArrayLike, labels: ArrayLike) -> float:
    """Compute the chance that a positive outscores a negative, ties counted half.

    ``scores`` and ``labels`` are (N,); nan where a class is missing.

    >>> auc([0.9, 0.4, 0.4], [True, True, False])
    0.75
    """
    is_positive = np.asarray(labels, dtype=np.bool_)  # (N,)
    return weighted_auc(dense_ranks(scores), is_positive, np.ones(is_positive.size))


def weighted_auc(ranks: Ints, is_positive: Bools, weights: Floats) -> float:
    """Compute the AUC of dense ranks, each trace counted by its weight; all are (N,)."""
    count = int(ranks.max(initial=-1)) + 1  # V distinct scores
    positive = np.bincount(ranks, weights * is_positive, count)  # (V,)
    negative = np.bincount(ranks, weights * ~is_positive, count)  # (V,)
    below = np.cumsum(negative) - negative / 2  # (V,)
    won = float((positive * below).sum())
    return _ratio(won, float(positive.sum() * negative.sum()))


def wins_within(scores: ArrayLike, labels: ArrayLike, groups: Ints, count: int) -> Wins:
    """Compare each positive with the negatives of its own group; groups are 0 to ``count - 1``."""
    ranks, is_positive = dense_ranks(scores), np.asarray(labels, dtype=np.bool_)  # (N,), (N,)
    width = int(ranks.max(initial=0)) + 1
    kinds, at = np.unique(groups * width + ranks, return_inverse=True)  # C distinct: group, score
    home = kinds // width  # (C,)
    positive = np.bincount(at, is_positive.astype(np.float64), len(kinds))  # (C,)
    negative = np.bincount(at, (~is_positive).astype(np.float64), len(kinds))  # (C,)
    negatives = np.bincount(home, negative, count)  # (G,)
    outside = np.cumsum(negatives) - negatives  # (G,) negatives of the groups before
    below = np.cumsum(negative) - negative / 2 - outside[home]  # (C,)
    wins = np.asarray(np.bincount(home, positive * below, count), dtype=np.float64)
    pairs = np.bincount(home, positive, count) * negatives
    return Wins(wins, np.asarray(pairs, dtype=np.float64))


def spearman(left: ArrayLike, right: ArrayLike) -> float:
    """Correlate the ranks of two rows of N numbers; nan where one of them does not vary.

    >>> round(spearman([1, 2, 3, 4], [10, 20, 30, 5]), 3)
    -0.2
    """
    first, second = dense_ranks(left), dense_ranks(right)
    return weighted_spearman(first, second, np.ones(first.size))


def weighted_spearman(left: Ints, right: Ints, weights: Floats) -> float:
    """Correlate two rows of dense ranks, each trace counted by its weight; all are (N,)."""
    first, second = _mid_ranks(left, weights), _mid_ranks(right, weights)
    if first is None or second is None:
        return float("nan")
    first = first - np.average(first, weights=weights)
    second = second - np.average(second, weights=weights)
    shared = float((weights * first * second).sum())
    spread = np.sqrt((weights * first**2).sum() * (weights * second**2).sum())
    return float(np.clip(shared / spread, -1, 1))


def dense_ranks(values: ArrayLike) -> Ints:
    """Give each value the number of distinct smaller ones; (N,) to (N,)."""
    ranks = np.unique(np.asarray(values, dtype=np.float64), return_inverse=True)[1]
    return ranks.astype(np.int64)


def bootstrap(
    count: int, statistic: Callable[[Ints], float], *, rounds: int = ROUNDS, seed: int = 0
) -> tuple[float, float]:
    """Compute the 95 % interval of a statistic by drawing with replacement.

    The statistic is told which of ``count`` rows, or groups of them, were drawn: (count,) indices.
    Draws in which it is nan are left out; (nan, nan) where it always is.
    """
    random = np.random.default_rng(seed)
    drawn = [statistic(random.integers(0, count, count)) for _ in range(rounds)]
    return interval(drawn)


def interval(drawn: Sequence[float]) -> tuple[float, float]:
    """Give the middle 95 % of drawn statistics, those that are nan left out."""
    values = np.asarray(drawn, dtype=np.float64)  # (rounds,)
    values = values[~np.isnan(values)]
    if not values.size:
        return float("nan"), float("nan")
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def rounds_for(traces: int) -> int:
    """Choose how often to draw: 1,000 times, and less often from more than 20,000 traces."""
    return max(_MIN_ROUNDS, min(ROUNDS, _MAX_DRAWN // max(traces, 1)))


def _mid_ranks(ranks: Ints, weights: Floats) -> Floats | None:
    """Give ties the middle of their places; None where all are tied."""
    sizes = np.bincount(ranks, weights)  # (V,)
    if np.count_nonzero(sizes) < 2:
        return None
    middle: Floats = (np.cumsum(sizes) - sizes / 2)[ranks]
    return middle


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
