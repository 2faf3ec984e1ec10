"""Spans of sampled tokens, found from their ids: split characters, special tokens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stepreward import token_offsets
from tests.scorer.traces import R1VL, SCORER, TRUTH

SPECIAL = {256: "<|im_start|>", 257: "<|im_end|>"}


class Bytes:
    """A tokenizer of which ids below 256 are bytes, others special tokens or words."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = {300 + at: word.encode() for at, word in enumerate(words)}

    def decode(
        self, token_ids: Sequence[int], *, skip_special_tokens: bool = False, **_: Any
    ) -> str:
        """Decode as Hugging Face's byte-level tokenizers do."""
        pieces = []
        for token in token_ids:
            if token in SPECIAL:
                pieces.append(b"" if skip_special_tokens else SPECIAL[token].encode())
            else:
                pieces.append(self._words.get(token) or bytes([token]))
        return b"".join(pieces).decode(errors="replace")


@pytest.mark.parametrize(
    ("ids", "texts"),
    [
        pytest.param([], [], id="no token"),
        pytest.param(list(b"ab"), ["a", "b"], id="one character each"),
        pytest.param(list("é".encode()), ["", "é"], id="two bytes of one character"),
        pytest.param(list("a∠b".encode()), ["a", "", "", "∠", "b"], id="three bytes"),
        pytest.param(list("😀".encode()), ["", "", "", "😀"], id="four bytes"),
        pytest.param([256, 65, 257], ["<|im_start|>", "A", "<|im_end|>"], id="special tokens"),
        pytest.param([300, 301, 300], ["12/2", " = 6", "12/2"], id="words"),
    ],
)
def test_each_token_has_its_characters(ids: list[int], texts: list[str]) -> None:
    tokenizer = Bytes(["12/2", " = 6"])
    whole = tokenizer.decode(ids)
    spans = token_offsets(tokenizer, ids)
    assert [whole[slice(*span)] for span in spans] == texts


@example(text="0𐀀𐀀", ends=True)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), ends=st.booleans())
def test_spans_tile_the_decoded_text(text: str, ends: bool) -> None:
    ids = [*text.encode(), *([257] if ends else [])]
    tokenizer = Bytes()
    whole = tokenizer.decode(ids)
    spans = token_offsets(tokenizer, ids)
    assert len(spans) == len(ids)
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    if spans:
        assert (spans[0][0], spans[-1][1]) == (0, len(whole))


def test_the_reward_lands_on_sampled_tokens() -> None:
    tokenizer = Bytes()
    ids = [*R1VL.encode(), 257]
    completion = tokenizer.decode(ids)
    report = SCORER.score(completion, TRUTH)
    rewards = report.token_rewards(token_offsets(tokenizer, ids))  # (T,)
    assert rewards.shape == (len(ids),)
    assert rewards.sum() == pytest.approx(report.reward)
    at = len(R1VL.encode()) - 1
    assert ids[at] == ord("6")
    assert rewards[at] == pytest.approx(1.25)  # the right answer, and its section
    assert rewards[-1] == 0
