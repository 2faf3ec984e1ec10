"""What a step asserts, and what it denies, supposes, plans, takes back or only says again."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from stepreward.claims.corrected import corrected
from stepreward.claims.propositions import not_but
from tests.scorer.test_match import NO, YES, facts
from tests.scorer.test_match import match as found_in
from tests.scorer.traces import SCORER, with_steps

FUNCTION = "the graph is a function"
CONDUCTS = "sugar conducts electricity"
ISOSCELES = "the triangle is isosceles"
NOT_ISOSCELES = "the triangle is not isosceles"
MEDIAN = "the median is 14"
SIMILAR = "the two triangles are similar"
SAME_SIDES = "the two sides are equal"
TO_RABBIT = "the arrow goes from the grass to the rabbit"
TO_FOX = "the arrow points to the fox"
NO_FACTOR = "7 is not a factor of 50"
NONE_ABOVE = "none of the countries is above 50%"
GET_25 = "subtract 15 from 40 to get 25"

DENIED = facts(
    (FUNCTION, "It crosses the curve twice. So the graph does not represent a function.", NO),
    (FUNCTION, "Every vertical line meets the curve once, so the graph is a function.", YES),
    (FUNCTION, "The curve is blue.", NO),
    (CONDUCTS, "The sugar solution refuses to conduct electricity.", NO),
    (CONDUCTS, "Sugar is unable to conduct electricity.", NO),
    ("sugar does not conduct electricity", "Sugar is unable to conduct electricity.", YES),
    (CONDUCTS, "The ions make sure that sugar conducts electricity.", YES),
    ("the bulb is lit", "An open circuit prevents the bulb from being lit.", NO),
    ("the bulb is lit", "The fence prevents no harm, and the bulb is lit.", YES),
    ("the coat keeps him warm", "The coat keeps him warm and keeps him from freezing.", YES),
    ("the boy is swimming", "The boy has stopped swimming.", NO),
    ("the boy stops swimming", "The boy stops swimming.", YES),
    ("the boy stops swimming", "The boy does not stop swimming.", NO),
    ("sales rose in 2019", "Sales rose in every year except 2019.", NO),
    ("sales rose in 2019", "Except for fuel, sales rose in 2019.", YES),
    (ISOSCELES, "It is a misconception that the triangle is isosceles.", NO),
    (NOT_ISOSCELES, "The claim that the triangle is isosceles is false.", YES),
    (NOT_ISOSCELES, "The claim that the triangle is not isosceles is false.", NO),
    ("x = -3", "x = -3 is extraneous.", NO),
    ("x = -3", "We discard the root x = -3, as no length is negative.", NO),
    ("x = 3", "We discard the other root, so x = 3.", YES),
    ("x = 2", "x = 2 leads to a contradiction, so x = 5.", NO),
    ("x = 5", "x = 2 leads to a contradiction, so x = 5.", YES),
    ("x is eliminated", "Adding the two equations, x is eliminated.", YES),
    (MEDIAN, "The median isn't 15: the median is 14.", YES),
    (MEDIAN, "The median isn't 14: the median is 15.", NO),
    ("the car is blue", "The car is not red but blue.", YES),
    ("the car is blue", "The car is not blue but red.", NO),
    ("the car is blue", "The car is not red but the truck is blue.", NO),
    ("the lines are perpendicular", "The lines aren't parallel but perpendicular.", YES),
    ("the number is divisible by 3", "The number is divisible by 3 and leaves no remainder.", YES),
    ("all swans are white", "All swans are white, except one.", NO),
    ("all swans are white", "All swans are white, and one is small.", YES),
    ("the cat is on the bed", "The cat used to be on the bed.", NO),
    ("the cat is on the bed", "A blanket is used to keep warm, and the cat is on the bed.", YES),
    ("the man is happy", "The man only pretends to be happy.", NO),
    ("the man is happy", "There is no question that the man is happy.", YES),
    (SAME_SIDES, "It is not hard to see that the two sides are equal.", YES),
    (SAME_SIDES, "We can't deny that the two sides are equal.", YES),
    (SAME_SIDES, "We can't conclude that the two sides are equal.", NO),
    (SAME_SIDES, "The two sides look equal, but it is only a sketch.", NO),
    (SAME_SIDES, "The two sides are equal, but it is only a sketch.", YES),
    (SAME_SIDES, "Either the two sides are equal or the angles are.", NO),
    (SAME_SIDES, "Either way, the two sides are equal.", YES),
    (SAME_SIDES, "A common mistake is to think that the two sides are equal.", NO),
    ("the jar is full", "The jar is only half full.", NO),
    ("the jar is half full", "The jar is half full.", YES),
    ("k = 3", "k = 3 is too small.", NO),
    ("k = 3", "k = 3 is small enough.", YES),
    ("15 * 4 = 60", "We shouldn't compute 15 * 4 = 60 here.", NO),
    ("15 * 4 = 60", "We shouldn't forget the rows: 15 * 4 = 60.", YES),
    ("x = 20", "Instead of x = 20 we get x = 24.", NO),
    ("x = 24", "Instead of x = 20 we get x = 24.", YES),
)

IN_OTHER_WORDS = facts(
    (NO_FACTOR, "So 7 does not divide 50 evenly.", YES),
    (NO_FACTOR, "So 50 is not divisible by 7.", YES),
    (NO_FACTOR, "50 divided by 7 leaves a remainder of 1.", YES),
    (NO_FACTOR, "50 divided by 7 leaves a remainder of 0.", NO),
    (NO_FACTOR, "50 divided by 7 leaves no remainder.", NO),
    (NO_FACTOR, "So 50 does not divide 7.", NO),
    ("7 is a factor of 49", "49 is divisible by 7.", YES),
    ("7 is a factor of 49", "49 is a factor of 7.", NO),
    ("49 is a multiple of 7", "7 divides 49.", YES),
    ("49 is a multiple of 7", "49 divides 7.", NO),
    (NONE_ABOVE, "Every country has a value below 50%.", YES),
    (NONE_ABOVE, "All the countries are below 50%.", YES),
    (NONE_ABOVE, "One country is below 50%.", NO),
    (NONE_ABOVE, "Not all countries are below 50%.", NO),
    (GET_25, "I need to subtract 15 from 40. 40 - 15 = 25.", YES),
    (GET_25, "First I need to subtract 15 from 40.", NO),
    (GET_25, "I need to subtract 15 from 40. 40 - 15 = 35.", NO),
    ("multiply 6 by 7 to get 42", "Multiplying gives 6 × 7 = 42.", YES),
    ("multiply 6 by 7 to get 42", "Next, multiply 6 by 7.", NO),
)

SUPPOSED = facts(
    (SIMILAR, "We want the two triangles to be similar.", NO),
    (SIMILAR, "Our goal: the two triangles are similar.", NO),
    (SIMILAR, "I hope the two triangles are similar.", NO),
    (SIMILAR, "It is possible that the two triangles are similar.", NO),
    (SIMILAR, "One angle is insufficient to conclude that the two triangles are similar.", NO),
    (SIMILAR, "We want one more angle: the two triangles are similar.", YES),
    ("it is possible to form a triangle", "It is possible to form a triangle.", YES),
    ("the ice melts", "The ice melts unless it is cooled.", NO),
    ("the ice melts unless it is cooled", "The ice melts unless it is cooled.", YES),
    ("the solution is acidic", "The solution is acidic or basic, depending on the pH.", NO),
    ("the outcome depends on the die", "The outcome depends on the die.", YES),
    ("the firm made $5 million", "The firm was expected to have made $5 million.", NO),
    ("the number is even", "In case the number is even, we halve it.", NO),
    ("x = 5", "Say x = 5. Then the left side is 25, too much.", NO),
)

TAKEN_BACK = facts(
    ("x = 6", "This gives x = 6. Let me check: 2(6) - 4 = 8, not 10. So x should be 7.", NO),
    ("x = 7", "This gives x = 6. Let me check: 2(6) - 4 = 8, not 10. So x should be 7.", YES),
    ("x = 6", "x = 6. Hold on, 2(6) - 4 = 8 and we need 10. x must be 7.", NO),
    ("x = 6", "x = 6. Check: 2(6) - 2 = 10, not 8, as wanted. So x = 6.", YES),
    ("x = 6", "x = 6. Now y should be 7, as y is one more.", YES),
    ("the angle is 40°", "The angle is 40°. But the sum is 170° then: the angle must be 50°.", NO),
    (
        "the angle is 40°",
        "The angle is 40°. But the sum is 180°: the other angle must be 50°.",
        YES,
    ),
    ("the mean is 12", "The mean is 12. I forgot a bar. The mean is 10.", NO),
    (
        "the mean is 12",
        "The mean is 12. I forgot a bar in the sketch. In class B the mean is 10.",
        YES,
    ),
    ("the total is 100", "The total is 100. But there is a tax, so the total must be 108.", YES),
    ("k = 3", "k = 3, no, k = 4.", NO),
    ("k = 4", "k = 3, no, k = 4.", YES),
    ("k = 3", "k = 3. But 3 * 3 + 1 = 10, which doesn't equal 13. So k = 4.", NO),
    ("k = 3", "k = 3. For m, 4 doesn't give 13. So m = 5.", YES),
    ("the width is 5", "The width is 5, which contradicts the label. The width is 8.", NO),
    ("the width is 8", "The width is 5, which contradicts the label. The width is 8.", YES),
    ("there are 7 figs", "There are 7 figs – no, 6 figs.", NO),
    ("there are 7 figs", "There are 7 figs, no pears and no plums.", YES),
    ("the car is blue", "The car looks blue. In fact it is green.", NO),
    ("the car is blue", "The car looks blue. It is parked.", YES),
)

DIRECTED = facts(
    (TO_RABBIT, "The arrow starts at the grass and points to the rabbit.", YES),
    (TO_RABBIT, "The arrow starts at the rabbit and points to the grass.", NO),
    (TO_RABBIT, "The arrow leads to the rabbit from the grass.", YES),
    (TO_RABBIT, "The arrow leads to the grass from the rabbit.", NO),
    (TO_RABBIT, "The arrow points from the rabbit toward the grass.", NO),
    (
        TO_RABBIT,
        "One arrow goes from the grass to the rabbit, one from the rabbit to the fox.",
        YES,
    ),
    ("heat flows from the cup to the spoon", "Heat flows out of the spoon and into the cup.", NO),
    ("heat flows from the cup to the spoon", "Heat flows out of the cup and into the spoon.", YES),
    (TO_FOX, "The arrow starts at the owl and points to the fox.", YES),
    (TO_FOX, "The arrow starts at the fox and points to the owl.", NO),
    (TO_FOX, "The arrow points away from the fox.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), DENIED + IN_OTHER_WORDS + SUPPOSED + TAKEN_BACK + DIRECTED
)
def test_what_is_asserted_counts(key: str, step: str, counts: bool) -> None:
    found = found_in(key, step)
    assert found.is_match == counts, found.reason


TRIANGLE = "In the right triangle ABC, AB = 12 and BC = 5. Find AC."
CIRCLE = (
    "A circle with center O has a radius of 9. The chord AB has length 12. How far is AB from O?"
)
PACKS = "Lisa buys 4 packs with 6 pencils each and loses 5 pencils. How many does she have left?"
RADIUS = "the radius of the circle is 9"
BUYS = "Lisa buys 4 packs"


@pytest.mark.parametrize(
    ("key", "step", "question", "counts"),
    [
        ("AB = 12", "The question asks us to find AC, given that AB = 12.", TRIANGLE, NO),
        ("AB = 12", "We are given that AB = 12 and BC = 5.", TRIANGLE, NO),
        ("AB = 12", "We are given that AB = 12 and BC = 5.", None, YES),
        ("AC = 13", "The question asks us to find AC, so AC = 13.", TRIANGLE, YES),
        ("12² + 5² = 169", "Since AB = 12 and BC = 5, 12² + 5² = 169.", TRIANGLE, YES),
        (RADIUS, "The problem provides a circle with center O and radius 9.", CIRCLE, NO),
        (RADIUS, "Measured from O to A, the radius of the circle is 9.", CIRCLE, YES),
        (BUYS, "According to the question, Lisa buys 4 packs.", PACKS, NO),
        (BUYS, "Lisa buys 4 packs with 6 pencils each, and we need to know the rest.", PACKS, NO),
        ("4 * 6 = 24", "The question says she buys 4 packs, which is 4 * 6 = 24.", PACKS, YES),
        ("she has 24 pencils", "We are told of 4 packs, so she has 24 pencils.", PACKS, YES),
    ],
)
def test_what_only_says_the_question_again_counts_for_nothing(
    key: str, step: str, question: str | None, counts: bool
) -> None:
    found = SCORER.score(with_steps(step), GroundTruth("6", [key], question)).matches[0]
    assert found.is_match == counts, found.reason


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        pytest.param("It is not red but blue.", [(6, 17)], id="goes on about it"),
        pytest.param("It is not only red but blue.", [], id="both"),
        pytest.param("It is not red but Tom is tall.", [], id="another subject"),
        pytest.param("It is red but small.", [], id="denies nothing"),
    ],
)
def test_what_not_but_sets_aside(sentence: str, aside: list[tuple[int, int]]) -> None:
    assert not_but(sentence) == aside


def test_many_values_of_one_name_are_looked_at_in_bounded_time() -> None:
    text = "x = 1 is wrong. x = 2 is wrong. " * 2_000
    spans = [(at, at + 15) for at in range(0, len(text), 16)]
    assert len(corrected(text, spans)) <= 40
