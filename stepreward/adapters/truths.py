"""What a data set's row holds of a ground truth, in all shapes in which frameworks hand it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.errors import TruthError
from stepreward.records import Fields, read_label
from stepreward.records.fields import ABSENT, NAMES, look_up
from stepreward.trace import GroundTruth

_ROLES = ("answer", "key_steps", "question", "prefill")


class NoTruthError(TruthError):
    """A row has neither an answer nor key steps; ``is_null`` where it has their fields, as null."""

    def __init__(self, message: str, *, is_null: bool) -> None:
        super().__init__(message)
        self.is_null = is_null


def truth_of(row: Mapping[str, Any], fields: Fields) -> tuple[GroundTruth, str]:
    """Read the ground truth of a row, and what its prompt already wrote of the completion.

    An answer may itself be an object, or the JSON of one, {"answer": …, "key_steps": …}: what
    frameworks need that hand over one text alone. Raises TruthError naming the field.
    """
    values = {role: _first(row, fields.where(role)) for role in _ROLES}
    label = read_label(values["answer"])
    if label is not None:
        values |= {role: _first(label, NAMES[role]) for role in _ROLES if _holds(label, role)}
    if values["answer"] in (None, ABSENT) and values["key_steps"] in (None, ABSENT):
        raise _no_truth(row, fields, values)
    plain = {role: None if value is ABSENT else value for role, value in values.items()}
    if isinstance(plain["answer"], str) and not plain["answer"].strip():
        raise TruthError("answer: is empty; write [] where there is no gold answer")
    prefill = plain.pop("prefill") or ""
    if not isinstance(prefill, str):
        raise TruthError(f"prefill: expected text, got {type(prefill).__name__}")
    return GroundTruth(**plain), prefill


def beside_gold(gold: Any, beside: Any) -> dict[str, Any]:
    """Make one row of a gold answer that is handed over apart, and the row beside it.

    The gold answer goes first: what the row calls an answer may be a whole solution.
    """
    row = dict(beside) if isinstance(beside, Mapping) else {}
    return row if gold is None else {**row, "solution": None, "answer": gold}


def row_of(task: Any) -> dict[str, Any]:
    """Make a row of an object that has a truth among its attributes, or in its ``info``."""
    names = [*(name for role in _ROLES for name in NAMES[role]), "info"]
    row = {name: getattr(task, name) for name in names if hasattr(task, name)}
    info = row.pop("info", None)
    return {**(info if isinstance(info, Mapping) else {}), **row}


def columns_as_rows(columns: Mapping[str, Any], count: int, fields: Fields) -> list[dict[str, Any]]:
    """Turn the columns that hold a truth, each a list of ``count`` values, into rows."""
    names = {path.split(".")[0] for role in _ROLES for path in (*fields.where(role), role)}
    kept = {name: columns[name] for name in names if name in columns}
    for name, values in kept.items():
        if len(values) != count:
            raise TruthError(f"{name}: {len(values)} values for {count} completions; give one each")
    return [{name: values[at] for name, values in kept.items()} for at in range(count)]


def _holds(row: Mapping[str, Any], role: str) -> bool:
    return any(name in row for name in NAMES[role])


def _first(row: Mapping[str, Any], paths: Sequence[str]) -> Any:
    """Find what a row holds under one of some paths: what is not null first."""
    found = [value for path in paths if (value := look_up(row, path)) is not ABSENT]
    return next((value for value in found if value is not None), None if found else ABSENT)


def _no_truth(row: Mapping[str, Any], fields: Fields, values: Mapping[str, Any]) -> NoTruthError:
    if values["answer"] is None or values["key_steps"] is None:
        return NoTruthError("the answer and the key steps are null", is_null=True)
    tried = " or ".join(repr(name) for name in fields.where("answer"))
    there = ", ".join(ascii(name)[1:-1] for name in row) or "none"
    message = f"answer: no field {tried}; there is {there}: name one by STEPREWARD_FIELDS"
    return NoTruthError(f"{message}=answer=NAME", is_null=False)
