"""TRL: reward functions for GRPOTrainer, RLOOTrainer and the asynchronous GRPO.

``reward_funcs=[step_reward]``, or ``[step_rar, step_rvr]`` with weights; on a command line
``--reward_funcs stepreward.adapters.trl.step_reward``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from stepreward.adapters.reward import Outcome, Part, Reward
from stepreward.adapters.truths import columns_as_rows
from stepreward.scorer import Completion

LogExtra = Callable[[str, list[Any]], object]
LogMetric = Callable[[str, float], object]

_NAMES: dict[Part, str] = {"reward": "step_reward", "step_rar": "step_rar", "step_rvr": "step_rvr"}
_LOGGED: dict[Part, tuple[str, ...]] = {
    "reward": ("step_rar", "step_rvr", "accuracy", "coverage", "validity"),
    "step_rar": ("accuracy", "coverage"),
    "step_rvr": ("validity",),
}


@dataclass(frozen=True)
class StepReward(Reward):
    """A reward function of TRL; the truth is read from the data set's columns.

    ``name`` is what TRL logs it by; rewards under several settings need one each. Rows without an
    answer and key steps get None: TRL then leaves this reward out for them.
    """

    name: str | None = None

    @property
    def __name__(self) -> str:
        """Name the reward in TRL's logs."""
        return self.name or _NAMES[self.part]

    def __call__(
        self,
        completions: Sequence[Completion],
        prompts: Sequence[Any] | None = None,
        log_extra: LogExtra | None = None,
        log_metric: LogMetric | None = None,
        **columns: Any,
    ) -> list[float | None]:
        """Pay N completions; ``columns`` hold N values each."""
        del prompts
        rows = columns_as_rows(columns, len(completions), self.names())
        outcomes = [
            self.outcome(completion, row, at=at)
            for at, (completion, row) in enumerate(zip(completions, rows, strict=True))
        ]
        log_outcomes(self, outcomes, log_metric, log_extra)
        return [one.reward for one in outcomes]


def log_outcomes(
    reward: StepReward,
    outcomes: Sequence[Outcome],
    log_metric: LogMetric | None,
    log_extra: LogExtra | None,
) -> None:
    """Hand TRL what concerns the part that is paid: means, and columns of its table."""
    metrics = [one.metrics() for one in outcomes if one.report is not None]
    if log_metric is not None and metrics:
        for name in _LOGGED[reward.part]:
            mean = fmean(one[name] for one in metrics)
            log_metric(f"{reward.name or 'stepreward'}/{name}", mean)
    if log_extra is not None and reward.part != "step_rvr":
        log_extra("key_steps", [_matched(one) for one in outcomes])
    if log_extra is not None and reward.part != "step_rar":
        log_extra("violations", [_violations(one) for one in outcomes])


def _matched(outcome: Outcome) -> str:
    matches = () if outcome.report is None else outcome.report.matches
    return f"{sum(match.is_match for match in matches)} of {len(matches)}"


def _violations(outcome: Outcome) -> str:
    found = () if outcome.report is None else outcome.report.violations
    return ", ".join(dict.fromkeys(violation.rule for violation in found))


step_reward = StepReward()
step_rar = StepReward("step_rar")
step_rvr = StepReward("step_rvr")
