"""What stands for a thing: a pronoun, a short name, a heading; each from both sides."""

from __future__ import annotations

import pytest

import stepreward as sr
from tests.scorer.test_match import NO, YES, facts
from tests.scorer.test_match import match as found_in

LONGER = "AB > AC"
CAPITAL = "the capital is Canberra"
SQUARE = "the shape is not a square"
BEHIND = "the woman is standing behind the man"
GAP = "the gap between boys and girls is largest in 2010"
ENERGY = "particles in sample A have more kinetic energy"
ANGLE = "∠ABC = 40°"
FEWEST = "Monday has the fewest visitors"
SHIRT = "the shirt costs twice as much as the hat"
CONDENSATION = "condensation turns water vapor into liquid water"
PERPENDICULAR = "the tangent is perpendicular to the radius"
DISTANCE = "the distance from A to B is 13"
INSULIN = "the pancreas produces insulin"
GRADES = "| Grade | Students |\n|---|---|\n| 6 | 29 |\n| 7 | 34 |"
TURNED = "| Grade | 6 | 7 |\n|---|---|---|\n| Students | 29 | 34 |"
PLAIN = "Grade | Students\n---|---\n6 | 29\n7 | 34"
BLANK = "| | Math | Art |\n|---|---|---|\n| Lena | 88 | 90 |"
GAPPY = "| Name | Math | Art |\n|---|---|---|\n| Lena | | 90 |\n| Tom | 5 | 6 |"

NAMES = facts(
    (LONGER, "Since ∠C > ∠B, the longer side is opposite C, that is, AC < AB.", YES),
    (LONGER, r"So $AC \lt AB$.", YES),
    (LONGER, "AC is shorter than AB.", YES),
    (LONGER, "Since ∠C > ∠B, the longer side is opposite B, that is, AB < AC.", NO),
    (LONGER, "AC is not < AB.", NO),
    (ANGLE, "In triangle ABC, the angle at vertex B measures 40 degrees.", YES),
    (ANGLE, "In triangle ABC, ∠B = 40°.", YES),
    (ANGLE, "In triangle ABC, the angle at vertex C measures 40 degrees.", NO),
    (ANGLE, "In triangle ABC with D on AC, ∠DBC = 20°. So ∠B = 40°.", NO),
    (ANGLE, "In triangles ABC and DBE, ∠B = 40°.", NO),
    ("∠B = 40°", "In triangle ABC, ∠ABC = 40°.", YES),
    ("∠B = 40°", "The angle at the corner B is 40°.", YES),
    ("∠B = 40°", "The angle at C is 40°, and B is a point.", NO),
    ("∠A = ∠D", "The angles at A and D have the same measure.", YES),
    ("∠A = ∠D", "The angles at A and E have the same measure.", NO),
    ("∠A = ∠D", "The distances at A and D are equal.", NO),
    (DISTANCE, "The distance between points B and A is 13.", YES),
    (DISTANCE, "The distance from B to A is 13.", YES),
    (DISTANCE, "The distance between points B and C is 13, and A is far away.", NO),
    ("the path goes from A to B", "The path goes from B to A.", NO),
)

PRONOUNS = facts(
    (CAPITAL, "The capital is Sydney. Actually, no, it is Canberra.", YES),
    (CAPITAL, "The capital is Sydney. Wait, it is Canberra.", YES),
    (CAPITAL, "The capital is Canberra. Actually, no, it is Sydney.", NO),
    (CAPITAL, "The largest city is Sydney. Actually, no, it is Canberra.", NO),
    (
        "the people are waiting for a bus",
        "Several people stand there. It seems clear that they are waiting for a bus.",
        YES,
    ),
    (
        "the people are waiting for a bus",
        "Several dogs sit near people. It seems clear that they are waiting for a bus.",
        NO,
    ),
    (SQUARE, "The sides of the figure are 5, 5, 6 and 6, so this can't be a square.", YES),
    (SQUARE, "This is not a square.", YES),
    (SQUARE, "This is a square.", NO),
    (SQUARE, "The base of the pyramid is red. It is not a square.", NO),
    (BEHIND, "The man is sitting, and the woman stands behind him.", YES),
    (BEHIND, "The man is sitting, and the woman stands in front of him.", NO),
    (BEHIND, "The woman is sitting, and the man stands behind her.", NO),
    (GAP, "The chart compares boys and girls. The gap between them is largest in 2010.", YES),
    (GAP, "The chart compares men and girls. The gap between them is largest in 2010.", NO),
    (GAP, "The chart compares boys and girls. The gap between them is smallest in 2010.", NO),
    (
        ENERGY,
        "Sample A is hotter, and heat is motion, so its particles have more kinetic energy.",
        YES,
    ),
    (
        ENERGY,
        "Sample B is hotter, and heat is motion, so its particles have more kinetic energy.",
        NO,
    ),
)

OTHERWISE = facts(
    (FEWEST, "Every other day had more visitors than Monday.", YES),
    (FEWEST, "Every other day had fewer visitors than Monday.", NO),
    (FEWEST, "Not every other day had more visitors than Monday.", NO),
    ("Norway has the highest share", "All the others have a lower share than Norway.", YES),
    ("Norway has the highest share", "All the others have a higher share than Norway.", NO),
    (SHIRT, "The hat is half the price of the shirt.", YES),
    (SHIRT, "The shirt is twice the price of the hat.", YES),
    (SHIRT, "The shirt is half the price of the hat.", NO),
    (SHIRT, "The hat is twice the price of the shirt.", NO),
    (CONDENSATION, "C is condensation, where water vapor cools and becomes liquid drops.", YES),
    (CONDENSATION, "C is condensation, where liquid water becomes water vapor.", NO),
    (PERPENDICULAR, "A tangent forms a right angle with the radius, so ∠OAT = 90°.", YES),
    (PERPENDICULAR, "The tangent meets the chord at 90°, and the radius is 5.", NO),
    (INSULIN, "Insulin is made in the pancreas.", YES),
    (INSULIN, "Insulin is made in the liver, not in the pancreas.", NO),
    ("30% of the pie chart is for housing", "Housing takes up 30% of the chart.", YES),
    ("30% of the pie chart is for housing", "Food takes up 30% of the chart.", NO),
    ("the highlighted state is Ohio", "The shaded state is Ohio.", YES),
    ("the highlighted state is Ohio", "The state next to the shaded one is Ohio.", NO),
    ("the graph is a function", "The curve fails the test, and it is no function.", NO),
    ("the function is increasing", "The curve is increasing.", YES),
)

TABLES = facts(
    ("grade 7: 34", GRADES, YES),
    ("grade 7: 29", GRADES, NO),
    ("grade 7: 34", TURNED, YES),
    ("grade 6: 34", TURNED, NO),
    ("grade 7: 34", PLAIN, YES),
    ("grade 7: 29", PLAIN, NO),
    ("Lena: Math 88", BLANK, YES),
    ("Lena: Art 88", BLANK, NO),
    ("Lena: Art 90", GAPPY, YES),
    ("Lena: Math 90", GAPPY, NO),
)


@pytest.mark.parametrize(("key", "step", "is_match"), [*NAMES, *PRONOUNS, *OTHERWISE, *TABLES])
def test_what_stands_for_a_thing(key: str, step: str, is_match: bool) -> None:
    assert found_in(key, step).is_match is is_match


@pytest.mark.parametrize(
    ("step", "is_match"),
    [
        ("The angle at vertex B of the triangle is 40°.", YES),
        ("The angle at vertex B of the rectangle is 40°, as the triangle shows.", NO),
        ("The angle at vertex B is 40° in the triangle, and BD is its diagonal.", NO),
        ("The angle at vertex C of the triangle is 40°.", NO),
    ],
)
def test_a_triangle_that_only_the_question_names(step: str, is_match: bool) -> None:
    report = sr.score(
        f"### Step 1:\n{step}\n\n### The final answer is: 40", answer="40", key_steps=[ANGLE]
    )
    assert report.matches[0].is_match is is_match
