"""What states a key step: each rule with a trace that wins it and one that loses it."""

from __future__ import annotations

from typing import Any

import pytest

from stepreward import GroundTruth, StepMatch
from tests.scorer.traces import SCORER, with_steps

HALF = "12/2 = 6"
MEDIAN = "AD is a median"
BAR = "the 2019 bar is 45"

YES, NO = True, False


def match(key: str, step: str) -> StepMatch:
    return SCORER.score(with_steps(step), GroundTruth("6", [key])).matches[0]


def facts(*rows: tuple[str, str, bool]) -> list[Any]:
    """Make a table; the id of a row is its key step and its step."""
    return [pytest.param(*row, id=f"{row[0]} | {row[1]}") for row in rows]


ASSERTED = [
    *facts(
        (HALF, "The half of it is 12/2 = 6.", YES),
        (HALF, "It is not true that 12/2 = 6.", NO),
        (HALF, "The claim that 12/2 = 6 is wrong.", NO),
        (HALF, "Clearly 12/2 ≠ 6 here.", NO),
        (HALF, "The half isn't 12/2 = 6.", NO),
        (HALF, "Half of it can never be 12/2 = 6.", NO),
        (HALF, "She does not eat the other half, so 12/2 = 6 are left.", YES),
        (HALF, "The half is 12/2 = 6, not 7.", YES),
        (HALF, "Suppose 12/2 = 6.", NO),
        (HALF, "Assume that the half 12/2 = 6 holds.", NO),
        (HALF, "Assuming that 12/2 = 6, we are done.", NO),
        (HALF, "Assuming that two share it, each gets 12/2 = 6.", YES),
        (HALF, "Assuming for a contradiction that two share it, each gets 12/2 = 6.", NO),
        (HALF, "Let us see, assuming that two share it, each gets 12/2 = 6.", NO),
        (HALF, "If 12/2 = 6, we are done.", NO),
        (HALF, "Is it so that 12/2 = 6?", NO),
        (HALF, "We need to show that 12/2 = 6.", NO),
        (HALF, "It remains to be shown that 12/2 = 6.", NO),
        (HALF, "Let us compute the half: 12/2 = 6.", YES),
        (HALF, "Some people think that 12/2 = 6, but they are mistaken.", NO),
        (HALF, "12/2 = 6. Wait, that is wrong.", NO),
        (HALF, "12/2 = 6. Let me check: yes, that is right.", YES),
        (HALF, "12/2 = 7. Wait, 12/2 = 6.", YES),
        (HALF, "12/2 = 6. Wait, that is wrong, 12/2 = 7.", NO),
        (HALF, "12/2 = 6. Hmm, so 6 + 1 = 7.", YES),
        (HALF, "12/2 = 6. Hmm, 30+6 = 36.", YES),
        (HALF, "12/2 = 6. Hmm, let me see. There are 5 pens as well.", YES),
        (HALF, "12/2 = 6. Hmm, let me see. No, 12/2 = 7.", NO),
        (HALF, "12/2 = 6. Wait, the question asks for the total, so 6 + 5 = 11.", YES),
        (HALF, "12/2 = 6. Wait, the question doesn't ask for the half.", YES),
        (HALF, "12/2 = 6. Wait, what about the pens? They cost 5.", YES),
        (HALF, "12/2 = 6. Wait. That is wrong.", NO),
        (HALF, "12/2 = 6. Hmm, that can't be.", NO),
        (HALF, "12/2 = 6. Wait, I forgot one.", NO),
        (HALF, "12/2 = 6. Hold on, I dropped a sign, it should be -6.", NO),
        (HALF, "12/2 = 6. Hmm, 12/2 = 7.", NO),
        (HALF, "12/2 = 6. Hmm, it is 7.", NO),
        (HALF, "12/2 = 6. Wait, 7.", NO),
        (HALF, "12/2 = 6. Hmm, actually 7 of them.", NO),
        (HALF, "12/2 = 6. Hmm, let me count again. 1, 2, 3, that makes 7.", NO),
        (HALF, "12/2 = 6. Hmm, let me count again. 2 + 4 = 6.", YES),
        ("x = 5", "So x = 5. Hmm, then 2x = 10.", YES),
        ("x = 5", "So x = 5. Hmm, wait, x = 6.", NO),
        ("there are 5 balls", "There are 5 balls. Hmm, and 2 pens, so 7 in all.", YES),
        ("there are 5 balls", "There are 5 balls. Wait, there are 6 balls.", NO),
        ("there are 5 balls", "There are 5 balls. Hmm, I count 6.", NO),
        ("each box holds 3 pens", "Each box holds 3 pens. Wait, each box holds 4 pens.", NO),
        ("each box holds 3 pens", "Each box holds 3 pens. Wait, there are 4 boxes, too.", YES),
        ("Japan is the largest", "Japan is the largest. Hmm, Germany is larger.", NO),
        ("Japan is the largest", "Japan is the largest. Hmm, what about Germany?", YES),
        (MEDIAN, "AD is a median. Wait, AD is an altitude.", NO),
        (MEDIAN, "AD is a median. Wait, so BD = DC.", YES),
        (MEDIAN, "AD is the median of the triangle.", YES),
        (MEDIAN, "AD is not a median.", NO),
        (MEDIAN, "AD isn't a median.", NO),
        (MEDIAN, "Suppose AD is a median.", NO),
        (MEDIAN, "If AD were a median, it would halve the area.", NO),
        (MEDIAN, "Is AD a median?", NO),
        (MEDIAN, "We have to check whether AD is a median.", NO),
        (MEDIAN, "At first AD is a median. Wait, no, AD is an altitude.", NO),
        ("AD is not a median", "AD is not a median.", YES),
        ("AD is not a median", "AD is a median.", NO),
    ),
    (HALF, "First I thought 12/2 = 7, but actually it is 12/2 = 6.", YES),
]

TEXT = facts(
    (HALF, r"It is \(\frac{12}{2} = 6\).", YES),
    (HALF, "12 ÷ 2 = 6", YES),
    (HALF, "12 divided by 2 is 6", YES),
    (HALF, "Half of 12 is 6.", YES),
    (HALF, "So twelve over two is 6.", YES),
    (HALF, "6 = 12/2", YES),
    (HALF, "１２/２ = ６", YES),
    (HALF, "12/2 = 6.0", YES),
    ("5000 * 0.025 = 125", "It grows to $5,000 + ($5,000 x 0.025) = $5,125.", YES),
    ("5000 * 0.025 = 125", "It grows to $5,000 + (5,000 - 0.025) = $9,999.975.", NO),
    (HALF, "112/2 = 56", NO),
    (HALF, "12/22 = 6/11", NO),
    (HALF, "The result is 6.", NO),
    (HALF, "3 + 3 = 6", NO),
    ("0.5 * 8 = 4", ".5 * 8 = 4", YES),
    ("0.5 * 8 = 4", "1/2 * 8 = 4", YES),
    ("0.5 * 8 = 4", "0.05 * 8 = 0.4", NO),
    ("3 apples", "There are three apples.", YES),
    ("3 apples", "There are 13 apples.", NO),
    ("∠4 = 57°", r"\angle 4 = 57^\circ", YES),
    ("∠4 = 57°", "Angle 4 is 57 degrees.", YES),
    ("∠4 = 57°", "∠4 = 58°", NO),
    ("∠4 = 57°", "∠3 = 57°", NO),
)

EQUATIONS = facts(
    ("16 - 7 = 9", "She has 16 - (3 + 4) = 9 eggs left.", YES),
    ("16 - 7 = 9", "She has 16 - (3 + 5) = 8 eggs left.", NO),
    ("2 + 3 = 5", "3 + 2 = 5", YES),
    ("5 - 3 = 2", "3 - 5 = -2", NO),
    ("2 + 3 + 4 = 9", "2 + 3 = 5 and 5 + 4 = 9.", YES),
    ("2 + 3 + 4 = 9", "2 + 3 = 5 and 5 + 5 = 10.", NO),
    ("(8 * 15 - 36) / 4 = 21", "8 * 15 = 120, so (120 - 36) / 4 = 84 / 4 = 21.", YES),
    ("20% of 50 = 10", "0.2 * 50 = 10", YES),
    ("20% of 50 = 10", "0.02 * 50 = 1", NO),
    ("a^2 + b^2 = c^2", "b^2 + a^2 = c^2", YES),
    ("a^2 + b^2 = c^2", "a^2 - b^2 = c^2", NO),
    ("2x + 6 = 10", "2(x + 3) = 10", YES),
    ("2x + 6 = 10", "2(x + 6) = 10", NO),
    ("x = 5", "x = 5", YES),
    ("x = 5", "y = 5", NO),
    ("x = 5", "x = 6", NO),
)

SOLVED = facts(
    ("20 + 2 = 22", "We have 20 = x - 2, so x = 22.", YES),
    ("20 + 2 = 22", "We have 20 = x - 2, so x = 18.", NO),
    ("20 + 2 = 22", "We have 20 = x - 2. Then we look at y = 22.", NO),
    ("20 + 2 = 22", "So x = 22. We have 20 = x - 2.", NO),
    ("20 + 2 = 22", "Suppose that 20 = x - 2, so x = 22.", NO),
    ("84 / 14 = 6", "Together 5x + 9x = 84, so x = 6.", YES),
    ("84 / 14 = 6", "Together 5x + 8x = 84, so x = 6.46.", NO),
    ("(200 + 10) / 3 = 70", "Then 2x + (x - 10) = 200 and x = 70.", YES),
    ("(200 - 10) / 3 = 63.33", "Then 2x + (x - 10) = 200 and x = 70.", NO),
    ("5000 * 2 = 10000", "From 5000 = x/2, so x = 10000.", YES),
    ("100 / (2/3) = 150", "From (2/3)x = 100, so x = 150.", YES),
    ("7 + 1 = 8", "From 3x - 7 = 2x + 1, so x = 8.", YES),
    ("7 + 1 = 8", "From 2x + 1 = 3x - 7, so x = 8.", YES),
    ("9 / 3 = 3", "From x^2 = 9 we get x = 3.", NO),
    ("9 - 3 = 6", "From x + y = 9 we get x = 6.", NO),
    ("9 - 3 = 6", "From -x + 9 = 3 we get x = 6.", YES),
)

SPREAD = facts(
    ("10 + 60 = 70", "There are 60 - 10 = 50 new ones, 10 + 50 = 60 in all.", NO),
    ("15 + 10 = 25", "We have 10 + 45 = 55, 15 + 12 = 27 and 55 + 27 = 82.", NO),
    ("15 + 10 = 25", "We have 10 + 45 + 15 + 12 = 82.", YES),
    ("2 * 30 = 60", "There are 2 * 7 = 14 in a week, 14 * 30 = 420 in all.", YES),
    ("2 * 30 = 60", "There are 2 * 8 = 16 in a week, 16 * 30 = 480 in all.", NO),
)

ROUNDING = facts(
    ("10/3 = 3.33", "10/3 = 3.33", YES),
    ("10/3 = 3.33", "10/3 = 3.3333", YES),
    ("10/3 = 3.33", "10/3 ≈ 3.3", YES),
    ("10/3 = 3.33", "10/3 = 3.34", NO),
    ("10/3 = 3.33", "10/3 = 3.4", NO),
    ("the length is 50 cm", "The length is 0.5 m.", YES),
    ("the length is 50 cm", "The length is 50 m.", NO),
    ("the tank holds 40 liters", "The tank holds 40 gallons.", NO),
)

SUBJECTS = [
    *facts(
        (BAR, "The 2019 bar is 45.", YES),
        (BAR, "The 2018 bar is 45.", NO),
        (BAR, "The bars of 2018 and 2019 are 40 and 45, respectively.", YES),
        (BAR, "The bars of 2018 and 2019 are 45 and 40, respectively.", NO),
        (BAR, "The 2019 bar is 45. The 2019 bar is 50.", NO),
        (BAR, "The 2018 bar is 50 and the 2019 bar is 45.", YES),
        (BAR, "The 2018 bar is 45 and the 2019 bar is 50.", NO),
        (
            "the red car is faster than the blue car",
            "The red car is faster than the blue car.",
            YES,
        ),
        ("the red car is faster than the blue car", "The blue car is faster than the red car.", NO),
        ("AB is longer than CD", "CD is shorter than AB.", YES),
        ("AB is longer than CD", "CD is longer than AB.", NO),
        ("AB is parallel to CD", "CD is parallel to AB.", YES),
        ("AB is parallel to CD", "AB ∥ CD", YES),
        ("AB is parallel to CD", "AB is perpendicular to CD.", NO),
        ("alternate interior angles", "They are alternating interior angels.", YES),
        ("alternate interior angles", "They are alternate exterior angles.", NO),
        ("AB > CD", "CD < AB", YES),
        ("AB > CD", "CD > AB", NO),
        (MEDIAN, "DA is a median.", YES),
        (MEDIAN, "AE is a median.", NO),
    ),
]

ARITHMETIC = facts(
    (HALF, "12/2 = 7", NO),
    (HALF, "12/2 = 6 and later 12/2 = 7.", NO),
    (HALF, "12/2 = 6 and 12/4 = 3.", YES),
    ("the total is 30", "We add 14 + 16 = 30, so the total is 30.", YES),
    ("the total is 40", "We add 14 + 16 = 40, so the total is 40.", NO),
    ("the total is 40", "The chart says that the total is 40.", YES),
)

PLACES = [
    *facts(
        (HALF, "```python\nprint(12/2)\n```\nThis shows that 12/2 = 6.", YES),
        (HALF, "We let it compute: <!-- 12/2 = 6 --> and are done.", NO),
        (HALF, "We see ~~12/2 = 6~~ nothing.", NO),
    ),
    (HALF, "So here it comes:\n```\n12/2 = 6\n```\nand that is it.", NO),
]


DIRECTED = facts(
    ("x ≥ 4", "Dividing by 2 leaves x ≥ 4.", YES),
    ("x ≥ 4", "Dividing by 2 leaves 4 ≤ x.", YES),
    ("x ≥ 4", "Dividing by 2 leaves x ≤ 4.", NO),
    ("energy flows from algae to fish", "Here energy flows from algae to fish.", YES),
    ("energy flows from algae to fish", "Here energy flows from fish to algae.", NO),
    ("12 + 5 = 17", "Swapping gives 5 + 12 = 17.", YES),
    ("12 + 5 = 17", "We know that 12 + 5 = 5 + 12.", NO),
    ("x^2 + 7x + 12 = (x+3)(x+4)", "It is (x+4)(x+3) = x^2 + 7x + 12.", YES),
    ("x^2 + 7x + 12 = (x+3)(x+4)", "It is x^2 + 7x + 12 = (x+2)(x+6).", NO),
)

READ_OFF = facts(
    ("Germany 12.4", "The row for Germany says 12.4 million.", YES),
    ("Germany 12.4", "The row for Germany says 12.5 million.", NO),
    ("the 2020 bar is 20", "Look at the bar for 2020. It ends exactly at 20.", YES),
    ("the 2020 bar is 20", "Look at the bar for 2020. It tops 2019, which is at 20.", NO),
    ("the 2020 bar is 20", "We take the bar for 2020, the lowest one, whose top is at 20.", YES),
    ("the 2020 bar is 20", "We take the bar for 2021, the lowest one, whose top is at 20.", NO),
    ("AD bisects ∠BAC", "The figure says that AD bisects ∠BAC.", YES),
    ("AD bisects ∠BAC", "Nothing in the figure says that AD bisects ∠BAC.", NO),
)


@pytest.mark.parametrize(("key", "step", "counts"), SPREAD)
def test_part_of_what_several_operations_come_to(key: str, step: str, counts: bool) -> None:
    question = "Of 10, 15 and 60, how many? 2 of 30, 12 of 45."
    report = SCORER.score(with_steps(step), GroundTruth("6", [key], question))
    assert report.matches[0].is_match == counts, report.matches[0].reason


@pytest.mark.parametrize(
    ("times", "counts"), [pytest.param(20, YES, id="often"), pytest.param(30, NO, id="endlessly")]
)
def test_what_one_sentence_says_over_and_over_states_nothing(times: int, counts: bool) -> None:
    found = match(BAR, ", ".join(["the 2019 bar is 45"] * times))
    assert found.is_match == counts
    assert counts or found.reason == "it is said over and over"


@pytest.mark.parametrize(
    ("step", "counts"),
    [pytest.param(f"{BAR} and so on.", YES, id="its words"), pytest.param(HALF, NO, id="others")],
)
def test_a_key_step_that_says_things_endlessly_is_read_once(step: str, counts: bool) -> None:
    assert match(f"{BAR} {'and so on ' * 400}", step).is_match == counts


def test_part_of_a_sum_counts_where_the_sum_is_a_key_step_s_result() -> None:
    keys = ["36 + 30 = 66", "80 - 66 = 14"]
    trace = with_steps("Then 80 - 36 = 44.", "Then 44 - 30 = 14.")
    assert [m.is_match for m in SCORER.score(trace, GroundTruth("14", keys)).matches] == [YES, YES]
    assert not SCORER.score(trace, GroundTruth("14", keys[:1])).matches[0].is_match


@pytest.mark.parametrize(
    ("key", "step", "counts"),
    [
        *(*DIRECTED, *READ_OFF, *ASSERTED, *TEXT, *EQUATIONS, *SOLVED, *ROUNDING),
        *(*SUBJECTS, *ARITHMETIC, *PLACES),
    ],
)
def test_a_key_step_counts_where_it_is_stated(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
    assert found.reason
    assert not counts or (found.form == key and found.step == 0)
