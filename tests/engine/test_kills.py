"""kill -9 at random moments, of the run or of its workers: the end is the same, byte for byte."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from stepreward.engine import score_files
from tests.engine.lines import COMMAND, numbered, wait_for, written
from tests.processes import workers_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills, and reads /proc")

LINES = [one if at % 100 else "no json" for at, one in enumerate(numbered(4_000))]
KILLS = 3


def start(path: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "score", path, "-o", out, "--workers", "2"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def expected(path: Path, folder: Path, suffix: str) -> tuple[bytes, bytes]:
    score_files([path], output=folder / f"whole{suffix}", workers=1)
    return outputs(folder / f"whole{suffix}")


def outputs(out: Path) -> tuple[bytes, bytes]:
    return out.read_bytes(), out.with_name(f"{out.name}.rejects.jsonl").read_bytes()


@pytest.mark.parametrize("suffix", ["", ".gz"], ids=["plain", "gzip in and out"])
def test_a_run_that_is_killed_again_and_again_ends_as_if_it_had_not_been(
    tmp_path: Path, suffix: str
) -> None:
    text = "".join(f"{one}\n" for one in LINES).encode()
    path = written(tmp_path / f"in{suffix}", [gzip.compress(text) if suffix else text])
    whole = expected(path, tmp_path, suffix)
    random, out = Random(20_260_101), tmp_path / f"out.jsonl{suffix}"
    part = tmp_path / f"{out.name}.part"
    for target in sorted(random.uniform(0.05, 0.8) * len(whole[0]) for _ in range(KILLS)):
        running = start(path, out)
        wait_for(lambda target=target: part.exists() and part.stat().st_size >= target)
        time.sleep(random.uniform(0, 0.05))
        running.kill()
        running.wait()
        assert not out.exists()
    assert start(path, out).wait() == 1  # some lines are refused
    assert outputs(out) == whole
    assert (
        sorted(one.name for one in tmp_path.iterdir() if one.suffix in (".part", ".journal")) == []
    )


def test_workers_that_are_killed_at_random_cost_no_line(tmp_path: Path) -> None:
    path, out = written(tmp_path / "in.jsonl", LINES), tmp_path / "out.jsonl"
    whole = expected(path, tmp_path, "")
    random, part = Random(20_260_102), tmp_path / "out.jsonl.part"
    running = start(path, out)
    for target in (0.1, 0.35, 0.6):
        wait_for(
            lambda target=target: (
                part.stat().st_size >= target * len(whole[0]) if part.exists() else False
            )
        )
        workers = workers_of(running.pid)
        assert workers
        os.kill(random.choice(workers), signal.SIGKILL)
    assert running.wait() == 1
    assert outputs(out) == whole
