"""What takes minutes: that a run learns, and that a kill at any moment costs nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from stepreward.train import load_settings, train

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
MAX_CPU_S = 240
KILLS = 10


def start(arguments: Sequence[str], place: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "stepreward", "train", "--output", str(place), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_the_quick_recipe_learns_within_its_budget(tmp_path: Path) -> None:
    before = time.process_time()
    found = train(load_settings("quick"), tmp_path / "run")
    spent = time.process_time() - before
    first, last = found["warm-up"]["T=1"], found["rl"]["T=1"]
    print(f"{spent:.0f} CPU-s; {first} -> {last}")  # noqa: T201 - a figure for the docs
    assert last.accuracy - first.accuracy >= 0.12
    assert last.validity - first.validity >= 0.10
    assert spent <= MAX_CPU_S


FEW = (
    "--set=warm_up.stop_after=12 --set=warm_up.batch=8 --set=warm_up.checkpoint_every=3 "
    "--set=rl.updates=12 --set=rl.prompts=2 --set=rl.group=4 --set=rl.checkpoint_every=3 "
    "--set=evaluation.count=8 --set=rl.rollouts_every=4"
).split()
FILES = ("warm-up/metrics.jsonl", "rl/metrics.jsonl", "evaluation.json")


def test_ten_kills_at_random_moments_change_nothing(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert start(FEW, tmp_path / "whole").wait() == 0
    takes_s = time.monotonic() - begun
    place, kills = tmp_path / "killed", 0
    rng = random.Random(time.time_ns())
    while True:
        is_begun = (place / "settings.toml").exists()
        process = start(["--resume"] if is_begun else FEW, place)
        try:
            code = process.wait(rng.uniform(0.2, 0.9) * takes_s if kills < KILLS else None)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            continue
        assert code == 0
        if kills >= KILLS:
            break
        for left in ("warm-up", "rl"):  # it came to its end: once more, from the start
            assert (place / left / "model").is_dir()
        same(tmp_path / "whole", place)
        place.rename(tmp_path / f"done-{kills}")
    same(tmp_path / "whole", place)


def same(whole: Path, other: Path) -> None:
    for name in FILES:
        assert (whole / name).read_bytes() == (other / name).read_bytes(), name
    kept = sorted(path.name for path in (whole / "rl" / "rollouts").iterdir())
    for name in kept:
        one, two = (place / "rl" / "rollouts" / name for place in (whole, other))
        assert one.read_bytes() == two.read_bytes(), name
