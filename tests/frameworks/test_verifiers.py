"""verifiers 0.4: rewards plugged into a task's configuration by name."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("verifiers.v1", reason="verifiers 0.4 is not installed: make test-verifiers")

import verifiers.v1 as vf
from verifiers.v1.graph import MessageNode
from verifiers.v1.trace import AgentInfo, Trace, TraceTask

from tests.frameworks.records import ANSWER, BESIDE, QUESTION, STEPS, TOLD

PACKAGE = "stepreward.adapters.verifiers"


class EggData(vf.TaskData):  # type: ignore[misc]
    """A task's data, typed as a user would type it."""

    answer: str = ""
    question: str = ""
    key_steps: tuple[tuple[str, ...], ...] = ()


class EggTask(vf.Task[EggData]):  # type: ignore[misc]
    """A task without rewards of its own."""


def scored(told: Any, rewards: dict[str, Any], metrics: dict[str, Any]) -> Any:
    """Score a trace as verifiers' environments do."""
    steps = [[one] if isinstance(one, str) else one for one in STEPS]
    data = EggData(prompt=QUESTION, answer=ANSWER, question=BESIDE["question"], key_steps=steps)
    task = EggTask(data, vf.TaskConfig(rewards=rewards, metrics=metrics))
    recorded = TraceTask(type="EggTask", data=data)
    trace = Trace.model_construct(task=recorded, agent=AgentInfo.model_construct())
    asked = MessageNode(parent=None, message=vf.UserMessage(content=QUESTION))
    said = MessageNode(parent=0, message=vf.AssistantMessage(content=told.text), sampled=True)
    trace.nodes += [asked, said]
    asyncio.run(task.score(trace))
    return trace


@pytest.mark.parametrize("told", TOLD)
def test_it_pays_what_the_scorer_pays(told: Any) -> None:
    trace = scored(
        told,
        {"step_reward": {"fn": f"{PACKAGE}:step_reward", "weight": 1.0}},
        {"coverage": {"fn": f"{PACKAGE}:coverage"}},
    )
    assert trace.reward == pytest.approx(told.report.reward)
    assert trace.metrics["coverage"] == told.report.coverage


def test_the_parts_have_weights_of_their_own() -> None:
    rewards = {
        "step_rar": {"fn": f"{PACKAGE}:step_rar", "weight": 1.0},
        "step_rvr": {"fn": f"{PACKAGE}:step_rvr", "weight": 0.5},
    }
    assert scored(TOLD[0], rewards, {}).reward == pytest.approx(1.1 + 0.5)
    both = {"parts": {"fn": f"{PACKAGE}:step_parts", "weight": 1.0}}
    assert scored(TOLD[0], both, {}).reward == pytest.approx(2.1)
