"""Say in one word whether two answers are one answer, having asked in both orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from stepreward import Policy, judge

Pairs = Sequence[tuple[str, str]]
EXACT = Policy()


def verdict(candidate: str, gold: str, question: str | None = None, policy: Policy = EXACT) -> str:
    """Judge both ways; the two must agree."""
    one = judge(candidate, gold, question, policy).verdict
    other = judge(gold, candidate, question, policy).verdict
    assert one == other, f"{one} one way, {other} the other"
    return one


def is_equal(candidate: str, gold: str, question: str | None = None) -> bool:
    """Judge both ways by the default policy."""
    return verdict(candidate, gold, question) == "equal"


def rows(table: Mapping[str, Pairs]) -> list[object]:
    """List the pairs of a table as test cases, each named by its kind and its texts."""
    return [
        pytest.param(one, other, id=f"{kind}: {one} | {other}")
        for kind, pairs in table.items()
        for one, other in pairs
    ]
