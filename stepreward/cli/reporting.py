"""What ``stepreward report`` says, and where its page goes."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from stepreward.cli.words import rejected
from stepreward.page import Page, serve_page, write_page
from stepreward.render import counted, visible

_NAME = "report.html"


def say_made(page: Page) -> None:
    """Say what the page is of, and what it leaves out."""
    for traces, shown in zip(page.traces, page.shown, strict=True):
        more = "" if shown == traces else f", of which {shown:,} are shown; --limit sets how many"
        _say(f"{counted(traces, 'trace')}{more}")
    if page.paired is not None:
        _say(f"{counted(page.paired, 'pair')} of traces to compare")
    for why, count in page.pictures_left_out.items():
        _say(f"{counted(count, 'image')} left out: {why}")
    for one in page.rejections:
        for sentence in rejected(one):
            _say(sentence)


def path_of(output: str | None, *, is_served: bool) -> Path | None:
    """Tell which file the page goes to, if any."""
    if output == "-" or (output is None and is_served):
        return None
    return Path(output or _NAME)


def hand_over(page: Page, output: str | None, *, port: int | None) -> None:
    """Write the page where it was asked for, and serve it where a port is given."""
    if output == "-":
        for part in page.parts():
            sys.stdout.buffer.write(part)
    elif (path := path_of(output, is_served=port is not None)) is not None:
        size = write_page(page, path)
        _say(f"page: {path} ({size / 1e6:.1f} MB); open it in a browser")
    if port is not None:
        serve_page(b"".join(page.parts()), port, _say)


def _say(words: str) -> None:
    typer.echo(visible(words), err=True)
