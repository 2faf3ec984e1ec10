"""Spans of a text: the edges that decorate it, its paragraphs, the code blocks in it."""

from __future__ import annotations

import re
from bisect import bisect_right

PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
EDGES = " \t\r\n\f\v*_"
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)

Spans = list[tuple[int, int]]


def trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    """Shrink a span to what is no white space and no decoration of a header."""
    if low >= high:
        return low, high
    kept = text[low:high].lstrip(EDGES)
    low = high - len(kept)
    return low, low + len(kept.rstrip(EDGES + "#"))


def code_blocks(text: str) -> Spans:
    """List the spans inside ``` fences; one left open runs to the end."""
    if "```" not in text:
        return []
    marks = [match.start() for match in _FENCE.finditer(text)]
    ends = marks[1::2] + [len(text)] * (len(marks) % 2)
    return list(zip(marks[::2], ends, strict=True))


def is_blocked(at: int, blocked: Spans) -> bool:
    """Tell whether a position lies in one of the spans."""
    where = bisect_right(blocked, at, key=lambda span: span[0]) - 1
    return where >= 0 and at < blocked[where][1]


def is_all_code(text: str, start: int, end: int, blocked: Spans) -> bool:
    """Tell whether a span holds nothing but one code block, or a piece of it."""
    where = bisect_right(blocked, start, key=lambda span: span[0]) - 1
    if where < 0 or start >= blocked[where][1]:
        return False
    return not text[blocked[where][1] : end].strip("` \t\r\n")
