"""Measure how the time of a report grows with the length of its text and with key steps."""

from __future__ import annotations

from functools import partial

import stepreward as sr
from tests.bench.corpora import r1vl_trace
from tests.bench.measures import clock, resting_collector
from tests.bench.tables import micros, millis, print_table

SIZES_KB = (1, 3, 10, 30, 100, 300, 1000)
KEY_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 400)
ROUNDS = 5  # of which the best counts


def print_lengths() -> None:
    """Print the time of a report for texts from 1 kB to 1 MB, with five key steps."""
    rows = []
    for size in SIZES_KB:
        text = trace_of(size * 1000)
        took = _best(text, sr.GroundTruth("7", [_sum(at) for at in range(5)]))
        kilobytes = len(text) / 1000
        rows.append([f"{kilobytes:,.1f} kB", millis(took), micros(took / kilobytes)])
    print_table("A report against the length of its text", ["", "ms", "µs per kB"], rows)


def print_key_steps() -> None:
    """Print the time of a report of one 10 kB text for 1 to 400 key steps, half of them stated."""
    text = trace_of(10_000)
    rows = []
    for count in KEY_STEPS:
        keys = [_sum(at if at % 2 else 10**6 + at) for at in range(count // 2)]
        keys += [f"group {at} has {3 * at + 5} pens" for at in range(count - len(keys))]
        took = _best(text, sr.GroundTruth("7", keys))
        rows.append([str(count), millis(took), micros(took / count)])
    head = ["key steps", "ms", "µs per key step"]
    print_table("A report of 10 kB against the number of key steps", head, rows)


def trace_of(chars: int) -> str:
    """Write a trace of about so many characters, no two steps of which are the same."""
    steps: list[str] = []
    length = 250  # what stands around the steps
    while length < chars or not steps:
        at = len(steps)
        steps.append(f"Group {at} has {3 * at + 5} pens, and {_sum(at)}, which is what we need.")
        length += len(steps[-1]) + 16
    return r1vl_trace(steps, "7")


def _sum(at: int) -> str:
    a, b = at + 2, 3 * at + 5
    return f"{a} + {b} = {a + b}"


def _best(text: str, truth: sr.GroundTruth) -> float:
    """Time a report whose key steps are compiled: the best of a few rounds."""
    scorer = sr.Scorer()
    scorer.score(text, truth)
    with resting_collector():
        return min(clock(partial(scorer.score, text, truth)) for _ in range(ROUNDS))
