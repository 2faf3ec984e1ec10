"""Words beside a number: some change its value, some turn it round, most only name it."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal, rows

CHANGED = {
    "a multiple": [("twice 18", "18"), ("double 18", "18"), ("half of 18", "18")],
    "a power": [("2 to the power of 5", "5"), ("18 squared", "18"), ("$18$ squared", "18"),
                ("18 cubed", "18")],
    "a share": [("5 thousandths", "5"), ("3 hundredths", "3"), ("5 in 6", "6"),
                ("It was 2 thirds of that", "2"), ("2 fifths of all", "2"), ("5 per mille", "5")],
    "a limit": [("up to 18", "18"), ("under 18", "18"), ("over 18", "18"), ("almost 18", "18"),
                ("18 or more", "18"), ("18 eggs or fewer", "18"), ("It is more than $18", "18"),
                (r"\boxed{\text{up to }18}", "18"), ("The answer is nearly 18.", "18")],
    "a sign": [("18 below zero", "18"), ("18 degrees below zero", "18 degrees")],
    "a base": [("base 18", "18")],
    "a month": [("May 2020", "2020"), ("June 2020", "May 2020")],
    "money": [("a loss of $5", "a profit of $5"), ("loss of $5", "profit of $5")],
    "a change": [("5% increase", "5% decrease"), ("It increased by 5%", "It decreased by 5%")],
    "a direction": [("5 km north", "5 km south"), ("5 km east", "5 km north"),
                    ("5 to the left", "5 to the right"), ("5 days before", "5 days after")],
    "an amount": [("5 more", "5 less"), ("3 years older", "3 years younger")],
}  # fmt: skip

NAMED = {
    "money": [("a profit of $5", "$5"), ("a loss of $18", "$18"), ("a gain of $5", "profit of $5")],
    "a change": [("It increased by 5%", "5%"), ("an increase of 5%", "5% growth")],
    "a direction": [("5 km north", "5 km"), ("5 km to the north", "5 km north")],
    "a thing": [("The answer is 18 eggs", "18"), ("18 pairs", "18"), ("18 eggs left", "18")],
    "nearness": [("about 18", "18"), ("approximately 18", "18"), ("exactly 18", "18")],
    "the same word": [("up to 18", "up to 18 eggs"), ("twice 18", "It is twice 18"),
                      ("May 2020", "in May 2020")],
    "a part": [("5 thousandths", "0.005"), ("3 hundredths", "0.03"), ("2 thirds", "2/3")],
    "a sign": [("18 below zero", "-18"), ("18 degrees below zero", "-18 degrees")],
    "a unit": [("5 meters squared", "5 m^2"), ("25 square meters", "25"), ("3 quarters", "3")],
    "a limit": [("at least 18", "x \\ge 18"), ("less than 18", "x < 18")],
    "a base": [("FF base 16", "255")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), rows(CHANGED))
def test_a_word_that_changes_a_number_counts(one: str, other: str) -> None:
    assert not is_equal(one, other)
    assert is_equal(one, one)


@pytest.mark.parametrize(("one", "other"), rows(NAMED))
def test_a_word_that_only_names_a_number_does_not(one: str, other: str) -> None:
    assert is_equal(one, other)
