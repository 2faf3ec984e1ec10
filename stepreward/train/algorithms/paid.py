"""What is paid for a report, in parts, and what SGPO pays a wrong answer for its good beginning."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from stepreward.report import Report
from stepreward.train.settings import RewardName, TrainSettings

Pays = Callable[[Report], float]
Paid = tuple[float, ...]  # a rollout's reward, in the parts that may be normalised apart


def _accuracy(report: Report) -> float:
    return report.accuracy or 0.0


def _step_rar(report: Report) -> float:
    return report.step_rar


def _step_rvr(report: Report) -> float:
    return report.step_rvr


def _total(parts: Sequence[Pays], report: Report) -> float:
    return sum(part(report) for part in parts)


# The part that pays the answer comes first.
PARTS: Mapping[RewardName, tuple[Pays, ...]] = {
    "outcome": (_accuracy,),
    "step_rar": (_step_rar,),
    "step_rvr": (_accuracy, _step_rvr),
    "both": (_step_rar, _step_rvr),
}
REWARDS: Mapping[RewardName, Pays] = {name: partial(_total, parts) for name, parts in PARTS.items()}
_KINDS: Mapping[Pays, frozenset[str]] = {
    _accuracy: frozenset({"answer"}),
    _step_rar: frozenset({"answer", "key steps"}),
    _step_rvr: frozenset({"validity"}),
}
# The kinds of credit that make up a reward.
KINDS: Mapping[RewardName, frozenset[str]] = {
    name: frozenset().union(*(_KINDS[part] for part in parts)) for name, parts in PARTS.items()
}


def pay(group: Sequence[Report], reward: RewardName, _settings: TrainSettings) -> list[Paid]:
    """Pay each rollout of a group by its own report alone."""
    return [tuple(part(report) for part in PARTS[reward]) for report in group]


def pay_guided(group: Sequence[Report], reward: RewardName, settings: TrainSettings) -> list[Paid]:
    """Pay wrong answers for their good beginning, in place of 0 (SGPO, arXiv 2505.11595).

    In groups in which all are wrong, or in every group. In the part that pays the answer, with its
    key steps where these are paid, a wrong one earns less than any right one; none at all earns
    nothing, as in StepRAR. What other parts pay, such as validity, comes on top.
    """
    how = settings.sgpo
    paid = pay(group, reward, settings)
    if how.when == "all_wrong" and any(map(_accuracy, group)):
        return paid
    worth = _least_of_right(reward, settings)
    guided = [worth * guidance(prefix_share(one), how.sharpness, how.middle) for one in group]
    return [
        (parts[0] + extra, *parts[1:]) if report.accuracy == 0 else parts
        for report, parts, extra in zip(group, paid, guided, strict=True)
    ]


def prefix_share(report: Report) -> float:
    """Measure how far a trace is right, without a judge: key steps matched from the first on.

    The prefix ends at the first key step that was missed, and so at the step that has it wrong; a
    trace without key steps has none. What a step does not say never lengthens it: a key step that
    is hidden is one that is missed, whatever matches behind it. And a false equation beside the key
    steps does not shorten it: were it to, leaving it unsaid would pay.
    """
    if not report.matches:
        return 0.0
    missed = next((at for at, one in enumerate(report.matches) if not one.is_match), None)
    return 1.0 if missed is None else missed / len(report.matches)


def guidance(share: float, sharpness: float, middle: float) -> float:
    """Map a share of 0 to 1 by a logistic; below 1, and 0 for no share at all.

    >>> [round(guidance(share, 6.0, 0.5), 2) for share in (0, 0.25, 0.5, 1)]
    [0.0, 0.18, 0.5, 0.95]
    """
    return 1 / (1 + math.exp(sharpness * (middle - share))) if share else 0.0


def _least_of_right(reward: RewardName, settings: TrainSettings) -> float:
    """Give what a right answer earns at least, less what a wrong one may earn beside it."""
    scorer = settings.scorer
    if _step_rar not in PARTS[reward]:
        return 1.0
    return max(0.0, scorer.accuracy_reward - scorer.alpha)
