"""slime: ``--custom-rm-path stepreward.adapters.slime.step_reward``, with --group-rm or without.

The answer is ``sample.label``; key steps and the question stand in ``sample.metadata``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stepreward.adapters.reward import Outcome, Part, Scalar
from stepreward.adapters.truths import beside_gold


async def step_reward(args: Any, sample: Any) -> float | list[float]:
    """Pay a sample, or each of a list of them."""
    return _paid("reward", args, sample)


async def step_rar(args: Any, sample: Any) -> float | list[float]:
    """Pay StepRAR alone."""
    return _paid("step_rar", args, sample)


async def step_rvr(args: Any, sample: Any) -> float | list[float]:
    """Pay StepRVR alone."""
    return _paid("step_rvr", args, sample)


async def step_parts(args: Any, sample: Any) -> dict[str, float] | list[dict[str, float]]:
    """Give ``score`` and all metrics: for ``--reward-key score``, or any other of them."""
    del args
    if isinstance(sample, list):
        return [_parts(_outcome("reward", one)) for one in sample]
    return _parts(_outcome("reward", sample))


def _paid(part: Part, args: Any, sample: Any) -> float | list[float]:
    del args
    if isinstance(sample, list):
        return [_outcome(part, one).paid for one in sample]
    return _outcome(part, sample).paid


def _outcome(part: Part, sample: Any) -> Outcome:
    metadata = sample.metadata if isinstance(sample.metadata, Mapping) else {}
    status = getattr(sample.status, "value", sample.status)
    row = beside_gold(sample.label, metadata)
    return Scalar(part).outcome(sample.response, row, truncated=status == "truncated")


def _parts(outcome: Outcome) -> dict[str, float]:
    return {"score": outcome.paid, **outcome.metrics()}
