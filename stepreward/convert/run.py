"""Files in, files out: every row read as an item, and written in the layout that is asked for."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from stepreward.convert.arrow import OWN_SHAPES, SUFFIXES, ParquetSink, shapes_of
from stepreward.convert.detect import OWN, Reader, detect, reader_of
from stepreward.convert.item import EXTRA, Item
from stepreward.convert.layouts import BY_NAME, LAYOUTS, TAKEN, Layout
from stepreward.convert.lists import entries, is_list
from stepreward.convert.own import write_own, write_own_columns
from stepreward.convert.write import Wishes, write_layout
from stepreward.engine import Rejections, find_inputs
from stepreward.engine.sink import Writable, final_of, sink_of
from stepreward.engine.source import MAX_LINE_BYTES, Line, check_inputs, read_chunks
from stepreward.errors import RecordError, SettingError, known_are
from stepreward.records import DEFAULT_FIELDS, Fields, Reject, read_row
from stepreward.records.jsonl import write_row
from stepreward.records.pictures import is_file, placed

TARGETS = (OWN, *(layout.name for layout in LAYOUTS))
_SUFFIXES = ("", ".jsonl", ".json", ".parquet")
_MAX_NAMES = 100  # of fields that are counted
_AT_ONCE = 64  # rows that are written together


@dataclass(slots=True)
class Converted:
    """What came of a run."""

    files: int = 0
    rows: int = 0
    rejections: Rejections = field(default_factory=Rejections)
    sources: Counter[str] = field(default_factory=Counter)  # files, by what they were read as
    carried: Counter[str] = field(default_factory=Counter)  # rows, by field without a place
    replaced: int = 0  # instructions of the data, for the one that was asked for
    missing: int = 0  # images that were not found
    first_missing: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows are turned: read as what, and written as what."""

    source: str | None = None
    target: str = OWN
    fields: Fields = DEFAULT_FIELDS
    wishes: Wishes = field(default_factory=Wishes)
    image_folder: str | os.PathLike[str] | None = None


def convert_files(
    inputs: Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str] | Writable,
    plan: Plan,
) -> Converted:
    """Convert every row of some files, in their order; "-" is standard input.

    ``output`` is a path, put in place at the end, with the rejected rows beside it in
    ``PATH.rejects.jsonl``; Parquet where it ends on ``.parquet``, else JSONL; or anything with a
    ``write`` for bytes. Without a ``source`` the first row of each file tells.

    Raises SettingError for an unknown name, FileError, or KeyboardInterrupt.
    """
    inputs = find_inputs(inputs)
    check_inputs(inputs)
    if plan.target not in TARGETS:
        raise SettingError(f"layout {plan.target!r} is unknown; {known_are(plan.target, TARGETS)}")
    if plan.source is not None:
        reader_of(plan.source, plan.fields)  # a wrong name is found before any file is touched
    sink, is_table = _sink(output, inputs, plan)
    converter = _Converter(plan, _folder_of(output), is_table=is_table)
    converter.converted.files = len(inputs)
    sink.begin(None)
    with _keeping(sink):
        for path in inputs:
            for lines, rejects in converter.convert(path):
                sink.write(lines, rejects)
        sink.finish()
    return converter.converted


def _sink(
    output: str | os.PathLike[str] | Writable,
    inputs: Sequence[str | os.PathLike[str]],
    plan: Plan,
) -> tuple[_Sink, bool]:
    if not isinstance(output, (str, os.PathLike)):
        return sink_of(output, inputs), False
    suffix = Path(output).suffix.lower()
    if suffix not in _SUFFIXES:
        raise SettingError(f"{output}: rows are written as .jsonl or .parquet; name one so")
    if suffix != ".parquet":
        return sink_of(output, inputs), False
    shapes = OWN_SHAPES if plan.target == OWN else shapes_of(BY_NAME[plan.target])
    return ParquetSink(final_of(output, inputs, SUFFIXES), shapes), True


def _folder_of(output: str | os.PathLike[str] | Writable) -> Path:
    is_path = isinstance(output, (str, os.PathLike))
    return Path(output).absolute().parent if is_path else Path.cwd()  # type: ignore[arg-type]


class _Sink(Protocol):
    """Where rows go: a file of lines, a stream, or a table."""

    def begin(self, run: None) -> object:
        """Open."""

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Take some whole lines."""

    def finish(self) -> None:
        """Put everything in place."""

    def keep(self) -> Path | None:
        """Close where a run is cut short, and tell what is left."""


@contextmanager
def _keeping(sink: _Sink) -> Iterator[None]:
    """Close what is written where a run is cut short; an earlier output stays as it was."""
    try:
        yield
    except KeyboardInterrupt:
        kept = sink.keep()
        raise KeyboardInterrupt(
            "stopped" if kept is None else f"stopped; the rows so far lie in {kept}"
        ) from None
    except BaseException:
        sink.keep()
        raise


class _Converter:
    """Turn raw lines into lines of a layout, and count."""

    def __init__(self, plan: Plan, output_folder: Path, *, is_table: bool) -> None:
        self._plan = plan
        self._layout: Layout | None = BY_NAME.get(plan.target)
        self._output_folder = output_folder if self._layout is None else None
        self._is_table = is_table
        self._reader: Reader | None = None
        self._folder = Path()
        self.converted = Converted()

    def convert(self, path: str | os.PathLike[str]) -> Iterator[tuple[bytes, list[Reject]]]:
        """Convert one file, some rows at a time."""
        self._reader = None
        for file, lines in _raw(path):
            self._folder = Path(self._plan.image_folder or (Path(file).parent))
            rows: list[str] = []
            rejects: list[Reject] = []
            for line in lines:
                turned = self._turned(line, file)
                if isinstance(turned, Reject):
                    rejects.append(turned)
                else:
                    rows.append(turned)
            yield "".join(f"{row}\n" for row in rows).encode("ascii"), rejects

    def _turned(self, line: Line, file: str) -> str | Reject:
        try:
            row = self._row(line)
        except RecordError as error:
            reject = Reject(file, line.number, str(error), line.raw)
            self.converted.rejections.add(reject)
            return reject
        self.converted.rows += 1
        return row

    def _row(self, line: Line) -> str:
        if not line.is_whole:
            raise RecordError(f"is longer than {MAX_LINE_BYTES >> 20} MiB; shorten it")
        row = read_row(line.raw)
        if self._reader is None:
            self._choose(row)
        assert self._reader is not None
        item = self._located(self._reader(row))
        written = self._written(item)
        if self._is_table:
            _require_unicode(written)
        text = write_row(written)
        self._count(item)
        return text

    def _choose(self, row: dict[str, Any]) -> None:
        """Settle what the rows of a file are read as, by the first that is one."""
        plan = self._plan
        name = plan.source or (OWN if plan.fields.renamed else detect(row))
        self._reader = reader_of(name, plan.fields)
        self.converted.sources[name] += 1

    def _located(self, item: Item) -> Item:
        """Point paths of images at the same files from where the output lies."""
        pictures = []
        for one in item.images:
            found = placed(one, self._folder, self._output_folder) if is_file(one) else one
            if found is None:
                self.converted.missing += 1
                self.converted.first_missing = self.converted.first_missing or one.path
            pictures.append(found or one)
        return replace(item, images=tuple(pictures))

    def _written(self, item: Item) -> dict[str, Any]:
        wishes = self._plan.wishes
        if self._layout is not None:
            return write_layout(item, self._layout, wishes, self.converted.rows)
        if wishes.instruction is not None:
            item = replace(item, instruction=wishes.instruction)
        named = {"data_source": wishes.data_source, "split": wishes.split}
        said = {name: value for name, value in named.items() if value is not None}
        item = replace(item, carried={**item.carried, **said})
        return write_own_columns(item) if self._is_table else write_own(item)

    def _count(self, item: Item) -> None:
        converted = self.converted
        converted.replaced += bool(item.instruction and self._plan.wishes.instruction)
        if self._layout is None:
            return
        known = {*self._layout.labels, *TAKEN, EXTRA}
        for name in item.carried:
            if name not in known and (
                name in converted.carried or len(converted.carried) < _MAX_NAMES
            ):
                converted.carried[name] += 1


def _raw(path: str | os.PathLike[str]) -> Iterator[tuple[str, Sequence[Line]]]:
    """Read lines, or the entries of a JSON list, which are counted as lines."""
    if not is_list(Path(path)):
        for chunk in read_chunks([path]):
            yield chunk.file, chunk.lines
        return
    some: list[Line] = []
    for number, raw in enumerate(entries(Path(path)), 1):
        some.append(Line(number, raw))
        if len(some) >= _AT_ONCE:
            yield os.fspath(path), some
            some = []
    if some:
        yield os.fspath(path), some


def _require_unicode(row: dict[str, Any]) -> None:
    try:
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        found = "holds half a surrogate pair, which no table can"
        raise RecordError(f"{found}; mend the text, or write .jsonl") from None
