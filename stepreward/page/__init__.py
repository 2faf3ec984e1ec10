"""A page on which people look at rewards: one file that opens anywhere and loads nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stepreward.engine import find_inputs
from stepreward.engine.part import PartFile
from stepreward.engine.rejections import Rejections
from stepreward.engine.sink import final_of
from stepreward.page.columns import columns_of
from stepreward.page.gather import Asked, read_run
from stepreward.page.pairs import pair
from stepreward.page.pictures import Album
from stepreward.page.serve import serve_page
from stepreward.page.sheet import Content, sheet
from stepreward.page.summary import histograms, summary_of
from stepreward.version import __version__

__all__ = ["Album", "Asked", "Page", "check_output", "make_page", "serve_page", "write_page"]

Inputs = Sequence[str | os.PathLike[str]]

_SUFFIXES = ("", ".part")  # of the files that writing a page makes


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is ready to be written, and what it was made of.

    ``traces`` and ``shown`` have one count a run; ``pictures_left_out`` counts images by reason.
    """

    content: Content
    traces: tuple[int, ...]
    shown: tuple[int, ...]
    paired: int | None
    rejections: tuple[Rejections, ...]
    pictures_left_out: dict[str, int]

    def parts(self) -> Iterable[bytes]:
        """Give the file, part by part."""
        return sheet(self.content)


def make_page(
    inputs: Inputs,
    *,
    against: Inputs = (),
    asked: Asked | None = None,
    album: Album | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Page:
    """Read one run, or two that are compared, and make their page.

    What holds no report is scored on the way. Raises FileError, SettingError or WorkerError.
    """
    asked = asked if asked is not None else Asked()
    album = album if album is not None else Album()
    named = [one for one in (inputs, against) if one]
    runs = [read_run([os.fspath(path) for path in one], asked, on_progress) for one in named]
    names = _names(named)
    columns = [run.gathered.columns() for run in runs]
    pairs = pair(*runs) if len(runs) > 1 else None
    head: dict[str, Any] = {
        "version": __version__,
        "runs": [
            {
                "summary": summary_of(name, run.gathered, numbers, len(run.heads)),
                "columns": columns_of(run, numbers, album),
                "blocks": [first for first, _ in run.blocks],
            }
            for name, run, numbers in zip(names, runs, columns, strict=True)
        ],
        "histograms": histograms(columns),
        "pairs": None
        if pairs is None
        else {"by": pairs.by, "pairs": pairs.pairs, "alone": pairs.alone},
        "pictures_left_out": album.left_out,
    }
    return Page(
        Content(head, [run.blocks for run in runs], album.urls),
        traces=tuple(run.gathered.traces for run in runs),
        shown=tuple(len(run.heads) for run in runs),
        paired=None if pairs is None else len(pairs.pairs),
        rejections=tuple(run.gathered.rejections for run in runs),
        pictures_left_out=album.left_out,
    )


def check_output(output: str | os.PathLike[str], inputs: Inputs, against: Inputs = ()) -> None:
    """Raise FileError where a page would be written over its input, or onto a folder."""
    final_of(output, find_inputs([*inputs, *against]), _SUFFIXES)


def write_page(page: Page, path: Path) -> int:
    """Write a page in one step, and give its size in bytes; raise FileError where that fails."""
    part = PartFile(path)
    part.open()
    try:
        for piece in page.parts():
            part.append(piece)
    except BaseException:
        left = part.keep()
        if left is not None and part.is_plain:
            left.unlink(missing_ok=True)
        raise
    part.rename()
    return part.whole_bytes


def _names(named: Sequence[Inputs]) -> list[str]:
    """Name each run as short as they can be told apart."""
    short = [", ".join(Path(path).name or os.fspath(path) for path in one) for one in named]
    whole = [", ".join(os.fspath(path) for path in one) for one in named]
    return whole if len(set(short)) < len(short) else short
