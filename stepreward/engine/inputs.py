"""What was named as input, as files: folders and patterns spelled out, always in the same order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from glob import glob
from pathlib import Path

from stepreward.errors import FileError

STDIN = "-"
SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")  # of what a folder is read for
REJECTS = ".rejects.jsonl"  # what a run refused is no record: it is never found, only named

_PATTERN = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"([0-9]+)")


def find_inputs(named: Sequence[str | os.PathLike[str]]) -> tuple[str, ...]:
    """List the files that are named, or found in a folder or by a pattern; raise FileError.

    What a folder or a pattern finds is in natural order, and listed once, however many find it.
    """
    listed: dict[str, None] = {}
    files: list[str] = []
    for path in named:
        name = os.fspath(path)
        if name == STDIN or not _is_many(name):
            files.append(name)
        else:
            files += (one for one in _found(name) if one not in listed)
        listed.update(dict.fromkeys(files))
    return tuple(files)


def _is_many(name: str) -> bool:
    """Tell a folder or a pattern from a file; a file whose name holds a star is a file."""
    return Path(name).is_dir() or bool(_PATTERN.search(name) and not os.path.lexists(name))


def _found(name: str) -> list[str]:
    if Path(name).is_dir():
        found, mend = sorted(_below(name), key=natural), f"of {', '.join(SUFFIXES)} under it"
        if not found:
            raise FileError(f"{name}: is a folder with no file {mend}; name another")
        return found
    paths = (one for one in glob(name, recursive=True) if Path(one).is_file())  # noqa: PTH207
    found = sorted((one for one in paths if not one.endswith(REJECTS)), key=natural)
    if not found:
        raise FileError(f"{name}: no file matches; in a pattern * is a name, and ** any folders")
    return found


def _below(folder: str) -> Iterator[str]:
    """Walk a folder; what is hidden and links to other folders are left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        for name in names:
            if name.endswith(SUFFIXES) and not name.endswith(REJECTS) and not name.startswith("."):
                yield str(Path(parent) / name)


def natural(path: str) -> tuple[list[list[str | int]], str]:
    """Order paths folder by folder, and by the numbers in names.

    >>> sorted(["b/part-10", "b/part-9", "a"], key=natural)
    ['a', 'b/part-9', 'b/part-10']
    """
    parts = [
        [int(piece) if at % 2 else piece for at, piece in enumerate(_DIGITS.split(part))]
        for part in Path(path).parts
    ]
    return parts, path
