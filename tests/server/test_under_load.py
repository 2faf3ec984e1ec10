"""Full queues, killed workers, and stopping: no reply is lost, and none comes twice."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

import stepreward as sr
from stepreward.engine import WorkerError
from stepreward.server.crew import Crew
from stepreward.server.gate import Gate
from stepreward.server.work import Reply, Task
from tests.engine.lines import wait_for
from tests.processes import command_of
from tests.server.batches import slow
from tests.server.running import Answer, Running, server

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def expected(number: int) -> list[float]:
    rows = slow(number)["records"]
    truth = sr.GroundTruth("24", ["6*4 = 24"])
    return [sr.Scorer().score(rows[0]["completion"], truth).reward] * len(rows)


def rewards(answer: Answer) -> list[float]:
    assert answer.status == 200, answer.body
    return [one["metrics"][0]["reward"] for one in answer.json["results"]]


# Figures.


def test_figures_count_what_was_asked(shared: Running) -> None:
    good = {"completion": "#### 6", "answer": "6"}
    names = [
        "stepreward_completions_total",
        "stepreward_rejected_records_total",
        'stepreward_requests_total{route="/score",status="200"}',
        'stepreward_request_seconds_count{route="/score"}',
        "stepreward_reward_sum",
    ]
    shared.ask("/score", {"records": []})
    before = [shared.figure(name) for name in names]
    shared.ask("/score", {"records": [good, good, {"completion": "x"}]})
    after = [shared.figure(name) for name in names]
    assert [round(b - a, 9) for a, b in zip(before, after, strict=True)] == [2, 1, 1, 1, 2.0]
    assert shared.figure("stepreward_queue_depth") == 0


def test_typos_share_one_name(shared: Running) -> None:
    for path in ("/a", "/b", "/score/"):
        shared.ask(path)
    text = shared.ask("/metrics").body.decode()
    assert 'route="other",status="404"' in text
    assert 'route="/a"' not in text


# Killed workers.


@linux
def test_a_killed_worker_is_replaced_and_its_batch_scored_again(shared: Running) -> None:
    before = shared.workers()
    deaths = shared.figure("stepreward_worker_deaths_total")
    completions = shared.figure("stepreward_completions_total")
    asked = [shared.ask_aside("/score", slow(number)) for number in range(4)]
    shared.wait_for_waiting(2)  # both workers are at it
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    for number, answer in enumerate(asked):
        assert rewards(answer.result(60)) == expected(number)
    assert len(before) == len(shared.workers()) == 2
    assert not set(before) & set(shared.workers())
    assert shared.figure("stepreward_worker_deaths_total") - deaths == 2
    assert shared.figure("stepreward_completions_total") - completions == 4 * 120
    shared.wait_for_words("a worker was killed; another takes its place")


@linux
def test_an_idle_worker_that_is_killed_is_missed_by_nobody(shared: Running) -> None:
    for pid in shared.workers():
        os.kill(pid, signal.SIGKILL)
    for number in range(3):
        assert rewards(shared.ask("/score", slow(number))) == expected(number)


class Mortal:
    """Work that dies of one task, and answers the others."""

    def __call__(self, task: Task) -> Reply:
        if task.body == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        return Reply(200, task.body)


@pytest.fixture(scope="module")
def crew() -> Iterator[tuple[Crew, list[str]]]:
    deaths: list[str] = []
    crew = Crew(Mortal, 1, lambda: deaths.append("one"))
    crew.start()
    yield crew, deaths
    crew.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_task_that_kills_whoever_takes_it_is_given_up(crew: tuple[Crew, list[str]]) -> None:
    workers, deaths = crew
    deadly = workers.submit(Task("score", b"die"))
    other = workers.submit(Task("score", b"live"))
    with pytest.raises(WorkerError, match="this request killed 3 workers; send less"):
        deadly.result(60)
    assert other.result(60).body == b"live"
    assert len(deaths) == 3


def test_a_task_that_nobody_waits_for_is_not_done(crew: tuple[Crew, list[str]]) -> None:
    workers, _ = crew
    futures = [workers.submit(Task("score", b"live")) for _ in range(200)]
    assert futures[-1].cancel()
    assert futures[-2].result(60).body == b"live"
    assert workers.waiting <= 1


# A full queue.


@pytest.fixture(scope="module")
def narrow() -> Iterator[Running]:
    """Serve with one worker and room for one request that waits; the last test stops it."""
    with server("--workers", "1", "--queue", "1") as running:
        yield running


def fill(running: Running) -> list[Future[Answer]]:
    """Give the worker a batch, and let another wait."""
    first = running.ask_aside("/score", slow(0))
    wait_for(lambda: _is_asked(running))
    second = running.ask_aside("/score", slow(1))
    running.wait_for_waiting(1)
    return [first, second]


def _is_asked(running: Running) -> bool:
    """Tell whether a request is inside; a connection alone is not."""
    return bool(running.ask("/healthz").json["inside"] == 1)


def test_beyond_a_full_queue_one_is_asked_to_come_again(narrow: Running) -> None:
    asked = fill(narrow)
    for path in ("/score", "/get_reward"):
        refused = narrow.ask(path, slow(2))
        assert refused.status == 429
        assert refused.headers["retry-after"] == "1"
        assert refused.error == "the queue is full; come again"
    assert [rewards(one.result(60)) for one in asked] == [expected(0), expected(1)]
    assert rewards(narrow.ask("/score", slow(2))) == expected(2)


def test_whoever_goes_away_while_waiting_is_not_scored(narrow: Running) -> None:
    before = narrow.figure("stepreward_completions_total")
    first = narrow.ask_aside("/score", slow(0))
    wait_for(lambda: _is_asked(narrow))
    line = http.client.HTTPConnection("127.0.0.1", narrow.port)
    line.request("POST", "/score", b'{"records": []}', {"Content-Type": "application/json"})
    narrow.wait_for_waiting(1)
    line.close()
    wait_for(lambda: narrow.ask("/healthz").json["inside"] < 2)
    assert rewards(first.result(60)) == expected(0)
    assert narrow.figure("stepreward_completions_total") - before == 120
    assert 'route="/score",status="499"} 1.0' in narrow.ask("/metrics").body.decode()


def test_bodies_together_may_be_so_large() -> None:
    from fastapi import HTTPException

    gate = Gate(max_requests=3, max_bytes=10)
    with gate.place() as first, gate.place() as second:
        first.hold(6)
        second.hold(4)
        with gate.place() as third, pytest.raises(HTTPException, match="fill the memory"):
            third.hold(1)
    assert (gate.requests, gate.held_bytes) == (0, 0)
    with gate.place() as alone:
        alone.hold(10)


# Stopping.


@linux
def test_sigterm_answers_what_is_under_way_and_exits_0(narrow: Running) -> None:
    asked = fill(narrow)
    workers = narrow.workers()
    narrow.process.send_signal(signal.SIGTERM)
    for pid in workers:  # as a supervisor does, who signals the whole group
        os.kill(pid, signal.SIGTERM)
    narrow.wait_for_words("answering the 2 under way first")
    assert [rewards(one.result(60)) for one in asked] == [expected(0), expected(1)]
    assert narrow.process.wait(60) == 0
    narrow.wait_for_words("stopped; every request that came in was answered")
    address = ("127.0.0.1", narrow.port)
    with pytest.raises(ConnectionRefusedError), socket.create_connection(address):
        pass
    wait_for(lambda: not any(map(command_of, workers)))


@linux
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGTERM, 128 + 15), (signal.SIGINT, 128 + 2)], ids=str
)
def test_a_second_signal_stops_at_once(sent: signal.Signals, code: int) -> None:
    with server("--workers", "1") as running:
        workers = running.workers()
        long = {"records": slow(0)["records"] * 30, "reply": "metrics"}
        asked = running.ask_aside("/score", long)
        wait_for(lambda: _is_asked(running))
        running.process.send_signal(sent)
        running.wait_for_words("answering the 1 under way first; a second signal stops at once")
        begun = time.monotonic()
        running.process.send_signal(sent)
        assert running.process.wait(60) == code
        with pytest.raises((OSError, http.client.HTTPException)):
            asked.result(60)
        assert time.monotonic() - begun < 20  # the batch takes longer
        wait_for(lambda: not any(map(command_of, workers)))


@linux
def test_workers_do_not_outlive_a_killed_server() -> None:
    with server("--workers", "1") as running:
        workers = running.workers()
        assert len(workers) == 1
        running.process.kill()
        wait_for(lambda: not any(map(command_of, workers)))
