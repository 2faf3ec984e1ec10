"""A model's answer as key steps, or one sentence on what is wrong with it."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from stepreward.trace import KeyStep

_MAX_CHARS = 200_000  # of an answer that is read
_Form = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class UnreadableError(Exception):
    """A model's answer is not what was asked for; the message is for the model."""


class _KeyStep(BaseModel):
    model_config = ConfigDict(strict=True)

    forms: Annotated[list[_Form], Field(min_length=1, max_length=12)]


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True)

    key_steps: Annotated[list[_KeyStep], Field(max_length=60)]


def read_answer(text: str) -> tuple[KeyStep, ...]:
    r"""Read key steps out of an answer; words and fences around the JSON are passed over.

    Raises UnreadableError.

    >>> read_answer('Here:\n```json\n{"key_steps": [{"forms": ["6/3 = 2"]}]}\n```')
    (KeyStep(forms=('6/3 = 2',), section=None),)
    """
    try:
        answer = _Answer.model_validate(_object_in(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UnreadableError(f"{where}: {first['msg']}") from None
    return tuple(KeyStep(tuple(key.forms)) for key in answer.key_steps)


def _object_in(text: str) -> object:
    """Find the first JSON object that holds key steps."""
    decoder = json.JSONDecoder()
    at = text.find("{") if len(text) <= _MAX_CHARS else -1
    problem = "there is no JSON object in it"
    while at >= 0:
        try:
            found, _ = decoder.raw_decode(text, at)
        except RecursionError:
            raise UnreadableError("it is nested too deeply") from None
        except ValueError as error:
            problem = f"it is no JSON: {error}"
        else:
            if "key_steps" in found:
                return found
            problem = 'its JSON object has no "key_steps"'
        at = text.find("{", at + 1)
    raise UnreadableError(problem)
