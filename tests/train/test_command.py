"""``stepreward train`` as a newcomer uses it: what is printed where, and with which exit code."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stepreward.cli import app
from tests.lacking import without

FEW = (
    "--set=warm_up.stop_after=2 --set=warm_up.batch=4 --set=rl.updates=2 --set=rl.prompts=2 "
    "--set=rl.group=2 --set=evaluation.count=4"
).split()


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["train", *map(str, arguments)], env={"COLUMNS": "200"})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "--output: name a folder for the run", id="no folder"),
        pytest.param(["--recipe", "quik"], "did you mean 'quick'?", id="recipe"),
        pytest.param(["--set", "rl.update=3"], "did you mean 'updates'?", id="setting"),
        pytest.param(["--algorithm", "ppo"], "algorithm: input should be", id="algorithm"),
        pytest.param(["--stage", "sft"], "stages.0: input should be 'warm-up'", id="stage"),
        pytest.param(["--tracker", "mlflow"], "tracker: input should be 'wandb' or", id="tracker"),
        pytest.param(["--config", "/none.toml"], "/none.toml: No such file", id="file"),
        pytest.param(["--data", "/none.jsonl", "-o", "x"], "name a JSONL file", id="data"),
        pytest.param(["-o", __file__], "is a file; name a folder to write to", id="a file"),
        pytest.param(["--resume", "-o", "/none"], "holds no run to go on with", id="nothing there"),
        pytest.param(["--resume", "--seed", 1, "-o", "x"], "the run keeps its settings", id="both"),
        pytest.param(["--resume"], "name the folder of the run with --output", id="resume what"),
    ],
)
def test_misuse_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[object], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("error: ")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_the_settings_that_are_shown_can_be_given_back(tmp_path: Path) -> None:
    shown = run("--recipe", "r1-vl", "--set", "seed=9", "--show-settings").stdout
    (tmp_path / "a.toml").write_text(shown)
    assert "seed = 9" in shown
    assert run("--config", tmp_path / "a.toml", "--show-settings").stdout == shown


def test_a_run_prints_its_table_on_stdout_and_the_rest_beside(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "run", *FEW)
    assert result.exit_code == 0
    assert result.stdout.startswith("| model | sampled | accuracy |")
    assert len(result.stdout.splitlines()) == 6
    assert "rl 2/2 reward 0.00, right 0.00, valid" in result.stderr
    assert result.stderr.splitlines()[-1] == f"the whole report: {tmp_path / 'run' / 'report.md'}"


def test_ctrl_c_of_a_real_run_exits_with_130_and_keeps_a_checkpoint(tmp_path: Path) -> None:
    place = tmp_path / "run"
    many = [*FEW, "--set=rl.updates=500"]
    command = [sys.executable, "-m", "stepreward", "train", "-o", str(place), *many]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        metrics = place / "rl" / "metrics.jsonl"
        for _ in range(1200):
            if metrics.exists() and metrics.stat().st_size:
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=120)
    assert process.returncode == 130
    assert f"go on with: stepreward train --resume --output {place}" in words
    assert "Traceback" not in words
    assert (place / "rl" / "checkpoint.pt").exists()


@pytest.mark.parametrize("missing", ["torch", "transformers", "matplotlib"])
def test_without_the_extra_it_says_what_to_install(tmp_path: Path, missing: str) -> None:
    done = without(missing, "train", "-o", tmp_path / "x")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "error: training needs: pip install 'stepreward[train]'"
    )
