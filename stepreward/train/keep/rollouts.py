"""Rollouts kept for people: JSONL with reports, which ``stepreward explain`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from stepreward.records import REPORT_KEY
from stepreward.records.jsonl import write_row
from stepreward.report import Report
from stepreward.train.data.examples import Example
from stepreward.train.keep.whole import write_whole
from stepreward.train.model.rollouts import Rollouts

Kept = tuple[Sequence[Example], Rollouts, Sequence[Report]]


def keep_rollouts(path: Path, batches: Iterable[Kept]) -> None:
    """Write every rollout as a scored record, its prompt's id as the group."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for examples, rollouts, reports in batches:
        for row, report in enumerate(reports):
            record = record_of(examples[row // rollouts.group])
            record["completion"] = rollouts.texts[row]
            record["truncated"] = rollouts.truncated[row]
            lines.append(write_row({**record, REPORT_KEY: report.to_dict()}) + "\n")
    write_whole(path, "".join(lines))


def record_of(example: Example) -> dict[str, Any]:
    """Write an example as a record, without a completion."""
    truth = example.truth
    steps = [{"forms": list(key.forms), "section": key.section} for key in truth.key_steps]
    return {
        "id": example.id,
        "group": example.id,
        "question": example.question,
        "answer": list(truth.answers),
        "key_steps": steps,
        "image": [str(one) for one in example.images if isinstance(one, Path)],
    }
