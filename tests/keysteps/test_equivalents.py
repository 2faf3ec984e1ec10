"""Other forms of a key step: which there are, and that each means the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stepreward as sr
from stepreward.algebra.tree import Node, number, symbol
from stepreward.keysteps import equivalent_forms
from stepreward.keysteps.written import LATEX, PLAIN, WORDS, Notation, write, written_number

PAPER = sr.Scorer("paper")


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param(
            r"\frac{6}{3} = 2",
            ("6/3 = 2", "6 ÷ 3 = 2", "6 divided by 3 equals 2", "6 over 3 is 2"),
            id="a fraction",
        ),
        pytest.param(
            "12*25=300",
            (
                "12 * 25 = 300",
                "12 × 25 = 300",
                r"12 \times 25 = 300",
                "12 times 25 equals 300",
                "12 times 25 is 300",
            ),
            id="a product",
        ),
        pytest.param(
            "(200+10)/3 = 70",
            ("(200 + 10)/3 = 70", "(200 + 10) ÷ 3 = 70", r"\frac{200 + 10}{3} = 70"),
            id="brackets, which cannot be said",
        ),
        pytest.param(
            "16 - 9 = 7", ("16 minus 9 equals 7", "16 minus 9 is 7"), id="a difference"
        ),
        pytest.param("l ∥ m", (r"l \parallel m", "l is parallel to m"), id="parallel, in words"),
        pytest.param("l is parallel to m", ("l ∥ m", r"l \parallel m"), id="parallel, in signs"),
        pytest.param(
            "∠4 = 57°",
            (
                r"\angle 4 = 57°", "angle 4 = 57°", "∠4 is 57°", r"\angle 4 is 57°",
                "angle 4 is 57°", "∠4: 57°", r"\angle 4: 57°", "angle 4: 57°",
            ),
            id="an angle",
        ),
        pytest.param("the 2019 bar is 45", ("the 2019 bar = 45", "the 2019 bar: 45"), id="a value"),
        pytest.param("AD is a median", (), id="a phrase"),
        pytest.param("12/2 = 7", (), id="false arithmetic"),
        pytest.param(
            "AE = 1/2 AD",
            (
                "AE = 1/2 * AD", "AE = 1 ÷ 2 × AD", r"AE = \frac{1}{2} \times AD",
                "AE equals 1 divided by 2 times AD",
            ),
            id="half of a segment",
        ),
        pytest.param("AE = 1/2 of the height", (), id="more than is read"),
        pytest.param("", (), id="nothing"),
        pytest.param("6/3 = 2 " * 60, (), id="too long"),
    ],
)  # fmt: skip
def test_equivalent_forms(text: str, forms: tuple[str, ...]) -> None:
    assert equivalent_forms(text) == forms


NUMBERS = st.integers(2, 99)
OPERATIONS = st.tuples(NUMBERS, st.sampled_from("+-*/"), NUMBERS).map(
    lambda one: f"{one[0]} {one[1]} {one[2]} = {_result(*one)}"
)
VALUES = st.builds(
    "{} {} {}".format,
    st.sampled_from(["∠4", "the red bar", "x", "AB", "the price of a pen"]),
    st.sampled_from(["=", "is", "equals"]),
    st.sampled_from(["45", "5 cm", "1/2", "$3.50", "20%", "CD"]),
)
PAIRS = st.builds("AB {} CD".format, st.sampled_from(["∥", "⊥", "≅", r"\parallel", ">"]))


def _result(a: int, sign: str, b: int) -> str:
    value = {"+": Fraction(a + b), "-": Fraction(a - b), "*": Fraction(a * b), "/": Fraction(a, b)}
    return written_number(value[sign])


@settings(max_examples=150)
@given(st.one_of(OPERATIONS, VALUES, PAIRS))
def test_every_form_matches_its_original_and_the_other_way_round(text: str) -> None:
    for form in equivalent_forms(text):
        for key, said in ((form, text), (text, form)):
            report = PAPER.score(f"So {said}.\n#### 1", sr.GroundTruth("1", [key]))
            assert report.matches[0].is_match, (key, said)


@given(st.one_of(OPERATIONS, VALUES))
def test_no_form_comes_twice(text: str) -> None:
    forms = equivalent_forms(text)
    assert len({text, *forms}) == 1 + len(forms)


SUM = Node("+", (number(1), symbol("x")))


@pytest.mark.parametrize(
    ("node", "notation", "text"),
    [
        pytest.param(Node("*", (number(2), SUM)), PLAIN, "2 * (1 + x)", id="a sum in a product"),
        pytest.param(Node("-", (number(2), SUM)), PLAIN, "2 - (1 + x)", id="a sum taken away"),
        pytest.param(Node("+", (SUM, number(2))), PLAIN, "1 + x + 2", id="a sum in a sum"),
        pytest.param(Node("^", (SUM, number(2))), LATEX, "(1 + x)^{2}", id="a power of a sum"),
        pytest.param(Node("/", (SUM, SUM)), LATEX, r"\frac{1 + x}{1 + x}", id="a fraction bar"),
        pytest.param(Node("sqrt", (SUM,)), LATEX, r"\sqrt{1 + x}", id="a root"),
        pytest.param(Node("*", (number(2), SUM)), WORDS, None, id="brackets in words"),
        pytest.param(Node("sin", (SUM,)), PLAIN, None, id="an operation without a template"),
        pytest.param(number(Fraction(1, 3)), LATEX, r"\frac{1}{3}", id="a third"),
        pytest.param(number(Fraction(1, 2), 1), PLAIN, "0.5", id="a decimal"),
        pytest.param(
            Node("^", (number(Fraction(1, 2)), number(2))), PLAIN, "(1/2)^2", id="a power of a half"
        ),
    ],
)
def test_an_expression_is_written_down(node: Node, notation: Notation, text: str | None) -> None:
    assert write(node, notation) == text


def test_an_expression_that_is_too_large_is_not_written() -> None:
    node = number(1)
    for _ in range(500):
        node = Node("+", (node, number(1)))
    assert write(node) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(7, "7", id="an integer"),
        pytest.param(-7, "-7", id="a negative one"),
        pytest.param(Fraction(-5, 4), "-1.25", id="a decimal"),
        pytest.param(Fraction(1, 40), "0.025", id="a small one"),
        pytest.param(Fraction(2, 3), "2/3", id="no decimal"),
    ],
)
def test_a_number_is_written_down(value: Fraction | int, text: str) -> None:
    assert written_number(value) == text
