"""Read the labelled corpora that the benchmarks measure on.

They are not shipped with the package; each command takes their folder as ``--corpora``. GSM8K
falls back on the sample that ships in ``data/``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path("../shared/data")  # seen from the root of the repository
PROCESSBENCH = Path("processbench") / "gsm8k.dev.jsonl"
_CALCULATION = re.compile(r"<<([^>]*)>>")


@dataclass(frozen=True, slots=True)
class Solution:
    """A model's solution of a word problem, with the gold solution and its equations."""

    question: str
    answer: str
    reference: str
    keys: tuple[str, ...]
    completion: str
    is_right: bool
    model: str


@dataclass(frozen=True, slots=True)
class LabelledTrace:
    """A trace whose first wrong step a human labelled; None where every step is sound."""

    question: str
    reference: str
    keys: tuple[str, ...]
    steps: tuple[str, ...]
    first_wrong: int | None

    @property
    def completion(self) -> str:
        """The steps, a blank line between them."""
        return "\n\n".join(self.steps)


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """A gold answer and a candidate (a bare answer or a completion), labelled equal or not."""

    gold: str
    candidate: str
    is_equal: bool
    tier: str
    is_bare: bool


def command(description: str | None) -> argparse.ArgumentParser:
    """Begin a benchmark's command line: its description and the folder of the corpora."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpora",
        type=Path,
        default=CORPORA,
        metavar="FOLDER",
        help=f"the corpora that are not shipped (default: {CORPORA})",
    )
    return parser


def need(path: Path) -> Path:
    """Give a corpus file back, or say in one sentence that it is missing and stop."""
    if not path.is_file():
        sys.exit(missing(path))
    return path


def missing(path: Path) -> str:
    """Say in one sentence that a corpus is missing, and how to name it."""
    return f"{path}: not found; it is not shipped: name the folder of the corpora with --corpora"


def rows(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@lru_cache(maxsize=1)
def gsm8k(folder: Path = CORPORA) -> tuple[Solution, ...]:
    """Read model solutions of GSM8K; the sample in ``data/`` where the corpus is absent."""
    path = folder / "gsm8k" / "model_solutions.dev.jsonl"
    if not path.is_file():
        print(f"{missing(path)}. Measured on the 48 traces of data/gsm8k instead.", file=sys.stderr)
        path = ROOT / "data" / "gsm8k" / "sample.jsonl"
    return tuple(
        Solution(
            question=row["question"],
            answer=row["answer"],
            reference=row["reference"],
            keys=tuple(row["reference_calculations"]),
            completion=row["completion"],
            is_right=row["is_correct"],
            model=row["model"],
        )
        for row in rows(path)
    )


@lru_cache(maxsize=1)
def processbench(folder: Path = CORPORA) -> tuple[LabelledTrace, ...]:
    """Read ProcessBench's GSM8K part."""
    return tuple(
        LabelledTrace(
            question=row["problem"],
            reference=_CALCULATION.sub("", row["gold_solution"]),
            keys=tuple(_CALCULATION.findall(row["gold_solution"])),
            steps=tuple(row["steps"]),
            first_wrong=None if row["label"] == -1 else row["label"],
        )
        for row in rows(need(folder / PROCESSBENCH))
    )


def equivalence(folder: Path = CORPORA) -> tuple[AnswerPair, ...]:
    """Read the labelled pairs of answers; none where the corpus is absent."""
    path = folder / "equivalence" / "dev.jsonl"
    if not path.is_file():
        print(missing(path), file=sys.stderr)
        return ()
    return tuple(
        AnswerPair(row["gold"], row["pred"], row["equal"], row["tier"], row["kind"] == "answer")
        for row in rows(path)
    )


def as_r1vl(solution: Solution) -> str:
    """Put a plain solution into R1-VL's sections: each line a step, the last one the answer."""
    body = []
    answer = ""
    for line in solution.completion.split("\n"):
        if line.startswith("A:"):
            answer = line[2:].strip()
        elif line.strip():
            body.append(line)
    return r1vl_trace(body, answer)


def r1vl_trace(
    steps: list[str],
    answer: str,
    rationale: str = "We combine the quantities that the question names.",
) -> str:
    """Write steps and an answer in R1-VL's sections."""
    numbered = "\n\n".join(f"### Step {at}:\n{step}" for at, step in enumerate(steps, start=1))
    return (
        "### Image Description:\nA word problem in a picture.\n\n"
        f"### Rationales:\n{rationale}\n\n"
        f"### Let's think step by step.\n\n{numbered}\n\n### The final answer is: {answer}"
    )
