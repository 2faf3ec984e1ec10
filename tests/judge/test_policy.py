"""Every setting of a Policy, from both sides: what it lets pass and what it refuses."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from stepreward import Policy, judge
from stepreward.errors import SettingError
from stepreward.policy import CHARTS
from tests.judge.verdicts import verdict

# setting, value, candidate, gold, is it equal
CASES = [
    ("percent", "either", "28%", "28", True),
    ("percent", "either", "28%", "0.28", True),
    ("percent", "either", "28%", "2.8", False),
    ("percent", "number", "28%", "28", True),
    ("percent", "number", "28%", "0.28", False),
    ("percent", "fraction", "28%", "0.28", True),
    ("percent", "fraction", "28%", "28", False),
    ("units", "convert", "50 cm", "0.5 m", True),
    ("units", "convert", "50 cm", "50", True),
    ("units", "convert", "50 cm", "50 m", False),
    ("units", "ignore", "50 cm", "50 m", True),
    ("units", "ignore", "50 cm", "0.5 m", False),
    ("units", "require", "50 cm", "0.5 m", True),
    ("units", "require", "50 cm", "50", False),
    ("order", "any", "1, 2", "2, 1", True),
    ("order", "any", "(1, 2)", "(2, 1)", False),
    ("order", "same", "1, 2", "1, 2.0", True),
    ("order", "same", "1, 2", "2, 1", False),
    ("relative_tolerance", 0.05, "52", "50", True),
    ("relative_tolerance", 0.05, "53", "50", False),
    ("relative_tolerance", 0.0, "50.0", "50", True),
    ("relative_tolerance", 0.0, "50.1", "50", False),
    ("significant_digits", 3, "3.142", "3.14159", True),
    ("significant_digits", 3, "3.15", "3.14159", False),
    ("significant_digits", None, "3.142", "3.14159", False),
    ("rounded_digits", 5, "2.6667", "8/3", True),
    ("rounded_digits", 5, "2.667", "8/3", False),
    ("rounded_digits", 3, "2.67", "8/3", True),
    ("rounded_digits", 3, "2.66", "8/3", False),
    ("ignore_case", True, "paris", "Paris", True),
    ("ignore_case", False, "Paris", "Paris", True),
    ("ignore_case", False, "paris", "Paris", False),
    ("text_similarity", 0.9, "Golden Retreiver", "golden retriever", True),
    ("text_similarity", 0.9, "Golden Gate", "golden retriever", False),
    ("text_similarity", None, "Golden Retreiver", "golden retriever", False),
    ("decimal_comma", True, "2,74", "2.74", True),
    ("decimal_comma", True, "2,74", "274", False),
    ("decimal_comma", False, "2.740", "2.74", True),
    ("decimal_comma", False, "2,74", "2.74", False),
    ("symbolic", False, "(x+1)^2", "x^2+2x+1", True),
    ("symbolic", True, "(x+1)^2", "x^2+2x+1", True),
    ("symbolic", True, "(x+1)^2", "x^2+1", False),
]


@pytest.mark.parametrize(("setting", "value", "candidate", "gold", "expected"), CASES)
def test_a_setting(setting: str, value: object, candidate: str, gold: str, expected: bool) -> None:
    choice: dict[str, Any] = {setting: value}
    assert (verdict(candidate, gold, policy=Policy(**choice)) == "equal") is expected


@pytest.mark.parametrize("setting", [field.name for field in fields(Policy)])
def test_every_setting_has_both_sides(setting: str) -> None:
    assert {expected for name, *_, expected in CASES if name == setting} == {True, False}


@pytest.mark.parametrize(
    ("read", "shown", "expected"),
    [
        ("100", "100", True),
        ("95", "100", True),
        ("94", "100", False),
        ("-97", "-100", True),
        ("97", "-100", False),
        ("0", "0", True),
        ("0.1", "0", False),
        ("blue", "Blue", True),
        ("blue", "green", False),
    ],
)
def test_charts_take_a_number_within_five_percent(
    read: str,
    shown: str,
    expected: bool,
) -> None:
    assert (verdict(read, shown, policy=CHARTS) == "equal") is expected


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("percent", "sometimes"),
        ("units", "imperial"),
        ("order", "reverse"),
        ("relative_tolerance", 1.0),
        ("relative_tolerance", -0.1),
        ("significant_digits", 0),
        ("significant_digits", 16),
        ("rounded_digits", 1),
        ("text_similarity", 0.0),
        ("text_similarity", 1.5),
    ],
)
def test_a_setting_out_of_range_is_refused_by_name(setting: str, value: object) -> None:
    choice: dict[str, Any] = {setting: value}
    with pytest.raises(SettingError, match=rf"^policy\.{setting}: "):
        Policy(**choice)


def test_a_policy_describes_every_setting() -> None:
    assert all(f"{field.name}=" in Policy().describe() for field in fields(Policy))


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [("4", "equal"), ("four", "equal"), ("5", "equal"), ("6", "different")],
)
def test_one_of_several_gold_answers_is_enough(candidate: str, expected: str) -> None:
    assert judge(candidate, ["4", 5.0]).verdict == expected


def test_without_gold_answer_nothing_is_equal() -> None:
    assert judge("4", []).verdict == "different"
