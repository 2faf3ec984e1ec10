"""AReaL: ``RLVRWorkflow(reward_fn="stepreward.adapters.areal.step_reward")``, vision as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from stepreward.adapters.reward import Part, Scalar
from stepreward.scorer import Completion


def _paid(
    part: Part,
    prompt: Any,
    completions: Completion,
    prompt_ids: Sequence[int] | None = None,
    completion_ids: Sequence[int] | None = None,
    **row: Any,
) -> float:
    """Pay one completion; ``row`` is its row of the data set."""
    del prompt, prompt_ids, completion_ids
    return Scalar(part).outcome(completions, row).paid


step_reward = partial(_paid, "reward")
step_rar = partial(_paid, "step_rar")
step_rvr = partial(_paid, "step_rvr")
