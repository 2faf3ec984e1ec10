"""What the clauses of a sentence say of themselves, in small letters and in capitals."""

from __future__ import annotations

import pytest

from stepreward.claims.clauses import Clause, clauses_of
from stepreward.claims.status import ASSERTED, NEGATED, SUPPOSED


@pytest.mark.parametrize(
    ("sentence", "statuses"),
    [
        pytest.param("The bar may be 5.", [SUPPOSED], id="what may be"),
        pytest.param("Sales in May are 5.", [ASSERTED], id="a month"),
        pytest.param("SALES IN MAY ARE 5.", [ASSERTED], id="a month in capitals"),
        pytest.param("Maybe the bar is 5.", [SUPPOSED], id="maybe"),
        pytest.param("MAYBE THE BAR IS 5.", [SUPPOSED], id="maybe, in capitals"),
        pytest.param("AB ISN'T CD.", [NEGATED], id="a denial in capitals"),
        pytest.param("AB is CD.", [ASSERTED], id="no denial"),
        pytest.param("She wins if it is 3.", [ASSERTED, SUPPOSED], id="a condition"),
        pytest.param("SHE WINS IF IT IS 3.", [ASSERTED, SUPPOSED], id="a condition in capitals"),
    ],
)
def test_statuses(sentence: str, statuses: list[str]) -> None:
    assert [clause.status for clause in clauses_of(sentence)] == statuses


def test_a_letter_that_grows_when_lowered_moves_no_clause() -> None:
    plain, grown = clauses_of("AI wins if it is 3."), clauses_of("Aİ wins if it is 3.")
    assert plain == grown == (Clause(0, 7, ASSERTED), Clause(7, 19, SUPPOSED))
