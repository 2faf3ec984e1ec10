"""Cut reasoning into steps: numbered items, paragraphs or lines."""

from __future__ import annotations

import re
from itertools import islice

from stepreward.parsing.spans import PARAGRAPH, trimmed
from stepreward.trace import Step

MAX_STEPS = 500  # that are read; nobody writes more
_MAX_PIECES = 4 * MAX_STEPS  # paragraphs or lines, of which some may be blank or code
_MAX_CHARS = 200_000  # in which a list has to begin
_MAX_LINES = 1_000  # with a number in them, of which two begin items
_LINE = re.compile(r"\n\s*")
_MARK = r"""[ \t]*(?:\#{1,6}[ \t]*)?[*_]*
    (?:step[ \t]*([0-9]{1,4})(?!\.[0-9])[*_]*[ \t]*[:.)\-]|([0-9]{1,4})[.)](?=[ \t*_]))
    [*_]*[ \t]*"""
_ITEM = re.compile("^" + _MARK, re.MULTILINE | re.IGNORECASE | re.VERBOSE)
_FIRST_ITEM = re.compile(_MARK, re.IGNORECASE | re.VERBOSE)  # on the line of its header
_NUMBER = re.compile(r"[0-9][*_]*[ \t]*[:.)\-]")  # in each of them


def split_steps(text: str, start: int, end: int) -> list[Step]:
    r"""Cut reasoning into steps: numbered items, else paragraphs, else lines.

    >>> [step.text for step in split_steps("1. add\n2. halve", 0, 15)]
    ['add', 'halve']
    """
    listed = _items(text, start, end)
    if len(listed) > 1:
        return _numbered(text, start, end, listed)
    for pattern in (PARAGRAPH, _LINE):
        cuts = [match.span() for match in islice(pattern.finditer(text, start, end), _MAX_PIECES)]
        if cuts:
            starts = [start, *(high for _, high in cuts)]
            ends = [*(low for low, _ in cuts), end]
            return [
                Step(None, text[low:high], low, high)
                for low, high in zip(starts[:_MAX_PIECES], ends, strict=False)
                if low < high and not text[low:high].isspace()
            ]
    return [Step(None, text[start:end], start, end)] if start < end else []


def _numbered(text: str, start: int, end: int, listed: list[re.Match[str]]) -> list[Step]:
    """Cut a numbered list; text that leads in is a step without a number."""
    steps = []
    low, high = trimmed(text, start, listed[0].start())
    if low < high:
        steps.append(Step(None, text[low:high], low, high))
    for at, mark in enumerate(listed):
        stop = listed[at + 1].start() if at + 1 < len(listed) else end
        low, high = trimmed(text, mark.end(), stop)
        steps.append(Step(_number_of(mark), text[low:high], low, high))
    return steps


def is_list(text: str) -> bool:
    """Tell whether a text has two numbered items at least."""
    line = count = 0
    for _ in range(_MAX_LINES):
        number = _NUMBER.search(text, line, _MAX_CHARS)
        if number is None:
            return False
        line = max(text.rfind("\n", line, number.start()) + 1, line)
        count += _FIRST_ITEM.match(text, line) is not None
        line = text.find("\n", number.end()) + 1
        if count == 2 or not line:
            break
    return count == 2


def _items(text: str, start: int, end: int) -> list[re.Match[str]]:
    """List the marks of a numbered list, which may begin on the line of its tag."""
    first = _FIRST_ITEM.match(text, start, end)
    behind = start if first is None else first.end()
    listed = list(islice(_ITEM.finditer(text, behind, end), MAX_STEPS))
    return listed if first is None else [first, *listed[: MAX_STEPS - 1]]


def _number_of(item: re.Match[str]) -> int:
    """Read the number of a list item."""
    return int(item[1] or item[2])
