"""Hold Ctrl-C while the command starts: its imports take most of a second."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

INTERRUPTED = 130  # 128 + SIGINT, as shells count
_NAME = "stepreward"


def is_command() -> bool:
    """Tell ``stepreward`` and ``python -m stepreward`` from a program that imports the package."""
    program = sys.argv[0] if sys.argv else ""
    words = sys.orig_argv
    if program == "-m" and "-m" in words[:-1]:  # for as long as Python looks for the module
        program = words[words.index("-m") + 1]
    # A process that is spawned inherits sys.argv, and was not started by it.
    return program in words and Path(program).name.split(".")[0] == _NAME


def hold() -> None:
    """Leave on Ctrl-C without a traceback, where nothing else was asked for."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def release() -> None:
    """Let Ctrl-C be a KeyboardInterrupt again, which the command has words for."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(*_: object) -> NoReturn:
    with suppress(OSError):  # standard error may be closed
        os.write(2, b"stopped\n")
    os._exit(INTERRUPTED)  # an exception might be caught by whatever is being imported


if is_command():
    hold()
