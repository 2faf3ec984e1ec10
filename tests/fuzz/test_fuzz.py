"""A small run of the fuzzer, and a check that the fuzzer itself can fail."""

from __future__ import annotations

import faulthandler
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from stepreward import Credit, GroundTruth, Report, Scorer
from tests.fuzz.__main__ import redraw, run, run_chunk
from tests.fuzz.checks import check_report
from tests.fuzz.material import NUMBER_WORDS

TEXT = "12/2 = 6\n#### 6"
REPORT = Scorer().score(TEXT, GroundTruth("6", ["12/2 = 6"]))

_GUARD_S = 300  # a hang is reported with its place instead of waiting for ever


@pytest.fixture(autouse=True)
def _guard() -> Iterator[None]:
    faulthandler.dump_traceback_later(_GUARD_S, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.parametrize("start", range(0, 3_000, 500))
def test_random_and_mutated_inputs_get_a_verdict_and_a_report(start: int) -> None:
    assert run_chunk(20_251, start, start + 500).number >= start


def test_an_input_is_a_function_of_seed_and_number() -> None:
    assert redraw(7, 42) == redraw(7, 42)
    assert redraw(7, 42) != redraw(8, 42)


def test_number_words_and_shuffled_key_words_are_drawn() -> None:
    inputs = [redraw(1, number) for number in range(3_000)]
    long_run = re.compile(
        rf"(?:(?:{'|'.join(map(re.escape, NUMBER_WORDS))})(?: and |, |[ -])){{8}}"
    )
    assert any(long_run.search(one.text) for one in inputs)
    shuffled = [
        one
        for one in inputs
        for key in one.truth.key_steps
        if len(words := key.forms[0].split()) > 4
        and key.forms[0] not in one.text
        and set(words) <= set(one.text.split())
    ]
    assert shuffled


def test_a_run_reports_no_failures_and_the_slowest_input() -> None:
    slowest, failed = run(inputs=range(40), seed=3, workers=1)
    assert failed == []
    assert 0 <= slowest.number < 40


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(replace(REPORT, credits=()), id="credits are missing"),
        pytest.param(replace(REPORT, step_rvr=9.0), id="the terms do not add up"),
        pytest.param(
            replace(REPORT, credits=(*REPORT.credits, Credit((0, 999), 0.0, "far"))),
            id="a span runs past the text",
        ),
    ],
)
def test_a_spoiled_report_is_found(spoiled: Report) -> None:
    check_report(REPORT, TEXT)
    with pytest.raises(AssertionError):
        check_report(spoiled, TEXT)
