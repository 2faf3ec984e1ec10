"""ms-swift: the plug-in file by its own loader, and rewards by its own batching."""

from __future__ import annotations

import math
from typing import Any

import pytest

pytest.importorskip("swift.rewards", reason="ms-swift is not installed: make test-swift")

import torch
from swift.rewards import orms
from swift.rl_core.data import GRPOSample
from swift.rl_core.grpo_algorithm import compute_rewards_per_func
from swift.utils.utils import import_external_file

from stepreward.adapters import trl
from stepreward.adapters.names import name_for
from tests.frameworks.records import ANSWER, BESIDE, QUESTION, TOLD


def sample(text: str, **row: Any) -> GRPOSample:
    """Make a rollout as ms-swift's trainer holds it."""
    said = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": text}]
    return GRPOSample.from_row({"messages": said, "request_id": "r", "prompt_id": "p", **row})


@pytest.fixture(scope="module", autouse=True)
def _plugin() -> None:
    import_external_file(name_for("swift"))  # what --external_plugins does


@pytest.mark.parametrize(
    ("name", "part"),
    [("stepreward", "reward"), ("step_rar", "step_rar"), ("step_rvr", "step_rvr")],
)
def test_it_pays_what_the_scorer_pays(name: str, part: str) -> None:
    samples = [sample(told.text, solution=ANSWER, **BESIDE) for told in TOLD]
    found = compute_rewards_per_func(samples, [orms[name](args=None)], [None], torch.device("cpu"))
    expected = [getattr(told.report, part) for told in TOLD]
    assert found[:, 0].tolist() == pytest.approx(expected)


def test_rows_of_other_tasks_are_left_out() -> None:
    rows: list[dict[str, Any]] = [
        {"solution": ANSWER, **BESIDE},
        {"solution": None, "key_steps": None},
    ]
    samples = [sample(TOLD[0].text, **row) for row in rows]
    orm = orms["stepreward"](args=None)
    first, second = compute_rewards_per_func(samples, [orm], [None], torch.device("cpu"))[
        :, 0
    ].tolist()
    assert first == pytest.approx(2.1)
    assert math.isnan(second)  # no reward


def test_a_callable_may_be_handed_over_in_its_place() -> None:
    assert trl.step_reward not in orms  # which asks for a hash
    samples = [sample(TOLD[0].text, solution=ANSWER, **BESIDE)]
    found = compute_rewards_per_func(samples, [trl.step_reward], [None], torch.device("cpu"))
    assert found[0, 0].item() == pytest.approx(2.1)


def test_the_plug_in_hides_no_package_of_the_same_name() -> None:
    import trl as theirs  # ms-swift has put the plug-in's folder on the import path

    assert "stepreward" not in str(theirs.__file__)
