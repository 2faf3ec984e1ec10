"""Tell a text that only says the question again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_lowercase, digits

from stepreward.claims.spelling import canonical_word
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


_TASK = r"(?:problem|question|task|exercise|prompt)(?:\s+statement)?"
_ATTRIBUTED = re.compile(
    rf"""\W*(?:the|this|our)\s+{_TASK}\s+
    (?:says?|states?|claims?|asserts?|tells?|gives?|reads?|mentions?|provides?|describes?|presents?|concerns?
    |involves?|considers?|wants?|requires?|asks?|is\s+(?:asking|about|to\b))
    (?:\s+(?:us|me|that|for|about|to))*
    | \W*(?:first,?\s+)?(?:let\s+me|let['’]s|let\s+us|i(?:['’]ll|\s+will)?|we)\s+(?:first\s+)?
    (?:restate|rephrase|repeat|reread|re-read)\s+(?:the|this|our)\s+(?:problem|question|task)\b
    (?:\s*[:,.–—-]\s*(?:we(?:['’]re|\s+are)\s+(?:given|told)\s+that)?)?
    | \W*we(?:['’]re|\s+are)\s+(?:given|told)\s+(?:in|by)\s+(?:the|this)\s+{_TASK}\b(?:\s+that)?
    | \W*(?:in|by)\s+the\s+{_TASK},?\s+
    (?:it\s+is|it['’]s|we(?:['’]re|\s+are))\s+(?:said|stated|given|told)\s+that\b
    | \W*(?:we|i)\s+(?:know|see|learn|read)\s+(?:from|in)\s+(?:the|this)\s+{_TASK}\s+that\b
    | \W*(?:according\s+to|in|for)\s+(?:the|this)\s+{_TASK}\b,?""",
    re.IGNORECASE | re.VERBOSE,
)
# What opens a task that is not called one.
_TOLD = re.compile(
    r"""\W*(?:we|i)(?:['’]re|\s+are|\s+have\s+been)\s+(?:given|told|asked)\b(?:\s+(?:that|for|to))*
    | \W*(?:we|i)\s+(?:need|want|have|must|are|will)\s+(?:to\s+)?
    (?:find|solve|determine|compute|calculate|know|work\s+out|figure\s+out)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Behind it stands what follows from the question, not the question.
_CONCLUDED = re.compile(
    r"\b(?:so|hence|thus|thereby|therefore|mean(?:s|ing)|then|gives?|giving|follows|implies)\b",
    re.IGNORECASE,
)
_IDLE = frozenset(
    """a an the that which is are was were be has have had of in on at to with and for from by as it
    its how many much what where when whose us me we i given knowing find finding know knows if
    length value number there this""".split()
)
_MAY_LACK = 0.34  # of the words of what is called the question's


def is_quoted(text: str, grams: Grams) -> bool:
    """Tell what "The problem says that …" introduces, where most of it is the question's."""
    opening = _ATTRIBUTED.match(text)
    words = words_of(text[opening.end() :]) if opening is not None else []
    if opening is not None and len(words) >= _MIN_QUOTED:
        if _shared(words, grams) >= _QUOTED_SHARE * (len(words) - 2):
            return True
    return _is_told_again(text, opening, grams)


def _is_told_again(text: str, opening: re.Match[str] | None, grams: Grams) -> bool:
    """Tell what says the question again in its words, if not in its order."""
    may_lack = _MAY_LACK if opening is not None else 0.0
    opening = opening or _TOLD.match(text)
    if opening is None or _CONCLUDED.search(text, opening.end()) is not None:
        return False
    said = {word for word in words_of(text[opening.end() :]) if word not in _IDLE}
    lacking = {word for word in said if canonical_word(word) not in _spelled(grams)}
    if not said or any(word[0].isdecimal() for word in lacking):
        return False
    return len(lacking) <= may_lack * len(said)


@lru_cache(maxsize=1024)
def _spelled(grams: Grams) -> frozenset[str]:
    """Spell the words of a question by their stems."""
    return frozenset([canonical_word(word) for run in grams for word in run])


# A stretch of what says the question again has one of these: no other text is looked at.
_NAMES = tuple("problem question task exercise prompt given told asked want need".split())


def may_quote(text: str, start: int, end: int, grams: Grams) -> bool:
    """Tell whether a stretch may say the question again; most do not name it."""
    if not grams:
        return False
    said = text[start:end].lower()
    return any([name in said for name in _NAMES])


def is_quoted_at(text: str, sentence_start: int, span: tuple[int, int], grams: Grams) -> bool:
    """Tell a span of the question that its sentence, from its start, only quotes."""
    words = words_of(text[slice(*span)])
    return _runs_in(words, grams) and is_quoted(text[sentence_start : span[1]], grams)


def _runs_in(words: Sequence[str], grams: Grams) -> bool:
    """Tell words that stand side by side in the question."""
    if len(words) >= _MIN_QUOTED:
        return _shared(words, grams) == len(words) - 2
    pair = tuple(words)
    return any(pair in (run[: len(pair)], run[-len(pair) :]) for run in grams)


_THEN_ASKED = re.compile(
    r"\s(?:and\s|but\s)?(?:we|i)(?:['’]re|\s+are)?\s+(?:need|want|asked|have|must|should)\b",
    re.IGNORECASE,
)


def without_task(text: str) -> str:
    """Cut off ", and we need to find …", behind which no copy goes on."""
    asked = _THEN_ASKED.search(text)
    return text if asked is None else text[: asked.start()]


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
