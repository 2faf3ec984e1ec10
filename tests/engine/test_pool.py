"""Work over processes: in order, bounded, and never outliving its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stepreward.engine import (
    WorkerError,
)
from stepreward.engine.pool import in_order
from tests.engine.lines import (
    numbered,
    wait_for,
    written,
)

ROOT = Path(__file__).parents[2]


class Obedient:
    """Work that does as the task says; made anew in every process."""

    def __call__(self, task: int) -> int:
        if task == -1:
            os.kill(os.getpid(), signal.SIGKILL)
        return task * 2


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_order(workers: int) -> None:
    assert list(in_order(Obedient, range(40), workers)) == [2 * task for task in range(40)]


class HoldsBack:
    """Work that tells whether Ctrl-C is held back from its process."""

    def __call__(self, _task: int) -> bool:
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set())


@pytest.mark.skipif(sys.platform == "win32", reason="no signal masks there")
def test_ctrl_c_reaches_no_worker_however_young() -> None:
    code = (
        "from stepreward.engine.pool import in_order\n"
        "from tests.engine.test_pool import HoldsBack\n"
        "if __name__ == '__main__': print(*in_order(HoldsBack, range(20), 2))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["True"] * 20


def test_few_tasks_need_no_second_process() -> None:
    assert list(in_order(Obedient, [1, 2])) == [2, 4]


def test_only_some_tasks_are_in_flight() -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[int]:
        for task in range(1_000):
            drawn.append(task)
            yield task

    results = in_order(Obedient, tasks(), 2)
    assert next(results) == 0
    assert len(drawn) <= 4 * 2
    results.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_worker_is_named_and_what_came_before_is_kept() -> None:
    found: list[int] = []
    results = in_order(Obedient, [*range(20), -1, *range(20)], 2)
    with pytest.raises(WorkerError, match="a worker process was killed; try fewer --workers"):
        found.extend(results)
    assert found[:10] == [2 * task for task in range(10)]


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from stepreward.engine.pool import in_order\nprint(list(in_order(int, '123', 2)))"
    )
    command = [sys.executable, str(script)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("guard this call by if __name__ == '__main__'")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_workers_do_not_outlive_their_parent(tmp_path: Path, sent: signal.Signals) -> None:
    path = written(tmp_path / "in.jsonl", list(numbered(60_000)))
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "stepreward",
            "score",
            path,
            "-o",
            tmp_path / "out",
            "--workers",
            "2",
        ],
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: (tmp_path / "out.part").exists() and (tmp_path / "out.part").stat().st_size)
    children = children_of(run.pid)
    assert len(children) >= 2
    run.send_signal(sent)
    run.wait()
    wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]
