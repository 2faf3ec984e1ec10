"""What convert writes, our reward functions read: the same reward by every way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from stepreward import Scorer
from stepreward.adapters import areal, easyr1, nemo_rl, openrlhf, skyrl, slime, swift, trl, verl
from stepreward.adapters import verifiers as rubric
from stepreward.convert.detect import reader_of
from stepreward.convert.layouts import BY_NAME
from stepreward.convert.write import Wishes, write_layout
from tests.convert.rows import ASKED

SAID = "Half of the 12 eggs are for her: 12/2 = 6 eggs.\n#### 6"
Row = Mapping[str, Any]


def _columns(row: Row) -> dict[str, list[Any]]:
    return {name: [value] for name, value in row.items() if name not in ("prompt", "messages")}


def _verl(row: Row) -> float:
    gold = row["reward_model"]["ground_truth"]
    return verl.compute_score(row["data_source"], SAID, gold, row["extra_info"])["score"]


def _slime(row: Row) -> Any:
    status = SimpleNamespace(value="completed")
    sample = SimpleNamespace(
        label=row["label"], metadata=row["metadata"], response=SAID, status=status
    )
    return asyncio.run(slime.step_reward(None, sample))


def _easyr1(row: Row) -> float:
    return easyr1.compute_score([{"response": SAID, "ground_truth": row["answer"]}])[0]["overall"]


PAID: dict[str, Callable[[Row], Any]] = {
    "trl": lambda row: trl.step_reward([SAID], None, None, None, **_columns(row))[0],
    "swift": lambda row: swift.StepReward()(completions=[SAID], **_columns(row))[0],
    "verl": _verl,
    "easyr1": _easyr1,
    "openrlhf": lambda row: openrlhf.reward_func([f"Q{SAID}"], ["Q"], [row["label"]])["rewards"],
    "slime": _slime,
    "verifiers": lambda row: rubric.rubric_step_reward(SAID, row["answer"], row["info"]),
    "areal": lambda row: areal.step_reward("Q", SAID, [], [], **row),
    "skyrl": lambda row: skyrl.StepRewardEnv({}, row).step(SAID)["reward"],
    "nemo-rl": lambda row: nemo_rl.step_reward(row["output"], SAID)[0],
    "roll": lambda row: nemo_rl.step_reward(row["ground_truth"], SAID)[0],
}


@pytest.mark.parametrize("name", [*PAID])
@pytest.mark.parametrize(
    ("fields", "reward"),
    [
        pytest.param({}, 2.1, id="right"),
        pytest.param({"answer": "7"}, 1.1, id="another answer"),
        pytest.param({"answer": ["7", "6"]}, 2.1, id="one of two answers"),
        pytest.param({"key_steps": ["12/3 = 4"]}, 2.0, id="another key step"),
        pytest.param(
            {"key_steps": [{"forms": ["12/2 = 6"], "section": "description"}]},
            2.0,
            id="a key step of a section that is not there",
        ),
        pytest.param({"key_steps": None}, 2.0, id="no key steps"),
    ],
)
def test_the_reward_is_that_of_the_record(name: str, fields: Row, reward: float) -> None:
    item = reader_of("records")({**ASKED, **fields})
    row = json.loads(json.dumps(write_layout(item, BY_NAME[name], Wishes(), 0)))
    assert PAID[name](row) == pytest.approx(reward)
    assert Scorer().score(SAID, item.truth).reward == pytest.approx(reward)


def test_every_layout_is_paid() -> None:
    assert set(PAID) == set(BY_NAME)
