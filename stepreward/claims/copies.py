"""Tell a text that only says the question again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_MAX_CHARS = 20_000
_SHARE = 0.85
_FROM = 6  # words a text needs before it can be called a copy
_QUOTED_SHARE = 0.5
_MIN_QUOTED = 3

Grams = frozenset[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """List the lower-case words and numbers of a text."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1024)
def grams_of(question: str) -> Grams:
    """Collect the runs of three words of a question."""
    words = words_of(question[:_MAX_CHARS])
    return frozenset(zip(words, words[1:], words[2:], strict=False))


_ATTRIBUTED = re.compile(
    r"""\W*(?:the|this|our)\s+(?:problem|question|task|exercise)(?:\s+statement)?\s+
    (?:says?|states?|tells?|gives?|reads?|asks?|mentions?)\b(?:\s+(?:us|me|that))*""",
    re.IGNORECASE | re.VERBOSE,
)


def is_quoted(text: str, grams: Grams) -> bool:
    """Tell what "The problem says that …" introduces, where most of it is the question's."""
    opening = _ATTRIBUTED.match(text)
    words = words_of(text[opening.end() :]) if opening is not None else []
    if len(words) < _MIN_QUOTED:
        return False
    return _shared(words, grams) >= _QUOTED_SHARE * (len(words) - 2)


def is_copy(words: Sequence[str], grams: Grams) -> bool:
    """Tell whether nearly all runs of three words stand in the question as well."""
    if len(words) < _FROM or not grams:
        return False
    left = len(words) - 2
    wanted = _SHARE * left
    for run in zip(words, words[1:], words[2:], strict=False):
        if run not in grams:
            left -= 1
            if left < wanted:
                return False  # most texts say something else soon
    return True


def _shared(words: Sequence[str], grams: Grams) -> int:
    """Count the runs of three words that stand in the question."""
    return sum(map(grams.__contains__, zip(words, words[1:], words[2:], strict=False)))
