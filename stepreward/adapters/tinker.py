"""Tinker's cookbook: reward and metrics of a completion, for ``Env.step`` and group builders.

Written after its source; not run inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.adapters.reward import Part, Scalar
from stepreward.scorer import Completion


def step_reward(
    completion: Completion, row: Mapping[str, Any], part: Part = "reward"
) -> tuple[float, dict[str, float]]:
    """Give the reward and the metrics of a completion; ``row`` holds answer and key steps."""
    outcome = Scalar(part).outcome(completion, row)
    return outcome.paid, outcome.metrics()


def compute_group_rewards(
    completions: Sequence[Completion], row: Mapping[str, Any], part: Part = "reward"
) -> list[tuple[float, dict[str, float]]]:
    """Give these for every completion of a group."""
    return [step_reward(completion, row, part) for completion in completions]
