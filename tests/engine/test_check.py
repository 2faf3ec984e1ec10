"""Key steps that can never match are found before a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stepreward import GroundTruth, ScorerConfig
from stepreward.engine import (
    check_files,
)
from stepreward.engine.audit import audit
from stepreward.formats import FORMATS
from tests.engine.lines import (
    BAD,
    GOOD,
    written,
)

ACCEPTED = frozenset(map(str, ScorerConfig().guards))


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        pytest.param("6*4 = 24", None, id="an equation"),
        pytest.param("8 = 8", None, id="a value"),
        pytest.param("alternate interior angles", None, id="a phrase"),
        pytest.param({"forms": ["a red ball"], "section": "Rationales"}, None, id="a section"),
        pytest.param("the", "no word that counts", id="a word that does not count"),
        pytest.param("!!!", "no word that counts", id="no word"),
        pytest.param("x" * 20_001, "more than 20,000 characters", id="far too long"),
        pytest.param("He has 5 hats. She has 6 cats.", "not even a step", id="two sentences"),
        pytest.param({"forms": ["a red ball"], "section": "nope"}, "no key step counts", id="none"),
        pytest.param({"forms": ["a red ball"], "section": "answer"}, "no key step", id="answer"),
    ],
)
def test_key_steps_that_can_never_match(key: object, reason: str | None) -> None:
    truth = GroundTruth("7", [key], "How many are there?")
    dead = [doubt.reason for doubt in audit(truth, FORMATS, ACCEPTED) if doubt.is_dead]
    assert len(dead) == (reason is not None)
    assert reason is None or reason in dead[0]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        pytest.param("6*4 = 24", None, id="a computation that ends on the answer"),
        pytest.param("the sum of both", None, id="neither"),
        pytest.param("24", "repeats the answer", id="the answer"),
        pytest.param("the total is 24", "repeats the answer", id="the answer in a sentence"),
        pytest.param("6 times 4 is 24", None, id="the answer, and where it comes from"),
        pytest.param("half of 48 is 24", None, id="another number beside the answer"),
        pytest.param("four red balls", "stands in the question", id="the question"),
        pytest.param("x is below 2.5", "stands in the question", id="its end, without the stop"),
        pytest.param("x = 2", None, id="words of the question, but another formula"),
        pytest.param(
            ["6*4 = 24", "the"],
            "this form can never match, others of the key step can: holds no word that counts",
            id="one form of two is dead",
        ),
    ],
)
def test_key_steps_worth_a_warning(key: object, reason: str | None) -> None:
    asked = "How much are four red balls? Take x^2 for x, where x is below 2.5."
    truth = GroundTruth("24", [key], asked)
    doubts = list(audit(truth, FORMATS, ACCEPTED))
    assert len(doubts) == (reason is not None)
    assert reason is None or (reason in doubts[0].reason and not doubts[0].is_dead)


@pytest.mark.parametrize("guards", [ACCEPTED, frozenset()])
def test_a_key_step_with_false_arithmetic_is_doubted(guards: frozenset[str]) -> None:
    (doubt,) = audit(GroundTruth("24", ["6*4 = 25"]), FORMATS, guards)
    assert "arithmetic" in doubt.reason


def test_check_counts_everything_without_scoring(tmp_path: Path) -> None:
    keyed = {"key_steps": ["the", "6*4 = 24"], "note": "x", "problem": "Q?", "prefill": None}
    boxed = {"completions": ["so \\boxed{1}", "hm"], "solution": "1"}
    path = written(
        tmp_path / "in.jsonl",
        [
            json.dumps(json.loads(GOOD) | keyed),
            json.dumps(json.loads(GOOD) | keyed),
            json.dumps(boxed),
            BAD,
        ],
    )
    findings = check_files([path])
    assert (findings.records, findings.completions, findings.answered) == (3, 4, 3)
    assert findings.rejections.count == 1
    assert findings.formats == {"lines": 3, "boxed": 1}
    assert findings.fields["question", "problem"] == 2
    assert findings.fields["answer", "solution"] == 1
    assert findings.carried == {"note": 2}
    assert (findings.key_steps, findings.dead) == (4, 2)
    (found,) = findings.first_doubts()
    assert (found.records, found.doubt.form, found.place) == (2, "the", f"{path}: line 1")
