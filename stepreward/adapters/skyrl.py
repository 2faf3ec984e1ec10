"""SkyRL: an environment of one turn; the truth is the data set's row.

skyrl-gym takes subclasses of its own class alone: they are in ``stepreward.integrations.skyrl``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from stepreward.adapters.reward import Outcome, Part, Scalar, with_changes
from stepreward.adapters.truths import beside_gold


class StepRewardEnv:
    """Pay StepRAR + StepRVR for the one action of an episode."""

    part: Part = "reward"

    def __init__(
        self, env_config: Mapping[str, Any] | None = None, extras: Mapping[str, Any] | None = None
    ) -> None:
        self._reward = with_changes(Scalar, {**(env_config or {}), "part": self.part})
        self._row = _row(extras or {})
        self._metrics: dict[str, float] = {}
        self.turns, self.max_turns = 0, 1

    def init(self, prompt: Any) -> tuple[Any, dict[str, Any]]:
        """Give the prompt to the policy as it is."""
        return prompt, {}

    def step(self, action: str) -> dict[str, Any]:
        """Pay the completion and end the episode."""
        self.turns += 1
        outcome: Outcome = self._reward.outcome(action, self._row)
        self._metrics = outcome.metrics()
        return {
            "observations": [],
            "reward": outcome.paid,
            "done": True,
            "metadata": dict(self._metrics),
        }

    def get_metrics(self) -> dict[str, float]:
        """Give the metrics of the episode."""
        return self._metrics

    @staticmethod
    def aggregate_metrics(metrics: Sequence[Mapping[str, float]]) -> dict[str, float]:
        """Average the metrics of episodes."""
        names = metrics[0] if metrics else ()
        return {name: fmean(one[name] for one in metrics) for name in names}

    def close(self) -> None:
        """Hold nothing that would have to be let go."""


class StepRAREnv(StepRewardEnv):
    """Pay StepRAR alone."""

    part = "step_rar"


class StepRVREnv(StepRewardEnv):
    """Pay StepRVR alone."""

    part = "step_rvr"


def _row(extras: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lay what SkyRL's rows nest, reward_spec and extra_info, side by side."""
    spec = extras.get("reward_spec")
    gold = spec.get("ground_truth") if isinstance(spec, Mapping) else None
    info = extras.get("extra_info")
    row = {**extras, **(info if isinstance(info, Mapping) else {})}
    return row if gold is None else beside_gold(gold, row)
