"""A label of one text, as trainers with a single label column send it, as a truth's fields."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from stepreward.errors import RecordError
from stepreward.records.fields import DEFAULT_FIELDS, NAMES, Fields
from stepreward.records.jsonl import read_row

_OBJECT = re.compile(r'\s*\{\s*["}]')  # {1, 2} is a set, and an answer


def read_label(answer: object) -> Mapping[str, Any] | None:
    """Read an answer that is an object with an answer in it, or the JSON of one; else None.

    >>> read_label('{"answer": "6"}'), read_label("{1, 2}")
    ({'answer': '6'}, None)
    """
    if isinstance(answer, str) and answer.lstrip().startswith("{"):
        try:
            answer = json.loads(answer)
        except (ValueError, RecursionError):
            return None  # a set, {1, 2}
    is_label = isinstance(answer, Mapping) and any(name in answer for name in NAMES["answer"])
    return answer if is_label else None  # type: ignore[return-value]


def label_row(label: object, fields: Fields = DEFAULT_FIELDS) -> dict[str, Any]:
    """Read a label: an object, the JSON text of one, or the answer itself.

    Raises RecordError where a text begins as an object and is no JSON.

    >>> label_row('{"answer": "6", "key_steps": ["12/2 = 6"]}')
    {'answer': '6', 'key_steps': ['12/2 = 6']}
    >>> label_row("6")
    {'answer': '6'}
    """
    if isinstance(label, str) and _OBJECT.match(label):
        try:
            return read_row(label, 'write {"answer": …, "key_steps": …}, or the answer alone')
        except RecordError as error:
            raise RecordError(f"begins as a JSON object, but {error}") from None
    if isinstance(label, Mapping):
        return dict(label)
    return {fields.where("answer")[0]: label}
