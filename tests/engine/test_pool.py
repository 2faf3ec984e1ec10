"""Work over processes: in order, bounded, and never outliving its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from stepreward.engine import (
    WorkerError,
)
from stepreward.engine.pool import in_order
from stepreward.errors import FileError
from tests.engine.lines import (
    numbered,
    wait_for,
    written,
)
from tests.processes import children_of, workers_of

ROOT = Path(__file__).parents[2]


class Doubles:
    """Work that is made anew in every process."""

    def __call__(self, task: int) -> int:
        return task * 2


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_order(workers: int) -> None:
    assert list(in_order(Doubles, range(40), workers)) == [2 * task for task in range(40)]


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
    assert list(in_order(Doubles, [1, 2])) == [2, 4]


def test_only_some_tasks_are_in_flight() -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[int]:
        for task in range(1_000):
            drawn.append(task)
            yield task

    results = in_order(Doubles, tasks(), 2)
    assert next(results) == 0
    assert len(drawn) <= 4 * 2
    results.close()


@dataclass(frozen=True)
class Mortal:
    """Work that dies over a task, so many times; each leaves a file behind."""

    folder: Path
    task: int
    deaths: int

    def __call__(self, task: int) -> int:
        if task == self.task:
            died = len(list(self.folder.iterdir()))
            if died < self.deaths:
                (self.folder / str(died)).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return task * 2


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("task", [0, 17, 39])
def test_the_task_of_a_worker_that_dies_is_done_again_in_its_place(
    tmp_path: Path, task: int
) -> None:
    results = in_order(partial(Mortal, tmp_path, task, 1), range(40), 2)
    assert list(results) == [2 * number for number in range(40)]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_task_that_kills_two_workers_is_named_and_what_came_before_is_kept(
    tmp_path: Path,
) -> None:
    found: list[int] = []
    with pytest.raises(WorkerError, match=r"^20: two worker processes died over this"):
        found.extend(in_order(partial(Mortal, tmp_path, 20, 9), range(40), 2))
    assert found == [2 * task for task in range(len(found))]
    assert 10 <= len(found) <= 20
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_workers_that_die_between_tasks_are_replaced() -> None:
    before = workers_of(os.getpid())
    results = in_order(Doubles, range(40), 2)
    found = [next(results), next(results)]
    for worker in set(workers_of(os.getpid())) - set(before):
        os.kill(worker, signal.SIGKILL)
    assert [*found, *results] == [2 * task for task in range(40)]


@pytest.mark.parametrize("workers", [1, 2, None])
def test_what_the_tasks_raise_comes_behind_what_was_begun(workers: int | None) -> None:
    def tasks() -> Iterator[int]:
        yield from range(5)
        raise FileError("the file ends")

    found: list[int] = []
    with pytest.raises(FileError, match="the file ends"):
        found.extend(in_order(Doubles, tasks(), workers))
    assert found == [0, 2, 4, 6, 8]


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


STOPPED = """
import signal
from multiprocessing import Pipe
from stepreward.engine.worker import send

def stopped():
    try:
        send(ours, "x" * 10_000_000)  # more than the line holds, and nobody reads
    except KeyboardInterrupt as stop:
        kept = stop  # a loop, which is collected last of all

signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 0.2)
ours, theirs = Pipe()
stopped()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no alarms there")
def test_python_ends_well_after_a_ctrl_c_amid_a_task() -> None:
    command = [sys.executable, "-c", STOPPED]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


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
