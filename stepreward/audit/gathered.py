"""What an audit keeps while it reads: columns of numbers, tallies of key steps and of rules."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from stepreward.audit.measures import Bools, Floats, Ints
from stepreward.audit.rows import SAMPLE, UNDECIDED, VERDICTS, Gleaned, Row
from stepreward.engine import Rejections
from stepreward.trace import GroundTruth

_PLACES = 3  # lines that are named as examples
_DOUBTS = 5  # undecided answers that are shown
_MEASURED = frozenset(("reward", "step_rar", "accuracy", "coverage", "validity"))
RIGHT = VERDICTS.index("equal")


class Columns(NamedTuple):
    """The numbers of N traces; each is (N,)."""

    group: Ints  # 0 to G - 1
    label: Ints
    reward: Floats
    step_rar: Floats
    accuracy: Floats
    coverage: Floats
    validity: Floats
    verdict: Ints
    characters: Ints
    steps: Ints

    @property
    def has_label(self) -> Bools:
        """Tell which traces somebody labelled."""
        return np.asarray(self.label >= 0)

    @property
    def is_paid_as_right(self) -> Bools:
        """Tell which traces the judge found right."""
        return np.asarray(self.verdict == RIGHT)

    @property
    def is_known(self) -> Bools:
        """Tell which traces count as right or wrong: those with a label.

        Where there is not one label, those that the judge decided.
        """
        labelled = self.has_label
        return labelled if labelled.any() else np.asarray(self.verdict != UNDECIDED)

    @property
    def is_right(self) -> Bools:
        """Tell which traces are right: by their label, by the judge where there is none."""
        return np.where(self.has_label, self.label == 1, self.is_paid_as_right)


@dataclass(slots=True)
class KeyTally:
    """One key step of one question: how many traces were asked for it, and had it."""

    first: int  # the trace it was met in first
    text: str
    traces: int = 0
    matched: int = 0
    right: int = 0  # right traces among them


@dataclass(slots=True)
class RuleTally:
    """One rule that breaks validity: how many traces it stopped."""

    traces: int = 0
    right: int = 0
    first: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """What was read so far."""

    rejections: Rejections = field(default_factory=Rejections)
    signatures: Counter[str] = field(default_factory=Counter)
    keys: dict[tuple[int, int], KeyTally] = field(default_factory=dict)
    rules: dict[str, RuleTally] = field(default_factory=dict)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    truths: dict[int, GroundTruth] = field(default_factory=dict)
    _files: dict[str, int] = field(default_factory=dict)
    _groups: dict[tuple[int, int], int] = field(default_factory=dict)
    _file: array[int] = field(default_factory=lambda: array("l"))
    _line: array[int] = field(default_factory=lambda: array("q"))
    _numbers: dict[str, array[int] | array[float]] = field(
        default_factory=lambda: {
            name: array("d" if name in _MEASURED else "q") for name in Columns._fields
        }
    )

    @property
    def traces(self) -> int:
        """Count the traces."""
        return len(self._line)

    @property
    def files(self) -> tuple[str, ...]:
        """Name the files that hold a line."""
        return tuple(self._files)

    @property
    def groups(self) -> int:
        """Count the groups; one lies within a file."""
        return len(self._groups)

    def add(self, found: Gleaned) -> None:
        """Take a chunk."""
        file = self._files.setdefault(found.file, len(self._files))
        self.signatures.update(found.signatures)
        for reject in found.rejects:
            self.rejections.add(reject)
        for row in found.rows:
            self._add_tallies(row, found)
            self._add_numbers(row, file)
        self.truths |= found.truths
        for truth in sorted(self.truths)[SAMPLE:]:  # the same ones, whatever the order of lines
            del self.truths[truth]

    def columns(self) -> Columns:
        """Give the numbers as arrays."""
        return Columns._make(
            np.asarray(one, dtype=np.float64 if name in _MEASURED else np.int64)
            for name, one in self._numbers.items()
        )

    def place(self, trace: int) -> str:
        """Name the line of a trace, as FILE:LINE."""
        return f"{self.files[self._file[trace]]}:{self._line[trace]}"

    def places(self, traces: Bools | list[int]) -> tuple[str, ...]:
        """Name the first few lines of those that a mask, or a list of indices, picks."""
        picked = traces if isinstance(traces, list) else np.flatnonzero(traces).tolist()
        return tuple(dict.fromkeys(map(self.place, picked[: 4 * _PLACES])))[:_PLACES]

    def _add_tallies(self, row: Row, found: Gleaned) -> None:
        at = self.traces
        truth, label = row.place.truth, row.place.label
        is_right = label == 1 if label >= 0 else row.verdict == RIGHT
        texts = found.keys[truth]
        for key, is_match in enumerate(row.matched):
            tally = self.keys.get((truth, key))
            if tally is None:
                text = texts[key] if key < len(texts) else ""
                tally = self.keys[truth, key] = KeyTally(at, text)
            tally.traces += 1
            tally.matched += is_match
            tally.right += is_right
        for name in row.rules:
            rule = self.rules.setdefault(name, RuleTally())
            rule.traces += 1
            rule.right += is_right
            if len(rule.first) < _PLACES:
                rule.first.append(at)
        if row.doubt and len(self.doubts) < _DOUBTS:
            self.doubts.append((at, row.doubt))

    def _add_numbers(self, row: Row, file: int) -> None:
        place = row.place
        numbers = {
            "group": self._groups.setdefault((file, place.group), len(self._groups)),
            "label": place.label,
            "characters": place.characters,
        }
        for name, column in self._numbers.items():
            column.append(numbers[name] if name in numbers else getattr(row, name))
        self._file.append(file)
        self._line.append(place.line)


def keys_in_order(gathered: Gathered) -> Iterator[tuple[int, KeyTally]]:
    """List the key steps with their index, those of the most traces first."""
    ranked = sorted(gathered.keys.items(), key=lambda item: (-item[1].traces, item[1].first))
    for (_, key), tally in ranked:
        yield key, tally
