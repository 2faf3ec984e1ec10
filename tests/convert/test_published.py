"""Published data sets: what is taken from where, and what is no row of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stepreward.convert import detect
from stepreward.convert.instructions import INSTRUCTIONS
from stepreward.parsing import parse
from tests.convert.rows import ASKED, converted, refused

TRACE = (
    "### Image Description:\nA right triangle with sides 3 and 4.\n\n"
    "### Rationales:\nThe third side follows from the other two.\n\n"
    "### Let's think step by step.\n\n"
    "### Step 1:\n3*3 + 4*4 = 25, and its root is 5.\n\n"
    "### The final answer is:\nB: 5"
)
ASK = (
    "Answer in sections:\n### Image Description:\n### Rationales:\n### Step 1:\n### Step 2:\n...\n"
    "### The final answer is:"
)
CHAT = [{"role": "user", "content": "<image>How long?"}, {"role": "assistant", "content": TRACE}]
SHARED = [{"from": "human", "value": "<image>\nHow long?"}, {"from": "gpt", "value": TRACE}]
STEPS = {"Steps": [["3*3 + 4*4 = 25", "25"], "the root is 5", None], "Other": None}
FORMS = [["3*3 + 4*4 = 25", "25"], ["the root is 5"]]
R1VL = {"problem": "How long?", "solution": "5", "image_path": "a.png", "key_steps": STEPS}
CALCULATED = (
    "Each has 48/2=<<48/2=24>>24.\nTogether 24*2 = <<24*2=48>>48 and 1 is <<1=1>>1.\n#### 48"
)


@pytest.mark.parametrize(
    ("row", "source", "expected"),
    [
        pytest.param(
            R1VL,
            "r1vl-10k",
            {"question": "How long?", "answer": "5", "key_steps": FORMS, "image": "a.png"},
            id="R1-VL, the bare answer",
        ),
        pytest.param(
            {**R1VL, "solution": "### The final answer is: 5"},
            "r1vl-10k",
            {"question": "How long?", "answer": "5", "key_steps": FORMS, "image": "a.png"},
            id="R1-VL, the answer under its header",
        ),
        pytest.param(
            {**R1VL, "solution": TRACE, "origin": "geo"},
            "r1vl-10k",
            {
                "question": "How long?",
                "answer": "B: 5",
                "key_steps": FORMS,
                "image": "a.png",
                "trace": TRACE,
                "origin": "geo",
            },
            id="R1-VL, a whole trace",
        ),
        pytest.param(
            {**R1VL, "problem": f"<image>{ASK} \n\nHow long?"},
            "r1vl-10k",
            {
                "question": "How long?",
                "answer": "5",
                "key_steps": FORMS,
                "image": "a.png",
                "instruction": ASK,
            },
            id="R1-VL, an instruction before the question",
        ),
        pytest.param(
            {"messages": CHAT, "images": ["a.png"], "key_steps": STEPS},
            "r1vl-10k",
            {
                "question": "How long?",
                "answer": "B: 5",
                "key_steps": FORMS,
                "image": "a.png",
                "trace": TRACE,
            },
            id="R1-VL as messages",
        ),
        pytest.param(
            {**R1VL, "question": "Another?", "answer": "6"},
            "r1vl-10k",
            {
                "question": "How long?",
                "answer": "5",
                "key_steps": FORMS,
                "image": "a.png",
                "extra": '{"question": "Another?", "answer": "6"}',
            },
            id="R1-VL, with names of ours besides",
        ),
        pytest.param(
            {"messages": CHAT, "images": "a.png"},
            "mulberry-sft",
            {"question": "How long?", "answer": "B: 5", "image": "a.png", "trace": TRACE},
            id="Mulberry",
        ),
        pytest.param(
            {"id": 7, "conversations": SHARED, "images": ["a.png", "b.png"]},
            "mulberry-sft",
            {
                "id": 7,
                "question": "How long?",
                "answer": "B: 5",
                "images": ["a.png", "b.png"],
                "trace": TRACE,
            },
            id="Mulberry in ShareGPT's words, two images",
        ),
        pytest.param(
            {"question": "How many?", "answer": CALCULATED, "split": "train"},
            "gsm8k",
            {
                "question": "How many?",
                "answer": "48",
                "key_steps": [["48/2=24"]],
                "trace": "Each has 48/2=24.\nTogether 24*2 = 48 and 1 is 1.\n#### 48",
                "calculations": ["48/2=24", "24*2=48", "1=1"],
                "split": "train",
            },
            id="GSM8K",
        ),
        pytest.param(
            {"question": "How many?", "answer": "Add: <<900+100=1000>>1,000.\n#### 1,000"},
            "gsm8k",
            {
                "question": "How many?",
                "answer": "1,000",
                "trace": "Add: 1,000.\n#### 1,000",
                "calculations": ["900+100=1000"],
            },
            id="GSM8K, its one calculation is the answer",
        ),
        pytest.param(
            {"question": "How many?", "answer": "All of them.\n#### 3", "trace": "mine"},
            "gsm8k",
            {
                "question": "How many?",
                "answer": "3",
                "trace": "mine",
                "trace_made": "All of them.\n#### 3",
            },
            id="GSM8K, nothing computed, a name that is taken",
        ),
    ],
)
def test_a_row(tmp_path: Path, row: dict[str, Any], source: str, expected: dict[str, Any]) -> None:
    assert detect(row) == source
    assert converted(tmp_path, row) == [expected]
    assert converted(tmp_path, row, source=source) == [expected]
    assert converted(tmp_path, expected) == [expected]


@pytest.mark.parametrize(
    ("source", "row", "reason"),
    [
        pytest.param("r1vl-10k", {**R1VL, "solution": None}, "solution: expected", id="unsolved"),
        pytest.param("r1vl-10k", {**R1VL, "problem": 3}, "problem: expected text", id="no problem"),
        pytest.param(
            "r1vl-10k",
            {**R1VL, "key_steps": {"Steps": 3}},
            "key_steps.Steps: expected a list",
            id="key steps",
        ),
        pytest.param(
            "r1vl-10k", {**R1VL, "image_path": 3}, "image_path[0]: expected a path", id="an image"
        ),
        pytest.param(
            "r1vl-10k",
            {**R1VL, "solution": "### Step 1:\nThree squared is 9."},
            "the trace has no final answer",
            id="a trace without an end",
        ),
        pytest.param(
            "mulberry-sft",
            {"messages": [CHAT[0], {"role": "assistant", "content": "I do not know."}]},
            "the trace has no final answer",
            id="no answer",
        ),
        pytest.param(
            "mulberry-sft", {"messages": CHAT[:1]}, "messages: expected a question", id="no trace"
        ),
        pytest.param(
            "mulberry-sft", {"images": "a"}, "messages: expected a question", id="nothing"
        ),
        pytest.param("gsm8k", {"question": "Q", "answer": "6"}, "ends on ####", id="no mark"),
        pytest.param("gsm8k", {"question": "Q", "answer": "x\n####"}, "is empty", id="no number"),
        pytest.param("gsm8k", {"question": 3, "answer": "#### 6"}, "question: expected", id="asks"),
    ],
)
def test_no_row(tmp_path: Path, source: str, row: dict[str, Any], reason: str) -> None:
    (found,) = refused(tmp_path, row, source=source)
    assert reason in found


@pytest.mark.parametrize(
    ("row", "source"),
    [
        pytest.param(ASKED, "records", id="a record"),
        pytest.param({**ASKED, "answer": "so\n#### 6"}, "records", id="a record with a solution"),
        pytest.param(
            {"question": "Q", "answer": "so\n#### 6", "completion": "6"}, "records", id="completed"
        ),
        pytest.param({"problem": "Q", "solution": "6"}, "records", id="other names of ours"),
        pytest.param({"problem": "Q", "answer": "6"}, "records", id="EasyR1 without key steps"),
        pytest.param({}, "records", id="nothing known"),
    ],
)
def test_what_looks_like_a_record(row: dict[str, Any], source: str) -> None:
    assert detect(row) == source


@pytest.mark.parametrize("name", [*INSTRUCTIONS])
def test_an_instruction_names_the_marks_of_its_format(name: str) -> None:
    marks = {
        "r1-vl": TRACE,
        "llava-cot": "<SUMMARY>a</SUMMARY><CAPTION>b</CAPTION><REASONING>c</REASONING>"
        "<CONCLUSION>6</CONCLUSION>",
        "think": "<think>12/2 = 6</think><answer>6</answer>",
        "boxed": "12/2 = 6\n\\boxed{6}",
        "numbered": "1. 12/2 = 6\n2. So there are 6.\nAnswer: 6",
        "lines": "12/2 = 6\n#### 6",
    }
    assert parse(marks[name]).format == name
    words = [one for one in marks[name].replace("{", " ").replace("}", " ").split() if one]
    signs = {"r1-vl": "### Step 1:", "boxed": "\\boxed", "numbered": "Answer:", "lines": "####"}
    tags = [word.split(">")[0] + ">" for word in words if word.startswith("<")]
    for sign in tags or [signs[name]]:
        assert sign in INSTRUCTIONS[name]
