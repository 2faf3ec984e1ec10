"""What a sentence may hold of a phrase, seen at a glance: never less than it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stepreward import KeyStep
from stepreward.claims import Claims, read_claims
from stepreward.claims.glance import glance_at
from stepreward.claims.parts import Part
from stepreward.match import compile_key
from stepreward.match.held import may_give_value, may_match, most_held
from stepreward.match.keys import PhraseForm
from stepreward.match.phrases import (
    PhraseMatch,
    find_phrase,
    gives_other_value,
    has_one_value,
)
from tests.bench.matching import Row, read_rows

ROWS = [row for rows in read_rows().values() for row in rows]


def phrase_of(form: str) -> PhraseForm:
    (phrase,) = compile_key(KeyStep((form,))).phrases
    return phrase


@pytest.mark.parametrize(
    ("form", "sentence", "most"),
    [
        pytest.param("the red bar is striped", "The red bar is striped.", 2, id="all of it"),
        pytest.param("the red bar is striped", "The blue bar is short.", 0, id="nothing of it"),
        pytest.param("Jennifer sells apples", "Jenifer sold her house.", 2, id="misspelled"),
        pytest.param("the red bar is tallest", "It is short.", 1, id="a degree: unclear"),
        pytest.param("AB is the diameter", "It is short.", 2, id="a name, a quantity: unclear"),
        pytest.param("Mary walks 5 miles", "She walked home.", 1, id="no number"),
        pytest.param("Mary walks 5 miles", "She walked five miles.", 2, id="a number in words"),
        pytest.param("Mary walks 5 miles", "She went 5 °C.", 3, id="signs of another kind"),
        pytest.param("the red bar is 45", "The blue bar is 45.", 1, id="its number"),
        pytest.param("the red bar is 45", "The blue bar is 54.", 0, id="another number"),
        pytest.param("the red bar is 1200", "The blue bar is 1,200.", 1, id="commas: unclear"),
        pytest.param("the red bar is 3000", "The blue bar is 3k.", 1, id="a scale: unclear"),
        pytest.param("the red bar is 3", "The blue bar is 6/2.", 1, id="a fraction: unclear"),
        pytest.param("the red bar is 4.5", "The blue bar is 45.", 1, id="decimals: unclear"),
        pytest.param("the red bar is 3 km", "The blue bar is 3000 m.", 1, id="units: unclear"),
    ],
)
def test_most_held(form: str, sentence: str, most: int) -> None:
    assert most_held(phrase_of(form).sought, glance_at(sentence)) == most


@pytest.mark.parametrize(
    ("text", "may"),
    [
        pytest.param("The red bar is at 45.", True, id="holds it all"),
        pytest.param("See the red bar. It is at 45.", True, id="goes back to the sentence before"),
        pytest.param("See the red bar. Look. It is at 45.", True, id="goes back two sentences"),
        pytest.param("It is at 45.", False, id="has no sentence before it"),
        pytest.param("See the blue car. It is at 45.", False, id="nor does the one before hold it"),
        pytest.param("See the red bar. All are at 45.", False, id="goes back to nothing"),
        pytest.param("See the red bar. It is blue.", False, id="holds too little"),
    ],
)
def test_may_match(text: str, may: bool) -> None:
    claims = read_claims(text, [Part("steps", 0, 0, len(text))])
    sentences = claims.sentences(claims.passages[0])
    last = len(sentences) - 1
    assert may_match(phrase_of("the red bar is 45").sought, sentences, last) is may


def spots(row: Row) -> Iterator[tuple[PhraseForm, Claims, int]]:
    """Go through the phrases of a row's key step and the sentences of its step."""
    claims = read_claims(row.step, [Part("steps", 0, 0, len(row.step))])
    for phrase in compile_key(KeyStep(row.key_step)).phrases:
        for number in range(len(claims.sentences(claims.passages[0]))):
            yield phrase, claims, number


def test_a_glance_never_sees_less_than_is_there() -> None:
    looked_at = passed_over = 0
    for row in ROWS:
        for phrase, claims, number in spots(row):
            sentences = claims.sentences(claims.passages[0])
            glance, sought = sentences[number].glance, phrase.sought
            found = find_phrase(phrase, sentences, number)
            looked_at += 1
            passed_over += not may_match(sought, sentences, number)
            if isinstance(found, PhraseMatch):
                assert may_match(sought, sentences, number), row.id
            else:
                assert found.share <= most_held(sought, glance) / max(len(sought), 1), row.id
            if has_one_value(phrase) and gives_other_value(phrase, sentences[number]):
                assert may_give_value(sought, glance), row.id
    assert 0 < passed_over < looked_at
