"""Time a report stage by stage with pytest-benchmark, and whole beside others: ``make bench``.

One round of a stage is all its calls while some groups of rollouts are scored, in the order in
which the scorer made them; the scorer's memory of texts is emptied before each round. It is not
part of the default run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

import stepreward as sr
from stepreward.baselines import R1VL
from tests.bench.clocks import noting
from tests.bench.corpora import CORPORA
from tests.bench.long_traces import long_traces
from tests.bench.measures import forget_readings
from tests.bench.rival import MathVerify
from tests.bench.stages import PLACES, STAGES
from tests.notations import sample_pairs

GROUPS = 8
ROUNDS = 5
PAIRS = 30  # of answers

Calls = Sequence[Callable[[], Any]]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, sr.GroundTruth]]:
    """Give some groups of rollouts with their truths."""
    traces = long_traces(CORPORA)[:GROUPS]
    return [(text, one.truth("equations")) for one in traces for text in one.rollouts()]


@pytest.fixture(scope="module")
def calls(pairs: list[tuple[str, sr.GroundTruth]]) -> dict[str, list[Callable[[], Any]]]:
    """Note every call of every stage."""
    noted: dict[str, list[Callable[[], Any]]] = {}
    scorer = sr.Scorer()
    with noting(PLACES, noted):
        for text, truth in pairs:
            scorer.score(text, truth)
    return noted


def time_all(benchmark: Any, group: str, calls: Calls) -> None:
    """Time all calls together, round by round."""
    assert calls
    benchmark.group = f"{group}: {len(calls)} calls"
    benchmark.pedantic(
        lambda: [call() for call in calls], setup=forget_readings, rounds=ROUNDS, warmup_rounds=1
    )


@pytest.mark.parametrize("stage", STAGES)
def test_stage(benchmark: Any, stage: str, calls: dict[str, list[Callable[[], Any]]]) -> None:
    time_all(benchmark, stage, calls[stage])


@pytest.mark.parametrize("model", [sr.Scorer, R1VL], ids=["ours", "R1-VL with Math-Verify"])
def test_report(
    benchmark: Any,
    model: Callable[[], sr.RewardModel],
    pairs: list[tuple[str, sr.GroundTruth]],
) -> None:
    score = model().score
    time_all(benchmark, "a report", [partial(score, *pair) for pair in pairs])


@pytest.mark.parametrize("judge", ["ours", "Math-Verify"])
def test_verdict(benchmark: Any, judge: str) -> None:
    call = sr.judge if judge == "ours" else MathVerify().is_equal
    drawn = sample_pairs(PAIRS, seed=4)
    time_all(benchmark, "a verdict", [partial(call, one.candidate, one.gold) for one in drawn])
