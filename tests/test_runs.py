"""The runs of a text, blanked and split, are those that the pattern finds."""

from __future__ import annotations

import re
from string import ascii_letters, ascii_lowercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepreward.runs import Runs

WORDS = r"[a-z]+(?:['’][a-z]+)?"
ALL = r"[^\W_]+"
NUMBERS = r"[0-9]+"
KINDS = {
    WORDS: Runs(WORDS, ascii_lowercase, joining="'’"),
    ALL: Runs(ALL, ascii_letters + digits, has_more=True),
    NUMBERS: Runs(NUMBERS, digits),
}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param(WORDS, "", [], id="nothing"),
        pytest.param(WORDS, "she eats 3, then 4", ["she", "eats", "then"], id="words"),
        pytest.param(WORDS, "it isn't Tom's", ["it", "isn't", "om's"], id="an apostrophe joins"),
        pytest.param(WORDS, "it isn’t", ["it", "isn’t"], id="so does a curly one"),
        pytest.param(WORDS, "a café is", ["a", "caf", "is"], id="letters that end a run"),
        pytest.param(ALL, "un café à 3 €", ["un", "café", "à", "3"], id="letters that do not"),
        pytest.param(ALL, "snake_case", ["snake", "case"], id="no underscore"),
        pytest.param(NUMBERS, "3.5 of ３ and 12", ["3", "5", "12"], id="digits of ASCII alone"),
        pytest.param(NUMBERS, "1\ud8002", ["1", "2"], id="half a character"),
    ],
)
def test_runs(pattern: str, text: str, found: list[str]) -> None:
    assert KINDS[pattern].of(text) == found


@pytest.mark.parametrize("pattern", KINDS)
@given(text=st.text(st.sampled_from("ab Z09'’_.é中３\n\x00\ud800"), max_size=30))
def test_runs_are_what_the_pattern_finds(pattern: str, text: str) -> None:
    assert KINDS[pattern].of(text) == re.findall(pattern, text)
