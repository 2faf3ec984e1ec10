"""Coverage falls where a right trace is spoiled, and stays where it is only told otherwise."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from tests.bench.perturb import HARMFUL, NEUTRAL, Case, Perturbation
from tests.bench.perturbations import changes, samples
from tests.scorer.traces import SCORER, with_steps

CASES = list(samples())
STEPS = [
    "The bags cost 3 × 12 = 36 dollars.",
    "The boxes cost 2 × 15 = 30 dollars.",
    "Together they cost 36 + 30 = 66 dollars.",
]
TRUTH = GroundTruth(
    "66", ["3*12=36", "2*15=30", "36+30=66"], "3 bags at 12 dollars, 2 boxes at 15: how much?"
)
SHARE = dict.fromkeys(HARMFUL, 0.9) | dict.fromkeys(NEUTRAL, 0.95)


def case(*steps: str) -> Case:
    text = with_steps(*steps, answer="66")
    return Case(text, SCORER.score(text, TRUTH), TRUTH)


@pytest.mark.parametrize(("name", "kind"), HARMFUL.items(), ids=list(HARMFUL))
def test_harm_lowers_coverage_of_right_traces(name: str, kind: Perturbation) -> None:
    moved = changes(kind, CASES)
    assert len(moved) >= 10
    assert sum(change < 0 for change in moved) >= SHARE[name] * len(moved)
    assert max(moved) <= 0


@pytest.mark.parametrize(("name", "kind"), NEUTRAL.items(), ids=list(NEUTRAL))
def test_retelling_leaves_coverage_of_right_traces(name: str, kind: Perturbation) -> None:
    moved = changes(kind, CASES)
    assert len(moved) >= 10
    assert sum(abs(change) < 0.01 for change in moved) >= SHARE[name] * len(moved)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        pytest.param("dependent steps swapped", 1, id="a summand with the sum"),
        pytest.param("a step repeated for another", 3, id="each step by a neighbour"),
        pytest.param("a number changed", 3, id="each result"),
        pytest.param("a step removed", 3, id="each step"),
    ],
)
def test_each_harm_is_noticed_in_a_plain_trace(name: str, count: int) -> None:
    moved = changes(HARMFUL[name], [case(*STEPS)])
    assert len(moved) == count
    assert all(change <= -1 / 3 + 1e-9 for change in moved)


@pytest.mark.parametrize("name", NEUTRAL)
def test_no_retelling_moves_a_plain_trace(name: str) -> None:
    first, second, third = STEPS
    reworded = [first.replace("×", "*"), second.replace("×", "*"), f"So {third}"]
    moved = changes(NEUTRAL[name], [case(*reworded)])
    assert moved
    assert set(moved) == {0.0}
