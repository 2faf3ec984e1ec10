"""JSONL in and out: what a line holds, what is wrong with it, and how a scored line is written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple, NoReturn

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from stepreward.errors import RecordError, SettingError, TruthError
from stepreward.report import SCHEMA, Report
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth

REPORT_KEY = "stepreward"
_SHOWN = 60  # characters of a wrong value that an error repeats


class _Message(BaseModel):
    """One chat message; its other keys are none of our business."""

    model_config = ConfigDict(extra="allow")

    content: str | list[Any] | None


_Chat = _Message | list[_Message]
_Gold = str | int | float | bool


class _Read(BaseModel):
    """The fields of a line that scoring reads; descriptions are what errors say was expected."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    completion: Annotated[
        str | _Chat | None,
        Field(description='text or chat messages, [{"role": "assistant", "content": "…"}]'),
    ] = None
    completions: Annotated[
        list[str | _Chat] | None, Field(description="a list of texts or of chats, one a rollout")
    ] = None
    answer: Annotated[
        _Gold | list[_Gold] | None, Field(description="a text, a number or a list of accepted ones")
    ] = None
    key_steps: Annotated[Any, Field(description="a list of texts or of lists of texts")] = None
    question: Annotated[str | None, Field(description="text")] = None
    truncated: Annotated[
        bool | list[bool] | None, Field(description="true or false, or a list, one a completion")
    ] = None
    prefill: Annotated[str | None, Field(description="text")] = None


# Every role under the names it goes by; the first that a line holds, and not as null, counts.
_NAMES: dict[str, tuple[str, ...]] = {name: (name,) for name in _Read.model_fields} | {
    "answer": ("answer", "solution"),
    "question": ("question", "problem"),
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class Fields:
    """Where a line keeps what scoring reads: names, or dotted paths such as extra_info.answer.

    >>> Fields.from_pairs(["completion=response"]).where("completion")
    ('response',)
    """

    renamed: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_pairs(cls, pairs: Iterable[str]) -> Fields:
        """Read ``ours=theirs`` pairs; raise SettingError for a name that scoring does not read."""
        renamed: dict[str, str] = {}
        for pair in pairs:
            ours, sign, theirs = pair.partition("=")
            if not sign or not theirs.strip():
                raise SettingError(f"field {pair!r}: write OURS=THEIRS, as in completion=response")
            ours = ours.strip()
            if ours not in _ROLES:
                close = get_close_matches(ours, _ROLES, n=1)
                mend = f"did you mean {close[0]}?" if close else f"known are {', '.join(_ROLES)}"
                raise SettingError(f"field {pair!r}: scoring reads no {ours!r}; {mend}")
            renamed[_ROLES[ours]] = theirs.strip()
        return cls(tuple(renamed.items()))

    def where(self, role: str) -> tuple[str, ...]:
        """List the paths under which a role may stand."""
        theirs = dict(self.renamed).get(role)
        return _NAMES[role] if theirs is None else (theirs,)


DEFAULT_FIELDS = Fields()


@dataclass(frozen=True, slots=True)
class Record:
    """One line, read: the row as it stood, and what the scorer takes from it.

    ``lists`` are the paths of what a group lists, one value a completion: its completions, and
    whether they were truncated; empty for a single completion.
    """

    row: Mapping[str, Any]
    completions: tuple[Completion, ...]
    truth: GroundTruth
    truncated: tuple[bool, ...]
    prefill: str
    lists: tuple[str, ...] = ()

    @property
    def is_group(self) -> bool:
        """Tell a list of completions from a single one."""
        return bool(self.lists)


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


# Reading.


def read_record(raw: bytes | str, fields: Fields = DEFAULT_FIELDS) -> Record:
    """Read one line; raise RecordError naming the field, what was found and the mend.

    >>> read_record('{"completion": "#### 6", "answer": 6}').truth.answers
    ('6',)
    """
    try:
        row = read_row(raw)
        return _record(row, fields)
    except RecursionError:
        raise RecordError("is nested too deeply; flatten it") from None


def read_row(raw: bytes | str) -> dict[str, Any]:
    """Read one line as a JSON object, whatever its fields."""
    text = raw if isinstance(raw, str) else _decoded(raw)
    text = text.removeprefix("\ufeff").strip()
    try:
        row = json.loads(text, parse_constant=_refuse_constant)
    except _NotFiniteError:
        raise RecordError(_not_finite(json.loads(text))) from None
    except json.JSONDecodeError as error:
        raise RecordError(_no_json(text, error)) from None
    except RecursionError:
        raise RecordError("is nested too deeply; flatten it") from None
    except ValueError:  # more digits than Python is willing to read
        raise RecordError("holds a number with thousands of digits; write it as text") from None
    if not isinstance(row, dict):
        raise RecordError(f"is {_kind(row)}, not an object; write one JSON object a line")
    return row


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} (0x{raw[error.start]:02x}) is no UTF-8"
        raise RecordError(f"{found}; save the file as UTF-8") from None


class _NotFiniteError(Exception):
    """JSON text holds NaN or Infinity."""


def _refuse_constant(_: str) -> NoReturn:
    raise _NotFiniteError


def _no_json(text: str, error: json.JSONDecodeError) -> str:
    found = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}"
    if text in ("[", "{", "[{"):
        return f"{found}; a record stands on one line: jq -c '.[]?' FILE rewrites a JSON list so"
    return f"{found}; write one JSON object a line"


def _not_finite(row: object) -> str:
    """Name the first field that holds NaN or an infinity."""
    waiting: list[tuple[str, object]] = [("", row)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            return f"{path}: {json.dumps(value)} is no JSON number; write null, or text"
        if isinstance(value, dict):
            waiting.extend((f"{path}.{key}" if path else key, one) for key, one in value.items())
        elif isinstance(value, list):
            waiting.extend((f"{path}[{at}]", one) for at, one in enumerate(value))
    return "holds a number that is too large; write it as text"


_ABSENT = object()


def look_up(row: Mapping[str, Any], path: str) -> object:
    """Follow a dotted path, a key with dots in its name first; numbers index lists."""
    if path in row:
        return row[path]
    value: object = row
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return _ABSENT
    return value


def found_paths(row: Mapping[str, Any], fields: Fields = DEFAULT_FIELDS) -> dict[str, str]:
    """Tell for each role under which path a line holds it, and not as null."""
    paths: dict[str, str] = {}
    for role in _NAMES:
        for path in fields.where(role):
            if look_up(row, path) not in (_ABSENT, None):
                paths[role] = path
                break
    return paths


def _record(row: Mapping[str, Any], fields: Fields) -> Record:
    paths = found_paths(row, fields)
    _require(row, paths, fields)
    values = {role: look_up(row, path) for role, path in paths.items()}
    read = _validated(values, paths)
    listed = values.get("completions")
    completions = tuple(listed) if isinstance(listed, list) else (values["completion"],)
    if not completions:
        raise RecordError(f"{paths['completions']}: is an empty list; give one completion or more")
    truncated = _truncated(read.truncated, len(completions), paths.get("truncated", ""))
    lists = [path for role, path in paths.items() if role == "completions"]
    if lists and isinstance(read.truncated, list):
        lists.append(paths["truncated"])
    return Record(
        row, completions, _truth(read, paths), truncated, read.prefill or "", tuple(lists)
    )


def _require(row: Mapping[str, Any], paths: Mapping[str, str], fields: Fields) -> None:
    """Refuse a line that lacks what scoring needs, or a field that the caller named."""
    both = [paths[role] for role in ("completion", "completions") if role in paths]
    if len(both) == 2:
        raise RecordError(f"has both {both[0]!r} and {both[1]!r}; keep one")
    wanted = {role: path for role, path in fields.renamed if role != "completions" or not both}
    for role, path in wanted.items():
        if role not in paths and look_up(row, path) is _ABSENT:
            raise RecordError(f"{path}: no such field, expected as {role}; {_has(row)}")
    if not both:
        _raise_missing("completion", row, fields, 'write "" where the policy said nothing')
    if "answer" not in paths:
        _raise_missing("answer", row, fields, "write [] where there is none")


def _raise_missing(role: str, row: Mapping[str, Any], fields: Fields, if_null: str) -> NoReturn:
    names = fields.where(role)
    null = next((name for name in names if look_up(row, name) is None), None)
    if null is not None:
        raise RecordError(f"{null}: is null; {if_null}")
    tried = " or ".join(repr(name) for name in names)
    raise RecordError(f"{role}: no field {tried}; {_has(row)}: name one by --field {role}=NAME")


def _has(row: Mapping[str, Any]) -> str:
    names = [name for name in row if name != REPORT_KEY]
    shown = ", ".join(repr(name[:_SHOWN])[1:-1] for name in names[:12])
    return f"the line has {shown or 'none'}{', …' if len(names) > 12 else ''}"


def _validated(values: Mapping[str, object], paths: Mapping[str, str]) -> _Read:
    try:
        return _Read.model_validate(dict(values))
    except ValidationError as error:
        role = str(error.errors(include_url=False)[0]["loc"][0])
    expected = _Read.model_fields[role].description
    raise RecordError(f"{paths[role]}: expected {expected}; got {_kind(values[role])}")


def _truth(read: _Read, paths: Mapping[str, str]) -> GroundTruth:
    answers = read.answer if isinstance(read.answer, list) else [read.answer]
    if any(isinstance(answer, str) and not answer.strip() for answer in answers):
        raise RecordError(f"{paths['answer']}: is empty; write [] where there is no gold answer")
    try:
        return GroundTruth(read.answer, read.key_steps, read.question)
    except TruthError as error:
        role = re.match(r"\w*", str(error))
        name = role[0] if role is not None else ""
        raise RecordError(f"{paths.get(name, name)}{str(error)[len(name) :]}") from None


def _truncated(value: bool | list[bool] | None, count: int, path: str) -> tuple[bool, ...]:
    if isinstance(value, list):
        if len(value) != count:
            found = f"{len(value)} values for {count} completions"
            raise RecordError(f"{path}: {found}; give one for each, or one for all")
        return tuple(value)
    return (bool(value),) * count


def _kind(value: object) -> str:
    """Say what JSON value was found, cut to a length that fits a message."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    names = {str: "text", int: "number", float: "number", list: "list", dict: "object"}
    shown = ascii(value)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return f"the {names.get(type(value), type(value).__name__)} {shown}"


# Writing.


def scored_lines(record: Record, reports: Sequence[Report], place: str) -> list[str]:
    """Write a record with its reports: one line a completion, everything else carried along.

    Of a group, ``completion`` takes the place of the list; ``group`` is added where there is
    none: the record's ``id``, else the ``place`` it stands at.
    """
    carried = {name: value for name, value in record.row.items() if name != REPORT_KEY}
    for path in record.lists:
        carried = _without(carried, path)
    if record.is_group and carried.get("group") is None:
        carried["group"] = place if carried.get("id") is None else carried["id"]
    lines = []
    for at, report in enumerate(reports):
        row = dict(carried)
        if record.is_group:
            row["completion"] = record.completions[at]
        if len(record.lists) > 1:
            row["truncated"] = record.truncated[at]
        row[REPORT_KEY] = report.to_dict()
        lines.append(_dumped(row))
    return lines


def _dumped(row: Mapping[str, Any]) -> str:
    try:
        return json.dumps(row, allow_nan=False)
    except ValueError:  # 1e999 is read as an infinity
        raise RecordError(_not_finite(row)) from None
    except RecursionError:
        raise RecordError("is nested too deeply; flatten it") from None


def _without(row: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Copy a row without one field; in a list, null takes its place."""
    copy = dict(row)
    if path in copy:
        del copy[path]
        return copy
    *parents, last = path.split(".")
    inner: Any = copy
    for part in parents:
        at: Any = int(part) if isinstance(inner, list) else part
        inner[at] = inner[at].copy()
        inner = inner[at]
    if isinstance(inner, list):
        inner[int(last)] = None
    else:
        del inner[last]
    return copy


# Reading what was written.

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
    except (ValidationError, KeyError, TypeError, AttributeError):
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
