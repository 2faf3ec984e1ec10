"""Measure what hostile texts cost: time and memory of every call, against a limit.

Run ``python -m tests.bench.hostile`` from the repository's root. Each text is measured in a forked
process; ``--in thread`` or ``asyncio`` measures in a worker thread or an event loop there.

Each text is judged bare, in ``\\boxed{}`` and in a whole trace, against itself, its twin and four
harmless answers, on either side; and the whole trace is scored with key steps. The table gives the
costliest call of each text. A call may take 50 ms, and 50 ms more for each MB of text; and 20 MB.
A call over the limit in time is measured three times, and the best counts; what was read before is
forgotten each time. After twenty seconds in one call the process is killed.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeAlias

import stepreward as sr
from tests.bench.hostile_inputs import HOSTILE, TWINS
from tests.bench.measures import clock, forget_readings
from tests.bench.tables import millis, print_table

LIMIT_S, LIMIT_S_PER_MB, LIMIT_MB = 0.05, 0.05, 20.0
HANG_S = 20.0
SHOWN = 20  # texts, the slowest ones
OPPONENTS = ("5", "x^2+1", r"\sqrt{2}+\pi", "(1,2)")
SCORER = sr.Scorer()


class Call(NamedTuple):
    """One call on a hostile text: how the text is wrapped, and what is done with it."""

    wrapping: str
    deed: str
    chars: int
    run: Callable[[], object]

    @property
    def label(self) -> str:
        """Say what is called."""
        return f"{self.wrapping}, {self.deed}"

    @property
    def is_large(self) -> bool:
        """Tell the calls whose memory is traced: tracing is slow, and the others are like them."""
        return any(word in self.deed for word in ("itself", "x^2", "scored"))

    @property
    def limit_s(self) -> float:
        """The time that it may take."""
        return LIMIT_S + LIMIT_S_PER_MB * self.chars / 1e6


class Cost(NamedTuple):
    """What the costliest calls on one text took, and which were over a limit."""

    name: str
    calls: int = 0
    time_s: float = float("inf")
    slowest: str = ""
    memory_mb: float = float("nan")
    largest: str = ""
    over: tuple[str, ...] = ()


def main() -> None:
    """Print the table, and name what is over a limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="place", choices=PLACES, default="main")
    parser.add_argument("--all", action="store_true", help=f"show all texts, not {SHOWN}")
    parser.add_argument("--only", default="", metavar="WORDS", help="texts whose name holds this")
    options = parser.parse_args()
    sr.score("### Step 1: 1 + 1 = 2\n### The final answer is: 2", answer="2", key_steps=["1+1=2"])
    costs = [_apart(name, options.place) for name in HOSTILE if options.only in name]
    rows = [
        [
            *(cost.name, f"{len(HOSTILE[cost.name]) / 1e3:,.1f}", str(cost.calls)),
            *(millis(cost.time_s), f"{cost.memory_mb:.1f}", cost.slowest),
        ]
        for cost in sorted(costs, key=lambda cost: -cost.time_s)[: None if options.all else SHOWN]
    ]
    head = ["text", "kB", "calls", "ms", "MB", "slowest call"]
    print_table(f"The {len(rows)} slowest hostile texts, in: {options.place}", head, rows)
    over = [f"{cost.name}: {each}" for cost in costs for each in cost.over]
    calls = sum(cost.calls for cost in costs)
    print(f"\n{len(costs)} texts, {calls} calls; over 50 ms + 50 ms/MB or 20 MB: {len(over)}")
    print("\n".join(over))


def _apart(name: str, place: str) -> Cost:
    """Measure one text in a process of its own, and kill it where it hangs."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_child, args=(name, place, theirs))
    process.start()
    doing = "starting"
    while ours.poll(HANG_S):
        said = ours.recv()
        if isinstance(said, Cost):
            process.join()
            return said
        doing = said
    process.kill()
    return Cost(name, slowest=doing, over=(f"{doing}: killed after {HANG_S} s",))


def _child(name: str, place: str, connection: Connection) -> None:
    connection.send(PLACES[place](lambda: _measure(name, connection.send)))


def _measure(name: str, tell: Callable[[str], None]) -> Cost:
    calls = list(_calls(name))
    times, sizes = [], []
    for call in calls:
        tell(call.label)
        times.append(_time(call))
        sizes.append(_memory_mb(call) if call.is_large else 0.0)
    over = [
        f"{call.label}: {millis(took)} ms, {size:.1f} MB"
        for call, took, size in zip(calls, times, sizes, strict=True)
        if took > call.limit_s or size > LIMIT_MB
    ]
    slowest = calls[times.index(max(times))].label
    largest = calls[sizes.index(max(sizes))].label
    return Cost(name, len(calls), max(times), slowest, max(sizes), largest, tuple(over))


def _calls(name: str) -> Iterator[Call]:
    """List the calls that one hostile text is put to."""
    text = HOSTILE[name]
    for wrapping, wrapped in _wrapped(text).items():
        for other in (*OPPONENTS, text, *([TWINS[name]] if name in TWINS else [])):
            deed = "against " + (other if other in OPPONENTS else "itself or its twin")
            chars = len(wrapped) + len(other)
            yield Call(wrapping, deed, chars, partial(sr.judge, wrapped, other))
            yield Call(wrapping, f"{deed}, as gold", chars, partial(sr.judge, other, wrapped))
    trace = _wrapped(text)["trace"]
    truth = sr.GroundTruth("5", ["1+1=2", "the sum is 2"], "What is 1 + 1?")
    yield Call("trace", "scored", len(trace), partial(SCORER.score, trace, truth))
    if text.strip():  # an empty key step is refused
        truth = sr.GroundTruth("5", [[text]], text)
        deed = "scored, as key step and question too"
        yield Call("trace", deed, 3 * len(trace), partial(SCORER.score, trace, truth))


def _wrapped(text: str) -> dict[str, str]:
    return {
        "bare": text,
        "box": rf"\boxed{{{text}}}",
        "trace": f"### Step 1:\nWe compute {text}\n\n### The final answer is: {text}",
    }


def _time(call: Call) -> float:
    took = clock(call.run)
    for _ in range(2 if took > call.limit_s else 0):
        forget_readings()
        took = min(took, clock(call.run))
    return took


def _memory_mb(call: Call) -> float:
    """Measure the peak of what Python allocates during a call."""
    tracemalloc.start()
    call.run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


Measure: TypeAlias = Callable[[], Cost]


def _in_thread(measure: Measure) -> Cost:
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(measure).result()


def _in_asyncio(measure: Measure) -> Cost:
    async def inside() -> Cost:
        return measure()

    return asyncio.run(inside())


PLACES: dict[str, Callable[[Measure], Cost]] = {
    "main": lambda measure: measure(),
    "thread": _in_thread,
    "asyncio": _in_asyncio,
}


if __name__ == "__main__":
    main()
