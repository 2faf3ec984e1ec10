"""What a bullet says under its heading, and a cell of a table under its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]

_BULLET = re.compile(r"\s*(?:[-*•+]|\d{1,2}[.)])\s")
_RULE = re.compile(r"[\s|:\-]+")
_MAX_CELLS = 40  # of one row
_BARE = re.compile(r"[\s*$#]*(?!(?:1[89]|20)\d\d\b)(?:\d{1,6}|[A-Za-z])[\s*$]*")  # no year


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
    for at, (low, high) in enumerate(spans):
        line = text[low:high]
        if _is_row(line) or ("|" in line and (columns or _is_ruled(text, spans[at + 1 : at + 2]))):
            if _RULE.fullmatch(line) is not None:
                continue
            cells = _cells(text, low, high)
            if not columns:
                columns = cells
                yield Piece(low, high)
                continue
            yield from _row(text, cells, columns)
            continue
        columns = []
        if heading is not None and _BULLET.match(line) is not None:
            yield Piece(low, high, (heading,))
            continue
        yield Piece(low, high)
        is_heading = ":" in line and line.rstrip().rstrip("*_").rstrip().endswith(":")
        heading = (low, high) if is_heading else None


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _is_ruled(text: str, spans: Sequence[Span]) -> bool:
    """Tell whether what follows is the rule under the head of a table without outer bars."""
    rules = (text[low:high].replace(" ", "").replace(":", "") for low, high in spans)
    return any("-|-" in rule and _RULE.fullmatch(rule) is not None for rule in rules)


def _row(text: str, cells: Sequence[Span], columns: Sequence[Span]) -> Iterator[Piece]:
    """Give each cell behind the first the row's label and the head of its column.

    A bare number or letter among them is named by the head of the first column: grade 7.
    """
    if not cells:
        return
    label, corner = cells[0], columns[:1]
    for at, (low, high) in enumerate(cells[1:], start=1):
        if not text[low:high].strip():
            continue
        column = columns[at : at + 1]
        own = [
            (*(corner if _BARE.fullmatch(text, *one) is not None else ()), one)
            for one in (label, *column)
        ]
        spans = [span for named in own for span in named if text[slice(*span)].strip()]
        yield Piece(low, high, tuple(dict.fromkeys(spans)))


def _cells(text: str, low: int, high: int) -> list[Span]:
    """List the cells of a row, blank ones too, so that each stays in its column."""
    high = low + len(text[low:high].rstrip())
    first = low if not text[low:high].lstrip().startswith("|") else text.index("|", low) + 1
    edges = [at for at in range(first, high) if text[at] == "|"][:_MAX_CELLS]
    if not edges or edges[-1] != high - 1:
        edges.append(high)
    starts = [first, *[edge + 1 for edge in edges]]
    return list(zip(starts, edges, strict=False))
