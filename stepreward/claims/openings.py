"""Know a sentence again whatever opens it: "Next, 3 * 4 = 12" reads as "Indeed, 3 * 4 = 12"."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.algebra.tokens import tokenize
from stepreward.algebra.words import MULTIPLES, NUMBER_WORDS
from stepreward.claims.chains import ROUNDED
from stepreward.claims.operators import OPERATION_WORDS, TRIGGERS
from stepreward.claims.tidy import UNTIDY
from stepreward.kept import kept_for_short

_OPENED = re.compile(r"[ \t]*([A-Z][a-z]{1,19}),(?=\s)")
_STOCK = "Indeed,"
_TELLING = TRIGGERS | OPERATION_WORDS | NUMBER_WORDS | frozenset(MULTIPLES)


class Opened(NamedTuple):
    """A sentence under the stock opening, and where its own begins and ends."""

    text: str
    word: str
    start: int
    end: int

    @property
    def shift(self) -> int:
        """How far behind its place in ``text`` a sentence's own place stands, past the opening."""
        return self.end - len(_STOCK)


def reopened(sentence: str) -> Opened | None:
    """Put the stock opening in place of a sentence's own; None where that tells something.

    >>> reopened("Next, he buys 3 * 4 = 12.")
    Opened(text='Indeed, he buys 3 * 4 = 12.', word='Next', start=0, end=5)
    """
    found = _OPENED.match(sentence)
    if found is None or not _tells_nothing(found[1]):
        return None
    start, end = found.start(1), found.end()
    return Opened(_STOCK + sentence[end:], found[1], start, end)


@kept_for_short
def _tells_nothing(word: str) -> bool:
    """Tell a word that stands before a comma as any other would, for what a sentence equates."""
    if word.lower() in _TELLING or ROUNDED.search(word) is not None:
        return False
    return UNTIDY.search(word) is None and [t.kind for t in tokenize(f"{word},")] == ["word", "sep"]
