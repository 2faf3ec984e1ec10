"""Tell a text that only says the question again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_lowercase, digits

from stepreward.runs import Runs

_WORDS = Runs(r"[^\W_]+", ascii_lowercase + digits, has_more=True)
_MAX_CHARS = 20_000
_SHARE = 0.85
_FROM = 6  # words a text needs before it can be called a copy
_QUOTED_SHARE = 0.5
_MIN_QUOTED = 3

Grams = frozenset[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """List the lower-case words and numbers of a text."""
    return _WORDS.of(text.lower())


@lru_cache(maxsize=1024)
def grams_of(question: str) -> Grams:
    """Collect the runs of three words of a question."""
    words = words_of(question[:_MAX_CHARS])
    return frozenset(zip(words, words[1:], words[2:], strict=False))


_ATTRIBUTED = re.compile(
    r"""\W*(?:the|this|our)\s+(?:problem|question|task|exercise)(?:\s+statement)?\s+
    (?:says?|states?|tells?|gives?|reads?|asks?|mentions?)\b(?:\s+(?:us|me|that))*
    | \W*(?:first,?\s+)?(?:let\s+me|let['’]s|let\s+us|i(?:['’]ll|\s+will)?|we)\s+(?:first\s+)?
    (?:restate|rephrase|repeat|reread|re-read)\s+(?:the|this|our)\s+(?:problem|question|task)\b
    (?:\s*[:,.–—-]\s*(?:we(?:['’]re|\s+are)\s+(?:given|told)\s+that)?)?
    | \W*we(?:['’]re|\s+are)\s+(?:given|told)\s+(?:in|by)\s+(?:the|this)\s+
    (?:problem|question|task|exercise)\b(?:\s+that)?
    | \W*(?:in|by)\s+the\s+(?:problem|question|task)(?:\s+statement)?,?\s+
    (?:it\s+is|it['’]s|we(?:['’]re|\s+are))\s+(?:said|stated|given|told)\s+that\b""",
    re.IGNORECASE | re.VERBOSE,
)


def is_quoted(text: str, grams: Grams) -> bool:
    """Tell what "The problem says that …" introduces, where most of it is the question's."""
    opening = _ATTRIBUTED.match(text)
    words = words_of(text[opening.end() :]) if opening is not None else []
    if len(words) < _MIN_QUOTED:
        return False
    return _shared(words, grams) >= _QUOTED_SHARE * (len(words) - 2)


_NAMES = ("problem", "question", "task", "exercise")  # of what ``_ATTRIBUTED`` quotes


def may_quote(text: str, start: int, end: int, grams: Grams) -> bool:
    """Tell whether a stretch may say the question again; most do not name it."""
    if not grams:
        return False
    said = text[start:end].lower()
    return any([name in said for name in _NAMES])


def is_quoted_at(text: str, sentence_start: int, span: tuple[int, int], grams: Grams) -> bool:
    """Tell a span of the question that its sentence, from its start, only quotes."""
    said = text[sentence_start : span[1]]
    count = max(len(words_of(text[slice(*span)])), _MIN_QUOTED)
    words = words_of(said)[-count:]
    return _shared(words, grams) == count - 2 and is_quoted(said, grams)


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
