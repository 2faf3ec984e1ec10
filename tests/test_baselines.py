"""The baselines: the published rewards row by row, and every quirk from both sides."""

from __future__ import annotations

import json
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepreward.baselines import R1VL, Substring, ValuesInOrder
from stepreward.baselines.published import (
    AnswerCheck,
    key_step_share,
    r1vl_rewards,
    read_groups,
    validity_reward,
    validity_violations,
)
from stepreward.errors import MissingExtraError
from stepreward.report import Report
from stepreward.scorer import RewardModel
from stepreward.trace import GroundTruth, KeyStep

DATA = Path(__file__).parent.parent / "data" / "r1vl" / "published_rewards.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]

BACKGROUND = "### Image Description:\na\n\n### Rationales:\nb\n\n"
STEPS = "### Step 1:\n12/2 = 6\n\n### Step 2:\n6/2 = 3\n\n"
ANSWER = "### The final answer is: 3"
BARE = "### The final answer is:"
GOOD = BACKGROUND + STEPS + ANSWER


# The published rewards.


def test_there_are_330_published_rows() -> None:
    assert len({row["id"] for row in ROWS}) == 330


def test_validity_and_share_are_the_published_ones() -> None:
    for row in ROWS:
        groups, unread = read_groups(row["key_steps"])
        ours = (
            validity_reward(row["completion"]),
            key_step_share(row["completion"], groups),
            unread,
        )
        assert ours == (row["validity_reward"], row["key_step_share"], None), row["id"]


def test_all_three_are_the_published_ones() -> None:
    pytest.importorskip("math_verify")
    for row in ROWS:
        ours = r1vl_rewards(row["completion"], row["solution"], row["key_steps"])
        theirs = (row["accuracy_reward"], row["validity_reward"], row["key_step_share"], None)
        assert ours == theirs, row["id"]


def test_the_reports_hold_the_published_rewards() -> None:
    pytest.importorskip("math_verify")
    model = R1VL()
    for row in ROWS:
        report = model.score(row["completion"], GroundTruth(row["solution"], row["key_steps"]))
        ours = (report.step_rar, report.step_rvr, report.coverage or 0.0)
        theirs = (row["accuracy_reward"], row["validity_reward"], row["key_step_share"])
        assert ours == theirs, row["id"]
        assert_sound(report, row["completion"])


def assert_sound(report: Report, completion: str) -> None:
    assert report.step_rar + report.step_rvr == report.reward
    assert sum(credit.reward for credit in report.credits) == pytest.approx(report.reward)
    spans = [credit.span for credit in report.credits]
    spans += [match.span for match in report.matches if match.span is not None]
    spans += [] if report.answer.span is None else [report.answer.span]
    assert all(0 <= start <= end <= len(completion) for start, end in spans)
    for step in report.steps:
        assert completion[step.start : step.end].strip() == step.text
    assert all(match.step is None or match.step < len(report.steps) for match in report.matches)
    report.to_json()


# Their validity.


@pytest.mark.parametrize(
    ("completion", "broken"),
    [
        pytest.param(GOOD, [], id="keeps every rule"),
        pytest.param(GOOD.replace("### Image", "Image"), ["sections"], id="no description"),
        pytest.param(GOOD.replace("### Rat", "Rat"), ["sections"], id="no rationale"),
        pytest.param(BACKGROUND + ANSWER, ["sections"], id="no steps"),
        pytest.param(BACKGROUND + STEPS, ["sections"], id="no answer header"),
        pytest.param(GOOD.upper(), ["sections"] * 4, id="headers in upper case"),
        pytest.param("", ["sections"] * 4, id="says nothing"),
        pytest.param(
            "### Image Description:### Rationales:### Step 1:### The final answer is:",
            [],
            id="bare headers are enough",
        ),
        pytest.param(STEPS + BACKGROUND + ANSWER, [], id="background may follow the steps"),
        pytest.param(GOOD + "\n" + ANSWER.replace("3", "4"), [], id="a second answer is no flaw"),
        pytest.param(GOOD.replace("Step 2", "Step 3"), ["step_numbers"], id="skips a number"),
        pytest.param(GOOD.replace("Step 2", "Step 1"), ["step_numbers"], id="repeats a number"),
        pytest.param(GOOD.replace("Step 2", "Step 02"), [], id="a leading zero is fine"),
        pytest.param(GOOD.replace("Step 2", "Step ٢"), [], id="any script's digits are fine"),
        pytest.param(
            GOOD.replace("Step 2", "Step " + "2" * 5000), ["step_numbers"], id="5000 digits"
        ),
        pytest.param(
            BACKGROUND + "### Step 2:\nb\n\n### Step 1:\na\n\n" + ANSWER,
            ["step_numbers"],
            id="counts down",
        ),
        pytest.param(ANSWER + "\n" + BACKGROUND + STEPS, ["answer_last"], id="answer first"),
        pytest.param(
            ANSWER + "\n" + BACKGROUND + STEPS + BARE, [], id="a bare header at the end mends it"
        ),
        pytest.param(
            ANSWER + "\n" + BACKGROUND + STEPS + ANSWER,
            ["answer_last"],
            id="a second answer at the end does not",
        ),
    ],
)
def test_validity(completion: str, broken: list[str]) -> None:
    assert [violation.rule for violation in validity_violations(completion)] == broken
    assert validity_reward(completion) == float(not broken)


# Their key steps.


@pytest.mark.parametrize(
    ("completion", "form", "is_found"),
    [
        pytest.param("### Step 1:\n12/2 = 6", "12/2 = 6", True, id="literally there"),
        pytest.param("### Step 1:\n12/2 = 6", "12/2=6", False, id="spaces count"),
        pytest.param(r"### Step 1: \frac{12}{2} = 6", "12/2 = 6", False, id="notation counts"),
        pytest.param("### Step 1: A MEDIAN", "a Median", True, id="case does not count"),
        pytest.param("### Step 1: 160", "6", True, id="6 is in 160"),
        pytest.param("### Step 1: 150", "6", False, id="6 is not in 150"),
        pytest.param("### Step 1: not 12/2 = 6", "12/2 = 6", True, id="denied, and found"),
        pytest.param("12/2 = 6\n### Step 1: a", "12/2 = 6", False, id="only steps count"),
        pytest.param("### STEP 1: 12/2 = 6", "12/2 = 6", False, id="an upper-case header is none"),
        pytest.param("### Step 1: a ### Rationales: b", "b", True, id="the line goes on"),
        pytest.param("### Step 1: a\n### Rationales: b", "b", False, id="a new line ends it"),
        pytest.param("### Step 1:\n\n### Rationales: b", "b", True, id="an empty step takes more"),
        pytest.param("### Step 1: a\n### Step 2: b", "a b", True, id="steps are joined"),
        pytest.param("### Step 1: a", "", True, id="an empty form is everywhere"),
        pytest.param("", "", True, id="even where nothing is"),
        pytest.param("### Step 1: İ", "İ", True, id="two letters in lower case"),
    ],
)
def test_key_step_share(completion: str, form: str, is_found: bool) -> None:
    assert key_step_share(completion, [[form]]) == float(is_found)
    assert key_step_share(completion, [["zebra", form], ["zebra"]]) == float(is_found) / 2


@pytest.mark.parametrize(
    ("key_steps", "groups"),
    [
        pytest.param({"Steps": [["6", "six"], ["7"]]}, (("6", "six"), ("7",)), id="lists of texts"),
        pytest.param({"Steps": ["12", ["7"]]}, (("12",), ("7",)), id="a text is one form"),
        pytest.param({"Steps": [["", "a"]]}, (("", "a"),), id="an empty form stays"),
        pytest.param({"Steps": []}, (), id="no key steps"),
        pytest.param({"Steps": [["6"]], "Rationales": [["7"]]}, (("6",),), id="only Steps is read"),
    ],
)
def test_key_steps_they_read(key_steps: object, groups: tuple[tuple[str, ...], ...]) -> None:
    assert read_groups(key_steps) == (groups, None)


@pytest.mark.parametrize(
    ("key_steps", "named"),
    [
        pytest.param(None, "got NoneType", id="None"),
        pytest.param('{"Steps": ["6"]}', "got str", id="JSON text"),
        pytest.param(["6"], "got list", id="a bare list"),
        pytest.param(6, "got int", id="a number"),
        pytest.param({"Steps": None}, "got dict", id="Steps is None"),
        pytest.param({"Steps": [["6"], 7]}, r"Steps\[1\]: expected texts, got int", id="a number"),
        pytest.param({"Steps": [["6", 7]]}, r"Steps\[0\]: expected texts, got int", id="as a form"),
        pytest.param({"Steps": [["6", None]]}, "got NoneType", id="None as a form"),
    ],
)
def test_key_steps_that_stop_them_are_none(key_steps: object, named: str) -> None:
    groups, unread = read_groups(key_steps)
    assert groups == ()
    with pytest.raises(ValueError, match=named):
        raise ValueError(unread)


# Their answer check.


@pytest.mark.parametrize(
    ("completion", "solution", "verdict"),
    [
        pytest.param(GOOD, "3", "equal", id="right"),
        pytest.param(GOOD, "4", "different", id="wrong"),
        pytest.param(GOOD, "### The final answer is: 3", "equal", id="the gold has its header"),
        pytest.param(BACKGROUND + STEPS + BARE, "3", "equal", id="read out of the steps"),
        pytest.param("### Step 1:\nok\n\n" + BARE, "1", "equal", id="a step number is an answer"),
        pytest.param("### Step 1:\nok\n\n" + BARE, "2", "different", id="another number is not"),
        pytest.param(f"{BARE} A: 30", "B: 30", "equal", id="another letter, the same value"),
        pytest.param(f"{BARE} C", "C: 57", "different", id="the letter without its value"),
        pytest.param(f"{BARE} B", "B", "equal", id="the same letter"),
        pytest.param(f"{BARE} (B)", "B", "different", id="the letter in brackets"),
        pytest.param(f"{BARE} b", "B", "different", id="case counts"),
        pytest.param(f"{BARE} x\n{BARE} y", "x", "equal", id="the first answer counts"),
        pytest.param(f"{BARE} x\n{BARE} y", "y", "different", id="the second does not"),
        pytest.param(f"{BARE} 4\n{BARE} 0", "0", "equal", id="but Math-Verify reads the last"),
        pytest.param(f"{BARE}\nx\nmore", "x", "equal", id="the first line counts"),
        pytest.param("x", "x", "equal", id="without a header, the whole text"),
        pytest.param(BARE, "", "equal", id="nothing is nothing"),
    ],
)
def test_answer_check(completion: str, solution: str, verdict: str) -> None:
    pytest.importorskip("math_verify")
    assert AnswerCheck().judge(completion, [solution]).verdict == verdict


def test_without_math_verify_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "math_verify", None)
    with pytest.raises(MissingExtraError, match=r"needs: pip install 'stepreward\[baselines\]'$"):
        R1VL()


# The reports of R1VL.


@pytest.fixture(scope="module")
def r1vl() -> R1VL:
    pytest.importorskip("math_verify")
    return R1VL()


def test_a_report_says_where_each_part_was_earned(r1vl: R1VL) -> None:
    report = r1vl.score(GOOD, GroundTruth("3", [["six", "6/2 = 3"], "zebra"]))
    assert (report.reward, report.accuracy, report.coverage) == (1.05 + 1, 1.0, 0.5)
    hit, miss = report.matches
    assert hit.span is not None
    assert (hit.form, hit.step, GOOD[slice(*hit.span)]) == ("6/2 = 3", 1, "6/2 = 3")
    assert (miss.is_match, miss.form, miss.span) == (False, "zebra", None)
    earned = [(GOOD[slice(*part.span)], part.reward) for part in report.credits]
    assert earned == [("3", 1.0), ("6/2 = 3", 0.05), (GOOD, 1.0)]
    assert report.format == "r1-vl"
    assert "baseline r1-vl;alpha=0.1;math-verify " in report.signature


@pytest.mark.parametrize(
    ("truth", "coverage", "rules"),
    [
        pytest.param(GroundTruth("3", ["6/2 = 3"]), 1.0, [], id="key steps"),
        pytest.param(GroundTruth("3"), None, ["key_steps"], id="none: there it stops"),
        pytest.param(
            GroundTruth("3", {"Steps": ["6"], "Rationales": ["zebra"]}),
            1.0,
            ["key_steps"],
            id="those of other sections are not read",
        ),
        pytest.param(GroundTruth("3", [KeyStep(("",))]), 1.0, [], id="an empty form"),
        pytest.param(GroundTruth("3", [KeyStep(())]), 0.0, [], id="no form at all"),
    ],
)
def test_key_steps_in_a_report(
    r1vl: R1VL, truth: GroundTruth, coverage: float | None, rules: list[str]
) -> None:
    report = r1vl.score(GOOD, truth)
    assert report.coverage == coverage
    assert [violation.rule for violation in report.violations] == rules
    assert report.validity == 1.0


def test_a_wrong_number_costs_the_validity(r1vl: R1VL) -> None:
    report = r1vl.score(GOOD.replace("Step 2", "Step 3"), GroundTruth("3", ["6"]))
    assert (report.validity, report.reward) == (0.0, 1.1)
    assert [violation.rule for violation in report.violations] == ["step_numbers"]


@pytest.mark.parametrize(
    ("answers", "accuracy", "verdict"),
    [
        pytest.param(["9", "3"], 1.0, "equal", id="one of several"),
        pytest.param(["9", "8"], 0.0, "different", id="none of several"),
        pytest.param([], 0.0, "undecided", id="no gold answer"),
    ],
)
def test_several_gold_answers(
    r1vl: R1VL, answers: list[str], accuracy: float, verdict: str
) -> None:
    report = r1vl.score(GOOD, GroundTruth(answers))
    assert (report.accuracy, report.answer.verdict.verdict) == (accuracy, verdict)


def test_messages_are_read_and_models_pickle(r1vl: R1VL) -> None:
    models: list[RewardModel] = [r1vl, Substring(), ValuesInOrder()]
    truth = GroundTruth("3", ["12/2 = 6"])
    for model in models:
        copied = pickle.loads(pickle.dumps(model))
        assert copied.score([{"role": "assistant", "content": GOOD}], truth) == model.score(
            GOOD, truth
        )


def test_a_thread_may_score(r1vl: R1VL) -> None:
    truth = GroundTruth("3", ["12/2 = 6"])
    with ThreadPoolExecutor(max_workers=1) as pool:  # Math-Verify's own time-outs would raise here
        assert pool.submit(r1vl.score, GOOD, truth).result() == r1vl.score(GOOD, truth)


@pytest.mark.parametrize(
    "completion", ["", "\x00", "\ud800 3", "$" * 10_000, "### Step 1:" * 10_000, "$1/0$", "İ" * 99]
)
def test_hostile_text_gets_a_report(r1vl: R1VL, completion: str) -> None:
    assert_sound(r1vl.score(completion, GroundTruth("3", ["i"])), completion)


# Substrings and values.


@pytest.mark.parametrize(
    ("completion", "key_steps", "found"),
    [
        pytest.param("12/2 = 6", ["12/2 = 6"], ["12/2 = 6"], id="literally there"),
        pytest.param("12/2=6", ["12/2 = 6"], [None], id="spaces count"),
        pytest.param("12/2=6", [["12/2 = 6", "12/2=6"]], ["12/2=6"], id="the second form"),
        pytest.param("A Median", ["a MEDIAN"], ["A Median"], id="case does not count"),
        pytest.param("160", ["6", "16"], ["6", "16"], id="characters are used again"),
        pytest.param("### The final answer is: 6", ["6"], ["6"], id="anywhere, the answer too"),
        pytest.param("İİ 12/2 = 6 İ", ["12/2 = 6"], ["12/2 = 6"], id="behind letters that grow"),
        pytest.param("aİb", ["İB"], ["İb"], id="a letter that grows"),
        pytest.param("", ["6"], [None], id="says nothing"),
    ],
)
def test_substring(completion: str, key_steps: list[Any], found: list[str | None]) -> None:
    assert matched(Substring(), completion, key_steps) == found


@pytest.mark.parametrize(
    ("completion", "key_steps", "found"),
    [
        pytest.param("12/2=6", ["24/4 = 6"], ["6"], id="the value counts"),
        pytest.param("it is 6", ["12/2 = 6"], [None], id="only behind an equals sign"),
        pytest.param("a = 16", ["12/2 = 6"], [None], id="whole numbers"),
        pytest.param("a = 6, b = 3", ["a = 6", "b = 3"], ["6", "3"], id="in order"),
        pytest.param("b = 3, a = 6", ["a = 6", "b = 3"], ["6", None], id="out of order"),
        pytest.param("a = 6", ["a = 6", "b = 6"], ["6", None], id="each once"),
        pytest.param("a = 6 = 6", ["a = 6", "b = 6"], ["6", "6"], id="twice"),
        pytest.param("b = 3, a = 6", ["x = 9", "a = 6"], [None, "6"], id="a miss costs no place"),
        pytest.param("a = $1,200.50", ["a = 1200.5"], ["1,200.50"], id="money and thousands"),
        pytest.param("a = .5", ["a = 0.50"], [".5"], id="no leading zero"),
        pytest.param("a = -6", ["a = 6", "a = -6"], [None, "6"], id="the sign counts"),
        pytest.param(r"a = -\$6", ["a = -6"], ["6"], id="a sign before money"),
        pytest.param("a = 6", [["six", "2*3 = 6"]], ["6"], id="the form with a value"),
        pytest.param("a = 7", [["b = 6", "c = 7"]], ["7"], id="any form's value"),
        pytest.param("a = 6", ["6"], ["6"], id="a key step that is a number"),
        pytest.param("a = 6", ["6 eggs"], [None], id="a key step that computes nothing"),
        pytest.param("a = 6", ["2*3 = 6 = 7"], [None], id="the last equals sign counts"),
        pytest.param("a = ٣", ["a = 3"], [None], id="other digits"),
        pytest.param("", ["a = 6"], [None], id="says nothing"),
        pytest.param("=" + "$ " * 50_000 + "=" * 50_000, ["a = 6"], [None], id="hostile"),
        pytest.param("=" + "9" * 50_000, ["a = 6"], [None], id="a long number"),
    ],
)
def test_values_in_order(completion: str, key_steps: list[Any], found: list[str | None]) -> None:
    assert matched(ValuesInOrder(), completion, key_steps) == found


def matched(model: RewardModel, completion: str, key_steps: list[Any]) -> list[str | None]:
    report = model.score(completion, GroundTruth("", key_steps))
    assert_sound(report, completion)
    return [m.span and completion[slice(*m.span)] for m in report.matches]


@pytest.mark.parametrize("model", [Substring(), ValuesInOrder()])
@pytest.mark.parametrize(
    ("completion", "answer", "accuracy", "reward"),
    [
        pytest.param("12/2 = 6. The answer is 6", "6", 1.0, 1.1, id="right"),
        pytest.param("12/2 = 6. The answer is 6", "7", 0.0, 0.1, id="wrong"),
        pytest.param("12/2 = 6", [], 0.0, 0.1, id="no gold answer"),
        pytest.param(" ", "6", None, 0.0, id="says nothing"),
    ],
)
def test_the_reward_adds_the_answer(
    model: RewardModel, completion: str, answer: str, accuracy: float | None, reward: float
) -> None:
    report = model.score(completion, GroundTruth(answer, ["12/2 = 6"]))
    assert report.accuracy == accuracy
    assert report.reward == pytest.approx(reward)


def test_without_key_steps_coverage_is_left_out() -> None:
    for model in (Substring(), ValuesInOrder()):
        report = model.score("The answer is 6", GroundTruth("6"))
        assert (report.coverage, report.reward) == (None, 1.0)


# Laws.

PIECES = [
    "### Step 1:",
    "### Step 2:",
    BARE,
    BACKGROUND,
    "\n",
    " ",
    "12/2",
    "=",
    "6",
    "İ",
    "x",
    "$",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@given(st.one_of(st.text(), TEXTS), st.lists(TEXTS.filter(str.strip), max_size=3))
def test_credits_sum_to_the_reward(completion: str, forms: list[str]) -> None:
    truth = GroundTruth("6", [[form] for form in forms])
    for model in (Substring(), ValuesInOrder()):
        assert_sound(model.score(completion, truth), completion)
    for match in Substring().score(completion, truth).matches:
        found = "" if match.span is None else completion[slice(*match.span)]
        assert not match.is_match or match.form.lower() in found.lower()


@given(TEXTS, st.lists(TEXTS.filter(str.strip), max_size=3))
def test_credits_of_r1vl_sum_to_the_reward(r1vl: R1VL, completion: str, forms: list[str]) -> None:
    assert_sound(r1vl.score(completion, GroundTruth("6", [[form] for form in forms])), completion)
