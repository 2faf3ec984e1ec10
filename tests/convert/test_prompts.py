"""What the policy is shown: instructions, marks for images, and where images lie."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from stepreward.convert import choose_instruction
from stepreward.convert.instructions import INSTRUCTIONS
from stepreward.errors import FileError, SettingError
from tests.convert.rows import ASKED, convert, converted, refused, rows_of, written

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(60)).decode()
SYSTEM = {"role": "system", "content": "Be brief."}


def contents(row: dict[str, Any]) -> list[str]:
    return [message["content"] for message in row["prompt"]]


# Instructions.


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(" ", None, id="blank"),
        pytest.param("r1-vl", INSTRUCTIONS["r1-vl"], id="a format"),
        pytest.param("Think first. " * 99, ("Think first. " * 99).strip(), id="a text"),
        pytest.param("{folder}/two words.txt", "From a file.", id="a file with a blank"),
        pytest.param("{folder}/plain.txt", "From a file.", id="a file"),
    ],
)
def test_an_instruction(tmp_path: Path, asked: str | None, expected: str | None) -> None:
    for name in ("two words.txt", "plain.txt"):
        (tmp_path / name).write_text("From a file.\n")
    named = asked if asked is None else asked.replace("{folder}", str(tmp_path))
    assert choose_instruction(named) == expected


def test_a_word_that_is_no_file_is_a_typo(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="did you mean 'r1-vl'"):
        choose_instruction("r1vl")
    with pytest.raises(FileError, match="cannot be read"):
        choose_instruction(str(tmp_path))


def test_an_instruction_goes_before_the_question(tmp_path: Path) -> None:
    (row,) = converted(tmp_path, ASKED, target="verl", instruction="Think.")
    assert contents(row) == ["Think.\n\nHalf of 12?"]
    assert row["extra_info"]["question"] == "Half of 12?"


def test_it_takes_the_place_of_that_of_the_data(tmp_path: Path) -> None:
    own = {**ASKED, "instruction": "Old."}
    assert contents(converted(tmp_path, own, target="verl")[0]) == ["Old.\n\nHalf of 12?"]
    path = written(tmp_path / "in.jsonl", [own, ASKED])
    found = convert(path, tmp_path / "out.jsonl", target="verl", instruction="New.")
    assert found.replaced == 1
    assert [*map(contents, rows_of(tmp_path / "out.jsonl"))] == [["New.\n\nHalf of 12?"]] * 2


def test_a_prompt_of_more_messages_is_kept(tmp_path: Path) -> None:
    row = {**ASKED, "prompt": [SYSTEM, {"role": "user", "content": "Now: half of 12?"}]}
    (there,) = converted(tmp_path, row, target="trl", instruction="Think.")
    assert contents(there) == ["Be brief.", "Think.\n\nNow: half of 12?"]
    (text,) = converted(tmp_path, row, target="easyr1")
    assert text["problem"] == "Be brief.\n\nNow: half of 12?"
    (back,) = converted(tmp_path, text)
    assert back["prompt"] == row["prompt"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"answer": "6"}, id="no question"),
        pytest.param({"answer": "6", "question": " "}, id="a blank one"),
    ],
)
def test_nothing_to_ask(tmp_path: Path, row: dict[str, Any]) -> None:
    (reason,) = refused(tmp_path, row, target="trl")
    assert reason == "question: nothing to ask; name one by --field question=NAME"
    assert refused(tmp_path, row) == []


# Marks.


@pytest.mark.parametrize(
    ("question", "count", "marked", "unmarked"),
    [
        pytest.param("Why?", 0, "Why?", "Why?", id="no image"),
        pytest.param("Why?", 2, "<image><image>Why?", "Why?", id="marks go to the front"),
        pytest.param("A <image>?", 1, "A <image>?", "A ?", id="a mark of its own"),
        pytest.param("A <image>?", 2, "<image>A <image>?", "A ?", id="one of two"),
        pytest.param("Is <image> a tag?", 0, "Is <image> a tag?", "Is <image> a tag?", id="words"),
    ],
)
def test_one_mark_an_image(
    tmp_path: Path, question: str, count: int, marked: str, unmarked: str
) -> None:
    row = {**ASKED, "question": question, "images": ["https://host/a.png"] * count}
    assert contents(converted(tmp_path, row, target="verl")[0]) == [marked]
    assert contents(converted(tmp_path, row, target="trl")[0]) == [unmarked]
    (back,) = converted(tmp_path, *converted(tmp_path, row, target="easyr1"))
    assert back["question"] == question


def test_more_marks_than_images(tmp_path: Path) -> None:
    row = {**ASKED, "question": "<image><image>?", "image": "https://host/a.png"}
    (reason,) = refused(tmp_path, row, target="verl")
    assert reason == "prompt: has 2 <image> marks for 1 images; make them equal"
    assert refused(tmp_path, row, target="trl") == []


# Images.


def test_paths_start_from_where_the_rows_lie(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.png").touch()
    source = written(tmp_path / "data" / "in.jsonl", [{**ASKED, "image": "a.png"}])
    convert(source, tmp_path / "out" / "verl.jsonl", target="verl")
    (there,) = rows_of(tmp_path / "out" / "verl.jsonl")
    assert there["images"] == [str(tmp_path / "data" / "a.png")]
    convert(tmp_path / "out" / "verl.jsonl", tmp_path / "out" / "own.jsonl")
    (own,) = rows_of(tmp_path / "out" / "own.jsonl")
    assert own["image"] == "../data/a.png"
    elsewhere = written(tmp_path / "in.jsonl", [{**ASKED, "image": "a.png"}])
    found = convert(elsewhere, tmp_path / "own.jsonl", image_folder=tmp_path / "data")
    assert (rows_of(tmp_path / "own.jsonl")[0]["image"], found.missing) == ("data/a.png", 0)


def test_an_image_that_is_not_there_is_counted_and_stays_named(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [{**ASKED, "image": "none.png"}])
    found = convert(path, tmp_path / "out.jsonl", target="trl")
    assert (found.missing, found.first_missing) == (1, "none.png")
    assert rows_of(tmp_path / "out.jsonl")[0]["images"] == ["none.png"]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param("https://host/a.png", "https://host/a.png", id="an address"),
        pytest.param(PIXEL, f"data:image/png;base64,{PIXEL}", id="bytes, as Parquet gives them"),
        pytest.param(
            {"bytes": PIXEL, "path": "a.png"}, f"data:image/png;base64,{PIXEL}", id="a stored image"
        ),
        pytest.param({"bytes": None, "path": "a.png"}, "a.png", id="a stored path"),
        pytest.param(f"data:image/png;base64,{PIXEL}", f"data:image/png;base64,{PIXEL}", id="URI"),
    ],
)
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_kinds_of_images(tmp_path: Path, image: object, expected: str, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    there = tmp_path / f"there{suffix}"
    path = written(tmp_path / "in.jsonl", [{**ASKED, "image": image}])
    assert convert(path, there, target="trl").rejections.count == 0
    convert(there, tmp_path / "back.jsonl")
    assert rows_of(tmp_path / "back.jsonl")[0]["image"] == expected


@pytest.mark.parametrize(
    "image", [3, "", {"path": None}, ["a.png", None], "data:image/png;base64,?"]
)
def test_no_image(tmp_path: Path, image: object) -> None:
    (reason,) = refused(tmp_path, {**ASKED, "images": image})
    assert reason.startswith("images[")
