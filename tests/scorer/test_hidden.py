"""Comments that a page would not show: what stands in them is not read, all else stays in place."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth, Scorer, ScorerConfig
from stepreward.config import ALL_GUARDS
from stepreward.text import fold
from tests.scorer.traces import SCORER

TRUTH = GroundTruth("6", ["12/2 = 6"])
READS_ALL = Scorer(ScorerConfig(guards=ALL_GUARDS - {"hidden_text"}))
READ, HIDDEN = True, False


@pytest.mark.parametrize(
    ("completion", "answer", "counts"),
    [
        pytest.param("12/2 = 6\n#### 6", "6", READ, id="no comment"),
        pytest.param("12/2 = 6 <!-- so far -->\n#### 6", "6", READ, id="beside a comment"),
        pytest.param("a <!-- b --> 12/2 = 6 <!-- c -->\n#### 6", "6", READ, id="between two"),
        pytest.param("<!---->12/2 = 6\n#### 6", "6", READ, id="behind an empty one"),
        pytest.param("x <-- 12/2 = 6 -->\n#### 6", "6", READ, id="between two arrows"),
        pytest.param("12/2 = 6 -->\n#### 6", "6", READ, id="before an end without a beginning"),
        pytest.param("<!-- 12/2 = 6 -->\n#### 6", "6", HIDDEN, id="in a comment"),
        pytest.param("<!--\nso\n12/2 = 6\n-->\n#### 6", "6", HIDDEN, id="in one of several lines"),
        pytest.param("<!-- a <!-- 12/2 = 6 -->\n#### 6", "6", HIDDEN, id="in one begun twice"),
        pytest.param(f"<!--{'x y ' * 9_000} 12/2 = 6-->\n#### 6", "6", HIDDEN, id="in a long one"),
        pytest.param(f"<!--{'x y ' * 9_000} 12/2 = 6\n#### 6", None, HIDDEN, id="a long open one"),
        pytest.param("12/2 = 6\n#### 6\n<!-- #### 7 -->", "6", READ, id="another answer in one"),
        pytest.param("12/2 = 6\n#### 6\n<!-- #### 7", "6", READ, id="in one that is left open"),
        pytest.param("% 12/2 = 6\n#### 6", "6", HIDDEN, id="in a comment of LaTeX"),
        pytest.param("So\n  % 12/2 = 6\n#### 6", "6", HIDDEN, id="in a comment of LaTeX, indented"),
        pytest.param("At 5 % it is 12/2 = 6\n#### 6", "6", READ, id="behind a percent sign"),
        pytest.param("12/2 = 6\n<!-- #### 6 -->", None, READ, id="the only answer in one"),
        pytest.param("<!-- 12/2 = 6\n#### 6", None, HIDDEN, id="all in one that is left open"),
    ],
)
def test_what_stands_in_a_comment_is_not_read(
    completion: str, answer: str | None, counts: bool
) -> None:
    report = SCORER.score(completion, TRUTH)
    (found,) = report.matches
    assert (report.answer.text, found.is_match) == (answer, counts)
    assert found.span is None or "12/2 = 6" in completion[slice(*found.span)]
    assert report.answer.span is None or completion[slice(*report.answer.span)] == "6"


@pytest.mark.parametrize(
    "completion",
    [
        pytest.param("<!-- Half of it: 12/2 = 6. -->\n#### 6", id="closed"),
        pytest.param("<!-- Half of it: 12/2 = 6.\n#### 6", id="left open"),
    ],
)
def test_a_comment_is_text_where_the_guard_is_off(completion: str) -> None:
    report = READS_ALL.score(completion, TRUTH)
    assert (report.answer.text, report.coverage) == ("6", 1)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("a<!--b-->c", "a        c", id="closed"),
        pytest.param("a<!--b", "a     ", id="left open"),
        pytest.param("a<!--b--c", "a        ", id="half closed"),
        pytest.param("a<!-b-->c", "a<!-b-->c", id="half begun"),
        pytest.param("1<!--2-->3<!--4-->5", "1        3        5", id="two"),
    ],
)
def test_a_comment_becomes_as_many_blanks(text: str, seen: str) -> None:
    assert fold(text).text == seen
    assert fold(text, with_hidden=True).text == text
