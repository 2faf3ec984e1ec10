"""Ground truths in all shapes in which frameworks hand them over."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from stepreward import GroundTruth
from stepreward.adapters.truths import (
    NoTruthError,
    beside_gold,
    columns_as_rows,
    row_of,
    truth_of,
)
from stepreward.errors import TruthError
from stepreward.records import DEFAULT_FIELDS

STEPS = [["12/2 = 6", "half of 12 is 6"], "median"]
TRUTH = GroundTruth("6", STEPS, "How many?")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"answer": "6", "key_steps": STEPS, "question": "How many?"}, id="columns"),
        pytest.param({"solution": 6, "key_steps": STEPS, "problem": "How many?"}, id="other names"),
        pytest.param(
            {"answer": {"answer": "6", "key_steps": STEPS, "question": "How many?"}}, id="a label"
        ),
        pytest.param(
            {
                "answer": json.dumps({"answer": "6", "key_steps": STEPS}),
                "question": "How many?",
            },
            id="a label's JSON, and a column",
        ),
        pytest.param(
            {"answer": '{"solution": 6, "problem": "How many?"}', "key_steps": STEPS},
            id="other names in a label",
        ),
        pytest.param(
            {
                "answer": "6",
                "key_steps": np.array([np.array(STEPS[0], dtype=object), "median"], dtype=object),
                "question": "How many?",
            },
            id="arrays, as pandas reads Parquet",
        ),
        pytest.param(
            {"answer": "6", "key_steps": {"Steps": STEPS, "Other": None}, "question": "How many?"},
            id="R1-VL's, filled with None by Arrow",
        ),
        pytest.param(
            beside_gold(
                "6", {"answer": "long #### 6", "key_steps": STEPS, "question": "How many?"}
            ),
            id="the gold answer goes before a whole solution",
        ),
        pytest.param(
            row_of(SimpleNamespace(answer="6", question="How many?", info={"key_steps": STEPS})),
            id="an object",
        ),
    ],
)
def test_it_is_one_truth(row: dict[str, Any]) -> None:
    before = copy.deepcopy(row)
    assert truth_of(row, DEFAULT_FIELDS) == (TRUTH, "")
    assert repr(row) == repr(before)


def test_a_set_is_an_answer_and_no_label() -> None:
    assert truth_of({"answer": "{1, 2}"}, DEFAULT_FIELDS)[0].answers == ("{1, 2}",)
    assert truth_of({"answer": '{"a": 1}'}, DEFAULT_FIELDS)[0].answers == ('{"a": 1}',)


def test_key_steps_alone_are_a_truth() -> None:
    assert truth_of({"key_steps": STEPS}, DEFAULT_FIELDS)[0].answers == ()


def test_what_the_prompt_wrote_already_comes_along() -> None:
    assert truth_of({"answer": "6", "prefill": "<think>\n"}, DEFAULT_FIELDS)[1] == "<think>\n"
    with pytest.raises(TruthError, match="prefill: expected text"):
        truth_of({"answer": "6", "prefill": 3}, DEFAULT_FIELDS)


@pytest.mark.parametrize(
    ("row", "is_null"),
    [
        pytest.param({"answer": None, "key_steps": None}, True, id="null"),
        pytest.param({"solution": None}, True, id="null, under another name"),
        pytest.param({"gold": "6"}, False, id="under a name we do not know"),
        pytest.param({}, False, id="nothing at all"),
    ],
)
def test_no_truth(row: dict[str, Any], is_null: bool) -> None:
    with pytest.raises(NoTruthError) as caught:
        truth_of(row, DEFAULT_FIELDS)
    assert caught.value.is_null is is_null


def test_columns_become_rows() -> None:
    columns = {"answer": ["6", None], "key_steps": [STEPS, None], "images": [1, 2], "other": 3}
    rows = columns_as_rows(columns, 2, DEFAULT_FIELDS)
    assert rows == [{"answer": "6", "key_steps": STEPS}, {"answer": None, "key_steps": None}]
    with pytest.raises(TruthError, match="answer: 1 values for 2 completions"):
        columns_as_rows({"answer": ["6"]}, 2, DEFAULT_FIELDS)
