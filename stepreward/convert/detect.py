"""Which layout a row is in, by the fields it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from stepreward.convert.item import Item, is_label
from stepreward.convert.layouts import BY_NAME, LAYOUTS
from stepreward.convert.own import read_own
from stepreward.convert.published import read_gsm8k, read_mulberry, read_r1vl
from stepreward.convert.read import read_layout
from stepreward.errors import SettingError, known_are
from stepreward.records import DEFAULT_FIELDS, Fields, look_up
from stepreward.records.fields import ABSENT

OWN = "records"
Reader = Callable[[Mapping[str, Any]], Item]
Row = Mapping[str, Any]

_PUBLISHED: dict[str, Reader] = {
    "r1vl-10k": read_r1vl,
    "mulberry-sft": read_mulberry,
    "gsm8k": read_gsm8k,
}
SOURCES = (OWN, *_PUBLISHED, *(layout.name for layout in LAYOUTS))


def reader_of(name: str, fields: Fields = DEFAULT_FIELDS) -> Reader:
    """Give what reads a row of a source; raise SettingError for an unknown one."""
    if name == OWN:
        return partial(read_own, fields=fields)
    if fields.renamed:
        raise SettingError(f"--field: {name} has names of its own; give --from records with it")
    if name in _PUBLISHED:
        return _PUBLISHED[name]
    if name in BY_NAME:
        return partial(read_layout, layout=BY_NAME[name])
    raise SettingError(f"source {name!r} is unknown; {known_are(name, SOURCES)}")


def detect(row: Row) -> str:
    r"""Name the source of a row; what looks like none other is one of our records.

    >>> detect({"question": "How many?", "answer": "It is <<3*4=12>>12.\n#### 12"})
    'gsm8k'
    """
    return next((name for name, looks_so in _SIGNS if looks_so(row)), OWN)


def _has(row: Row, *paths: str) -> bool:
    return all(look_up(row, path) not in (ABSENT, None) for path in paths)


def _is_own(row: Row) -> bool:
    return _has(row, "completion") or _has(row, "completions")


def _is_gsm8k(row: Row) -> bool:
    answer = row.get("answer")
    ends_so = isinstance(answer, str) and "#### " in answer.rstrip().rpartition("\n")[2]
    return ends_so and _has(row, "question") and not _has(row, "key_steps")


def _is_r1vl(row: Row) -> bool:
    if _has(row, "messages") or _has(row, "conversations"):
        return _has(row, "key_steps") and not _has(row, "answer") and _holds_trace(row)
    is_stepwise = isinstance(row.get("key_steps"), dict)
    return _has(row, "problem", "solution") and (is_stepwise or _has(row, "image_path"))


def _is_mulberry(row: Row) -> bool:
    return _holds_trace(row) and not _has(row, "answer") and not _has(row, "solution")


def _holds_trace(row: Row) -> bool:
    """Tell whether the messages of a row end with a reply."""
    listed = row.get("messages") or row.get("conversations")
    last = listed[-1] if isinstance(listed, list) and listed else None
    roles = ("assistant", "gpt")
    return isinstance(last, dict) and (last.get("role") in roles or last.get("from") in roles)


def _is_easyr1(row: Row) -> bool:
    """Ask for a label: ``problem`` and ``answer`` alone are a record."""
    return _has(row, "problem") and is_label(row.get("answer"))


_Sign = Callable[[Row], bool]


def _with(*paths: str) -> _Sign:
    return lambda row: _has(row, *paths)


# The first that a row looks like, counts.
_SIGNS: tuple[tuple[str, _Sign], ...] = (
    (OWN, _is_own),
    ("verl", _with("reward_model.ground_truth", "prompt")),
    ("skyrl", _with("reward_spec.ground_truth", "prompt")),
    ("verifiers", _with("prompt", "answer", "info")),
    ("slime", _with("prompt", "label", "metadata")),
    ("openrlhf", _with("input", "label")),
    ("nemo-rl", _with("input", "output")),
    ("roll", _with("messages", "ground_truth")),
    ("easyr1", _is_easyr1),
    ("gsm8k", _is_gsm8k),
    ("r1vl-10k", _is_r1vl),
    ("mulberry-sft", _is_mulberry),
    ("swift", _with("messages", "solution")),
    ("areal", _with("messages", "answer")),
    ("trl", lambda row: _has(row, "prompt") and (_has(row, "answer") or _has(row, "solution"))),
)
