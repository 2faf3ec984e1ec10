"""Made-up traces of one question, right or wrong in ways that can be asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stepreward import ScorerConfig
from stepreward.audit import Audit, Finding, audit_files, names_from_pairs

KEY = "6*4 = 24"
STATED = "Six boxes of four eggs hold 6*4 = 24 eggs."  # the key step
UNSTATED = "Six boxes of four eggs hold 6+4 = 10 eggs."
PADDED = " We look at each box in turn, and go on with care until all are seen."


def trace(
    *, answer: object = 24, step: str = STATED, more: int = 0, keys: object = (KEY,), **row: Any
) -> dict[str, Any]:
    """Make a record; ``more`` sentences make it longer, and an answer of None leaves it out."""
    tail = "" if answer is None else f"\n#### {answer}"
    completion = f"{step}{PADDED * more}{tail}"
    return {"answer": "24", "key_steps": keys, "completion": completion, "group": "g"} | row


def right(**row: Any) -> dict[str, Any]:
    labelled: dict[str, Any] = {"is_correct": True} | row
    return trace(**labelled)


def wrong(**row: Any) -> dict[str, Any]:
    changed: dict[str, Any] = {"answer": 10, "step": UNSTATED, "is_correct": False} | row
    return trace(**changed)


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def audit(
    path: Path,
    rows: Iterable[dict[str, Any]],
    *pairs: str,
    config: ScorerConfig | None = None,
    **more: Any,
) -> Audit:
    """Audit rows with the --field options ``pairs``."""
    fields, names = names_from_pairs(pairs)
    return audit_files(
        [write(path / "traces.jsonl", rows)],
        scorer_config=config,
        fields=fields,
        names=names,
        workers=1,
        **more,
    )


def finding(found: Audit, name: str) -> Finding | None:
    return next((one for one in found.findings if one.name == name), None)


def level(found: Audit, name: str) -> str | None:
    one = finding(found, name)
    return None if one is None else one.level
