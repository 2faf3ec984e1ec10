"""A line as a source of key steps: its references, its question, and the group it belongs to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stepreward.errors import RecordError, TruthError
from stepreward.keysteps import as_r1vl
from stepreward.records.fields import SOURCE_FIELDS, Fields, look_up, without
from stepreward.records.jsonl import TOO_DEEP, kind, read_row, write_row
from stepreward.records.pictures import read_pictures
from stepreward.records.read import (
    REPORT_KEY,
    Record,
    read_record,
    refused_truth,
    require_named,
    what_stands_in,
)
from stepreward.scorer import Completion
from stepreward.trace import GroundTruth, KeyStep

_KEYS = "key_steps"


@dataclass(frozen=True, slots=True)
class Source:
    """One line, read: the row as it stood, and what key steps are made from.

    ``group`` tells the lines of one question; None where a line stands alone. ``record`` is set
    where the line's own completions are its references.
    """

    row: Mapping[str, Any]
    references: tuple[Completion, ...]
    truth: GroundTruth
    group: str | None
    image: str | None = None
    record: Record | None = None


def read_source(
    raw: bytes | str, fields: Fields = SOURCE_FIELDS, *, from_completions: bool = False
) -> Source:
    """Read one line; raise RecordError naming the field, what was found and the mend.

    >>> read_source('{"reference": "6/3 = 2", "question": "Half?"}').references
    ('6/3 = 2',)
    """
    if from_completions:
        record = read_record(raw, fields.for_scoring())
        paths = fields.found_in(record.row)
        group = _group(record.row, paths, record.truth.question)
        image = _image(record.row, paths)
        return Source(record.row, record.completions, record.truth, group, image, record)
    row = read_row(raw)
    try:
        return _of_references(row, fields)
    except RecursionError:
        raise RecordError(TOO_DEEP) from None


def keyed_line(
    source: Source, keys: Sequence[KeyStep], fields: Fields, *, as_sections: bool = False
) -> str:
    """Write a line with its key steps; a report that it held was about others, and goes."""
    name = fields.where(_KEYS)[0]
    row = without(source.row, REPORT_KEY) if REPORT_KEY in source.row else dict(source.row)
    row[name] = as_r1vl(keys) if as_sections else [written_key(key) for key in keys]
    return write_row(row)


def _of_references(row: Mapping[str, Any], fields: Fields) -> Source:
    paths = fields.found_in(row)
    require_named(row, paths, fields, made=_KEYS)
    truth = _truth(row, paths)
    references = _references(row, paths, fields)
    group = _group(row, paths, truth.question)
    return Source(row, references, truth, group, _image(row, paths))


def written_key(key: KeyStep) -> list[str] | dict[str, Any]:
    """Give a key step in normal form; one that counts in one section alone says which."""
    forms = list(key.forms)
    return forms if key.section is None else {"forms": forms, "section": key.section}


def _references(
    row: Mapping[str, Any], paths: Mapping[str, str], fields: Fields
) -> tuple[Completion, ...]:
    if "references" not in paths:
        tried = " or ".join(map(repr, fields.where("references")))
        mend = "name one by --field references=NAME, or use --from-completions"
        raise RecordError(f"references: no field {tried}; {what_stands_in(row)}: {mend}")
    value: Any = look_up(row, paths["references"])
    is_chat = isinstance(value, list) and all(isinstance(m, dict) and "role" in m for m in value)
    listed = value if isinstance(value, list) and not (value and is_chat) else [value]
    if not all(map(_is_completion, listed)):
        found = kind(value)
        raise RecordError(f"{paths['references']}: expected a text or a list of texts; got {found}")
    return tuple(listed)


def _is_completion(value: object) -> bool:
    """Tell a text, a chat message, or a list of them."""
    if isinstance(value, list):
        return all(isinstance(message, dict) for message in value)
    return isinstance(value, (str, dict))


def _truth(row: Mapping[str, Any], paths: Mapping[str, str]) -> GroundTruth:
    values = {role: look_up(row, paths[role]) for role in ("answer", "question") if role in paths}
    try:
        return GroundTruth(values.get("answer", ()), None, values.get("question"))  # type: ignore[arg-type]  # it checks
    except TruthError as error:
        raise refused_truth(error, paths) from None


def _group(row: Mapping[str, Any], paths: Mapping[str, str], question: str | None) -> str | None:
    """Name the group: as the line does, else by its question."""
    if "group" in paths:
        return json.dumps(["group", look_up(row, paths["group"])])
    return None if question is None else json.dumps(["question", question])


def _image(row: Mapping[str, Any], paths: Mapping[str, str]) -> str | None:
    """Name the first image, or write its bytes as an address; None where none can be read."""
    if "image" not in paths:
        return None
    try:
        pictures = read_pictures(look_up(row, paths["image"]), paths["image"])
    except RecordError:
        return None  # who asks no model needs none
    return pictures[0].as_text() if pictures else None
