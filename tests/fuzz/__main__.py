"""Run the fuzzer on all cores: ``python -m tests.fuzz --inputs 1000000 --seed 1``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from time import perf_counter

from stepreward import Scorer
from tests.fuzz.checks import check
from tests.fuzz.inputs import Input, draw
from tests.fuzz.material import Material, collect

CHUNK = 500
_SHOWN = 20
_PROGRESS = 50_000  # inputs between two signs of life


@dataclass(frozen=True, slots=True)
class Slowest:
    """The input that took longest, in seconds."""

    seconds: float
    number: int


@lru_cache(maxsize=1)
def _equipment() -> tuple[Material, Scorer]:
    return collect(), Scorer()


def redraw(seed: int, number: int) -> Input:
    """Draw one input again, by its number."""
    return draw(_equipment()[0], seed, number)


def run_chunk(seed: int, start: int, stop: int) -> Slowest:
    """Check a range of inputs; the first that fails raises."""
    material, scorer = _equipment()
    slowest = Slowest(0.0, start)
    for number in range(start, stop):
        seconds = check(draw(material, seed, number), scorer)
        if seconds > slowest.seconds:
            slowest = Slowest(seconds, number)
    return slowest


def failures(pool: ProcessPoolExecutor, seed: int, numbers: range) -> Iterator[str]:
    """Run a failed range again, input by input, and say which fail and how."""
    for number in numbers:
        error = pool.submit(run_chunk, seed, number, number + 1).exception()
        if error is not None:
            yield f"input {number}: {error!r} on {redraw(seed, number)!r}"


def run(inputs: range, seed: int, workers: int) -> tuple[Slowest, list[str]]:
    """Check the inputs of these numbers; give the slowest one and what failed."""
    slowest, failed = Slowest(0.0, inputs.start), list[range]()
    ranges = [range(at, min(at + CHUNK, inputs.stop)) for at in inputs[::CHUNK]]
    with ProcessPoolExecutor(workers) as pool:
        waiting: list[tuple[range, Future[Slowest]]] = [
            (numbers, pool.submit(run_chunk, seed, numbers.start, numbers.stop))
            for numbers in ranges
        ]
        for numbers, future in waiting:
            done = numbers.start - inputs.start
            if done and done % _PROGRESS == 0:
                sys.stderr.write(f"{done} inputs, {len(failed)} ranges with a failure\n")
            if future.exception() is None:
                slowest = max(slowest, future.result(), key=lambda one: one.seconds)
            else:
                failed.append(numbers)
        found = (line for numbers in failed for line in failures(pool, seed, numbers))
        return slowest, list(islice(found, _SHOWN))


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, and print what failed and what took longest; exit 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="where to begin")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    begin = perf_counter()
    numbers = range(options.first, options.first + options.inputs)
    slowest, failed = run(numbers, options.seed, options.workers)
    taken = perf_counter() - begin
    example = redraw(options.seed, slowest.number)
    summary = (
        f"{options.inputs} inputs, seed {options.seed}: {len(failed)} failures in {taken:.0f} s\n"
        f"slowest call: {slowest.seconds * 1e3:.1f} ms, input {slowest.number}, "
        f"{len(example.text)} characters: {example.text[:200]!r} against {example.gold[:200]!r}"
    )
    sys.stdout.write("".join(line + "\n" for line in (*failed, summary)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
