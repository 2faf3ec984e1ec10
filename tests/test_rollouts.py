"""Prompt and completion in one text, and a truth in one label: where each part is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepreward.errors import RecordError
from stepreward.records import Fields, behind_prompt, label_row

CHAT = "<|im_start|>user\n12/2?<|im_end|>\n<|im_start|>assistant\n"
LLAMA = "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n12/2?<|eot_id|>"
LLAMA += "<|start_header_id|>assistant<|end_header_id|>\n\n"
PICTURE = CHAT.replace("12", "<|image_pad|>12")
SEEN = PICTURE.replace("<|image_pad|>", "<|image_pad|>" * 9)
LONG = f"A question of some length: {'how many? ' * 20}{CHAT}"
TURNS = f"{CHAT}5<|im_end|>\n{CHAT}"


@pytest.mark.parametrize(
    ("text", "prompt", "completion", "prefill"),
    [
        pytest.param("Q: 12/2? A: 6", "Q: 12/2? A:", " 6", "", id="no template"),
        pytest.param("6", "", "6", "", id="no prompt"),
        pytest.param(CHAT + "6", CHAT, "6", "", id="a chat"),
        pytest.param(CHAT, CHAT, "", "", id="nothing said"),
        pytest.param(LLAMA + "6", LLAMA, "6", "", id="another template"),
        pytest.param(f"<s>{CHAT}6", CHAT, "6", "", id="behind a first token"),
        pytest.param(f"{CHAT}<think>\n6", f"{CHAT}<think>\n", "6", "<think>\n", id="begun"),
        pytest.param(LONG[60:] + "6", LONG, "6", "", id="cut off on the left"),
        pytest.param(f"<s>{LONG[60:]}6", LONG, "6", "", id="cut off, behind a first token"),
        pytest.param(SEEN + "6", PICTURE, "6", "", id="image tokens multiplied"),
        pytest.param(f"{SEEN}<think>6", f"{PICTURE}<think>", "6", "<think>", id="both"),
        pytest.param("<image>" * 9 + "Why? 6", "<image>Why?", " 6", "", id="images, no template"),
        pytest.param(TURNS + "6", TURNS, "6", "", id="several turns"),
        pytest.param(f"{CHAT}6{CHAT}7", CHAT, f"6{CHAT}7", "", id="a turn that the policy wrote"),
        pytest.param(
            f"{SEEN}6<|im_start|>assistant\n7",
            PICTURE,
            "6<|im_start|>assistant\n7",
            "",
            id="a turn that the policy wrote, behind image tokens",
        ),
        pytest.param(
            CHAT + "5<|im_end|>\nSo?", CHAT + "5<|im_end|>\n", "So?", "", id="no turn is open"
        ),
    ],
)
def test_behind_prompt(text: str, prompt: str, completion: str, prefill: str) -> None:
    assert behind_prompt(text, prompt) == (completion, prefill)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        pytest.param("6", "Q: 12/2?", id="another text"),
        pytest.param("", "Q", id="no text"),
        pytest.param("12/2? 6", "Q: 12/2?", id="too little of it to be sure"),
        pytest.param("6", CHAT, id="no turn"),
        pytest.param(f"{SEEN}6", f"{PICTURE}<think>", id="what was begun is not there"),
        pytest.param(CHAT + "6", TURNS + "x<|im_end|>", id="fewer turns"),
    ],
)
def test_a_text_without_its_prompt_is_refused(text: str, prompt: str) -> None:
    with pytest.raises(RecordError, match="does not begin with its prompt; send"):
        behind_prompt(text, prompt)


@given(st.text(), st.text())
def test_what_stands_behind_any_prompt_is_found(prompt: str, said: str) -> None:
    assert behind_prompt(prompt + said, prompt).completion == said


@pytest.mark.parametrize(
    ("label", "row"),
    [
        pytest.param("6", {"answer": "6"}, id="text"),
        pytest.param(6, {"answer": 6}, id="a number"),
        pytest.param("{1, 2}", {"answer": "{1, 2}"}, id="a set"),
        pytest.param("[1, 2]", {"answer": "[1, 2]"}, id="an interval, or a list"),
        pytest.param(' { "answer": 6}', {"answer": 6}, id="JSON"),
        pytest.param({"solution": "6"}, {"solution": "6"}, id="an object"),
        pytest.param("{}", {}, id="an empty object"),
    ],
)
def test_label_row(label: object, row: dict[str, object]) -> None:
    assert label_row(label) == row


def test_a_label_goes_where_the_answer_is_looked_for() -> None:
    fields = Fields.from_pairs(["answer=truth.gold"])
    assert label_row("6", fields) == {"truth.gold": "6"}


def test_a_label_that_is_cut_off_is_no_answer() -> None:
    with pytest.raises(RecordError, match="begins as a JSON object, but is no JSON: expecting"):
        label_row('{"answer": ')
