"""Where in a text that begins with its prompt the completion begins."""

from __future__ import annotations

_IMAGES = ("<|image_pad|>", "<|video_pad|>", "<|vision_end|>", "<image>")
_TAIL = 400  # characters of a prompt that tell where it ends


def behind_prompt(query: str, prompt: str) -> str:
    """Cut the prompt off a text that holds it and a completion.

    The two need not agree to the character: a prompt may have lost its beginning to a limit, and
    its images may have been written out. Where its end is not found, the whole text is given.

    >>> behind_prompt("<|image_pad|><|image_pad|>Why?### Step 1: 3", "<|image_pad|>Why?")
    '### Step 1: 3'
    """
    if query.startswith(prompt):
        return query[len(prompt) :]
    places = [(prompt.rfind(image), len(image)) for image in _IMAGES]
    behind_images = max((at + size for at, size in places if at >= 0), default=0)
    tail = prompt[behind_images:][-_TAIL:]
    end = -1
    for _ in range(prompt.count(tail) if tail else 0):
        found = query.find(tail, max(end, 0))
        if found < 0:
            break
        end = found + len(tail)
    return query if end < 0 else query[end:]
