"""Laws that hold for every completion: sums, spans, what may not depend on what."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepreward import GroundTruth, Report, Scorer, ScorerConfig
from stepreward.config import ALL_GUARDS, Guard
from stepreward.text import fold
from tests.scorer.strategies import ANY_COMPLETION, GRAMMAR_TEXT, KEY_STEPS, QUESTION, TRUTH
from tests.scorer.traces import HONEST, PAPER, R1VL, SCORER
from tests.scorer.traces import TRUTH as MEDIAN

SCORERS = {
    "stepgrpo": SCORER,
    "paper": PAPER,
    "prefix": Scorer(ScorerConfig(prefix_credit=True, alpha=0.3, validity_reward=0.5)),
    "one format": Scorer(ScorerConfig(formats=("r1-vl",))),
}
NO_KEYS = GroundTruth("21", None, QUESTION)
NO_ANSWER = GroundTruth((), KEY_STEPS)
ANY_SCORER = st.sampled_from(list(SCORERS.values()))
ANY_TRUTH = st.sampled_from([TRUTH, NO_KEYS, NO_ANSWER])
FEW = settings(max_examples=60)


def check_sums(report: Report) -> None:
    assert report.step_rar + report.step_rvr == report.reward
    assert math.fsum(credit.reward for credit in report.credits) == pytest.approx(report.reward)
    assert all(credit.reward > 0 for credit in report.credits)


def check_spans(report: Report, length: int) -> None:
    spans = [credit.span for credit in report.credits]
    spans += [found.span for found in report.matches if found.span is not None]
    spans += [broken.span for broken in report.violations if broken.span is not None]
    spans += [(step.start, step.end) for step in report.steps]
    if report.answer.span is not None:
        spans.append(report.answer.span)
    assert all(0 <= start <= end <= length for start, end in spans)
    starts = [step.start for step in report.steps]
    assert starts == sorted(starts)


@FEW
@given(ANY_COMPLETION, ANY_TRUTH, ANY_SCORER, st.booleans())
def test_any_text_gets_a_report_whose_credits_sum_to_its_reward(
    completion: str,
    truth: GroundTruth,
    scorer: Scorer,
    truncated: bool,
) -> None:
    report = scorer.score(completion, truth, truncated=truncated)
    check_sums(report)
    check_spans(report, len(completion))
    config = scorer.config
    most = config.accuracy_reward + config.alpha + config.validity_reward
    assert 0 <= report.reward <= most + 1e-9
    assert report.validity in (0, 1)
    assert report.first_error is None or 0 <= report.first_error < len(report.steps)
    assert [found.key for found in report.matches] == list(range(len(truth.key_steps)))


@FEW
@given(ANY_COMPLETION, ANY_TRUTH, st.integers(1, 9))
def test_the_rewards_of_tokens_sum_to_the_reward(
    completion: str, truth: GroundTruth, width: int
) -> None:
    report = SCORER.score(completion, truth)
    offsets = [(at, min(at + width, len(completion))) for at in range(0, len(completion), width)]
    rewards = report.token_rewards(offsets)
    assert rewards.shape == (len(offsets),)
    assert math.fsum(rewards) == pytest.approx(report.reward if offsets else 0)


def test_a_token_gets_the_credit_that_ends_in_it() -> None:
    report = SCORER.score(R1VL, MEDIAN)
    words = [(at, at + 1) for at in range(len(R1VL))]
    rewards = report.token_rewards(words)
    for credit in report.credits:
        assert rewards[credit.span[1] - 1] >= credit.reward
    assert (rewards != 0).sum() == len({credit.span[1] for credit in report.credits})


@FEW
@given(ANY_COMPLETION, st.sampled_from(["21", "22", "A", "", "no number at all"]))
def test_coverage_does_not_know_the_gold_answer(completion: str, answer: str) -> None:
    elsewhere = SCORER.score(completion, GroundTruth(answer, KEY_STEPS, QUESTION))
    report = SCORER.score(completion, TRUTH)
    assert elsewhere.coverage == report.coverage
    assert elsewhere.matches == report.matches
    assert elsewhere.first_error == report.first_error
    assert elsewhere.violations == report.violations


@pytest.mark.parametrize("name", HONEST)
def test_coverage_does_not_look_at_the_answer_section(name: str) -> None:
    completion = HONEST[name]
    whole = SCORER.score(completion, MEDIAN)
    assert whole.answer.span is not None
    start = whole.answer.span[0]
    header = max(completion.rfind(mark, 0, start + 1) for mark in ("\n", "<CONC", "<answer"))
    assert SCORER.score(completion[:header], MEDIAN).coverage == whole.coverage
    claimed = completion[:start] + "12/2 = 6 and AD is a median, so 6" + completion[start + 1 :]
    nothing = GroundTruth("6", [["12/3 = 4"], ["AE is a median"]])
    assert SCORER.score(claimed, nothing).coverage == 0


@FEW
@given(GRAMMAR_TEXT, st.sets(st.sampled_from(sorted(ALL_GUARDS))))
def test_a_scorer_with_any_guards_gives_a_report_that_adds_up(
    completion: str, guards: set[Guard]
) -> None:
    scorer = Scorer(ScorerConfig(guards=frozenset(guards)))
    check_sums(scorer.score(completion, TRUTH))


RULES = sorted(ALL_GUARDS - {"special_tokens", "hidden_text"})  # these two change what is read


@FEW
@given(GRAMMAR_TEXT, st.sampled_from(RULES))
def test_one_guard_more_never_makes_a_trace_valid(completion: str, guard: Guard) -> None:
    base: frozenset[Guard] = frozenset({"special_tokens", "hidden_text"})
    plain = Scorer(ScorerConfig(guards=base)).score(completion, TRUTH)
    guarded = Scorer(ScorerConfig(guards=base | {guard})).score(completion, TRUTH)
    assert guarded.validity <= plain.validity
    assert {broken.rule for broken in plain.violations} <= {
        broken.rule for broken in guarded.violations
    }


@FEW
@given(ANY_COMPLETION, ANY_TRUTH)
def test_metrics_and_json_have_fixed_keys(completion: str, truth: GroundTruth) -> None:
    report = SCORER.score(completion, truth)
    metrics = report.metrics()
    assert list(metrics) == list(SCORER.score("", NO_KEYS).metrics())
    assert all(type(value) is float and math.isfinite(value) for value in metrics.values())
    read = json.loads(report.to_json())
    assert list(read) == list(SCORER.score("", NO_KEYS).to_dict())
    assert report.to_json().isascii()
    assert read["reward"] == report.reward


@FEW
@given(ANY_COMPLETION)
def test_a_report_depends_on_nothing_but_its_arguments(completion: str) -> None:
    alone = SCORER.score(completion, TRUTH)
    assert SCORER.score_group([completion, R1VL, completion], TRUTH)[::2] == [alone, alone]
    assert SCORER.score_batch([R1VL, completion], [MEDIAN, TRUTH])[1] == alone
    message = {"role": "assistant", "content": completion}
    assert SCORER.score([message], TRUTH) == alone
    assert hash(alone.steps) == hash(SCORER.score(message, TRUTH).steps)


@given(st.text(st.sampled_from("a1 \n’“×–—︲６−²é中\u00a0\u200bſ①﹘"), min_size=1, max_size=20))
def test_signs_fold_alike_whether_they_are_few_or_many(text: str) -> None:
    assert fold(text * 100).text == fold(text).text * 100
