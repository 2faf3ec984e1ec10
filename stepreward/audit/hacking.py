"""What cheating would earn on these very questions, under these very settings."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import numpy as np

from stepreward.attacks import ATTACKS
from stepreward.audit.gathered import Columns
from stepreward.audit.measures import Floats
from stepreward.config import ScorerConfig
from stepreward.engine.pool import in_order
from stepreward.scorer import Scorer
from stepreward.trace import GroundTruth

_NO_KEYS = float("nan")


@dataclass(frozen=True, slots=True)
class AttackResult:
    """What one attack earns on average; the coverage is None where no question has key steps."""

    attack: str
    what: str
    reward: float
    coverage: float | None
    validity: float


@dataclass(frozen=True, slots=True)
class Hacking:
    """Every attack on some of the questions, the best paid first.

    The margin is the best attack's mean less the mean of honest wrong traces; None where there
    is no wrong trace, or no question.
    """

    questions: int
    honest_right: float | None
    honest_wrong: float | None
    margin: float | None
    attacks: tuple[AttackResult, ...]


class AttackScorer:
    """Try every attack on one question."""

    def __init__(self, config: ScorerConfig) -> None:
        self._scorer = Scorer(config)

    def __call__(self, truth: GroundTruth) -> Floats:
        """Give reward, coverage (nan without key steps) and validity of each attack; (A, 3)."""
        rows = []
        for attack in ATTACKS.values():
            report = self._scorer.score(attack(truth.question or "", truth), truth)
            coverage = _NO_KEYS if report.coverage is None else report.coverage
            rows.append((report.reward, coverage, report.validity))
        return np.asarray(rows, dtype=np.float64)


def try_attacks(
    truths: Mapping[int, GroundTruth],
    columns: Columns,
    config: ScorerConfig,
    workers: int | None = None,
) -> Hacking:
    """Score all attacks on some questions, and hold them against the traces that were read."""
    right = _mean(columns.reward[columns.is_right])
    wrong = _mean(columns.reward[~columns.is_right])
    questions = [truths[number] for number in sorted(truths)]
    if not questions:
        return Hacking(0, right, wrong, None, ())
    with closing(in_order(partial(AttackScorer, config), questions, workers)) as tried:
        earned = np.stack(list(tried))  # (questions, A, 3)
    found = [_result(name, earned[:, at]) for at, name in enumerate(ATTACKS)]
    found.sort(key=lambda one: -one.reward)
    margin = None if wrong is None else found[0].reward - wrong
    return Hacking(len(questions), right, wrong, margin, tuple(found))


def summary_of(attack: str) -> str:
    """Say in a sentence what an attack does: its docstring's first line."""
    return (inspect.getdoc(ATTACKS[attack]) or "").split("\n")[0]


def _result(name: str, earned: Floats) -> AttackResult:
    """Average over the questions; ``earned`` is (questions, 3)."""
    reward, coverage, validity = earned.T
    return AttackResult(
        name,
        summary_of(name),
        float(reward.mean()),
        _mean(coverage[~np.isnan(coverage)]),
        float(validity.mean()),
    )


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if values.size else None
