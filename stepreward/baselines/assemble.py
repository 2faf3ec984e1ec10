"""Put the parts of a baseline's reward together to a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stepreward.answer import judge
from stepreward.answer.locate import locate
from stepreward.report import AnswerReport, Credit, Report, StepMatch, Verdict, Violation
from stepreward.trace import GroundTruth, KeyStep, Step
from stepreward.version import __version__

ALPHA = 0.1  # R1-VL Eq. 2


class Structure(NamedTuple):
    """What a baseline finds out about the form of a trace."""

    format: str = "raw"
    steps: tuple[Step, ...] = ()
    violations: tuple[Violation, ...] = ()
    validity: float = 0.0


RAW = Structure()


def signature_of(name: str, alpha: float, *versions: str) -> str:
    """Say which baseline this is, with all that can move its reward."""
    return ";".join((f"stepreward {__version__} baseline {name}", f"alpha={alpha!r}", *versions))


def judge_text(completion: str, truth: GroundTruth) -> AnswerReport:
    """Judge the answer that a text of any format ends on."""
    if not completion.strip():
        return AnswerReport(None, None, Verdict("different", "there is no answer"))
    stated = locate(completion)
    if truth.answers:
        verdict = judge(completion, truth.answers, truth.question)
    else:
        verdict = Verdict("undecided", "the ground truth has no answer")
    return AnswerReport(stated.text, (stated.start, stated.end), verdict)


def missed(number: int, key: KeyStep) -> StepMatch:
    """Say that no form of a key step was found."""
    return StepMatch(number, False, key.forms[0] if key.forms else "", None, None, "not found")


@dataclass(frozen=True, slots=True)
class Assembler:
    """Add up accuracy, alpha times coverage, and validity, each laid on the text that earned it.

    What no text in particular earned lies on the whole completion.
    """

    alpha: float
    signature: str

    def report(
        self,
        completion: str,
        answer: AnswerReport,
        matches: Sequence[StepMatch],
        structure: Structure = RAW,
    ) -> Report:
        """Fill the report of one completion."""
        accuracy = None if answer.text is None else float(answer.verdict.verdict == "equal")
        coverage = sum(m.is_match for m in matches) / len(matches) if matches else None
        step_rar = (accuracy or 0.0) + self.alpha * (coverage or 0.0)
        whole = (0, len(completion))
        parts = [
            Credit(answer.span or whole, accuracy or 0.0, "the answer is right"),
            *(
                Credit(match.span or whole, self.alpha / len(matches), f"key step {match.key}")
                for match in matches
                if match.is_match
            ),
            Credit(whole, structure.validity, "valid"),
        ]
        return Report(
            reward=step_rar + structure.validity,
            accuracy=accuracy,
            coverage=coverage,
            validity=structure.validity,
            step_rar=step_rar,
            step_rvr=structure.validity,
            answer=answer,
            format=structure.format,
            steps=structure.steps,
            matches=tuple(matches),
            violations=structure.violations,
            first_error=None,
            first_error_reason=None,
            credits=tuple(part for part in parts if part.reward),
            signature=self.signature,
        )
