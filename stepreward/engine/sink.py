"""Where scored lines go: a file that appears when it is whole, or a stream."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from stepreward.errors import FileError
from stepreward.records import Reject


class Writable(Protocol):
    """What takes bytes: a binary stream, or a class of your own."""

    def write(self, data: bytes, /) -> Any:
        """Take some whole lines."""

    def flush(self) -> Any:
        """Pass them on."""


class Sink(Protocol):
    """Where a run writes to."""

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Take what became of one chunk."""

    def finish(self) -> None:
        """Put everything in place."""

    def keep(self) -> Path | None:
        """Leave what is there, in whole lines, and tell where; None where that is no file."""


def sink_of(
    output: str | os.PathLike[str] | Writable, inputs: Sequence[str | os.PathLike[str]]
) -> Sink:
    """Choose the sink for an output; refuse one that would write over an input."""
    if not isinstance(output, (str, os.PathLike)):
        return StreamSink(output)
    final = Path(os.path.realpath(output))
    if any(os.path.realpath(path) == str(final) for path in inputs):
        raise FileError(f"{output}: is an input as well; name another output")
    if final.is_dir():
        raise FileError(f"{output}: is a folder; name a file in it")
    return FileSink(final)


class StreamSink:
    """Write lines to a stream; rejects are left to the summary."""

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Write and flush, so that a reader sees whole chunks."""
        del rejects
        self._stream.write(lines)
        self._stream.flush()

    def finish(self) -> None:
        """Leave the stream to its owner."""

    def keep(self) -> None:
        """Leave the stream to its owner."""


class FileSink:
    """Write lines to OUT.part, rejects beside them; rename both at the end."""

    def __init__(self, final: Path) -> None:
        self._lines = PartFile(final)
        self._rejects = PartFile(final.with_name(f"{final.name}.rejects.jsonl"))
        self._lines.open()

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
            self._lines.rename()
        self._rejects.rename()

    def keep(self) -> Path | None:
        """Close both files with whole lines only; None where there is no line yet."""
        self._rejects.keep()
        return self._lines.keep()


class PartFile:
    """A file under its name and ``.part`` until it is whole.

    What is no plain file, /dev/null or a pipe, is written to as it is.
    """

    def __init__(self, final: Path) -> None:
        self._final = final
        self._is_plain = not final.exists() or final.is_file()
        self._path = final.with_name(f"{final.name}.part") if self._is_plain else final
        self._file: int | None = None
        self.whole_bytes = 0

    def open(self) -> None:
        """Begin the file, if that was not done."""
        if self._file is not None:
            return
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if self._is_plain else 0)
        try:
            self._file = os.open(self._path, flags | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise self._error(error) from None

    def append(self, lines: bytes) -> None:
        """Write whole lines."""
        assert self._file is not None
        rest = memoryview(lines)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._error(error) from None
        self.whole_bytes += len(lines)

    def keep(self) -> Path | None:
        """Close, cutting a half-written line off; an empty file goes."""
        self._close()
        if self._is_plain and not self.whole_bytes:
            self._path.unlink(missing_ok=True)
            return None
        return self._path

    def rename(self) -> None:
        """Close, and put the file in place in one step; an older one goes even without a new."""
        is_written = self._file is not None
        try:
            self._close()
            if is_written and self._is_plain:
                self._path.replace(self._final)
            elif self._is_plain:
                self._final.unlink(missing_ok=True)
        except OSError as error:
            raise self._error(error) from None

    def _close(self) -> None:
        if self._file is None:
            return
        if self._is_plain:
            os.ftruncate(self._file, self.whole_bytes)
            os.fsync(self._file)
        os.close(self._file)
        self._file = None

    def _error(self, error: OSError) -> FileError:
        if isinstance(error, FileNotFoundError):
            return FileError(f"{self._final}: its folder does not exist; make it first")
        reason = error.strerror or str(error)
        return FileError(f"{self._path}: cannot be written: {reason}; check rights and space")
