"""A file that is not there until it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from stepreward.errors import FileError


class PartFile:
    """A file under its name and ``.part`` until it is whole.

    What is no plain file, /dev/null or a pipe, is written to as it is.
    """

    def __init__(self, final: Path) -> None:
        self._final = final
        self.is_plain = not final.exists() or final.is_file()
        self._path = final.with_name(f"{final.name}.part") if self.is_plain else final
        self._file: int | None = None
        self.whole_bytes = 0

    def size(self) -> int:
        """Count the bytes an earlier run left."""
        return self._path.stat().st_size if self._path.is_file() else 0

    def open(self, kept_bytes: int = 0) -> None:
        """Begin the file behind what is kept of it, if that was not done; make its folder."""
        if self._file is not None:
            return
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._path, flags, 0o666)
            if self.is_plain:
                os.ftruncate(self._file, kept_bytes)
                os.lseek(self._file, kept_bytes, os.SEEK_SET)
        except OSError as error:
            raise self._error(error) from None
        self.whole_bytes = kept_bytes

    def whole_lines(self) -> Iterator[bytes]:
        """Read back what is written."""
        if self._file is not None:
            with self._path.open("rb") as file:
                yield from file

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

    def keep(self, whole_bytes: int | None = None) -> Path | None:
        """Close, cutting off what lies behind the whole lines; an empty file goes."""
        if whole_bytes is not None:
            self.whole_bytes = whole_bytes
        self._close()
        if self.is_plain and not self.whole_bytes:
            self._path.unlink(missing_ok=True)
            return None
        return self._path

    def rename(self) -> None:
        """Close, and put the file in place in one step; an older one goes even without a new."""
        is_written = self._file is not None
        try:
            self._close()
            if is_written and self.is_plain:
                self._path.replace(self._final)
            elif self.is_plain:
                self._path.unlink(missing_ok=True)
                self._final.unlink(missing_ok=True)
        except OSError as error:
            raise self._error(error) from None

    def _close(self) -> None:
        if self._file is None:
            return
        if self.is_plain:
            os.ftruncate(self._file, self.whole_bytes)
            os.fsync(self._file)
        os.close(self._file)
        self._file = None

    def _error(self, error: OSError) -> FileError:
        if isinstance(error, (NotADirectoryError, FileExistsError)):
            return FileError(f"{self._final}: a file stands where its folder belongs; name another")
        reason = error.strerror or str(error)
        return FileError(f"{self._path}: cannot be written: {reason}; check rights and space")
