"""Whether coverage and reward tell right traces from wrong ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stepreward.audit.estimate import Estimate, auc_of, auc_within, of_traces
from stepreward.audit.gathered import Columns
from stepreward.audit.measures import Bools


@dataclass(frozen=True, slots=True)
class Separation:
    """How well one measure tells right from wrong; over all pairs, and over those of one group."""

    right: int
    wrong: int
    auc: Estimate
    within_groups: Estimate


@dataclass(frozen=True, slots=True)
class Labels:
    """What says which traces are right: a field of the lines, or our own judge."""

    source: str  # "label" or "verdict"
    right: int
    wrong: int
    unlabelled: int


def labels_of(columns: Columns) -> Labels:
    """Count the labels; where there is not one, the judge's verdicts."""
    if columns.has_label.any():
        right, wrong = int((columns.label == 1).sum()), int((columns.label == 0).sum())
        return Labels("label", right, wrong, columns.label.size - right - wrong)
    judged, right = int(columns.is_known.sum()), int(columns.is_paid_as_right.sum())
    return Labels("verdict", right, judged - right, columns.label.size - judged)


def coverage_separation(columns: Columns) -> Separation:
    """Hold coverage against the labels, without one against the judge's verdicts."""
    return _separation(columns, columns.is_known & ~np.isnan(columns.coverage), "coverage")


def reward_separation(columns: Columns) -> Separation | None:
    """Hold the reward against the labels; None without one, since it holds the verdict itself."""
    if not columns.has_label.any():
        return None
    return _separation(columns, columns.has_label, "reward")


def _separation(columns: Columns, known: Bools, measure: str) -> Separation:
    kept = of_traces(columns, known)
    scores = kept.coverage if measure == "coverage" else kept.reward
    right = int(kept.is_right.sum())
    return Separation(
        right=right,
        wrong=kept.label.size - right,
        auc=auc_of(scores, kept.is_right, kept.group),
        within_groups=auc_within(scores, kept.is_right, kept.group),
    )
