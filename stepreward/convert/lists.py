"""One JSON list in a file, entry after entry: memory holds one entry and a little more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from stepreward.engine.source import MAX_LINE_BYTES
from stepreward.errors import FileError

_CHARS = 1 << 16  # read at once
_STDIN = Path("-")
_BLANK = " \t\r\n"


def is_list(path: Path) -> bool:
    """Look whether a file begins with [ as its first sign; a pipe is not looked at."""
    if path == _STDIN or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    except OSError:
        return False  # whoever opens it for reading says why it cannot be


def entries(path: Path) -> Iterator[bytes]:
    """Give the JSON text of each entry; raise FileError where the list is broken."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for entry in _entries(file):
                number += 1
                yield entry.encode("utf-8", "surrogatepass")
    except (_BrokenError, UnicodeDecodeError, RecursionError) as error:
        where = f"{path}: entry {number + 1}"
        raise FileError(f"{where}: the list cannot be read on: {error}; mend it") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}; check its rights") from None


class _BrokenError(Exception):
    """What follows is no entry."""


class _Window:
    """The part of a file that is being read."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._is_done = False
        self.text = ""
        self.at = 0

    def next_sign(self) -> str:
        """Give the next sign that is no blank, without passing it; "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in _BLANK:
                self.at += 1
            if self.at < len(self.text) or not self.more(_CHARS):
                return self.text[self.at : self.at + 1]

    def more(self, count: int) -> bool:
        """Read on, leaving what was passed behind; tell whether there was more."""
        fresh = "" if self._is_done else self._file.read(count)
        self._is_done = not fresh
        self.text, self.at = self.text[self.at :] + fresh, 0
        return bool(fresh)


def _entries(file: TextIO) -> Iterator[str]:
    window = _Window(file)
    decoder = json.JSONDecoder(parse_int=len, parse_float=len)  # all that is asked is the end
    _pass(window, "[")
    if window.next_sign() == "]":
        return
    while True:
        window.next_sign()
        yield _entry(window, decoder)
        if window.next_sign() == "]":
            return
        _pass(window, ",")


def _entry(window: _Window, decoder: json.JSONDecoder) -> str:
    while True:
        try:
            end = decoder.raw_decode(window.text, window.at)[1]
        except json.JSONDecodeError as error:
            waiting = len(window.text) - window.at
            if waiting > MAX_LINE_BYTES or not window.more(max(_CHARS, waiting)):
                raise _BrokenError(error.msg[:1].lower() + error.msg[1:]) from None
            continue
        if end == len(window.text) and window.more(_CHARS):
            continue  # a number may go on
        entry = window.text[window.at : end]
        window.at = end
        return entry


def _pass(window: _Window, sign: str) -> None:
    if window.next_sign() != sign:
        raise _BrokenError(f"expected {sign} at {window.text[window.at : window.at + 20]!r}")
    window.at += 1
