"""Rows to convert, and what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stepreward import GroundTruth
from stepreward.convert import Converted, Plan, Wishes, convert_files
from stepreward.convert.layouts import LAYOUTS

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / "data/gsm8k/sample.jsonl", ROOT / "data/multimodal/examples.jsonl")
NAMES = [layout.name for layout in LAYOUTS]

ASKED: dict[str, Any] = {
    "id": "q1",
    "question": "Half of 12?",
    "answer": "6",
    "key_steps": [["12/2 = 6", "half of 12 is 6"]],
    "level": 3,
}
LABEL = json.dumps({name: ASKED[name] for name in ("answer", "key_steps", "question")})


def written(path: Path, rows: Iterable[Mapping[str, Any] | str]) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def convert(path: Path, output: Path, **plan: Any) -> Converted:
    wishes = {name: plan.pop(name) for name in {"instruction", "data_source", "split"} & {*plan}}
    return convert_files([path], output, Plan(**plan, wishes=Wishes(**wishes)))


def converted(tmp_path: Path, *rows: Mapping[str, Any] | str, **plan: Any) -> list[dict[str, Any]]:
    """Convert rows, all of which can be, into lines."""
    found = convert(written(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", **plan)
    assert list(found.rejections.sentences()) == []
    return rows_of(tmp_path / "out.jsonl")


def refused(tmp_path: Path, *rows: Mapping[str, Any] | str, **plan: Any) -> list[str]:
    """Convert rows, and give the reasons for those that are refused."""
    convert(written(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", **plan)
    rejects = tmp_path / "out.jsonl.rejects.jsonl"
    return [row["reason"] for row in rows_of(rejects)] if rejects.exists() else []


def truth_of(row: Mapping[str, Any]) -> GroundTruth:
    return GroundTruth(row["answer"], row.get("key_steps"), row.get("question"))
