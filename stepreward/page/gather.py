"""Read a run for its page: every trace into the figures, the first ones drawn as well."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from stepreward.audit.gathered import Gathered
from stepreward.audit.names import DEFAULT_NAMES, Names
from stepreward.audit.rows import Gleaned, Gleaner, Row, ScoredRecord
from stepreward.config import ScorerConfig
from stepreward.engine import find_inputs
from stepreward.engine.pool import in_order
from stepreward.engine.source import Chunk, check_inputs, read_chunks
from stepreward.errors import RecordError
from stepreward.page.leaf import Drawer
from stepreward.parsing import TraceParser
from stepreward.records import DEFAULT_FIELDS, Fields
from stepreward.records.pictures import Picture, take_images
from stepreward.render.visible import on_one_line
from stepreward.scorer import Completion
from stepreward.text import completion_text

MAX_PICTURES = 8  # of one trace
_MAX_NAME = 80  # characters of an id, a group's name or an answer in the table
_LEVEL = 6  # of packing
_MAX_PREVIEW = 160  # of a question


@dataclass(frozen=True, slots=True)
class Asked:
    """How lines are read: by which settings and names, and how many traces are shown."""

    config: ScorerConfig = field(default_factory=ScorerConfig)
    fields: Fields = DEFAULT_FIELDS
    names: Names = DEFAULT_NAMES
    is_anew: bool = False
    limit: int = 10_000
    workers: int | None = None


class Head(NamedTuple):
    """What the table and the pairing need of one trace, beside its numbers."""

    name: str
    has_id: bool
    group: str
    question: str
    answer: str
    error: int  # a step, or -1
    pictures: tuple[Picture, ...]
    said: bytes  # a digest of the completion


class Leaves(NamedTuple):
    """A chunk after reading: its numbers, and its traces drawn, packed for the page."""

    gleaned: Gleaned
    heads: list[Head]
    block: str


class LeafMaker:
    """Read a chunk, score what is not scored, and draw every trace."""

    def __init__(self, asked: Asked) -> None:
        self._gleaner = Gleaner(asked.config, asked.fields, asked.names, is_anew=asked.is_anew)
        self._drawer = Drawer(TraceParser(asked.config.accepted_formats()))
        self._names = asked.names

    def __call__(self, chunk: Chunk) -> Leaves:
        """Read one chunk."""
        gleaned = Gleaned.of(chunk)
        heads: list[Head] = []
        drawn: list[dict[str, object]] = []
        for scored in self._gleaner.glean(chunk.lines, gleaned):
            place = f"{chunk.file}:{scored.line}"
            for at in range(len(scored.reports)):
                heads.append(self._head(scored, at, place))
                leaf = self._drawer.draw(
                    scored.record.completions[at], scored.record, scored.reports[at]
                )
                drawn.append({"place": on_one_line(place, 4 * _MAX_NAME), **leaf})
        return Leaves(gleaned, heads, packed(drawn))

    def _head(self, scored: ScoredRecord, at: int, place: str) -> Head:
        record, report = scored.record, scored.reports[at]
        group = self._names.group_of(record)
        name = record.row.get("id")
        if group is None:
            group = name if record.is_group else None
        return Head(
            name=on_one_line(place.rpartition("/")[2] if name is None else str(name), _MAX_NAME),
            has_id=name is not None,
            group="" if group is None else on_one_line(str(group), _MAX_NAME),
            question=on_one_line(record.truth.question or "", _MAX_PREVIEW),
            answer=on_one_line(report.answer.text or "", _MAX_NAME),
            error=-1 if report.first_error is None else report.first_error,
            pictures=_pictures(scored),
            said=_digest(record.completions[at]),
        )


@dataclass(slots=True)
class Run:
    """One run, read: figures over all its traces, and the first of them drawn."""

    gathered: Gathered = field(default_factory=Gathered)
    heads: list[Head] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # of each head
    blocks: list[tuple[int, str]] = field(default_factory=list)  # the first trace of each

    def add(self, leaves: Leaves, limit: int) -> None:
        """Take a chunk; past the limit its numbers alone."""
        self.gathered.add(leaves.gleaned)
        room = limit - len(self.heads)
        if room > 0 and leaves.heads:
            self.blocks.append((len(self.heads), leaves.block))
            self.heads += leaves.heads[:room]
            self.rows += leaves.gleaned.rows[:room]
            self.files += [leaves.gleaned.file] * len(leaves.heads[:room])


def read_run(
    inputs: Sequence[str], asked: Asked, on_progress: Callable[[int, int], None] | None = None
) -> Run:
    """Read files, folders and patterns; what holds no report is scored on the way.

    ``on_progress`` is told the bytes and the traces read so far. Raises FileError, SettingError
    or WorkerError; a refused line is kept in ``run.gathered.rejections``.
    """
    files = find_inputs(inputs)
    check_inputs(files)
    run = Run()
    make = partial(LeafMaker, asked)
    with closing(in_order(make, read_chunks(files), asked.workers)) as read:
        for leaves in read:
            run.add(leaves, asked.limit)
            if on_progress is not None:
                on_progress(leaves.gleaned.read_bytes, run.gathered.traces)
    return run


def packed(value: object) -> str:
    """Write a value as gzipped JSON in base64, in which no markup can stand."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("ascii"), _LEVEL, mtime=0)).decode("ascii")


def _pictures(scored: ScoredRecord) -> tuple[Picture, ...]:
    try:
        return take_images(scored.record.row)[0][:MAX_PICTURES]
    except RecordError:
        return ()  # no image that anybody could show


def _digest(completion: Completion) -> bytes:
    text = completion_text(completion)
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest()
