"""Multiple choice, yes and no, and answers in words."""

from __future__ import annotations

import pytest

from stepreward.answer.choice import options_of
from tests.judge.verdicts import is_equal

QUESTION = "How long is the side?\nA: 3\nB: 45\nC: 6\nD: \\frac{1}{2}"
ANIMALS = "Which animal is it?\n(A) a cat\n(B) a black dog\n(C) a rabbit"


@pytest.mark.parametrize(
    ("candidate", "gold"),
    [
        pytest.param("B", "B", id="the letter"),
        pytest.param("b", "B", id="in lower case"),
        pytest.param("(B)", "B", id="in brackets"),
        pytest.param("B.", "B", id="with a full stop"),
        pytest.param("**B**", "B", id="in bold"),
        pytest.param(r"\text{B}", "B", id="as LaTeX text"),
        pytest.param("option B", "B", id="named an option"),
        pytest.param("The answer is B.", "B", id="in a sentence"),
        pytest.param(r"$\boxed{\text{(B)}}$", "B", id="in a box"),
        pytest.param("45", "B", id="the option's text"),
        pytest.param("45", "B: 45", id="text for letter and text"),
        pytest.param("B: 45", "B", id="letter and text"),
        pytest.param("B. 45", "45", id="both for the text"),
        pytest.param("(B) 45", "(B)", id="both for the letter"),
        pytest.param("option B, i.e. 45", "B", id="a letter explained"),
        pytest.param("B (45)", "B", id="text in brackets"),
        pytest.param("B = 45", "B", id="text behind an equals sign"),
        pytest.param("B - 45", "B", id="text behind a dash"),
        pytest.param("B – 45", "B", id="text behind a long dash"),
        pytest.param("B 45", "B", id="text behind a blank"),
        pytest.param("B, 45", "B", id="text behind a comma"),
        pytest.param("45 B", "B", id="the letter behind the text"),
        pytest.param("'B'", "B", id="in quotes"),
        pytest.param("B is correct", "B", id="called correct"),
        pytest.param("Option B is correct.", "45", id="an option called correct"),
        pytest.param("The correct option is B.", "45", id="the correct option"),
        pytest.param("It is not A, so B", "B", id="behind what is denied"),
        pytest.param("I take choice (B)", "B", id="a choice"),
        pytest.param("45.0", "B", id="another spelling of the text"),
        pytest.param("0.5", "D", id="the option as a decimal"),
        pytest.param(r"\frac12", "D", id="the option in LaTeX"),
    ],
)
def test_the_right_choice(candidate: str, gold: str) -> None:
    assert is_equal(candidate, gold, QUESTION)


@pytest.mark.parametrize(
    ("candidate", "gold"),
    [
        pytest.param("A", "B", id="another letter"),
        pytest.param("3", "B", id="another option's text"),
        pytest.param("A: 45", "B", id="right number, wrong letter"),
        pytest.param("A: 45", "45", id="right number, wrong letter, against the number"),
        pytest.param("B: 3", "B", id="right letter, wrong number"),
        pytest.param("option A, i.e. 45", "B", id="the wrong letter explained by the right number"),
        pytest.param("A (45)", "B", id="the right number behind the wrong letter"),
        pytest.param("46", "B", id="no option"),
        pytest.param("45 A", "B", id="the wrong letter behind the right number"),
        pytest.param("A - 45", "B", id="the right number behind a dash"),
        pytest.param("A, 45", "B", id="the right number behind a comma"),
        pytest.param("A is correct", "B", id="another is called correct"),
        pytest.param("Neither option is B", "B", id="neither is"),
        pytest.param("I don't think it is option B", "B", id="not thought to be"),
        pytest.param("The correct option is A.", "45", id="another is the correct option"),
        pytest.param("E", "B", id="a letter that is no option"),
        pytest.param("", "B", id="nothing"),
    ],
)
def test_a_wrong_choice(candidate: str, gold: str) -> None:
    assert not is_equal(candidate, gold, QUESTION)


@pytest.mark.parametrize(
    ("candidate", "gold", "expected"),
    [
        pytest.param("a rabbit", "C", True, id="the words of the option"),
        pytest.param("Rabbit.", "C", True, id="without article, in another case"),
        pytest.param("The animal is a rabbit", "C", True, id="in a sentence"),
        pytest.param("C) a rabbit", "C", True, id="letter and words"),
        pytest.param("It is not a rabbit", "C", False, id="denied"),
        pytest.param("a dog", "B", False, id="half of the words"),
        pytest.param("A) a rabbit", "C", False, id="right words, wrong letter"),
    ],
)
def test_options_in_words(candidate: str, gold: str, expected: bool) -> None:
    assert is_equal(candidate, gold, ANIMALS) is expected


@pytest.mark.parametrize(
    ("candidate", "gold", "expected"),
    [
        pytest.param("B: 45", "B", True, id="letter and text for a letter"),
        pytest.param("A: 45", "B: 45", False, id="the letter counts"),
        pytest.param("e", "2.71828", True, id="a letter may be a number"),
    ],
)
def test_without_options_a_letter_is_a_choice_where_both_are(
    candidate: str,
    gold: str,
    expected: bool,
) -> None:
    assert is_equal(candidate, gold) is expected


@pytest.mark.parametrize(
    ("candidate", "gold", "expected"),
    [
        pytest.param("Yes.", "yes", True, id="yes"),
        pytest.param(r"\text{Yes}", "yes", True, id="yes in LaTeX"),
        pytest.param("No, it is not.", "no", True, id="no with a reason"),
        pytest.param("True", "yes", True, id="true for yes"),
        pytest.param("yes", "no", False, id="yes for no"),
        pytest.param("no", "not sure", False, id="no for not sure"),
        pytest.param("yes and no", "no", False, id="both"),
    ],
)
def test_yes_and_no(candidate: str, gold: str, expected: bool) -> None:
    assert is_equal(candidate, gold) is expected


@pytest.mark.parametrize(
    ("candidate", "gold", "expected"),
    [
        pytest.param("Paris", "paris", True, id="case"),
        pytest.param("the Paris.", "Paris", True, id="article and full stop"),
        pytest.param("The car is red.", "red", True, id="what the sentence ends on"),
        pytest.param("grey", "gray", True, id="two spellings"),
        pytest.param("ice-cream", "ice cream", True, id="a hyphen"),
        pytest.param("Paris", "London", False, id="another word"),
        pytest.param("act", "cat", False, id="the same letters"),
        pytest.param("The car is red.", "blue", False, id="another colour"),
        pytest.param("The car is not red.", "red", False, id="denied"),
        pytest.param("Paris or London", "Paris", False, id="one of two"),
    ],
)
def test_words(candidate: str, gold: str, expected: bool) -> None:
    assert is_equal(candidate, gold) is expected


@pytest.mark.parametrize(
    ("candidate", "gold", "expected"),
    [
        pytest.param("1/2", "A", True, id="a fraction is not the percentage that looks like it"),
        pytest.param("0.5%", "B", True, id="a percentage"),
        pytest.param("0.5%", "A", False, id="a percentage is not the fraction"),
        pytest.param("50", "D", True, id="a whole number"),
    ],
)
def test_options_with_percentages(candidate: str, gold: str, expected: bool) -> None:
    question = "Pick one.\nA. 1/2\nB. 0.5%\nC. 2\nD. 50"
    assert is_equal(candidate, gold, question) is expected


@pytest.mark.parametrize(
    ("question", "options"),
    [
        pytest.param("Which?\nA: 3\nB: 6", {"A": "3", "B": "6"}, id="one row"),
        pytest.param("A: 1\nB: 2\nA: 3\nB: 6", {"A": "3", "B": "6"}, id="the last row"),
        pytest.param("A: 3\nB: 6\nA: as above", {"A": "3", "B": "6"}, id="an A without a B"),
        pytest.param("(1) red\n(2) blue", {"1": "red", "2": "blue"}, id="by number"),
        pytest.param("B: 6\nA: 3", {}, id="none begins with A"),
        pytest.param("A: 3\nA: 6", {}, id="no B"),
    ],
)
def test_options_of_a_question(question: str, options: dict[str, str]) -> None:
    assert options_of(question) == options
