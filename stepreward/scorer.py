"""The wiring diagram: completion and ground truth in, report out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeAlias

import rapidfuzz
import regex

from stepreward.algebra.tree import Number
from stepreward.answer import judge
from stepreward.claims import read_claims
from stepreward.claims.copies import Grams, grams_of, words_of
from stepreward.claims.density import numbers_of
from stepreward.config import ScorerConfig, preset
from stepreward.credit import before_error, coverage_of, credits_of, first_error_of
from stepreward.errors import TruthError
from stepreward.formats import Format
from stepreward.match import (
    CompiledKey,
    KeyMatch,
    Matching,
    Wanted,
    compile_key,
    match_keys,
    wanted_of,
)
from stepreward.parse import TraceParser
from stepreward.parse.spans import code_blocks
from stepreward.policy import Policy
from stepreward.report import AnswerReport, Report, StepMatch, Verdict, Violation
from stepreward.text import Folded, completion_text, fold
from stepreward.trace import Answer, GroundTruth, Section, Step, Trace
from stepreward.validity import Case, KeyWork, given_numbers, violations
from stepreward.version import REWARDS, __version__

_MAX_READ = 500  # steps that are read for key steps
_MAX_ANSWERS = 8  # that are compared with one another
_Part: TypeAlias = tuple[str, int | None, int, int]

Completion: TypeAlias = str | Mapping[str, object] | Sequence[Mapping[str, object]] | None


class RewardModel(Protocol):
    """Whatever scores one completion: a Scorer, a baseline, or a class of your own."""

    def score(self, completion: Completion, truth: GroundTruth) -> Report:
        """Score a completion against its ground truth."""


class _Truth(NamedTuple):
    """A ground truth, its key steps compiled and its question read."""

    wanted: tuple[Wanted, ...]
    known: frozenset[Number] | None
    grams: Grams
    work: KeyWork


@lru_cache(maxsize=512)
def _compile(truth: GroundTruth) -> _Truth:
    known = numbers_of(truth.question) if truth.question else None
    grams = grams_of(truth.question or "")
    keys = tuple(compile_key(key) for key in truth.key_steps)
    return _Truth(wanted_of(keys, known), known, grams, _work_of(truth, keys, known))


def _work_of(
    truth: GroundTruth, keys: tuple[CompiledKey, ...], known: frozenset[Number] | None
) -> KeyWork:
    """Collect what the key steps compute: the rules of substance ask a trace for no less."""
    firsts = [key.equations[0] for key in keys if key.equations and key.equations[0].computed]
    operations = tuple(
        (frozenset(side.operands), frozenset(form.equation.stated))
        for form in firsts
        for side in form.equation.sides
        if side.is_computed
    )
    numbers = frozenset().union(
        *(numbers_of(form) for key in truth.key_steps for form in key.forms)
    )
    results = frozenset().union(*(results for _, results in operations))
    return KeyWork(
        operations,
        is_arithmetic=0 < len(keys) <= 2 * len(firsts),
        is_numeric=any(
            side.is_computed and side.value is not None
            for form in firsts
            for side in form.equation.sides
        ),
        given=given_numbers(known, operations, numbers),
        starts=numbers - results,
        words=frozenset(
            word for key in truth.key_steps for form in key.forms for word in words_of(form)
        ),
    )


class Scorer:
    r"""Score completions with R1-VL's StepRAR and StepRVR.

    ``config`` is a preset's name ("stepgrpo", the default, or "paper") or a ScorerConfig.

    >>> report = Scorer().score("12/2 = 6\n#### 6", GroundTruth("6", ["12/2 = 6"]))
    >>> report.accuracy, report.coverage
    (1.0, 1.0)
    """

    def __init__(self, config: str | ScorerConfig = "stepgrpo") -> None:
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
        compiled = _compile(truth)
        claims = read_claims(folded.text, _passages(trace, folded.text), compiled.work.given)
        matching = match_keys(claims, compiled.wanted, compiled.known, self._guards, compiled.grams)
        case = Case(
            trace,
            folded.text,
            claims,
            self._formats.get(trace.format),
            question=truth.question,
            known=compiled.known,
            keys=compiled.work,
            different_answers=_count_different(trace.answers, truth.question, self.config.policy),
            is_truncated=truncated,
            guards=self._guards,
        )
        return self._report(folded, case, truth, matching)

    def score_batch(
        self, completions: Sequence[Completion], truths: Sequence[GroundTruth]
    ) -> list[Report]:
        """Score completions, each against the truth of its own row."""
        pairs = zip(completions, truths, strict=True)
        return [self.score(completion, truth) for completion, truth in pairs]

    def score_group(self, completions: Sequence[Completion], truth: GroundTruth) -> list[Report]:
        """Score a group of rollouts of one prompt; its key steps are compiled once.

        Raises TruthError where one completion stands in place of a list of them.
        """
        if isinstance(completions, (str, Mapping)):
            raise TruthError("completions: expected a list of completions, got one; use score")
        return [self.score(completion, truth) for completion in completions]

    def _report(self, folded: Folded, case: Case, truth: GroundTruth, matching: Matching) -> Report:
        config, trace = self.config, case.trace
        found = violations(case)
        validity = 0.0 if any(violation.breaks for violation in found) else 1.0
        answer, verdict = self._judge(case, found, truth)
        accuracy = None if answer is None else float(verdict.verdict == "equal")
        first_error = first_error_of(matching)
        matches = matching.matches
        if config.prefix_credit:
            matches = before_error(matches, first_error)
        coverage = coverage_of(matches)
        pays_steps = answer is not None and coverage is not None
        per_key = config.alpha / len(matches) if pays_steps else 0.0
        laid = credits_of(
            answer=None if answer is None else (answer.start, answer.end),
            accuracy=config.accuracy_reward * (accuracy or 0.0),
            matches=matches,
            per_key=per_key,
            sections=trace.sections,
            steps=trace.steps,
            validity=config.validity_reward * validity,
        )
        step_rar = config.accuracy_reward * (accuracy or 0.0)
        step_rar += config.alpha * (coverage or 0.0) if pays_steps else 0.0
        step_rvr = config.validity_reward * validity
        return Report(
            reward=step_rar + step_rvr,
            accuracy=accuracy,
            coverage=coverage,
            validity=validity,
            step_rar=step_rar,
            step_rvr=step_rvr,
            answer=AnswerReport(
                None if answer is None else answer.text,
                None if answer is None else folded.span(answer.start, answer.end),
                verdict,
            ),
            format=trace.format,
            steps=tuple(
                Step(step.number, step.text, *folded.span(step.start, step.end))
                for step in trace.steps
            ),
            matches=tuple(_step_match(match, folded) for match in matches),
            violations=tuple(
                Violation(v.rule, v.detail, v.step, v.span and folded.span(*v.span), v.breaks)
                for v in found
            ),
            first_error=first_error,
            credits=tuple(
                credit
                if folded.places is None
                else type(credit)(folded.span(*credit.span), credit.reward, credit.why)
                for credit in laid
            ),
            signature=self.signature,
        )

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


def _passages(trace: Trace, text: str) -> list[_Part]:
    """List what may hold key steps: the background sections and each step, not the answer.

    Code blocks are left out: what a program says, nobody asserts.
    """
    step_sections = {"steps"} | {s.name for s in trace.sections if _holds(s, trace.steps)}
    answers = {(answer.start, answer.end) for answer in trace.answers}
    parts: list[_Part] = [
        (section.name, None, section.start, section.end)
        for section in trace.sections
        if section.name not in step_sections
        and section.name != "answer"
        and (section.start, section.end) not in answers
    ]
    parts += [
        ("steps", at, step.start, step.end)
        for at, step in enumerate(trace.steps[:_MAX_READ])
        if step.start < step.end
    ]
    parts.sort(key=lambda part: part[2])
    blocked = code_blocks(text)
    return [rest for part in parts for rest in _around(part, blocked)] if blocked else parts


def _around(part: _Part, blocked: Sequence[tuple[int, int]]) -> Iterator[_Part]:
    """Cut code blocks out of a part."""
    section, step, start, end = part
    first = bisect_left(blocked, start, key=lambda span: span[1])
    for low, high in blocked[first:]:
        if low >= end:
            break
        if start < low:
            yield section, step, start, low
        start = max(start, high)
    if start < end:
        yield section, step, start, end


def _holds(section: Section, steps: Sequence[Step]) -> bool:
    return any(section.start <= step.start < section.end for step in steps)


def _step_match(match: KeyMatch, folded: Folded) -> StepMatch:
    place = match.place
    return StepMatch(
        key=match.key,
        is_match=match.is_match,
        form=match.form,
        step=None if place is None else place.step,
        span=None if place is None else folded.span(place.start, place.end),
        reason=match.reason,
    )
