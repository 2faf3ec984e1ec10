"""Validity: every rule with a trace that breaks it and the nearest one that keeps it."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth, Scorer, ScorerConfig
from stepreward.config import ALL_GUARDS, Guard
from stepreward.errors import TruthError
from stepreward.validity import GUARDS
from tests.scorer.traces import RATIONALE, SCORER, broken_rules, with_steps

QUESTION = (
    "A gardener plants 8 rows of 15 tulips each. Rabbits eat 36 of the tulips, and she ties the "
    "rest into bunches of 4. How many bunches does she have?"
)
KEYS = ["8 * 15 = 120", "120 - 36 = 84", "84 / 4 = 21"]
TULIPS = GroundTruth("21", KEYS, QUESTION)

PLANT = "There are 8 * 15 = 120 tulips planted."
EAT = "The rabbits leave 120 - 36 = 84 of them."
TIE = "She ties 84 / 4 = 21 bunches of them."
COPY = QUESTION.partition(" How")[0]


def written(*steps: str, background: str = "Tulips in rows, rabbits behind a fence.") -> str:
    return with_steps(*steps, answer="21", background=background)


HONEST = written(PLANT, EAT, TIE)

# Guard, rule, a trace that breaks the rule and no other, a near one that breaks none.
BOTH_SIDES = [
    pytest.param("substance", "empty_step", written(PLANT, "ok", TIE), HONEST, id="ok"),
    pytest.param(
        "substance", "empty_step", written(PLANT, "", TIE), written(PLANT, "Halve.", TIE), id="''"
    ),
    pytest.param(
        "substance", "empty_step", written(PLANT, "...", TIE), written("So: 8 * 15.", TIE), id="..."
    ),
    pytest.param(
        "substance",
        "empty_step",
        written("\u200b\u200b", EAT, TIE),
        written("It is \u200bspring.", EAT, TIE),
        id="invisible characters",
    ),
    pytest.param(
        "substance",
        "empty_section",
        written(PLANT, EAT, TIE, background="see above"),
        written(PLANT, EAT, TIE, background="Tulips."),
        id="a background that says nothing",
    ),
    pytest.param(
        "substance",
        "keywords",
        written("tulips rabbits gardener rows bunches", "rabbits tulips bunches rows four", TIE),
        written("The tulips are in rows for the gardener.", EAT, TIE),
        id="a row of keywords",
    ),
    pytest.param(
        "copies",
        "copied_question",
        written(PLANT, EAT, TIE, background=COPY),
        written(PLANT, EAT, TIE, background="Eight rows of tulips, and some rabbits ate of them."),
        id="the question as the description",
    ),
    pytest.param(
        "copies",
        "copied_question",
        written(*COPY.split(". "), TIE),
        written(COPY, EAT, TIE),
        id="most steps are the question",
    ),
    pytest.param(
        "repeats",
        "repeat",
        written(PLANT, EAT, TIE, background=RATIONALE),
        written(PLANT, EAT, TIE, background=RATIONALE.replace("line", "row")),
        id="two sections say one thing",
    ),
    pytest.param(
        "repeats",
        "repeat",
        written(PLANT, PLANT, PLANT, EAT),
        written(PLANT, PLANT, EAT, TIE),
        id="steps",
    ),
    pytest.param(
        "single_answer",
        "several_answers",
        HONEST + "\n\n### The final answer is: 22",
        HONEST + "\n\n### The final answer is: 21",
        id="two different answers",
    ),
    pytest.param(
        "density",
        "dump",
        written(PLANT, EAT, TIE, " ".join(map(str, range(40)))),
        written(PLANT, EAT, TIE, "So in steps: " + ", ".join(map(str, range(4, 40, 4)))),
        id="a list of numbers",
    ),
    pytest.param(
        "denial",
        "denial",
        written("It is false that 8 * 15 = 120.", EAT, TIE),
        written("It is false that 8 * 15 = 121.", PLANT, EAT, TIE),
        id="denies what holds",
    ),
    pytest.param(
        "order",
        "used_too_early",
        written(TIE, EAT, PLANT),
        written(EAT, PLANT, TIE),
        id="backwards",
    ),
    pytest.param(
        "work",
        "no_work",
        written("We think about it with great care.", "Then all of it becomes clear."),
        written("We think about it with great care.", PLANT),
        id="nothing is computed",
    ),
    pytest.param(
        "work",
        "no_work",
        written("We have 36 + 0 = 36 of the things."),
        written("We have 36 + 8 = 44 of the things."),
        id="nothing but n + 0",
    ),
    pytest.param(
        "work",
        "foreign_numbers",
        written("A week has 7 * 24 = 168 hours in it.", "There are 77 * 13 = 1001 nights."),
        written("A week has 7 * 24 = 168 hours in it.", PLANT),
        id="numbers that nobody gave",
    ),
    pytest.param(
        "work",
        "all_false",
        written("There are 8 * 15 = 121 planted here.", "The rabbits leave 121 - 36 = 86 there."),
        written("There are 8 * 15 = 121 planted here.", "The rabbits leave 121 - 36 = 85 there."),
        id="no result is true",
    ),
    pytest.param(
        "work",
        "every_operator",
        written("We add 8 + 15 = 23 there.", "We take 15 - 8 = 7 there.", "We have 8 * 15 = 120."),
        written("We add 8 + 15 = 23 there.", "We have 8 * 15 = 120 there."),
        id="one pair of numbers, every operator",
    ),
    pytest.param(
        "work",
        "undone",
        written(
            "There are 8 * 15 = 120 here, and back 120 / 15 = 8 there.",
            "There are 8 * 36 = 288 here, and back 288 / 36 = 8 there.",
            "There are 15 * 4 = 60 here, and back 60 / 4 = 15 there.",
        ),
        written(PLANT, EAT, TIE, "We check the first of them: 120 / 15 = 8."),
        id="there and back again",
    ),
    pytest.param(
        "work",
        "two_results",
        written("We have 8 * 15 = 120 of them, or else 8 * 15 = 130 of them."),
        written("We have 8 * 15 = 120 of them, or else 8 * 36 = 288 of them."),
        id="two results of one operation",
    ),
    pytest.param(
        "work",
        "bare_equations",
        written("8 * 15 = 120", "120 - 36 = 84", "84 / 4 = 21"),
        written("That makes 8 * 15 = 120", "The rest is 120 - 36 = 84", "So these are 84 / 4 = 21"),
        id="not a word",
    ),
]


# Key steps of which most are read off a picture.
CHART = GroundTruth(
    "25",
    [["the 2019 bar is 45", "2019: 45"], ["the 2020 bar is 20", "2020: 20"], "45 - 20 = 25"],
    "The bar chart shows the visitors of a museum. How many more came in 2019 than in 2020?",
)
ON_THE_CHART = [
    pytest.param(
        "work",
        "off_topic",
        written("We look at it with great care.", "Then all of it becomes clear."),
        written("We look at the bars with great care.", "Then we count the visitors."),
        id="words that fit any question",
    ),
    pytest.param(
        "work",
        "off_topic",
        written("A week has 7 * 24 = 168 hours.", "Two of them have 168 * 2 = 336 hours."),
        written("The bars are 30 and 20, so there are 30 - 20 = 10 more visitors."),
        id="arithmetic that fits any question",
    ),
    pytest.param(
        "work",
        "off_topic",
        written("We look at it with great care.", "Then all of it becomes clear."),
        written("We look at it with great care.", "One bar is 45 in 2019."),
        id="one key step",
    ),
    pytest.param(
        "work",
        "undone",
        written(
            "There came 2019 + 45 = 2064 here, and back 2064 - 45 = 2019 there.",
            "There came 2020 + 45 = 2065 here, and back 2065 - 45 = 2020 there.",
            "There came 2020 + 20 = 2040 here, and back 2040 - 20 = 2020 there.",
        ),
        written("The bars are 45 and 20: 45 - 20 = 25 more.", "We check: 25 + 20 = 45."),
        id="there and back again",
    ),
    pytest.param(
        "order",
        "used_too_early",
        written("So 45 - 20 = 25 more came.", "In 2020 the bar is 20.", "The 2019 bar is 45."),
        written("In 2020 the bar is 20.", "The 2019 bar is 45.", "So 45 - 20 = 25 more came."),
        id="read off behind its use",
    ),
]


def check_both_sides(truth: GroundTruth, guard: Guard, rule: str, breaks: str, keeps: str) -> None:
    report = SCORER.score(breaks, truth)
    assert broken_rules(report) == [rule]
    assert (report.validity, report.step_rvr) == (0, 0)
    assert broken_rules(SCORER.score(keeps, truth)) == []
    without = Scorer(ScorerConfig(guards=ALL_GUARDS - {guard}))
    assert rule not in broken_rules(without.score(breaks, truth))


@pytest.mark.parametrize(("guard", "rule", "breaks", "keeps"), BOTH_SIDES)
def test_a_rule_and_both_its_sides(guard: Guard, rule: str, breaks: str, keeps: str) -> None:
    check_both_sides(TULIPS, guard, rule, breaks, keeps)


@pytest.mark.parametrize(("guard", "rule", "breaks", "keeps"), ON_THE_CHART)
def test_a_rule_where_most_is_read_off(guard: Guard, rule: str, breaks: str, keeps: str) -> None:
    check_both_sides(CHART, guard, rule, breaks, keeps)


def test_steps_that_say_no_more_than_readings_and_a_sum_are_enough() -> None:
    steps = ("The 2019 bar is 45.", "The 2020 bar is 20.", "45 - 20 = 25.")
    assert broken_rules(SCORER.score(written(*steps), CHART)) == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(None, id="no question, and key steps of few words"),
        pytest.param(
            "На сколько больше посетителей пришло в музей, чем годом раньше?", id="another script"
        ),
    ],
)
def test_without_words_to_hold_a_trace_against_nothing_is_off_topic(question: str | None) -> None:
    truth = GroundTruth("25", ["bar 45", "bar 20", "45 - 20 = 25"], question)
    assert SCORER.score(written("We look at it with great care."), truth).validity == 1


def test_every_guard_of_validity_has_its_two_sides() -> None:
    assert {row.values[0] for row in BOTH_SIDES} == set(GUARDS)


def test_a_violation_says_where_and_in_words() -> None:
    report = SCORER.score(written(PLANT, "ok", TIE), TULIPS)
    violation = report.violations[0]
    assert (violation.rule, violation.step, violation.breaks) == ("empty_step", 1, True)
    assert violation.detail == "the step says nothing"
    assert violation.span == (report.steps[1].start, report.steps[1].end)


@pytest.mark.parametrize(
    "truth",
    [
        pytest.param(GroundTruth("21", ["AD is a median"], QUESTION), id="key steps in words"),
        pytest.param(GroundTruth("21", None, QUESTION), id="no key steps"),
    ],
)
def test_where_the_key_steps_compute_nothing_no_work_is_asked_for(truth: GroundTruth) -> None:
    assert SCORER.score(written("We see it with our own eyes."), truth).validity == 1


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("The area is 6.", id="as a sentence"),
        pytest.param("$6$", id="in dollars"),
        pytest.param(r"\boxed{6}", id="in a box"),
        pytest.param("6.0", id="as a decimal"),
    ],
)
def test_one_answer_in_two_spellings_is_one(second: str) -> None:
    completion = with_steps("It is half of 12.") + f"\n\n### The final answer is: {second}"
    assert SCORER.score(completion, GroundTruth("6")).accuracy == 1


def test_an_equation_of_letters_is_work_where_the_key_step_is_one() -> None:
    truth = GroundTruth("21", ["a^2 + b^2 = c^2"], QUESTION)
    assert SCORER.score(written("By Pythagoras, a^2 + b^2 = c^2 holds."), truth).validity == 1


def test_one_short_sentence_around_one_equation_is_enough() -> None:
    assert SCORER.score(
        with_steps("Half of it is 12/2 = 6."), GroundTruth("6", ["12/2 = 6"])
    ).validity


def test_a_number_that_is_computed_again_later_was_not_used_too_early() -> None:
    step = "There are 8 * 15 = 120 tulips, and 4 + 4 = 8 rows on the other side."
    assert SCORER.score(with_steps(step), GroundTruth("6", ["8 * 15 = 120"])).validity


@pytest.mark.parametrize(
    ("steps", "broken"),
    [
        pytest.param(("(n - 6)(n + 8) = 0 as asked.", "So n = 6."), [], id="a root read off"),
        pytest.param(("We have x + 4x = 10.", "5x = 10", "So x = 2."), [], id="a coefficient"),
        pytest.param(("Half of 6 is 6/2 = 3.", "So n = 6."), ["used_too_early"], id="a number"),
    ],
)
def test_what_stands_beside_an_unknown_is_no_use_of_a_result(
    steps: tuple[str, ...], broken: list[str]
) -> None:
    assert broken_rules(SCORER.score(with_steps(*steps), GroundTruth("6"))) == broken


@pytest.mark.parametrize(
    ("text", "validity"), [(r"Half is $12/2=\boxed{6}$.", 1), (r"Half is $=\boxed{6}$.", 0)]
)
def test_an_operation_whose_result_is_the_answer_is_work(text: str, validity: float) -> None:
    assert SCORER.score(text, GroundTruth("6", ["12/2 = 6"])).validity == validity


def test_a_truth_of_another_kind_is_named() -> None:
    with pytest.raises(TruthError, match="expected a GroundTruth, got str"):
        SCORER.score("6", "6")  # type: ignore[arg-type]
    with pytest.raises(TruthError, match="expected a list of completions"):
        SCORER.score_group("6", GroundTruth("6"))
