"""A text that is one number in digits is read at once, and as the grammar reads it."""

from __future__ import annotations

import pytest

from stepreward.algebra.grammar import parse
from stepreward.algebra.numerals import plain_number


@pytest.mark.parametrize(
    "text", ["0", "7", "007", "-5", "-0", "2.50", "1,000", "12,345,678.90", "9" * 60, "-0.125"]
)
def test_a_plain_number_is_read_as_the_grammar_does(text: str) -> None:
    assert plain_number(text) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("x", id="a letter"),
        pytest.param("+5", id="a plus sign"),
        pytest.param("1,00", id="a group of two"),
        pytest.param("0,125", id="a group behind a zero"),
        pytest.param("1,0000", id="a group of four"),
        pytest.param(".5", id="nothing before the point"),
        pytest.param("5.", id="nothing behind the point"),
        pytest.param("1e3", id="an exponent"),
        pytest.param("--5", id="two signs"),
        pytest.param("5 ", id="a blank"),
        pytest.param("٣", id="another script's digit"),
        pytest.param("9" * 61, id="many digits"),
    ],
)
def test_what_is_more_is_left_to_the_grammar(text: str) -> None:
    assert plain_number(text) is None
