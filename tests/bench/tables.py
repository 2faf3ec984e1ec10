"""Print a table whose columns line up."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a title, a line of headings and the rows; the first column is words, the rest figures.

    The first heading may be empty.
    """
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    print(f"\n{title}")
    for line in lines:
        first, *rest = line
        figures = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print("  ".join((first.ljust(widths[0]), *figures)).rstrip())


def percent(share: float) -> str:
    """Write a share with two decimals: 0.9812 is 98.12 %."""
    return f"{share:.2%}".replace("%", " %")


def micros(seconds: float) -> str:
    """Write a time in microseconds."""
    return f"{seconds * 1e6:,.0f}"


def millis(seconds: float) -> str:
    """Write a time in milliseconds."""
    return f"{seconds * 1e3:,.2f}"
