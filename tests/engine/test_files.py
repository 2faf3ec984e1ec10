"""Files scored: every line in its place, and what cannot be read or written."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from pathlib import Path

import pytest

from stepreward import ScorerConfig
from stepreward.engine import (
    score_files,
    source,
)
from stepreward.errors import FileError
from stepreward.records import Fields
from tests.engine.lines import (
    BAD,
    GOOD,
    numbered,
    rows_of,
    written,
)


def test_every_line_comes_out_in_its_place_with_its_report(tmp_path: Path) -> None:
    one = written(tmp_path / "one.jsonl", list(numbered(150)))
    two = written(tmp_path / "two.jsonl", [GOOD])
    out = tmp_path / "out.jsonl"
    summary = score_files([one, two], output=out)
    rows = rows_of(out)
    assert [row.get("n") for row in rows] == [*range(150), None]
    assert all(row["stepreward"]["schema"] == 1 for row in rows)
    assert (summary.tally.traces, summary.rejections.count, summary.files) == (151, 0, 2)
    assert summary.tally.answers == {"equal": 101, "different": 50}
    assert summary.tally.mean("accuracy") == pytest.approx(101 / 151)
    assert summary.tally.mean("coverage") == 1.0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "one.jsonl",
        "out.jsonl",
        "two.jsonl",
    ]


@pytest.mark.parametrize("workers", [2, 3, None])
def test_the_lines_are_the_same_for_any_number_of_workers(
    tmp_path: Path, workers: int | None
) -> None:
    lines = [one if at % 50 else "no json" for at, one in enumerate(numbered(600))]
    path = written(tmp_path / "in.jsonl", lines)
    alone = score_files([path], output=tmp_path / "one", workers=1)
    many = score_files([path], output=tmp_path / "many", workers=workers)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many").read_bytes()
    assert (tmp_path / "one.rejects.jsonl").read_bytes() == (
        tmp_path / "many.rejects.jsonl"
    ).read_bytes()
    assert alone.tally == many.tally
    assert alone.rejections == many.rejections


@pytest.mark.parametrize(
    ("lines", "scored", "rejected"),
    [
        pytest.param([GOOD, BAD, GOOD], 2, [2], id="a line without an answer"),
        pytest.param([GOOD, "", "  ", BAD], 1, [4], id="blank lines are counted, not refused"),
        pytest.param([b"\xef\xbb\xbf", GOOD], 1, [], id="a byte order mark"),
        pytest.param([GOOD.encode() + b"\r\n", GOOD.encode() + b"\r\n"], 2, [], id="CRLF"),
        pytest.param([GOOD.encode()], 1, [], id="no line break at the end"),
        pytest.param([b'{"completion": "\xff"}\n', GOOD], 1, [1], id="no UTF-8"),
        pytest.param([], 0, [], id="an empty file"),
    ],
)
def test_a_bad_line_is_set_aside_and_the_rest_is_scored(
    tmp_path: Path, lines: list[str | bytes], scored: int, rejected: list[int]
) -> None:
    path = written(tmp_path / "in.jsonl", lines)
    out = tmp_path / "out.jsonl"
    summary = score_files([path], output=out)
    assert len(rows_of(out)) == summary.tally.traces == scored
    assert summary.rejections.count == len(rejected)
    rejects = tmp_path / "out.jsonl.rejects.jsonl"
    assert rejects.exists() == bool(rejected)
    if rejected:
        assert [row["line"] for row in rows_of(rejects)] == rejected
        assert all(row["file"] == str(path) and row["reason"] for row in rows_of(rejects))


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_LINE_BYTES", 5_000)
    huge = json.dumps({"completion": "x" * 20_000, "answer": 1})
    path = written(tmp_path / "in.jsonl", [GOOD, huge, GOOD])
    summary = score_files([path], output=tmp_path / "out")
    assert summary.tally.traces == 2
    (reject,) = rows_of(tmp_path / "out.rejects.jsonl")
    assert reject["line"] == 2
    assert "is longer than" in reject["reason"]
    assert len(reject["raw"]) <= 1_000


def test_a_group_gives_a_line_for_each_completion(tmp_path: Path) -> None:
    group = json.dumps({"completions": ["#### 1", "#### 2"], "answer": 1})
    path = written(tmp_path / "in.jsonl", [group])
    summary = score_files([path], output=tmp_path / "out")
    assert summary.tally.traces == 2
    assert [row["group"] for row in rows_of(tmp_path / "out")] == [f"{path}:1"] * 2


def test_settings_and_field_names_are_heeded(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", ['{"text": "6*4 = 24\\n#### 24", "gold": {"a": 24}}'])
    fields = Fields.from_pairs(["completion=text", "answer=gold.a"])
    config = ScorerConfig(accuracy_reward=5.0)
    score_files([path], output=tmp_path / "out", fields=fields, scorer_config=config)
    assert rows_of(tmp_path / "out")[0]["stepreward"]["step_rar"] == 5.0


def test_a_stream_gets_the_lines_too(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD, BAD])
    stream = io.BytesIO()
    seen: list[int] = []
    summary = score_files(
        [path], output=stream, on_progress=lambda read_bytes, _: seen.append(read_bytes)
    )
    assert len(stream.getvalue().splitlines()) == 1
    assert seen == [path.stat().st_size]
    (sentence,) = summary.rejections.sentences()
    assert sentence.startswith(f"{path}: line 2: answer: no field")


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak_of(count: int) -> int:
        path = written(tmp_path / f"{count}.jsonl", [BAD + " " * 2_000] * count)
        tracemalloc.start()
        score_files([path], output=tmp_path / "out", workers=1)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak_of(100)  # caches fill
    assert peak_of(8_000) < peak_of(1_000) + 1_000_000


# What cannot be read or written.


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("none.jsonl", None, "no such file", id="missing"),
        pytest.param("folder", "folder", "is a folder with no file of .jsonl", id="a folder"),
        pytest.param("a.gz", b"\x1f\x8b\x08", "is cut off in the middle", id="gzip, no more"),
        pytest.param("a.bz2", b"BZh9", "is compressed; bzip2 -dc", id="bzip2"),
        pytest.param("a.tar", b"x" * 257 + b"ustar", "is a tar archive", id="tar"),
        pytest.param(
            "a.parquet", b"PAR1xxxx", "is a damaged Parquet file|needs: pip", id="Parquet"
        ),
        pytest.param("a.txt", b"\xff\xfe{\0", "is UTF-16; save it as UTF-8", id="UTF-16"),
    ],
)
def test_an_input_that_is_none_is_named_before_any_work(
    tmp_path: Path, name: str, content: bytes | str | None, reason: str
) -> None:
    good = written(tmp_path / "good.jsonl", [GOOD])
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.mkdir()
    with pytest.raises(FileError, match=reason) as caught:
        score_files([good, path], output=tmp_path / "out")
    assert str(path) in str(caught.value)
    assert not list(tmp_path.glob("out*"))


def test_no_input_at_all() -> None:
    with pytest.raises(FileError, match="no input"):
        score_files([], output=io.BytesIO())


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        pytest.param("in.jsonl", "is an input as well", id="over an input"),
        pytest.param("out.parquet", "name OUT.jsonl, OUT.jsonl.gz or", id="Parquet"),
        pytest.param(".", "is a folder; name a file", id="a folder"),
        pytest.param("in.jsonl/out", "a file stands where its folder", id="below a file"),
        pytest.param("in.jsonl/a/out", "a file stands where its folder", id="far below a file"),
    ],
)
def test_an_output_that_cannot_be_is_named(tmp_path: Path, output: str, reason: str) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    with pytest.raises(FileError, match=reason):
        score_files([path], output=tmp_path / output)
    assert path.read_text() == f"{GOOD}\n"


def test_missing_folders_of_an_output_are_made(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD, BAD])
    score_files([path], output=tmp_path / "a" / "b" / "out.jsonl")
    names = [one.name for one in sorted((tmp_path / "a" / "b").iterdir())]
    assert names == ["out.jsonl", "out.jsonl.rejects.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    score_files([path], output="/dev/null")
    assert not Path("/dev/null").is_file()
    assert not Path("/dev/null.part").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    with pytest.raises(FileError, match=r"cannot be written: No space left.*nothing was scored"):
        score_files([path], output="/dev/full")


@pytest.mark.parametrize("suffix", [".part", ".rejects.jsonl", ".journal"])
def test_what_lies_beside_an_output_is_no_input_of_the_same_run(
    tmp_path: Path, suffix: str
) -> None:
    path = written(tmp_path / f"out{suffix}", [GOOD])
    with pytest.raises(FileError, match="or beside it; name another output"):
        score_files([path], output=tmp_path / "out")
    assert path.read_text() == f"{GOOD}\n"
    score_files([path], output=tmp_path / "another")


# Runs that replace earlier ones.


def test_what_an_earlier_run_left_is_replaced_at_the_end(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    out, rejects = tmp_path / "out", tmp_path / "out.rejects.jsonl"
    for old in (out, rejects, tmp_path / "out.part"):
        old.write_text("old")
    score_files([path], output=out)
    assert len(rows_of(out)) == 1
    assert not rejects.exists()
    assert not (tmp_path / "out.part").exists()


def test_where_every_line_is_refused_the_earlier_output_stays(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [BAD])
    (tmp_path / "out").write_text("old")
    score_files([path], output=tmp_path / "out")
    assert (tmp_path / "out").read_text() == "old"
    assert len(rows_of(tmp_path / "out.rejects.jsonl")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    (tmp_path / "link").symlink_to(tmp_path / "real")
    score_files([path], output=tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert len(rows_of(tmp_path / "real")) == 1
