"""Files of examples: what is read, what is refused, and how they part into splits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from stepreward.errors import FileError, RecordError, SettingError
from stepreward.trace import GroundTruth
from stepreward.train.data.examples import Example, Shuffled, read_examples, split_examples


def write(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "data.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    Image.new("RGB", (56, 28), "red").save(folder / "one.png")
    (folder / "no.png").write_text("no image")
    return path


GOOD: dict[str, Any] = {"question": "How high?", "answer": 5, "key_steps": ["red is 5"]}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({**GOOD, "image": "one.png", "trace": "red is 5"}, id="our names"),
        pytest.param(
            {
                "problem": "How high?",
                "solution": "### The final answer is: 5",
                "key_steps": {"Steps": [["red is 5"]]},
                "image_path": "one.png",
                "completion": "red is 5",
            },
            id="R1-VL-10K's names",
        ),
        pytest.param(
            {
                **GOOD,
                "images": ["one.png"],
                "messages": [
                    {"role": "user", "content": "<image>How high?"},
                    {"role": "assistant", "content": "red is 5"},
                ],
            },
            id="chat messages",
        ),
    ],
)
def test_names_that_a_line_may_use(tmp_path: Path, row: dict[str, Any]) -> None:
    (example,) = read_examples(write(tmp_path, row))
    assert example.question == "How high?"
    assert example.truth.key_steps[0].forms == ("red is 5",)
    assert example.images == (tmp_path / "one.png",)
    assert example.image_sizes() == [(56, 28)]
    assert example.load_images()[0].getpixel((0, 0)) == (255, 0, 0)
    assert example.trace == "red is 5"
    assert example.id == "data.jsonl:1"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param("{", "line 2: ", id="broken line"),
        pytest.param({"answer": 5}, "line 2: question: expected text under", id="no question"),
        pytest.param({"question": "?"}, "line 2: answer: expected one under", id="no answer"),
        pytest.param({**GOOD, "image": "two.png"}, "line 2: images: no file", id="no image"),
        pytest.param({**GOOD, "image": 7}, "line 2: images: expected paths", id="image 7"),
        pytest.param({**GOOD, "trace": 7}, "line 2: trace: expected text or", id="trace 7"),
        pytest.param({**GOOD, "key_steps": 7}, "line 2: key_steps", id="key steps 7"),
    ],
)
def test_a_line_that_is_no_example_is_named(tmp_path: Path, row: Any, words: str) -> None:
    path = write(tmp_path, GOOD, row)
    with pytest.raises(RecordError) as raised:
        read_examples(path)
    assert str(raised.value).startswith(f"{path}: {words}")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="name a JSONL file"):
        read_examples(tmp_path / "none.jsonl")


def test_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="holds no line"):
        read_examples(write(tmp_path, ""))


def test_an_image_that_is_none(tmp_path: Path) -> None:
    (example,) = read_examples(write(tmp_path, {**GOOD, "image": "no.png"}))
    with pytest.raises(FileError, match=r"no\.png: is no image"):
        example.load_images()
    with pytest.raises(FileError, match=r"no\.png: is no image"):
        example.image_sizes()


def example(name: str) -> Example:
    return Example(name, f"question {name}", (), GroundTruth("5"))


def test_a_shuffled_source_goes_through_everything_in_every_pass() -> None:
    source = Shuffled(tuple(example(str(at)) for at in range(7)), seed=3)
    passes = [[one.id for one in source.take(start, 7)] for start in (0, 7)]
    assert sorted(passes[0]) == sorted(passes[1]) == [str(at) for at in range(7)]
    assert passes[0] != passes[1]
    assert [one.id for one in source.take(5, 4)] == passes[0][5:] + passes[1][:2]


def test_splits_share_no_question() -> None:
    examples = [example(str(at % 30)) for at in range(60)]  # every question twice
    splits = split_examples(examples, 5, seed=0)
    parts = [
        {one.question for one in part}
        for part in (splits.warm_up.take(0, 40), splits.choose, splits.report)
    ]
    assert [len(part) for part in parts] == [20, 5, 5]
    assert not parts[0] & parts[1]
    assert not parts[0] & parts[2]
    assert not parts[1] & parts[2]
    assert split_examples(examples, 5, seed=1).report == splits.report


@pytest.mark.parametrize("identifier", [None, "the same for all"])
def test_splits_are_those_of_the_questions_whatever_their_ids(
    tmp_path: Path, identifier: str | None
) -> None:
    rows = [{**GOOD, "question": f"question {at % 20}", "id": identifier} for at in range(40)]
    splits = split_examples(read_examples(write(tmp_path, *rows)), 4, seed=0)
    parts = [
        {one.question for one in part}
        for part in (splits.warm_up.take(0, 24), splits.choose, splits.report)
    ]
    assert [len(part) for part in parts] == [12, 4, 4]
    assert len(set.union(*parts)) == 20


def test_splits_do_not_move_with_the_file(tmp_path: Path) -> None:
    found = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        rows = [{**GOOD, "question": f"question {at}", "image": "one.png"} for at in range(20)]
        splits = split_examples(read_examples(write(tmp_path / name, *rows)), 4, seed=0)
        found.append([one.question for one in splits.report])
    assert found[0] == found[1]


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    path = write(tmp_path, {**GOOD, "image": "clear.png"})
    Image.new("RGBA", (28, 28), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    (example,) = read_examples(path)
    assert example.load_images()[0].getpixel((0, 0)) == (255, 255, 255)


def test_a_file_too_small_to_part() -> None:
    with pytest.raises(SettingError, match=r"evaluation\.count: 5, twice, leaves nothing of 6"):
        split_examples([example(str(at)) for at in range(6)], 5, seed=0)
