"""Relations and phrases as solutions put them: what states each, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts
from tests.scorer.test_match import match as found_in

SAME = "triangle ABC is congruent to triangle DEF"
PARALLEL = "AB is parallel to CD"
RIGHT = "∠ACB is a right angle"
BASE_ANGLES = "the base angles of triangle ABC are equal"
SHELF = "the book is on the shelf"
OPPOSITE = "opposite angles of a parallelogram are equal"
OLDER = "Tom is older than Ann"
LEFT = "the woman is to the left of the man"
HEART = "exercise increases the heart rate"
RABBITS = "the population of rabbits will rise"

TRIANGLES = facts(
    (SAME, "By SAS, △ABC ≅ △DEF.", YES),
    (SAME, r"So $\triangle DEF \cong \triangle ABC$.", YES),
    (SAME, "Triangles ABC and DEF are congruent by SSS.", YES),
    (SAME, "This gives the congruence of triangles ABC and DEF.", YES),
    (SAME, "With a ratio of 2, △ABC ∼ △DEF.", NO),
    (SAME, "Triangles ABC and DEF are equal in area.", NO),
    ("AB = CD", "So AB ≅ CD.", YES),
    ("AB = CD", "So AB ∥ CD.", NO),
    ("AD is the altitude of triangle ABC", "In △ABC the altitude is AD.", YES),
    ("AD is the altitude of triangle ABC", "In △ABC the altitude is BE.", NO),
    ("AM is the median to BC", "The median drawn to BC is AM.", YES),
    ("AM is the median to BC", "BN is a median, and AM meets BC.", NO),
    ("C lies on line AB", "The points A, B and C are collinear.", YES),
    ("C lies on line AB", "The points A, B and D are collinear.", NO),
    ("the two lines have the same slope", "The slopes of the two lines are equal.", YES),
    ("the two lines have the same slope", "The two lines have different slopes.", NO),
    ("ABCD is a parallelogram", "The quadrilateral ABCD is a parallelogram.", YES),
    ("ABCD is a parallelogram", "In parallelogram ABEF, ABCD is a smaller figure.", NO),
    ("O is the center of the circle", "The circle is centered at O.", YES),
    ("O is the center of the circle", "The circle through O is centered at P.", NO),
    (OPPOSITE, "In any parallelogram, opposite angles are congruent.", YES),
    (OPPOSITE, "The opposite sides of a parallelogram are equal.", NO),
    ("opposite angles of a kite are supplementary", "Opposite angles of a kite add to 180°.", YES),
    ("opposite angles of a kite are supplementary", "Opposite angles of a kite add to 90°.", NO),
)

CONDITIONS = facts(
    (PARALLEL, "For ABCD to be a trapezoid, AB must be parallel to CD.", NO),
    (PARALLEL, "As ABCD is a trapezoid, AB must be parallel to CD.", YES),
    (PARALLEL, "To prove that AB is parallel to CD, compare the angles.", NO),
    (PARALLEL, "We still need one more angle to conclude that AB is parallel to CD.", NO),
    (PARALLEL, "That is enough to conclude that AB is parallel to CD.", YES),
    (PARALLEL, "Let me check if AB and CD are parallel.", NO),
    ("∠A and ∠B are supplementary", "If m ∥ n, ∠A and ∠B are supplementary.", NO),
    ("∠A and ∠B are supplementary", "As m ∥ n, ∠A and ∠B are supplementary.", YES),
    ("the shirt is not blue", "The shirt is green, not blue.", YES),
    ("the shirt is not blue", "The shirt is blue, not green.", NO),
    (PARALLEL, "Assume AB is parallel to CD.", NO),
    (PARALLEL, "It's tempting to say that AB is parallel to CD, but no mark says so.", NO),
    ("the street is wet", "If it rains, the street is wet.", NO),
    ("the street is wet", "If we look closely, the street is wet.", YES),
    (f"if foxes vanish, {RABBITS}", f"If foxes vanish, {RABBITS}.", YES),
    (RABBITS, f"If foxes vanish, {RABBITS}.", NO),
    ("the temperature does not change", "There is no change in temperature.", YES),
    ("the temperature does not change", "There is a change in temperature.", NO),
    ("the map does not show any rivers", "No rivers are shown on the map.", YES),
    ("the map does not show any rivers", "The map shows no roads, only rivers.", NO),
    ("the fox is shy", "The fox is not bold, and it is shy.", YES),
    ("the fox is shy", "The fox is not bold, and it is not shy.", NO),
)

NOT_QUITE = facts(
    (RIGHT, "∠ACB is a right angle.", YES),
    (RIGHT, "∠ACB is slightly less than a right angle.", NO),
    (RIGHT, "∠ACB is almost a right angle.", NO),
    ("Paris is the capital of France", "The capital of France is Paris.", YES),
    ("Paris is the capital of France", "Lyon is the capital of France after Paris.", NO),
    ("the mixture is heterogeneous", "This is a heterogeneous mixture.", YES),
    ("the mixture is heterogeneous", "A heterogeneous mixture has visible parts.", NO),
    ("the element is a noble gas", "The element belongs to the noble gases.", YES),
    ("the element is a noble gas", "The element reacts with a noble gas.", NO),
    ("the substance is a conductor", "So the substance is a conductor.", YES),
    ("the substance is a conductor", "A conductor is a substance with free charges.", NO),
    ("the Amazon is in Brazil", "The Amazon flows through Brazil.", YES),
    ("the Amazon is in Brazil", "The Amazon is wider than any river in Brazil.", NO),
    ("the Amazon is in Brazil", "The Amazon is in one of Brazil's neighbors.", NO),
    ("the total is 45", "The total of all rows is 45.", YES),
    ("the total is 45", "The total of the first two rows is 45.", NO),
    ("the price is $20", "The price of the shirt is $20.", YES),
    ("the price is $20", "The original price is $20, and after the discount $15.", NO),
    ("EF passes through G", "EF goes through point G.", YES),
    ("EF passes through G", "EF passes near point G.", NO),
    ("the wolf is a predator of the deer", "The wolf is the deer's main predator.", YES),
    ("the wolf is a predator of the deer", "The deer and the wolf share a predator.", NO),
    ("the boy is holding a kite", "The boy has a kite in his hands.", YES),
    ("the boy is holding a kite", "The boy sees the girl, who is holding a kite.", NO),
)

GOING_BACK = facts(
    (BASE_ANGLES, "Triangle ABC is isosceles, so its base angles are equal.", YES),
    (BASE_ANGLES, "Triangle ABD is isosceles, so its base angles are equal.", NO),
    (SHELF, "There's a shelf above the desk, and the book lies on it.", YES),
    (SHELF, "There's a desk below the shelf, and the book lies on it.", NO),
    ("PQ is horizontal", "PR is horizontal, and PQ is at a right angle to it.", NO),
    ("the box contains a ball", "There's a box on the floor. It contains a ball.", YES),
    ("the box contains a ball", "There's a bag on the box. It contains a ball.", NO),
    ("triangle ABC is isosceles", "△ABC has two equal sides. It is therefore isosceles.", YES),
    ("triangle ABC is isosceles", "△ABD has two equal sides. It is therefore isosceles.", NO),
    ("m and n are parallel", "The slopes of m and n agree, so the lines are parallel.", YES),
    ("m and n are parallel", "The slopes of m and p agree, so the lines are parallel.", NO),
    ("m is steep", "The slope of m is 9, which tells us that the line m is steep.", YES),
    ("plants absorb water", "Plants need water, and they take it in through roots.", YES),
    ("plants absorb water", "Plants need water, and they give it off through leaves.", NO),
)

TWO_SIDES = facts(
    (OLDER, "Tom is 14 and Ann is 11, so Tom is older.", YES),
    (OLDER, "Tom is 14 and Ann is 15, so Ann is older.", NO),
    (OLDER, "Ann is not as old as Tom.", YES),
    (OLDER, "Tom is not as old as Ann.", NO),
    ("there are more girls than boys", "With 14 girls and 11 boys, there are more girls.", YES),
    ("there are more girls than boys", "With 14 girls and 15 boys, there are more boys.", NO),
    ("she ate more figs than nuts", "She ate fewer nuts than figs.", YES),
    ("she ate more figs than nuts", "She ate fewer figs than nuts.", NO),
    ("the bus arrives earlier than the train", "The train arrives later than the bus.", YES),
    ("the bus arrives earlier than the train", "The bus leaves earlier than the train.", NO),
    (LEFT, "The woman stands on the left, the man on the right.", YES),
    (LEFT, "The man stands on the left, the woman on the right.", NO),
    (HEART, "The heart rate is increased by exercise.", YES),
    (HEART, "The heart rate increases exercise performance.", NO),
    ("the cell contains DNA", "DNA is found inside the cell.", YES),
    ("the cell contains DNA", "DNA is copied before the cell divides.", NO),
    ("roots take up water from the soil", "Water is taken up from the soil by the roots.", YES),
    ("roots take up water from the soil", "Roots are taken up from the soil by the water.", NO),
    ("Alice finished before Bob", "Bob finished after Alice.", YES),
    ("Alice finished before Bob", "Alice finished after Bob.", NO),
    ("the train left before noon", "The train departed before noon.", YES),
    ("the train left before noon", "The train on the left came before noon.", NO),
    ("team A won the game", "The game was won by team A.", YES),
    ("team A won the game", "Team B won the game against team A.", NO),
    ("the gas expands when the pressure falls", "As the pressure falls, the gas expands.", YES),
    ("the gas expands when the pressure falls", "When the gas expands, the liquid falls.", NO),
    ("the price of figs rose", "Figs became more expensive.", YES),
    ("the price of figs rose", "Figs are more expensive than dates.", NO),
    ("the moon blocks the sun", "The moon blocks the sun, so day turns dark.", YES),
    ("the moon blocks the sun", "The earth blocks the sun, so the moon turns dark.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), TRIANGLES + CONDITIONS + NOT_QUITE + GOING_BACK + TWO_SIDES
)
def test_a_relation_counts_where_it_is_said(key: str, step: str, counts: bool) -> None:
    found = found_in(key, step)
    assert found.is_match == counts, found.reason
