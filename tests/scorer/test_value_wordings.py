"""Values as other authors word them: each kind with a step that tells it, and one that does not."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from tests.scorer.test_match import NO, YES, facts, match
from tests.scorer.traces import SCORER, with_steps

BOXES = "84 / 12 = 7"
AREA = "6 * 9 = 54"
FILM = "the film lasts 90 minutes"
FLIGHT = "the flight takes 2 hours and 15 minutes"
CUPS = "the recipe needs 2.5 cups"
BLUE = "the blue bar is 20"
SQUARE_B = "the area of square B is 36"
TEA = "the price of tea is $2"
RED = "30% of the cars are red"
TOTAL = "the total is 45"
SUM = "the sum is 30"
PRODUCT = "14 * 8 = 112"
PERIMETER = "the perimeter of the square is 28 cm"
COINS = "Ann has 3 times as many coins as Bob"
FOOD = "food accounts for 30% of the expenses"
ROUND = "Jane's score in round 2 was 17"
CAKES = "the shop sold 15 cakes in 2020"
PETS = "there are 3 dogs and 2 cats"
MEAN = "the mean is 4.33"
SALES = "sales increased by 50%"

BARS = "The height of the red bar is 12, that of the blue bar is 20 and that of the green bar is 7."
ROW = "The row for Jane reads 12 (round 1), 17 (round 2) and 15 (round 3)."
SLICES = "The chart shows the expenses: rent (40%), food (30%), travel (20%) and other (10%)."
YEARS = "The shop sold 12 cakes in 2019, 15 in 2020 and 20 in 2021."
SIX_FACES = "A face has 16 cm². A cube has 6 faces, which gives a surface area of 6 × 16 = 96 cm²."
ALIGNED = r"\begin{aligned}A &= lw \\" + "\n" + r"&= 6 \times 9 \\" + "\n&= 54\\end{aligned}"
TWO_SHAPES = "The square has a side of 6 cm and the kite has sides of 9 and 5 cm"

OVER_LINES = facts(
    (BOXES, "Number of boxes = total eggs ÷ eggs per box\n= 84 ÷ 12\n= 7", YES),
    (BOXES, "Number of boxes = total eggs ÷ eggs per box\n= 84 ÷ 14\n= 6", NO),
    (AREA, "Area = length × width\n     = 6 × 9\n     = 54 cm²", YES),
    (
        AREA,
        r"\begin{aligned}A &= lw \\" + "\n" + r"&= 6 \times 9 \\" + "\n&= 54\\end{aligned}",
        YES,
    ),
    (AREA, "Length = 6\n==========\n9 is the width, and 54 the area.", NO),
)

TWO_UNITS = facts(
    (FILM, "The film lasts an hour and a half.", YES),
    (FILM, "The film lasts 1 h 30 min.", YES),
    (FILM, "The film lasts an hour and a quarter.", NO),
    ("the film lasts 1 hour", "The film lasts 1 hour and 30 minutes.", NO),
    (FLIGHT, "The flight takes 135 minutes.", YES),
    (FLIGHT, "The flight takes two hours and a quarter.", YES),
    (FLIGHT, "The flight takes 2 hours and 50 minutes.", NO),
    ("the walk takes 45 minutes", "The walk takes three quarters of an hour.", YES),
    ("the walk takes 45 minutes", "The walk takes a quarter of an hour.", NO),
    ("Sam is 64 inches tall", "Sam is 5 feet 4 inches tall.", YES),
    ("the rope is 3.5 m long", "The rope is 3 m 50 cm long.", YES),
    ("the rope is 3.5 m long", "The two pieces of rope are 3 m and 50 cm long.", NO),
    ("the bus takes 150 minutes", "Bus and train take 2 hours and 30 minutes, respectively.", NO),
    (CUPS, "The recipe needs 2 1/2 cups.", YES),
    (CUPS, r"The recipe needs $2\frac{1}{2}$ cups.", YES),
    (CUPS, "The recipe needs 2 1/4 cups.", NO),
    ("the recipe needs 1/2 cup", "The recipe needs 2 1/2 cups.", NO),
    ("the recipe needs 1/2 cup", "See page 5. 1/2 cup is what the recipe needs.", YES),
)

STAND_INS = facts(
    (BLUE, BARS, YES),
    ("the blue bar is 12", BARS, NO),
    ("the height of the green bar is 7", BARS, YES),
    ("the height of the green bar is 12", BARS, NO),
    (SQUARE_B, "The area of square A is 25, while that of square B is 36.", YES),
    (SQUARE_B, "The area of square A is 36, while that of square B is 25.", NO),
    (TEA, "The price of coffee is $3 and that of tea is $2.", YES),
    ("the price of tea is $3", "The price of coffee is $3 and that of tea is $2.", NO),
    ("the area of B is twice the area of A", "The area of B is double that of A.", YES),
    ("the area of A is twice the area of B", "The area of B is double that of A.", NO),
)

OF_SOME = facts(
    (RED, "Of the cars, 30 percent are red.", YES),
    (RED, "Of the 200 cars in the lot, 30 are red, so the red cars make up 15%.", NO),
    ("20% of the cars are blue", "Of the 50 cars, 20 of them are blue, i.e. 40% of the cars.", NO),
    (TOTAL, "The total for all three is 45.", YES),
    (TOTAL, "The total of the boys is 45.", NO),
    (TOTAL, "The total of the pens is 45 and the total of the pads is 20.", NO),
    (SUM, "The sum of the digits is 30.", YES),
    (SUM, "The sum of the odd digits is 30.", NO),
    ("the sum of the odd digits is 30", "The sum of the odd digits is 30.", YES),
)

PUT_RIGHT = facts(
    (PRODUCT, "First attempt: 14 × 8 = 102. Let me double check: 14 × 8 = 112.", YES),
    (PRODUCT, "14 × 8 = 102, so 102 boxes. 14 × 8 = 112.", NO),
    (PRODUCT, "14 × 8 = 112. Let me double check: 14 × 8 = 102.", NO),
    ("the angle is 40°", "The angle is 50°. That isn't right. The angle is 40°.", YES),
    ("the angle is 50°", "The angle is 50°. That isn't right. The angle is 40°.", NO),
)

LED = facts(
    ("the surface area of the cube is 96 cm²", SIX_FACES, YES),
    ("the surface area of the cube is 16 cm²", SIX_FACES, NO),
    (PERIMETER, "The square has a side of 7 cm, which gives a perimeter of 28 cm.", YES),
    (PERIMETER, "The square has a side of 7 cm, which gives an area of 28 cm.", NO),
    (PERIMETER, f"{TWO_SHAPES}, which gives a perimeter of 28 cm.", NO),
    (SALES, "Sales rose from 20 to 30, which is a 50% increase.", YES),
    (SALES, "Sales rose from 20 to 24, which is a 20% increase.", NO),
    (MEAN, "The sum is 13, and 13 divided by 3 is 4.3333, so this is the mean.", YES),
    (MEAN, "The sum is 13, and 13 divided by 4 is 3.25, so this is the mean; 4.33 it is not.", NO),
    (FOOD, SLICES, YES),
    ("food accounts for 40% of the expenses", SLICES, NO),
    (ROUND, ROW, YES),
    ("Jane's score in round 1 was 17", ROW, NO),
    (CAKES, YEARS, YES),
    ("the shop sold 15 cakes in 2019", YEARS, NO),
    ("Oslo is at 28 °C", "Oslo: roughly 14 °C, Rome 28 °C, Cairo 35 °C.", NO),
)

SIDES = facts(
    (COINS, "Ann has three times as many coins as Bob.", YES),
    (COINS, "Bob has three times as many coins as Ann.", NO),
    ("Tom is 4 times as old as Lea", "Tom's age is 4 times Lea's age.", YES),
    ("Lea is 4 times as old as Tom", "Tom's age is 4 times Lea's age.", NO),
    (PETS, "There are 2 cats and 3 dogs.", YES),
    (PETS, "There are 3 cats and 2 dogs.", NO),
    ("2 red and 3 blue marbles", "The jar holds 3 blue and 2 red marbles.", YES),
    ("2 red and 3 blue marbles", "The jar holds 3 red and 2 blue marbles.", NO),
    ("each friend gets 8 cards", "Every one of the friends ends up with 8 cards.", YES),
    ("each friend gets 8 cards", "The friends get 8 cards together.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"),
    OVER_LINES + TWO_UNITS + STAND_INS + OF_SOME + PUT_RIGHT + LED + SIDES,
)
def test_a_value_counts_as_others_word_it(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason


@pytest.mark.parametrize(
    ("body", "goes_wrong"),
    [
        pytest.param("14 × 8 = 102. Let me check it again: 14 × 8 = 112.", False, id="put right"),
        pytest.param("14 × 8 = 102. So there are 102 seats.", True, id="left as it is"),
        pytest.param("Discount = 25% of the price\n= 0.25 × 80\n= 20", False, id="a formula"),
        pytest.param("Seats = rows × seats per row\n= 14 × 8\n= 102", True, id="over lines"),
    ],
)
def test_false_arithmetic_that_is_put_right_is_no_error(body: str, goes_wrong: bool) -> None:
    report = SCORER.score(with_steps(body, "So it is B.", answer="B"), GroundTruth("B", [PRODUCT]))
    assert (report.first_error is not None) == goes_wrong
