"""A row of a framework's layout as an item; what it holds besides is carried."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stepreward.convert.item import Item, beside, unfolded, with_label
from stepreward.convert.layouts import OURS, Layout
from stepreward.convert.prompts import (
    Message,
    bare,
    last_asked,
    part_chat,
    part_text,
    read_chat,
)
from stepreward.errors import RecordError
from stepreward.records import look_up, read_truth
from stepreward.records.fields import ABSENT
from stepreward.records.pictures import take_images


def read_layout(row: Mapping[str, Any], layout: Layout) -> Item:
    """Read one row, of ours or of somebody else; raise RecordError naming the field."""
    chat, has_own_chat = _chat(row, layout)
    chat, reply = _without_reply(chat, layout)
    held = _truth(row, layout, chat)
    truth = read_truth({name: held.get(name) for name in ("answer", "key_steps", "question")})
    images, image_name = take_images(row)
    gold = _gold(row, layout)
    known: set[str | None] = {path for path in layout.answers if look_up(row, path) == gold}
    known |= {layout.prompt, layout.text}
    known |= {image_name, *(f"{layout.details}{name}" for name in ("key_steps", "question"))}
    rest = {name: value for name, value in _rest(row, layout) if name not in known}
    carried = unfolded(_carried(rest, layout))
    if held.get("prefill") is not None:
        carried.setdefault("prefill", held["prefill"])
    if reply is not None:
        carried = beside(carried, {"trace": reply})
    if not has_own_chat and isinstance(carried.get("prompt"), list):
        chat, has_own_chat = read_chat(carried.pop("prompt"), "prompt"), True
    instruction, prompt = _parted(chat, truth.question)
    answers = truth.answers
    answer = answers[0] if len(answers) == 1 else list(answers)
    return Item(truth, answer, instruction, prompt, images, carried)


def _chat(row: Mapping[str, Any], layout: Layout) -> tuple[tuple[Message, ...], bool]:
    """Read the prompt; tell whether the layout keeps its messages apart."""
    held = look_up(row, layout.prompt)
    if layout.style == "json" and isinstance(held, str):
        try:
            held = json.loads(held)
        except (ValueError, RecursionError):
            raise RecordError(f"{layout.prompt}: is no JSON; write chat messages") from None
    if held in (ABSENT, None) and layout.text is not None:
        held = look_up(row, layout.text)
    if held in (ABSENT, None):
        raise RecordError(f"{layout.prompt}: no such field; {layout.name} keeps the prompt there")
    chat = read_chat(held, layout.prompt)
    if last_asked(chat) is None:
        raise RecordError(f"{layout.prompt}: has no message of the user; add one")
    return chat, layout.style != "text"


def _without_reply(
    chat: tuple[Message, ...], layout: Layout
) -> tuple[tuple[Message, ...], str | None]:
    """Take the reply off messages that end on one: it is no part of the prompt."""
    if layout.prompt != "messages" or chat[-1]["role"] != "assistant":
        return chat, None
    return chat[:-1], chat[-1]["content"]


def _gold(row: Mapping[str, Any], layout: Layout) -> Any:
    """Give the first gold answer that a row holds; None where it holds none."""
    found = (look_up(row, path) for path in layout.answers)
    return next((one for one in found if one not in (ABSENT, None)), None)


def _truth(row: Mapping[str, Any], layout: Layout, chat: tuple[Message, ...]) -> dict[str, Any]:
    """Gather what a row says of the truth; without a question the prompt gives it."""
    answer = _gold(row, layout)
    if answer is None:
        raise RecordError(f"{layout.answers[0]}: no gold answer; {layout.name} keeps it there")
    beside = {name: look_up(row, f"{layout.details}{name}") for name in ("key_steps", "question")}
    held = {name: value for name, value in beside.items() if value is not ABSENT}
    held = with_label({**held, "answer": answer})
    if "question" not in held:
        held["question"] = part_text(last_asked(chat) or "")[1]
    return held


def _parted(
    chat: tuple[Message, ...], question: str | None
) -> tuple[str | None, tuple[Message, ...]]:
    instruction, asked = part_text(chat[0]["content"])
    if len(chat) == 1 and instruction and question is not None and asked == bare(question):
        return instruction, ()
    return part_chat(chat, question)


def _rest(row: Mapping[str, Any], layout: Layout) -> Iterator[tuple[str, Any]]:
    """List the fields of a row by their paths, those of its nested objects each on its own."""
    paths = (*layout.answers, *layout.fixed, *layout.labels.values(), layout.details)
    nested = {path.partition(".")[0] for path in paths if "." in path}
    for name, value in row.items():
        if name in nested and isinstance(value, dict):
            yield from ((f"{name}.{key}", one) for key, one in value.items())
        else:
            yield name, value


def _carried(rest: Mapping[str, Any], layout: Layout) -> dict[str, Any]:
    """Give what is left under short names; what we write into every row is left out."""
    ours = {**layout.fixed, layout.labels.get("data_source", ""): OURS}
    labels = {path: label for label, path in layout.labels.items()}
    carried: dict[str, Any] = {}
    for path, value in sorted(rest.items(), key=lambda one: "." in one[0]):
        if value is None or ours.get(path) == value:
            continue
        short = labels.get(path) or path.rpartition(".")[2]
        carried[path if short in carried else short] = value
    return carried
