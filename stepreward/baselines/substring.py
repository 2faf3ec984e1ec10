"""Coverage by raw substring: a key step counts wherever one of its forms stands literally."""

from __future__ import annotations

from stepreward.baselines.assemble import ALPHA, Assembler, judge_text, missed, signature_of
from stepreward.baselines.lowered import Lowered
from stepreward.report import Report, StepMatch
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth, KeyStep


class Substring:
    """Look for the forms of each key step anywhere in the completion, regardless of case.

    >>> report = Substring().score("120 eggs", GroundTruth("7", ["12", "120 EGGS", "12 eggs"]))
    >>> [match.is_match for match in report.matches]
    [True, True, False]
    """

    def __init__(self, *, alpha: float = ALPHA) -> None:
        self.signature = signature_of("substring", alpha)
        self._assembler = Assembler(alpha, self.signature)

    def score(self, completion: Completion, truth: GroundTruth) -> Report:
        """Score one completion; any completion gets a report."""
        text = completion_text(completion)
        lowered = Lowered(text, [(0, len(text))])
        matches = [_match(lowered, at, key) for at, key in enumerate(truth.key_steps)]
        return self._assembler.report(text, judge_text(text, truth), matches)


def _match(lowered: Lowered, number: int, key: KeyStep) -> StepMatch:
    found = lowered.find(key.forms)
    if found is None:
        return missed(number, key)
    return StepMatch(number, True, found.form, None, found.span, "found")
