"""Hostile text gets a verdict, the same one wherever the judge runs; no clock is looked at."""

from __future__ import annotations

import asyncio
import faulthandler
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from stepreward import GroundTruth, Scorer, judge
from tests.fuzz.checks import check_report
from tests.judge.hostile import FINITE_SHORT, FRAMES, HOSTILE
from tests.judge.verdicts import verdict

SCORER = Scorer()
GOLD = "2^{10^9}"
_GUARD_S = 300  # a hang is reported with its place instead of waiting for ever


@pytest.fixture(autouse=True)
def _guard() -> Iterator[None]:
    faulthandler.dump_traceback_later(_GUARD_S, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def outcome(text: str) -> tuple[str, str, float]:
    """Judge a text both ways and score it as a completion."""
    report = SCORER.score(text, GroundTruth(GOLD, ["4 + 2 = 6"]))
    return judge(text, GOLD).verdict, judge(GOLD, text).verdict, report.reward


def framed() -> list[str]:
    """Put every hostile text into every frame."""
    return [frame.replace("%s", text) for text in HOSTILE.values() for frame in FRAMES.values()]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("other", [*FINITE_SHORT, "itself"])
def test_a_hostile_text_gets_a_verdict_on_either_side(name: str, frame: str, other: str) -> None:
    text = FRAMES[frame].replace("%s", HOSTILE[name])
    gold = HOSTILE[name] if other == "itself" else other
    assert verdict(text, gold) in {"equal", "different", "undecided"}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_hostile_completion_gets_a_report(name: str, frame: str) -> None:
    text = FRAMES[frame].replace("%s", HOSTILE[name])
    check_report(SCORER.score(text, GroundTruth("5", ["4 + 2 = 6"])), text)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_gold_answer_gets_a_report(name: str) -> None:
    completion = FRAMES["in a trace"].replace("%s", "5")
    check_report(SCORER.score(completion, GroundTruth(HOSTILE[name])), completion)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("9^{9^{9^{9}}}", "9**9**9**9", "equal"),
        ("2^{10^9}", "2^{10^9}", "equal"),
        ("2^{10^9}", "4^{10^9/2}", "equal"),
        ("2^{10^9}", "2^{10^9}+1", "different"),
        ("10^{10^{10}}", "10^{10^{10}}+1", "different"),
        ("7" * 1_000_000, "7" * 1_000_000, "equal"),
        ("7" * 1_000_000, "7" * 999_999 + "8", "undecided"),
        ("7" * 30_000, "7" * 30_001, "undecided"),
        ("7" * 20_001 + "1", "8" + "7" * 20_000 + "1", "undecided"),
        ("1" + "7" * 20_000, "2" + "7" * 20_000, "undecided"),
        (r"\boxed{" + "7" * 6_000 + "}", "7" * 6_001, "undecided"),
        (r"\boxed{" + "7" * 6_000 + "}", r"\boxed{" + "7" * 6_001 + "}", "undecided"),
        ("(x+1)^{5000}", "(1+x)^{5000}", "equal"),
        ("(x+1)^{5000}", "(1+x)^{5001}", "different"),
        ("１２３", "123", "equal"),
        ("١٢٣", "123", "equal"),
        ("1\u200b2", "12", "equal"),
        ("1\x002", "12", "equal"),
    ],
)
def test_what_is_huge_or_odd_is_still_judged_right(one: str, other: str, expected: str) -> None:
    assert verdict(one, other) == expected


@pytest.fixture(scope="module")
def here() -> list[tuple[str, str, float]]:
    """What the main thread says."""
    return [outcome(text) for text in framed()]


def test_a_worker_thread_says_the_same(here: list[tuple[str, str, float]]) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(outcome, framed())) == here


def test_an_event_loop_says_the_same(here: list[tuple[str, str, float]]) -> None:
    async def score_all() -> list[tuple[str, str, float]]:
        return [outcome(text) for text in framed()]

    assert asyncio.run(score_all()) == here


def test_threads_of_an_event_loop_say_the_same(here: list[tuple[str, str, float]]) -> None:
    async def score_all() -> list[tuple[str, str, float]]:
        tasks = (asyncio.to_thread(outcome, text) for text in framed())
        return await asyncio.gather(*tasks)

    assert asyncio.run(score_all()) == here


def test_a_forked_pool_says_the_same(here: list[tuple[str, str, float]]) -> None:
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(outcome, framed(), chunksize=20)) == here
