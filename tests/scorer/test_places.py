"""Where key steps count, in which order, and what a match, a miss and the first error say."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth, KeyStep, Report, StepMatch
from tests.scorer.traces import SCORER, with_steps

HALF = "12/2 = 6"
MEDIAN = "AD is a median"
BAR = "the 2019 bar is 45"

YES, NO = True, False


def score(key: object, *steps: str, question: str | None = None) -> Report:
    return SCORER.score(with_steps(*steps), GroundTruth("6", key, question))


def match(key: str, *steps: str) -> StepMatch:
    return score([key], *steps).matches[0]


# Sections.

TULIPS = ["8 * 15 = 120", "120 - 36 = 84", "84 / 4 = 21"]
PLANT = "There are 8 * 15 = 120 tulips planted."
EAT = "The rabbits leave 120 - 36 = 84 of them."
TIE = "She ties 84 / 4 = 21 bunches of them."


@pytest.mark.parametrize(
    ("completion", "key_steps", "coverage"),
    [
        pytest.param(
            with_steps("We do the sum.", background="A chart, of which the 2019 bar is 45."),
            [BAR],
            1,
            id="the description counts",
        ),
        pytest.param(
            with_steps("We do the sum.", answer="6, as 12/2 = 6"), [HALF], 0, id="the answer not"
        ),
        pytest.param(
            with_steps("We do it.", background="A chart, of which the 2019 bar is 45."),
            {"Image Description": [BAR]},
            1,
            id="a key step of the description, in the description",
        ),
        pytest.param(
            with_steps("The 2019 bar is 45."), {"Image Description": [BAR]}, 0, id="in a step"
        ),
        pytest.param(
            with_steps("The 2019 bar is 45."), [KeyStep((BAR,), "rationale")], 0, id="rationale"
        ),
        pytest.param(with_steps("The 2019 bar is 45."), {"Steps": [BAR]}, 1, id="R1-VL's Steps"),
    ],
)
def test_where_a_key_step_counts(completion: str, key_steps: object, coverage: float) -> None:
    assert SCORER.score(completion, GroundTruth("6", key_steps)).coverage == coverage


def test_a_copied_question_states_nothing() -> None:
    question = "Triangle ABC has a median AD and the area 12, and its height is 4. How large is it?"
    copied = "Triangle ABC has a median AD and the area 12, and its height is 4."
    assert score([MEDIAN], copied, question=question).coverage == 0
    assert score([MEDIAN], copied).coverage == 1
    assert score([MEDIAN], "We see that AD is a median.", question=question).coverage == 1


# Order: of the key steps that use each other, not of those that don't.


@pytest.mark.parametrize(
    ("steps", "matched"),
    [
        pytest.param([PLANT, EAT, TIE], [YES, YES, YES], id="in order"),
        pytest.param([f"{PLANT} {EAT} {TIE}"], [YES, YES, YES], id="in order, in one step"),
        pytest.param([EAT, PLANT, TIE], [YES, NO, YES], id="a result is used first"),
        pytest.param([TIE, EAT, PLANT], [YES, NO, NO], id="reversed"),
        pytest.param([PLANT, EAT, PLANT, TIE], [YES, YES, YES], id="one said twice"),
    ],
)
def test_a_key_step_comes_behind_those_whose_results_it_uses(
    steps: list[str], matched: list[bool]
) -> None:
    assert [found.is_match for found in score(TULIPS, *steps).matches] == matched


def test_key_steps_that_do_not_use_each_other_may_change_places() -> None:
    keys = ["8 * 15 = 120", "9 * 13 = 117", "120 + 117 = 237"]
    other, both = "The other garden has 9 * 13 = 117.", "Together there are 120 + 117 = 237."
    assert score(keys, other, PLANT, both).coverage == 1
    assert score(keys, both, other, PLANT).coverage == pytest.approx(2 / 3)


# Density.

SUMS = "\n".join(f"{n} + {n} = {2 * n}" for n in range(1, 80))


def test_a_list_of_equations_or_numbers_earns_nothing() -> None:
    assert score(["6 + 6 = 12"], SUMS).coverage == 0
    assert score(["6 + 6 = 12"], "We add 6 + 6 = 12 of the things.").coverage == 1
    numbers = " ".join(map(str, range(200)))
    assert score(["the width is 12"], f"the width is {numbers}").coverage == 0
    assert score(["the width is 12"], "the width is 12, the height 13").coverage == 1


# What a match and a miss say.


def test_a_match_says_which_form_matched_which_characters_of_which_step() -> None:
    report = score([["6/3 = 2", HALF]], "First look at it.", "The half is 12/2 = 6, as we see.")
    found = report.matches[0]
    assert (found.key, found.form, found.step) == (0, HALF, 1)
    assert found.span is not None
    step = report.steps[1]
    assert step.start <= found.span[0] < found.span[1] <= step.end
    whole = with_steps("First look at it.", "The half is 12/2 = 6, as we see.")
    assert "12/2 = 6" in whole[slice(*found.span)]


@pytest.mark.parametrize(
    ("key", "step", "reason"),
    [
        pytest.param(HALF, "The sun shines.", "nothing like it is stated", id="nothing near"),
        pytest.param(HALF, "12/2 = 7", "the trace states another result for it", id="contradicted"),
        pytest.param(MEDIAN, "AE is a median.", "lacks AD", id="a term is missing"),
        pytest.param(MEDIAN, "Suppose AD is a median.", "it is not asserted", id="supposed"),
    ],
)
def test_a_miss_says_what_came_closest_and_what_differed(key: str, step: str, reason: str) -> None:
    found = match(key, step)
    assert (found.is_match, found.reason) == (False, reason)


# The first error.


@pytest.mark.parametrize(
    ("steps", "first_error"),
    [
        pytest.param([PLANT, EAT], None, id="all true"),
        pytest.param([PLANT, "There are 3 + 4 = 8 rabbits."], 1, id="false arithmetic"),
        pytest.param(["We get 8 * 15 = 121.", EAT], 0, id="contradicts a key step"),
        pytest.param(["3 + 4 = 8. Wait, 3 + 4 = 7.", EAT], None, id="taken back in time"),
        pytest.param(["If 3 + 4 = 8, pigs fly.", EAT], None, id="only supposed"),
        pytest.param(["10/3 = 3.33 of them.", EAT], None, id="rounded"),
        pytest.param(["3 + 4 = 8", "3 + 4 = 9"], 0, id="the first of two"),
        pytest.param(
            [r"This is a $30^\circ$-$60^\circ$-$90^\circ$ triangle, one half of it."],
            None,
            id="hyphens are no minus signs",
        ),
        pytest.param(
            [r"This is a $30^\circ$-$60^\circ$-$90^\circ$ triangle, which is half of another."],
            None,
            id="nor before a relative clause",
        ),
    ],
)
def test_the_first_error_is_found_without_the_answer(
    steps: list[str], first_error: int | None
) -> None:
    completion = with_steps(*steps, answer="84")
    assert SCORER.score(completion, GroundTruth("6", TULIPS)).first_error == first_error
    elsewhere = SCORER.score(completion, GroundTruth("1000", TULIPS))
    assert elsewhere.first_error == first_error
