"""AReaL: its wrapper, which pickles the function into a pool of processes."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest

pytest.importorskip("areal", reason="AReaL is not installed: make test-areal")

from areal.api.reward_api import AsyncRewardWrapper

from stepreward.adapters import areal
from tests.frameworks.records import ANSWER, BESIDE, TOLD


def paid(function: Any, told: Any) -> float:
    """Pay through the wrapper, with a data set's row as AReaL's workflow passes it."""
    reward = AsyncRewardWrapper(function, timeout_seconds=60, max_workers=1)
    row = {"answer": ANSWER, **BESIDE, "messages": [], "id": 3}
    return float(asyncio.run(reward("prompt", f"{told.text}<|im_end|>", [1], [2], **row)))


@pytest.mark.parametrize(
    ("function", "part"),
    [
        pytest.param(areal.step_reward, "reward", id="both"),
        pytest.param(areal.step_rar, "step_rar", id="StepRAR"),
        pytest.param(areal.step_rvr, "step_rvr", id="StepRVR"),
        pytest.param(partial(areal.step_reward), "reward", id="a partial of it"),
    ],
)
def test_it_pays_in_another_process_what_the_scorer_pays(function: Any, part: str) -> None:
    expected = [getattr(told.report, part) for told in TOLD]
    assert [paid(function, told) for told in TOLD] == pytest.approx(expected)
