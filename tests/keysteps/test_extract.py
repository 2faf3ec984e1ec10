"""Key steps out of reference traces: what is kept, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stepreward as sr
from stepreward.errors import TruthError
from stepreward.keysteps import as_r1vl, extract_key_steps

EGGS = (
    "There are 16 eggs. She eats 3, bakes with 4, and sells the rest for $2 each. What is earned?"
)
CHART = "How many more visitors came in 2019 than in 2020?\nA: 15\nB: 20\nC: 25\nD: 45"


def firsts(references: str | Sequence[str], **settings_: object) -> list[str]:
    return [key.forms[0] for key in extract_key_steps(references, **settings_)]  # type: ignore[arg-type]


# One reference.


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        pytest.param("She keeps 16 - 3 - 4 = 9.", ["16 - 3 - 4 = 9"], id="an equation"),
        pytest.param("She keeps $16-$7 = $9 eggs.", ["16 - 7 = 9"], id="signs of money go"),
        pytest.param(r"So \frac{18}{2} = 9 remain.", ["18/2 = 9"], id="LaTeX"),
        pytest.param("Half of 18 is 9.", ["1/2 * 18 = 9"], id="words"),
        pytest.param("Total = 20 + 15 = 35", ["20 + 15 = 35"], id="a label goes"),
        pytest.param("2x + 6 = 20, so x = 7", ["2x + 6 = 20", "x = 7"], id="in variables"),
        pytest.param("Thus AB = CD.", ["AB = CD"], id="two names"),
        pytest.param("Hence ∠4 = 57°.", ["∠4 = 57"], id="an angle"),
        pytest.param("OP^2 = 5^2 + 12^2 = 169.", ["5^2 + 12^2 = 169"], id="behind a square"),
        pytest.param("She keeps 16 - 3 = 12.", [], id="false arithmetic"),
        pytest.param("It is wrong that 16 - 3 = 13.", [], id="denied"),
        pytest.param("Suppose 16 eggs. If 12/2 = 6 then more.", [], id="supposed"),
        pytest.param("16 - 3 = 14. Wait, 16 - 3 = 13.", ["16 - 3 = 13"], id="taken back"),
        pytest.param("A pack has 5 * 1 = 5 of them.", [], id="nothing computed"),
        pytest.param("Here 100 cents = 1 dollar.", [], id="a unit for another"),
        pytest.param("Let x be the number of eggs.", [], id="a name given"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_from_one_reference(reference: str, found: list[str]) -> None:
    assert firsts(reference) == found


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        pytest.param(
            "The 2019 bar is 45 and the 2020 bar is 20. Then 45 - 20 = 25.",
            ["2019 bar is 45", "2020 bar is 20", "45 - 20 = 25"],
            id="values that are computed with",
        ),
        pytest.param(
            "2018: 40, 2019: 45, 2020: 20. Then 45 - 20 = 25.",
            ["2019: 45", "2020: 20", "45 - 20 = 25"],
            id="a value that nobody uses",
        ),
        pytest.param("The 2019 bar is 45.", ["2019 bar is 45"], id="nothing is computed"),
        pytest.param("The 2019 bar is not 45.", [], id="denied"),
        pytest.param(
            "The red bar is 45. It reaches the long grid line at 45. 45 - 20 = 25.",
            ["red bar is 45", "45 - 20 = 25"],
            id="the shortest way to say it",
        ),
        pytest.param("The result is 25, so 5 * 5 = 25.", ["5 * 5 = 25"], id="computed as well"),
    ],
)
def test_values_that_are_read_off(reference: str, found: list[str]) -> None:
    assert firsts(reference, question="How many more came in 2019 than in 2020?") == found


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        pytest.param("AD is a median.", ["AD is a median"], id="a named thing"),
        pytest.param("Line l is parallel to m.", ["Line l is parallel to m"], id="a relation"),
        pytest.param("AD is not a median.", [], id="denied"),
        pytest.param("The museum is nice.", [], id="nothing is named"),
        pytest.param("AD and BE and CF are cevians that cross inside somewhere.", [], id="long"),
    ],
)
def test_relations_of_named_things(reference: str, found: list[str]) -> None:
    assert firsts(reference) == found


def test_what_a_question_gives_is_no_step_of_a_word_problem() -> None:
    reference = "There are 16 eggs in all. She bakes with 4. So 3 + 4 = 7 are gone."
    assert firsts(reference, question=EGGS) == ["3 + 4 = 7"]
    assert firsts("AD is a median. 12/2 = 6", question="AD is a median of ABC.") == ["12/2 = 6"]


def test_the_answer_section_is_no_step() -> None:
    trace = (
        "### Image Description:\nA chart.\n\n### Rationales:\nWe add.\n\n"
        "### Step 1:\n2 + 4 = 6\n\n### The final answer is:\n6 + 1 = 7"
    )
    assert firsts(trace) == ["2 + 4 = 6"]


# The answer.


@pytest.mark.parametrize(
    ("reference", "answer", "without", "with_it"),
    [
        pytest.param(
            "16 - 7 = 9 and 9 * 2 = 18",
            "18",
            ["16 - 7 = 9"],
            ["16 - 7 = 9", "9 * 2 = 18"],
            id="a number",
        ),
        pytest.param("9 * 2 = $18.00", 18, [], ["9 * 2 = 18"], id="a number, other spelling"),
        pytest.param(
            "16 - 7 = 9, 9 * 2 = 18. Check: 18/2 = 9.",
            "18",
            ["16 - 7 = 9"],
            ["16 - 7 = 9", "9 * 2 = 18", "18/2 = 9"],
            id="a check that starts from it",
        ),
        pytest.param("The red bar is 9.", "9", [], ["red bar is 9"], id="a value that is read off"),
        pytest.param(
            "ABC is isosceles.",
            "isosceles",
            [],
            ["ABC is isosceles"],
            id="a word",
        ),
        pytest.param("16 - 7 = 9", "8", ["16 - 7 = 9"], ["16 - 7 = 9"], id="another number"),
    ],
)
def test_the_answer_is_kept_apart(
    reference: str, answer: object, without: list[str], with_it: list[str]
) -> None:
    assert firsts(reference, answer=answer) == without
    assert firsts(reference, answer=answer, allow_answer=True) == with_it


def test_the_text_of_the_right_option_is_the_answer() -> None:
    reference = "The 2019 bar is 45. The 2020 bar is 20. 45 - 20 = 25, which is option C."
    assert firsts(reference, question=CHART, answer="C") == ["2019 bar is 45", "2020 bar is 20"]
    assert firsts(reference, question=CHART, answer="D") == ["2020 bar is 20"]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        pytest.param("isosceles", [], id="bare"),
        pytest.param("### The final answer is: isosceles", [], id="as R1-VL writes it"),
        pytest.param(r"\boxed{isosceles}", [], id="boxed"),
        pytest.param("equilateral", ["ABC is isosceles"], id="another"),
        pytest.param("B", [], id="a letter"),
        pytest.param("B: isosceles", [], id="a letter and its text"),
        pytest.param("A", ["ABC is isosceles"], id="another letter"),
    ],
)
def test_an_answer_in_words_is_kept_apart(answer: str, found: list[str]) -> None:
    question = "What kind of triangle is it?\nA: equilateral\nB: isosceles"
    assert firsts("ABC is isosceles.", question=question, answer=answer) == found


def test_a_point_may_be_called_as_an_option_is() -> None:
    question = "Where does it end?\nA: at the top\nB: at the bottom"
    assert firsts("Point B is a vertex.", question=question, answer="B") == ["Point B is a vertex"]


@given(st.integers(2, 60), st.integers(2, 60), st.integers(2, 9))
def test_no_key_step_gives_the_answer(a: int, b: int, c: int) -> None:
    reference = f"First {a} + {b} = {a + b}. Then {a + b} * {c} = {(a + b) * c}."
    answer = str((a + b) * c)
    truth = sr.GroundTruth(answer, extract_key_steps(reference, answer=answer))
    assert [key.forms for key in truth.key_steps] == [(f"{a} + {b} = {a + b}",)]


# Several references.


def test_what_most_right_traces_state() -> None:
    references = ["16 - 7 = 9", "16 - 7 = 9, and 9 + 1 = 10", "16 - 7 = 9"]
    assert firsts(references) == ["16 - 7 = 9"]


def test_what_wrong_traces_state_as_well_tells_nothing() -> None:
    right = "3 + 4 = 7, then 16 - 7 = 9"
    wrong = "3 + 4 = 7, then 16 + 7 = 23"
    assert firsts([right, wrong], labels=[True, False]) == ["16 - 7 = 9"]
    assert firsts([right, right, wrong, wrong], labels=[True, True, False, False]) == ["16 - 7 = 9"]
    assert firsts([right, wrong, "5 + 6 = 11"], labels=[True, False, False]) == [
        "3 + 4 = 7",
        "16 - 7 = 9",
    ]
    assert firsts([wrong, wrong], labels=[False, False]) == []


def test_two_ways_to_a_value_are_forms_of_one_key_step() -> None:
    keys = extract_key_steps(["90 + 70 = 160", "8 * 20 = 160", "20 * 8 = 160"])
    assert [key.forms for key in keys] == [("90 + 70 = 160", "8 * 20 = 160")]


def test_two_ways_in_one_trace_are_two_steps() -> None:
    assert firsts("90 + 70 = 160 hers, 8 * 20 = 160 his.") == ["90 + 70 = 160", "8 * 20 = 160"]


def test_a_trace_that_states_both_ways_says_that_they_are_two() -> None:
    both = "90 + 70 = 160 hers, 8 * 20 = 160 his."
    assert firsts(["90 + 70 = 160", both, both]) == ["90 + 70 = 160", "8 * 20 = 160"]


def test_one_claim_in_other_words_is_one_key_step() -> None:
    keys = extract_key_steps(["AD is a median.", "Here AD is the median.", "So AD is a median"])
    assert len(keys) == 1


def test_key_steps_come_in_the_order_of_the_traces() -> None:
    trace = "First 3 + 4 = 7. Then 16 - 7 = 9. Then 9 * 5 = 45."
    assert firsts([trace, trace]) == ["3 + 4 = 7", "16 - 7 = 9", "9 * 5 = 45"]


def test_chats_are_references() -> None:
    chat = [{"role": "assistant", "content": "16 - 7 = 9"}]
    assert [key.forms for key in extract_key_steps([chat, chat])] == [("16 - 7 = 9",)]


@pytest.mark.parametrize(
    ("references", "labels", "message"),
    [
        pytest.param(["a", "b"], [True], "1 for 2 references; give one for each", id="labels"),
        pytest.param({"content": "a"}, None, "give a list of traces", id="one chat message"),
        pytest.param(7, None, "expected texts, got int", id="a number"),
    ],
)
def test_what_is_no_reference(references: object, labels: object, message: str) -> None:
    with pytest.raises(TruthError, match=message):
        extract_key_steps(references, labels=labels)  # type: ignore[arg-type]


# Laws.

CLAIMS = st.lists(
    st.sampled_from(
        [
            "16 - 3 - 4 = 9.", "The 2019 bar is 45.", "AD is a median.", "So 2x = 8.",
            r"$\frac{6}{3} = 2$.", "half of 12 is 6.", "∠1 = ∠2.", "30% * 50 = 15!", "x = 3?",
            "not 7", "Wait, 2 + 2 = 5.", "a (b", "= 6", "| a | 3 |", "### Step 1:", "\n",
        ]
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@settings(max_examples=60)
@given(CLAIMS)
def test_a_reference_states_every_key_step_that_it_gave(reference: str) -> None:
    keys = extract_key_steps(reference)
    report = sr.Scorer("paper").score(reference, sr.GroundTruth((), keys))
    assert all(match.is_match for match in report.matches)


@settings(max_examples=100)
@given(st.text(max_size=200), st.text(max_size=50), st.text(max_size=20))
def test_any_text_is_a_reference(reference: str, question: str, answer: str) -> None:
    keys = extract_key_steps([reference, reference], question=question, answer=answer)
    assert sr.GroundTruth(answer, as_r1vl(keys)).key_steps == keys


def test_a_long_reference_takes_no_longer_than_it_should() -> None:
    reference = " ".join(f"Bar {n} is {n}, and {n} + {n + 1} = {2 * n + 1}." for n in range(400))
    assert 0 < len(extract_key_steps([reference, reference])) <= 60


# R1-VL-10K.


def test_r1vl_key_steps_go_out_and_come_back() -> None:
    keys = (sr.KeyStep(("12/2 = 6", "6 = 12/2")), sr.KeyStep(("AD is a median",), "rationale"))
    written = as_r1vl(keys)
    assert written == {"Steps": [["12/2 = 6", "6 = 12/2"]], "rationale": [["AD is a median"]]}
    assert sr.GroundTruth("6", written).key_steps == keys
