"""The rewards of R1-VL's published code as a reward model, quirks included."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from stepreward.baselines.assemble import ALPHA, Assembler, Structure, missed, signature_of
from stepreward.baselines.lowered import Lowered
from stepreward.baselines.published import (
    AnswerCheck,
    answer_span,
    steps_of,
    validity_violations,
)
from stepreward.report import AnswerReport, Report, StepMatch, Verdict, Violation
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth, Step


class R1VL:
    """Score as the published code does; needs the extra ``baselines`` (Math-Verify).

    Key steps that are narrowed to a section are not read, as there. Of several gold answers any
    one is accepted. A trace without an answer has accuracy 0 and still earns its key steps.
    """

    def __init__(self, *, alpha: float = ALPHA) -> None:
        self._check = AnswerCheck()
        self.signature = signature_of("r1-vl", alpha, f"math-verify {version('math-verify')}")
        self._assembler = Assembler(alpha, self.signature)

    def score(self, completion: Completion, truth: GroundTruth) -> Report:
        """Score one completion; any completion gets a report."""
        text = completion_text(completion)
        steps = steps_of(text)
        broken = validity_violations(text)
        validity = 0.0 if broken else 1.0
        return self._assembler.report(
            text,
            self._answer(text, truth),
            list(_matches(text, steps, truth)),
            Structure("r1-vl", steps, (*broken, *_unread(truth)), validity),
        )

    def _answer(self, text: str, truth: GroundTruth) -> AnswerReport:
        span = answer_span(text)
        stated = "" if span is None else text[slice(*span)].strip()
        if not truth.answers:
            verdict = Verdict("undecided", "the ground truth has no answer")
        else:
            verdict = self._check.judge(text, truth.answers)
        return AnswerReport(stated, span if stated else None, verdict)


def _matches(text: str, steps: tuple[Step, ...], truth: GroundTruth) -> Iterator[StepMatch]:
    lowered = Lowered(text, [(step.start, step.end) for step in steps])
    for number, key in enumerate(truth.key_steps):
        if key.section is None:
            found = lowered.find(key.forms)
            if found is None:
                yield missed(number, key)
            else:
                yield StepMatch(number, True, found.form, found.passage, found.span, "found")


def _unread(truth: GroundTruth) -> Iterator[Violation]:
    """Say which key steps the published code would not read, or that it would stop."""
    if not truth.key_steps:
        detail = "there are no key steps; where they are None, the published code stops"
        yield Violation("key_steps", detail, breaks=False)
    narrowed = sum(key.section is not None for key in truth.key_steps)
    if narrowed:
        detail = f"{narrowed} key steps of other sections are not read"
        yield Violation("key_steps", detail, breaks=False)
