"""Files in, chunks of raw lines out: memory holds a few chunks, however long the file is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NamedTuple

from stepreward.engine.inputs import STDIN
from stepreward.engine.packed import PLAIN, Unpacked, packing_of
from stepreward.engine.parquet import MAGIC, check_parquet, is_parquet, parquet_lines
from stepreward.errors import FileError, SettingError
from stepreward.render import counted

CHUNK_LINES = 64
CHUNK_BYTES = 1 << 20
MAX_LINE_BYTES = 64 << 20  # a longer line is refused unread: no trace has 64 MiB
_KEPT_BYTES = 1_000  # of a line that is too long

_PEEKED = 512  # bytes that tell what a file is
_MAGIC = {
    b"\x1f\x8b": "is compressed twice; gunzip -c FILE | stepreward score - reads it",
    b"\x28\xb5\x2f\xfd": "is compressed twice; zstd -dc FILE | stepreward score - reads it",
    b"BZh": "is compressed; bzip2 -dc FILE | stepreward score - reads it",
    b"\xfd7zXZ": "is compressed; xz -dc FILE | stepreward score - reads it",
    b"PK\x03\x04": "is a zip file; unpack it first",
    MAGIC: "is a Parquet file, which no pipe can carry; name the file itself",
    b"\xff\xfe": "is UTF-16; save it as UTF-8",
    b"\xfe\xff": "is UTF-16; save it as UTF-8",
}


class Line(NamedTuple):
    """One line as it stands in its file; of a line that is too long only the beginning."""

    number: int
    raw: bytes
    is_whole: bool = True


class Place(NamedTuple):
    """A position between two lines: which input, how many bytes and lines of it lie before.

    The bytes are those of its text: of a packed file, after unpacking.
    """

    at: int = 0
    end: int = 0
    line: int = 0


BEGINNING = Place()


class Chunk(NamedTuple):
    """Some lines of one file, and the place behind them: what a run goes on from."""

    file: str
    lines: tuple[Line, ...]
    place: Place
    read_bytes: int  # over all files so far

    def __str__(self) -> str:
        first, last = self.lines[0].number, self.lines[-1].number
        lines = f"line {first}" if first == last else f"lines {first} to {last}"
        return f"{self.file}: {lines}"


def check_inputs(inputs: Sequence[str | os.PathLike[str]]) -> None:
    """Open every file once, so that a wrong name is found before hours of work."""
    if not inputs:
        raise FileError("no input; name a JSONL file, or - for standard input")
    for path in inputs:
        if os.fspath(path) == STDIN and sys.stdin is None:
            raise FileError("standard input: is closed; name a JSONL file, or pipe lines in")
        if os.fspath(path) == STDIN or Path(path).is_fifo():
            continue  # opened once, a pipe is spent
        if is_parquet(path):
            check_parquet(path)
            continue
        with _opened(path) as (file, _):
            _check_kind(_read(file, path, _PEEKED), path)


def is_seekable(path: str | os.PathLike[str]) -> bool:
    """Tell a plain file, which can be read from any place, from a pipe."""
    return os.fspath(path) != STDIN and Path(path).is_file()


def read_chunks(
    inputs: Sequence[str | os.PathLike[str]], start: Place = BEGINNING
) -> Iterator[Chunk]:
    """Cut files into chunks of lines, from some place on; blank lines are counted, no more."""
    read_bytes = sum(Path(path).stat().st_size for path in inputs[: start.at])
    for at, path in enumerate(inputs[start.at :], start.at):
        place = first = start if at == start.at else Place(at)
        lines: list[Line] = []
        size = read = 0
        for line, place, read in _lines(path, first):
            if line is not None:
                lines.append(line)
                size += len(line.raw)
            if len(lines) >= CHUNK_LINES or size >= CHUNK_BYTES:
                yield Chunk(name_of(path), tuple(lines), place, read_bytes + read)
                lines, size = [], 0
        if lines:
            yield Chunk(name_of(path), tuple(lines), place, read_bytes + read)
        read_bytes += read


def name_of(path: str | os.PathLike[str]) -> str:
    """Name an input in messages."""
    name = os.fspath(path)
    return "<stdin>" if name == STDIN else name


def read_line(path: str | os.PathLike[str], number: int) -> Line:
    """Read one line of a file; raise SettingError where there is none."""
    place = BEGINNING
    for line, place, _ in _lines(path, BEGINNING):
        if place.line == number:
            if line is None:
                raise SettingError(f"{name_of(path)}: line {number}: is blank; name another")
            return line
    if not place.line:
        raise SettingError(f"{name_of(path)}: is empty; name a file with a line to show")
    found = f"the file has {counted(place.line, 'line')}, counted from 1"
    raise SettingError(f"{name_of(path)}: line {number}: {found}; name one of them")


def _lines(path: str | os.PathLike[str], start: Place) -> Iterator[tuple[Line | None, Place, int]]:
    """Read line after line, None for a blank one, each with the place behind it.

    The last number is how many bytes of the file itself were read for it.
    """
    is_rows = os.fspath(path) != STDIN and is_parquet(path)
    yield from _rows(path, start) if is_rows else _text_lines(path, start)


def _rows(path: str | os.PathLike[str], start: Place) -> Iterator[tuple[Line, Place, int]]:
    for number, (raw, end) in enumerate(parquet_lines(path), 1):
        if number > start.line:
            yield Line(number, raw), Place(start.at, end, number), end


def _text_lines(
    path: str | os.PathLike[str], start: Place
) -> Iterator[tuple[Line | None, Place, int]]:
    at, end, number = start
    with _opened(path) as (file, unpacked):
        if unpacked is None and end:
            file.seek(end)
        else:
            _read_past(file, path, end)
        while raw := _read(file, path):
            number += 1
            end += len(raw)
            if number == 1:
                _check_kind(raw, path)
            line = None if raw.isspace() else Line(number, raw)
            if len(raw) > MAX_LINE_BYTES:
                line = Line(number, raw[:_KEPT_BYTES], is_whole=False)
                while not raw.endswith(b"\n") and (raw := _read(file, path)):
                    end += len(raw)
            yield line, Place(at, end, number), end if unpacked is None else unpacked.read_bytes


def _read_past(file: BinaryIO, path: str | os.PathLike[str], size: int) -> None:
    """Go to a place in a packed file, which has to be unpacked up to there."""
    while size and (passed := _read(file, path, min(size, CHUNK_BYTES))):
        size -= len(passed)


def _read(
    file: BinaryIO, path: str | os.PathLike[str], max_bytes: int = MAX_LINE_BYTES + 1
) -> bytes:
    try:
        return file.readline(max_bytes)
    except FileError:
        raise
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}; try again") from error


def _check_kind(raw: bytes, path: str | os.PathLike[str]) -> None:
    for magic, mend in _MAGIC.items():
        if raw.startswith(magic):
            raise FileError(f"{path}: {mend.replace('FILE', os.fspath(path))}")
    if raw[257:262] == b"ustar":
        raise FileError(f"{path}: is a tar archive; unpack it first")


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[tuple[BinaryIO, Unpacked | None]]:
    """Open a file as text, and give what unpacks it, if anything does."""
    with _opened_as_it_is(path) as file:
        packing = packing_of(file.peek(4)) if isinstance(file, BufferedReader) else PLAIN
        unpacked = None if packing == PLAIN else Unpacked(file, packing, name_of(path))
        yield (file if unpacked is None else BufferedReader(unpacked)), unpacked


@contextmanager
def _opened_as_it_is(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    if os.fspath(path) == STDIN:
        yield sys.stdin.buffer
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below; errors here are its own
    except FileNotFoundError:
        raise FileError(f"{path}: no such file; name a JSONL file, or - for stdin") from None
    except IsADirectoryError:
        raise FileError(f"{path}: is a folder; name its files, {Path(path) / '*.jsonl'}") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}; check its rights") from None
    with file:
        yield file
