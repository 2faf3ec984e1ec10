"""EasyR1: a file for ``worker.reward.reward_function=FILE:compute_score``; stepreward path easyr1.

The key steps travel in the answer column, as JSON: {"answer": …, "key_steps": …, "question": …}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.adapters.reward import Scalar, with_changes
from stepreward.adapters.truths import beside_gold

REWARD_NAME = "stepreward"
REWARD_TYPE = "batch"


def compute_score(
    reward_inputs: Sequence[Mapping[str, Any]], **settings: Any
) -> list[dict[str, float]]:
    """Pay N completions: ``overall`` trains, the other keys are logged."""
    reward = with_changes(Scalar, settings)
    outcomes = [
        reward.outcome(one["response"], beside_gold(one["ground_truth"], None), at=at)
        for at, one in enumerate(reward_inputs)
    ]
    return [{"overall": outcome.paid, **outcome.metrics()} for outcome in outcomes]


def compute_step_rar(
    reward_inputs: Sequence[Mapping[str, Any]], **settings: Any
) -> list[dict[str, float]]:
    """Pay N completions StepRAR alone."""
    return compute_score(reward_inputs, **{**settings, "part": "step_rar"})


def compute_step_rvr(
    reward_inputs: Sequence[Mapping[str, Any]], **settings: Any
) -> list[dict[str, float]]:
    """Pay N completions StepRVR alone."""
    return compute_score(reward_inputs, **{**settings, "part": "step_rvr"})
