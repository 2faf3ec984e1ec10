"""Multiple choice: the letter, the text of an option, or both; options read from the question."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_OPTION = re.compile(
    r"(?:^|[\n;,]|\s{2,}|(?<=[.?:)])\s|\s(?=\())[ \t]*[*_]*(?:\(([A-J])\)|([A-J])\s?[.:)])[*_]*[ \t]*",
    re.MULTILINE,
)
_INLINE = re.compile(r"(?:^|\s)\(?([A-J])(?:\)|[.:])\s*")
_LETTER = re.compile(
    r"\s*[*_$\\(\[{]*(?:\\?text\{)?(?:(?:option|choice|answer)\s+)?\(?([A-Ja-j])\)?(?:\})?[*_$)\]}]*\s*[.:]?\s*",
    re.IGNORECASE,
)
_LETTER_AND_TEXT = re.compile(
    r"\s*[*_$]*(?:(?:option|choice)\s+)?(?:\(([A-J])\)|([A-J])\s*[.:)\]])[*_$]*\s*[-:.]?\s*(\S.*?)\s*",
    re.DOTALL,
)


_MARKUP = re.compile(
    r"\\(?:text|textbf|mathrm|mathbf|boxed|mbox|textrm)\s*\{([^{}]*)\}|\\[()\[\],;:! ]|\$"
)


class Choice(NamedTuple):
    """What was picked: a letter, the text behind it, or both."""

    letter: str | None
    text: str | None


@lru_cache(maxsize=512)
def options_of(question: str) -> dict[str, str]:
    """Read the options of a question: at least A and B, in order.

    >>> options_of("Which?\\nA: 3\\nB: 6")
    {'A': '3', 'B': '6'}
    """
    tail = question[-4_000:]
    for pattern in (_OPTION, _INLINE):
        marks = list(pattern.finditer(tail))
        best: dict[str, str] = {}
        for first, mark in enumerate(marks):
            if _letter(mark) != "A":
                continue
            run = [mark]
            for following in marks[first + 1 :]:
                if _letter(following) == chr(ord("A") + len(run)):
                    run.append(following)
            ends = [following.start() for following in run[1:]] + [_last_end(tail, run[-1].end())]
            found = {
                _letter(one): tail[one.end() : end].strip(" \t\n,;*_")
                for one, end in zip(run, ends, strict=True)
            }
            if len(found) > 1:
                best = found
        if best:
            return best
    return {}


def _letter(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _last_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def read_choice(text: str, letters: frozenset[str]) -> Choice | None:
    """Read "B", "(b)", "B: 45" or "B. 45"; None where no letter is named.

    >>> read_choice("B: 45", frozenset())
    Choice(letter='B', text='45')
    """
    if len(text) > 500:
        return None
    if "\\" in text or "$" in text:
        text = _MARKUP.sub(lambda match: match[1] or "", text).strip()
    match = _LETTER.fullmatch(text)
    if match is not None:
        letter = match[1].upper()
        if not letters or letter in letters:
            return Choice(letter, None)
        return None
    both = _LETTER_AND_TEXT.fullmatch(text)
    if both is None:
        return None
    letter = both[1] or both[2]
    if letters and letter not in letters:
        return None
    return Choice(letter, both[3].strip("*_ "))
