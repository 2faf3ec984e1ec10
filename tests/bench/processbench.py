"""Measure coverage and ``first_error`` against human labels, on ProcessBench's GSM8K part.

Run ``python -m tests.bench.processbench`` from the repository's root.

A human labelled the first wrong step of each trace; a trace without one is sound. Key steps are the
equations of GSM8K's gold solution without the last one; the answer is a dummy. The 95 %
intervals draw whole traces with replacement, the same ones for both sides of a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import stepreward as sr
from stepreward.baselines import Substring, ValuesInOrder
from tests.bench.corpora import LabelledTrace, command, processbench
from tests.bench.measures import auc, bootstrap
from tests.bench.tables import percent, print_table

DUMMY = "0"
SCORER = sr.Scorer()
MODELS: dict[str, sr.RewardModel] = {
    "ours": SCORER,
    "values in order": ValuesInOrder(),
    "substring": Substring(),
}


class Coverages(NamedTuple):
    """What each model covers of one trace, and whether the trace is sound."""

    by_model: dict[str, float]
    is_sound: bool


def main() -> None:
    """Print the tables."""
    traces = processbench(command(__doc__).parse_args().corpora)
    print_auc([_coverages(trace) for trace in traces if len(trace.keys) > 1])
    print_first_errors(traces)


def _coverages(trace: LabelledTrace) -> Coverages:
    truth = _truth(trace)
    found = {name: model.score(trace.completion, truth) for name, model in MODELS.items()}
    return Coverages(
        {name: report.coverage or 0.0 for name, report in found.items()},
        trace.first_wrong is None,
    )


def _truth(trace: LabelledTrace) -> sr.GroundTruth:
    return sr.GroundTruth(DUMMY, trace.keys[:-1], trace.question)


def print_auc(rows: Sequence[Coverages]) -> None:
    """Print each model's AUC of coverage, and by how much ours is better."""
    lines = [_line(name, rows) for name in MODELS]
    print_table(
        f"ProcessBench: coverage of {len(rows)} traces, sound against unsound",
        ["", "AUC", "95 % interval", "ours is better by (95 % interval)"],
        lines,
    )


def _line(name: str, rows: Sequence[Coverages]) -> list[str]:
    def gain(drawn: Sequence[Coverages]) -> float:
        return _auc(drawn, "ours") - _auc(drawn, name)

    low, high = bootstrap(rows, lambda drawn: _auc(drawn, name))
    least, most = bootstrap(rows, gain)
    ahead = f"{gain(rows):+.3f} ({least:+.3f} to {most:+.3f})" if name != "ours" else "-"
    return [name, f"{_auc(rows, name):.3f}", f"{low:.3f} to {high:.3f}", ahead]


def _auc(rows: Sequence[Coverages], model: str) -> float:
    return auc([row.by_model[model] for row in rows], [row.is_sound for row in rows])


def print_first_errors(traces: Sequence[LabelledTrace]) -> None:
    """Print how often ``first_error`` speaks, and how often it is right."""
    pairs = [(_first_error(trace), trace.first_wrong) for trace in traces]
    unsound = [(said, label) for said, label in pairs if label is not None]
    sound = [said for said, label in pairs if label is None]
    spoke = [(said, label) for said, label in unsound if said is not None]
    everywhere = [said for said, _ in pairs if said is not None]
    in_time = sum(label <= said for said, label in spoke)
    exact = sum(label == said for said, label in spoke)
    silent = sum(said is None for said in sound)
    print_table(
        f"first_error on {len(unsound)} unsound and {len(sound)} sound traces",
        ["", "traces", "share"],
        [
            ["names a step, of the unsound", *_share(len(spoke), len(unsound))],
            ["error there or before, of all it names", *_share(in_time, len(everywhere))],
            ["the very step, of all it names", *_share(exact, len(everywhere))],
            ["silent, of the sound", *_share(silent, len(sound))],
        ],
    )


def _share(part: int, whole: int) -> tuple[str, str]:
    return f"{part} of {whole}", percent(part / max(1, whole))


def _first_error(trace: LabelledTrace) -> int | None:
    """Find the index, among the trace's own steps, of the step that ``first_error`` names."""
    report = SCORER.score(trace.completion, _truth(trace))
    if report.first_error is None:
        return None
    place = report.steps[report.first_error].start
    index = 0
    for at, step in enumerate(trace.steps):
        if place < 0:
            break
        index = at
        place -= len(step) + 2  # the blank line between steps
    return index


if __name__ == "__main__":
    main()
