"""A figure with its 95 % interval, drawn over whole groups."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stepreward.audit.gathered import Columns
from stepreward.audit.measures import (
    Bools,
    Floats,
    Ints,
    bootstrap,
    dense_ranks,
    rounds_for,
    weighted_auc,
    weighted_spearman,
    wins_within,
)

_FEW = 10  # groups; of fewer the traces are drawn one by one


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval; each is None where it cannot be computed."""

    value: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, value: float, low: float, high: float) -> Estimate:
        """Make one of numbers that may be nan."""
        return cls(*(None if math.isnan(one) else one for one in (value, low, high)))

    def __str__(self) -> str:
        if self.value is None:
            return "none"
        between = "" if self.low is None else f" ({self.low:.2f} to {self.high:.2f})"
        return f"{self.value:.2f}{between}"


def auc_of(scores: Floats, labels: Bools, groups: Ints) -> Estimate:
    """Estimate the AUC of scores against labels; all are (N,)."""
    ranks = dense_ranks(scores)
    return _weighted(lambda weights: weighted_auc(ranks, labels, weights), groups)


def auc_within(scores: Floats, labels: Bools, groups: Ints) -> Estimate:
    """Estimate the AUC over pairs of one group: what a group's advantages are made of."""
    home, count = _numbered(groups)
    wins = wins_within(scores, labels, home, count)
    mixed = wins.of(np.flatnonzero(wins.pairs))  # groups of right and wrong traces
    if not mixed.pairs.size:
        return Estimate(None, None, None)
    low, high = bootstrap(mixed.pairs.size, lambda drawn: mixed.of(drawn).share())
    is_one = mixed.pairs.size == 1  # whose interval would have no width
    return Estimate.of(mixed.share(), *((math.nan, math.nan) if is_one else (low, high)))


def spearman_of(left: Floats | Ints, right: Floats | Ints, groups: Ints) -> Estimate:
    """Estimate the correlation of ranks of two rows of N numbers."""
    first, second = dense_ranks(left), dense_ranks(right)
    return _weighted(lambda weights: weighted_spearman(first, second, weights), groups)


def spearman_in_strata(
    left: Floats | Ints, right: Floats | Ints, strata: Bools, groups: Ints
) -> Estimate:
    """Estimate the correlation among traces of one kind, the mean over both kinds by their size."""
    kinds = [(one, dense_ranks(left[one]), dense_ranks(right[one])) for one in (strata, ~strata)]

    def correlated(weights: Floats) -> float:
        found = [
            (float(weights[one].sum()), weighted_spearman(first, second, weights[one]))
            for one, first, second in kinds
        ]
        known = [(size, rho) for size, rho in found if not math.isnan(rho)]
        whole = sum(size for size, _ in known)
        return sum(size * rho for size, rho in known) / whole if whole else math.nan

    return _weighted(correlated, groups)


def of_traces(columns: Columns, kept: Bools) -> Columns:
    """Keep some traces; the groups keep their numbers."""
    return Columns._make(one[kept] for one in columns)


def _weighted(statistic: Callable[[Floats], float], groups: Ints) -> Estimate:
    """Compute a statistic of weighted traces, and its interval by drawing whole groups."""
    if not groups.size:
        return Estimate(None, None, None)
    value = statistic(np.ones(groups.size))
    if math.isnan(value):
        return Estimate(None, None, None)
    home, count = _numbered(groups)
    if count < _FEW:
        home, count = np.arange(groups.size), groups.size

    def redrawn(drawn: Ints) -> float:
        return statistic(np.bincount(drawn, minlength=count)[home].astype(np.float64))

    low, high = bootstrap(count, redrawn, rounds=rounds_for(groups.size))
    return Estimate.of(value, low, high)


def _numbered(groups: Ints) -> tuple[Ints, int]:
    """Give the groups that are there numbers from 0 on, and count them."""
    home = dense_ranks(groups)
    return home, int(home.max(initial=-1)) + 1
