"""gzip and Zstandard: read as streams, written in pieces that stand alone."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from stepreward.errors import FileError, MissingExtraError

Packing = str  # the suffix: "gz", "zst"; "" for plain text
PLAIN: Packing = ""

_MAGIC: dict[bytes, Packing] = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst"}
_NAMES = {"gz": "gzip", "zst": "Zstandard"}
_WITH_HEADER = 31  # zlib's word for gzip, with a window of 32 KiB
_FED = 1 << 10  # bytes unpacked at once: hostile ones become 32 MiB, honest ones 10 KiB
_LEVELS = {"gz": 6, "zst": 3}  # what the tools themselves take


class DamagedError(FileError):
    """An input ends too soon or makes no sense: the message names it and the mend."""


def packing_of(beginning: bytes) -> Packing:
    """Tell by its first bytes how a file is packed."""
    return next((one for magic, one in _MAGIC.items() if beginning.startswith(magic)), PLAIN)


def packing_for(path: str | os.PathLike[str]) -> Packing:
    """Tell by its name how an output is to be packed; raise MissingExtraError, FileError."""
    suffix = os.path.splitext(path)[1].lstrip(".").lower()  # noqa: PTH122 - str or path
    if suffix == "parquet":
        known = "name OUT.jsonl, OUT.jsonl.gz or OUT.jsonl.zst, and convert it when it is whole"
        raise FileError(f"{os.fspath(path)}: Parquet cannot be appended to line by line; {known}")
    if suffix not in _NAMES:
        return PLAIN
    if suffix == "zst":
        _zstandard(path)
    return suffix


def packed(lines: bytes, packing: Packing) -> bytes:
    """Pack some lines as one gzip member or Zstandard frame: one behind the other is a file."""
    if packing == "gz":
        packer = zlib.compressobj(_LEVELS["gz"], zlib.DEFLATED, _WITH_HEADER)
        return packer.compress(lines) + packer.flush()
    if packing == "zst":
        return bytes(_zstandard("output").ZstdCompressor(_LEVELS["zst"]).compress(lines))
    return lines


class Unpacked(io.RawIOBase):
    """The text of a packed file, as a stream; ``read_bytes`` of the file itself are behind it."""

    def __init__(self, file: BinaryIO, packing: Packing, path: str | os.PathLike[str]) -> None:
        self._file, self._path, self._name = file, path, _NAMES[packing]
        self._make, self._error = _decoder(packing, path)
        self._decoder: Any = None  # None between two members
        self._ready = memoryview(b"")
        self.read_bytes = 0

    def readable(self) -> bool:
        """Tell that this is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next; raise DamagedError."""
        while not self._ready:
            fed = self._file.read(_FED)
            if not fed:
                self._end()
                return 0
            self.read_bytes += len(fed)
            self._ready = memoryview(self._unpack(fed))
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpack(self, fed: bytes) -> bytes:
        found = []
        while fed:
            if self._decoder is None:
                fed = fed.lstrip(b"\0")  # tapes pad with them
                if not fed:
                    break
                self._decoder = self._make()
            try:
                found.append(self._decoder.decompress(fed))
            except self._error as error:
                what = f"{self._path}: is damaged {self._name}: {error}"
                raise DamagedError(f"{what}; fetch or write it again") from None
            fed = b""
            if self._decoder.eof:
                fed, self._decoder = self._decoder.unused_data, None
        return b"".join(found)

    def _end(self) -> None:
        if self._decoder is not None:
            what = f"{self._path}: is cut off in the middle of its {self._name} stream"
            raise DamagedError(f"{what}; fetch or write it again")


def _decoder(
    packing: Packing, path: str | os.PathLike[str]
) -> tuple[Callable[[], Any], type[Exception]]:
    if packing == "gz":
        return lambda: zlib.decompressobj(_WITH_HEADER), zlib.error
    zstandard = _zstandard(path)
    return lambda: zstandard.ZstdDecompressor().decompressobj(), zstandard.ZstdError


def _zstandard(path: str | os.PathLike[str]) -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError(f"{os.fspath(path)}: Zstandard", "zst") from None
    return zstandard
