"""What each framework asks of a reward function beyond the reward."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import stepreward.adapters
from stepreward.adapters import areal, easyr1, nemo_rl, openrlhf, roll, slime, swift, trl, verl
from stepreward.adapters import skyrl as skyrl_adapter
from stepreward.adapters import verifiers as verifiers_adapter
from stepreward.errors import SettingError
from tests.adapters.cases import CASES, Letters

RIGHT = "Half of the 12 eggs are for her: 12/2 = 6 eggs.\n#### 6"
WRONG = "#### 7"
STEPS = ["12/2 = 6"]
LABEL = '{"answer": "6", "key_steps": ["12/2 = 6"]}'
METRICS = set(CASES[0].report.metrics())


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(path.stem, id=path.stem)
        for path in sorted(Path(stepreward.adapters.__path__[0]).glob("*.py"))
        if path.stem != "__init__"
    ],
)
def test_an_adapter_imports_no_framework_nor_anything_heavy(module: str) -> None:
    code = (
        f"import sys, stepreward.adapters.{module}\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('torch', 'sympy', 'transformers', 'ray', 'pyarrow', 'datasets', module)])"
    ).replace("module)", f"'{module}')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_trl_gets_metrics_and_columns_of_each_reward_once() -> None:
    metrics: dict[str, float] = {}
    table: dict[str, list[Any]] = {}
    for reward in (trl.step_rar, trl.step_rvr):
        reward(
            [RIGHT, WRONG],
            answer=["6", "6"],
            key_steps=[STEPS, STEPS],
            log_metric=metrics.__setitem__,
            log_extra=table.__setitem__,
        )
    assert metrics == {
        "stepreward/accuracy": 0.5,
        "stepreward/coverage": 0.5,
        "stepreward/validity": 0.5,
    }
    assert table == {"key_steps": ["1 of 1", "0 of 1"], "violations": ["", "no_steps, no_work"]}


def test_trl_may_log_nothing_and_pays_nothing_for_rows_of_other_tasks() -> None:
    assert trl.step_reward([RIGHT, RIGHT], answer=["6", None], key_steps=[STEPS, None]) == [
        2.1,
        None,
    ]
    assert len(inspect.signature(trl.step_reward).parameters) >= 2


def test_swift_takes_no_answer_that_was_cut_off() -> None:
    reward = swift.StepReward(args=None)
    paid = reward([RIGHT, RIGHT], solution=["6", "6"], is_truncated=[False, True])
    assert paid[0] is not None
    assert paid[1] is not None
    assert paid[0] > paid[1]


def test_verl_gets_the_same_keys_of_plain_floats_whatever_comes() -> None:
    rows = [(RIGHT, "6", None), (WRONG, LABEL, {"index": 3}), ("", "6", {"key_steps": None})]
    scores = [verl.compute_score("any", *row) for row in rows]
    scores.append(verl.compute_score("any", RIGHT, None, None, on_error="zero"))
    assert {frozenset(score) for score in scores} == {
        frozenset({"score", "acc", "bad_truth", *METRICS})
    }
    assert {type(value) for score in scores for value in score.values()} == {float}
    assert [score["acc"] for score in scores] == [1.0, 0.0, 0.0, 0.0]


def test_verl_takes_settings_as_keywords_and_leaves_its_own_alone() -> None:
    row = ("any", RIGHT, LABEL, None)
    own: dict[str, Any] = {"reward_router_address": None, "reward_model_tokenizer": None}
    assert verl.compute_score(*row, alpha=0.2, **own)["score"] == 2.2
    assert verl.compute_score(*row, part="step_rvr")["score"] == 1.0
    with pytest.raises(SettingError, match="alhpa: no such setting; did you mean 'alpha'"):
        verl.compute_score(*row, alhpa=0.2)


def test_verl_batches_pay_what_single_calls_pay() -> None:
    scores = verl.compute_score_batch(
        ["any"] * 2, [RIGHT, WRONG], ["6", "6"], [{"key_steps": STEPS}, None]
    )
    assert [one["score"] for one in scores] == [
        verl.compute_score("any", RIGHT, "6", {"key_steps": STEPS})["score"],
        verl.compute_score("any", WRONG, "6")["score"],
    ]


def test_easyr1_gets_numbers_alone() -> None:
    assert (easyr1.REWARD_TYPE, easyr1.REWARD_NAME) == ("batch", "stepreward")
    (scores,) = easyr1.compute_score([{"response": RIGHT, "ground_truth": LABEL}], alpha=0.2)
    assert scores["overall"] == 2.2
    assert {type(value) for value in scores.values()} == {float}


def test_openrlhf_gets_a_float_and_no_exception_that_it_would_swallow() -> None:
    found = openrlhf.reward_func([f"Q{RIGHT}</s>"], ["Q"], [LABEL])
    assert (found["rewards"], found["scores"]) == (2.1, 1.0)
    assert {type(value) for value in found["extra_logs"].values()} == {float}
    assert openrlhf.reward_func([RIGHT], [""], ['{"answer": {}}'])["rewards"] == 0.0


def test_slime_takes_one_sample_or_a_group() -> None:
    def sample(text: str, status: str = "completed") -> Any:
        told = SimpleNamespace(value=status)
        return SimpleNamespace(response=text, label="6", metadata={"key_steps": STEPS}, status=told)

    group = [sample(RIGHT), sample(WRONG), sample(RIGHT, "truncated")]
    paid = asyncio.run(slime.step_reward(None, group))
    assert paid == [asyncio.run(slime.step_reward(None, one)) for one in group]
    assert isinstance(paid, list)
    assert paid[0] == 2.1 > paid[2]
    parts = asyncio.run(slime.step_parts(None, group))
    assert isinstance(parts, list)
    assert [one["score"] for one in parts] == paid


def test_verifiers_gets_coroutines_and_parts_by_name() -> None:
    trace = SimpleNamespace(last_reply=RIGHT, calls=[SimpleNamespace(finish_reason="stop")])
    task = SimpleNamespace(answer="6", key_steps=STEPS)
    parts = asyncio.run(verifiers_adapter.step_parts(task, trace))
    assert parts == {"step_rar": 1.1, "step_rvr": 1.0}
    cut = SimpleNamespace(last_reply=RIGHT, calls=[SimpleNamespace(finish_reason="length")])
    assert asyncio.run(verifiers_adapter.accuracy(task, trace)) == 1.0
    assert asyncio.run(verifiers_adapter.accuracy(task, cut)) == 0.0


def test_skyrl_ends_after_one_action_and_averages_episodes() -> None:
    episodes = []
    for text in (RIGHT, WRONG):
        env = skyrl_adapter.StepRewardEnv({"alpha": 0.2}, {"reward_spec": {"ground_truth": LABEL}})
        assert env.init("prompt") == ("prompt", {})
        assert env.step(text)["done"] is True
        episodes.append(env.get_metrics())
    assert episodes[0]["reward"] == 2.2
    assert skyrl_adapter.StepRewardEnv.aggregate_metrics(episodes)["accuracy"] == 0.5
    assert skyrl_adapter.StepRewardEnv.aggregate_metrics([]) == {}


def test_areal_pays_a_float() -> None:
    assert areal.step_reward("Q", f"{RIGHT}<|im_end|>", [1], [2], answer="6", messages=[]) == 2.0


def test_nemo_rl_scores_the_last_reply_of_each_conversation() -> None:
    logs = [
        [{"role": "user", "content": "Q"}, {"role": "assistant", "content": text}]
        for text in (RIGHT, WRONG)
    ]
    rows = [{"ground_truth": "6", "key_steps": STEPS}] * 2
    assert nemo_rl.step_rewards(logs, rows) == [
        nemo_rl.step_reward(LABEL, t)[0] for t in (RIGHT, WRONG)
    ]
    assert nemo_rl.step_rewards([[]], rows[:1]) == [0.0]


def test_roll_lays_the_reward_on_tokens() -> None:
    rows = [{"ground_truth": "6", "key_steps": STEPS}] * 2
    found = roll.compute_rewards(Letters(), [[*map(ord, RIGHT)], [*map(ord, WRONG)]], rows)
    assert [len(row) for row in found.token_level] == [len(RIGHT)] * 2
    assert [sum(row) for row in found.token_level] == pytest.approx(found.response_level)
    assert found.scores == [1.0, 0.0]
    part = roll.compute_step_rvr(Letters(), [[*map(ord, RIGHT)], []], [*rows])
    assert sum(part.token_level[0]) == pytest.approx(part.response_level[0])
    assert part.token_level[1] == [0.0] * len(RIGHT)
    assert found.token_level[0][RIGHT.index("12/2 = 6") + 7] == pytest.approx(0.1)


def test_functions_that_are_handed_over_by_name_have_one() -> None:
    functions = [areal.step_reward, areal.step_rar, areal.step_rvr, verl.compute_score]
    assert [one.__name__ for one in functions] == [
        "step_reward",
        "step_rar",
        "step_rvr",
        "compute_score",
    ]
    row = {"answer": "6", "part": "a column of the data set"}
    assert areal.step_reward("Q", RIGHT, [], [], **row) == 2.0


def test_swift_takes_settings_as_the_others_do() -> None:
    row = {"solution": ["6"], "key_steps": [STEPS]}
    assert swift.StepReward(alpha=0.2)([RIGHT], **row) == [2.2]
    with pytest.raises(SettingError, match="did you mean 'alpha'"):
        swift.StepReward(alhpa=0.2)
