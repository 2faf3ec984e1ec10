"""One question with its truth, as every layout carries it; and the truth as one text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stepreward.convert.prompts import Message
from stepreward.records import NAMES, read_label, written_key
from stepreward.records.jsonl import write_row
from stepreward.records.pictures import Picture
from stepreward.trace import GroundTruth

EXTRA = "extra"  # where fields without a place of their own are carried, as JSON text


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked, and what is right.

    ``answer`` is the gold answer as the data wrote it. The policy is shown ``instruction`` and the
    question, or ``prompt`` where the data has one that is more than these two.
    """

    truth: GroundTruth
    answer: Any
    instruction: str | None = None
    prompt: tuple[Message, ...] = ()
    images: tuple[Picture, ...] = ()
    carried: Mapping[str, Any] = field(default_factory=dict)


def forms_of(truth: GroundTruth) -> list[list[str]]:
    """Give the key steps in normal form, a list of lists of texts that count alike."""
    return [list(key.forms) for key in truth.key_steps]


def key_steps_of(truth: GroundTruth) -> list[Any]:
    """Give the key steps in normal form; one that counts in one section alone says which."""
    return [written_key(key) for key in truth.key_steps]


def is_plain(truth: GroundTruth) -> bool:
    """Tell whether one answer text and lists of texts say all of a truth."""
    is_one = len(truth.answers) == 1 and read_label(truth.answers[0]) is None
    return is_one and all(key.section is None for key in truth.key_steps)


def truth_text(truth: GroundTruth, prefill: str | None = None) -> str:
    """Write a truth as one JSON text, a label: our rewards take one wherever an answer stands.

    >>> truth_text(GroundTruth("6", ["12/2 = 6"], "Half of 12?"))
    '{"answer": "6", "key_steps": [["12/2 = 6"]], "question": "Half of 12?"}'
    """
    answer = truth.answers[0] if len(truth.answers) == 1 else list(truth.answers)
    row = {"answer": answer, "key_steps": key_steps_of(truth), "question": truth.question}
    return write_row(row if prefill is None else {**row, "prefill": prefill})


def is_label(answer: object) -> bool:
    """Tell a label from an answer."""
    return read_label(answer) is not None


def with_label(row: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what a label in the place of the answer says over the row that it stands in."""
    label = read_label(row.get("answer")) or {}
    roles = ("answer", "key_steps", "question", "prefill")
    said = {
        role: next((label[name] for name in NAMES[role] if label.get(name) is not None), None)
        for role in roles
        if any(name in label for name in NAMES[role])
    }
    return {**row, **said}


def extra_text(carried: Mapping[str, Any]) -> str | None:
    """Write what is carried as one JSON text; None where there is nothing."""
    return write_row(carried) if carried else None


def beside(rest: dict[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """Put what was made beside what is carried, which keeps its names."""
    return {(f"{name}_made" if name in rest else name): one for name, one in made.items()} | rest


def unfolded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Take what stands under ``extra`` as JSON text out again, where its name is free."""
    held = row.get(EXTRA)
    if not isinstance(held, str) or not held.startswith("{"):
        return dict(row)
    try:
        found = json.loads(held)
    except (ValueError, RecursionError):
        return dict(row)
    rest = {name: value for name, value in row.items() if name != EXTRA}
    kept = {name: value for name, value in found.items() if name in rest}
    free = {name: value for name, value in found.items() if name not in rest}
    if kept:
        free[EXTRA] = write_row(kept)
    return rest | free
