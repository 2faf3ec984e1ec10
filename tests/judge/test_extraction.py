"""Where a completion states its answer, and when it states none."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth, Scorer
from tests.judge.verdicts import is_equal

SCORER = Scorer()
R1VL = (
    "### Image Description:\nA bar chart.\n\n### Rationales:\nWe add the bars.\n\n"
    "### Step 1:\n4 + 2 = 6"
)
AT_LAST = "\n\n### The final answer is: "


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param(r"So $x = 3$, thus \boxed{6}.", "6", id="a box"),
        pytest.param(r"\boxed{5} is wrong.\n\nHence \boxed{6}", "6", id="the last box"),
        pytest.param(r"\boxed{\frac{1}{2}}", "0.5", id="braces inside a box"),
        pytest.param(r"\boxed{\boxed{6}}", "6", id="a box in a box"),
        pytest.param(r"\boxed{2}, \boxed{3}", "2, 3", id="a list of boxes"),
        pytest.param(r"\fbox{6}", "6", id="another box"),
        pytest.param("3 cats.\nThe final answer is: 6 eggs.", "6", id="the final answer is"),
        pytest.param("The answer is 6, since 2*3 = 6 > 5.", "6", id="the answer is"),
        pytest.param("The answer to the second question is 6.", "6", id="the answer to … is"),
        pytest.param("2*3 = 6\n#### 6", "6", id="four number signs"),
        pytest.param("5 and 7 are prime.\n**Answer:** 6", "6", id="bold"),
        pytest.param("<think>5? no.</think>\n<answer>6</answer>", "6", id="an answer tag"),
        pytest.param("From $a = 2$ and $b = 3$ we get $ab = 6$.", "6", id="the last formula"),
        pytest.param("He has 2 boxes of 3, which makes 6", "6", id="the last number"),
        pytest.param("$5 and $6 make $x = 11$", "11", id="money is no fence"),
        pytest.param("She pays $5 and then $6.", "6", id="two amounts of money"),
        pytest.param("It is 1 and not 2.", "1", id="what is denied does not count"),
    ],
)
def test_the_answer_of_a_text(text: str, answer: str) -> None:
    assert is_equal(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param(r"\boxed{5}\n\nHence \boxed{6}", "5", id="an earlier box"),
        pytest.param("The answer is 6, since 2*3 = 6 > 5.", "5", id="a number behind the answer"),
        pytest.param("1 and not 2", "2", id="denied"),
        pytest.param("It is 1 rather than 2", "2", id="set aside"),
        pytest.param(r"1 $\phantom{2}$", "2", id="seen by nobody"),
        pytest.param("1 = 2 = 3", "3", id="a chain of different numbers"),
        pytest.param("between 1 and 3", "3", id="an end of a range"),
        pytest.param("It could be 1, but also 2, or 3.", "3", id="one of several"),
        pytest.param("Maybe 2, maybe 3", "3", id="one of two"),
        pytest.param("The roots are 2 and 3.", "3", id="the last of two"),
        pytest.param("The roots are $2$ and $3$", "2", id="the first of two formulas"),
        pytest.param("I do not know", "6", id="no answer at all"),
    ],
)
def test_what_is_no_answer_of_a_text(text: str, answer: str) -> None:
    assert not is_equal(text, answer)


@pytest.mark.parametrize(
    ("completion", "answer"),
    [
        pytest.param(R1VL + "\n\n### The final answer is: 6", "6", id="R1-VL"),
        pytest.param(R1VL + "\n\n### The final answer is:\n$6$", "6", id="on the next line"),
        pytest.param("<think>4 + 2 = 6</think><answer>6</answer>", "6", id="think and answer"),
        pytest.param("4 + 2 = 6\n#### 6", "6", id="GSM8K"),
        pytest.param(r"Adding, $4+2=6$. \boxed{6}", "6", id="a box"),
        pytest.param("4 + 2 = 6\n\nThe answer is 6.", "6", id="plain text"),
    ],
)
def test_the_answer_section_of_a_format(completion: str, answer: str) -> None:
    report = SCORER.score(completion, GroundTruth(answer))
    assert report.accuracy == 1.0
    assert report.answer.span is not None
    assert "6" in completion[slice(*report.answer.span)]


@pytest.mark.parametrize(
    "completion",
    [
        pytest.param("<answer>5</answer>\n<answer>6</answer>", id="two answer tags"),
        pytest.param(R1VL + AT_LAST + "5" + AT_LAST + "6", id="two sections"),
    ],
)
def test_several_different_answers_are_none(completion: str) -> None:
    assert not SCORER.score(completion, GroundTruth("6")).accuracy


def test_the_same_answer_twice_is_one() -> None:
    completion = R1VL + "\n\n### The final answer is: 6\n\n### The final answer is: 6"
    assert SCORER.score(completion, GroundTruth("6")).accuracy == 1.0


def test_a_number_before_the_answer_section_is_no_answer() -> None:
    completion = R1VL + "\n\n### The final answer is: 7"
    assert SCORER.score(completion, GroundTruth("6")).accuracy == 0.0
