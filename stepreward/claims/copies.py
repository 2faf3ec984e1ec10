"""Tell a text that only says the question again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_MAX_CHARS = 20_000
_SHARE = 0.85
_FROM = 6  # words a text needs before it can be called a copy

Grams = frozenset[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """List the lower-case words and numbers of a text."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1024)
def grams_of(question: str) -> Grams:
    """Collect the runs of three words of a question."""
    words = words_of(question[:_MAX_CHARS])
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def is_copy(words: Sequence[str], grams: Grams) -> bool:
    """Tell whether nearly all runs of three words stand in the question as well."""
    if len(words) < _FROM or not grams:
        return False
    own = zip(words, words[1:], words[2:], strict=False)
    return sum(map(grams.__contains__, own)) >= _SHARE * (len(words) - 2)
