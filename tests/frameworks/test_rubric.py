"""verifiers before 0.4: a Rubric of our functions."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("verifiers", reason="verifiers 0.1 is not installed: make test-rubric")

import verifiers as vf

from stepreward.adapters.verifiers import (
    rubric_coverage,
    rubric_step_rar,
    rubric_step_reward,
    rubric_step_rvr,
)
from tests.frameworks.records import ANSWER, BESIDE, QUESTION, TOLD

pytestmark = pytest.mark.skipif(not hasattr(vf, "Rubric"), reason="verifiers 0.4 has no Rubric")


def scored(rubric: Any, told: Any) -> Any:
    """Score one rollout as an environment does."""
    asked = [{"role": "user", "content": QUESTION}]
    given = {"prompt": asked, "answer": ANSWER, "task": "eggs", "info": BESIDE, "example_id": 0}
    state = vf.State(input=given)
    state["completion"] = [{"role": "assistant", "content": told.text}]
    state["timing"] = state.get("timing") or {"scoring_ms": 0.0, "total_ms": 0.0}
    state["trajectory"] = []
    asyncio.run(rubric.score_rollout(state))
    return state


@pytest.mark.parametrize("told", TOLD)
def test_a_rubric_pays_what_the_scorer_pays(told: Any) -> None:
    rubric = vf.Rubric(funcs=[rubric_step_reward, rubric_coverage], weights=[1.0, 0.0])
    state = scored(rubric, told)
    assert state["reward"] == pytest.approx(told.report.reward)
    assert state["metrics"]["rubric_coverage"] == told.report.coverage


def test_the_parts_have_weights_of_their_own() -> None:
    rubric = vf.Rubric(funcs=[rubric_step_rar, rubric_step_rvr], weights=[1.0, 0.5])
    assert scored(rubric, TOLD[0])["reward"] == pytest.approx(1.1 + 0.5)
