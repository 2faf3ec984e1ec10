"""Several processes of one run, over gloo, as torchrun starts them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).parents[2]


def torchrun(processes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", str(processes)]
    environment = {
        **os.environ,
        "ACCELERATE_USE_CPU": "true",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [*command, "--rdzv-backend=c10d", "--rdzv-endpoint=localhost:0", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=240,
    )


def test_two_processes_give_the_gradient_of_one(warm: Path, tmp_path: Path) -> None:
    for processes in (1, 2):
        done = torchrun(processes, "-m", "tests.train.two_processes", str(warm), str(tmp_path))
        assert done.returncode == 0, done.stderr
    one, two = (torch.load(tmp_path / f"{count}.pt", weights_only=True) for count in (1, 2))
    assert float((one - two).abs().max()) <= 1e-6
    assert float(one.abs().max()) > 1e-3


RUN = (
    "--set=processes=2 --set=rl.updates=2 --set=rl.prompts=4 --set=rl.group=2 "
    "--set=evaluation.count=6 --set=warm_up.stop_after=2 --set=warm_up.batch=4 "
    "--set=algorithm=reg_grpo --set=reward=both --set=reg_grpo.margin=0.0"  # shares its replay
).split()


def test_two_processes_train_together(tmp_path: Path) -> None:
    place = str(tmp_path / "run")
    done = torchrun(2, "-m", "stepreward.train", "--output", place, *RUN)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("| model | sampled |") == 1  # printed by one of them
    found = json.loads((tmp_path / "run" / "evaluation.json").read_text())
    assert found["rl"]["T=1"]["count"] == 6  # counted by both
    lines = (tmp_path / "run" / "rl" / "metrics.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == [1, 2]


@pytest.mark.parametrize(
    ("processes", "setting", "words"),
    [
        pytest.param(1, "processes=2", "processes: 2 are meant, 1 are there", id="too few"),
        pytest.param(2, "rl.prompts=3", "rl.prompts: 3 does not part into 2", id="odd batch"),
    ],
)
def test_a_number_of_processes_that_does_not_fit_is_refused(
    tmp_path: Path, processes: int, setting: str, words: str
) -> None:
    place = str(tmp_path / "run")
    done = torchrun(processes, "-m", "stepreward.train", "-o", place, f"--set={setting}")
    assert done.returncode != 0
    assert f"error: {words}" in done.stderr
    assert not (tmp_path / "run").exists()
