"""Cut the prompt off a text that holds prompt and completion in one."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.errors import RecordError

# What chat templates write before the policy speaks, and around what others say.
_SPEAKS = re.compile(
    r"<\|im_start\|>assistant\n|<\|start_header_id\|>assistant<\|end_header_id\|>\s*"
    r"|<start_of_turn>model\n|\[/INST\]|<\|assistant\|>\n?|<｜Assistant｜>"
)
_TURN = re.compile(
    r"<\|(?:im_start|im_end|start_header_id|eot_id|end|user|system)\|>|<(?:start|end)_of_turn>"
    r"|\[INST\]|</s>|<｜User｜>|<｜end▁of▁sentence｜>"
)
_FIRST = re.compile(r"<s>|<bos>|<\|begin_of_text\|>|<｜begin▁of▁sentence｜>")
_IMAGES = ("<|image_pad|>", "<|video_pad|>", "<|vision_end|>", "<image>")
_TAIL = 400  # characters of a prompt that tell where it ends
_MIN_OVERLAP = 16  # characters; fewer may agree by chance
_MAX_TRIES = 64  # places of a prompt at which a text may begin


class Behind(NamedTuple):
    """What stands behind a prompt, and what the prompt already wrote of it (``<think>``)."""

    completion: str
    prefill: str


def behind_prompt(text: str, prompt: str) -> Behind:
    r"""Find where the prompt ends; raise RecordError where the text does not hold it.

    The two need not agree to the character: a prompt may have lost its beginning to a limit,
    stand behind a token that begins a text, or have its images written out.

    >>> behind_prompt("<|image_pad|><|image_pad|>Why?### Step 1: 3", "<|image_pad|>Why?")
    Behind(completion='### Step 1: 3', prefill='')
    >>> behind_prompt("[INST] 12/2? [/INST]<think>6</think>", "[INST] 12/2? [/INST]<think>")
    Behind(completion='6</think>', prefill='<think>')
    """
    end = _end_of_beginning(text, prompt)
    if end is None:
        end = _end_of_tail(text, prompt)
    if end is None:
        raise RecordError("does not begin with its prompt; send prompt and completion in one text")
    return Behind(text[end:], _begun(prompt))


def _end_of_beginning(text: str, prompt: str) -> int | None:
    """Find the end of a prompt that the text begins with, whole or without its left."""
    first = _FIRST.match(text)
    for start in (0, first.end() if first else 0):
        if text.startswith(prompt, start):
            return start + len(prompt)
        opening = text[start : start + _MIN_OVERLAP]
        at = prompt.find(opening) if len(opening) == _MIN_OVERLAP else -1
        for _ in range(_MAX_TRIES):
            if at < 0:
                break
            if text.startswith(prompt[at:], start):
                return start + len(prompt) - at
            at = prompt.find(opening, at + 1)
    return None


def _end_of_tail(text: str, prompt: str) -> int | None:
    """Find the last words of a prompt, behind its images; a policy that repeats them is late."""
    places = [(prompt.rfind(image), len(image)) for image in _IMAGES]
    behind_images = max((at + size for at, size in places if at >= 0), default=0)
    tail = prompt[behind_images:][-_TAIL:]
    end = None
    for _ in range(prompt.count(tail) if tail else 0):
        found = text.find(tail, end or 0)
        if found < 0:
            break
        end = found + len(tail)
    return end


def _begun(prompt: str) -> str:
    """Read what a prompt wrote of the completion; nothing, where somebody else speaks last."""
    turns = list(_SPEAKS.finditer(prompt))
    begun = prompt[turns[-1].end() :] if turns else ""
    return "" if _TURN.search(begun) else begun
