"""Does the reward pay for length? Correlations of what is paid with characters and steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stepreward.audit.estimate import Estimate, of_traces, spearman_in_strata, spearman_of
from stepreward.audit.gathered import Columns
from stepreward.audit.measures import Floats, Ints


@dataclass(frozen=True, slots=True)
class Correlations:
    """Spearman's correlation of one measure with the length of a trace."""

    characters: Estimate
    steps: Estimate


@dataclass(frozen=True, slots=True)
class Length:
    """What goes with length; ``at_equal_accuracy`` compares right ones and wrong ones apart.

    Right traces may well be longer, and are paid more for being right: that alone is no pay for
    length, and the reward at equal accuracy leaves it out.
    """

    reward: Correlations
    at_equal_accuracy: Correlations
    coverage: Correlations
    validity: Correlations


def length_of(columns: Columns) -> Length:
    """Correlate reward, coverage and validity with both lengths."""
    covered = of_traces(columns, ~np.isnan(columns.coverage))

    def alike(lengths: Ints) -> Estimate:
        strata = columns.is_paid_as_right
        return spearman_in_strata(columns.reward, lengths, strata, columns.group)

    return Length(
        reward=_correlations(columns, columns.reward),
        at_equal_accuracy=Correlations(alike(columns.characters), alike(columns.steps)),
        coverage=_correlations(covered, covered.coverage),
        validity=_correlations(columns, columns.validity),
    )


def _correlations(columns: Columns, measure: Floats) -> Correlations:
    return Correlations(
        spearman_of(measure, columns.characters, columns.group),
        spearman_of(measure, columns.steps, columns.group),
    )
