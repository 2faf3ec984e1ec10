"""JSONL in and out: records of schema 1, as docs/records.md writes them down."""

from __future__ import annotations

from stepreward.records.fields import DEFAULT_FIELDS, NAMES, Fields, look_up
from stepreward.records.jsonl import read_row
from stepreward.records.prompts import behind_prompt
from stepreward.records.read import REPORT_KEY, Record, read_record
from stepreward.records.write import Reject, scored_lines, stored_report

__all__ = [
    "DEFAULT_FIELDS",
    "NAMES",
    "REPORT_KEY",
    "Fields",
    "Record",
    "Reject",
    "behind_prompt",
    "look_up",
    "read_record",
    "read_row",
    "scored_lines",
    "stored_report",
]
