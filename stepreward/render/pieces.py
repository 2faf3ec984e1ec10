"""A completion cut into pieces that do not overlap, each with everything a report says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from stepreward.report import Report

Kind = Literal["section", "header", "step", "key", "near", "answer", "violation", "error", "credit"]


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """One thing that is said of some text, by a report or by the trace's own headings.

    ``index`` is that of the section or the step, of the key step that matched (``key``) or nearly
    did (``near``), of the violation or the credit; a ``header`` has its section's, the answer 0,
    the first error its step's.
    """

    kind: Kind
    index: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text with its labels; ``start:end`` slices it out of the completion.

    It is verbatim unless it was read from there with some signs taken out.
    """

    text: str
    start: int
    end: int
    labels: tuple[Label, ...] = ()

    @property
    def is_verbatim(self) -> bool:
        """Tell whether the text is what stands there, character by character."""
        return len(self.text) == self.end - self.start

    def indices(self, kind: Kind) -> list[int]:
        """List the indices of the labels of one kind."""
        return [label.index for label in self.labels if label.kind == kind]


Labelled = tuple[int, int, Label]


def label_report(report: Report) -> Iterator[Labelled]:
    """List what a report says of which characters, as start, end and label."""
    for at, step in enumerate(report.steps):
        yield step.start, step.end, Label("step", at)
        if at == report.first_error:
            yield step.start, step.end, Label("error", at)
    for match in report.matches:
        if match.span is not None:
            yield *match.span, Label("key" if match.is_match else "near", match.key)
    if report.answer.span is not None:
        yield *report.answer.span, Label("answer")
    for at, violation in enumerate(report.violations):
        if violation.span is not None:
            yield *violation.span, Label("violation", at)


def pieces(text: str, labelled: Iterable[Labelled]) -> tuple[Piece, ...]:
    """Cut a text wherever a label begins or ends; the pieces joined are the text again.

    >>> [(p.text, p.indices("key")) for p in pieces("6*4 = 24", [(6, 8, Label("key", 2))])]
    [('6*4 = ', []), ('24', [2])]
    """
    begins: dict[int, list[Label]] = {}
    ends: dict[int, list[Label]] = {}
    for start, end, label in labelled:
        low, high = max(start, 0), min(end, len(text))
        if low < high:
            begins.setdefault(low, []).append(label)
            ends.setdefault(high, []).append(label)
    cuts = sorted({0, len(text), *begins, *ends})
    open_labels: dict[Label, int] = {}
    found: list[Piece] = []
    for low, high in pairwise(cuts):
        for label in ends.get(low, ()):
            open_labels[label] -= 1
            if not open_labels[label]:
                del open_labels[label]
        for label in begins.get(low, ()):
            open_labels[label] = open_labels.get(label, 0) + 1
        found.append(Piece(text[low:high], low, high, tuple(sorted(open_labels))))
    return tuple(found)
