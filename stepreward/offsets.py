"""Character spans of sampled tokens, from the ids themselves: text does not give them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

_WINDOW = 8  # tokens decoded together; enough for any character split over several
_MAX_WINDOW = 12  # where the window ends inside a character
_BROKEN = "\ufffd"


class Tokenizer(Protocol):
    """What we need of a tokenizer: Hugging Face's slow and fast ones have it."""

    def decode(self, token_ids: Any, **kwargs: Any) -> str:
        """Turn ids into text."""


def token_offsets(tokenizer: Tokenizer, completion_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Find where each sampled token stands in the decoded completion.

    Gives T spans into ``tokenizer.decode(completion_ids, skip_special_tokens=False)``. A token
    that holds only some bytes of a character gets the empty span before it; the token that
    completes it gets the character.
    """
    ids = [int(token) for token in completion_ids]
    spans: list[tuple[int, int]] = []
    position = 0
    start = 0  # the window begins where the text was whole
    settled = 0  # characters of the window that earlier tokens gave
    for at in range(len(ids)):
        text = tokenizer.decode(ids[start : at + 1], skip_special_tokens=False)
        whole = text[:-1] if text.endswith(_BROKEN) and at + 1 - start < _MAX_WINDOW else text
        grown = max(len(whole) - settled, 0)
        spans.append((position, position + grown))
        position += grown
        settled += grown
        size = at + 1 - start
        if size >= _WINDOW and (not text.endswith(_BROKEN) or size >= _MAX_WINDOW):
            start = at
            settled = len(tokenizer.decode(ids[start : at + 1], skip_special_tokens=False))
    return spans
