"""Files that are given key steps: groups, labels, what is written, and what is refused."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import stepreward as sr
from stepreward.cli import app
from stepreward.engine import Extracted, Extraction, extract_files
from stepreward.errors import FileError, RecordError, SettingError
from stepreward.keysteps.task import Failure, Task
from stepreward.records import SOURCE_NAMES, Fields, read_source
from tests.keysteps.endpoint import serving

QUESTION = "She has 16 eggs, eats 7 and sells the rest for $2 each. What does she get?"
RIGHT = "She keeps 16 - 7 = 9 eggs.\nShe gets 9 * 2 = 18.\n#### 18"
WRONG = "She keeps 16 - 7 = 9 eggs.\nNo, there are 16 + 7 = 23.\nShe gets 23 * 2 = 46.\n#### 46"
LOST = "She gets 16 * 2 = 32.\n#### 32"
KEYS = [["16 - 7 = 9"]]


def written(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in rows)
    )
    return path


def extracted(path: Path, *rows: object, **settings: Any) -> tuple[list[dict[str, Any]], Extracted]:
    out = path / "out.jsonl"
    source = written(path / "in.jsonl", *rows)
    found = extract_files([source], output=out, extraction=Extraction(**settings))
    return [json.loads(line) for line in out.read_text().splitlines()], found


def row(**fields: object) -> dict[str, object]:
    return {"question": QUESTION, "answer": "18", **fields}


# References.


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"reference": RIGHT}, id="a text"),
        pytest.param({"trace": RIGHT}, id="a trace, as convert writes it"),
        pytest.param({"references": [RIGHT, RIGHT]}, id="a list of texts"),
        pytest.param({"references": [{"role": "assistant", "content": RIGHT}]}, id="a chat"),
        pytest.param(
            {"references": [[{"role": "assistant", "content": RIGHT}]]}, id="a list of chats"
        ),
    ],
)
def test_records_with_references(tmp_path: Path, fields: dict[str, object]) -> None:
    rows, found = extracted(tmp_path, row(**fields, more=[1]))
    assert rows == [{**row(**fields, more=[1]), "key_steps": KEYS}]
    assert (found.records, found.questions, found.key_steps) == (1, 1, 1)


def test_fields_under_other_names(tmp_path: Path) -> None:
    fields = Fields.from_pairs(["references=out.trace", "key_steps=steps"], SOURCE_NAMES)
    rows, _ = extracted(tmp_path, row(out={"trace": RIGHT}), fields=fields)
    assert rows[0]["steps"] == KEYS


def test_a_reference_that_comes_with_every_record_counts_once(tmp_path: Path) -> None:
    rows, found = extracted(tmp_path, *[row(reference=RIGHT, n=n) for n in range(3)])
    assert [one["key_steps"] for one in rows] == [KEYS] * 3
    assert (found.records, found.questions, found.references) == (3, 1, 1)


@pytest.mark.parametrize(
    ("fields", "questions"),
    [
        pytest.param([{"group": 1}, {"group": 1}], 1, id="one group"),
        pytest.param([{"group": 1}, {"group": "1"}], 2, id="a number and a text"),
        pytest.param([{"question": QUESTION}, {"question": QUESTION}], 1, id="one question"),
        pytest.param([{"group": 1, "question": "a"}, {"question": "a"}], 2, id="a group named"),
        pytest.param([{}, {}], 2, id="neither"),
    ],
)
def test_what_belongs_together(
    tmp_path: Path, fields: list[dict[str, object]], questions: int
) -> None:
    _, found = extracted(tmp_path, *[{"reference": RIGHT, **one} for one in fields])
    assert found.questions == questions


def test_the_answer_is_kept_apart_unless_asked_for(tmp_path: Path) -> None:
    rows, _ = extracted(tmp_path, row(reference=RIGHT), allow_answer=True)
    assert rows[0]["key_steps"] == [*KEYS, ["9 * 2 = 18"]]


def test_a_report_about_other_key_steps_goes(tmp_path: Path) -> None:
    rows, _ = extracted(tmp_path, row(reference=RIGHT, stepreward={"schema": 1}))
    assert "stepreward" not in rows[0]


# A group's own completions.


def test_self_distillation_of_a_listed_group(tmp_path: Path) -> None:
    rows, found = extracted(
        tmp_path, row(completions=[RIGHT, RIGHT, WRONG, LOST, LOST]), from_completions=True
    )
    assert rows[0]["key_steps"] == KEYS
    assert (found.references, found.right) == (5, 2)


def test_self_distillation_of_a_group_of_lines(tmp_path: Path) -> None:
    lines = [row(completion=one, question="?", group="g") for one in (RIGHT, LOST, LOST)]
    rows, found = extracted(tmp_path, *lines, from_completions=True)
    assert [one["key_steps"] for one in rows] == [KEYS] * 3
    assert (found.questions, found.right) == (1, 1)


def test_a_scored_line_brings_its_verdict(tmp_path: Path) -> None:
    report = sr.score(RIGHT, answer="18").to_dict()
    report["accuracy"] = 0.0
    report["answer"]["verdict"] = "different"
    rows, found = extracted(
        tmp_path, row(completion=RIGHT, stepreward=report), from_completions=True
    )
    assert (rows[0]["key_steps"], found.right) == ([], 0)


def test_no_right_completion_no_key_steps(tmp_path: Path) -> None:
    rows, found = extracted(tmp_path, row(completions=[WRONG, LOST]), from_completions=True)
    assert rows[0]["key_steps"] == []
    assert (found.without, found.key_steps) == (1, 0)


# What is written.


def test_r1vl_goes_out_and_comes_back(tmp_path: Path) -> None:
    line = {"problem": QUESTION, "solution": "### The final answer is: 18", "reference": RIGHT}
    rows, _ = extracted(tmp_path, line, as_sections=True)
    assert rows[0]["key_steps"] == {"Steps": KEYS}
    truth = sr.GroundTruth(rows[0]["solution"], rows[0]["key_steps"], rows[0]["problem"])
    assert truth.key_steps == (sr.KeyStep(("16 - 7 = 9",)),)


def test_equivalent_forms_are_added(tmp_path: Path) -> None:
    rows, found = extracted(tmp_path, row(reference=RIGHT), with_forms=True)
    assert rows[0]["key_steps"] == [["16 - 7 = 9", "16 minus 7 equals 9", "16 minus 7 is 9"]]
    assert found.forms == 3


def test_what_was_extracted_can_be_scored(tmp_path: Path) -> None:
    rows, _ = extracted(tmp_path, row(completions=[RIGHT, LOST], reference=RIGHT))
    truth = sr.GroundTruth("18", rows[0]["key_steps"], QUESTION)
    reports = sr.Scorer().score_group([RIGHT, LOST], truth)
    assert [report.coverage for report in reports] == [1.0, 0.0]


# What is refused.


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(
            {"question": "?"}, "no field 'references' or 'reference' or 'trace'", id="none"
        ),
        pytest.param({"reference": 7}, "reference: expected a text or a list", id="a number"),
        pytest.param({"references": ["a", 7]}, "expected a text or a list", id="a number in it"),
        pytest.param({"reference": "a", "question": 7}, "question: expected text", id="question"),
        pytest.param({"reference": "a", "answer": {}}, "answer: expected a string", id="answer"),
        pytest.param("{", "is no JSON", id="no JSON"),
        pytest.param('{"reference": ' + "[" * 900 + "]" * 900 + "}", "text or a list", id="deep"),
        pytest.param('{"a": ' + "[" * 99_999 + "]" * 99_999 + "}", "too deeply", id="too deep"),
        pytest.param({"completion": "x"}, "name one by --field references=NAME", id="a completion"),
    ],
)
def test_a_line_that_is_no_source(tmp_path: Path, line: object, reason: str) -> None:
    rows, found = extracted(tmp_path, line, row(reference=RIGHT))
    assert [one["key_steps"] for one in rows] == [KEYS]
    (reject,) = (tmp_path / "out.jsonl.rejects.jsonl").read_text().splitlines()
    assert json.loads(reject)["line"] == 1
    assert reason in json.loads(reject)["reason"]
    assert found.rejections.count == 1


def test_a_field_that_was_named_must_be_there() -> None:
    fields = Fields.from_pairs(["references=trace", "question=q"], SOURCE_NAMES)
    with pytest.raises(RecordError, match=r"^q: no such field, expected as question; the line has"):
        read_source('{"trace": "a"}', fields)


def test_a_name_that_is_not_read_is_refused() -> None:
    with pytest.raises(SettingError, match="this command reads no 'refrence'; did you mean 'refe"):
        Fields.from_pairs(["refrence=trace"], SOURCE_NAMES)
    with pytest.raises(SettingError, match="scoring reads no 'reference'"):
        Fields.from_pairs(["reference=trace"])


def test_key_steps_go_into_a_field_of_the_record(tmp_path: Path) -> None:
    fields = Fields.from_pairs(["key_steps=a.b"], SOURCE_NAMES)
    with pytest.raises(SettingError, match="without a dot"):
        extracted(tmp_path, row(reference=RIGHT), fields=fields)


def test_an_output_is_no_input(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", row(reference=RIGHT))
    with pytest.raises(FileError, match="is an input as well"):
        extract_files([source], output=source)


def test_a_question_that_an_extractor_fails_is_rejected(tmp_path: Path) -> None:
    def fails(tasks: Any) -> Any:
        return [Failure("no time") for _ in tasks]

    out = tmp_path / "out.jsonl"
    source = written(tmp_path / "in.jsonl", row(reference=RIGHT))
    found = extract_files([source], output=out, extraction=Extraction(extractor=fails))
    assert (found.records, found.rejections.count, out.exists()) == (0, 1, False)
    assert (found.failed, found.without) == (1, 0)
    assert list(found.rejections.first) == [(str(source), "no time")]


def test_an_image_lies_beside_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    seen: list[Task] = []

    def looks(tasks: Any) -> Any:
        seen.extend(tasks)
        return [() for _ in tasks]

    images = ["a.png", "none.png", "https://example.org/a.png"]
    rows = [{"reference": "x", "image": one} for one in images]
    extracted(tmp_path, *rows, {"reference": "x", "images": ["a.png"]}, extractor=looks)
    beside = str(tmp_path / "a.png")
    assert [task.image for task in seen] == [beside, *images[1:], beside]


DOT = "iVBORw0KGgo" + "A" * 81  # how a PNG begins, in base64


@pytest.mark.parametrize(
    ("fields", "image"),
    [
        pytest.param(
            {"image": {"bytes": DOT, "path": None}}, f"data:image/png;base64,{DOT}", id="bytes"
        ),
        pytest.param(
            {"images": [{"bytes": DOT}]}, f"data:image/png;base64,{DOT}", id="listed bytes"
        ),
        pytest.param({"image": DOT}, f"data:image/png;base64,{DOT}", id="base64 alone"),
        pytest.param(
            {"image": {"bytes": None, "path": "a.png"}}, "a.png", id="a path in an object"
        ),
        pytest.param({"image": ["a.png", "b.png"]}, "a.png", id="the first of two"),
        pytest.param({"image": {"bytes": None, "path": None}}, None, id="an empty object"),
        pytest.param({"image": 3}, None, id="a number"),
        pytest.param({"images": []}, None, id="an empty list"),
    ],
)
def test_the_forms_of_an_image(fields: dict[str, object], image: str | None) -> None:
    assert read_source(json.dumps({"reference": "x", **fields})).image == image


@pytest.mark.parametrize(
    ("fields", "pairs", "reason"),
    [
        pytest.param({"gold": ["6", None]}, ["answer=gold"], r"^gold\[1\]: expected", id="a truth"),
        pytest.param({}, ["answer=gold"], "^gold: no such field, expected as answer", id="a typo"),
    ],
)
def test_a_source_is_refused_by_the_names_of_its_line(
    fields: dict[str, object], pairs: list[str], reason: str
) -> None:
    known = Fields.from_pairs(pairs, SOURCE_NAMES)
    with pytest.raises(RecordError, match=reason):
        read_source(json.dumps({"reference": "x", **fields}), known)
    assert read_source('{"reference": "x", "gold": null}', known).truth.answers == ()


# The command.


def run(*arguments: object, stdin: str = "") -> Any:
    environment = {"NO_COLOR": "1", "COLUMNS": "200"}
    return CliRunner().invoke(app, ["extract", *map(str, arguments)], input=stdin, env=environment)


def test_records_on_stdout_words_on_stderr() -> None:
    result = run("-", stdin=json.dumps(row(reference=RIGHT)))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["key_steps"] == KEYS
    assert "1 record from 1 file\n  questions   1, of which 0 have no key steps" in result.stderr
    assert "key steps   1 in 1 form, 1.0 for each question that has any" in result.stderr


def test_refused_lines_are_exit_1(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", row(reference=RIGHT), "{")
    result = run(source, "-o", tmp_path / "out.jsonl", "--r1vl", "--forms", "--with-answer")
    assert result.exit_code == 1
    assert "1 line rejected" in result.stderr
    assert result.stdout == ""
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    assert len(json.loads(line)["key_steps"]["Steps"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["none.jsonl"], "no such file", id="no file"),
        pytest.param(["-", "--field", "x=y"], "this command reads no 'x'", id="a field"),
        pytest.param(["-", "--base-url", "http://x"], "--llm: name the model", id="no model"),
        pytest.param(["-", "--llm", "m", "--price", "1"], "write IN:OUT", id="a price"),
        pytest.param(["-", "--llm", "m", "--request", "t"], "write NAME=VALUE", id="a request"),
        pytest.param(["-", "--llm", "m", "--concurrency", "0"], "--concurrency", id="nobody"),
        pytest.param(["-", "--from-completion"], "No such option", id="a typo"),
    ],
)
def test_misuse_is_one_clear_message_and_exit_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_model_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    source = written(tmp_path / "in.jsonl", row(reference=RIGHT))
    with serving() as heard:
        model = ["--llm", "good", "--base-url", heard.url, "--cache", tmp_path / "cache"]
        more = ["--request", "temperature=1", "--request", "mode=x", "--price", "1000:5000"]
        first = run(source, *model, *more)
        second = run(source, *model, *more)
        failed = run(source, "--llm", "locked", "--base-url", heard.url, "--cache", tmp_path)
    assert json.loads(first.stdout)["key_steps"] == [["16 - 7 = 9", "16 minus 7 is 9"]]
    assert (heard.requests[0]["temperature"], heard.requests[0]["mode"]) == (1, "x")
    assert "good: 1 request, of which 0 cached; 100 tokens in and 20 out: $0.20" in first.stderr
    assert "good: 1 request, of which 1 cached; 0 tokens in and 0 out: $0.00" in second.stderr
    assert second.stdout == first.stdout
    assert failed.exit_code == 2
    assert "check key, model and address" in failed.stderr


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    result = run("-", "--llm", "m", "--cache", tmp_path, stdin=json.dumps(row(reference=RIGHT)))
    assert result.exit_code == 2
    assert "needs: pip install 'stepreward[llm]'" in result.stderr


def test_ctrl_c_says_what_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    written(source, *[row(reference=f"{RIGHT} {n}", group=n) for n in range(20_000)])
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "stepreward", "extract", source, "-o", out],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    end = time.monotonic() + 60
    while not out.with_name("out.jsonl.part").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 130
    assert words == "stopped; nothing is written\n"
    assert not out.exists()


def test_records_may_be_packed(tmp_path: Path) -> None:
    source, made = tmp_path / "in.jsonl", tmp_path / "made.jsonl"
    source.write_text(json.dumps(row(reference=RIGHT)) + "\n")
    extract_files([source], output=made)
    extract_files([source], output=tmp_path / "made.jsonl.gz")
    assert gzip.decompress((tmp_path / "made.jsonl.gz").read_bytes()) == made.read_bytes()


def test_an_image_may_be_a_text_of_any_length(tmp_path: Path) -> None:
    file, made = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    image = "QUJD" * 2_000
    file.write_text(json.dumps(row(reference=RIGHT, image=image)) + "\n")
    assert extract_files([file], output=made).records == 1
    assert json.loads(made.read_text())["image"] == image
