"""Work over several processes, results in the order of the input, a bounded number in flight."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count, islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, TypeVar

from stepreward.errors import StepRewardError

Task = TypeVar("Task")
Result = TypeVar("Result")

_SMALL = 8  # so few chunks are done before a second process has started
_MAX_DEFAULT = 32  # processes we take unasked
MAX_WORKERS = 61  # more, Windows cannot wait for
_AHEAD = 4  # results a worker that may wait for an earlier one


class WorkerError(StepRewardError, RuntimeError):
    """A worker process died: the message says what is kept, and the mend."""


def in_order(
    make: Callable[[], Callable[[Task], Result]], tasks: Iterable[Task], workers: int | None = None
) -> Generator[Result, None, None]:
    """Apply what ``make`` makes to every task, in ``workers`` processes that each make their own.

    None takes one process a core, and none at all for a handful of tasks.
    """
    waiting = iter(tasks)
    if workers is None:
        first = list(islice(waiting, _SMALL))
        workers = default_workers() if len(first) == _SMALL else 1
        waiting = chain(first, waiting)
    if workers < 2:
        work = make()
        return (work(task) for task in waiting)
    return _over_processes(make, waiting, min(workers, MAX_WORKERS))


def default_workers() -> int:
    """Count the cores this process may use: so many workers, up to a cap, are worth it."""
    is_linux = sys.platform == "linux"
    cores = len(os.sched_getaffinity(0)) if is_linux else os.cpu_count() or 1
    return min(cores, _MAX_DEFAULT)


class Worker(NamedTuple):
    """A process, and our end of the pipe to it: one task goes in, then its result comes out."""

    process: Any
    line: Connection


def _over_processes(
    make: Callable[[], Callable[[Task], Result]], tasks: Iterator[Task], workers: int
) -> Generator[Result, None, None]:
    crew: list[Worker] = []
    try:
        for _ in range(workers):
            with _interrupts_held():
                crew.append(hire(make))
        yield from _dealt([worker.line for worker in crew], tasks)
    finally:
        with _interrupts_held():
            _dismiss(crew)


def _dealt(lines: list[Connection], tasks: Iterator[Any]) -> Iterator[Any]:
    """Give each worker that is free the next task; yield the results in the tasks' order."""
    numbered = enumerate(tasks)
    busy: dict[Any, int | None] = dict.fromkeys(lines)  # with which task; None: it is starting
    free: list[Any] = []
    done: dict[int, Any] = {}
    for due in count():
        while due not in done:
            while free and len(busy) + len(done) < _AHEAD * len(lines):
                given = next(numbered, None)
                if given is None:
                    break
                busy[free[-1]] = given[0]
                send(free.pop(), given[1])
            if not busy:
                return
            for line in wait(list(busy)):
                at = busy.pop(line)
                result = receive(line, has_started=at is not None)
                free.append(line)
                if at is not None:
                    done[at] = result
        yield done.pop(due)


def send(line: Any, task: Any) -> None:
    """Give a worker its next task; raise WorkerError where it has died."""
    try:
        line.send(task)
    except OSError:
        raise WorkerError(_KILLED) from None


def receive(line: Any, *, has_started: bool) -> Any:
    """Wait for a worker's result, at first for its word that it is there; raise as ``send``."""
    try:
        return line.recv()
    except (EOFError, OSError):  # an OSError where it died amid a result
        raise WorkerError(_KILLED if has_started else _NOT_STARTED) from None


_KILLED = "a worker process was killed; try fewer --workers where memory ran out"
_NOT_STARTED = (
    "a worker process could not start; in a script of your own, "
    "guard this call by if __name__ == '__main__'"
)


def hire(make: Callable[[], Callable[[Any], Any]]) -> Worker:
    """Start a process that applies what ``make`` makes; ``receive`` tells when it is there."""
    context = multiprocessing.get_context("spawn")  # a fork beside threads or CUDA may hang
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(make, theirs), daemon=True)
    process.start()
    theirs.close()  # the worker's alone: its death ends the line
    return Worker(process, ours)


def _dismiss(crew: list[Worker]) -> None:
    for worker in crew:
        worker.line.close()
        worker.process.terminate()
    for worker in crew:
        worker.process.join()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back: a process that starts inherits that, and dies of none itself."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    resource_tracker.ensure_running()  # the first process would start it, which lets Ctrl-C through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a worker process.


def _serve(make: Callable[[], Callable[[Any], Any]], line: Connection) -> None:
    """Say that we are there, then answer task after task until the line ends; so do we."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    work = make()
    with suppress(EOFError, ConnectionError):
        line.send(None)
        while True:
            line.send(work(line.recv()))
