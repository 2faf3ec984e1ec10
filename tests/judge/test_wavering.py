"""Answers that offer several values or deny the right one, and those that only mention another."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal

NO_VALUE = [
    "one of 16, 17, 18",
    "one of 12 13 14 15 16 17 18",
    "one of 1 to 18",
    "one of 16 and 18",
    "any of 16, 17 and 18",
    "guess: 16, 17, 18",
    "some number such as 16, 17, 18",
    "possible: $16$, $17$, $18$",
    "16 eggs or 18 eggs",
    "could be 16, 17, 18",
    "1 to 18",
    "from 1 to 18",
    "16\n17\n18",
    "anything but 18",
    r"\boxed{\text{anything but }18}",
    "everything except 18",
    "all but 18",
    "none of 18",
    "neither 18",
    "without 18",
    "hardly 18",
    "any number other than 18",
    "It is not equal to 18",
    "18 is wrong",
    "**18** is wrong",
    "$18$ is wrong",
    "18 is not the answer",
]


@pytest.mark.parametrize("text", NO_VALUE)
def test_an_answer_that_wavers_or_denies_has_no_value(text: str) -> None:
    assert not is_equal(text, "18")
    assert not is_equal(f"The answer is {text}", "18")
    assert is_equal(text, text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param("It is 18, not 17", "18", id="another value is denied"),
        pytest.param("18, as 17 is wrong", "18", id="another value is wrong"),
        pytest.param("Without 3 of them she has 18", "18", id="without another"),
        pytest.param("one of them is 18", "18", id="one of them"),
        pytest.param("I guess 18", "18", id="a guess of one value"),
        pytest.param("It rises from 12 to 18", "18", id="a change from one to another"),
        pytest.param("3 apples, 4 pears and 5 plums, so 12 in total", "12", id="a sum"),
        pytest.param("The solutions are 1, 2 and 3", "1, 2, 3", id="a list"),
        pytest.param("The answers are 2 or 3", "2, 3", id="two solutions"),
        pytest.param("The roots are 2 and 3.", "2, 3", id="two roots"),
        pytest.param("The numbers are: 6, 8", "6 and 8", id="two numbers and a comma"),
        pytest.param("The solutions are $x=2$ and $x=3$", "x=2, x=3", id="two equations"),
        pytest.param("The sides are 8 cm and 6 cm.", "6 cm and 8 cm", id="two lengths"),
        pytest.param("There are 3 cats and 4 dogs, 7 animals", "7", id="what there is, counted"),
        pytest.param("The angles are equal and x = 45", "45", id="are, and no list behind it"),
        pytest.param("none of these", "none of these", id="words"),
    ],
)
def test_an_answer_that_mentions_more_than_its_value(text: str, answer: str) -> None:
    assert is_equal(text, answer)
