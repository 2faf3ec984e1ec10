"""Times of day, amounts of money, years and directions, as steps tell them."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

LEEDS = "The train arrives in Leeds at 12:08"
CLOCK = "the clock shows 4:45"
VEINS = "Veins carry blood toward the heart"
SCARF = "the price of a wool scarf is $6.75"
RISE = "sales increased in 2015"
MILLIONS = "revenue in 2020 was $3.2 million"

TIMES = facts(
    (LEEDS, "The train arrives in York at 11:40 and then in Leeds at 12:08.", YES),
    (LEEDS, "The train arrives in York at 12:08 and then in Leeds at 12:30.", NO),
    (CLOCK, "The clock shows a quarter to five.", YES),
    (CLOCK, "The clock shows quarter to 5.", YES),
    (CLOCK, "The clock shows a quarter past five.", NO),
    ("the clock shows 3:30 pm", "It is half past three in the afternoon on the clock.", YES),
    ("the clock shows 2:50", "The clock shows ten minutes to three.", YES),
    ("the clock shows 2:50", "The clock shows ten minutes past three.", NO),
)

MONEY = facts(
    (MILLIONS, "Revenue in 2020 was $3.2M.", YES),
    (MILLIONS, "Revenue in 2020 was $3.2B.", NO),
    ("the price is reduced by 20%", "So the price is reduced by 20%.", YES),
    ("the price is reduced by 20%", "So the price is reduced by 20 dollars.", NO),
    (SCARF, "I find the row for the wool scarf. It costs $6.75.", YES),
    (SCARF, "I find the row for the silk scarf. It costs $6.75.", NO),
)

OTHERS = facts(
    (RISE, "In 2015, sales increased from 40 to 50.", YES),
    (RISE, "In 2014, sales increased from 40 to 50.", NO),
    (VEINS, "Veins carry blood back toward the heart.", YES),
    (VEINS, "Veins carry blood away from the heart.", NO),
    ("Spain and Italy have the same value", "So Spain and Italy are tied.", YES),
    ("none of the lines exceeds 100", "All of the lines stay below 100.", YES),
    ("none of the lines exceeds 100", "All of the lines stay above 100.", NO),
    ("the rope is 2.5 meters long", "As drawn under it, the length of the rope is 250 cm.", YES),
    ("x = π/6 or x = 5π/6", "That is, x = π/6, 5π/6.", YES),
    ("x = π/6 or x = 5π/6", "That is, x = π/6, 7π/6.", NO),
    ("x ≈ 2.81", "x = ln 7 / ln 2 ≈ 1.9459/0.6931 ≈ 2.8074.", YES),
    ("x ≈ 2.81", "x = ln 7 / ln 2 ≈ 1.9459/0.6931 ≈ 2.9074.", NO),
)


@pytest.mark.parametrize(("key", "step", "counts"), TIMES + MONEY + OTHERS)
def test_what_counts_of_times_and_money(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
