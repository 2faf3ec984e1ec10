"""What must hold for every input: a verdict, a report that adds up, and no exception."""

from __future__ import annotations

import json
from math import isclose, isfinite
from time import thread_time

from stepreward import Report, Scorer, judge
from tests.fuzz.inputs import Input

VERDICTS = frozenset({"equal", "different", "undecided"})


def check(given: Input, scorer: Scorer) -> float:
    """Judge both ways and score; give the seconds that the slowest of the three calls worked."""
    begin = thread_time()
    verdict = judge(given.text, given.gold, given.truth.question)
    judged = thread_time()
    mirrored = judge(given.gold, given.text, given.truth.question)
    turned = thread_time()
    report = scorer.score(given.text, given.truth)
    scored = thread_time()
    assert verdict.verdict in VERDICTS, verdict
    assert verdict.verdict == mirrored.verdict, f"{verdict} one way, {mirrored} the other"
    check_report(report, given.text)
    return max(judged - begin, turned - judged, scored - turned)


def check_report(report: Report, text: str) -> None:
    """Check that the parts of a report add up and lie inside the completion."""
    total = sum(credit.reward for credit in report.credits)
    assert isclose(total, report.reward, abs_tol=1e-9), f"credits {total}, reward {report.reward}"
    parts = report.step_rar + report.step_rvr
    assert isclose(parts, report.reward, abs_tol=1e-9), f"terms {parts}, reward {report.reward}"
    for low, high in spans(report):
        assert 0 <= low <= high <= len(text), f"{low}:{high} in {len(text)} characters"
    assert all(isfinite(value) for value in report.metrics().values())
    assert json.loads(report.to_json())["reward"] == report.reward


def spans(report: Report) -> list[tuple[int, int]]:
    """List every span that a report names."""
    named = [report.answer.span, *(match.span for match in report.matches)]
    named += [violation.span for violation in report.violations]
    found = [span for span in named if span is not None]
    found += [credit.span for credit in report.credits]
    return found + [(step.start, step.end) for step in report.steps]
