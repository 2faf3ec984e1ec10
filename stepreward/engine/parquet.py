"""Rows of a Parquet file as lines of JSON, batch after batch; needs the extra ``parquet``."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path

from stepreward.errors import FileError, MissingExtraError

MAGIC = b"PAR1"
_BATCH_ROWS = 64


def is_parquet(path: str | os.PathLike[str]) -> bool:
    """Look at the first bytes of a file; a pipe is not looked at."""
    if not Path(path).is_file():
        return False
    try:
        with Path(path).open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False  # whoever opens it for reading says why it cannot be


def check_parquet(path: str | os.PathLike[str]) -> None:
    """Raise where the extra is missing, or the file is damaged."""
    _count_rows(path)


def parquet_lines(path: str | os.PathLike[str]) -> Iterator[tuple[bytes, int]]:
    """Give each row as JSON, and about how many bytes of the file lie before the next.

    Bytes become base64, what else JSON does not know becomes its text.
    """
    count = _count_rows(path)
    import pyarrow as pa
    import pyarrow.parquet as pq

    size, number = Path(path).stat().st_size, 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_BATCH_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield json.dumps(row, default=_as_text).encode("ascii"), size * number // count
    except (pa.ArrowException, OSError) as error:
        raise FileError(f"{path}: row {number + 1}: cannot be read: {_brief(error)}") from None


def _count_rows(path: str | os.PathLike[str]) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError(f"{path}: reading a Parquet file", "parquet") from None
    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError) as error:
        found = f"is a damaged Parquet file: {_brief(error)}"
        raise FileError(f"{path}: {found}; fetch or write it again") from None


def _brief(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]


def _as_text(value: object) -> str:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)
