"""Records to make pages of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stepreward.page import make_page, write_page

ROOT = Path(__file__).parents[2]
GSM8K = ROOT / "data" / "gsm8k" / "sample.jsonl"
CHARTS = ROOT / "data" / "multimodal" / "examples.jsonl"

QUESTION = "A shop packs 24 eggs into boxes of 4. How many boxes are that, with one to spare?"
RIGHT = "There are 24/4 = 6 boxes in all.\nWith one to spare that makes 6 + 1 = 7 boxes.\n#### 7"
WRONG = "There are 24/4 = 8 boxes in all.\nWith one to spare that makes 8 + 1 = 9 boxes.\n#### 9"
KEYS = [["24/4 = 6", "six boxes of four"], "6 + 1 = 7"]


def trace(completion: str = RIGHT, **more: Any) -> dict[str, Any]:
    """Make a record with a question, an answer and key steps."""
    return {
        "question": QUESTION,
        "answer": "7",
        "key_steps": KEYS,
        "completion": completion,
        "group": "eggs",
    } | more


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write records as lines."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def page_of(path: Path, *, against: Path | None = None, **asked: Any) -> Path:
    """Make the page of a file, beside it."""
    page = make_page([path], against=[against] if against is not None else (), **asked)
    where = path.with_suffix(".html")
    write_page(page, where)
    return where


def many(count: int) -> Iterable[dict[str, Any]]:
    """Repeat the shipped solutions, each under another name and with another number inside."""
    rows = [json.loads(line) for line in GSM8K.read_text(encoding="utf-8").splitlines()]
    for at in range(count):
        row = rows[at % len(rows)]
        yield row | {
            "id": f"trace-{at:05}",
            "group": f"{row['group']}-{at // len(rows)}",
            "completion": f"Attempt {at}. {row['completion']}",
        }
