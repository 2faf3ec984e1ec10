"""Compute the few statistics that the benchmarks print."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from typing import NamedTuple, TypeVar

import numpy as np

from stepreward.audit import measures

Row = TypeVar("Row")


@dataclass(slots=True)
class Tally:
    """Count right and wrong yes/no verdicts."""

    true_positives: int = 0
    true_negatives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    def add(self, *, said: bool, label: bool) -> None:
        """Count one verdict against its label."""
        if said == label:
            self.true_positives += label
            self.true_negatives += not label
        else:
            self.false_positives += said
            self.false_negatives += label

    @property
    def count(self) -> int:
        """How many verdicts there were."""
        return self.right + self.false_positives + self.false_negatives

    @property
    def right(self) -> int:
        """How many verdicts were right."""
        return self.true_positives + self.true_negatives

    @property
    def accuracy(self) -> float:
        """The share of verdicts that are right."""
        return self.right / max(1, self.count)

    @property
    def precision(self) -> float:
        """The share of right ones among the verdicts that say yes."""
        return self.true_positives / max(1, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """The share of those labelled yes that the verdicts find."""
        return self.true_positives / max(1, self.true_positives + self.false_negatives)


class Times(NamedTuple):
    """The distribution of many single times, in seconds."""

    median: float
    mean: float
    p99: float
    worst: float


def times_of(seconds: Sequence[float]) -> Times:
    """Summarise single times."""
    values = np.asarray(seconds, dtype=np.float64)  # (N,)
    median, p99 = np.percentile(values, [50, 99])
    return Times(float(median), float(values.mean()), float(p99), float(values.max()))


def clock(call: Callable[[], object]) -> float:
    """Time one call: the seconds that this thread had a core, whatever else the machine does."""
    started = time.thread_time()
    call()
    return time.thread_time() - started


@contextmanager
def resting_collector() -> Iterator[None]:
    """Collect garbage once, then leave it until the block ends."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def forget_readings() -> None:
    """Empty the scorer's memory of texts that it has read."""
    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper and one.__module__.startswith("stepreward."):
            one.cache_clear()


def bootstrap(
    rows: Sequence[Row], statistic: Callable[[Sequence[Row]], float]
) -> tuple[float, float]:
    """Compute the 95 % interval of a statistic by drawing whole rows with replacement."""
    return measures.bootstrap(len(rows), lambda drawn: statistic([rows[at] for at in drawn]))
