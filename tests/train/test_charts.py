"""The task that is drawn on the spot: the same for the same seed, and worth what it says."""

from __future__ import annotations

import re
from random import Random
from statistics import fmean

import pytest

import stepreward as sr
from stepreward.train.data.charts import COLOURS, PANEL, STYLES, TASKS, Chart, Charts, write_trace

CHART = Chart((("red", 5), ("blue", 2), ("green", 6), ("yellow", 1)))
TASK = TASKS[0]("red", 5, "green", 6)
TRUTH = sr.GroundTruth(TASK.answer, TASK.key_steps(), TASK.question)
SCORER = sr.Scorer()


def test_the_example_at_a_position_is_always_the_same() -> None:
    first = Charts("train", 3).take(5, 2)
    again = [*Charts("train", 3).take(5, 1), *Charts("train", 3).take(6, 1)]
    assert [one.truth for one in first] == [one.truth for one in again]
    assert [one.trace for one in first] == [one.trace for one in again]
    assert [one.load_images()[0].tobytes() for one in first] == [
        one.load_images()[0].tobytes() for one in again
    ]


def test_another_seed_draws_others() -> None:
    assert Charts("train", 0).take(0, 5) != Charts("train", 1).take(0, 5)


def test_the_splits_share_no_chart_with_its_question() -> None:
    def looks(split: str, seed: int) -> set[tuple[str, str]]:
        taken = Charts(split, seed).take(0, 400)  # type: ignore[arg-type]
        described = [re.search(r"Description:\n(.*)", one.trace or "") for one in taken]
        return {
            (found[1], one.question) for found, one in zip(described, taken, strict=True) if found
        }

    train = looks("train", 0) | looks("train", 1)
    assert len(train) > 500
    assert not train & looks("choose", 0)
    assert not train & looks("report", 0)
    assert not looks("choose", 0) & looks("report", 0)


@pytest.mark.parametrize(("colour", "value"), CHART.bars)
def test_a_bar_is_as_high_as_its_value(colour: str, value: int) -> None:
    at = [name for name, _ in CHART.bars].index(colour)
    image = CHART.draw(Random(0))
    left, top = at % 2 * PANEL, at // 2 * PANEL
    column = [image.getpixel((left + 11, top + y)) for y in range(PANEL)]
    bar = [one for one in column if isinstance(one, tuple) and _is_near(one, COLOURS[colour])]
    assert len(bar) == 4 * value + 1


def _is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(x - y) <= 20 for x, y in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        pytest.param(TASKS[0]("red", 5, "blue", 2), 7, id="sum"),
        pytest.param(TASKS[1]("red", 2, "blue", 5), 3, id="difference, the larger first"),
        pytest.param(TASKS[2]("red", 5, "blue", 2), 12, id="one counts twice"),
    ],
)
def test_answers(task: object, answer: int) -> None:
    assert getattr(task, "answer") == answer  # noqa: B009 - tasks are plain records


@pytest.mark.parametrize("build", TASKS)
def test_a_full_trace_earns_everything(build: object) -> None:
    assert callable(build)
    task = build("red", 5, "green", 6)
    truth = sr.GroundTruth(task.answer, task.key_steps(), task.question)
    report = SCORER.score(write_trace(CHART, task, "full", Random(0)), truth)
    assert report.reward == pytest.approx(2.1)


def test_a_trace_that_skips_is_valid_and_lacks_key_steps() -> None:
    report = SCORER.score(write_trace(CHART, TASK, "skip", Random(0)), TRUTH)
    assert report.validity == 1
    assert report.coverage is not None
    assert report.coverage < 1


def test_a_broken_trace_is_right_and_not_valid() -> None:
    reports = [
        SCORER.score(write_trace(CHART, TASK, "broken", Random(seed)), TRUTH) for seed in range(20)
    ]
    assert {(report.accuracy, report.validity) for report in reports} == {(1.0, 0.0)}


def test_the_mixture_is_what_it_says() -> None:
    examples = Charts("train", 0).take(0, 400)
    reports = [SCORER.score(one.trace, one.truth) for one in examples]
    assert all(report.accuracy == 1 for report in reports)
    assert fmean(report.validity for report in reports) == pytest.approx(
        1 - STYLES["broken"], abs=0.06
    )
