"""Laws that hold for any text: symmetry, reflexivity for finite values, determinism."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stepreward import judge
from stepreward.answer.reading import read
from tests.judge.verdicts import is_equal, verdict
from tests.notations import KINDS, Pair, pairs, pairs_of

SIGNS = st.text(alphabet="0123456789+-*/^_=<>(){}[]\\,.;:|!%$ xyzeiπ√²½∞∪\u200b\x00", max_size=40)
TEXTS = st.one_of(st.text(max_size=60), SIGNS, pairs().map(lambda pair: pair.gold))


@given(TEXTS, TEXTS)
@example("-2, 5^{10^{10^{10}}}", "-2, 5")
@example("$4:00\\text{ AM\udfff$", "$4:00\\text{ AM}$")
def test_a_verdict_does_not_depend_on_who_is_the_candidate(one: str, other: str) -> None:
    assert verdict(one, other) in {"equal", "different", "undecided"}


@given(TEXTS)
@example("binom{5}{1}")
@example("cbrt(2, 3)")
@example(r"\log_2(12, 10)")
@example("1/0 + 2 + … + 9")
@example("\\int_0-dx")
@example("\\begin{cases} 2x \\\\ 3 & x \\geq -1 \\end{cases}")
def test_any_text_gets_a_verdict_against_a_number(text: str) -> None:
    assert verdict(text, "5") in {"equal", "different", "undecided"}


@given(TEXTS, TEXTS)
def test_asking_again_gives_the_same_answer(one: str, other: str) -> None:
    assert judge(one, other) == judge(one, other)


@given(pairs())
def test_a_finite_value_is_equal_to_itself(pair: Pair) -> None:
    assert is_equal(pair.gold, pair.gold)


@given(st.one_of(st.integers(-(10**30), 10**30).map(str), st.decimals(-1000, 1000).map(str)))
def test_a_number_is_equal_to_itself(number: str) -> None:
    assert is_equal(number, number) is not number.lower().endswith("nan")


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_pairs_are_judged_as_they_were_made(kind: str, data: st.DataObject) -> None:
    pair = data.draw(pairs_of(kind))
    assert is_equal(pair.candidate, pair.gold) is pair.equal


@pytest.mark.parametrize("text", ["", " ", "\n", "$$", "\\boxed{}", "**", ".", "\u200b", "\x00"])
def test_nothing_is_never_equal_even_to_nothing(text: str) -> None:
    assert not is_equal(text, text)
    assert not is_equal(text, "")
    assert not is_equal(text, "5")


@pytest.mark.parametrize(
    "text", ["nan", "NaN", "0/0", "\\frac{0}{0}", "1/0", "\\infty-\\infty", "None", "null"]
)
def test_what_has_no_value_is_not_equal_to_itself(text: str) -> None:
    assert not is_equal(text, text)


@pytest.mark.parametrize("text", ["∞", "\\infty", "-\\infty", "infinity"])
def test_infinity_is_an_answer_where_gold_says_so(text: str) -> None:
    assert is_equal(text, text)
    assert not is_equal(text, "10^{300}")


@given(
    st.text(max_size=300), st.sampled_from(["{}", "\\boxed{{{}}}", "The answer is {}", "$${}$$"])
)
def test_reading_a_text_never_raises(text: str, frame: str) -> None:
    assert read(frame.replace("{}", text)).why != "raised"
