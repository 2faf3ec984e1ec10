"""Find where a text states its final answer, and where that answer ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.parsing.spans import EDGES, PARAGRAPH, trimmed

MAX_LANDMARKS = 2_000  # headers that are read; a text with more is no trace
# A line that states the final answer where no header does.
_ANSWER_LINE = re.compile(
    r"""^[ \t>#*_]{0,20}(?:
        (?:so|thus|therefore|hence|finally|conclusion)?[,:]?[ \t]{0,20}
        (?:the[ \t]+)?(?:final[ \t]+)?answer
        [ \t]{0,20}[*_]{0,9}[ \t]{0,20}(?:is[ \t]{0,20})?
        (?:[:：=]+|(?<=is[ \t])|(?<=is))[ \t*_]*
      | A[ \t]*[:：][ \t]*
      | \#{4}[ \t]*
    )(?=\S)""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
# One of these is in each such line.
_ANSWER_SIGN = re.compile(r"[Aa](?:nswer|NSWER)|####|(?<![^\s>#*_])[Aa][ \t]*[:：]")
_HASHES = re.compile(r"(?<!#)####(?!#)[ \t]*(?=\S)")  # GSM8K's, behind a text on its line
# Fences of mathematics in lines of their own, before the box that they hold.
_FENCES = re.compile(r"^(?:\$|\\[\[(]|\\begin\{[a-z]{1,20}\*?\}|[*_&\s])+\Z", re.MULTILINE)
_FENCES_CHARS = 80
_OPENING = ("\\[", "$$", "\\begin")  # displayed mathematics goes on in the next line
_TALK_CHARS = 200  # of a line, that tell talk from an answer
# Four words in a row, or an operation with its result.
_TALK = re.compile(
    r".*?(?:[^\W\d_]{2,}[ ,]+[^\W_]+[ ,]+[^\W_]+[ ,]+[^\W_]|\d\)?\s*[-+*/×÷x]\s*\(?\d[^=\n]*=)"
)


class Landmark(NamedTuple):
    """A header: what it opens, the number of a step, and where it and its body start."""

    role: str
    name: str
    number: int | None
    start: int
    body: int


def answer_marks(text: str) -> list[Landmark]:
    """Find where a text without sections states its final answer: the last lines that do."""
    found = _stated(text)
    box = text.rfind("\\boxed")
    if box >= 0 and (not found or box > found[-1].body):
        if found and "\n" not in text[found[-1].body : box]:
            return _last_together(found, text)  # "The answer is \boxed{5}"
        return _last_boxes(text, box)
    return _last_together(found, text)


def _stated(text: str) -> list[Landmark]:
    """List the lines that say what the answer is, and every ####, wherever it stands."""
    found: list[Landmark] = []
    line = looked = 0
    is_new = True
    for sign in _ANSWER_SIGN.finditer(text):
        newline = text.rfind("\n", looked, sign.start())
        line, is_new = (newline + 1, True) if newline >= 0 else (line, is_new)
        looked = sign.start()
        match = _ANSWER_LINE.match(text, line) if is_new else None
        is_new = False
        if match is None and sign[0] == "####" and not (found and sign.start() < found[-1].body):
            match = _HASHES.match(text, sign.start())
        if match is None:
            continue
        start, body = match.span()
        if found and not text[found[-1].body : start].strip(EDGES):
            start = found.pop().start  # "The answer is: #### 5"
        found.append(Landmark("answer", "answer", None, start, body))
        if len(found) >= MAX_LANDMARKS:
            break
    return found


def _last_boxes(text: str, box: int) -> list[Landmark]:
    """Take the boxes of the last paragraph: several different ones are no answer."""
    paragraph = text.rfind("\n\n", 0, box)
    starts: list[int] = []
    at = max(paragraph, box - 1_000, 0)
    while (at := text.find("\\boxed", at)) >= 0 and len(starts) < MAX_LANDMARKS:
        starts.append(at)
        at += 6
    marks = [Landmark("answer", "answer", None, start, start) for start in starts]
    fences = _FENCES.search(text, max(starts[0] - _FENCES_CHARS, 0), starts[0])
    return [marks[0]._replace(start=fences.start()), *marks[1:]] if fences is not None else marks


def _last_together(found: list[Landmark], text: str) -> list[Landmark]:
    """Keep the last statement, and those right before it: two in a row contradict or repeat."""
    kept = found[-1:]
    for mark in reversed(found[:-1]):
        if text.count("\n", mark.body, kept[0].start) > 2:
            break
        kept.insert(0, mark)
    return kept


def answer_span(text: str, low: int, high: int) -> tuple[int, int]:
    """Keep the first paragraph of an answer: what follows it is talk."""
    if text.startswith("\\boxed", low):
        return low, _box_end(text, low, high)
    while low < high and text[low] in EDGES + ":：":
        low += 1
    behind = PARAGRAPH.search(text, low, high)
    high = behind.start() if behind is not None else high
    return trimmed(text, low, _talk_start(text, low, high))


def _talk_start(text: str, low: int, high: int) -> int:
    """Find where an answer of one line is followed by sentences or sums: they are no part of it."""
    line_end = text.find("\n", low, high)
    if line_end < 0:
        return high
    first = text[low:line_end].rstrip(EDGES)
    is_open = not first or first[-1] in ":,;&=+-\\" or any(mark in first for mark in _OPENING)
    if is_open or _TALK.match(first[:_TALK_CHARS]):
        return high
    behind = text[line_end : min(high, line_end + _TALK_CHARS)].lstrip()
    return line_end if _TALK.match(behind.partition("\n")[0]) else high


def _box_end(text: str, low: int, high: int) -> int:
    depth = 0
    for at in range(low, min(high, low + 5_000)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return high
