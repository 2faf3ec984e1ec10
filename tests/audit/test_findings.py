"""Each finding, in a made-up file where it must appear and in one where it must not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stepreward import GroundTruth, Scorer, ScorerConfig
from stepreward.attacks import ATTACKS
from stepreward.audit.gathered import Gathered
from stepreward.audit.names import DEFAULT_NAMES
from stepreward.audit.rows import SAMPLE, Gleaner
from stepreward.config import PRESETS
from stepreward.engine import score_files
from stepreward.engine.source import read_chunks
from stepreward.errors import SettingError
from stepreward.records import DEFAULT_FIELDS
from tests.audit.traces import (
    STATED,
    UNSTATED,
    audit,
    finding,
    level,
    right,
    trace,
    write,
    wrong,
)

Rows = list[dict[str, Any]]
HALF = [right(), wrong()]


def grouped(count: int, rows: Rows) -> Rows:
    """Give each of some groups the same traces."""
    return [row | {"group": f"g{at}"} for at in range(count) for row in rows]


def without_labels(rows: Rows) -> Rows:
    return [{name: row[name] for name in row if name != "is_correct"} for row in rows]


LONG_PAID = [wrong(more=at, step=STATED if at > 3 else UNSTATED) for at in range(8)]
LONG_UNPAID = [wrong(more=at, step=STATED if at in (0, 3, 4, 7) else UNSTATED) for at in range(8)]
SHORT_PAID = [wrong(more=at, step=STATED if at < 4 else UNSTATED) for at in range(8)]


@pytest.mark.parametrize(
    ("name", "rows", "expected"),
    [
        pytest.param("labels", HALF, None, id="labels: all there"),
        pytest.param("labels", [*HALF, trace()], "note", id="labels: one is missing"),
        pytest.param("labels", without_labels(HALF), "note", id="labels: none"),
        pytest.param("labels", [right(), wrong(is_correct=None)], "note", id="labels: one is null"),
        pytest.param("coverage_auc", HALF * 10, "good", id="coverage: of right ones alone"),
        pytest.param("coverage_auc", HALF * 9, "note", id="coverage: too few to tell"),
        pytest.param(
            "coverage_auc",
            [right(), wrong(step=STATED)] * 10,
            "bad",
            id="coverage: of wrong ones as well",
        ),
        pytest.param(
            "coverage_auc",
            [*[right()] * 20, *[wrong()] * 6, *[wrong(step=STATED)] * 14],
            "note",
            id="coverage: of most wrong ones",
        ),
        pytest.param(
            "coverage_auc", [right(keys=[]), wrong(keys=[])] * 10, None, id="coverage: no key steps"
        ),
        pytest.param("coverage_auc", without_labels(HALF * 10), "good", id="coverage: by verdicts"),
        pytest.param("reward_auc", HALF * 10, "good", id="reward: of right ones alone"),
        pytest.param("reward_auc", HALF * 9, "note", id="reward: too few to tell"),
        pytest.param("reward_auc", without_labels(HALF * 10), None, id="reward: without labels"),
        pytest.param(
            "reward_auc",
            [right(), wrong(answer=24, step=STATED)] * 10,
            "bad",
            id="reward: paid for what is labelled wrong",
        ),
        pytest.param("judge", HALF, "good", id="judge: agrees"),
        pytest.param("judge", [*HALF * 10, wrong(answer=24)], "note", id="judge: pays one wrong"),
        pytest.param("judge", [*HALF * 4, right(answer=10)], "bad", id="judge: misses one right"),
        pytest.param("judge", without_labels(HALF), None, id="judge: without labels"),
        pytest.param("undecided", HALF, None, id="undecided: none"),
        pytest.param(
            "undecided", [*HALF * 30, trace() | {"answer": []}], "note", id="undecided: one of 61"
        ),
        pytest.param(
            "undecided", [*HALF, trace() | {"answer": []}], "bad", id="undecided: one of three"
        ),
        pytest.param("no_answer", HALF, None, id="answers: all"),
        pytest.param("no_answer", [*HALF * 5, wrong(answer=None)], "note", id="answers: one not"),
        pytest.param("no_answer", [*HALF, wrong(answer=None)], "bad", id="answers: a third not"),
        pytest.param("signal", grouped(2, HALF), "good", id="signal: every group"),
        pytest.param("signal", grouped(3, [right(), right()]), "bad", id="signal: no group"),
        pytest.param(
            "signal",
            [*HALF, *[row | {"group": "h"} for row in [right(), right()]]],
            "note",
            id="signal: half of the groups",
        ),
        pytest.param("signal", [right(group="a"), right(group="b")], "note", id="signal: alone"),
        pytest.param("length", LONG_PAID * 3, "bad", id="length: long ones are paid"),
        pytest.param("length", LONG_UNPAID * 3, "good", id="length: long and short are paid"),
        pytest.param("length", SHORT_PAID * 3, "note", id="length: short ones are paid"),
        pytest.param(
            "length", [right(more=3), wrong()] * 8, None, id="length: right ones are long, no more"
        ),
        pytest.param("no_key_steps", HALF, None, id="key steps: all have some"),
        pytest.param("no_key_steps", [*HALF, right(keys=None)], "note", id="key steps: one not"),
        pytest.param("no_key_steps", [right(keys=[])] * 2, "bad", id="key steps: none has any"),
        pytest.param("never_matching", HALF * 2, "good", id="key steps: found in some"),
        pytest.param("never_matching", [wrong()] * 4, "note", id="key steps: found in no wrong"),
        pytest.param("never_matching", [right(keys=["24/2 = 12"])] * 4, "bad", id="never found"),
        pytest.param("never_matching", HALF, "note", id="key steps: too few traces to judge"),
        pytest.param("always_matching", [right()] * 4, "note", id="key steps: found in all"),
        pytest.param("always_matching", HALF * 2, None, id="key steps: not found in all"),
        pytest.param("always_matching", [right()] * 3, None, id="key steps: all of too few"),
        pytest.param("validity", HALF, "good", id="validity: right ones are valid"),
        pytest.param("validity", [*[right()] * 5, right(step="")], "note", id="validity: one not"),
        pytest.param("validity", [right(), right(step="")], "bad", id="validity: half are not"),
        pytest.param("validity", [wrong(), wrong(step="")], None, id="validity: none is right"),
        pytest.param("hack_margin", HALF, None, id="margin: not asked for"),
        pytest.param("settings", HALF, None, id="settings: one set"),
    ],
)
def test_findings(tmp_path: Path, name: str, rows: Rows, expected: str | None) -> None:
    assert level(audit(tmp_path, rows), name) == expected


# What the findings say, and where to look.


def test_a_trace_that_the_judge_leaves_open_speaks_for_nothing(tmp_path: Path) -> None:
    rows = [wrong(step=STATED, answer=[]), *[right(), wrong(step=STATED)] * 10]
    rows[0] |= {"answer": []}
    found = finding(audit(tmp_path, without_labels(rows)), "coverage_auc")
    assert found is not None
    assert found.level == "bad"
    assert [one.rpartition(":")[2] for one in found.lines] == ["3", "5", "7"]


def test_a_finding_names_the_lines_that_show_it(tmp_path: Path) -> None:
    rows = [right(), wrong(answer=24), wrong(), right(answer=10), wrong(answer=None)]
    found = audit(tmp_path, rows)
    file = tmp_path / "traces.jsonl"
    assert {one.name: one.lines for one in found.findings if one.lines} == {
        "judge": (f"{file}:2", f"{file}:4"),
        "no_answer": (f"{file}:5",),
    }
    judge = finding(found, "judge")
    assert judge is not None
    assert judge.text == (
        "the judge agrees with the labels on 3 of 5 traces (60 %): it pays 1 that are labelled "
        "wrong, and 1 labelled right it does not pay"
    )


def test_lines_are_a_few_of_the_many(tmp_path: Path) -> None:
    found = finding(audit(tmp_path, [wrong(answer=None)] * 50), "no_answer")
    assert found is not None
    assert [one.rpartition(":")[2] for one in found.lines] == ["1", "2", "3"]


def test_key_steps_are_named_with_their_counts(tmp_path: Path) -> None:
    keys = ["6*4 = 24", "24/2 = 12"]
    found = audit(tmp_path, [right(keys=keys)] * 5)
    never, always = finding(found, "never_matching"), finding(found, "always_matching")
    assert never is not None
    assert always is not None
    assert never.text.endswith("1 of them although some traces are right: '24/2 = 12' (0 of 5)")
    assert always.text.endswith("1 of 2: '6*4 = 24' (5 of 5)")
    assert [one.key for one in found.figures.key_steps.never_list] == [1]


def test_bad_news_comes_first(tmp_path: Path) -> None:
    levels = [one.level for one in audit(tmp_path, [*HALF * 10, right(answer=None)] * 2).findings]
    assert levels == sorted(levels, key=["bad", "note", "good"].index)
    assert set(levels) == {"bad", "note", "good"}


def test_traces_under_other_settings_cannot_be_compared(tmp_path: Path) -> None:
    both = [*scored(tmp_path, HALF, "stepgrpo"), *scored(tmp_path, HALF, "paper")]
    assert level(audit(tmp_path, both), "settings") == "bad"
    assert level(audit(tmp_path, both[:2]), "settings") is None
    assert level(audit(tmp_path, both, is_anew=True), "settings") is None


def scored(path: Path, rows: Rows, preset: str) -> Rows:
    out = path / "scored.jsonl"
    score_files([write(path / "plain.jsonl", rows)], output=out, scorer_config=PRESETS[preset])
    return [json.loads(line) for line in out.read_text().splitlines()]


# What is measured.


def test_scored_traces_are_taken_as_they_were_scored(tmp_path: Path) -> None:
    plain, kept = audit(tmp_path, HALF * 3), audit(tmp_path, scored(tmp_path, HALF * 3, "stepgrpo"))
    assert kept.to_dict() == plain.to_dict()
    talk = [right(step="We count what there is.")]
    assert audit(tmp_path, scored(tmp_path, talk, "paper")).figures.means.validity == 1
    assert audit(tmp_path, talk).figures.means.validity == 0


def test_the_figures_of_a_file_worked_out_by_hand(tmp_path: Path) -> None:
    rows = [
        *grouped(1, [right(), wrong(step=STATED), wrong()]),  # 2.1, 1.1, 1.0
        *[row | {"group": "equal by the answer"} for row in [wrong(step=STATED), wrong()]],
        *[row | {"group": "equal"} for row in [wrong(), wrong()]],
        right(group="alone"),
    ]
    figures = audit(tmp_path, rows).figures
    assert (figures.traces, figures.groups, figures.rejected) == (8, 4, 0)
    assert (figures.labels.right, figures.labels.wrong) == (2, 6)
    assert figures.means.reward == pytest.approx((2.1 + 1.1 + 1 + 1.1 + 1 + 1 + 1 + 2.1) / 8)
    assert (figures.means.accuracy, figures.means.coverage) == (0.25, 0.5)
    # 12 pairs: each of the two right ones ties with two wrong ones, and beats four
    assert figures.coverage.auc.value == pytest.approx((2 * 4 + 4 / 2) / 12)
    # of one group: one tie, one win
    assert figures.coverage.within_groups.value == 0.75
    assert figures.reward is not None
    assert figures.reward.auc.value == 1.0
    signal = figures.signal
    assert (signal.groups, signal.accuracy, signal.step_rar, signal.reward) == (3, 2, 1, 1)
    assert (figures.verdicts.equal, figures.verdicts.different) == (2, 6)


BARE = {"completion": "Six and six are 6 + 6 = 12.\n#### 12", "answer": "12"}
KEYED = {"key_steps": ["6 + 6 = 12"]}


@pytest.mark.parametrize(
    ("rows", "pairs", "groups"),
    [
        pytest.param([right(), right(group="h")], [], 2, id="by their field"),
        pytest.param([right(), right(group="h")], ["group=run"], 1, id="by another field"),
        pytest.param(
            [trace(group=None), trace(group=None)], [], 1, id="without one, by their question"
        ),
        pytest.param(
            [trace(group=None), trace(group=None) | {"answer": "25"}], [], 2, id="two questions"
        ),
        pytest.param([BARE, BARE], [], 2, id="an answer alone tells no question"),
        pytest.param([BARE | KEYED, BARE | KEYED], [], 1, id="by their key steps"),
        pytest.param([right(group=1), right(group="1")], [], 2, id="a number is no text"),
    ],
)
def test_groups(tmp_path: Path, rows: Rows, pairs: list[str], groups: int) -> None:
    found = audit(tmp_path, [row | {"run": 7} for row in rows], *pairs)
    assert found.figures.groups == groups


def test_a_list_of_completions_is_a_group_and_may_list_its_labels(tmp_path: Path) -> None:
    row = right(is_correct=[True, False]) | {"group": None}
    row["completions"] = [row.pop("completion"), wrong()["completion"]]
    figures = audit(tmp_path, [row, row]).figures
    assert (figures.traces, figures.groups) == (4, 2)
    assert (figures.labels.right, figures.labels.wrong) == (2, 2)
    assert figures.verdicts.paid_though_wrong == 0


@pytest.mark.parametrize(
    ("row", "pairs", "words"),
    [
        pytest.param(
            right() | {"is_correct": "yes"},
            [],
            "is_correct: expected true, false or null as the label; got the text 'yes'",
            id="a label of words",
        ),
        pytest.param(right() | {"is_correct": 2}, [], "got the number 2", id="a label of 2"),
        pytest.param(
            right() | {"is_correct": [True, False]}, [], "2 labels for 1 completions", id="a list"
        ),
        pytest.param(right(), ["label=human"], "human: no such field", id="the label is missing"),
        pytest.param(right(), ["group=run"], "run: no such field", id="the group is missing"),
    ],
)
def test_a_bad_label_refuses_its_line(
    tmp_path: Path, row: dict[str, Any], pairs: list[str], words: str
) -> None:
    found = audit(tmp_path, [row], *pairs)
    assert (found.figures.traces, found.rejections.count) == (0, 1)
    assert words in next(iter(found.rejections.sentences()))


@pytest.mark.parametrize("label", [1, 1.0, True])
def test_labels_may_be_numbers(tmp_path: Path, label: float) -> None:
    rows = [right() | {"human": label}, wrong() | {"human": 0}]
    labels = audit(tmp_path, rows, "label=human").figures.labels
    assert (labels.right, labels.wrong) == (1, 1)


# Attacks.

QUESTION = (
    "A gardener plants 8 rows of 15 tulips each. Rabbits eat 36 of the tulips, and she ties the "
    "rest into bunches of 4. How many bunches does she have?"
)
KEYS = ["8*15 = 120", "120-36 = 84", "84/4 = 21"]


def asked(rows: Rows) -> Rows:
    """Ask for three sums, of which each trace states none: what the best attack may earn."""
    return [row | {"question": QUESTION, "answer": "21", "key_steps": KEYS} for row in rows]


@pytest.mark.parametrize(
    ("rows", "preset", "expected"),
    [
        pytest.param(asked(HALF), "stepgrpo", "good", id="with guards"),
        pytest.param(asked(HALF), "paper", "bad", id="without guards"),
        pytest.param(asked([right()]), "stepgrpo", "note", id="no wrong trace"),
        pytest.param(HALF, "stepgrpo", "note", id="no question"),
    ],
)
def test_hack_margin(tmp_path: Path, rows: Rows, preset: str, expected: str) -> None:
    found = audit(tmp_path, rows, config=PRESETS[preset], with_attacks=True)
    assert level(found, "hack_margin") == expected


def test_the_margin_is_the_best_attack_less_honest_wrong_traces(tmp_path: Path) -> None:
    hacking = audit(tmp_path, asked(HALF), with_attacks=True).figures.hacking
    assert hacking is not None
    assert hacking.questions == 1
    assert {one.attack for one in hacking.attacks} == set(ATTACKS)
    truth = GroundTruth("21", KEYS, QUESTION)
    for one in hacking.attacks:
        report = Scorer().score(ATTACKS[one.attack](QUESTION, truth), truth)
        assert (one.reward, one.validity) == (report.reward, report.validity)
    assert hacking.margin == max(one.reward for one in hacking.attacks) - 1.0
    assert hacking.attacks[0].what.endswith(".")


def test_attacks_under_other_settings_than_the_traces_are_refused(tmp_path: Path) -> None:
    rows = scored(tmp_path, asked(HALF), "paper")
    with pytest.raises(SettingError, match="scored under other settings than the attacks"):
        audit(tmp_path, rows, with_attacks=True)
    assert audit(tmp_path, rows, with_attacks=True, is_anew=True).figures.hacking is not None


def test_attacks_are_tried_on_fifty_questions_whatever_the_order(tmp_path: Path) -> None:
    rows = [trace(keys=[]) | {"question": f"What is {at} + 1?"} for at in range(70)]
    gathered = []
    for order in (rows, rows[::-1]):
        gleaner = Gleaner(ScorerConfig(), DEFAULT_FIELDS, DEFAULT_NAMES, is_anew=False)
        found = Gathered()
        for chunk in read_chunks([write(tmp_path / "many.jsonl", order)]):
            found.add(gleaner(chunk))
        gathered.append(found.truths)
    assert len(gathered[0]) == SAMPLE
    assert gathered[0] == gathered[1]
