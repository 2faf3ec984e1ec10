"""verifiers: rewards and metrics of 0.4 by ``stepreward.adapters.verifiers:step_reward``.

Functions of 0.4 take the task's data and the trace, and are coroutines. For ``Rubric`` of the
versions before, ``rubric_funcs`` are functions of completion, answer and info.
"""

from __future__ import annotations

from typing import Any

from stepreward.adapters.reward import Outcome, Part, Scalar
from stepreward.adapters.truths import beside_gold, row_of


async def step_reward(task: Any, trace: Any) -> float:
    """Pay StepRAR + StepRVR."""
    return _of_trace("reward", task, trace).paid


async def step_rar(task: Any, trace: Any) -> float:
    """Pay StepRAR alone."""
    return _of_trace("step_rar", task, trace).paid


async def step_rvr(task: Any, trace: Any) -> float:
    """Pay StepRVR alone."""
    return _of_trace("step_rvr", task, trace).paid


async def step_parts(task: Any, trace: Any) -> dict[str, float]:
    """Pay both, each under its own name."""
    metrics = _of_trace("reward", task, trace).metrics()
    return {name: metrics[name] for name in ("step_rar", "step_rvr")}


async def coverage(task: Any, trace: Any) -> float:
    """Measure the share of key steps, a metric."""
    return _of_trace("reward", task, trace).metrics()["coverage"]


async def accuracy(task: Any, trace: Any) -> float:
    """Measure whether the answer is right, a metric."""
    return _of_trace("reward", task, trace).metrics()["accuracy"]


def rubric_step_reward(completion: Any, answer: Any, info: Any = None, **_: Any) -> float:
    """Pay StepRAR + StepRVR in a Rubric."""
    return _of_rollout("reward", completion, answer, info).paid


def rubric_step_rar(completion: Any, answer: Any, info: Any = None, **_: Any) -> float:
    """Pay StepRAR alone in a Rubric."""
    return _of_rollout("step_rar", completion, answer, info).paid


def rubric_step_rvr(completion: Any, answer: Any, info: Any = None, **_: Any) -> float:
    """Pay StepRVR alone in a Rubric."""
    return _of_rollout("step_rvr", completion, answer, info).paid


def rubric_coverage(completion: Any, answer: Any, info: Any = None, **_: Any) -> float:
    """Measure the share of key steps in a Rubric, with weight 0."""
    return _of_rollout("reward", completion, answer, info).metrics()["coverage"]


def _of_trace(part: Part, task: Any, trace: Any) -> Outcome:
    calls = list(getattr(trace, "calls", ()))
    is_cut = bool(calls) and calls[-1].finish_reason == "length"
    return Scalar(part).outcome(trace.last_reply, row_of(task), truncated=is_cut)


def _of_rollout(part: Part, completion: Any, answer: Any, info: Any) -> Outcome:
    return Scalar(part).outcome(completion, beside_gold(answer or None, info))
