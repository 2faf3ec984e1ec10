"""OpenRLHF: a file for ``--reward.remote_url FILE``; stepreward path openrlhf prints its place.

The label is an answer, or JSON: {"answer": …, "key_steps": …, "question": …}. What this file
raised OpenRLHF would swallow, so a label that cannot be read is paid zero, and logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stepreward.adapters.reward import Scalar
from stepreward.adapters.truths import beside_gold
from stepreward.errors import RecordError
from stepreward.records import behind_prompt


class _Reward(Scalar):
    otherwise = "zero"


_REWARDS = {part: _Reward(part) for part in ("reward", "step_rar", "step_rvr")}


def reward_func(
    queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]
) -> dict[str, Any]:
    """Pay one completion: OpenRLHF hands over lists of length one, and wants plain numbers."""
    return _paid("reward", queries, prompts, labels)


def step_rar(
    queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]
) -> dict[str, Any]:
    """Pay one completion StepRAR alone; name it reward_func in a file of your own."""
    return _paid("step_rar", queries, prompts, labels)


def step_rvr(
    queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]
) -> dict[str, Any]:
    """Pay one completion StepRVR alone; name it reward_func in a file of your own."""
    return _paid("step_rvr", queries, prompts, labels)


def _paid(
    part: str, queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]
) -> dict[str, Any]:
    (query,), (prompt,), (label,) = queries, prompts, labels
    try:
        completion, prefill = behind_prompt(query, prompt)
    except RecordError:  # nothing to tell them apart by: the whole text was said
        completion, prefill = query, ""
    row = {"prefill": prefill, **beside_gold(label, None)}
    outcome = _REWARDS[part].outcome(completion, row)
    metrics = outcome.metrics()
    return {"rewards": outcome.paid, "scores": metrics["accuracy"], "extra_logs": metrics}
