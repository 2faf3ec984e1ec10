"""Parquet in: row by row what the same lines give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stepreward.engine import (
    explain_line,
    score_files,
)
from tests.engine.lines import (
    cut_short,
    numbered,
    rows_of,
    written,
)
from tests.lacking import without


def test_parquet_gives_what_jsonl_gives(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    rows = [json.loads(one) | {"image": b"\xff\x00"} for one in numbered(150)]
    rows[70]["answer"] = None
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    plain = [json.dumps(row | {"image": "/wA="}) for row in rows]
    path = written(tmp_path / "in.jsonl", plain)
    seen: list[int] = []
    summary = score_files(
        [tmp_path / "in.parquet"],
        output=tmp_path / "out",
        on_progress=lambda read_bytes, _: seen.append(read_bytes),
    )
    score_files([path], output=tmp_path / "expected")
    assert rows_of(tmp_path / "out") == rows_of(tmp_path / "expected")
    (sentence,) = summary.rejections.sentences()
    assert sentence.endswith("in.parquet: line 71: answer: is null; write [] where there is none")
    assert seen[-1] == (tmp_path / "in.parquet").stat().st_size
    assert explain_line(tmp_path / "in.parquet", 150).explanations
    cut_short(tmp_path / "in.parquet", tmp_path / "again")
    assert score_files([tmp_path / "in.parquet"], output=tmp_path / "again").resumed >= 128
    assert rows_of(tmp_path / "again") == rows_of(tmp_path / "expected")


def test_without_its_extra_parquet_is_refused_with_the_mend(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1")
    done = without("pyarrow", "score", path)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "in.parquet: reading a Parquet file needs: pip install 'stepreward[parquet]'\n"
    )
