"""What became of the traces: verdicts on their answers, and the rules that they broke."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stepreward.audit.gathered import Columns, Gathered
from stepreward.audit.rows import VERDICTS

_LISTED = 12  # rules


@dataclass(frozen=True, slots=True)
class Means:
    """Averages over all traces; of the coverage over those with key steps."""

    reward: float | None
    accuracy: float | None
    coverage: float | None
    validity: float | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """An answer that the judge could not decide on."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How the answers were judged, and how that agrees with the labels, where there are any."""

    equal: int
    different: int
    undecided: int
    none: int
    paid_though_wrong: int
    unpaid_though_right: int
    examples: tuple[Undecided, ...]


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that costs the validity, and how many traces, and right traces, break it."""

    rule: str
    traces: int
    right: int
    places: tuple[str, ...]


def means_of(columns: Columns) -> Means:
    """Average; a missing answer counts as a wrong one."""
    if not columns.label.size:
        return Means(None, None, None, None)
    covered = columns.coverage[~np.isnan(columns.coverage)]
    return Means(
        reward=float(columns.reward.mean()),
        accuracy=float(np.nan_to_num(columns.accuracy).mean()),
        coverage=float(covered.mean()) if covered.size else None,
        validity=float(columns.validity.mean()),
    )


def verdicts_of(gathered: Gathered, columns: Columns) -> Verdicts:
    """Count the verdicts, and those that the labels contradict."""
    counts = np.bincount(columns.verdict, minlength=len(VERDICTS)).tolist()
    paid = columns.is_paid_as_right
    return Verdicts(
        **dict(zip(VERDICTS, counts, strict=True)),
        paid_though_wrong=int((paid & (columns.label == 0)).sum()),
        unpaid_though_right=int((~paid & (columns.label == 1)).sum()),
        examples=tuple(Undecided(gathered.place(at), words) for at, words in gathered.doubts),
    )


def broken_rules(gathered: Gathered) -> tuple[BrokenRule, ...]:
    """List the rules that are broken, the most common first."""
    ranked = sorted(gathered.rules.items(), key=lambda item: (-item[1].traces, item[0]))
    return tuple(
        BrokenRule(name, tally.traces, tally.right, gathered.places(tally.first))
        for name, tally in ranked[:_LISTED]
    )
