"""Values and operations as prose tells them: each kind with a step that does and one that not."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from tests.scorer.test_match import NO, YES, facts, match
from tests.scorer.traces import SCORER

PAGES = "100 - 35 = 65"
ABSENT = "24 - 9 = 15"
PUPILS = "24 + 9 = 33"
TIRES = "3 * 90 = 270"
GAP = "150 - 120 = 30"
BOOKS = "45 + 10 = 55"
REST = "100% - 62% = 38%"
RAISE = "60 * 1.1 = 66"
DOUBLE = "2x = 14"
RATE = "$4 per pound"
TRAIN = "Train B leaves at 9:45"
DENSITY = "the density is 84 people per km²"
ABOUT = "the density is about 84 people per km²"
LASTS = "the movie lasts 150 minutes"
GROWTH = "the percentage increase is 25%"
SHOP = "the shop closes at 9:00"
DOGS = "Tom has 5 dogs"
PEARS = "Anna bought 5 pears"

OPERATIONS = facts(
    (PAGES, "Of the hundred pages, Leo has read thirty-five, which leaves sixty-five.", YES),
    (PAGES, "Of his full hundred pages, Leo has read 35, which leaves 65.", YES),
    (PAGES, "Of the hundreds of pages, Leo has read 35, which leaves 65.", NO),
    ("12 - 5 = 7", "Of the dozen eggs, five broke, which leaves seven.", YES),
    ("12 - 5 = 7", "Of the dozens of eggs, five broke, which leaves seven.", NO),
    ("8 - 5 = 3", "Of the eight eggs, five broke, which leaves three.", YES),
    ("8 - 5 = 3", "Of the nine eggs, five broke, which leaves three.", NO),
    (TIRES, "Three tires have to be replaced, at $90 each that will be $270.", YES),
    (TIRES, "He pays $90 for each of the three tires, or $270.", YES),
    (TIRES, "Three tires at $90 each: $270.", YES),
    (TIRES, "Three tires at $90 each come up to $270.", YES),
    (TIRES, "Three tires at $90 each cannot be $270.", NO),
    (TIRES, "If three tires were $90 each, that would be $270.", NO),
    (GAP, "One car is at 150 km and the other at 120 km, so they are 30 km apart.", YES),
    (GAP, "The one has 150 points and the other 120, so it is 30 ahead.", YES),
    (GAP, "One car is at 150 km, the other at 110 km, so they are 30 km apart.", NO),
    ("150 + 120 = 270", "One went 150 km north, the other 120 km south: 270 km apart.", YES),
    (BOOKS, "She has 45 books. She buys 10 more. In total she has 55 books.", YES),
    (BOOKS, "She has 45 books. He has 10 pens. The class has 55 pupils.", NO),
    (BOOKS, "She has 45 books. She is 10. She reads. In total there are 55.", NO),
)

TOLD = facts(
    (ABSENT, "Of the 24 students, 9 are absent, so 15 are present.", YES),
    (ABSENT, "There are 24 students; 9 of them are absent. The other 15 are present.", YES),
    (ABSENT, "Ann's 24 is 15 more than the 9 of Tom.", YES),
    (ABSENT, "From 9 to 24 there are 15.", YES),
    (ABSENT, "Ann's 24 is 16 more than the 9 of Tom.", NO),
    (ABSENT, "Of the 24 students, 9 are absent and 15 wear glasses.", NO),
    (ABSENT, "Ann has 24 pens, 15 more than she needs, and 9 pencils.", NO),
    (ABSENT, "Of the 24 students, 9 are absent. The room has 15 chairs.", NO),
    (PUPILS, "There are 33 pupils in all, 24 boys and 9 girls.", YES),
    (PUPILS, "24 boys together with 9 girls: a class of 33 pupils.", YES),
    (PUPILS, "Combining the 24 boys with the 9 girls, we have 33 children.", YES),
    (PUPILS, "There are 24 boys, 9 girls and 33 chairs.", NO),
    (PUPILS, "There are 34 pupils in all, 24 boys and 9 girls.", NO),
)

WHOLES = facts(
    (REST, "Since 62% of the voters chose A, the remaining 38% chose B.", YES),
    ("100 - 62 = 38", "62% walk, and everyone else (38%) takes the bus.", YES),
    ("1 - 0.62 = 0.38", "62% chose A, so the other 38% chose B.", YES),
    ("100% - 45% - 30% = 25%", "45% is rent and 30% food, so the remaining 25% is saved.", YES),
    ("100% - 20% = 80%", "With 20% off, she pays 80% of the price.", YES),
    (REST, "62% of the voters chose A, and 38% chose B.", NO),
    (REST, "62% chose A. Of the remaining voters, 38% chose B.", NO),
    (REST, "62% chose A and 38% of the rest chose B.", NO),
    ("100 - 62 = 38", "Of the pupils, 62 chose A and the remaining 38 chose B.", NO),
    ("100% - 20% = 80%", "With a card 20% of them pay 80% of the price.", NO),
    (RAISE, "Her pay is $60 + 10% of $60 = $60 + $6 = $66.", YES),
    (RAISE, "10% of 60 is 60 × 0.1 = 6, so her pay is 60 + 6 = 66.", YES),
    ("60 * 0.9 = 54", "The discount is 60 × 0.1 = 6 and the price 60 - 6 = 54.", YES),
    (RAISE, "Her pay is 60 + 6 = 66.", NO),
    ("60 * 0.1 = 6", "He spends 60 × 0.9 = 54, and 60 - 54 = 6 are left.", NO),
    ("60 * 0.9 = 54", "The discount is 60 × 0.1 = 6 and the price 60 + 6 = 66.", NO),
)

UNKNOWNS = facts(
    (DOUBLE, "2x + 1 = 15, so x = 7.", YES),
    (DOUBLE, "2x + 1 = 15, so 2x = 15 - 1.", YES),
    (DOUBLE, "2x + 1 = 15, so 2x = 16.", NO),
    (DOUBLE, "2x + 1 = 15, so x = 8.", NO),
    ("3x = 22", "3x - 2 = 20, so x ≈ 7.33.", YES),
    ("3x = 22", "3x - 2 = 20, so x = 6.", NO),
)

UNITS = facts(
    (RATE, "The rate is 12/3 = 4 dollars per pound.", YES),
    (RATE, "The rate is 12/3 = 4 pounds per dollar.", NO),
    (RATE, "So each pound costs $4.", YES),
    (RATE, "So one pound of apples costs $4.", YES),
    (RATE, "So 3 pounds cost $4.", NO),
    (RATE, "Each dollar buys 4 pounds.", NO),
    (DENSITY, "The density is 84 people per square kilometer.", YES),
    (DENSITY, "The density is 84 people per sq km.", YES),
    (DENSITY, "The density is 84 people/km².", YES),
    (DENSITY, "The density is 84 people per km.", NO),
    (DENSITY, "The density is 84 people per square mile.", NO),
    ("the soil has 12 worms per m^3", "The soil has 12 worms per cubic meter.", YES),
    ("the soil has 12 worms per m^3", "The soil has 12 worms per square meter.", NO),
    (ABOUT, "The density is 84.15 people per km².", YES),
    (ABOUT, "The density is 84.65 people per km².", NO),
    (DENSITY, "The density is 84.15 people per km².", NO),
    ("the temperature is 84.15 degrees", "The temperature is about 84 degrees.", NO),
    (LASTS, "The duration of the movie is 2 hours and 30 minutes.", YES),
    (LASTS, "The duration of the movie is 2 hours and 20 minutes.", NO),
    (GROWTH, "It rose from 80 to 100, so the percentage change is 25%.", YES),
    (GROWTH, "From 80 to 100 there is a percentage change of 25%.", YES),
    (GROWTH, "It fell from 100 to 75, so the percentage change is 25%.", NO),
    (GROWTH, "The percentage change is 25%.", NO),
)

SEVERAL = facts(
    (TRAIN, "Train B arrives at 9:30 and departs at 9:45.", YES),
    (TRAIN, "Train B arrives at 9:45 and departs at 9:54.", NO),
    (SHOP, "The shop opens at 8:00 and closes at 9:00.", YES),
    (SHOP, "The shop opens at 9:00 and closes at 10:00.", NO),
    (DOGS, "Tom has 3 cats and 5 dogs.", YES),
    (DOGS, "Tom has 3 cats and Anna 5 dogs.", NO),
    (DOGS, "Tom has 3 cats and 5 dogs live next door.", NO),
    (DOGS, "Tom has 3 cats and wants 5 dogs.", NO),
    (PEARS, "Anna sold 3 apples and bought 5 pears.", YES),
    (PEARS, "Anna sold 3 apples and Ben bought 5 pears.", NO),
    (PEARS, "Unlike Anna, Carl sold 3 apples and bought 5 pears.", NO),
    ("Ben spent $8", "Ben got $20, spent $8 and saved the rest.", YES),
    ("Ben spent $20", "Ben got $20, spent $8 and saved the rest.", NO),
    ("the rectangle is 5 cm wide", "The rectangle is 8 cm long and 5 cm wide.", YES),
    ("the rectangle is 8 cm wide", "The rectangle is 8 cm long and 5 cm wide.", NO),
    ("it was 15 degrees at noon", "It was 10 degrees at 8 am and 15 degrees at noon.", YES),
    ("it was 10 degrees at noon", "It was 10 degrees at 8 am and 15 degrees at noon.", NO),
    ("Lena earned $30 on Sunday", "Lena earned $20 on Saturday and $30 on Sunday.", YES),
    ("Lena earned $20 on Sunday", "Lena earned $20 on Saturday and $30 on Sunday.", NO),
    ("the mode is 7", "We need the mode of the data 3, 7, 7, 8, 10.", NO),
)


@pytest.mark.parametrize(("given", "counts"), [("20% off", True), ("80% off", False)])
def test_a_rate_that_is_given_is_no_growth(given: str, counts: bool) -> None:
    question = f"A radiator of $400 is sold at {given}. What is 320?"
    truth = GroundTruth("0", ["400 * 0.8 = 320"], question)
    body = "First 0.2 * 400 = 80. Then 400 - 80 = 320."
    assert SCORER.score(f"{body}\n#### 0", truth).matches[0].is_match == counts


@pytest.mark.parametrize(
    ("key", "step", "counts"), OPERATIONS + TOLD + WHOLES + UNKNOWNS + UNITS + SEVERAL
)
def test_a_value_counts_as_prose_tells_it(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
