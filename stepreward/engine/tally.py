"""What a run adds up to: sums and counts that merge, chunk after chunk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from stepreward.report import Report


@dataclass(slots=True)
class Tally:
    """Sums over scored completions; a missing answer counts as a wrong one, as in metrics()."""

    traces: int = 0
    with_key_steps: int = 0
    sums: dict[str, float] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)  # the verdicts, and "none"
    violations: Counter[str] = field(default_factory=Counter)  # traces that break each rule
    formats: Counter[str] = field(default_factory=Counter)

    def add(self, report: Report) -> None:
        """Count one report."""
        self.traces += 1
        self.with_key_steps += report.coverage is not None
        self._add_sums(report.metrics())
        self.answers["none" if report.accuracy is None else report.answer.verdict.verdict] += 1
        self.violations.update({violation.rule for violation in report.violations})
        self.formats[report.format] += 1

    def merge(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.traces += other.traces
        self.with_key_steps += other.with_key_steps
        self._add_sums(other.sums)
        self.answers.update(other.answers)
        self.violations.update(other.violations)
        self.formats.update(other.formats)

    def mean(self, metric: str) -> float | None:
        """Average one of a report's metrics, the coverage over traces with key steps only."""
        count = self.with_key_steps if metric == "coverage" else self.traces
        return self.sums[metric] / count if count else None

    def _add_sums(self, sums: Mapping[str, float]) -> None:
        for name, value in sums.items():
            self.sums[name] = self.sums.get(name, 0.0) + value
