"""Work over several processes, results in the order of the input, a bounded number in flight."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, count, islice
from typing import Any, TypeVar

from stepreward.engine.crew import Crew, Job
from stepreward.engine.worker import WorkerError
from stepreward.errors import StepRewardError

Task = TypeVar("Task")
Result = TypeVar("Result")

_SMALL = 8  # so few chunks are done before a second process has started
_MAX_DEFAULT = 32  # processes we take unasked
MAX_WORKERS = 61  # more, Windows cannot wait for
_AHEAD = 4  # results a worker that may wait for an earlier one
_MAX_DEATHS = 2  # over one task: the first is chance, the second the task


def in_order(
    make: Callable[[], Callable[[Task], Result]], tasks: Iterable[Task], workers: int | None = None
) -> Generator[Result, None, None]:
    """Apply what ``make`` makes to every task, in ``workers`` processes that each make their own.

    None takes one process a core, and none at all for a handful of tasks. The task of a process
    that dies is done again by a new one. Raises WorkerError where that one dies over it as well,
    and what ``tasks`` raise, once all that came before is done.
    """
    drawn = _Drawn(tasks)
    waiting: Iterator[Task] = drawn
    if workers is None:
        first = list(islice(drawn, _SMALL))
        workers = default_workers() if len(first) == _SMALL else 1
        waiting = chain(first, drawn)
    if workers < 2:
        work = make()
        return _then_raise((work(task) for task in waiting), drawn)
    return _then_raise(_over_processes(make, waiting, min(workers, MAX_WORKERS)), drawn)


def default_workers() -> int:
    """Count the cores this process may use: so many workers, up to a cap, are worth it."""
    is_linux = sys.platform == "linux"
    cores = len(os.sched_getaffinity(0)) if is_linux else os.cpu_count() or 1
    return min(cores, _MAX_DEFAULT)


class _Drawn(Iterator[Any]):
    """Tasks as they are drawn; an error of ours ends them, and is kept for later."""

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._tasks = iter(tasks)
        self.error: StepRewardError | None = None

    def __next__(self) -> Any:
        try:
            return next(self._tasks)
        except StepRewardError as error:
            self.error = error
            raise StopIteration from None


def _then_raise(
    results: Generator[Result, None, None], drawn: _Drawn
) -> Generator[Result, None, None]:
    yield from results
    if drawn.error is not None:
        raise drawn.error


def _over_processes(
    make: Callable[[], Callable[[Task], Result]], tasks: Iterator[Task], workers: int
) -> Generator[Result, None, None]:
    crew = Crew(make)
    try:
        for _ in range(workers):
            crew.add()
        yield from _dealt(crew, tasks, _AHEAD * workers)
    finally:
        crew.dismiss()


def _dealt(crew: Crew, tasks: Iterator[Any], max_ahead: int) -> Iterator[Any]:
    """Give each worker that is free the next job; yield the results in the tasks' order."""
    numbered = enumerate(tasks)
    again: list[Job] = []  # those whose worker died go first
    done: dict[int, Any] = {}
    for due in count():
        while due not in done:
            while crew.has_free and (again or crew.busy + len(done) < max_ahead):
                job = again.pop() if again else _next_job(numbered)
                if job is None:
                    break
                if not crew.give(job):
                    again.append(job)
            if not crew.busy:
                return
            for outcome in crew.finished():
                job = outcome.job
                if outcome.is_death:
                    again.append(_after_death(job))
                else:
                    done[job.at] = outcome.result
        yield done.pop(due)


def _next_job(numbered: Iterator[tuple[int, Any]]) -> Job | None:
    given = next(numbered, None)
    return None if given is None else Job(*given)


def _after_death(job: Job) -> Job:
    """Let a job be done once more; raise WorkerError where it was."""
    job.deaths += 1
    if job.deaths < _MAX_DEATHS:
        return job
    what = "two worker processes died over this, one after the other"
    mend = "try fewer --workers where memory ran out, else take these lines out"
    raise WorkerError(f"{job.task}: {what}; {mend}")
