"""Measure matching on the hand-written rows of data/matching, beside two simpler rules.

Run ``python -m tests.bench.matching`` from the repository's root; ``--failures`` lists the rows
that the matcher gets wrong.

A row is a key step, a step of a trace, and whether the step states the key step. The rules:
ours; a form of the key step stands literally in the step, as in R1-VL; and the best
``rapidfuzz.fuzz.partial_ratio`` of a form reaches a threshold. Two thresholds are shown, chosen on
these very rows, which flatters them: the one that is right most often, and the highest one that
finds 90 % of what counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

import stepreward as sr
from stepreward.baselines import Substring
from tests.bench.corpora import ROOT, rows
from tests.bench.measures import Tally
from tests.bench.tables import percent, print_table

FOLDER = ROOT / "data" / "matching"


@dataclass(frozen=True, slots=True)
class Row:
    """A key step, a step, and whether the one is stated in the other."""

    id: str
    key_step: tuple[str, ...]
    step: str
    question: str | None
    counts: bool
    category: str
    note: str

    @property
    def truth(self) -> sr.GroundTruth:
        """The key step as a ground truth with any answer."""
        return sr.GroundTruth("0", [list(self.key_step)], self.question)

    @property
    def trace(self) -> str:
        """The step as a trace of its own in R1-VL's format."""
        return f"### Step 1:\n{self.step}\n\n### The final answer is: 0"


def read_rows(folder: Path = FOLDER) -> dict[str, list[Row]]:
    """Read every file of labelled rows, by its name."""
    return {
        path.stem: [Row(**{**row, "key_step": tuple(row["key_step"])}) for row in rows(path)]
        for path in sorted(folder.glob("*.jsonl"))
    }


def matched(model: sr.RewardModel, row: Row) -> sr.StepMatch:
    """Match the row's key step against its step, as a scorer does it in a trace."""
    return model.score(row.trace, row.truth).matches[0]


def tally(said: Sequence[bool], labelled: Sequence[Row]) -> Tally:
    """Count what a rule said against the labels."""
    counted = Tally()
    for is_match, row in zip(said, labelled, strict=True):
        counted.add(said=is_match, label=row.counts)
    return counted


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--failures", action="store_true", help="list what the matcher gets wrong")
    options = parser.parse_args()
    files = read_rows()
    everything = [row for listed in files.values() for row in listed]
    rules = _verdicts(everything)
    files["all"] = everything
    print_table(
        f"Does the step state the key step? {len(everything)} rows; P precision, R recall",
        ["file", "rows", *(f"{name} {figure}" for name in rules for figure in "PR")],
        [_line(name, listed, rules) for name, listed in files.items()],
    )
    if options.failures:
        print_failures(everything)


def _verdicts(everything: Sequence[Row]) -> dict[str, dict[str, bool]]:
    """Let every rule speak on every row, by the row's id."""
    ours, substring = sr.Scorer(), Substring()
    ratios = {row.id: _ratio(row) for row in everything}
    best = max(range(40, 101), key=lambda at: _counted(ratios, at, everything).right)
    wide = next(at for at in range(100, 0, -1) if _counted(ratios, at, everything).recall >= 0.9)
    return {
        "ours": {row.id: matched(ours, row).is_match for row in everything},
        "substring": {row.id: matched(substring, row).is_match for row in everything},
        f"ratio≥{best}": {name: ratio >= best for name, ratio in ratios.items()},
        f"ratio≥{wide}": {name: ratio >= wide for name, ratio in ratios.items()},
    }


def _ratio(row: Row) -> float:
    return max(fuzz.partial_ratio(form.casefold(), row.step.casefold()) for form in row.key_step)


def _counted(ratios: dict[str, float], cut: int, everything: Sequence[Row]) -> Tally:
    return tally([ratios[row.id] >= cut for row in everything], everything)


def _line(name: str, listed: Sequence[Row], rules: dict[str, dict[str, bool]]) -> list[str]:
    cells = [name, str(len(listed))]
    for said in rules.values():
        counted = tally([said[row.id] for row in listed], listed)
        cells += [percent(counted.precision), percent(counted.recall)]
    return cells


def print_failures(everything: Sequence[Row]) -> None:
    """Print each row that the matcher gets wrong, with its reason."""
    scorer = sr.Scorer()
    for row in everything:
        match = matched(scorer, row)
        if match.is_match != row.counts:
            kind = "missed" if row.counts else "wrongly matched"
            print(f"\n{row.id} ({row.category}, {row.note}): {kind}: {match.reason}")
            print(f"  key step: {' | '.join(row.key_step)}\n  step: {row.step}")


if __name__ == "__main__":
    main()
