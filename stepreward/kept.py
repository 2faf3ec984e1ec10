"""Keep what was read from short texts: a group of rollouts says the same sentence many times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_MAX_CHARS = 600  # of a text whose reading is kept
_MAX_READINGS = 4_096

_Reading = TypeVar("_Reading")


def kept_for_short(read: Callable[[str], _Reading]) -> Callable[[str], _Reading]:
    """Let a function remember what it made of its short texts; long ones are read each time."""
    remembered = lru_cache(maxsize=_MAX_READINGS)(read)

    @wraps(read)
    def look_up(text: str) -> _Reading:
        return remembered(text) if len(text) <= _MAX_CHARS else read(text)

    return look_up
