"""Throughput of the server on loopback, against scoring in this machine's processes without it.

Run ``python -m tests.bench.server`` from the repository's root. Four clients, each with one
request under way, send batches of 64 shipped traces; every batch is opened differently, so that
nothing is scored from memory. Beside it the same batches go straight to as many processes as the
server has workers. Rounds of both take turns, and medians are printed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import pickle
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import Any

from stepreward.records import record_of
from stepreward.scorer import Scorer
from stepreward.server.crew import Crew
from stepreward.server.work import Reply, Task
from tests.bench.measures import times_of
from tests.bench.tables import millis, percent, print_table
from tests.server.batches import shipped
from tests.server.running import Running, server

BATCH = 64
CLIENTS = 4
GOAL = 0.6

Batch = list[dict[str, Any]]


def main() -> None:
    """Measure and print; the exit status says whether any request failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--rounds", type=int, default=5, help="of each side (default: 5)")
    parser.add_argument("--batches", type=int, default=24, help="of a round (default: 24)")
    options = parser.parse_args()
    rates: dict[str, list[float]] = {"in process": [], "reports": [], "metrics": []}
    waits: dict[str, list[float]] = {"reports": [], "metrics": []}
    crew = Crew(Straight, options.workers, lambda: None)
    crew.start()
    with server("--workers", str(options.workers)) as running:
        for at in range(options.rounds + 1):  # the first warms both sides up
            count = options.batches * BATCH
            rates["in process"].append(count / in_process(crew, made(options.batches, f"a{at}")))
            for reply, seconds in waits.items():
                elapsed, each = over_http(running, bodies(options.batches, at, reply))
                rates[reply].append(count / elapsed)
                seconds += each if at else []
    crew.close()
    show({name: found[1:] for name, found in rates.items()}, waits, options)


def bodies(count: int, at: int, reply: str) -> list[bytes]:
    """Write the requests of a round."""
    batches = made(count, f"{reply[0]}{at}")
    return [json.dumps({"records": batch, "reply": reply}).encode() for batch in batches]


def made(count: int, seed: str) -> list[Batch]:
    """Tile the shipped traces, each with an opening of its own."""
    rows = shipped()
    return [
        [
            row | {"completion": f"Attempt {seed}.{at}.\n{row['completion']}"}
            for row in islice(rows * 2, at % len(rows), at % len(rows) + BATCH)
        ]
        for at in range(count)
    ]


class Straight:
    """Score a batch in a worker, with no JSON on either side."""

    def __init__(self) -> None:
        self._scorer = Scorer()

    def __call__(self, task: Task) -> Reply:
        """Give the rewards of the pickled rows."""
        records = [record_of(row) for row in pickle.loads(task.body)]
        score = self._scorer.score
        return Reply(200, b"", tuple(score(r.completions[0], r.truth).reward for r in records))


def in_process(crew: Crew, batches: Sequence[Batch]) -> float:
    """Time the batches over processes alone."""
    tasks = [Task("score", pickle.dumps(batch)) for batch in batches]
    begun = time.perf_counter()
    replies = [crew.submit(task) for task in tasks]
    assert all(len(reply.result().rewards) == BATCH for reply in replies)
    return time.perf_counter() - begun


def over_http(running: Running, sent: Sequence[bytes]) -> tuple[float, list[float]]:
    """Time the batches over so many clients: all of them together, and each request."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = [sent[at::CLIENTS] for at in range(CLIENTS)]
        found = list(clients.map(lambda share: ask_all(running.port, share), shares))
    return time.perf_counter() - begun, [seconds for each in found for seconds in each]


def ask_all(port: int, bodies: Sequence[bytes]) -> list[float]:
    """Send one body after another over one connection; give the seconds of each."""
    seconds = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        for body in bodies:
            begun = time.perf_counter()
            line.request("POST", "/score", body, {"Content-Type": "application/json"})
            reply = line.getresponse()
            data = reply.read()
            seconds.append(time.perf_counter() - begun)
            assert reply.status == 200, data
            assert data.count(b'"step_rvr": ') == BATCH, data[:1000]
    return seconds


def show(
    rates: dict[str, list[float]], waits: dict[str, list[float]], options: argparse.Namespace
) -> None:
    """Print the table, and whether the goal is met."""
    straight = statistics.median(rates["in process"])
    rows = [["in process", f"{straight:,.0f}", percent(1.0), "-", "-"]]
    for reply, seconds in waits.items():
        times = times_of(seconds)
        rate = statistics.median(rates[reply])
        row = [f"server, {reply}", f"{rate:,.0f}", percent(rate / straight)]
        rows.append([*row, millis(times.median), millis(times.p99)])
    print_table(
        f"{options.workers} workers, {CLIENTS} clients, batches of {BATCH} shipped traces: "
        f"medians of {options.rounds} rounds of {options.batches} batches",
        ["", "traces/s", "of in process", "p50 ms", "p99 ms"],
        rows,
    )
    requests = sum(map(len, waits.values()))
    share = statistics.median(rates["reports"]) / straight
    print(f"goal: {GOAL:.0%} with whole reports, {'met' if share >= GOAL else 'not met'}; ", end="")
    print(f"{requests} requests, no error")


if __name__ == "__main__":
    main()
