"""Ground truths in every shape, groups and advantages, first sentences of a report."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import stepreward as sr
from stepreward import GroundTruth, KeyStep, Scorer, ScorerConfig, Violation, advantages
from stepreward.errors import GroupError, TruthError
from stepreward.group import EPSILON
from tests.scorer.traces import QUESTION, R1VL, SCORER, TRUTH, with_steps

FORMS = [["12/2 = 6", "half of 12 is 6"], ["AD is a median"]]
KEYS = (KeyStep(("12/2 = 6", "half of 12 is 6")), KeyStep(("AD is a median",)))


def numpy_nested() -> Any:
    """Nest arrays as pandas reads them out of Parquet."""
    outer = np.empty(2, dtype=object)
    outer[:] = [np.array(forms, dtype=object) for forms in FORMS]
    return outer


@pytest.mark.parametrize(
    "key_steps",
    [
        pytest.param(FORMS, id="lists of forms"),
        pytest.param([FORMS[0], "AD is a median"], id="a list, and a string for a list of one"),
        pytest.param(tuple(map(tuple, FORMS)), id="tuples"),
        pytest.param({"Steps": FORMS}, id="R1-VL's dict"),
        pytest.param({"Steps": [*FORMS, None, [], ""]}, id="filled up with nothing"),
        pytest.param({"Steps": FORMS, "Other": None}, id="a section that Arrow filled"),
        pytest.param(json.dumps(FORMS), id="JSON text"),
        pytest.param(json.dumps({"Steps": FORMS}), id="JSON text of R1-VL's dict"),
        pytest.param(numpy_nested(), id="numpy object array of arrays"),
        pytest.param([{"forms": forms} for forms in FORMS], id="dicts of forms"),
        pytest.param(list(KEYS), id="KeyStep records"),
    ],
)
def test_key_steps_come_in_every_shape(key_steps: object) -> None:
    truth = GroundTruth("6", key_steps)
    assert truth.key_steps == KEYS
    assert hash(truth) == hash(GroundTruth("6", FORMS))
    assert SCORER.score(R1VL, truth).coverage == 1


@pytest.mark.parametrize("nothing", [None, [], {}, {"Steps": None}, "", "null", "[]", np.array([])])
def test_without_key_steps_coverage_is_left_out(nothing: object) -> None:
    report = SCORER.score(R1VL, GroundTruth("6", nothing))
    assert report.coverage is None
    assert report.reward == 2
    assert report.matches == ()
    assert report.metrics()["has_key_steps"] == 0


@pytest.mark.parametrize(
    ("key_steps", "keys"),
    [
        pytest.param("AD is a median", (KeyStep(("AD is a median",)),), id="one text"),
        pytest.param([6], (KeyStep(("6",)),), id="a number"),
        pytest.param(np.array([6.5]), (KeyStep(("6.5",)),), id="a numpy number"),
        pytest.param(
            {"Rationales": ["AD is a median"]},
            (KeyStep(("AD is a median",), "Rationales"),),
            id="of a section",
        ),
        pytest.param(
            [{"forms": "a", "section": "steps"}], (KeyStep(("a",), "steps"),), id="a dict"
        ),
        pytest.param("[3, 5) is the domain", (KeyStep(("[3, 5) is the domain",)),), id="no JSON"),
    ],
)
def test_a_single_key_step(key_steps: object, keys: tuple[KeyStep, ...]) -> None:
    assert GroundTruth("6", key_steps).key_steps == keys


@pytest.mark.parametrize("answer", [10**400, 1e308, "nan", "inf"], ids=lambda one: str(one)[:9])
def test_a_large_number_and_a_word_are_answers(answer: object) -> None:
    assert GroundTruth(answer).answers == (str(answer),)


@pytest.mark.parametrize(
    ("truth", "message"),
    [
        pytest.param({"key_steps": 5}, "key_steps: expected a list", id="a bare number"),
        pytest.param(
            {"key_steps": [[object()]]}, r"key_steps\[0\]\[0\]: expected text", id="object"
        ),
        pytest.param({"key_steps": ["a", [True]]}, r"key_steps\[1\]\[0\]: ", id="true"),
        pytest.param({"key_steps": [[" "]]}, r"key_steps\[0\]\[0\]: .* not empty", id="blank"),
        pytest.param({"key_steps": {"Steps": 3}}, r"key_steps\.Steps: expected a list", id="dict"),
        pytest.param({"key_steps": {3: []}}, "key_steps: expected section names", id="no name"),
        pytest.param({"key_steps": '{"Steps": ['}, "looks like JSON, but is none", id="bad JSON"),
        pytest.param({"key_steps": [{"form": "a"}]}, r'expected \{"forms"', id="no forms"),
        pytest.param(
            {"key_steps": [{"forms": ["a"], "section": 1}]}, r"\[0\]\.section: ", id="section"
        ),
        pytest.param({"key_steps": ["a"] * 10_001}, "more than 10,000 forms", id="too many"),
        pytest.param({"answer": {"a": 1}}, "answer: expected a string or a number", id="answer"),
        pytest.param({"answer": ["6", None]}, r"answer\[1\]: expected", id="one of the answers"),
        pytest.param(
            {"answer": float("nan")},
            "^answer: expected a finite number, got nan; leave it out",
            id="nan",
        ),
        pytest.param({"answer": ["6", np.inf]}, r"^answer\[1\]: .* got inf; .*'∞'", id="infinity"),
        pytest.param(
            {"key_steps": ["a", float("nan")]},
            r"^key_steps\[1\]: .* got nan",
            id="nan as a key step",
        ),
        pytest.param({"question": 5}, "question: expected text", id="question"),
    ],
)
def test_a_bad_truth_raises_and_names_the_field(truth: dict[str, Any], message: str) -> None:
    with pytest.raises(TruthError, match=message):
        GroundTruth(**truth)


@pytest.mark.parametrize(
    ("answer", "answers"),
    [
        pytest.param("6", ("6",), id="text"),
        pytest.param(6, ("6",), id="a whole number"),
        pytest.param(0.5, ("0.5",), id="a decimal"),
        pytest.param(True, ("yes",), id="yes"),
        pytest.param(["6", 6.0], ("6", "6.0"), id="several"),
        pytest.param(np.int64(6), ("6",), id="a numpy integer"),
        pytest.param(
            np.float64(0.5),
            ("0.5",),
            id="a numpy number",
        ),
        pytest.param(np.array(["6"]), ("6",), id="a numpy array"),
        pytest.param(None, (), id="none"),
    ],
)
def test_answers_come_in_every_shape(answer: object, answers: tuple[str, ...]) -> None:
    assert GroundTruth(answer).answers == answers


def test_without_a_gold_answer_nothing_is_right_and_the_verdict_is_open() -> None:
    report = SCORER.score(R1VL, GroundTruth((), FORMS))
    assert (report.accuracy, report.answer.verdict.verdict) == (0, "undecided")
    assert report.reward == pytest.approx(0.1 + 1)
    assert report.metrics()["undecided"] == 1


@pytest.mark.parametrize(
    ("completion", "text"),
    [
        pytest.param({"role": "assistant", "content": R1VL}, "6", id="a message"),
        pytest.param(
            [{"role": "user", "content": "12"}, {"role": "assistant", "content": R1VL}],
            "6",
            id="a chat",
        ),
        pytest.param([{"content": [{"type": "text", "text": R1VL}]}], "6", id="content parts"),
        pytest.param(
            [{"content": [{"type": "image"}, {"text": 7}, "7", {"text": R1VL}]}],
            "6",
            id="content parts, some without text",
        ),
        pytest.param(({"role": "model", "content": R1VL},), "6", id="a tuple, from a model"),
        pytest.param([7, "7", {"content": R1VL}], "6", id="a message among other things"),
        pytest.param([{"role": "user", "content": R1VL}], None, id="the user alone"),
        pytest.param([{"role": "assistant", "content": None}], None, id="a tool call"),
        pytest.param(None, None, id="nothing"),
        pytest.param([], None, id="an empty chat"),
        pytest.param({}, None, id="an empty message"),
        pytest.param({"content": 6}, None, id="a number for content"),
        pytest.param([R1VL], None, id="a list of texts"),
        pytest.param(R1VL.encode(), None, id="bytes"),
        pytest.param(6, None, id="a number"),
        pytest.param(object(), None, id="an object"),
        pytest.param(range(10**12), None, id="a sequence that nobody could go through"),
        pytest.param(iter([{"content": R1VL}]), None, id="an iterator"),
    ],
)
def test_completions_come_in_every_shape(completion: Any, text: str | None) -> None:
    report = SCORER.score(completion, TRUTH)
    assert report.answer.text == text
    assert (report.reward > 0) == (text is not None)


# Groups.


@pytest.mark.parametrize("rewards", [[], [2.1]])
def test_a_group_of_one_has_no_advantage(rewards: list[float]) -> None:
    assert advantages(rewards).tolist() == [0.0] * len(rewards)


def test_advantages_are_centred_and_divided_by_the_spread_of_n_minus_1() -> None:
    rewards = [2.1, 1.05, 0.0, 1.05]
    mean = sum(rewards) / 4
    spread = math.sqrt(sum((reward - mean) ** 2 for reward in rewards) / 3)
    expected = [(reward - mean) / (spread + EPSILON) for reward in rewards]
    assert advantages(rewards) == pytest.approx(expected)
    assert advantages(rewards, scale=None) == pytest.approx([r - mean for r in rewards])
    assert EPSILON == 1e-4  # R1-VL's trainer


def test_equal_rewards_have_no_advantage_though_their_mean_is_rounded() -> None:
    assert advantages([0.1] * 3) == pytest.approx([0, 0, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("rewards", "message"),
    [
        pytest.param(np.ones((2, 2)), r"got shape \(2, 2\)", id="several groups at once"),
        pytest.param([1.0, float("nan")], "reward 1 of the group is nan", id="no number"),
        pytest.param(["x"], "could not convert .*; give a list of numbers", id="a text"),
        pytest.param([SCORER.score("", TRUTH)], r"'Report'; .*\[report\.reward for", id="reports"),
    ],
)
def test_rewards_that_are_no_row_of_numbers_are_refused(rewards: Any, message: str) -> None:
    with pytest.raises(GroupError, match=message):
        advantages(rewards)


def test_another_way_to_scale_is_refused() -> None:
    with pytest.raises(GroupError, match=r"^scale 'none' is unknown"):
        advantages([1.0, 0.0], scale="none")  # type: ignore[arg-type]


def test_a_batch_needs_as_many_truths_as_completions() -> None:
    with pytest.raises(TruthError, match=r"^truths: 1 for 2 completions; give one for each$"):
        SCORER.score_batch([R1VL, R1VL], [TRUTH])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(
            lambda: SCORER.score_batch([R1VL], TRUTH),  # type: ignore[arg-type]
            "^truths: expected a list of truths, got one; use score_group$",
            id="a batch with one truth",
        ),
        pytest.param(
            lambda: SCORER.score_batch(R1VL, [TRUTH]),
            "^completions: expected a list of completions, got one; use score$",
            id="a batch that is one text",
        ),
        pytest.param(
            lambda: SCORER.score_group({"content": R1VL}, TRUTH),  # type: ignore[arg-type]
            "^completions: expected a list of completions, got one; use score$",
            id="a group that is one message",
        ),
        pytest.param(
            lambda: SCORER.score_group([R1VL] * 2, TRUTH, truncated=[True]),
            "^truncated: 1 values for 2 completions; give one for each, or one for all$",
            id="one truncated of two",
        ),
    ],
)
def test_what_stands_in_place_of_a_list_is_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TruthError, match=message):
        call()


def test_a_group_is_told_which_were_cut_off_and_what_the_prompt_wrote() -> None:
    one = SCORER.score(R1VL, TRUTH, truncated=True)
    other = SCORER.score(R1VL, TRUTH)
    assert SCORER.score_group([R1VL] * 2, TRUTH, truncated=[True, False]) == [one, other]
    assert SCORER.score_group([R1VL] * 2, TRUTH, truncated=True) == [one, one]
    assert SCORER.score_batch([R1VL], [TRUTH], truncated=[True]) == [one]
    rest = "Half of 12 is 12/2 = 6, as we see.\n<answer>6</answer>"
    begun = SCORER.score(rest, TRUTH, prefill="<think>\n")
    assert begun.validity > SCORER.score(rest, TRUTH).validity
    assert SCORER.score_group([rest], TRUTH, prefill="<think>\n") == [begun]
    assert SCORER.score_batch([rest], [TRUTH], prefill="<think>\n") == [begun]


@pytest.mark.parametrize(
    ("scorer", "shown"),
    [
        pytest.param(Scorer(), "Scorer('stepgrpo')", id="the default"),
        pytest.param(Scorer("paper"), "Scorer('paper')", id="a preset"),
        pytest.param(
            Scorer(ScorerConfig(alpha=0.2)), "Scorer(ScorerConfig(alpha=0.2))", id="one setting"
        ),
    ],
)
def test_a_scorer_shows_its_settings(scorer: Scorer, shown: str) -> None:
    assert repr(scorer) == shown


def test_a_report_shows_no_signature_but_keeps_it() -> None:
    report = SCORER.score(R1VL, TRUTH)
    assert "signature" not in repr(report)
    assert report.signature == SCORER.signature


def test_a_chat_is_parsed_as_it_is_scored() -> None:
    assert sr.parse([{"role": "assistant", "content": R1VL}]) == sr.parse(R1VL)
    assert sr.parse(None) == sr.parse("")


# In one line.


def test_one_line_gives_one_report() -> None:
    report = sr.score(R1VL, answer="6", key_steps=FORMS, question=QUESTION)
    assert report == SCORER.score(R1VL, GroundTruth("6", FORMS, QUESTION))
    assert sr.score(R1VL, answer="6", config="paper").signature == sr.Scorer("paper").signature


@pytest.mark.parametrize("name", sr.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(sr, name) is not None


def test_credits_say_why() -> None:
    report = SCORER.score(R1VL, TRUTH)
    assert [(credit.why, credit.reward) for credit in report.credits] == [
        ("the answer is right", 1.0),
        ("key step 0", 0.05),
        ("key step 1", 0.05),
        ("valid: description", 0.25),
        ("valid: rationale", 0.25),
        ("valid: steps", 0.25),
        ("valid: answer", 0.25),
    ]
    texts = [R1VL[slice(*credit.span)] for credit in report.credits]
    assert texts[0] == "6"
    assert "AD is a median" in texts[1]
    assert "12/2 = 6" in texts[2]


def test_what_is_unpaid_is_explained_all_the_same() -> None:
    report = SCORER.score(with_steps("12/2 = 7, I think.", answer=""), TRUTH)
    assert report.reward == 0
    assert report.credits == ()
    assert Violation("no_answer", "no final answer was found") in report.violations
    assert [found.is_match for found in report.matches] == [False, False]
