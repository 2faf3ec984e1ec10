"""A label of one text, as trainers with a single label column send it, as a truth's fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from stepreward.errors import RecordError
from stepreward.records.fields import DEFAULT_FIELDS, Fields
from stepreward.records.jsonl import read_row

_OBJECT = re.compile(r'\s*\{\s*["}]')  # {1, 2} is a set, and an answer


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
