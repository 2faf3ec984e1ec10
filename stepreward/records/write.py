"""Scored lines and rejected lines as JSON; and the report back out of a scored line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from stepreward.errors import RecordError
from stepreward.records.fields import without
from stepreward.records.jsonl import write_row
from stepreward.records.read import REPORT_KEY, Record
from stepreward.report import SCHEMA, Report
from stepreward.text import completion_text

LABEL = "is_correct"  # what an audit reads: scoring only hands it on, to each completion its own


class Reject(NamedTuple):
    """A line that is no record: where it stands, why, and the line itself."""

    file: str
    line: int
    reason: str
    raw: bytes

    def __str__(self) -> str:
        return f"{self.file}: line {self.line}: {self.reason}"

    def to_json(self) -> str:
        """Write one line of a rejects file; bytes that are no UTF-8 are spelled out."""
        raw = self.raw.decode("utf-8", "backslashreplace").rstrip("\r\n")
        plain = {"file": self.file, "line": self.line, "reason": self.reason, "raw": raw}
        return json.dumps(plain)

    @classmethod
    def from_json(cls, line: bytes) -> Reject:
        """Read such a line back; of bytes that were spelled out, the spelling."""
        row = json.loads(line)
        raw = str(row["raw"]).encode("utf-8", "backslashreplace")
        return cls(row["file"], row["line"], row["reason"], raw)


def scored_lines(record: Record, reports: Sequence[Report], place: str) -> list[str]:
    """Write a record with its reports: one line a completion, everything else carried along.

    Of a group, ``completion`` takes the place of the list, and each line gets its own label of a
    list of them; ``group`` is added where there is none: the record's ``id``, else the ``place``
    it stands at.
    """
    carried = {name: value for name, value in record.row.items() if name != REPORT_KEY}
    for path in record.lists:
        carried = without(carried, path)
    if record.is_group and carried.get("group") is None:
        carried["group"] = place if carried.get("id") is None else carried["id"]
    labels: Any = carried.get(LABEL)
    has_labels = record.is_group and isinstance(labels, list) and len(labels) == len(reports)
    lines = []
    for at, report in enumerate(reports):
        row = dict(carried)
        if record.is_group:
            row["completion"] = record.completions[at]
        if len(record.lists) > 1:
            row["truncated"] = record.truncated[at]
        if has_labels:
            row[LABEL] = labels[at]
        row[REPORT_KEY] = report.to_dict()
        lines.append(write_row(row))
    return lines


_REPORT = TypeAdapter(Report)


def stored_report(record: Record) -> Report | None:
    """Give back the report that a scored line holds; None where it holds none."""
    stored = record.row.get(REPORT_KEY)
    if stored is None or record.is_group:
        return None
    if not isinstance(stored, dict) or stored.get("schema") != SCHEMA:
        raise RecordError(f"{REPORT_KEY}: is no report of schema {SCHEMA}; score the line again")
    text = completion_text(record.completions[0])
    try:
        return _REPORT.validate_python(_as_nested(stored, text))
    except (ValidationError, KeyError, TypeError, ValueError):
        raise RecordError(f"{REPORT_KEY}: is no whole report; score the line again") from None


def _as_nested(stored: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Turn the keys of a written report into the fields of a Report."""
    answer = stored["answer"]
    nested = {name: value for name, value in stored.items() if name != "schema"}
    nested["answer"] = {
        "text": answer["text"],
        "span": answer["span"],
        "verdict": {"verdict": answer["verdict"], "reason": answer["reason"]},
    }
    nested["steps"] = [
        {"number": step["number"], "text": text[start:end], "start": start, "end": end}
        for step in stored["steps"]
        for start, end in [step["span"]]
    ]
    return nested
