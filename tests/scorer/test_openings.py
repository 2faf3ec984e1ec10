"""A sentence under another opening is the same sentence: it is read once, and moved."""

from __future__ import annotations

import pytest

from stepreward.claims import read_claims
from stepreward.claims.equations import read_chains
from stepreward.claims.openings import reopened
from stepreward.claims.parts import Part
from stepreward.claims.statements import read_words

RESTS = [
    pytest.param("he buys 3 * 4 = 12 eggs.", id="an operation"),
    pytest.param("total = 20 + 15 = 35.", id="a name, which takes the opening in"),
    pytest.param("the number of all the red and blue socks = 35.", id="a name too long to be one"),
    pytest.param("-3 + 5 = 2, which is half of 4.", id="a sign before the first number"),
    pytest.param("5, which is 2 + 3, is left.", id="a number before what relates it"),
    pytest.param("2 x 3 = 6 and angle 4 = 57°.", id="signs in words and marks"),
    pytest.param("about 10/3 = 3.3 is left, but 7 is not.", id="a rounded result"),
    pytest.param("from 2 to 5 it is eaten by the cat, which sleeps.", id="a way and a passive"),
    pytest.param("in store B the red bar is 20, and it is the tallest.", id="a scene"),
    pytest.param("the mean of the four values is 14; they sum to 56.", id="two statements"),
    pytest.param("the 2nd of 16, and 1,000 * 2 = 2,000.", id="a number with a comma"),
]


@pytest.mark.parametrize("rest", RESTS)
@pytest.mark.parametrize("opening", ["Next", " Now", "Finally", "Janet", "May"])
def test_a_sentence_reads_alike_under_the_stock_opening(opening: str, rest: str) -> None:
    text = f"{opening}, {rest}"
    assert reopened(text) is not None
    passage = read_claims(text, [Part("steps", 0, 0, len(text))]).passages[0]
    assert [e.sides for e in passage.equations] == [e.sides for e in read_chains(text)]
    (sentence,) = read_claims(text, [Part("steps", 0, 0, len(text))]).sentences(passage)[:1]
    assert sentence.terms == sentence.words.terms
    assert sentence.words == read_words(text[sentence.start : sentence.end])


@pytest.mark.parametrize(
    ("sentence", "is_stock"),
    [
        pytest.param("Next, 3 + 4 = 7.", True, id="a plain word"),
        pytest.param("Next 3 + 4 = 7.", False, id="no comma"),
        pytest.param("next, 3 + 4 = 7.", False, id="no capital"),
        pytest.param("NEXT, 3 + 4 = 7.", False, id="capitals, which may be a name"),
        pytest.param("X, 3 + 4 = 7.", False, id="one letter"),
        pytest.param("Next,3 + 4 = 7.", False, id="no blank behind the comma"),
        pytest.param("\nNext, 3 + 4 = 7.", False, id="another line"),
        pytest.param("Twice, 3 + 4 = 7.", False, id="a number"),
        pytest.param("Two, 3 + 4 = 7.", False, id="a number word"),
        pytest.param("Total, 3 + 4 = 7.", False, id="a word that relates"),
        pytest.param("Roughly, 3 + 4 = 7.", False, id="a word that rounds"),
        pytest.param("Triangle, 3 + 4 = 7.", False, id="a mark"),
        pytest.param("Infinity, 3 + 4 = 7.", False, id="a symbol"),
    ],
)
def test_what_may_change_an_equation_stays(sentence: str, is_stock: bool) -> None:
    assert (reopened(sentence) is not None) is is_stock
