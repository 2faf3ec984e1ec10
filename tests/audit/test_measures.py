"""The statistics of an audit against numbers worked out by hand, and against their definitions."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepreward.audit.measures import (
    Ints,
    auc,
    bootstrap,
    dense_ranks,
    interval,
    rounds_for,
    spearman,
    weighted_auc,
    weighted_spearman,
    wins_within,
)

NAN = math.nan
Trace = tuple[float, bool, int]
SCORES = st.integers(0, 5).map(float)
TRACES = st.lists(st.tuples(SCORES, st.booleans(), st.integers(0, 3)), min_size=1, max_size=25)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=25)


@pytest.mark.parametrize(
    ("scores", "labels", "expected"),
    [
        pytest.param([3, 2, 1], [1, 1, 0], 1.0, id="every right one is higher"),
        pytest.param([1, 2, 3], [1, 1, 0], 0.0, id="every right one is lower"),
        pytest.param([1, 1, 1], [1, 0, 0], 0.5, id="all are tied"),
        pytest.param([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0], 3.5 / 4, id="one tie of four pairs"),
        pytest.param([5, 4, 3, 2, 1], [1, 0, 1, 0, 0], 5 / 6, id="one of six pairs is lost"),
        pytest.param([1, 2], [1, 1], NAN, id="no wrong one"),
        pytest.param([], [], NAN, id="nothing"),
    ],
)
def test_auc(scores: list[float], labels: list[int], expected: float) -> None:
    assert auc(scores, labels) == pytest.approx(expected, nan_ok=True)


def won(traces: list[Trace], *, within: bool) -> tuple[float, int]:
    """Count won pairs and pairs as the definition says it."""
    pairs = [
        (right[0] > wrong[0]) + (right[0] == wrong[0]) / 2
        for right, wrong in product(traces, traces)
        if right[1] and not wrong[1] and (right[2] == wrong[2] or not within)
    ]
    return sum(pairs), len(pairs)


@given(TRACES)
def test_auc_is_the_share_of_won_pairs(traces: list[Trace]) -> None:
    wins, pairs = won(traces, within=False)
    scores, labels, _ = zip(*traces, strict=True)
    assert auc(scores, labels) == pytest.approx(wins / pairs if pairs else NAN, nan_ok=True)


@given(TRACES)
def test_wins_within_groups_are_those_of_pairs_of_one_group(traces: list[Trace]) -> None:
    scores, labels, groups = zip(*traces, strict=True)
    found = wins_within(scores, labels, np.asarray(groups), 4)
    wins, pairs = won(traces, within=True)
    assert (found.wins.sum(), found.pairs.sum()) == (wins, pairs)
    for group in range(4):
        of_group = [trace for trace in traces if trace[2] == group]
        assert (found.wins[group], found.pairs[group]) == won(of_group, within=True)


@given(TRACES)
def test_auc_turns_round_where_the_scores_do(traces: list[Trace]) -> None:
    scores, labels, _ = zip(*traces, strict=True)
    turned = auc(np.negative(scores), labels)
    assert turned == pytest.approx(1 - auc(scores, labels), nan_ok=True)


@given(TRACES)
def test_a_weight_of_two_is_the_trace_twice(traces: list[Trace]) -> None:
    scores, labels, _ = map(np.asarray, zip(*traces, strict=True))
    weights = 1 + (np.arange(len(traces)) % 2)
    weighted = weighted_auc(dense_ranks(scores), labels, weights.astype(np.float64))
    repeated = auc(np.repeat(scores, weights), np.repeat(labels, weights))
    assert weighted == pytest.approx(repeated, nan_ok=True)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param([1, 2, 3], [10, 20, 30], 1.0, id="goes up with it"),
        pytest.param([1, 2, 3], [3, 2, 1], -1.0, id="goes down with it"),
        pytest.param([1, 2, 3], [1, 10, 1000], 1.0, id="only the order counts"),
        pytest.param([1, 2, 3, 4], [10, 20, 30, 5], -0.2, id="1 - 6 * 12 / (4 * 15)"),
        # ranks 1.5 1.5 3 against 1 2 3: 1.5 / sqrt(1.5 * 2)
        pytest.param([7, 7, 9], [1, 2, 3], math.sqrt(3) / 2, id="ties share their rank"),
        pytest.param([1, 1, 1], [1, 2, 3], NAN, id="one does not vary"),
        pytest.param([], [], NAN, id="nothing"),
    ],
)
def test_spearman(left: list[float], right: list[float], expected: float) -> None:
    assert spearman(left, right) == pytest.approx(expected, nan_ok=True)


@given(PAIRS)
def test_spearman_is_symmetric_bounded_and_pearsons_on_mid_ranks(
    pairs: list[tuple[float, float]],
) -> None:
    left, right = (list(one) for one in zip(*pairs, strict=True))
    found = spearman(left, right)
    assert found == pytest.approx(spearman(right, left), nan_ok=True)
    assert math.isnan(found) == (len(set(left)) < 2 or len(set(right)) < 2)
    if not math.isnan(found):
        ranks = [
            [sum(v < x for v in row) + sum(v == x for v in row) / 2 for x in row]
            for row in (left, right)
        ]
        assert -1 <= found <= 1
        assert found == pytest.approx(float(np.corrcoef(ranks)[0, 1]))


@given(PAIRS)
def test_spearman_of_weighted_traces_is_that_of_repeated_ones(
    pairs: list[tuple[float, float]],
) -> None:
    left, right = map(np.asarray, zip(*pairs, strict=True))
    weights = np.arange(len(pairs)) % 3
    found = weighted_spearman(dense_ranks(left), dense_ranks(right), weights.astype(np.float64))
    repeated = spearman(np.repeat(left, weights), np.repeat(right, weights))
    assert found == pytest.approx(repeated, nan_ok=True)


def test_a_bootstrap_is_the_same_each_time_and_wider_for_fewer() -> None:
    values = np.random.default_rng(1).normal(size=400)

    def mean_of(count: int, seed: int = 0) -> tuple[float, float]:
        return bootstrap(count, lambda drawn: float(values[:count][drawn].mean()), seed=seed)

    low, high = mean_of(400)
    assert mean_of(400) == (low, high) != mean_of(400, seed=1)
    # the mean of 400 normal values has a standard error of 1/20
    assert high - low == pytest.approx(2 * 1.96 / 20, rel=0.15)
    fewer = mean_of(40)
    assert fewer[1] - fewer[0] > 2 * (high - low)


def test_a_bootstrap_of_what_never_varies_has_no_width() -> None:
    assert bootstrap(5, lambda _: 0.25) == (0.25, 0.25)


def test_draws_without_a_figure_are_left_out() -> None:
    def only_with_both(drawn: Ints) -> float:
        return 1.0 if len(set(drawn.tolist())) == 2 else NAN

    assert bootstrap(2, only_with_both) == (1.0, 1.0)
    assert all(map(math.isnan, bootstrap(2, lambda _: NAN)))


def test_the_interval_is_the_middle_95_percent() -> None:
    assert interval([float(one) for one in range(201)]) == (5.0, 195.0)


@pytest.mark.parametrize(
    ("traces", "rounds"), [(0, 1000), (48, 1000), (20_000, 1000), (40_000, 500), (10**7, 100)]
)
def test_of_many_traces_fewer_rounds_are_drawn(traces: int, rounds: int) -> None:
    assert rounds_for(traces) == rounds
