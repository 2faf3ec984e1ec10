"""What is kept for the next time, and what is worked out anew: short texts, small trees."""

from __future__ import annotations

import pytest

from stepreward.algebra.grammar import parse
from stepreward.algebra.tree import Node
from stepreward.kept import kept_for_short
from stepreward.match.arithmetic.kept import kept_for_small


@pytest.mark.parametrize(
    ("text", "times_read"),
    [
        pytest.param("", 1, id="nothing"),
        pytest.param("x" * 600, 1, id="a sentence"),
        pytest.param("x" * 601, 2, id="a page"),
    ],
)
def test_a_short_text_is_read_once(text: str, times_read: int) -> None:
    given: list[str] = []

    @kept_for_short
    def read(one: str) -> int:
        given.append(one)
        return len(one)

    assert (read(text), read(text)) == (len(text), len(text))
    assert given == [text] * times_read


@pytest.mark.parametrize(
    ("written", "times_computed"),
    [
        pytest.param("7", 1, id="a number"),
        pytest.param("+".join("1" * 13), 1, id="24 operands"),
        pytest.param("+".join("1" * 14), 2, id="26 operands"),
        pytest.param("9" * 60, 1, id="a number of 200 bits"),
        pytest.param("9" * 61, 2, id="a number of more"),
    ],
)
def test_a_small_tree_is_computed_once(written: str, times_computed: int) -> None:
    given: list[Node] = []

    @kept_for_small
    def compute(one: Node) -> str:
        given.append(one)
        return one.op

    tree = parse(written)
    assert compute(tree) == compute(tree) == tree.op
    assert given == [tree] * times_computed


def test_a_function_that_remembers_still_says_what_it_does() -> None:
    @kept_for_short
    def double(text: str) -> str:
        """Say it twice."""
        return 2 * text

    assert (double.__name__, double.__doc__) == ("double", "Say it twice.")
