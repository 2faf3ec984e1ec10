"""Records of schema 1: what a line may hold, what is wrong with it, and what is written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepreward import Scorer
from stepreward.errors import RecordError, SettingError
from stepreward.records import (
    NAMES,
    Fields,
    Record,
    Reject,
    look_up,
    read_record,
    record_of,
    scored_lines,
    stored_report,
)

TRACE = "6 * 4 = 24\n#### 24"
SCORER = Scorer()


def line(**fields: Any) -> str:
    return json.dumps({"completion": TRACE, "answer": "24"} | fields)


def reports_of(record: Record) -> list[Any]:
    return SCORER.score_group(list(record.completions), record.truth)


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        pytest.param({"answer": "24"}, ("24",), id="text"),
        pytest.param({"answer": 24}, ("24",), id="a whole number"),
        pytest.param({"answer": 2.5}, ("2.5",), id="a decimal"),
        pytest.param({"answer": True}, ("yes",), id="true is yes"),
        pytest.param({"answer": ["24", 24]}, ("24", "24"), id="several accepted ones"),
        pytest.param({"answer": []}, (), id="an empty list: there is none"),
        pytest.param({"answer": None, "solution": "24"}, ("24",), id="solution, answer is null"),
        pytest.param({"answer": "24", "solution": "long"}, ("24",), id="answer before solution"),
    ],
)
def test_the_answer_comes_as(fields: dict[str, Any], answers: tuple[str, ...]) -> None:
    assert read_record(line(**fields)).truth.answers == answers


@pytest.mark.parametrize(
    "gold",
    [
        "24",
        "### The final answer is: 24",
        "So it is 24.\n#### 24",
        "<answer> 24 </answer>",
        "so \\boxed{24}",
    ],
)
def test_a_solution_may_be_the_bare_answer_or_the_text_that_states_it(gold: str) -> None:
    record = read_record(line(answer=None, solution=gold))
    assert reports_of(record)[0].accuracy == 1.0


@pytest.mark.parametrize(
    ("key_steps", "forms"),
    [
        pytest.param(None, [], id="none"),
        pytest.param(["a b", ["c d", "e f"]], [("a b",), ("c d", "e f")], id="texts and lists"),
        pytest.param({"Steps": [["a b"]]}, [("a b",)], id="R1-VL's mapping"),
        pytest.param('{"Steps": [["a b"]]}', [("a b",)], id="its JSON text"),
    ],
)
def test_key_steps_come_as(key_steps: object, forms: list[tuple[str, ...]]) -> None:
    record = read_record(line(key_steps=key_steps))
    assert [key.forms for key in record.truth.key_steps] == forms


@pytest.mark.parametrize(
    ("fields", "count", "is_group"),
    [
        pytest.param({"completion": "x"}, 1, False, id="text"),
        pytest.param({"completion": ""}, 1, False, id="a policy that said nothing"),
        pytest.param({"completion": [{"role": "assistant", "content": "x"}]}, 1, False, id="chat"),
        pytest.param({"completion": {"content": "x"}}, 1, False, id="one message"),
        pytest.param({"completion": None, "completions": ["x"]}, 1, True, id="a group of one"),
        pytest.param(
            {"completion": None, "completions": ["x", [{"content": "y"}]]}, 2, True, id="a group"
        ),
    ],
)
def test_completions_come_as(fields: dict[str, Any], count: int, is_group: bool) -> None:
    record = read_record(line(**fields))
    assert (len(record.completions), record.is_group) == (count, is_group)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param("", "is no JSON: expecting value at character 1", id="nothing"),
        pytest.param('{"completion": "x"', "is no JSON: expecting ',' delimiter", id="cut off"),
        pytest.param("[", "jq -c", id="a list over several lines"),
        pytest.param("[1]", r"is the list \[1\], not an object", id="a list"),
        pytest.param('"x"', "is the text 'x', not an object", id="a text"),
        pytest.param(b'{"completion": "\xff"}', r"byte 17 \(0xff\) is no UTF-8", id="no UTF-8"),
        pytest.param("[" * 100_000, "is nested too deeply", id="too deep"),
        pytest.param(f'{{"n": {"9" * 5000}}}', "thousands of digits", id="too many digits"),
        pytest.param('{"a": [1, NaN]}', r"^a\[1\]: NaN is no JSON number", id="NaN"),
        pytest.param('{"a": {"b": -Infinity}}', r"^a\.b: -Infinity is no JSON", id="Infinity"),
        pytest.param("{}", "completion: no field 'completion'; the line has none", id="empty"),
        pytest.param('{"response": "x"}', "has response: name one by --field", id="other name"),
        pytest.param(line(completion=None), '^completion: is null; write ""', id="null"),
        pytest.param(line(completion=3), "^completion: expected text or chat .*number 3", id="3"),
        pytest.param(line(completion=["x"]), "^completion: expected text or chat", id="texts"),
        pytest.param(line(completion=[{"text": "x"}]), "^completion: expected", id="no content"),
        pytest.param(line(completions=["x"]), "has both 'completion' and 'completions'", id="both"),
        pytest.param('{"completions": [], "answer": 1}', "is an empty list", id="empty group"),
        pytest.param('{"completions": "x", "answer": 1}', "^completions: expected", id="no list"),
        pytest.param('{"completion": "x"}', "^answer: no field 'answer' or 'solution'", id="none"),
        pytest.param(line(answer=None), r"^answer: is null; write \[\]", id="null answer"),
        pytest.param(line(answer=" "), r"^answer: is empty; write \[\]", id="blank answer"),
        pytest.param(line(answer=["24", ""]), "^answer: is empty", id="one blank answer"),
        pytest.param(line(answer={"a": 1}), "^answer: expected a text, a number", id="object"),
        pytest.param(line(question=["x"]), "^question: expected text; got the list", id="question"),
        pytest.param(line(truncated="length"), "^truncated: expected true or false", id="text"),
        pytest.param(line(truncated=[True, False]), "^truncated: 2 values for 1", id="too many"),
        pytest.param(line(prefill=1), "^prefill: expected text; got the number 1", id="prefill"),
        pytest.param(line(key_steps=[["a", {}]]), r"^key_steps\[0\]\[1\]: expected", id="key"),
        pytest.param(line(key_steps=7), "^key_steps: expected a list", id="a number of keys"),
    ],
)
def test_a_bad_line_is_named(raw: str | bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=reason) as caught:
        read_record(raw)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(line().encode(), id="bytes"),
        pytest.param(b"\xef\xbb\xbf" + line().encode(), id="a byte order mark"),
        pytest.param(f"  {line()} \r\n", id="CRLF and blanks"),
        pytest.param('{"completion": "24 \\ud800", "answer": "\\udfff"}', id="lone surrogates"),
        pytest.param(line(stepreward=3), id="a foreign value under our key"),
        pytest.param(line(aux={"loss": 0.1, "deep": [[[]]]}), id="fields of others"),
    ],
)
def test_a_good_line_is_read_scored_and_written(raw: str | bytes) -> None:
    record = read_record(raw)
    (written,) = scored_lines(record, reports_of(record), "f:1")
    assert written.isascii()
    row = json.loads(written)
    assert row["stepreward"]["schema"] == 1
    carried = {name: value for name, value in record.row.items() if name != "stepreward"}
    assert {name: value for name, value in row.items() if name != "stepreward"} == carried


@pytest.mark.parametrize("number", ["1e999", "Infinity", "1.0e400"])
def test_what_json_cannot_write_is_refused_by_its_field(number: str) -> None:
    with pytest.raises(RecordError, match=r"^logits\[1\]: Infinity is no JSON number"):
        read_record(f'{{"completion": "x", "answer": 1, "logits": [0.5, {number}]}}')
    with pytest.raises(RecordError, match=r"^answer: -Infinity is no JSON number"):
        read_record(f'{{"completion": "x", "answer": -{number}}}')


@pytest.mark.parametrize("number", ["1e308", "1e-999", "-0.5", '"1e999"'])
def test_what_json_can_write_is_taken(number: str) -> None:
    record = read_record(f'{{"completion": "x", "answer": {number}}}')
    scored_lines(record, reports_of(record), "f:1")


# Names and paths.

NESTED = json.dumps(
    {
        "choices": [{"text": TRACE}],
        "extra_info": {"answer": "24"},
        "reward.truth": ["6*4 = 24"],
        "id": 7,
    }
)


def test_other_names_and_dotted_paths() -> None:
    fields = Fields.from_pairs(
        ["completion=choices.0.text", "solution=extra_info.answer", "key_steps=reward.truth"]
    )
    (report,) = reports_of(read_record(NESTED, fields))
    assert (report.accuracy, report.coverage) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param("a", {"b": [10, 11]}, id="a name"),
        pytest.param("a.b", [10, 11], id="a path"),
        pytest.param("a.b.1", 11, id="into a list"),
        pytest.param("c.d", 3, id="a name with a dot"),
    ],
)
def test_a_path_is_followed(path: str, value: object) -> None:
    assert look_up({"a": {"b": [10, 11]}, "c.d": 3}, path) == value


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        pytest.param(["completion"], "write OURS=THEIRS", id="no equals sign"),
        pytest.param(["completion="], "write OURS=THEIRS", id="no name"),
        pytest.param(["complet=x"], "did you mean 'completion'", id="a typo"),
        pytest.param(["foo=x"], "known are completion", id="unknown"),
    ],
)
def test_a_wrong_mapping_is_named(pairs: list[str], reason: str) -> None:
    with pytest.raises(SettingError, match=reason):
        Fields.from_pairs(pairs)


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        pytest.param(["key_steps=keys"], "^keys: no such field, expected as key_steps", id="keys"),
        pytest.param(["question=q"], "^q: no such field, expected as question", id="question"),
        pytest.param(["completion=text"], "^text: no such field", id="completion"),
        pytest.param(["key_steps=id"], "^id: expected a list of texts", id="wrong type"),
    ],
)
def test_a_named_field_that_is_missing_or_wrong_is_refused(pairs: list[str], reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        read_record(line(id=5), Fields.from_pairs(pairs))


@pytest.mark.parametrize("fields", [Fields(), Fields.from_pairs(["answer=gold"])])
def test_a_row_whose_answer_is_no_finite_number_is_refused(fields: Fields) -> None:
    (name, *_) = fields.where("answer")
    with pytest.raises(RecordError, match=f"^{name}: expected a finite number, got nan; leave it"):
        record_of({"completion": "x", name: float("nan")}, fields)
    assert record_of({"completion": "x", name: 6.5}, fields).truth.answers == ("6.5",)


def test_a_named_field_may_be_null() -> None:
    record = read_record(line(keys=None), Fields.from_pairs(["key_steps=keys"]))
    assert record.truth.key_steps == ()


# Groups.


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        pytest.param({"group": "g", "id": 1}, "g", id="its own group"),
        pytest.param({"id": 1}, 1, id="its id"),
        pytest.param({}, "f:3", id="the place it stands at"),
    ],
)
def test_a_group_is_written_as_one_line_a_completion(fields: dict[str, Any], group: object) -> None:
    raw = line(completion=None, completions=[TRACE, "#### 5"], truncated=[False, True], **fields)
    record = read_record(raw)
    first, second = map(json.loads, scored_lines(record, reports_of(record), "f:3"))
    assert [first["completion"], second["completion"]] == [TRACE, "#### 5"]
    assert [first["truncated"], second["truncated"]] == [False, True]
    assert first["group"] == second["group"] == group
    assert "completions" not in first
    assert first["stepreward"]["accuracy"] == 1.0
    assert second["stepreward"]["accuracy"] == 0.0
    assert not read_record(json.dumps(first)).is_group


@pytest.mark.parametrize(
    ("labels", "written"),
    [
        pytest.param([True, None], [True, None], id="one a completion"),
        pytest.param(True, [True, True], id="one for all"),
        pytest.param([True], [[True], [True]], id="too few, as they stood"),
    ],
)
def test_a_list_of_labels_is_dealt_out_to_its_completions(labels: Any, written: list[Any]) -> None:
    record = read_record(line(completion=None, completions=["x", "y"], is_correct=labels))
    rows = map(json.loads, scored_lines(record, reports_of(record), "f:3"))
    assert [row["is_correct"] for row in rows] == written


def test_the_label_of_a_single_completion_is_left_as_it_is() -> None:
    record = read_record(line(is_correct=[True]))
    (written,) = scored_lines(record, reports_of(record), "f:3")
    assert json.loads(written)["is_correct"] == [True]


def test_a_group_that_stood_deeper_leaves_no_list_behind() -> None:
    fields = Fields.from_pairs(["completions=out.texts"])
    record = read_record(json.dumps({"out": {"texts": ["x"], "n": 1}, "answer": 1}), fields)
    (written,) = scored_lines(record, reports_of(record), "f:1")
    row = json.loads(written)
    assert (row["out"], row["completion"]) == ({"n": 1}, "x")
    assert record.row["out"]["texts"] == ["x"]
    assert read_record(written, fields).completions == ("x",)


# Scored lines, read again.


@pytest.mark.parametrize(
    "completion",
    [
        TRACE,
        "",
        [{"role": "assistant", "content": TRACE}],
        "### Image Description:\nx\n### Step 1: 6*4 = 25\n### The final answer is: 25",
    ],
)
def test_a_stored_report_is_the_report(completion: object) -> None:
    record = read_record(line(completion=completion, key_steps=["6*4 = 24"]))
    reports = reports_of(record)
    (written,) = scored_lines(record, reports, "f:1")
    assert stored_report(read_record(written)) == reports[0]


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_any_completion_goes_through_and_comes_back(completion: str) -> None:
    record = read_record(line(completion=completion))
    reports = reports_of(record)
    (written,) = scored_lines(record, reports, "f:1")
    again = read_record(written)
    assert again.completions == (completion,)
    stored = stored_report(again)
    assert stored is not None
    assert stored.to_dict() == reports[0].to_dict()


@pytest.mark.parametrize(
    "stored",
    [3, {"schema": 2}, {"schema": 1}, {"schema": 1, "answer": {}}, {"schema": 1, "answer": None}],
)
def test_a_broken_stored_report_is_refused(stored: object) -> None:
    with pytest.raises(RecordError, match=r"^stepreward: is no .*score the line again$"):
        stored_report(read_record(line(stepreward=stored)))


def test_a_line_that_was_not_scored_holds_no_report() -> None:
    assert stored_report(read_record(line())) is None


def test_a_reject_says_where_and_why_and_keeps_the_line() -> None:
    reject = Reject("a.jsonl", 3, "is no JSON", b'{"x": "\xff\n')
    assert str(reject) == "a.jsonl: line 3: is no JSON"
    assert json.loads(reject.to_json()) == {
        "file": "a.jsonl",
        "line": 3,
        "reason": "is no JSON",
        "raw": '{"x": "\\xff',
    }


# What docs/records.md says.

DOCUMENT = (Path(__file__).parents[1] / "docs" / "records.md").read_text(encoding="utf-8")


def table_under(title: str) -> list[str]:
    """List the first column of a table in the document."""
    part = DOCUMENT.split(f"| {title} | ")[1].split("\n\n")[0]
    names = (row.split("|")[1] for row in part.splitlines()[2:])
    return [name for cell in names for name in re.findall(r"`([^`]+)`", cell)]


def test_the_document_names_every_key_of_a_report() -> None:
    (row,) = scored_lines(read_record(line()), reports_of(read_record(line())), "in:1")
    assert table_under("key of `stepreward`") == list(json.loads(row)["stepreward"])


def test_the_document_names_every_field_that_is_read() -> None:
    known = {name for names in NAMES.values() for name in names}
    assert set(table_under("field")) - {"image", "id", "group"} == known


def test_the_document_names_every_key_of_a_reject() -> None:
    assert set(table_under("key")) == set(json.loads(Reject("f", 1, "r", b"x").to_json()))


def test_the_example_of_the_document_earns_what_it_can() -> None:
    (example,) = re.findall(r"```json\n(.*?)\n```", DOCUMENT, re.DOTALL)
    (report,) = reports_of(read_record(example))
    assert report.reward == pytest.approx(2.1)
