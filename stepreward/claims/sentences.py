"""Cut text into sentences: at full stops that end one, line ends, question marks, semicolons."""

from __future__ import annotations

import re

MAX_SENTENCE = 2_000  # characters of a sentence that are read; nobody writes longer ones
# What it begins with stands alone in front: so the search goes from one such sign to the next.
_MARK = re.compile(
    r"[.!?\n;:](?:(?<=[.!?])[.!?]*[\"')\]*]*(?=\s|$)|(?<=\n)\s*|(?<=;)\s|(?<=:)\s*\n)"
)
_FACTORIAL = re.compile(r"\s*[-=+*/×·÷<>≈]")  # 5! = 120
# A line that begins with a relation sign goes on with the one before; ==== underlines a heading.
_GOES_ON = re.compile(r"(?:[$&]|\\[\[(]){0,3} {0,2}(?:=(?![=>])|[≈≅]|\\approx\b)")
# Some of them may end a sentence as well: a capital letter tells.
_MAY_END = frozenset("a.m p.m".split())
_NO_END = _MAY_END | frozenset("e.g i.e st mr ms dr mrs approx fig eq no vs cf".split())

_NO_ENDS = tuple(_NO_END)
_MAX_ABBREVIATION = max(map(len, _NO_END))


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    r"""List the spans of the sentences between two positions; none is blank.

    >>> sentences("See Fig. 2. Dr. Lee has 3.5 kg.")
    [(0, 11), (11, 31)]
    >>> sentences("cost = 3 * 4\n= 12\nIt is 12.")
    [(0, 18), (18, 27)]
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    low = start
    for match in _MARK.finditer(text, start, stop):
        at, behind = match.span()
        before = text[low:at].strip()
        if text[at] == "!" and _FACTORIAL.match(text, behind):
            continue
        if text[at] == "." and (before.isdecimal() or _is_abbreviation(text, low, at)):
            continue
        if before and text[at] == "\n" and _GOES_ON.match(text, behind, stop) is not None:
            continue
        if before:
            spans.append((low, behind))
        elif text[at] not in "\n;:":
            continue
        low = behind
    if low < stop and text[low:stop].strip():
        spans.append((low, stop))
    return spans


def _is_abbreviation(text: str, low: int, at: int) -> bool:
    """Tell "Dr." and the initial of "J. Smith" from the end of a sentence."""
    if not text[max(low, at - _MAX_ABBREVIATION) : at].lower().endswith(_NO_ENDS):
        return False
    word_start = at
    while word_start > low and (text[word_start - 1].isalpha() or text[word_start - 1] == "."):
        word_start -= 1
    word = text[word_start:at].lower()
    if word in _MAY_END:
        return not text[at + 1 : at + 4].lstrip(" )*\"'")[:1].isupper()
    return word in _NO_END
