"""Two solutions, whole figures against their parts, who has more, and the year said before."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

TWO = "x = 2 or x = -5"
SOLVED = "the solutions are 2 and -5"
SAME = "the triangles are congruent"
USED = "in 2014, 62% of adults used the internet"
SOLD = "Store B sold more than Store A"
FIGURE = "the polygon has 8 sides"
BRAZIL = "the value for Brazil is 47"
MEDIAN = "CM is a median of triangle ABC"
WORTH = "revenue in 2020 is $4.5 billion"

SOLUTIONS = facts(
    (TWO, r"Therefore $x \in \{-5,\, 2\}$.", YES),
    (TWO, r"Therefore $x \in \{5,\, 2\}$.", NO),
    (TWO, "So the solutions are -5 and 2.", YES),
    (TWO, "So the solutions are 5 and 2.", NO),
    (SOLVED, "Hence, $x = 2$ or $x = -5$.", YES),
    (SOLVED, "Hence, $x = 2$ or $x = 5$.", NO),
    (SOLVED, "The zeros are at x = 2 and x = -5.", YES),
    ("x = 2, x = -5", "So x is 2 or -5.", YES),
    ("x = 2 or -5", "So x = 2.", NO),
)

FIGURES = facts(
    (SAME, "The triangles have two equal sides and one equal angle, so they are congruent.", YES),
    (SAME, "The triangles have the same size and shape.", YES),
    (SAME, "The triangles are similar, with equal angles.", NO),
    (SAME, "The triangles have equal areas.", NO),
    ("quadrilaterals ABCD and EFGH are congruent", "ABCD and EFGH have equal perimeters.", NO),
    ("the angles of the triangles are congruent", "The angles of the triangles are equal.", YES),
    (FIGURE, "The figure has eight sides.", YES),
    (FIGURE, "The figure has six sides.", NO),
    ("the shape is a polygon", "The shape is a circle.", NO),
)

MORE = facts(
    (SOLD, "Store B outsold Store A.", YES),
    (SOLD, "Store A outsold Store B.", NO),
    ("cats outnumber dogs", "There are fewer dogs than cats.", YES),
    ("cats outnumber dogs", "There are fewer cats than dogs.", NO),
    ("there are more cats than dogs", "So cats outnumber dogs in the picture.", YES),
    ("there are more cats than dogs", "So dogs outnumber cats in the picture.", NO),
    ("the angle is obtuse", "It opens wider than a right angle, so the angle is obtuse.", YES),
    ("the angle is obtuse", "It is narrower than a right angle, so the angle is acute.", NO),
)

YEARS = facts(
    (USED, "The point above 2014 is at 62%, so 62% of adults used the internet that year.", YES),
    (USED, "Above 2014 and 2015 are points, so 62% of adults used the internet that year.", NO),
    (USED, "For 2014 the value is 62%. So 62% of adults used the internet that year.", YES),
    (USED, "For 2015 the value is 62%. So 62% of adults used the internet that year.", NO),
)

PEAK = "the purple line peaks in March"
SHADOW = "the Moon's shadow falls on Earth"
OWNED = facts(
    (PEAK, "The green line peaks in March, whereas the purple line reaches its top in May.", NO),
    (PEAK, "The green line peaks in May, whereas the purple line reaches its top in March.", YES),
    (SHADOW, "The Earth's shadow falls on the Moon.", NO),
    (SHADOW, "The shadow of the Earth falls on the Moon.", NO),
    (SHADOW, "The shadow of the Moon falls on the Earth.", YES),
    ("angle A is larger than angle B", "As BC is longer than AC, ∠B is smaller than ∠A.", YES),
    ("angle A is larger than angle B", "As BC is longer than AC, ∠A is smaller than ∠B.", NO),
    ("the sum of the angles of a hexagon is 720°", "A hexagon's angles add up to 720°.", YES),
    ("the perimeter of the square is 20", "A square has side 5, so its perimeter is 20.", YES),
    ("the side of the square is 20", "A square has side 5, so its perimeter is 20.", NO),
)

AROUND = facts(
    (BRAZIL, "Brazil's bar ends just below 50. The label above it reads 47.", YES),
    (BRAZIL, "Brazil's bar ends just below 50. The label above it reads 49.", NO),
    (BRAZIL, "Brazil's bar is above 47.", NO),
    (MEDIAN, "So CM is the median (not the altitude) of triangle ABC.", YES),
    (MEDIAN, "So CM is the altitude (not the median) of triangle ABC.", NO),
    (WORTH, "The bar for 2020 reaches 4.5, so revenue in 2020 is $4.5 billion.", YES),
    (WORTH, "The bar for 2020 reaches 4.5, so revenue in 2020 is $4.5 million.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), SOLUTIONS + FIGURES + MORE + YEARS + OWNED + AROUND
)
def test_what_counts_of_two(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
