"""``stepreward audit`` as a newcomer uses it: what is printed where, and with which exit code."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stepreward.audit import audit_files
from tests.audit.traces import right, trace, write, wrong
from tests.test_cli import run

ROOT = Path(__file__).parents[2]
GSM8K = ROOT / "data" / "gsm8k" / "sample.jsonl"
CHARTS = ROOT / "data" / "multimodal" / "examples.jsonl"
ROWS = [right(), wrong()] * 3


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEPREWARD_CONFIG", raising=False)


@pytest.fixture
def traces(tmp_path: Path) -> Path:
    return write(tmp_path / "traces.jsonl", ROWS)


def test_the_page_begins_with_what_was_read_and_what_was_found(traces: Path) -> None:
    done = run("audit", traces)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        f"6 traces in 1 group, from {traces}",
        "labelled right 3, wrong 3",
        "findings: 0 bad, 2 to note, 4 good",
    ]
    assert "good  the judge agrees with the labels on 6 of 6 traces (100 %)" in lines
    assert lines[-1].endswith("preset stepgrpo")


def test_a_group_with_a_list_of_labels_may_be_scored_first(tmp_path: Path) -> None:
    row = right(is_correct=[True, False])
    row["completions"] = [row.pop("completion"), wrong()["completion"]]
    path = write(tmp_path / "groups.jsonl", [row])
    scored = tmp_path / "scored.jsonl"
    assert run("score", path, "-o", scored).exit_code == 0
    done = run("audit", scored)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == "labelled right 1, wrong 1"


@pytest.mark.parametrize("path", [GSM8K, CHARTS], ids=["gsm8k", "charts"])
def test_the_shipped_samples_have_no_bad_finding(path: Path) -> None:
    done = run("audit", path, "--workers", 1)
    assert done.exit_code == 0
    assert "findings: 0 bad" in done.stdout


def test_the_hint_is_a_command_that_works(tmp_path: Path) -> None:
    path = write(tmp_path / "my traces.jsonl", [*ROWS, *ROWS, trace(answer=None, keys=[])])
    hint = next(one for one in run("audit", path).stdout.splitlines() if "explain" in one)
    words = shlex.split(hint.split(" shows ")[0])[1:]
    assert words == ["explain", str(path), "--line", "13"]
    done = run(*words)
    assert done.exit_code == 0
    assert "no_answer" in done.stdout


KEYS = (
    "schema files traces groups rejected signatures labels means coverage reward signal length "
    "key_steps rules verdicts hacking findings"
).split()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(ROWS, id="labelled"),
        pytest.param([trace()], id="one trace"),
        pytest.param([trace(keys=[])] * 2, id="no key steps"),
        pytest.param([], id="nothing"),
    ],
)
def test_json_has_the_same_keys_whatever_was_read(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    done = run("audit", write(tmp_path / "traces.jsonl", rows), "--json")
    found = json.loads(done.stdout)
    assert list(found) == KEYS
    assert found["traces"] == len(rows)
    assert list(found["length"]["reward"]["steps"]) == ["value", "low", "high"]
    assert list(found["coverage"]) == ["right", "wrong", "auc", "within_groups"]
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    assert [one for one in KEYS if f"`{one}`" not in page] == []


def test_attacks_are_in_both(tmp_path: Path) -> None:
    question = "A gardener plants 8 rows of 15 tulips each. Rabbits eat 36. How many are left?"
    path = write(tmp_path / "traces.jsonl", [one | {"question": question} for one in ROWS])
    page = run("audit", path, "--attacks", "--workers", 1).stdout
    assert "What cheating earns, mean over 1 question" in page
    assert re.search(r"^  hack margin -?\d\.\d{3}$", page, re.MULTILINE)
    found = json.loads(run("audit", path, "--attacks", "--json", "--workers", 1).stdout)
    assert found["hacking"]["questions"] == 1
    assert json.loads(run("audit", path, "--json").stdout)["hacking"] is None


def test_refused_lines_are_named_on_stderr_and_the_rest_is_audited(tmp_path: Path) -> None:
    path = write(tmp_path / "traces.jsonl", [*ROWS, {"completion": "x"}])
    done = run("audit", path)
    assert done.exit_code == 1
    assert done.stdout.startswith("6 traces")
    assert f"{path}: line 7: answer: no field" in done.stderr


def test_an_empty_file_is_no_error(tmp_path: Path) -> None:
    done = run("audit", write(tmp_path / "none.jsonl", []))
    assert (done.exit_code, done.stdout.strip()) == (0, "no traces: nothing to audit")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["audit"], "Missing argument", id="no file"),
        pytest.param(["audit", "none.jsonl"], "none.jsonl: no such file", id="a missing file"),
        pytest.param(["audit", "{}", "--attack"], "--attacks", id="a typo in a flag"),
        pytest.param(["audit", "{}", "--preset", "papr"], "did you mean 'paper'", id="preset"),
        pytest.param(["audit", "{}", "--field", "lable=x"], "did you mean 'label'", id="field"),
        pytest.param(["audit", "{}", "--field", "label"], "OURS=THEIRS", id="no name"),
    ],
)
def test_misuse_is_one_clear_message_and_exit_2(
    traces: Path, arguments: list[str], words: str
) -> None:
    done = run(*(one.format(traces) for one in arguments))
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


def test_hostile_text_is_made_visible(tmp_path: Path) -> None:
    hostile = "\x1b[31mred\u202e = 1\nfindings: 99 bad"
    rows = [trace(answer=f"f({hostile})", keys=[hostile]) | {"answer": []} for _ in range(4)]
    done = run("audit", write(tmp_path / "traces.jsonl", rows))
    assert done.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(done.stdout)
    assert "\\x1b[31mred\\u202e = 1" in done.stdout
    assert not any(one.startswith("findings: 99") for one in done.stdout.splitlines())


def test_the_audit_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    path = write(tmp_path / "traces.jsonl", ROWS * 30)
    one, two = (audit_files([path], workers=count) for count in (1, 2))
    assert one.to_dict() == two.to_dict()
    assert one.figures.traces == 180


def test_several_files_keep_their_groups_and_names(tmp_path: Path, traces: Path) -> None:
    other = write(tmp_path / "other.jsonl", [right(answer=10)])
    found = json.loads(run("audit", traces, other, "--json").stdout)
    assert found["files"] == [str(traces), str(other)]
    assert found["groups"] == 2
    judge = next(one for one in found["findings"] if one["name"] == "judge")
    assert judge["lines"] == [f"{other}:1"]


def test_a_folder_is_its_files(tmp_path: Path, traces: Path) -> None:
    assert run("audit", tmp_path).stdout == run("audit", traces).stdout


def test_standard_input_is_read(traces: Path) -> None:
    done = run("audit", "-", stdin=traces.read_text() + json.dumps(wrong(answer=None)))
    assert done.exit_code == 0
    assert "from <stdin>" in done.stdout
    assert "look at <stdin>:7" in done.stdout
    assert "stepreward explain" not in done.stdout  # what is spent cannot be looked at


def test_progress_is_told(traces: Path) -> None:
    told: list[tuple[int, int]] = []
    audit_files([traces], workers=1, on_progress=lambda *now: told.append(now))
    assert told == [(traces.stat().st_size, 6)]


def test_the_package_is_light_to_import() -> None:
    code = "import sys, stepreward.audit\nprint(*{'torch', 'typer', 'rich'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
