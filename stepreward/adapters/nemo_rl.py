"""NeMo RL: a reward in the shape of its VLM environment's functions, and one for environments.

Written after NeMo RL's source; not run inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.adapters.reward import Part, Scalar
from stepreward.adapters.truths import beside_gold


def step_reward(ground_truth: Any, response: str) -> tuple[float, bool | None]:
    """Give the reward, and whether the answer is right."""
    outcome = Scalar().outcome(response, beside_gold(ground_truth, None))
    return outcome.paid, None if outcome.report is None else outcome.report.accuracy == 1.0


def step_rar(ground_truth: Any, response: str) -> tuple[float, bool | None]:
    """Give StepRAR alone."""
    return Scalar("step_rar").outcome(response, beside_gold(ground_truth, None)).paid, None


def step_rvr(ground_truth: Any, response: str) -> tuple[float, bool | None]:
    """Give StepRVR alone."""
    return Scalar("step_rvr").outcome(response, beside_gold(ground_truth, None)).paid, None


def step_rewards(
    message_log_batch: Sequence[Sequence[Mapping[str, Any]]],
    metadata: Sequence[Mapping[str, Any]],
    part: Part = "reward",
) -> list[float]:
    """Pay N conversations by their last assistant message, for ``EnvironmentInterface.step``.

    ``metadata`` hold ``ground_truth`` (or ``answer``) and ``key_steps``; wrap the list in a tensor.
    """
    reward = Scalar(part)
    return [
        reward.outcome(_last(log), beside_gold(row.get("ground_truth"), row), at=at).paid
        for at, (log, row) in enumerate(zip(message_log_batch, metadata, strict=True))
    ]


def _last(log: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    said = [message for message in log if message.get("role") == "assistant"]
    return said[-1] if said else None
