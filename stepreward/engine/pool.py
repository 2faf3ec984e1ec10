"""Work over several processes, results in the order of the input, a bounded number in flight."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from stepreward.errors import StepRewardError

Task = TypeVar("Task")
Result = TypeVar("Result")

_SMALL = 8  # so few chunks are done before a second process has started
_MAX_DEFAULT = 32  # processes we take unasked
_MAX_WORKERS = 61  # more, Windows cannot wait for


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
        workers = min(_cores(), _MAX_DEFAULT) if len(first) == _SMALL else 1
        waiting = chain(first, waiting)
    if workers < 2:
        work = make()
        return (work(task) for task in waiting)
    return _over_processes(make, waiting, workers)


def _cores() -> int:
    """Count the cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _over_processes(
    make: Callable[[], Callable[[Task], Result]], tasks: Iterator[Task], workers: int
) -> Generator[Result, None, None]:
    context = multiprocessing.get_context("spawn")  # a fork beside threads or CUDA may hang
    life, hold = context.Pipe(duplex=False)  # workers end when ``hold`` does, or we do
    pool = ProcessPoolExecutor(
        min(workers, _MAX_WORKERS), context, initializer=_start, initargs=(make, life)
    )
    running: deque[Future[Any]] = deque()
    try:
        for task in tasks:
            with _interrupts_held():
                running.append(pool.submit(_run, task))
            if len(running) > 2 * workers:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
        pool.shutdown()
    except BrokenProcessPool:
        mend = "try fewer --workers where memory ran out"
        raise WorkerError(f"a worker process was killed; {mend}") from None
    finally:
        hold.close()
        pool.shutdown(cancel_futures=True)


# In a worker process.

_WORK: Callable[[Any], Any] | None = None


def _start(make: Callable[[], Callable[[Any], Any]], life: Connection) -> None:
    """Make the work once a process; Ctrl-C is the parent's business."""
    global _WORK  # noqa: PLW0603 - the one thing a worker process is for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    _WORK = make()


def _end_with(life: Connection) -> None:
    """Wait for the other end of a pipe to close, however that comes about."""
    with suppress(OSError):
        life.poll(None)
    os._exit(1)


def _run(task: Any) -> Any:
    assert _WORK is not None
    return _WORK(task)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: it inherits that, and dies of none itself."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
