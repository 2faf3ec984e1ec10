"""What scoring says: the reward, and the reasons for it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from stepreward.trace import Step

SCHEMA = 1
Span = tuple[int, int]
Judged = Literal["equal", "different", "undecided"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer is the gold answer, and why."""

    verdict: Judged
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """The final answer that was judged, where it stands, and the verdict."""

    text: str | None
    span: Span | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class StepMatch:
    """What became of one key step.

    ``key`` is its index in the ground truth. Where it matched: which ``form``, in which ``step``
    (0-based index into ``Report.steps``, None outside the steps), at which ``span`` of the
    completion. Where it missed: the text that came closest, and what differed.
    """

    key: int
    is_match: bool
    form: str
    step: int | None
    span: Span | None
    reason: str


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule of structure or logic; ``breaks`` tells whether it costs the validity."""

    rule: str
    detail: str
    step: int | None = None
    span: Span | None = None
    breaks: bool = True


@dataclass(frozen=True, slots=True)
class Credit:
    """One part of the reward, laid on the characters that earned it."""

    span: Span
    reward: float
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """The reward of one completion and everything that led to it.

    ``accuracy`` is 1, 0, or None where there is no answer; ``coverage`` (R1-VL's k) is None where
    the truth has no key steps. ``step_rar + step_rvr == reward``; ``credits`` sum to it as well.
    ``first_error`` is the 0-based index of the first step that goes wrong: by its own arithmetic,
    by that of the key steps, by an unknown that changes its value, or by a final answer that no
    step comes to; ``first_error_reason`` says how. Both are None where nothing is found.
    """

    reward: float
    accuracy: float | None
    coverage: float | None
    validity: float
    step_rar: float
    step_rvr: float
    answer: AnswerReport
    format: str
    steps: tuple[Step, ...]
    matches: tuple[StepMatch, ...]
    violations: tuple[Violation, ...]
    first_error: int | None
    first_error_reason: str | None
    credits: tuple[Credit, ...]
    signature: str = field(repr=False)  # long, and the same in every report of a run

    def metrics(self) -> dict[str, float]:
        """Give constant keys and plain floats, as loggers and reward managers want them.

        A missing coverage and a missing answer become 0; ``has_key_steps`` and ``has_answer``
        tell them from a true 0.
        """
        return {
            "reward": self.reward,
            "step_rar": self.step_rar,
            "step_rvr": self.step_rvr,
            "accuracy": self.accuracy or 0.0,
            "coverage": self.coverage or 0.0,
            "validity": self.validity,
            "has_answer": float(self.accuracy is not None),
            "has_key_steps": float(self.coverage is not None),
            "undecided": float(self.answer.verdict.verdict == "undecided"),
            "violations": float(len(self.violations)),
            "steps": float(len(self.steps)),
        }

    def token_rewards(self, offsets: Sequence[Span]) -> NDArray[np.float64]:
        """Lay the credits on tokens: each on the last token that touches its span.

        ``offsets`` are the character spans of T tokens, as ``token_offsets`` gives them.
        Returns (T,) float64; the sum is the reward where there is any token.
        """
        rewards = np.zeros(len(offsets), dtype=np.float64)  # (T,)
        if not len(offsets):
            return rewards
        starts = [start for start, _ in offsets]  # (T,)
        for credit in self.credits:
            rewards[token_of(credit.span, starts)] += credit.reward
        return rewards

    def to_dict(self) -> dict[str, Any]:
        """Give plain values under a fixed set of keys; ``schema`` names the version of that set."""
        return {
            "schema": SCHEMA,
            "reward": self.reward,
            "step_rar": self.step_rar,
            "step_rvr": self.step_rvr,
            "accuracy": self.accuracy,
            "coverage": self.coverage,
            "validity": self.validity,
            "answer": {
                "text": self.answer.text,
                "span": self.answer.span,
                "verdict": self.answer.verdict.verdict,
                "reason": self.answer.verdict.reason,
            },
            "format": self.format,
            "steps": [
                {"number": step.number, "span": (step.start, step.end)} for step in self.steps
            ],
            "matches": [_match_dict(match) for match in self.matches],
            "violations": [_violation_dict(violation) for violation in self.violations],
            "first_error": self.first_error,
            "first_error_reason": self.first_error_reason,
            "credits": [
                {"span": credit.span, "reward": credit.reward, "why": credit.why}
                for credit in self.credits
            ],
            "signature": self.signature,
        }

    def to_json(self) -> str:
        """Write one line of JSON, any text inside escaped."""
        return json.dumps(self.to_dict(), ensure_ascii=True, allow_nan=False)

    def _repr_html_(self) -> str:
        """Draw the report, as a notebook asks it to."""
        from stepreward.render import report_to_html  # the one arrow upwards, and a late one

        return report_to_html(self)


def token_of(span: Span, starts: Sequence[int]) -> int:
    """Find the last of T tokens that touches a span, by the characters that the tokens start at."""
    last = max(span[1] - 1, span[0])
    return max(bisect_right(starts, last) - 1, 0)


def _match_dict(match: StepMatch) -> dict[str, Any]:
    return {
        "key": match.key,
        "is_match": match.is_match,
        "form": match.form,
        "step": match.step,
        "span": match.span,
        "reason": match.reason,
    }


def _violation_dict(violation: Violation) -> dict[str, Any]:
    return {
        "rule": violation.rule,
        "detail": violation.detail,
        "step": violation.step,
        "span": violation.span,
        "breaks": violation.breaks,
    }
