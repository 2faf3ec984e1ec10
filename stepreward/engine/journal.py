"""How far a run came, noted beside its output: what a run that was killed goes on from."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from stepreward.engine.source import Place, is_seekable
from stepreward.engine.tally import Tally
from stepreward.errors import FileError
from stepreward.records import Fields

_EVERY_S = 1.0  # what a killed run has to score again


class Saved(NamedTuple):
    """A moment between two chunks: everything before it is written."""

    run: str
    place: Place
    lines_bytes: int
    rejects_bytes: int
    tally: Tally


_SAVED = TypeAdapter(Saved)


def describe_run(
    inputs: Sequence[str | os.PathLike[str]], signature: str, fields: Fields
) -> str | None:
    """Name all that decides what a run writes; None where its input cannot be read twice."""
    if not all(is_seekable(path) for path in inputs):
        return None
    stats = [(os.path.realpath(path), Path(path).stat()) for path in inputs]
    files = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]
    return json.dumps([files, signature, fields.renamed])


class Journal:
    """The file that says how far a run came; it goes when the run is done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: bytes | None = None
        self._written_at = time.monotonic()

    def read(self, run: str) -> Saved | None:
        """Give what the same run noted before it was cut short; None where there is nothing."""
        try:
            saved = _SAVED.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        return saved if saved.run == run else None

    def note(self, saved: Saved) -> None:
        """Remember a moment; the file is renewed once in a while."""
        self._last = _SAVED.dump_json(saved)
        if time.monotonic() - self._written_at > _EVERY_S:
            self.write()

    def write(self) -> None:
        """Put the last moment on disk, in one step."""
        if self._last is None:
            return
        fresh = self._path.with_name(f"{self._path.name}.new")
        try:
            fresh.write_bytes(self._last)
            fresh.replace(self._path)
        except OSError as error:
            raise FileError(f"{self._path}: cannot be written: {error.strerror}") from None
        self._written_at = time.monotonic()

    def remove(self) -> None:
        """Forget: the run is done, or begins anew."""
        self._last = None
        self._path.unlink(missing_ok=True)
