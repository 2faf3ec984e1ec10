"""``stepreward serve``: the options put together, and a server started."""

from __future__ import annotations

import typer

from stepreward.render import visible
from stepreward.server import ServeSettings, serve


def run_server(settings: ServeSettings) -> None:
    """Serve until a signal; all words go to stderr, data goes over the wire."""
    serve(settings, say=_say)


def _say(words: str) -> None:
    typer.echo(visible(words), err=True)
