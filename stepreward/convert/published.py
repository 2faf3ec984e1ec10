"""Published data sets as items: R1-VL-10K, Mulberry-SFT and GSM8K."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from stepreward.answer import judge
from stepreward.convert.item import Item, beside
from stepreward.convert.prompts import Message, last_asked, part_text, read_chat
from stepreward.errors import RecordError
from stepreward.parsing import parse
from stepreward.records import read_truth
from stepreward.records.jsonl import kind
from stepreward.records.pictures import take_images
from stepreward.text import completion_text

_ROLES = {"human": "user", "gpt": "assistant"}  # ShareGPT's words
_CALCULATION = re.compile(r"<<([^<>]{1,400})>>")
_OPERATION = re.compile(r"[^=]*[\w)%.]\s*[-+*/]\s*[^\s=]")  # 5=5 has none


def read_r1vl(row: Mapping[str, Any]) -> Item:
    """Read a row of R1-VL-10K: ``problem``, ``solution``, ``image_path`` and ``key_steps``.

    Rows that keep the problem and its solution as ``messages`` are read as well.
    """
    chat, chat_name = _chat(row)
    asked, asked_name = _first(row, "problem", "question")
    solution, solution_name = _first(row, "solution", "answer")
    asked = last_asked(chat) if asked is None else asked
    solution = completion_text(_said(chat)) if solution is None else solution
    used = {asked_name, solution_name, "key_steps", chat_name}
    if not isinstance(solution, (str, int, float)) or solution == "":
        raise RecordError(f"solution: expected an answer or a trace; got {kind(solution)}")
    if isinstance(solution, str) and ("\n" in solution.strip() or "###" in solution):
        return _stated(row, asked, *_answer_of(solution), used)
    bare = solution.strip() if isinstance(solution, str) else solution
    return _stated(row, asked, bare, None, used)


def read_mulberry(row: Mapping[str, Any]) -> Item:
    """Read a row of Mulberry-SFT: a chat in ``messages``, and ``images``."""
    chat, chat_name = _chat(row)
    if len(chat) != 2 or chat[0]["role"] != "user" or chat[1]["role"] != "assistant":
        name = chat_name or "messages"
        raise RecordError(f"{name}: expected a question of the user and a trace for it")
    asked, trace = chat[0]["content"], chat[1]["content"]
    return _stated(row, asked, *_answer_of(trace), {chat_name, "key_steps"})


def read_gsm8k(row: Mapping[str, Any]) -> Item:
    """Read a row of GSM8K: ``question``, and ``answer``, a solution that ends on ``#### 6``.

    Its calculations ``<<12/2=6>>`` become key steps, but for a last one that is the answer.
    """
    solution = row.get("answer")
    if not isinstance(solution, str) or "####" not in solution:
        raise RecordError(f"answer: expected a solution that ends on ####; got {kind(solution)}")
    answer = solution.rpartition("####")[2].strip()
    calculations = [one.strip() for one in _CALCULATION.findall(solution)]
    steps = [one for one in dict.fromkeys(calculations) if _OPERATION.match(one)]
    if steps and judge(_value(steps[-1]), [answer]).verdict == "equal":
        steps.pop()
    truth = {"answer": answer, "key_steps": [[step] for step in steps]}
    trace: dict[str, Any] = {"trace": _CALCULATION.sub("", solution)}
    trace |= {"calculations": calculations} if calculations else {}
    rest = {name: one for name, one in row.items() if name not in ("question", "answer")}
    read = read_truth(truth | {"question": row.get("question")})
    return Item(read, answer, carried=beside(rest, trace))


def _value(calculation: str) -> str:
    return calculation.rpartition("=")[2].strip().lstrip("$")


def _stated(
    row: Mapping[str, Any],
    asked: object,
    answer: object,
    trace: str | None,
    used: set[str | None],
) -> Item:
    """Put an item together; the question may hold an instruction."""
    images, image_name = take_images(row)
    if not isinstance(asked, str):
        raise RecordError(f"problem: expected text; got {kind(asked)}")
    instruction, question = part_text(asked)
    held = {"answer": answer, "key_steps": row.get("key_steps"), "question": question}
    rest = {name: one for name, one in row.items() if name not in used | {image_name}}
    carried = beside(rest, {} if trace is None else {"trace": trace})
    return Item(read_truth(held), answer, instruction, images=images, carried=carried)


def _answer_of(solution: str) -> tuple[str, str | None]:
    """Take the final answer out of a solution, and give the trace, where it has steps."""
    trace = parse(solution)
    if trace.answer is None or not trace.answer.text.strip():
        raise RecordError("the trace has no final answer; end it on ### The final answer is: …")
    return trace.answer.text.strip(), solution if trace.steps else None


def _chat(row: Mapping[str, Any]) -> tuple[tuple[Message, ...], str | None]:
    """Read the messages of a row, under either of their names and in either of their words."""
    name = next((one for one in ("messages", "conversations") if row.get(one)), None)
    if name is None:
        return (), None
    listed = row[name]
    if isinstance(listed, list) and all(isinstance(one, Mapping) for one in listed):
        listed = [_message(one) for one in listed]
    return read_chat(listed, name), name


def _message(one: Mapping[str, Any]) -> dict[str, Any]:
    role = one.get("role", one.get("from"))
    return {"role": _ROLES.get(str(role), role), "content": one.get("content", one.get("value"))}


def _said(chat: tuple[Message, ...]) -> list[Message]:
    return [one for one in chat if one["role"] == "assistant"]


def _first(row: Mapping[str, Any], *names: str) -> tuple[Any, str | None]:
    """Give the first of some fields that a row holds, and its name."""
    found = ((row[name], name) for name in names if row.get(name) is not None)
    return next(found, (None, None))
