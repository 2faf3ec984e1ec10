"""AReaL: ``RLVRWorkflow(reward_fn="stepreward.adapters.areal.step_reward")``, vision as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stepreward.adapters.reward import Scalar
from stepreward.scorer import Completion


def step_reward(
    prompt: Any,
    completions: Completion,
    prompt_ids: Sequence[int] | None = None,
    completion_ids: Sequence[int] | None = None,
    **row: Any,
) -> float:
    """Pay one completion; ``row`` is its row of the data set."""
    del prompt, prompt_ids, completion_ids
    return Scalar().outcome(completions, row).paid


def step_rar(
    prompt: Any,
    completions: Completion,
    prompt_ids: Sequence[int] | None = None,
    completion_ids: Sequence[int] | None = None,
    **row: Any,
) -> float:
    """Pay one completion StepRAR alone."""
    del prompt, prompt_ids, completion_ids
    return Scalar("step_rar").outcome(completions, row).paid


def step_rvr(
    prompt: Any,
    completions: Completion,
    prompt_ids: Sequence[int] | None = None,
    completion_ids: Sequence[int] | None = None,
    **row: Any,
) -> float:
    """Pay one completion StepRVR alone."""
    del prompt, prompt_ids, completion_ids
    return Scalar("step_rvr").outcome(completions, row).paid
