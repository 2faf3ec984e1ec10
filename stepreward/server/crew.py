"""Worker processes, each looked after by a thread: whoever is killed is replaced."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import NamedTuple

from stepreward.engine import WorkerError
from stepreward.engine.worker import Worker, held_back, hire, receive, send
from stepreward.server.work import Reply, Task

_TRIES = 3  # deaths over one task before it is given up


class _Job(NamedTuple):
    task: Task
    reply: Future[Reply]


class Crew:
    """Processes that answer tasks; ``on_death`` is called from a thread when one was killed."""

    def __init__(
        self,
        make: Callable[[], Callable[[Task], Reply]],
        workers: int,
        on_death: Callable[[], None],
    ) -> None:
        self.workers = workers
        self._make = make
        self._on_death = on_death
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._hired: dict[int, Worker] = {}  # which thread looks after whom
        self._is_closed = False

    def start(self) -> None:
        """Hire everybody, and wait until they are there; raise WorkerError where one cannot be."""
        arrivals: list[Future[None]] = [Future() for _ in range(self.workers)]
        for arrival in arrivals:
            threading.Thread(target=self._look_after, args=(arrival,), daemon=True).start()
        for arrival in arrivals:
            arrival.result()

    def submit(self, task: Task) -> Future[Reply]:
        """Queue a task; until a worker takes it, it can be cancelled.

        The future raises WorkerError for a task that kills whoever takes it.
        """
        job = _Job(task, Future())
        self._jobs.put(job)
        return job.reply

    @property
    def waiting(self) -> int:
        """Count the tasks that nobody has taken yet."""
        return self._jobs.qsize()

    def close(self) -> None:
        """Dismiss everybody at once, whatever they do."""
        self._is_closed = True
        for worker in list(self._hired.values()):
            worker.process.kill()

    # In a thread, one a worker.

    def _look_after(self, arrival: Future[None]) -> None:
        try:
            self._hire()
        except WorkerError as error:
            arrival.set_exception(error)
            return
        arrival.set_result(None)
        while not self._is_closed:
            job = self._jobs.get()
            if job.reply.set_running_or_notify_cancel():
                self._do(job)

    def _do(self, job: _Job) -> None:
        """Have a task answered, once; a worker that dies over it leaves it to the next."""
        for _ in range(_TRIES):
            with suppress(WorkerError):
                reply = self._ask(job.task)
                job.reply.set_result(reply)
                return
            if self._is_closed:
                break
            self._on_death()
        job.reply.set_exception(WorkerError(_GIVEN_UP))

    def _ask(self, task: Task) -> Reply:
        worker = self._hired.get(threading.get_ident()) or self._hire()
        try:
            send(worker.line, task)
            reply: Reply = receive(worker.line, has_started=True)
        except WorkerError:
            self._bury(worker)
            raise
        return reply

    def _hire(self) -> Worker:
        """Start a process and wait until it is there; raise WorkerError where it never is."""
        with held_back(signal.SIGINT, signal.SIGTERM):  # they drain with us
            worker = hire(self._make)
        self._hired[threading.get_ident()] = worker
        if self._is_closed:
            worker.process.kill()
        try:
            receive(worker.line, has_started=False)
        except WorkerError:
            self._bury(worker)
            raise
        return worker

    def _bury(self, worker: Worker) -> None:
        del self._hired[threading.get_ident()]
        worker.line.close()
        worker.process.kill()
        worker.process.join()


_GIVEN_UP = f"this request killed {_TRIES} workers; send less at a time, or look at the memory"
