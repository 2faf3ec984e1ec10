"""An item as a row of a framework's layout."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from stepreward.convert.item import (
    EXTRA,
    Item,
    extra_text,
    forms_of,
    is_plain,
    truth_text,
)
from stepreward.convert.layouts import OURS, TAKEN, Layout
from stepreward.convert.prompts import Message, ask, instructed, marked, unmarked
from stepreward.errors import RecordError
from stepreward.records import put

_DEFAULTS = {"data_source": OURS, "split": "train"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller asks for: an instruction, and the names of the data and of its split."""

    instruction: str | None = None
    data_source: str | None = None
    split: str | None = None


def write_layout(item: Item, layout: Layout, wishes: Wishes, index: int) -> dict[str, Any]:
    """Write one row; raise RecordError where there is nothing to ask."""
    chat = _chat(item, layout, wishes)
    row: dict[str, Any] = {}
    carried = dict(item.carried)
    put(row, layout.prompt, _in_style(chat, layout))
    if layout.text is not None:
        put(row, layout.text, _as_text(chat))
    for label, path in layout.labels.items():
        put(row, path, getattr(wishes, label) or _taken(carried, label) or _DEFAULTS[label])
    for path, value in layout.fixed.items():
        put(row, path, value)
    _put_truth(row, item, carried, layout)
    if layout.index is not None:
        put(row, layout.index, index)
    if item.images:
        row["images"] = [one.as_text() for one in item.images]
    if layout.style == "text" and item.prompt:
        carried["prompt"] = [*item.prompt]
    _put_rest(row, carried, layout)
    return row


def _chat(item: Item, layout: Layout, wishes: Wishes) -> list[Message]:
    if item.prompt:
        chat = instructed(item.prompt, wishes.instruction)
    elif item.truth.question is not None and item.truth.question.strip():
        chat = ask(item.truth.question, wishes.instruction or item.instruction)
    else:
        raise RecordError("question: nothing to ask; name one by --field question=NAME")
    place = marked if layout.has_marks else unmarked
    return place(chat, len(item.images))


def _in_style(chat: list[Message], layout: Layout) -> Any:
    if layout.style == "chat":
        return chat
    return json.dumps(chat) if layout.style == "json" else _as_text(chat)


def _as_text(chat: list[Message]) -> str:
    return "\n\n".join(message["content"] for message in chat)


def _put_truth(row: dict[str, Any], item: Item, carried: dict[str, Any], layout: Layout) -> None:
    if layout.is_labelled:
        prefill = _taken(carried, "prefill")
        answer = truth_text(item.truth, prefill)
    else:
        answer = item.truth.answers[0] if is_plain(item.truth) else truth_text(item.truth)
        put(row, f"{layout.details}key_steps", forms_of(item.truth))
        put(row, f"{layout.details}question", item.truth.question)
    for path in layout.answers:
        put(row, path, answer)


def _put_rest(row: dict[str, Any], carried: dict[str, Any], layout: Layout) -> None:
    for name in TAKEN:
        value = _taken(carried, name)
        if value is not None:
            put(row, f"{layout.details}{name}", value)
    folded = extra_text(carried)
    if folded is not None:
        put(row, f"{layout.details}{EXTRA}", folded)


def _taken(carried: dict[str, Any], name: str) -> str | None:
    """Take a text out of what is carried; what is no text stays there."""
    return carried.pop(name) if isinstance(carried.get(name), str) else None
