"""What an audit shows: how far it is, then the page, or the same as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from stepreward.audit import Audit, as_text
from stepreward.cli.words import rejected
from stepreward.render import counted, settings_of, visible


@contextmanager
def reading() -> Iterator[Callable[[int, int], None] | None]:
    """Say how many traces are read, where somebody sits at the terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:

        def advance(_: int, traces: int) -> None:
            status.update(f"{counted(traces, 'trace')} read")

        yield advance


def show_audit(audit: Audit, *, as_json: bool) -> None:
    """Print the audit on stdout, and what was refused on stderr."""
    if as_json:
        typer.echo(json.dumps(audit.to_dict(), allow_nan=False))
    else:
        signatures = audit.figures.signatures
        settings = [f"settings: {settings_of(one)}" for one in signatures]
        typer.echo(visible("\n".join([as_text(audit), "", *settings]).rstrip()))
    refused = rejected(audit.rejections)
    if refused:
        typer.echo("\n".join(refused), err=True)
