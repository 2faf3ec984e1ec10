"""The longer task: chains whose steps lean on each other, drawn like the short one."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

import stepreward as sr
from stepreward.train import load_settings
from stepreward.train.data.chains import Move, chain_of, draw_chain
from stepreward.train.data.charts import WORDS, Chart, Charts, Split, Task, write_trace
from stepreward.train.data.sources import splits_of
from stepreward.train.recipes import change_of

SCORER = sr.Scorer()
RED, BLUE = ("red", 5), ("blue", 2)


@pytest.mark.parametrize(
    ("moves", "answer", "last"),
    [
        pytest.param([("add", BLUE)], 7, "blue is two. five plus two is seven.", id="add"),
        pytest.param([("take away", BLUE)], 3, "blue is two. five minus two is three.", id="take"),
        pytest.param([("double", None)], 10, "two times five is ten.", id="double"),
        pytest.param(
            [("double", None), ("double", None), ("add", BLUE)],
            22,
            "blue is two. twenty plus two is twenty two.",
            id="each step on the last",
        ),
    ],
)
def test_a_chain_is_worked_out_step_by_step(moves: list[Move], answer: int, last: str) -> None:
    task = chain_of(RED, moves)
    assert task.answer == answer
    assert len(task.steps) == 1 + len(moves)
    assert task.steps[-1] == last


def test_a_bar_that_comes_twice_is_read_once_and_computed_twice() -> None:
    task = chain_of(RED, [("add", BLUE), ("take away", RED), ("add", BLUE)])
    assert task.key_steps() == [
        ["red is 5"], ["blue is 2"], ["5 + 2 = 7"], ["7 - 5 = 2"], ["2 + 2 = 4"],
    ]  # fmt: skip


def test_chains_have_four_to_six_steps_and_totals_with_a_word() -> None:
    tasks = [draw_chain(Random(seed))[1] for seed in range(300)]
    assert {len(task.steps) for task in tasks} == {4, 5, 6}
    assert all(0 <= task.answer < len(WORDS) for task in tasks)
    assert len({task.answer for task in tasks}) > 25
    asked = [task.question.split(". ")[0].split(", ") for task in tasks]
    assert all(one != other for parts in asked for one, other in pairwise(parts))


def test_every_full_trace_earns_everything_and_a_wrong_step_costs() -> None:
    for seed in range(40):
        rng = Random(seed)
        chart, task = draw_chain(rng)
        truth = sr.GroundTruth(task.answer, task.key_steps(), task.question)
        trace = write_trace(chart, task, "full", rng)
        assert SCORER.score(trace, truth).reward == pytest.approx(2.1)
        wrong = trace.replace(task.steps[-1], task.steps[-1].replace(".", "teen."))
        coverage = SCORER.score(wrong, truth).coverage
        assert coverage is not None
        assert coverage < 1


def test_an_example_is_the_same_whenever_it_is_drawn() -> None:
    taken = Charts("train", 0, draw_chain).take(0, 60)
    again = Charts("train", 0, draw_chain).take(40, 20)
    assert [one.truth for one in taken[40:]] == [one.truth for one in again]
    assert [one.trace for one in taken[40:]] == [one.trace for one in again]


class FewChains:
    """Draws one of sixty chains, so that splits would meet by chance, and remembers the last."""

    def __call__(self, rng: Random) -> tuple[Chart, Task]:
        chart, task = draw_chain(Random(rng.randrange(60)))
        self.last = (chart.bars, task.question)
        return chart, task


def test_the_splits_share_no_chain() -> None:
    def drawn(split: Split) -> set[object]:
        few = FewChains()
        chains = Charts(split, 0, few)
        return {few.last for at in range(300) if chains.take(at, 1)}

    train, choose, report = drawn("train"), drawn("choose"), drawn("report")
    assert min(len(train), len(choose), len(report)) > 1
    assert len(train | choose | report) == len(train) + len(choose) + len(report)


@pytest.mark.parametrize(
    ("data", "begins"), [("charts", "What is the "), ("long-charts", "Start with ")]
)
def test_the_name_of_the_data_chooses_the_task(data: str, begins: str) -> None:
    splits = splits_of(load_settings("quick", changes=[{"data": data}, change_of("seed=1")]))
    taken = [*splits.warm_up.take(0, 3), *splits.rl.take(0, 3), *splits.choose, *splits.report]
    assert all(one.question.startswith(begins) for one in taken)
    assert splits.warm_up.take(0, 3) != splits.rl.take(0, 3)
