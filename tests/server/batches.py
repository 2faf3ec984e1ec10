"""Records to send, and what the scorer in this process says of them."""

from __future__ import annotations

import json
from typing import Any

import stepreward as sr
from tests.server.running import ROOT

GOOD = {"id": "a", "completion": "12/2 = 6\n#### 6", "answer": "6", "key_steps": ["12/2 = 6"]}


def shipped() -> list[dict[str, Any]]:
    """Read the traces that ship with the package."""
    paths = (ROOT / "data/gsm8k/sample.jsonl", ROOT / "data/multimodal/examples.jsonl")
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def slow(number: int) -> dict[str, Any]:
    """Make a batch that takes a worker about a second, distinct by its number."""
    line = f"So 6*4 = 24 boxes, and then 24 + {number} = {24 + number} again.\n"
    one = {"completion": line * 30 + "#### 24", "answer": "24", "key_steps": ["6*4 = 24"]}
    return {"records": [one | {"id": at} for at in range(120)], "reply": "metrics"}


def report_of(row: dict[str, Any]) -> sr.Report:
    """Score a record here."""
    gold = row["answer"] if row.get("answer") is not None else row["solution"]
    question = row.get("question") or row.get("problem")
    truth = sr.GroundTruth(gold, row.get("key_steps"), question)
    return sr.Scorer().score(row["completion"], truth)


def plain(report: sr.Report) -> Any:
    """Give a report as JSON has it: lists, no tuples."""
    return json.loads(report.to_json())
