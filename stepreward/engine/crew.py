"""Workers who do one job at a time; whoever dies is replaced."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from stepreward.engine.worker import KILLED, Worker, WorkerError, held_back, hire, receive, send

_MAX_FALSE_STARTS = 3  # in a row: somebody kills every worker as it starts


@dataclass(slots=True)
class Job:
    """A task with its number, and how many workers died over it."""

    at: int
    task: Any
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its result, or the death of its worker."""

    job: Job
    result: Any = None
    is_death: bool = False


class Crew:
    """Processes that each make their own work from ``make``."""

    def __init__(self, make: Callable[[], Callable[[Any], Any]]) -> None:
        self._make = make
        self._hired: dict[Any, Worker] = {}  # by our end of the pipe
        self._busy: dict[Any, Job | None] = {}  # with which job; None: it is starting
        self._free: list[Any] = []
        self._false_starts = 0

    @property
    def has_free(self) -> bool:
        """Tell whether somebody waits for a job."""
        return bool(self._free)

    @property
    def busy(self) -> int:
        """Count those who work or start."""
        return len(self._busy)

    def add(self) -> None:
        """Hire one more."""
        with _interrupts_held():
            worker = hire(self._make)
            self._hired[worker.line] = worker
            self._busy[worker.line] = None

    def give(self, job: Job) -> bool:
        """Hand a job to one who is free; False where that one turns out to be dead."""
        line = self._free.pop()
        try:
            send(line, job.task)
        except WorkerError:
            self._bury(line)
            self.add()
            return False
        self._busy[line] = job
        return True

    def finished(self) -> Iterator[Outcome]:
        """Wait until something happens; tell of every job that ended. Raise WorkerError."""
        lines: list[Any] = wait(list(self._busy))
        for line in lines:
            job = self._busy.pop(line)
            try:
                result = receive(line, has_started=job is not None)
            except WorkerError as error:
                exit_code = self._bury(line)
                if job is None:
                    self._forgive(error, exit_code)
                self.add()
                if job is not None:
                    yield Outcome(job, is_death=True)
                continue
            self._free.append(line)
            if job is None:
                self._false_starts = 0
            else:
                yield Outcome(job, result)

    def dismiss(self) -> None:
        """End every process, whatever it does."""
        with _interrupts_held():
            for worker in self._hired.values():
                worker.line.close()
                worker.process.terminate()
            for worker in self._hired.values():
                worker.process.join()

    def _bury(self, line: Any) -> int:
        """Take leave of one who died; give the exit code, below 0 for a signal."""
        process = self._hired.pop(line).process
        line.close()
        process.join()
        return int(process.exitcode)

    def _forgive(self, error: WorkerError, exit_code: int) -> None:
        """Let a process die as it starts, by a signal and not too often."""
        self._false_starts += 1
        if exit_code >= 0:
            raise error
        if self._false_starts >= _MAX_FALSE_STARTS:
            raise WorkerError(KILLED)


def _interrupts_held() -> AbstractContextManager[None]:
    """Hold Ctrl-C back from the thread that is told of it."""
    is_main = threading.current_thread() is threading.main_thread()
    return held_back(signal.SIGINT) if is_main else nullcontext()
