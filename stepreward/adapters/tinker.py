"""Tinker's cookbook: reward and metrics of a completion, for ``Env.step`` and group builders.

Written after its source; not run inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.adapters.reward import Part, Scalar
from stepreward.scorer import Completion

Paid = tuple[float, dict[str, float]]


def step_reward(completion: Completion, row: Mapping[str, Any]) -> Paid:
    """Give the reward and the metrics of a completion; ``row`` holds answer and key steps."""
    return _paid("reward", completion, row)


def step_rar(completion: Completion, row: Mapping[str, Any]) -> Paid:
    """Give StepRAR alone, and the metrics."""
    return _paid("step_rar", completion, row)


def step_rvr(completion: Completion, row: Mapping[str, Any]) -> Paid:
    """Give StepRVR alone, and the metrics."""
    return _paid("step_rvr", completion, row)


def compute_group_rewards(
    completions: Sequence[Completion], row: Mapping[str, Any], part: Part = "reward"
) -> list[Paid]:
    """Give these for every completion of a group."""
    return [_paid(part, completion, row) for completion in completions]


def _paid(part: Part, completion: Completion, row: Mapping[str, Any]) -> Paid:
    outcome = Scalar(part).outcome(completion, row)
    return outcome.paid, outcome.metrics()
