"""One question with its truth, as every layout carries it; and the truth as one text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stepreward.convert.pictures import Picture
from stepreward.convert.prompts import Message
from stepreward.records import read_truth
from stepreward.records.jsonl import write_row
from stepreward.trace import GroundTruth, KeyStep

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


def answer_text(truth: GroundTruth) -> str:
    """Give the first accepted answer; nothing where there is none."""
    return truth.answers[0] if truth.answers else ""


def forms_of(truth: GroundTruth) -> list[list[str]]:
    """Give the key steps in normal form, a list of lists of texts that count alike."""
    return [list(key.forms) for key in truth.key_steps]


def key_steps_of(truth: GroundTruth) -> list[Any]:
    """Give the key steps in normal form; one that counts in one section alone says which."""
    return [_key_step(key) for key in truth.key_steps]


def _key_step(key: KeyStep) -> list[str] | dict[str, Any]:
    forms = list(key.forms)
    return forms if key.section is None else {"forms": forms, "section": key.section}


def is_plain(truth: GroundTruth) -> bool:
    """Tell whether one answer text and lists of texts say all of a truth."""
    return len(truth.answers) == 1 and all(key.section is None for key in truth.key_steps)


def truth_text(truth: GroundTruth) -> str:
    """Write a truth as one JSON text, for a framework that hands over one text.

    >>> truth_text(GroundTruth("6", ["12/2 = 6"], "Half of 12?"))
    '{"answer": "6", "key_steps": [["12/2 = 6"]], "question": "Half of 12?"}'
    """
    answer = truth.answers[0] if len(truth.answers) == 1 else list(truth.answers)
    row = {"answer": answer, "key_steps": key_steps_of(truth), "question": truth.question}
    return write_row(row)


def truth_of_text(text: object) -> GroundTruth | None:
    """Read such a text back; None where it is no such text, but an answer, say.

    Raises RecordError where it is one, and holds no truth.
    """
    if not isinstance(text, str) or not text.startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "answer" not in found:
        return None
    return read_truth({name: found.get(name) for name in ("answer", "key_steps", "question")})


def extra_text(carried: Mapping[str, Any]) -> str | None:
    """Write what is carried as one JSON text; None where there is nothing."""
    return write_row(carried) if carried else None


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
