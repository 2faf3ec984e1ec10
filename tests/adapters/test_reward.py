"""Settings of reward functions: by keyword, by environment, by file; and truths that are none."""

from __future__ import annotations

import logging
import pickle
from pathlib import Path
from typing import Any

import pytest

from stepreward import ScorerConfig
from stepreward.adapters import swift, trl, verl
from stepreward.adapters.reward import Reward, Scalar, with_changes
from stepreward.errors import FileError, SettingError, TruthError

RIGHT = "Half of the 12 eggs are for her: 12/2 = 6 eggs.\n#### 6"
ROW = {"answer": "6", "key_steps": ["12/2 = 6"]}
ALPHA = 'alpha = 0.5\npreset = "paper"\n'


def earned(reward: Reward, row: dict[str, Any] = ROW) -> float | None:
    return reward.outcome(RIGHT, row).reward


@pytest.fixture
def settings(tmp_path: Path) -> str:
    file = tmp_path / "settings.toml"
    file.write_text(ALPHA)
    return str(file)


def test_without_settings_it_is_the_default_preset() -> None:
    assert earned(Reward()) == 2.1


@pytest.mark.parametrize(
    ("reward", "expected"),
    [
        pytest.param(Reward(config="paper"), 2.1, id="a preset"),
        pytest.param(Reward(config=ScorerConfig(alpha=0.2)), 2.2, id="a ScorerConfig"),
        pytest.param(with_changes(Reward, {"alpha": 0.3}), 2.3, id="a keyword"),
        pytest.param(with_changes(Reward, {"alpha": 0.3, "config": "paper"}), 2.3, id="both"),
        pytest.param(
            with_changes(Reward, {"policy": {"relative_tolerance": 0.1}}), 2.1, id="a table"
        ),
        pytest.param(Reward("step_rar"), 1.1, id="StepRAR"),
        pytest.param(Reward("step_rvr"), 1.0, id="StepRVR"),
    ],
)
def test_settings_by_keyword(reward: Reward, expected: float) -> None:
    assert earned(reward) == pytest.approx(expected)


def test_settings_by_file_and_by_environment(
    settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert earned(Reward(config=settings)) == 2.5
    assert earned(Reward()) == 2.1
    monkeypatch.setenv("STEPREWARD_CONFIG", settings)
    assert earned(Reward()) == 2.5
    assert earned(with_changes(Reward, {"alpha": 0.3})) == 2.3
    assert earned(Reward(config="stepgrpo")) == 2.1  # what is named outweighs the environment


@pytest.mark.parametrize(
    ("kind", "settings", "message"),
    [
        pytest.param(Reward, {"part": "steprar"}, "part: did you mean 'step_rar'", id="part"),
        pytest.param(Reward, {"alhpa": 1}, "did you mean 'alpha'", id="name"),
        pytest.param(Scalar, {"alpha": "x"}, "alpha: expected a number", id="value"),
        pytest.param(Reward, {"config": "papr"}, "did you mean 'paper'", id="preset"),
        pytest.param(Reward, {"on_error": "skip"}, "on_error: 'skip' is not", id="way"),
        pytest.param(Scalar, {"on_error": "none"}, "known are raise, zero", id="None for numbers"),
        pytest.param(Reward, {"fields": "gold"}, "write OURS=THEIRS", id="field"),
    ],
)
def test_a_wrong_setting_is_named(
    kind: type[Reward], settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(SettingError, match=message):
        with_changes(kind, settings)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileError, match=r"none\.toml: No such file"):
        Reward(config="none.toml")


def test_an_empty_answer_is_a_bad_truth_and_no_answer_is_none() -> None:
    with pytest.raises(TruthError, match=r"^answer: is empty; write \[\] where there is no gold"):
        Reward().outcome(RIGHT, {"answer": " "})
    assert earned(Reward(), {"answer": [], "key_steps": []}) == 1.0


BAD = {"answer": "6", "key_steps": [{"text": "x"}]}


def test_a_bad_truth_raises_unless_told_otherwise(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(TruthError, match=r"row 7 of the batch: key_steps\[0\].*ON_ERROR=zero"):
        Reward().outcome(RIGHT, BAD, at=7)
    with caplog.at_level(logging.WARNING, "stepreward"):
        found = [Reward(on_error="zero").outcome(RIGHT, BAD) for _ in range(3)]
    assert [one.reward for one in found] == [0.0, 0.0, 0.0]
    assert [one.metrics()["bad_truth"] for one in found] == [1.0, 1.0, 1.0]
    assert len([one for one in caplog.records if "paid zero" in one.message]) == 1
    assert Reward(on_error="none").outcome(RIGHT, BAD).reward is None


def test_what_a_bad_truth_costs_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STEPREWARD_ON_ERROR", "zero")
    assert earned(Reward(), BAD) == 0.0
    monkeypatch.setenv("STEPREWARD_ON_ERROR", "nought")
    with pytest.raises(SettingError, match="STEPREWARD_ON_ERROR: 'nought'"):
        earned(Reward(), BAD)


def test_rows_without_a_truth_get_none_where_the_framework_takes_it() -> None:
    nothing = {"answer": None, "key_steps": None}
    assert earned(Reward(), nothing) is None
    with pytest.raises(TruthError, match="the answer and the key steps are null"):
        earned(Scalar(), nothing)


def test_a_row_that_names_things_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"gold": "6", "meta": {"steps": ["12/2 = 6"]}}
    with pytest.raises(TruthError, match=r"no field 'answer' or 'solution'; there is gold, meta"):
        earned(Reward(), row)
    pairs = "answer=gold,key_steps=meta.steps"
    assert earned(Reward(fields=pairs), row) == 2.1
    monkeypatch.setenv("STEPREWARD_FIELDS", pairs)
    assert earned(Reward(), row) == 2.1


@pytest.mark.parametrize(
    "reward",
    [trl.step_reward, trl.step_rar, trl.step_rvr, trl.StepReward(config=ScorerConfig(alpha=0.2))],
)
def test_reward_functions_pickle_hash_and_compare(reward: trl.StepReward) -> None:
    copy = pickle.loads(pickle.dumps(reward))
    assert copy == reward
    assert hash(copy) == hash(reward)
    columns: dict[str, Any] = {name: [value] for name, value in ROW.items()}
    assert copy([RIGHT], **columns) == reward([RIGHT], **columns)


def test_names_tell_rewards_apart_in_logs() -> None:
    rewards = (trl.step_reward, trl.step_rar, trl.step_rvr)
    assert [one.__name__ for one in rewards] == ["step_reward", "step_rar", "step_rvr"]
    assert verl.compute_score.__name__ == "compute_score"
    assert len(set(rewards)) == 3
    assert [*swift.ORMS] == ["stepreward", "step_rar", "step_rvr"]
