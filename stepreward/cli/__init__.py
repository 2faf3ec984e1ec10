"""The ``stepreward`` command: each of its words reads, calls one function, and prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from stepreward.cli.commands.data import convert
from stepreward.cli.commands.extract import extract
from stepreward.cli.commands.report import report
from stepreward.cli.commands.running import path, serve, train
from stepreward.cli.commands.traces import audit, check, explain, formats, score
from stepreward.cli.door import MISUSE, Door, say_unwritable
from stepreward.cli.helping import Helped
from stepreward.starting import hold
from stepreward.version import __version__

app = typer.Typer(
    cls=Door,
    name="stepreward",
    help="Rewards for reasoning traces, and the reasons for them.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; what a terminal cannot show is spelled out."""
    if sys.stdout is None:  # closed by the caller: >&-
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")  # whoever writes is told
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    reconfigure: Any = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    try:
        app(prog_name="stepreward")
    except OSError as error:  # of --version and --help, which no command is behind
        say_unwritable(error)
        sys.exit(MISUSE)
    finally:
        hold()  # what is left to do is Python's


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"stepreward {__version__}")
        raise typer.Exit


@app.callback()
def stepreward(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take --version."""
    del version


_COMMANDS = (score, explain, report, check, audit, formats, extract, convert, path, serve, train)
for _command in _COMMANDS:
    _summary = (_command.__doc__ or "").split("\n\n")[0]  # given, or it is cut to one line
    app.command(cls=Helped, short_help=_summary)(_command)
