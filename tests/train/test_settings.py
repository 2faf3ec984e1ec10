"""Settings of a run: checked, explained, and written down so that they read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stepreward.errors import FileError, SettingError
from stepreward.train import RECIPES, load_settings
from stepreward.train.recipes import as_toml, change_of, settings_in
from stepreward.train.settings import Table, TrainSettings


@pytest.mark.parametrize("recipe", list(RECIPES))
def test_a_recipe_written_down_reads_back(tmp_path: Path, recipe: str) -> None:
    odd = {"instruction": 'look 😀 \x7f \\ "so"\n', "max_grad_norm": float("inf")}
    scorer = {"scorer": {"alpha": 0.2, "formats": ["r1-vl"]}}
    settings = load_settings(recipe, changes=[odd, scorer])
    (tmp_path / "settings.toml").write_text(as_toml(settings), encoding="utf-8")
    assert settings_in(tmp_path) == settings


def test_every_setting_has_a_line_of_help() -> None:
    def walk(table: type[Table]) -> None:
        for name, field in table.model_fields.items():
            assert (field.description or "").endswith((".", ";")), name
            if isinstance(field.annotation, type) and issubclass(field.annotation, Table):
                walk(field.annotation)

    walk(TrainSettings)


def test_the_papers_settings() -> None:
    settings = load_settings("r1-vl")
    rl = settings.rl
    assert (rl.group, rl.prompts, rl.beta, rl.learning_rate, rl.temperature) == (
        4, 4, 0.04, 1e-6, 1.2,
    )  # fmt: skip
    assert (settings.scorer.alpha, settings.max_completion_tokens) == (0.1, 1024)
    assert (settings.warm_up.learning_rate, settings.warm_up.batch) == (1e-5, 128)
    assert (rl.average, settings.algorithm) == ("sequence", "stepgrpo")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            "rl.update=3", "rl.update: no such setting; did you mean 'updates'?", id="typo"
        ),
        pytest.param("modle=x", "modle: no such setting; did you mean 'model'?", id="typo on top"),
        pytest.param(
            "rl.group=1", "rl.group: input should be greater than or equal to 2", id="low"
        ),
        pytest.param("precision=fp8", "precision: input should be 'fp32' or 'bf16'", id="a choice"),
        pytest.param("scorer.alpha=3", "scorer.alpha: ", id="of the scorer"),
        pytest.param("scorer.alhpa=0.2", "scorer.alhpa: no such setting", id="typo in the scorer"),
        pytest.param("rl=3", "rl: ", id="a table"),
        pytest.param("warm_up.stop_after=900", "warm_up.stop_after: 900 lies behind", id="late"),
        pytest.param("rl.updates_per_rollout=2", "rl.updates_per_rollout: stepgrpo", id="no clip"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(change: str, words: str) -> None:
    with pytest.raises(SettingError) as raised:
        load_settings("quick", changes=[change_of(change)])
    assert str(raised.value).startswith(words)


@pytest.mark.parametrize("text", ["rl.updates", "=3", "rl.=3", ""])
def test_no_assignment(text: str) -> None:
    with pytest.raises(SettingError, match="write NAME=VALUE"):
        change_of(text)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param("seed=3", {"seed": 3}, id="a number"),
        pytest.param("model=a/b", {"model": "a/b"}, id="a bare word"),
        pytest.param("stages=['rl']", {"stages": ["rl"]}, id="a list"),
        pytest.param("rl.schedule = linear", {"rl": {"schedule": "linear"}}, id="blanks"),
    ],
)
def test_assignments(text: str, change: dict[str, Any]) -> None:
    assert change_of(text) == change


def test_changes_go_over_the_file_and_the_file_over_the_recipe(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    path.write_text("seed = 4\n[rl]\nupdates = 7\nprompts = 2\n", encoding="utf-8")
    settings = load_settings("quick", path, [change_of("rl.prompts=3")])
    assert (settings.seed, settings.rl.updates, settings.rl.prompts, settings.rl.group) == (
        4, 7, 3, 8,
    )  # fmt: skip


def test_a_file_may_name_the_recipe_it_starts_from(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    path.write_text('recipe = "quick"\nseed = 4\n', encoding="utf-8")
    assert load_settings(None, path) == load_settings("quick", changes=[{"seed": 4}])
    path.write_text("seed = 4\n", encoding="utf-8")
    assert load_settings(None, path) == TrainSettings(seed=4)
    assert load_settings("r1-vl", path).rl == TrainSettings().rl


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("seed = = 4")
    with pytest.raises(SettingError, match=r"bad\.toml: is no TOML"):
        load_settings("quick", tmp_path / "bad.toml")
    with pytest.raises(FileError, match="name a TOML file"):
        load_settings("quick", tmp_path / "none.toml")
    with pytest.raises(FileError, match="holds no run"):
        settings_in(tmp_path)
    with pytest.raises(SettingError, match="recipe 'quik' is unknown; did you mean 'quick'"):
        load_settings("quik")
