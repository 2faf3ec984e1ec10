"""JSONL in and out: records of schema 1, as docs/records.md writes them down."""

from __future__ import annotations

from stepreward.records.fields import (
    DEFAULT_FIELDS,
    NAMES,
    SOURCE_FIELDS,
    SOURCE_NAMES,
    Fields,
    look_up,
    put,
)
from stepreward.records.jsonl import kind, read_row
from stepreward.records.labels import label_row, read_label
from stepreward.records.prompts import Behind, behind_prompt
from stepreward.records.read import REPORT_KEY, Record, read_record, read_truth, record_of
from stepreward.records.sources import Source, keyed_line, read_source, written_key
from stepreward.records.write import LABEL, Reject, scored_lines, stored_report

__all__ = [
    "DEFAULT_FIELDS",
    "LABEL",
    "NAMES",
    "REPORT_KEY",
    "SOURCE_FIELDS",
    "SOURCE_NAMES",
    "Behind",
    "Fields",
    "Record",
    "Reject",
    "Source",
    "behind_prompt",
    "keyed_line",
    "kind",
    "label_row",
    "look_up",
    "put",
    "read_label",
    "read_record",
    "read_row",
    "read_source",
    "read_truth",
    "record_of",
    "scored_lines",
    "stored_report",
    "written_key",
]
