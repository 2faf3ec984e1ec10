"""Where scored lines go: a file that appears when it is whole, or a stream."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from stepreward.engine.inputs import REJECTS
from stepreward.engine.journal import Journal, Run, Saved
from stepreward.engine.packed import PLAIN, Packing, packed, packing_for
from stepreward.engine.part import PartFile
from stepreward.engine.source import Place
from stepreward.engine.tally import Tally
from stepreward.errors import FileError
from stepreward.records import Reject

_JOURNAL = ".journal"
_SUFFIXES = ("", ".part", REJECTS, f"{REJECTS}.part", _JOURNAL)


class Writable(Protocol):
    """What takes bytes: a binary stream, or a class of your own."""

    def write(self, data: bytes, /) -> Any:
        """Take some whole lines."""

    def flush(self) -> Any:
        """Pass them on."""


class Sink(Protocol):
    """Where a run writes to; ``packing`` is how the lines have to come."""

    @property
    def packing(self) -> Packing:
        """Name how lines are packed."""

    def begin(self, run: Run | None) -> Saved | None:
        """Open; give the moment the same run came to before it was cut short."""

    def kept_rejects(self) -> Iterator[Reject]:
        """Give what was rejected before that moment."""

    @property
    def traces(self) -> int:
        """Count the traces before the last noted place."""

    def note(self, place: Place, tally: Tally) -> None:
        """Remember that all before a place is written."""

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Take what became of one chunk."""

    def finish(self) -> None:
        """Put everything in place."""

    def keep(self) -> Path | None:
        """Leave what lies before the last noted place, in whole lines, and tell where.

        Where nothing was noted that is all; None where it is no file.
        """


def sink_of(
    output: str | os.PathLike[str] | Writable, inputs: Sequence[str | os.PathLike[str]]
) -> Sink:
    """Choose the sink for an output; refuse one that would write over an input, or cannot be."""
    if not isinstance(output, (str, os.PathLike)):
        return StreamSink(output)
    return FileSink(final_of(output, inputs, _SUFFIXES), packing_for(output))


def final_of(
    output: str | os.PathLike[str],
    inputs: Sequence[str | os.PathLike[str]],
    suffixes: Sequence[str],
) -> Path:
    """Find where an output will lie, whose writing makes files with these suffixes beside it.

    Raises FileError for a folder, and where one of them is an input.
    """
    final = Path(os.path.realpath(output))
    written = {f"{final}{suffix}" for suffix in suffixes}
    if any(os.path.realpath(path) in written for path in inputs):
        raise FileError(f"{output}: is an input as well, or beside it; name another output")
    if final.is_dir():
        raise FileError(f"{output}: is a folder; name a file in it")
    return final


class StreamSink:
    """Write lines to a stream; rejects are left to the summary."""

    packing = PLAIN
    traces = 0

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def begin(self, run: Run | None) -> None:
        """Begin at the beginning: a stream keeps nothing."""

    def kept_rejects(self) -> Iterator[Reject]:
        """Keep nothing."""
        return iter(())

    def note(self, place: Place, tally: Tally) -> None:
        """Count alone."""
        del place
        self.traces = tally.traces

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Write and flush, so that a reader sees whole chunks."""
        del rejects
        try:
            self._stream.write(lines)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise FileError(f"the output cannot be written: {error.strerror}") from None

    def finish(self) -> None:
        """Leave the stream to its owner."""

    def keep(self) -> None:
        """Leave the stream to its owner."""


class _Noted(NamedTuple):
    """How much lies before a noted place."""

    traces: int = 0
    lines_bytes: int | None = None  # None: nothing was noted
    rejects_bytes: int | None = None


class FileSink:
    """Write lines to OUT.part, rejects and a journal beside them; rename at the end."""

    def __init__(self, final: Path, packing: Packing) -> None:
        self.packing = packing
        self._lines = PartFile(final)
        self._rejects = PartFile(final.with_name(f"{final.name}{REJECTS}"))
        self._journal = Journal(final.with_name(f"{final.name}{_JOURNAL}"))
        self._run: Run | None = None  # None: nothing to go on from
        self._noted = _Noted()

    def begin(self, run: Run | None) -> Saved | None:
        """Go on where the same run stopped, else begin both files anew."""
        self._run = run if self._lines.is_plain else None
        for saved in self._journal.read(self._run or ()):
            if self._has(saved):
                self._lines.open(saved.lines_bytes)
                if saved.rejects_bytes:
                    self._rejects.open(saved.rejects_bytes)
                return saved
        self._lines.open()
        self._journal.remove()
        return None

    def _has(self, saved: Saved) -> bool:
        is_enough = self._rejects.size() >= saved.rejects_bytes
        return is_enough and self._lines.size() >= saved.lines_bytes > 0

    def kept_rejects(self) -> Iterator[Reject]:
        """Read back what was rejected so far."""
        return map(Reject.from_json, self._rejects.whole_lines())

    @property
    def traces(self) -> int:
        """Count the traces before the last noted place."""
        return self._noted.traces

    def note(self, place: Place, tally: Tally) -> None:
        """Note how far we are, once a chunk is written."""
        sizes = self._lines.whole_bytes, self._rejects.whole_bytes
        self._noted = _Noted(tally.traces, *sizes)  # in one step: Ctrl-C may come at any
        if self._run is not None:
            self._journal.note(Saved(self._run[place.at], place, *sizes, tally))

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Append whole lines to both files; the rejects file begins with the first reject."""
        self._lines.append(lines)
        for reject in rejects:
            self._rejects.open()
            self._rejects.append(f"{reject.to_json()}\n".encode("ascii"))

    def finish(self) -> None:
        """Put both files in place; what an earlier run rejected is gone.

        Where every line was rejected, what an earlier run scored stays.
        """
        if self._rejects.whole_bytes and not self._lines.whole_bytes:
            self._lines.keep()
        else:
            if not self._lines.whole_bytes:
                self._lines.append(packed(b"", self.packing))  # gunzip takes no empty file
            self._lines.rename()
        self._rejects.rename()
        self._journal.remove()

    def keep(self) -> Path | None:
        """Close both files with what was noted alone; None where there is no line yet."""
        self._rejects.keep(self._noted.rejects_bytes)
        kept = self._lines.keep(self._noted.lines_bytes)
        if kept is not None:
            self._journal.write()
        return kept
