"""What a bullet says under its heading, and a cell of a table under its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]

_BULLET = re.compile(r"\s*(?:[-*•+]|\d{1,2}[.)])\s")
_RULE = re.compile(r"[\s|:\-]+")
_CELL = re.compile(r"[^|\n]+")
_MAX_CELLS = 40  # of one row


# The asterisks of bold words: what they touch is no power, as in 2**3.
_BOLD = re.compile(
    r"(?<![\w)\]}.*])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?![\w(\[{\\*.])|(?<=\S)\*\*(?=\.(?!\d))"
)


def without_bold(text: str) -> str:
    """Blank the marks of bold print; every character keeps its place.

    >>> without_bold("so **25** of 2**3")
    'so   25   of 2**3'
    """
    return _BOLD.sub("  ", text) if "**" in text else text


class Piece(NamedTuple):
    """A stretch of text that is read as a sentence, and the headings it stands under."""

    start: int
    end: int
    headings: tuple[Span, ...] = ()


def pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    r"""Go through sentences; each cell of a table is one, under its row's label and its column.

    >>> text = "| Name | Math |\n|---|---|\n| Lena | 88 |"
    >>> [piece.headings for piece in pieces(text, [(0, 16), (16, 26), (26, 39)])][-1]
    ((27, 33), (8, 14))
    """
    heading: Span | None = None
    columns: list[Span] = []
    for low, high in spans:
        line = text[low:high]
        if line.lstrip().startswith("|"):
            cells = [match.span() for match in _CELL.finditer(text, low, high)]
            cells = [cell for cell in cells if text[slice(*cell)].strip()][:_MAX_CELLS]
            if _RULE.fullmatch(line) is not None:
                continue
            if not columns:
                columns = cells
                yield Piece(low, high)
                continue
            yield from _row(cells, columns)
            continue
        columns = []
        if heading is not None and _BULLET.match(line) is not None:
            yield Piece(low, high, (heading,))
            continue
        yield Piece(low, high)
        is_heading = ":" in line and line.rstrip().rstrip("*_").rstrip().endswith(":")
        heading = (low, high) if is_heading else None


def _row(cells: Sequence[Span], columns: Sequence[Span]) -> Iterator[Piece]:
    """Give each cell behind the first the row's label and the head of its column."""
    if not cells:
        return
    label = cells[0]
    for at, (low, high) in enumerate(cells[1:], start=1):
        column = (columns[at],) if at < len(columns) else ()
        yield Piece(low, high, (label, *column))
