"""One worker process: started by spawn, deaf to Ctrl-C, at the other end of a pipe."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from stepreward.errors import StepRewardError

KILLED = "a worker process was killed; try fewer --workers where memory ran out"
_NOT_STARTED = (
    "a worker process could not start; in a script of your own, "
    "guard this call by if __name__ == '__main__'"
)


class WorkerError(StepRewardError, RuntimeError):
    """Worker processes die: the message says over what, what is kept, and the mend."""


class Worker(NamedTuple):
    """A process, and our end of the pipe to it: one task goes in, then its result comes out."""

    process: Any
    line: Connection


@contextmanager
def held_back(*signals: signal.Signals) -> Iterator[None]:
    """Hold signals back from this thread: a process that starts inherits that, and dies of none."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # the first process would start it, which lets them through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def hire(make: Callable[[], Callable[[Any], Any]]) -> Worker:
    """Start a process that applies what ``make`` makes; ``receive`` tells when it is there."""
    context = multiprocessing.get_context("spawn")  # a fork beside threads or CUDA may hang
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(make, theirs), daemon=True)
    process.start()
    theirs.close()  # the worker's alone: its death ends the line
    return Worker(process, ours)


def send(line: Any, task: Any) -> None:
    """Give a worker its next task; raise WorkerError where it has died.

    ``Connection.send`` is not used: a Ctrl-C amid it leaves the view of a ``BytesIO`` behind, over
    which Python 3.12.1 crashes on its way out (CPython's gh-111049).
    """
    try:
        line.send_bytes(pickle.dumps(task))
    except OSError:
        raise WorkerError(KILLED) from None


def receive(line: Any, *, has_started: bool) -> Any:
    """Wait for a worker's result, at first for its word that it is there; raise as ``send``."""
    try:
        return line.recv()
    except (EOFError, OSError):  # an OSError where it died amid a result
        raise WorkerError(KILLED if has_started else _NOT_STARTED) from None


# In a worker process.


def _serve(make: Callable[[], Callable[[Any], Any]], line: Connection) -> None:
    """Say that we are there, then answer task after task until the line ends; so do we."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    work = make()
    with suppress(EOFError, ConnectionError):
        line.send(None)
        while True:
            line.send(work(line.recv()))
