"""The way out of every command: one sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperGroup

from stepreward.errors import RecordError, StepRewardError
from stepreward.starting import INTERRUPTED, release

REFUSED = 1  # some of the input was no record
MISUSE = 2
BROKEN = 3  # the run was cut short from outside


class Door(TyperGroup):
    """Turn what a command raises into words on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        import stepreward.scorer  # noqa: F401 - what takes long, while Ctrl-C is held

        try:
            release()
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_stdout()
            raise typer.Exit(0) from None
        except KeyboardInterrupt as stop:
            typer.echo(str(stop) or "stopped", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except StepRewardError as error:
            typer.echo(f"error: {_spelled_out(str(error))}", err=True)
            _flush_or_forget()
            raise typer.Exit(_exit_code(error)) from None
        except OSError as error:  # standard output is all that is left to fail
            say_unwritable(error)
            raise typer.Exit(MISUSE) from None
        return result


def say_unwritable(error: OSError) -> None:
    """Say what is wrong with standard output, and write no more to it."""
    _forget_stdout()
    typer.echo(f"error: standard output cannot be written: {error.strerror}", err=True)


def _exit_code(error: StepRewardError) -> int:
    from stepreward.engine import WorkerError

    if isinstance(error, RecordError):
        return REFUSED
    return BROKEN if isinstance(error, WorkerError) else MISUSE


def _spelled_out(message: str) -> str:
    """Errors repeat what stood in a file; a terminal must not obey it."""
    from stepreward.render import visible

    return visible(message)


def _flush_or_forget() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _forget_stdout()


def _forget_stdout() -> None:
    """Send what is left to nowhere, or the interpreter complains on its way out."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
