"""Refused lines, told by their reasons: one wrong field makes a million of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stepreward.records import Reject

_KEPT = 20  # reasons that are told apart


@dataclass(slots=True)
class Rejections:
    """How many lines were refused, and the first of each reason."""

    count: int = 0
    first: dict[tuple[str, str], Reject] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, reject: Reject) -> None:
        """Count a refused line under its file and reason."""
        self.count += 1
        key = (reject.file, reject.reason)
        if key in self.first:
            self.counts[key] += 1
        elif len(self.first) < _KEPT:
            self.first[key] = reject._replace(raw=b"")
            self.counts[key] = 1

    def sentences(self) -> Iterator[str]:
        """Name the first line of each reason, and how many there are like it."""
        for key, reject in self.first.items():
            alike = self.counts[key] - 1
            lines = "1 line" if alike == 1 else f"{alike:,} lines"
            yield f"{reject}" + (f" ({lines} more like it)" if alike else "")
        rest = self.count - sum(self.counts.values())
        if rest:
            yield f"and {rest:,} more for other reasons"
