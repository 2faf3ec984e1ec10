"""A line as a record: what the scorer takes from it, checked once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stepreward.errors import RecordError, TruthError
from stepreward.records.fields import ABSENT, DEFAULT_FIELDS, Fields, look_up
from stepreward.records.jsonl import TOO_DEEP, kind, read_row
from stepreward.scorer import Completion
from stepreward.trace import GroundTruth

REPORT_KEY = "stepreward"
_OF_TRUTH = ("answer", "key_steps", "question")
_NAMED = 12  # fields of a line that an error lists


class _Message(BaseModel):
    """One chat message; its other keys are carried, not read."""

    model_config = ConfigDict(extra="allow")

    content: str | list[Any] | None


_Chat = _Message | list[_Message]
_Gold = str | int | float | bool


class _Read(BaseModel):
    """The fields of a line that scoring reads; a description is what an error says it expected."""

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


@dataclass(frozen=True, slots=True)
class Record:
    """One line, read: the row as it stood, and what the scorer takes from it.

    ``lists`` are the paths of what a group lists, one value a completion: its completions, and
    whether they were truncated; empty for a single completion.
    """

    row: Mapping[str, Any]
    completions: tuple[Completion, ...]
    truth: GroundTruth
    truncated: tuple[bool, ...] = (False,)
    prefill: str = ""
    lists: tuple[str, ...] = ()

    @property
    def is_group(self) -> bool:
        """Tell a list of completions from a single one."""
        return bool(self.lists)


def read_record(raw: bytes | str, fields: Fields = DEFAULT_FIELDS) -> Record:
    """Read one line; raise RecordError naming the field, what was found and the mend.

    >>> read_record('{"completion": "#### 6", "answer": 6}').truth.answers
    ('6',)
    """
    return record_of(read_row(raw), fields)


def record_of(row: dict[str, Any], fields: Fields = DEFAULT_FIELDS) -> Record:
    """Take from a JSON object what the scorer needs; raise RecordError as ``read_record`` does."""
    paths = fields.found_in(row)
    _require(row, paths, fields)
    values = {role: look_up(row, path) for role, path in paths.items()}
    try:
        read = _validated(values, paths)
        truth = _truth(read, paths)
    except RecursionError:
        raise RecordError(TOO_DEEP) from None
    listed = values.get("completions")
    completions = tuple(listed) if isinstance(listed, list) else (values["completion"],)
    if not completions:
        raise RecordError(f"{paths['completions']}: is an empty list; give one completion or more")
    truncated = _truncated(read, len(completions), paths)
    lists = [path for role, path in paths.items() if role == "completions"]
    if lists and isinstance(read.truncated, list):
        lists.append(paths["truncated"])
    return Record(row, completions, truth, truncated, read.prefill or "", tuple(lists))


def read_truth(row: Mapping[str, Any], fields: Fields = DEFAULT_FIELDS) -> GroundTruth:
    """Read the truth of a row, which need hold no completion; raises as ``read_record`` does.

    >>> read_truth({"problem": "How many?", "solution": 6}).question
    'How many?'
    """
    paths = fields.found_in(row)
    require_named(row, paths, fields)
    _require_answer(row, paths, fields)
    held = {role: look_up(row, path) for role, path in paths.items() if role in _OF_TRUTH}
    try:
        return _truth(_validated(held, paths), paths)
    except RecursionError:
        raise RecordError(TOO_DEEP) from None


def _require(row: Mapping[str, Any], paths: Mapping[str, str], fields: Fields) -> None:
    """Refuse a line that lacks what scoring needs, or a field that the caller named."""
    given = [paths[role] for role in ("completion", "completions") if role in paths]
    if len(given) == 2:
        raise RecordError(f"has both {given[0]!r} and {given[1]!r}; keep one")
    require_named(row, paths, fields)
    if not given:
        _raise_missing("completion", row, fields, 'write "" where the policy said nothing')
    _require_answer(row, paths, fields)


def require_named(
    row: Mapping[str, Any], paths: Mapping[str, str], fields: Fields, made: str = ""
) -> None:
    """Refuse a line that lacks a field that the caller named, but for a role that is ``made``."""
    given = "completion" in paths or "completions" in paths
    for role, path in fields.renamed:
        is_elsewhere = role in paths or role == made or (role == "completions" and given)
        if not is_elsewhere and look_up(row, path) is ABSENT:
            raise RecordError(f"{path}: no such field, expected as {role}; {what_stands_in(row)}")


def _require_answer(row: Mapping[str, Any], paths: Mapping[str, str], fields: Fields) -> None:
    if "answer" not in paths:
        _raise_missing("answer", row, fields, "write [] where there is none")


def _raise_missing(role: str, row: Mapping[str, Any], fields: Fields, if_null: str) -> NoReturn:
    names = fields.where(role)
    null = next((name for name in names if look_up(row, name) is None), None)
    if null is not None:
        raise RecordError(f"{null}: is null; {if_null}")
    tried = " or ".join(repr(name) for name in names)
    mend = f"name one by --field {role}=NAME"
    raise RecordError(f"{role}: no field {tried}; {what_stands_in(row)}: {mend}")


def what_stands_in(row: Mapping[str, Any]) -> str:
    """Name the fields of a line, the first few."""
    names = [ascii(name)[1:-1][:40] for name in row if name != REPORT_KEY]
    more = ", …" if len(names) > _NAMED else ""
    return f"the line has {', '.join(names[:_NAMED]) or 'none'}{more}"


def _validated(values: Mapping[str, object], paths: Mapping[str, str]) -> _Read:
    try:
        return _Read.model_validate(dict(values))
    except ValidationError as error:
        role = str(error.errors(include_url=False)[0]["loc"][0])
    expected = _Read.model_fields[role].description
    raise RecordError(f"{paths[role]}: expected {expected}; got {kind(values[role])}")


def _truth(read: _Read, paths: Mapping[str, str]) -> GroundTruth:
    answers = read.answer if isinstance(read.answer, list) else [read.answer]
    if any(isinstance(answer, str) and not answer.strip() for answer in answers):
        raise RecordError(f"{paths['answer']}: is empty; write [] where there is no gold answer")
    try:
        return GroundTruth(read.answer, read.key_steps, read.question)
    except TruthError as error:
        raise refused_truth(error, paths) from None


def refused_truth(error: TruthError, paths: Mapping[str, str]) -> RecordError:
    """Say what is wrong with a truth under the name that the line has for the field."""
    role, place = re.split(r"(?!\w)", str(error), maxsplit=1)
    return RecordError(f"{paths.get(role, role)}{place}")


def _truncated(read: _Read, count: int, paths: Mapping[str, str]) -> tuple[bool, ...]:
    if not isinstance(read.truncated, list):
        return (bool(read.truncated),) * count
    if len(read.truncated) != count:
        found = f"{len(read.truncated)} values for {count} completions"
        raise RecordError(f"{paths['truncated']}: {found}; give one for each, or one for all")
    return tuple(read.truncated)
