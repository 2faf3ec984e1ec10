"""A console that leaves a reader who has seen enough to the door."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Paper(Console):
    """What the commands draw on: standard output."""

    def on_broken_pipe(self) -> NoReturn:
        """Say so, where rich would end the program with an error of its own."""
        raise BrokenPipeError
