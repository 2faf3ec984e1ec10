"""Read the labelled corpora that the benchmarks measure on.

They are looked for in the folder that the environment variable STEPREWARD_CORPORA names, and
beside the checkout in ``shared/data``. GSM8K falls back on the sample that ships in ``data/``.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_CALCULATION = re.compile(r"<<([^>]*)>>")


@dataclass(frozen=True, slots=True)
class Solution:
    """A model's solution of a word problem, with the gold solution's equations as key steps."""

    question: str
    answer: str
    keys: tuple[str, ...]
    completion: str
    is_right: bool
    model: str


@dataclass(frozen=True, slots=True)
class LabelledTrace:
    """A trace whose first wrong step a human labelled; None where every step is sound."""

    question: str
    keys: tuple[str, ...]
    steps: tuple[str, ...]
    first_wrong: int | None

    @property
    def completion(self) -> str:
        """The steps, a blank line between them."""
        return "\n\n".join(self.steps)


def find(name: str) -> Path | None:
    """Find a corpus file by its path inside the corpora folder."""
    named = os.environ.get("STEPREWARD_CORPORA")
    folders = [Path(named)] if named else [ROOT.parent / "shared" / "data"]
    places = [folder / name for folder in folders]
    return next((place for place in places if place.is_file()), None)


def need(name: str) -> Path:
    """Find a corpus file, or say how to name its folder and stop."""
    place = find(name)
    if place is None:
        sys.exit(f"{name}: not found; set STEPREWARD_CORPORA to the folder that holds it")
    return place


def rows(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@lru_cache(maxsize=1)
def gsm8k() -> tuple[Solution, ...]:
    """Read model solutions of GSM8K; the sample in ``data/`` where the corpus is absent."""
    path = find("gsm8k/model_solutions.dev.jsonl") or ROOT / "data" / "gsm8k" / "sample.jsonl"
    return tuple(
        Solution(
            question=row["question"],
            answer=row["answer"],
            keys=tuple(row["reference_calculations"]),
            completion=row["completion"],
            is_right=row["is_correct"],
            model=row["model"],
        )
        for row in rows(path)
    )


@lru_cache(maxsize=1)
def processbench() -> tuple[LabelledTrace, ...]:
    """Read ProcessBench's GSM8K part."""
    return tuple(
        LabelledTrace(
            question=row["problem"],
            keys=tuple(_CALCULATION.findall(row["gold_solution"])),
            steps=tuple(row["steps"]),
            first_wrong=None if row["label"] == -1 else row["label"],
        )
        for row in rows(need("processbench/gsm8k.dev.jsonl"))
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
    steps = "\n\n".join(f"### Step {at}:\n{line}" for at, line in enumerate(body, start=1))
    return (
        "### Image Description:\nA word problem in a picture.\n\n"
        "### Rationales:\nWe combine the quantities that the question names.\n\n"
        f"### Let's think step by step.\n\n{steps}\n\n### The final answer is: {answer}"
    )
