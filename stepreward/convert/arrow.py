"""Rows into a Parquet file, in one schema for all of them; needs the extra ``parquet``."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stepreward.convert.item import EXTRA
from stepreward.convert.layouts import TAKEN, Layout
from stepreward.engine.inputs import REJECTS
from stepreward.engine.part import PartFile
from stepreward.errors import FileError, MissingExtraError
from stepreward.records import Reject, put

# What a column holds. An object is a mapping of names to shapes.
TEXT, NUMBER, TEXTS, FORMS, CHAT, IMAGES = "text", "number", "texts", "forms", "chat", "images"
Shape = str | dict[str, Any]
_BATCH_BYTES = 4 << 20
_ROWS = ".rows"
SUFFIXES = ("", ".part", f"{_ROWS}.part", REJECTS, f"{REJECTS}.part")  # of what a table writes
# Where our records keep what they may keep; the rest goes into ``extra``.
OWN_SHAPES: Mapping[str, Shape] = {
    "id": TEXT,
    "question": TEXT,
    "answer": TEXTS,
    "key_steps": FORMS,
    "images": IMAGES,
    "instruction": TEXT,
    "prompt": CHAT,
    EXTRA: TEXT,
}


def check_arrow(path: Path) -> None:
    """Raise where the extra is missing."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingExtraError(f"{path}: writing a Parquet file", "parquet") from None


def shapes_of(layout: Layout) -> dict[str, Shape]:
    """Tell what each column of a layout holds."""
    shapes: dict[str, Shape] = {}
    put(shapes, layout.prompt, CHAT if layout.style == "chat" else TEXT)
    texts = [*layout.labels.values(), *layout.fixed, *layout.answers]
    texts += [f"{layout.details}{name}" for name in (*TAKEN, EXTRA)]
    if not layout.is_labelled:
        put(shapes, f"{layout.details}key_steps", FORMS)
        texts.append(f"{layout.details}question")
    if layout.text is not None:
        texts.append(layout.text)
    for path in texts:
        put(shapes, path, TEXT)
    if layout.index is not None:
        put(shapes, layout.index, NUMBER)
    return shapes | {"images": IMAGES}


class ParquetSink:
    """Keep rows as lines in OUT.rows.part until the last is there, then write OUT in one step.

    A column that no row has is left out: a framework takes one of images for a data set of
    images. ``datasets`` is told which column holds images, and opens them.
    """

    def __init__(self, final: Path, shapes: Mapping[str, Shape]) -> None:
        check_arrow(final)
        self._final = final
        self._shapes = dict(shapes)
        self._lines = PartFile(final.with_name(f"{final.name}{_ROWS}"))
        self._rejects = PartFile(final.with_name(f"{final.name}{REJECTS}"))
        self._filled: set[tuple[str, ...]] = set()

    def begin(self, run: None) -> None:
        """Begin anew: rows are no result to go on from."""
        del run
        self._lines.open()

    def write(self, lines: bytes, rejects: Iterable[Reject]) -> None:
        """Take some whole lines, and remember which columns they fill."""
        for line in lines.splitlines():
            self._look(json.loads(line), ())
        self._lines.append(lines)
        for reject in rejects:
            self._rejects.open()
            self._rejects.append(f"{reject.to_json()}\n".encode("ascii"))

    def _look(self, row: Mapping[str, Any], parents: tuple[str, ...]) -> None:
        for name, value in row.items():
            self._filled.add((*parents, name))
            if isinstance(value, dict):
                self._look(value, (*parents, name))
            if name == "key_steps" and any(isinstance(one, dict) for one in value or ()):
                self._shapes[name] = TEXT  # some count in one section alone

    def finish(self) -> None:
        """Write the table, and put it and the rejects in place."""
        if self._lines.whole_bytes or not self._rejects.whole_bytes:
            self._write_table()
        self._drop_rows()
        self._rejects.rename()

    def keep(self) -> None:
        """Leave the rejects; the rows go."""
        self._rejects.keep()
        self._drop_rows()

    def _drop_rows(self) -> None:
        rows = self._lines.keep()
        if rows is not None:
            rows.unlink(missing_ok=True)

    def _write_table(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        shapes = self._only_filled(self._shapes, ()) or self._shapes
        schema = pa.schema([(name, _type(shape)) for name, shape in shapes.items()])
        told = {"info": {"features": {name: _feature(shape) for name, shape in shapes.items()}}}
        schema = schema.with_metadata({"huggingface": json.dumps(told)})
        part = self._final.with_name(f"{self._final.name}.part")
        try:
            with pq.ParquetWriter(part, schema) as writer:
                for rows in _batches(self._lines.whole_lines()):
                    fitted = [_fitted(row, shapes) for row in rows]
                    writer.write_table(pa.Table.from_pylist(fitted, schema))
            os.replace(part, self._final)  # noqa: PTH105 - one step
        except (pa.ArrowException, OSError) as error:
            part.unlink(missing_ok=True)
            found = str(error).partition("\n")[0][:200]
            raise FileError(f"{self._final}: cannot be written: {found}") from None

    def _only_filled(
        self, shapes: Mapping[str, Shape], parents: tuple[str, ...]
    ) -> dict[str, Shape]:
        kept = {name: one for name, one in shapes.items() if (*parents, name) in self._filled}
        return {
            name: self._only_filled(one, (*parents, name)) if isinstance(one, dict) else one
            for name, one in kept.items()
        }


def _batches(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    size = 0
    for line in lines:
        rows.append(json.loads(line))
        size += len(line)
        if size >= _BATCH_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _type(shape: Shape) -> Any:
    import pyarrow as pa

    if isinstance(shape, dict):
        return pa.struct([(name, _type(one)) for name, one in shape.items()])
    text = pa.string()
    types = {
        TEXT: text,
        NUMBER: pa.int64(),
        TEXTS: pa.list_(text),
        FORMS: pa.list_(pa.list_(text)),
        CHAT: pa.list_(pa.struct([("role", text), ("content", text)])),
        IMAGES: pa.list_(pa.struct([("bytes", pa.binary()), ("path", text)])),
    }
    return types[shape]


def _feature(shape: Shape) -> Any:
    """Say the same in the words of ``datasets``, whose type for images Arrow does not know."""
    if isinstance(shape, dict):
        return {name: _feature(one) for name, one in shape.items()}
    text = {"dtype": "string", "_type": "Value"}
    features = {
        TEXT: text,
        NUMBER: {"dtype": "int64", "_type": "Value"},
        TEXTS: [text],
        FORMS: [[text]],
        CHAT: [{"role": text, "content": text}],
        IMAGES: [{"_type": "Image"}],
    }
    return features[shape]


def _fitted(row: Mapping[str, Any], shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """Bring one row into the schema."""
    return {name: _fit(row.get(name), shape) for name, shape in shapes.items()}


def _fit(value: Any, shape: Shape) -> Any:
    if value is None:
        return None
    if isinstance(shape, dict):
        return _fitted(value, shape)
    if shape == IMAGES:
        return [_image(one) for one in value]
    if shape == TEXT and not isinstance(value, str):
        return json.dumps(value)
    return value


def _image(text: str) -> dict[str, Any]:
    if text.startswith("data:"):
        return {"bytes": base64.b64decode(text.partition(",")[2]), "path": None}
    return {"bytes": None, "path": text}
