"""What a policy is shown: an instruction and the question as chat, with marks for images."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from stepreward.errors import RecordError
from stepreward.records.jsonl import kind

MARK = "<image>"
_BETWEEN = "\n\n"  # an instruction and the question
# R1-VL and Mulberry ask for their sections in the user's text, the question behind them.
_SECTIONS = re.compile(
    r"(?s)(?P<instruction>.*### Image Description:.*### Step 1:.*### The final answer is:)"
    r"[ \t]*\n\s*(?P<question>\S.*)"
)

Message = dict[str, str]


def read_chat(value: object, where: str) -> tuple[Message, ...]:
    """Read a prompt, text or chat messages; content in parts becomes text with marks.

    >>> read_chat([{"role": "user", "content": [{"type": "image"}, {"text": "Why?"}]}], "prompt")
    ({'role': 'user', 'content': '<image>Why?'},)
    """
    if isinstance(value, str):
        return ({"role": "user", "content": value},)
    if not isinstance(value, list) or not value:
        raise RecordError(f"{where}: expected text or chat messages; got {kind(value)}")
    return tuple(_message(one, f"{where}[{at}]") for at, one in enumerate(value))


def _message(value: object, where: str) -> Message:
    if not isinstance(value, Mapping):
        raise RecordError(f"{where}: expected a chat message; got {kind(value)}")
    role, content = value.get("role"), value.get("content")
    more = [name for name in value if name not in ("role", "content") and value[name]]
    if more:
        raise RecordError(f"{where}.{more[0]}: a prompt holds role and content alone; take it out")
    if not isinstance(role, str):
        raise RecordError(f"{where}.role: expected text; got {kind(role)}")
    if isinstance(content, str):
        return {"role": role, "content": content}
    if not isinstance(content, list):
        raise RecordError(f"{where}.content: expected text or a list of parts; got {kind(content)}")
    return {"role": role, "content": "".join(_part(part, where) for part in content)}


def _part(part: object, where: str) -> str:
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str):
            return str(part["text"])
        if part.get("type") in ("image", "image_url"):
            return MARK
    raise RecordError(f"{where}.content: expected text or image parts; got {kind(part)}")


def bare(text: str) -> str:
    """Take the marks off the front of a text: that is where images stand anyway."""
    plain = text
    while plain.startswith(MARK):
        plain = plain[len(MARK) :].lstrip()
    return plain


def part_text(text: str) -> tuple[str | None, str]:
    """Part a user's text into an instruction that asks for R1-VL's sections, and the question."""
    plain = bare(text)
    found = _SECTIONS.fullmatch(plain)
    return (found["instruction"], bare(found["question"])) if found else (None, plain)


def part_chat(
    chat: Sequence[Message], question: str | None
) -> tuple[str | None, tuple[Message, ...]]:
    """Part a prompt whose question is known: its instruction, or itself where it is more."""
    if question is not None and len(chat) == 1 and chat[0]["role"] == "user":
        text, asked = bare(chat[0]["content"]).strip(), bare(question).strip()
        if text == asked:
            return None, ()
        if asked and text.endswith(f"{_BETWEEN}{asked}"):
            return text.removesuffix(asked).removesuffix(_BETWEEN), ()
    return None, tuple(chat)


def last_asked(chat: Iterable[Message]) -> str | None:
    """Give what the user said last."""
    said = [one["content"] for one in chat if one["role"] == "user"]
    return said[-1] if said else None


def ask(question: str, instruction: str | None) -> list[Message]:
    """Put a prompt together."""
    content = f"{instruction}{_BETWEEN}{question}" if instruction else question
    return [{"role": "user", "content": content}]


def instructed(chat: Iterable[Message], instruction: str | None) -> list[Message]:
    """Say an instruction before what the user says last."""
    copies = [dict(one) for one in chat]
    for message in reversed(copies):
        if instruction and message["role"] == "user":
            message["content"] = f"{instruction}{_BETWEEN}{message['content']}"
            break
    return copies


def marked(chat: Sequence[Message], images: int) -> list[Message]:
    """Have one mark for each image, those that the text leaves out at its front."""
    copies = [dict(one) for one in chat]
    found = sum(one["content"].count(MARK) for one in copies)
    if images and found > images:
        raise RecordError(f"prompt: has {found} {MARK} marks for {images} images; make them equal")
    for message in copies:
        if images and message["role"] == "user":
            message["content"] = MARK * (images - found) + message["content"]
            break
    return copies


def unmarked(chat: Iterable[Message], images: int) -> list[Message]:
    """Take the marks out, for a framework that puts images in front of the text itself."""
    copies = [dict(one) for one in chat]
    for message in copies:
        if images and MARK in message["content"]:
            message["content"] = message["content"].replace(MARK, "").strip()
    return copies
