"""Our own records: prompts without completions, everything else carried in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stepreward.convert.item import EXTRA, Item, extra_text, key_steps_of, unfolded
from stepreward.convert.prompts import Message, last_asked, part_chat, read_chat
from stepreward.errors import RecordError
from stepreward.records import DEFAULT_FIELDS, Fields, look_up, read_truth
from stepreward.records.fields import without
from stepreward.records.pictures import take_images

_TRUTH = ("answer", "key_steps", "question")


def read_own(row: Mapping[str, Any], fields: Fields = DEFAULT_FIELDS) -> Item:
    """Read a record; raise RecordError naming the field and the mend."""
    row = unfolded(row)
    truth = read_truth(row, fields)
    paths = fields.found_in(row)
    images, image_name = take_images(row)
    carried = dict(row)
    for path in (paths[role] for role in _TRUTH if role in paths):
        carried = without(carried, path)
    carried.pop(image_name or "", None)
    instruction, prompt = _shown(carried, truth.question)
    return Item(truth, look_up(row, paths["answer"]), instruction, prompt, images, carried)


def _shown(carried: dict[str, Any], question: str | None) -> tuple[str | None, tuple[Message, ...]]:
    """Take the instruction and the prompt out of what is carried, where they are such."""
    instruction: str | None = None
    prompt: tuple[Message, ...] = ()
    if isinstance(carried.get("instruction"), str) and question is not None:
        instruction = carried.pop("instruction")
    if isinstance(carried.get("prompt"), (str, list)):
        chat = read_chat(carried["prompt"], "prompt")
        if last_asked(chat) is None:
            raise RecordError("prompt: has no message of the user; add one")
        del carried["prompt"]
        said, prompt = part_chat(chat, question)
        instruction = instruction or said
    return instruction, prompt


def write_own(item: Item) -> dict[str, Any]:
    """Write a record: the truth in normal form, and what is carried beside it."""
    truth = item.truth
    row: dict[str, Any] = {"id": item.carried.get("id"), "question": truth.question}
    is_one = isinstance(item.answer, list) and len(item.answer) == 1
    row |= {"answer": item.answer[0] if is_one else item.answer}
    row |= {"key_steps": key_steps_of(truth) or None}
    pictures = [one.as_text() for one in item.images]
    row |= {"image": pictures[0]} if len(pictures) == 1 else {"images": pictures or None}
    row |= {"instruction": item.instruction, "prompt": [*item.prompt] or None}
    row = {name: value for name, value in row.items() if value is not None}
    rest = {name: value for name, value in item.carried.items() if name != "id"}
    free = {name: value for name, value in rest.items() if name not in row}
    kept = {name: value for name, value in rest.items() if name in row}
    folded = extra_text(kept)
    return row | free | ({} if folded is None else {EXTRA: folded})


def write_own_columns(item: Item) -> dict[str, Any]:
    """Write a record for a table, where a column has one type: what is carried goes in one."""
    carried = dict(item.carried)
    row: dict[str, Any] = {"question": item.truth.question, "answer": list(item.truth.answers)}
    if isinstance(carried.get("id"), str):
        row["id"] = carried.pop("id")
    row |= {
        "key_steps": key_steps_of(item.truth),
        "images": [one.as_text() for one in item.images] or None,
        "instruction": item.instruction,
        "prompt": [*item.prompt] or None,
        EXTRA: extra_text(carried),
    }
    return {name: value for name, value in row.items() if value is not None}
