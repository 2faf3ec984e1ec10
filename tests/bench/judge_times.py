"""Time the judge of answers beside Math-Verify.

Both sides get the same texts in the same run, in blocks of fifty that alternate, so that each
works as it does in a training run: warm, on answers it has not seen before. No text is timed
twice. Warming up takes other pairs, from the generator. As in ``timeit``, the garbage collector
rests while a block is timed: it would walk over the objects that the other side left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeAlias

import stepreward as sr
from stepreward.answer.reading import read
from tests.bench.corpora import AnswerPair
from tests.bench.long_traces import long_traces
from tests.bench.measures import Times, clock, resting_collector, times_of
from tests.bench.rival import MathVerify
from tests.bench.tables import millis, print_table
from tests.notations import sample_pairs

BLOCK = 50
WARM_UP = 200  # pairs
NUMERIC_PAIRS = 400

Texts: TypeAlias = tuple[str, ...]


def print_times(rival: MathVerify, corpus: Sequence[AnswerPair], corpora: Path) -> None:
    """Print both sides' times for distinct answers, numbers, and finding an answer in a trace."""
    warm_up = [(pair.candidate, pair.gold) for pair in sample_pairs(WARM_UP, seed=0)]
    judges = (_judge, lambda texts: rival.is_equal(*texts))
    for pair in warm_up:
        for judge in judges:
            judge(pair)
    answers, title = distinct_pairs(corpus), "distinct answers (corpus)"
    if not answers:
        drawn = sample_pairs(NUMERIC_PAIRS, seed=2)
        answers = [(pair.candidate, pair.gold) for pair in drawn]
        title = "distinct answers (generator)"
    completions = [(trace.completion,) for trace in long_traces(corpora)]
    readers = (_read, lambda texts: rival.read(texts[0]))
    rows = [
        *_rows(title, rival.name, alternately(judges, answers)),
        *_rows("numeric pairs", rival.name, alternately(judges, numeric_pairs(NUMERIC_PAIRS))),
        *_rows("answer out of a trace", rival.name, alternately(readers, completions)),
    ]
    print_table("Time a call, ms", ["", "calls", "median", "mean", "p99", "worst"], rows)
    characters = sum(len(text) for (text,) in completions) / len(completions)
    print(f"the traces have {characters:,.0f} characters on average")


def _judge(texts: Texts) -> object:
    candidate, gold = texts
    return sr.judge(candidate, gold)


def _read(texts: Texts) -> object:
    return read(texts[0])


def distinct_pairs(corpus: Sequence[AnswerPair]) -> list[Texts]:
    """Take the pairs of bare answers neither side of which stood in an earlier pair."""
    seen: set[str] = set()
    taken: list[Texts] = []
    for pair in corpus:
        if pair.is_bare and not seen & {pair.candidate, pair.gold}:
            taken.append((pair.candidate, pair.gold))
            seen |= {pair.candidate, pair.gold}
    return taken


def numeric_pairs(count: int) -> list[Texts]:
    """Draw integers, decimals and fractions, each written in two ways."""
    random = Random(0)
    pairs: list[Texts] = []
    for at in range(count):
        whole, part = random.randrange(1000, 10**6), random.randrange(2, 10**4)
        pairs.append(
            (
                (f"{whole:,}", f"{whole}"),
                (f"{whole}.{part}", f"{whole}.{part}0"),
                (f"{whole}/{part}", rf"\frac{{{whole}}}{{{part}}}"),
            )[at % 3]
        )
    return pairs


def alternately(
    calls: Sequence[Callable[[Texts], object]], texts: Sequence[Texts]
) -> list[list[float]]:
    """Time each call on each text, the calls taking turns block by block."""
    times: list[list[float]] = [[] for _ in calls]
    for start in range(0, len(texts), BLOCK):
        for call, found in zip(calls, times, strict=True):
            with resting_collector():
                found += [clock(partial(call, one)) for one in texts[start : start + BLOCK]]
    return times


def _rows(title: str, rival: str, times: list[list[float]]) -> list[list[str]]:
    mine, theirs = (times_of(each) for each in times)
    ratio = Times(*(their / my for my, their in zip(mine, theirs, strict=True)))
    return [
        [f"{title}: ours", str(len(times[0])), *map(millis, mine)],
        [f"{title}: {rival}", str(len(times[1])), *map(millis, theirs)],
        ["  how many times faster", "", *(f"{value:,.1f}×" for value in ratio)],
    ]
