"""What each framework gets, and that it comes back as the same truth."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepreward import GroundTruth, KeyStep
from stepreward.convert.detect import detect, reader_of
from stepreward.convert.item import Item
from stepreward.convert.layouts import BY_NAME
from stepreward.convert.own import read_own, write_own
from stepreward.convert.write import Wishes, write_layout
from stepreward.records.pictures import Picture
from tests.convert.rows import (
    ASKED,
    LABEL,
    NAMES,
    SAMPLES,
    convert,
    converted,
    rows_of,
    truth_of,
    written,
)

CHAT = [{"role": "user", "content": "Half of 12?"}]
STEPS = ASKED["key_steps"]
BESIDE = {"key_steps": STEPS, "question": "Half of 12?", "id": "q1", "extra": '{"level": 3}'}
APART = {"id": "q1", "extra": '{"level": 3}'}
NUMBERED = {**BESIDE, "split": "train", "index": 0}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param("trl", {"prompt": CHAT, "answer": "6", "solution": "6", **BESIDE}, id="trl"),
        pytest.param(
            "swift", {"messages": CHAT, "answer": "6", "solution": "6", **BESIDE}, id="swift"
        ),
        pytest.param(
            "verl",
            {
                "data_source": "stepreward",
                "prompt": CHAT,
                "ability": "math",
                "reward_model": {"style": "rule", "ground_truth": "6"},
                "extra_info": NUMBERED,
            },
            id="verl",
        ),
        pytest.param("easyr1", {"problem": "Half of 12?", "answer": LABEL, **APART}, id="easyr1"),
        pytest.param(
            "openrlhf",
            {"datasource": "stepreward", "input": "Half of 12?", "label": LABEL, **APART},
            id="openrlhf",
        ),
        pytest.param("slime", {"prompt": CHAT, "label": "6", "metadata": BESIDE}, id="slime"),
        pytest.param("verifiers", {"prompt": CHAT, "answer": "6", "info": BESIDE}, id="verifiers"),
        pytest.param("areal", {"messages": CHAT, "answer": "6", **BESIDE}, id="areal"),
        pytest.param(
            "skyrl",
            {
                "data_source": "stepreward",
                "prompt": CHAT,
                "env_class": "stepreward",
                "reward_spec": {"method": "rule", "ground_truth": "6"},
                "extra_info": NUMBERED,
            },
            id="skyrl",
        ),
        pytest.param("nemo-rl", {"input": "Half of 12?", "output": LABEL, **APART}, id="nemo-rl"),
        pytest.param(
            "roll",
            {
                "tag": "stepreward",
                "domain": "stepreward",
                "messages": json.dumps(CHAT),
                "prompt": "Half of 12?",
                "ground_truth": LABEL,
                **APART,
            },
            id="roll",
        ),
    ],
)
def test_the_row_of_a_layout(tmp_path: Path, name: str, row: dict[str, Any]) -> None:
    assert converted(tmp_path, ASKED, target=name) == [row]
    assert detect(row) == name
    back = write_own(reader_of(name)(row))
    assert {key: back[key] for key in back if key not in ("split", "index")} == ASKED


def test_every_layout_is_shown_above() -> None:
    marks: Any = test_the_row_of_a_layout
    assert [one.id for one in marks.pytestmark[0].args[1]] == NAMES


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
@pytest.mark.parametrize("name", [*NAMES, "records"])
def test_the_samples_come_back_as_they_went(tmp_path: Path, name: str, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    for sample in SAMPLES:
        there, back = tmp_path / f"there{suffix}", tmp_path / "back.jsonl"
        assert convert(sample, there, target=name, instruction="Think.").rejections.count == 0
        assert [*convert(there, back).sources] == [name]
        before, after = rows_of(sample), rows_of(back)
        assert [truth_of(row) for row in after] == [truth_of(row) for row in before]
        for old, new in zip(before, after, strict=True):
            kept = {key: old[key] for key in old if key not in ("key_steps", "image")}
            assert {key: new[key] for key in kept} == kept
            assert new["instruction"] == "Think."
            assert ("image" in new) == ("image" in old)


LABEL_LIKE = st.sampled_from(['{"answer": 1}', '{"a": 1}', "{1, 2}", "[1, 2]", '["a"]', "true"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SAID = (TEXT | LABEL_LIKE).filter(lambda text: bool(text.strip()))
KEYS = st.builds(KeyStep, st.lists(SAID, min_size=1, max_size=3).map(tuple), st.none() | SAID)
TRUTHS = st.builds(
    GroundTruth,
    st.lists(SAID, max_size=3) | SAID | st.integers() | st.booleans(),
    st.lists(KEYS, max_size=3),
    SAID | SAID.map("<image>{}".format),
)
ITEMS = st.builds(
    Item,
    TRUTHS,
    st.none(),
    st.none() | SAID,
    st.just(()) | st.just(({"role": "system", "content": "S"}, {"role": "user", "content": "U"})),
    st.lists(st.just(Picture("https://host/a.png")), min_size=3, max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(["id", "prefill", "level", "split", "note"]), SAID),
)


@given(ITEMS, st.sampled_from(NAMES), st.none() | SAID)
@settings(max_examples=400)
def test_any_truth_comes_back(item: Item, name: str, instruction: str | None) -> None:
    marks = (item.truth.question or "").count("<image>")
    item = replace(item, images=item.images * (1 + marks))
    row = json.loads(json.dumps(write_layout(item, BY_NAME[name], Wishes(instruction), 7)))
    back = reader_of(name)(row)
    assert back.truth == item.truth
    assert back.images == item.images
    assert {key: back.carried[key] for key in item.carried} == item.carried
    assert read_own(json.loads(json.dumps(write_own(back)))).truth == item.truth


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"answer": ["6", "six"]}, id="two answers"),
        pytest.param({"answer": []}, id="no answer"),
        pytest.param({"answer": True}, id="yes"),
        pytest.param({"answer": 0.5, "key_steps": None}, id="a number, no key steps"),
        pytest.param(
            {"key_steps": [{"forms": ["a red bar"], "section": "description"}, "6"]},
            id="a key step of one section",
        ),
        pytest.param({"answer": '{"answer": 6}'}, id="an answer that looks like a label"),
        pytest.param({"prompt": "Half of 12?", "question": None}, id="a prompt alone"),
    ],
)
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_what_one_text_cannot_say(
    tmp_path: Path, name: str, fields: dict[str, Any], suffix: str
) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    row = {**ASKED, **fields}
    there = tmp_path / f"there{suffix}"
    expected = read_own(row).truth
    rows = [row, ASKED] if row.get("question") else [row]
    convert(written(tmp_path / "in.jsonl", rows), there, target=name)
    convert(there, tmp_path / "back.jsonl", source=name)
    assert read_own(rows_of(tmp_path / "back.jsonl")[0]).truth == expected


def test_names_of_the_data_are_said_once_for_all_or_come_with_it(tmp_path: Path) -> None:
    row = {**ASKED, "data_source": "geometry", "split": "dev"}
    (kept,) = converted(tmp_path, row, target="verl")
    assert (kept["data_source"], kept["extra_info"]["split"]) == ("geometry", "dev")
    (named,) = converted(tmp_path, row, target="verl", data_source="mine", split="test")
    assert (named["data_source"], named["extra_info"]["split"]) == ("mine", "test")
    (first,) = converted(tmp_path, ASKED, target="openrlhf", data_source="mine")
    assert first["datasource"] == "mine"
    (own,) = converted(tmp_path, ASKED, data_source="mine", split="test")
    assert (own["data_source"], own["split"]) == ("mine", "test")


def test_rows_of_other_people_are_read(tmp_path: Path) -> None:
    foreign = {
        "data_source": "openai/gsm8k",
        "prompt": [{"role": "user", "content": "Half of 12?\nThink."}],
        "ability": "math",
        "reward_model": {"style": "model", "ground_truth": "6"},
        "extra_info": {"answer": "12/2 = 6 #### 6", "index": 3, "question": "Half of 12?"},
    }
    (row,) = converted(tmp_path, foreign)
    assert row == {
        "question": "Half of 12?",
        "answer": "6",
        "prompt": foreign["prompt"],
        "data_source": "openai/gsm8k",
        "style": "model",
        "index": 3,
        "extra": '{"answer": "12/2 = 6 #### 6"}',
    }
    (again,) = converted(tmp_path, row)
    assert again == row


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            {"prompt": CHAT, "answer": "6", "solution": "12/2 = 6"},
            {"solution": "12/2 = 6"},
            id="a solution beside the answer",
        ),
        pytest.param(
            {"messages": [*CHAT, {"role": "assistant", "content": "Six."}], "solution": "6"},
            {"trace": "Six."},
            id="a reply, which is no part of the prompt",
        ),
        pytest.param(
            {"prompt": CHAT, "label": "6", "metadata": {"level": 3, "note": None}},
            {"level": 3},
            id="a metadata of theirs, filled with null by Arrow",
        ),
        pytest.param(
            {"prompt": CHAT, "answer": "6", "info": {"level": 3}, "level": 4},
            {"level": 4, "info.level": 3},
            id="two of one name",
        ),
    ],
)
def test_what_they_hold_besides_is_carried(
    tmp_path: Path, row: dict[str, Any], expected: dict[str, Any]
) -> None:
    (back,) = converted(tmp_path, row)
    assert (back.pop("question"), back.pop("answer")) == ("Half of 12?", "6")
    assert {key: back[key] for key in back if key != "prompt"} == expected


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param({"prompt": CHAT}, "no gold answer; trl keeps it there", id="no answer"),
        pytest.param({"answer": "6"}, "prompt: no such field; trl", id="no prompt"),
        pytest.param({"prompt": 3, "answer": "6"}, "expected text or chat", id="a number"),
        pytest.param({"prompt": [], "answer": "6"}, "expected text or chat", id="an empty chat"),
        pytest.param(
            {"prompt": [{"role": "system", "content": "S"}], "answer": "6"},
            "no message of the user",
            id="nobody asks",
        ),
        pytest.param(
            {"prompt": [{"role": "user", "content": None, "tool_calls": [1]}], "answer": "6"},
            r"prompt\[0\].tool_calls: a prompt holds role and content alone",
            id="a call of a tool",
        ),
        pytest.param(
            {"prompt": [{"role": "user", "content": [{"type": "video"}]}], "answer": "6"},
            "expected text or image parts",
            id="a video",
        ),
        pytest.param({"prompt": CHAT, "answer": {"x": 1}}, "answer: expected a text", id="object"),
        pytest.param({"prompt": CHAT, "answer": " "}, "answer: is empty", id="an empty answer"),
        pytest.param(
            {"prompt": CHAT, "answer": "6", "key_steps": [[{}]]}, "key_steps", id="key steps"
        ),
    ],
)
def test_a_row_that_is_no_row_of_a_layout(row: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        reader_of("trl")(row)
