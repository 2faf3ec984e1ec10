"""One line of JSONL as an object, or one sentence on what is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from stepreward.errors import RecordError

_SHOWN = 60  # characters of a wrong value that an error repeats
TOO_DEEP = "is nested too deeply; flatten it"
_ONE_A_LINE = "write one JSON object a line"


def read_row(raw: bytes | str, mend: str = _ONE_A_LINE) -> dict[str, Any]:
    """Read one line as a JSON object, whatever its fields; ``mend`` ends the error's sentence."""
    text = raw if isinstance(raw, str) else _decoded(raw)
    text = text.removeprefix("\ufeff").strip()
    try:
        row = _DECODER.decode(text)
    except _NotFiniteError:
        raise RecordError(_not_finite(json.loads(text))) from None
    except json.JSONDecodeError as error:
        raise RecordError(_no_json(text, error, mend)) from None
    except RecursionError:
        raise RecordError(TOO_DEEP) from None
    except ValueError:  # more digits than Python is willing to read
        raise RecordError("holds a number with thousands of digits; write it as text") from None
    if not isinstance(row, dict):
        raise RecordError(f"is {kind(row)}, not an object; {mend}")
    return row


def write_row(row: Mapping[str, Any]) -> str:
    """Write one line of JSON, every character beyond ASCII escaped."""
    try:
        return json.dumps(row, allow_nan=False)
    except ValueError:  # 1e999 is read as an infinity
        raise RecordError(_not_finite(row)) from None
    except RecursionError:
        raise RecordError(TOO_DEEP) from None


def kind(value: object) -> str:
    """Say what JSON value was found, cut to a length that fits a message."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    names = {str: "text", int: "number", float: "number", list: "list", dict: "object"}
    shown = ascii(value)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return f"the {names.get(type(value), type(value).__name__)} {shown}"


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


def _finite(digits: str) -> float:
    """Read a number; 1e999 is beyond what a float holds, and could not be written again."""
    number = float(digits)
    if math.isinf(number):
        raise _NotFiniteError
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)


def _no_json(text: str, error: json.JSONDecodeError, mend: str) -> str:
    wrong = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" starting at")
    found = f"is no JSON: {wrong} at character {error.pos + 1}"
    if mend == _ONE_A_LINE and text in ("[", "{", "[{"):
        return f"{found}; a record stands on one line, and jq -c '.[]' FILE rewrites a JSON list so"
    return f"{found}; {mend}"


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
    return "holds a number that JSON cannot write; write it as text"
