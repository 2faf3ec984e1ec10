"""Files that are whole at any moment: a kill leaves the old one or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside the one that is meant, and put it in its place at the end."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def write_whole(path: Path, text: str) -> None:
    """Write a text, in UTF-8."""
    with written_whole(path) as file:
        file.write(text.encode("utf-8"))
