"""How far a run came, noted beside its output: what a run that was killed goes on from."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from stepreward.engine.source import Place, is_seekable
from stepreward.engine.tally import Tally
from stepreward.errors import FileError
from stepreward.records import Fields

_EVERY_S = 1.0  # what a killed run has to score again

Run = tuple[str, ...]  # for each input: the name of all that decides what is written up to its end


class Saved(NamedTuple):
    """A moment between two chunks: everything before it is written."""

    run: str
    place: Place
    lines_bytes: int
    rejects_bytes: int
    tally: Tally


_SAVED = TypeAdapter(Saved)
_MOMENTS = TypeAdapter(list[Saved])


def describe_run(
    inputs: Sequence[str | os.PathLike[str]], signature: str, fields: Fields, packing: str
) -> Run | None:
    """Name all that decides what a run writes; None where its input cannot be read twice."""
    if not all(is_seekable(path) for path in inputs):
        return None
    name = json.dumps([signature, fields.renamed, packing])
    names = []
    for path in inputs:
        stat = Path(path).stat()
        one = json.dumps([name, os.path.realpath(path), stat.st_size, stat.st_mtime_ns])
        name = sha256(one.encode("ascii")).hexdigest()
        names.append(name)
    return tuple(names)


class Journal:
    """The file that says how far a run came; it goes when the run is done.

    It holds two moments: the last one, and the last one of the file before, which counts where
    the file that was read then has changed since.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = b""  # both are written down at once: a tally goes on counting
        self._last = b""
        self._at = 0
        self._written_at = time.monotonic()

    def read(self, run: Run) -> Iterator[Saved]:
        """Give the moments that the same run noted before it was cut short, the last one first."""
        try:
            moments = _MOMENTS.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return
        for saved in moments:
            if run[saved.place.at : saved.place.at + 1] == (saved.run,):
                yield saved

    def note(self, saved: Saved) -> None:
        """Remember a moment; the file is renewed once in a while."""
        if saved.place.at != self._at:
            self._before, self._at = self._last, saved.place.at
        self._last = _SAVED.dump_json(saved)
        if time.monotonic() - self._written_at > _EVERY_S:
            self.write()

    def write(self) -> None:
        """Put what is remembered on disk, in one step."""
        if not self._last:
            return
        fresh = self._path.with_name(f"{self._path.name}.new")
        try:
            fresh.write_bytes(b"[%b]" % b",".join(filter(None, (self._last, self._before))))
            fresh.replace(self._path)
        except OSError as error:
            raise FileError(f"{self._path}: cannot be written: {error.strerror}") from None
        self._written_at = time.monotonic()

    def remove(self) -> None:
        """Forget: the run is done, or begins anew."""
        self._last = self._before = b""
        self._path.unlink(missing_ok=True)
