"""Files: what is refused, what is carried, lists and tables, and nothing half written."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from stepreward.convert import Plan, convert_files
from stepreward.convert.detect import reader_of
from stepreward.convert.lists import entries, is_list
from stepreward.errors import FileError, RecordError, SettingError
from stepreward.records import Fields
from tests.convert.rows import ASKED, NAMES, convert, converted, refused, rows_of, written

# What is refused, and what is carried.


def test_a_bad_row_is_set_aside_and_the_rest_converted(tmp_path: Path) -> None:
    rows: list[dict[str, Any] | str]
    rows = [ASKED, "no json", {"question": "Q"}, "", {**ASKED, "answer": float("nan")}, ASKED]
    path = written(tmp_path / "in.jsonl", rows)
    found = convert(path, tmp_path / "out.jsonl", target="trl")
    assert (found.rows, found.rejections.count) == (2, 3)
    assert len(rows_of(tmp_path / "out.jsonl")) == 2
    rejects = rows_of(tmp_path / "out.jsonl.rejects.jsonl")
    assert [row["line"] for row in rejects] == [2, 3, 5]
    assert rejects[0]["raw"] == "no json"
    assert rejects[1]["reason"].startswith("answer: no field 'answer' or 'solution'")


def test_what_has_no_place_is_counted_by_name(tmp_path: Path) -> None:
    rows = [ASKED, {**ASKED, "note": "n", "level": None}]
    path = written(tmp_path / "in.jsonl", rows)
    assert convert(path, tmp_path / "out.jsonl", target="trl").carried == {"level": 2, "note": 1}
    assert convert(path, tmp_path / "own.jsonl").carried == {}
    assert rows_of(tmp_path / "own.jsonl") == rows


def test_other_names_of_fields(tmp_path: Path) -> None:
    row = {"q": "Half of 12?", "info": {"gold": "6", "level": 3}, "answer": "a long one"}
    fields = Fields.from_pairs(["question=q", "answer=info.gold"])
    (own,) = converted(tmp_path, row, fields=fields)
    assert own == {
        "question": "Half of 12?",
        "answer": "6",
        "info": {"level": 3},
        "extra": '{"answer": "a long one"}',
    }
    assert converted(tmp_path, own) == [own]
    (there,) = converted(tmp_path, own, target="slime")
    assert json.loads(there["metadata"]["extra"]) == {
        "info": {"level": 3},
        "extra": '{"answer": "a long one"}',
    }
    with pytest.raises(SettingError, match="gsm8k has names of its own"):
        reader_of("gsm8k", fields)
    assert refused(tmp_path, {"q": "Q"}, fields=fields)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param({"answer": None}, "answer: is null", id="null"),
        pytest.param({"answer": "6", "question": 3}, "question: expected text", id="question"),
        pytest.param({"answer": "6", "key_steps": 3}, "key_steps: expected", id="key steps"),
        pytest.param({"answer": {"a": 1}}, "answer: expected", id="an object"),
        pytest.param({"answer": "6", "prompt": [3]}, r"prompt\[0\]: expected", id="prompt"),
        pytest.param({"answer": "6", "prompt": [{"role": 3}]}, "role: expected", id="a role"),
    ],
)
def test_no_record(row: dict[str, Any], reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        reader_of("records")(row)


def test_each_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", ["broken", {"question": "Q", "answer": "x\n#### 6"}])
    second = written(tmp_path / "b.jsonl", [ASKED, {"question": "Q", "answer": "x\n#### 6"}])
    out = tmp_path / "out.jsonl"
    found = convert_files([first, second], out, Plan())
    assert found.sources == {"gsm8k": 1, "records": 1}
    assert [row["answer"] for row in rows_of(out)] == ["6", "6", "x\n#### 6"]


# JSON lists.


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_list_is_read_entry_by_entry(tmp_path: Path, indent: int | None) -> None:
    rows = [{**ASKED, "id": str(at), "note": "ü" * 40_000} for at in range(9)]
    path = tmp_path / "in.json"
    path.write_text("\ufeff" + json.dumps(rows, indent=indent, ensure_ascii=False), "utf-8")
    assert is_list(path)
    convert(path, tmp_path / "out.jsonl")
    assert rows_of(tmp_path / "out.jsonl") == rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("[]", [], id="empty"),
        pytest.param(" [ 1 , 22,3 ] ", [b"1", b"22", b"3"], id="numbers"),
        pytest.param('["a]", {"b": [1]}]', [b'"a]"', b'{"b": [1]}'], id="brackets in it"),
        pytest.param(f"[{'7' * 70_000}]", [b"7" * 70_000], id="a number longer than a window"),
    ],
)
def test_entries(tmp_path: Path, text: str, found: list[bytes]) -> None:
    (tmp_path / "in.json").write_text(text)
    assert [*entries(tmp_path / "in.json")] == found


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("[1 2]", 2, id="no comma"),
        pytest.param("[1,", 2, id="cut off"),
        pytest.param("[1", 2, id="not closed"),
        pytest.param('[{"a": 1}, {"a": }]', 2, id="a broken entry"),
        pytest.param("[" * 100_000, 1, id="too deep"),
        pytest.param(b'["\xff"]', 1, id="no UTF-8"),
    ],
)
def test_a_broken_list_is_named_with_its_entry(
    tmp_path: Path, text: str | bytes, entry: int
) -> None:
    path = tmp_path / "in.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(FileError, match=rf"in.json: entry {entry}: the list cannot be read on"):
        [*entries(path)]


def test_a_broken_list_leaves_an_earlier_output_alone(tmp_path: Path) -> None:
    out = written(tmp_path / "out.jsonl", [ASKED])
    (tmp_path / "in.json").write_text(json.dumps([ASKED, ASKED])[:-5])
    with pytest.raises(FileError, match="entry 2"):
        convert(tmp_path / "in.json", out)
    assert rows_of(out) == [ASKED]


# Streams.


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int, path: Path) -> int:
        rows = ({**ASKED, "note": "x" * 2_000, "id": str(at)} for at in range(count))
        if path.suffix == ".json":
            path.write_text(json.dumps(list(rows)))
        else:
            written(path, rows)
        tracemalloc.start()
        convert_files([path], tmp_path / "out.jsonl", Plan(target="verl"))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    for suffix in (".jsonl", ".json"):
        peak(10, tmp_path / f"warm{suffix}")
        few, many = peak(400, tmp_path / f"few{suffix}"), peak(4_000, tmp_path / f"many{suffix}")
        assert many < 1.5 * few, (suffix, few, many)


def test_rows_go_to_a_stream(tmp_path: Path) -> None:
    stream = io.BytesIO()
    convert_files([written(tmp_path / "in.jsonl", [ASKED])], stream, Plan())
    assert json.loads(stream.getvalue()) == ASKED


@pytest.mark.parametrize(
    ("output", "plan", "words"),
    [
        pytest.param("out.csv", Plan(), "rows are written as .jsonl or .parquet", id="a suffix"),
        pytest.param("in.jsonl", Plan(), "is an input as well", id="over the input"),
        pytest.param(".", Plan(), "is a folder", id="a folder"),
        pytest.param("out.jsonl", Plan(target="tlr"), "did you mean 'trl'", id="a layout"),
        pytest.param("out.jsonl", Plan(source="gsmk8"), "did you mean 'gsm8k'", id="a source"),
    ],
)
def test_misuse_touches_nothing(tmp_path: Path, output: str, plan: Plan, words: str) -> None:
    path = written(tmp_path / "in.jsonl", [ASKED])
    with pytest.raises((FileError, SettingError), match=words):
        convert_files([path], tmp_path / output, plan)
    assert [one.name for one in tmp_path.iterdir()] == ["in.jsonl"]


# Tables.


def test_mixed_rows_fit_one_schema(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    rows = [
        ASKED,
        {"question": "Q", "answer": ["1", "2"], "level": "high"},
        {"question": "Q", "answer": 3, "key_steps": [], "image": "https://host/a.png"},
        {"question": "Q", "answer": "4", "key_steps": ["plain"], "id": 5, "level": {"deep": [1]}},
    ]
    path = written(tmp_path / "in.jsonl", rows)
    for name in [*NAMES, "records"]:
        out = tmp_path / f"{name}.parquet"
        assert convert(path, out, target=name).rejections.count == 0
        assert pq.read_metadata(out).num_rows == 4
        convert(out, tmp_path / "back.jsonl")
        back = rows_of(tmp_path / "back.jsonl")
        for old, new in zip(rows, back, strict=True):
            expected, found = reader_of("records")(old), reader_of("records")(new)
            assert found.truth == expected.truth
            assert {key: found.carried[key] for key in expected.carried} == expected.carried


def test_a_table_has_the_columns_that_rows_have(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = written(tmp_path / "in.jsonl", [{"question": "Q", "answer": "6"}])
    convert(path, tmp_path / "out.parquet", target="trl")
    names = ["answer", "solution", "key_steps", "question", "prompt"]
    assert sorted(pq.read_schema(tmp_path / "out.parquet").names) == sorted(names)
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert rows[0]["key_steps"] == []
    empty = written(tmp_path / "empty.jsonl", [])
    convert(empty, tmp_path / "empty.parquet", target="trl")
    assert pq.read_metadata(tmp_path / "empty.parquet").num_rows == 0
    assert not list(tmp_path.glob("*.part"))


def test_a_table_is_not_written_over_its_input(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    table = tmp_path / "in.parquet"
    convert(written(tmp_path / "in.jsonl", [ASKED]), table, target="trl")
    before = table.read_bytes()
    with pytest.raises(FileError, match="is an input as well"):
        convert(table, table)
    assert table.read_bytes() == before
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(FileError, match="is a folder; name a file in it"):
        convert(table, tmp_path / "folder.parquet")
    beside = written(tmp_path / "out.parquet.rejects.jsonl", [ASKED])
    with pytest.raises(FileError, match="is an input as well, or beside it"):
        convert(beside, tmp_path / "out.parquet")
    assert rows_of(beside) == [ASKED]


def test_a_table_tells_datasets_what_is_an_image(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = written(tmp_path / "in.jsonl", [{**ASKED, "image": "https://host/a.png"}])
    convert(path, tmp_path / "out.parquet", target="verl")
    schema = pq.read_schema(tmp_path / "out.parquet")
    told = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
    assert list(told) == schema.names
    assert told["images"] == [{"_type": "Image"}]
    (row,) = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert row["images"] == [{"bytes": None, "path": "https://host/a.png"}]


def test_half_a_surrogate_pair_goes_to_lines_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = written(tmp_path / "in.jsonl", [{**ASKED, "question": "\ud800?"}, ASKED])
    found = convert(path, tmp_path / "out.parquet", target="trl")
    assert (found.rows, found.rejections.count) == (1, 1)
    assert convert(path, tmp_path / "out.jsonl", target="trl").rows == 2


def test_where_every_row_is_refused_an_earlier_table_stays(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "out.parquet").write_bytes(b"earlier")
    path = written(tmp_path / "in.jsonl", ["broken"])
    assert convert(path, tmp_path / "out.parquet").rows == 0
    assert (tmp_path / "out.parquet").read_bytes() == b"earlier"
    assert rows_of(tmp_path / "out.parquet.rejects.jsonl")[0]["line"] == 1
    assert not list(tmp_path.glob("*.part"))
