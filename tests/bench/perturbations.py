"""Measure whether coverage falls when a right trace is spoiled, and stays when it is only retold.

Run ``python -m tests.bench.perturbations`` from the repository's root.

Right traces of ``data/gsm8k``, ``data/multimodal`` and, where the corpora are there, of GSM8K's
model solutions and of ProcessBench; each with a coverage above 0. Each step that carries a
matched key step is perturbed by itself. A harmful perturbation should lower coverage, a neutral
one should leave it (by less than 0.01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import stepreward as sr
from tests.bench.corpora import ROOT, command, gsm8k, processbench, rows
from tests.bench.perturb import HARMFUL, NEUTRAL, Case, Perturbation
from tests.bench.tables import percent, print_table

SCORER = sr.Scorer()
SAMPLES = (
    ROOT / "data" / "gsm8k" / "sample.jsonl",
    ROOT / "data" / "multimodal" / "examples.jsonl",
)
MAX_TRACES = 300  # of a corpus that is not shipped


def main() -> None:
    """Print a table for each source of traces."""
    folder = command(__doc__).parse_args().corpora
    print_kinds("data/gsm8k and data/multimodal", list(samples()))
    if (folder / "gsm8k" / "model_solutions.dev.jsonl").is_file():
        print_kinds("GSM8K's model solutions", list(solutions(folder)))
    if (folder / "processbench" / "gsm8k.dev.jsonl").is_file():
        print_kinds("ProcessBench, sound traces", list(sound_traces(folder)))


def samples() -> Iterator[Case]:
    """Read the right traces that ship."""
    for path in SAMPLES:
        for row in rows(path):
            truth = sr.GroundTruth(row["answer"], row["key_steps"], row["question"])
            if row["is_correct"]:
                yield from cases([(row["completion"], truth)])


def solutions(folder: Path) -> Iterator[Case]:
    """Read right model solutions of GSM8K."""
    right = [one for one in gsm8k(folder) if one.is_right][:MAX_TRACES]
    return cases((o.completion, sr.GroundTruth(o.answer, o.keys, o.question)) for o in right)


def sound_traces(folder: Path) -> Iterator[Case]:
    """Read the traces in which humans found no error."""
    sound = [one for one in processbench(folder) if one.first_wrong is None]
    return cases((one.completion, sr.GroundTruth("0", one.keys, one.question)) for one in sound)


def cases(pairs: Iterable[tuple[str, sr.GroundTruth]]) -> Iterator[Case]:
    """Score traces, and keep those that cover something."""
    for text, truth in pairs:
        report = SCORER.score(text, truth)
        if report.coverage:
            yield Case(text, report, truth)


def print_kinds(title: str, found: Sequence[Case]) -> None:
    """Print how often each kind of perturbation does to coverage what it should."""
    lines = [_line(name, kind, found, is_harmful=True) for name, kind in HARMFUL.items()]
    lines += [_line(name, kind, found, is_harmful=False) for name, kind in NEUTRAL.items()]
    head = ["", "cases", "coverage falls", "stays", "mean change"]
    print_table(f"{title}: {len(found)} right traces", head, lines)


def changes(kind: Perturbation, found: Iterable[Case]) -> list[float]:
    """Give by how much each perturbation of a kind moves coverage."""
    return [
        (SCORER.score(text, case.truth).coverage or 0.0) - (case.report.coverage or 0.0)
        for case in found
        for text in kind(case)
    ]


def _line(name: str, kind: Perturbation, found: Sequence[Case], *, is_harmful: bool) -> list[str]:
    moved = changes(kind, found)
    falls = percent(sum(change < 0 for change in moved) / max(1, len(moved)))
    stays = percent(sum(abs(change) < 0.01 for change in moved) / max(1, len(moved)))
    mean = f"{sum(moved) / max(1, len(moved)):+.3f}"
    return [name, str(len(moved)), falls if is_harmful else "-", "-" if is_harmful else stays, mean]


if __name__ == "__main__":
    main()
