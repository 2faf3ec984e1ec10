"""One line explained, and refusals told by their reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from stepreward import ScorerConfig
from stepreward.engine import (
    Rejections,
    explain_line,
    score_files,
)
from stepreward.errors import RecordError, SettingError
from stepreward.records import Reject
from tests.engine.lines import (
    BAD,
    GOOD,
    written,
)


def test_a_line_is_explained_as_it_was_scored_or_anew(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    out = tmp_path / "out"
    score_files([path], output=out, scorer_config=ScorerConfig(accuracy_reward=5.0))
    fresh, stored = explain_line(path, 1), explain_line(out, 1)
    anew = explain_line(out, 1, is_anew=True)
    assert [one.is_stored for one in (fresh, stored, anew)] == [False, True, False]
    assert [one.explanations[0].report.step_rar for one in (fresh, stored, anew)] == [1.1, 5.1, 1.1]
    assert stored.explanations[0].keys[0].text == "6*4 = 24"


@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        pytest.param(0, SettingError, "line 0: the file has 3 lines", id="zero"),
        pytest.param(9, SettingError, "line 9: the file has 3 lines", id="too far"),
        pytest.param(2, SettingError, "line 2: is blank", id="blank"),
        pytest.param(3, RecordError, "line 3: answer: no field", id="no record"),
    ],
)
def test_a_line_that_cannot_be_explained(
    tmp_path: Path, number: int, error: type[Exception], reason: str
) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD, "", BAD])
    with pytest.raises(error, match=reason):
        explain_line(path, number)


# Rejections.


def test_refusals_are_told_by_reason() -> None:
    rejections = Rejections()
    for number in range(1, 51):
        rejections.add(Reject("f", number, f"reason {min(number, 30) if number > 2 else 1}", b""))
    sentences = list(rejections.sentences())
    assert sentences[0] == "f: line 1: reason 1 (1 line more like it)"
    assert len(sentences) == 21
    assert sentences[-1] == "and 29 more for other reasons"
