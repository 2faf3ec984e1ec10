"""Separators that keep numbers apart, rarer notations, and calls with what is no text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from stepreward import judge, score
from tests.judge.verdicts import is_equal

HUGE = 10**5000


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1 2", "12", False),
        ("1 2 3", "123", False),
        ("12 34", "1234", False),
        ("1 8", "18", False),
        ("1.2.3", "1.23", False),
        ("1.2.3", "12.3", False),
        ("1.2.3", "1.2.3", True),
        ("1,000 cats and dogs", "1000 cats and dogs", True),
        ("0,001", "1", False),
        ("0,125", "125", False),
        ("0,500", "500", False),
        ("0,125", "1/8", True),
        ("0,001", "0.001", True),
        ("0,50", "0.5", True),
        ("The answer is 0,125", "0.125", True),
        ("10,125", "10125", True),
    ],
)
def test_separators_between_digits(one: str, other: str, expected: bool) -> None:
    assert is_equal(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("one point five", "1.5", True),
        ("twenty-one point zero five", "21.05", True),
        ("one point five", "15", False),
        ("5 out of 6", "5/6", True),
        ("1 in 5", "1/5", True),
        ("5 out of 6", "6", False),
        ("1.000,50", "1000.5", True),
        ("1.000,50", "1.0005", False),
        ("1x10^5", "100000", True),
        ("1x10^5", "10", False),
        ("1.5M", "1500000", True),
        ("1.5M", "1.5", False),
    ],
)
def test_rarer_notations(one: str, other: str, expected: bool) -> None:
    assert is_equal(one, other) is expected


@pytest.mark.parametrize(
    ("candidate", "gold", "expected"),
    [
        pytest.param(5, "5", "equal", id="an int"),
        pytest.param(0.5, "1/2", "equal", id="a float"),
        pytest.param(np.float64(0.5), "1/2", "equal", id="a number of numpy"),
        pytest.param(np.int64(5), "5", "equal", id="an int of numpy"),
        pytest.param(Fraction(1, 3), "1/3", "equal", id="a fraction"),
        pytest.param(Decimal("0.5"), "0.5", "equal", id="a decimal"),
        pytest.param("5", 5, "equal", id="an int as gold"),
        pytest.param("5", [None, 5], "equal", id="one of several golds"),
        pytest.param(None, "5", "different", id="nothing"),
        pytest.param("5", None, "different", id="no gold"),
        pytest.param(None, None, "different", id="nothing for nothing"),
        pytest.param(b"5", "5", "different", id="bytes"),
        pytest.param({}, "5", "different", id="a dict"),
        pytest.param("5", object(), "different", id="an object as gold"),
    ],
)
def test_what_is_no_text_gets_a_verdict(candidate: Any, gold: Any, expected: str) -> None:
    assert judge(candidate, gold).verdict == expected


@pytest.mark.parametrize(
    ("candidate", "gold", "what"),
    [
        pytest.param(b"1", "1", "of type bytes", id="bytes"),
        pytest.param("1", b"1", "of type bytes", id="bytes as gold"),
        pytest.param("1", [b"1", b"2"], "of type bytes", id="bytes among golds"),
        pytest.param(["1"], "1", "of type list", id="a list"),
        pytest.param(None, "1", "None", id="nothing"),
    ],
)
def test_the_reason_names_what_is_neither_text_nor_number(
    candidate: Any, gold: Any, what: str
) -> None:
    reason = f"an answer is neither text nor number, but {what}"
    assert judge(candidate, gold).reason == reason


def test_a_number_past_the_limit_of_digits_gets_a_verdict() -> None:
    assert judge("5", HUGE).verdict != "equal"
    assert judge(HUGE, "5").verdict != "equal"


def test_a_question_that_is_no_text_is_none() -> None:
    question: Any = 5
    assert judge("A", "B", question).verdict == "different"
    assert judge("B", "B", question).verdict == "equal"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("integral from 1 to 4 of 2x dx", "equal", id="an i"),
        pytest.param("ıntegral from 1 to 4 of 2x dx", None, id="a dotless i"),
        pytest.param("15 to the rıght", None, id="a side of which one letter is dotless"),
    ],
)
def test_a_letter_that_only_looks_like_another_is_survived(text: str, verdict: str | None) -> None:
    found = judge(text, "15").verdict
    assert found in ("equal", "different", "undecided")
    assert verdict in (None, found)


@pytest.mark.parametrize(
    ("clock", "coverage"),
    [
        pytest.param("10:30 + 1 = 11:30", 1, id="minutes"),
        pytest.param("10:.5 + 1 = 11:.5", 0, id="no minutes"),
    ],
)
def test_a_clock_is_hours_and_two_digits(clock: str, coverage: int) -> None:
    report = score(f"Half past: {clock}.\n#### 6", answer="6", key_steps=["10.5 + 1 = 11.5"])
    assert report.coverage == coverage
