"""The wiring diagram: completion and ground truth in, report out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple, Protocol, TypeAlias

import rapidfuzz
import regex

from stepreward.answer import judge
from stepreward.claims import read_claims
from stepreward.claims.parts import parts_of
from stepreward.compiled import compile_truth
from stepreward.config import PRESETS, ScorerConfig, preset
from stepreward.credit import before_error, coverage_of, credits_of, first_error_of
from stepreward.errors import SettingError, TruthError
from stepreward.formats import Format
from stepreward.match import (
    KeyMatch,
    Matching,
    Slip,
    conclusion_slip,
    match_keys,
)
from stepreward.match.worded import tells_work
from stepreward.parsing import TraceParser
from stepreward.policy import Policy
from stepreward.report import AnswerReport, Report, Span, StepMatch, Verdict, Violation
from stepreward.text import Folded, completion_text, fold
from stepreward.trace import Answer, GroundTruth, Step, Trace
from stepreward.validity import Case, violations
from stepreward.version import REWARDS, __version__

_MAX_ANSWERS = 8  # that are compared with one another

Completion: TypeAlias = str | Mapping[str, object] | Sequence[Mapping[str, object]] | None


class RewardModel(Protocol):
    """Whatever scores one completion: a Scorer, a baseline, or a class of your own."""

    def score(self, completion: Completion, truth: GroundTruth) -> Report:
        """Score a completion against its ground truth."""


class _Findings(NamedTuple):
    """What was found out about a trace, before it is paid for."""

    answer: Answer | None
    verdict: Verdict
    matches: tuple[KeyMatch, ...]
    violations: tuple[Violation, ...]
    error: Slip | None


class Scorer:
    r"""Score completions with R1-VL's StepRAR and StepRVR.

    ``config`` is a preset's name ("stepgrpo", the default, or "paper") or a ScorerConfig.

    >>> report = Scorer().score("12/2 = 6\n#### 6", GroundTruth("6", ["12/2 = 6"]))
    >>> report.accuracy, report.coverage
    (1.0, 1.0)
    """

    def __init__(self, config: str | ScorerConfig = "stepgrpo") -> None:
        if not isinstance(config, (str, ScorerConfig)):
            found = type(config).__name__
            raise SettingError(f"config: expected a preset's name or a ScorerConfig, got {found}")
        self.config = preset(config) if isinstance(config, str) else config
        formats = self.config.accepted_formats()
        self._formats: dict[str, Format] = {form.name: form for form in formats}
        self._parser = TraceParser(formats)
        self._guards = frozenset(map(str, self.config.guards))
        self.signature = (
            f"stepreward {__version__} rewards {REWARDS};rapidfuzz {rapidfuzz.__version__};"
            f"regex {regex.__version__};"
            f"{self.config.describe()}"
        )

    def __repr__(self) -> str:
        named = [name for name, settings in PRESETS.items() if settings == self.config]
        return f"Scorer({(named[0] if named else self.config)!r})"

    def score(
        self,
        completion: Completion,
        truth: GroundTruth,
        *,
        prefill: str = "",
        truncated: bool = False,
    ) -> Report:
        """Score one completion: text, or chat messages, of which the assistant's count.

        ``prefill`` is what the prompt already wrote of the completion ("<think>"); ``truncated``
        says that generation hit its limit. Any completion gets a report.
        """
        if not isinstance(truth, GroundTruth):
            raise TruthError(f"truth: expected a GroundTruth, got {type(truth).__name__}")
        text = completion_text(completion)
        folded = fold(
            text,
            with_special="special_tokens" not in self._guards,
            with_hidden="hidden_text" not in self._guards,
        )
        trace = self._parser.parse_plain(folded.text, prefill=prefill)
        compiled = compile_truth(truth)
        claims = read_claims(folded.text, parts_of(trace, folded.text), compiled.work.given)
        matching = match_keys(claims, compiled.wanted, compiled.known, self._guards, compiled.grams)
        case = Case(
            trace,
            folded.text,
            claims,
            self._formats.get(trace.format),
            question=truth.question,
            known=compiled.known,
            keys=compiled.work,
            found_at=[_place_of(match) for match in matching.matches],
            different_answers=_count_different(trace.answers, truth.question, self.config.policy),
            is_truncated=truncated,
            guards=self._guards,
            tells_work=partial(tells_work, claims, compiled.known),
        )
        return _relocated(self._paid(trace, self._findings(case, truth, matching)), folded)

    def score_batch(
        self,
        completions: Sequence[Completion],
        truths: Sequence[GroundTruth],
        *,
        prefill: str = "",
        truncated: bool | Sequence[bool] = False,
    ) -> list[Report]:
        """Score N completions, each against the truth of its own row.

        ``truncated`` is one value for all, or N. Raises TruthError where one thing stands in place
        of a list of N, or lists differ in length.
        """
        _require_list(completions)
        if isinstance(truths, GroundTruth):
            raise TruthError("truths: expected a list of truths, got one; use score_group")
        if len(truths) != len(completions):
            found = f"{len(truths)} for {len(completions)} completions"
            raise TruthError(f"truths: {found}; give one for each")
        flags = _one_each(truncated, len(completions))
        return [
            self.score(completion, truth, prefill=prefill, truncated=flag)
            for completion, truth, flag in zip(completions, truths, flags, strict=True)
        ]

    def score_group(
        self,
        completions: Sequence[Completion],
        truth: GroundTruth,
        *,
        prefill: str = "",
        truncated: bool | Sequence[bool] = False,
    ) -> list[Report]:
        """Score a group of G rollouts of one prompt; its key steps are compiled once.

        ``truncated`` is one value for all, or G. Raises TruthError where one completion stands in
        place of a list of them, or ``truncated`` is a list of another length.
        """
        _require_list(completions)
        flags = _one_each(truncated, len(completions))
        return [
            self.score(completion, truth, prefill=prefill, truncated=flag)
            for completion, flag in zip(completions, flags, strict=True)
        ]

    def _findings(self, case: Case, truth: GroundTruth, matching: Matching) -> _Findings:
        """Judge the answer, and collect what else is found out about a trace."""
        found = violations(case)
        answer, verdict = self._judge(case, found, truth)
        last = conclusion_slip(
            case.claims, case.trace.steps, case.trace.answer, case.known or frozenset()
        )
        error = first_error_of(matching, last)
        matches = matching.matches
        if self.config.prefix_credit:
            matches = before_error(matches, None if error is None else error.place.step)
        return _Findings(answer, verdict, matches, found, error)

    def _judge(
        self, case: Case, found: Sequence[Violation], truth: GroundTruth
    ) -> tuple[Answer | None, Verdict]:
        """Judge the final answer; several different ones are none."""
        answer = case.trace.answer
        if answer is None:
            return None, Verdict("different", "there is no answer")
        if case.is_truncated and answer.end >= len(case.text.rstrip()):
            return None, Verdict("different", "the answer was cut off")
        if any(violation.rule == "several_answers" for violation in found):
            return None, Verdict("different", "several different answers are none")
        if not truth.answers:
            return answer, Verdict("undecided", "the ground truth has no answer")
        return answer, judge(answer.text, truth.answers, truth.question, self.config.policy)

    def _paid(self, trace: Trace, found: _Findings) -> Report:
        """Pay for what was found, by Eq. 2 and 3; places are those of the plain text."""
        config, answer, matches = self.config, found.answer, found.matches
        accuracy = None if answer is None else float(found.verdict.verdict == "equal")
        validity = 0.0 if any(violation.breaks for violation in found.violations) else 1.0
        coverage = coverage_of(matches)
        pays_steps = answer is not None and coverage is not None
        span = None if answer is None else (answer.start, answer.end)
        for_answer = config.accuracy_reward * (accuracy or 0.0)
        step_rar = for_answer + (config.alpha * (coverage or 0.0) if pays_steps else 0.0)
        step_rvr = config.validity_reward * validity
        return Report(
            reward=step_rar + step_rvr,
            accuracy=accuracy,
            coverage=coverage,
            validity=validity,
            step_rar=step_rar,
            step_rvr=step_rvr,
            answer=AnswerReport(None if answer is None else answer.text, span, found.verdict),
            format=trace.format,
            steps=trace.steps,
            matches=tuple(_step_match(match) for match in matches),
            violations=found.violations,
            first_error=None if found.error is None else found.error.place.step,
            first_error_reason=None if found.error is None else found.error.reason,
            credits=credits_of(
                answer=span,
                accuracy=for_answer,
                matches=matches,
                per_key=config.alpha / len(matches) if pays_steps else 0.0,
                sections=trace.sections,
                steps=trace.steps,
                validity=step_rvr,
            ),
            signature=self.signature,
        )


def _require_list(completions: Sequence[Completion]) -> None:
    if isinstance(completions, (str, Mapping)):
        raise TruthError("completions: expected a list of completions, got one; use score")


def _one_each(truncated: bool | Sequence[bool], count: int) -> Sequence[bool]:
    if isinstance(truncated, bool):
        return (truncated,) * count
    if len(truncated) != count:
        found = f"{len(truncated)} values for {count} completions"
        raise TruthError(f"truncated: {found}; give one for each, or one for all")
    return truncated


def _place_of(match: KeyMatch) -> int | None:
    return match.place.start if match.is_match and match.place is not None else None


def _count_different(answers: Sequence[Answer], question: str | None, policy: Policy) -> int:
    """Count final answers that do not mean the same."""
    if len(answers) < 2:
        return len(answers)
    kept: list[str] = []
    for text in {" ".join(answer.text.lower().split()): answer.text for answer in answers}.values():
        if len(kept) >= _MAX_ANSWERS or not any(
            judge(text, other, question, policy).verdict == "equal" for other in kept
        ):
            kept.append(text)
    return len(kept)


def _step_match(match: KeyMatch) -> StepMatch:
    place = match.place
    return StepMatch(
        key=match.key,
        is_match=match.is_match,
        form=match.form,
        step=None if place is None else place.step,
        span=None if place is None else (place.start, place.end),
        reason=match.reason,
    )


def _relocated(report: Report, folded: Folded) -> Report:
    """Move every place from the plain text to the text that was given."""
    if folded.places is None:
        return report

    def moved(span: Span | None) -> Span | None:
        return None if span is None else folded.span(*span)

    return replace(
        report,
        answer=replace(report.answer, span=moved(report.answer.span)),
        steps=tuple(
            Step(step.number, step.text, *folded.span(step.start, step.end))
            for step in report.steps
        ),
        matches=tuple(replace(match, span=moved(match.span)) for match in report.matches),
        violations=tuple(replace(one, span=moved(one.span)) for one in report.violations),
        credits=tuple(replace(one, span=folded.span(*one.span)) for one in report.credits),
    )
