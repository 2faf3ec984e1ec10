"""The command as a newcomer uses it: what is printed where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stepreward.cli import app
from tests.convert.rows import ASKED, ROOT, rows_of, written
from tests.lacking import without


def run(*arguments: object, stdin: str = "") -> Any:
    settings = {"NO_COLOR": "1", "COLUMNS": "200"}
    return CliRunner().invoke(app, ["convert", *map(str, arguments)], input=stdin, env=settings)


def test_rows_to_stdout_and_words_to_stderr(tmp_path: Path) -> None:
    done = run(written(tmp_path / "in.jsonl", [ASKED]), "--to", "slime")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["label"] == "6"
    assert done.stderr == (
        "1 row from 1 file, read as records, written for slime\n  carried under 'extra': level 1\n"
    )


def test_a_refused_row_is_exit_1(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    path = written(tmp_path / "in.jsonl", [{**ASKED, "instruction": "Old."}, "broken"])
    done = run(path, "-o", out, "--to", "verl", "--instruction", "Think first.", "--split", "dev")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "1 instruction of the data replaced" in done.stderr
    assert f"{path}: line 2: is no JSON" in done.stderr
    assert done.stderr.endswith(f"rows: {out}\nrejected rows: {out}.rejects.jsonl\n")
    assert rows_of(out)[0]["extra_info"]["split"] == "dev"
    assert run(path, "-o", out, "--from", "gsm8k").stderr.endswith(
        f"no row could be converted: {out} is left as it was\nrejected rows: {out}.rejects.jsonl\n"
    )


def test_an_empty_file_is_read_as_nothing_in_particular(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    done = run(tmp_path / "empty.jsonl")
    assert (done.exit_code, done.stderr) == (0, "0 rows from 1 file\n")


def test_standard_input(tmp_path: Path) -> None:
    done = run("-", "--field", "answer=gold", stdin='{"question": "Q", "gold": 6}\n')
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"question": "Q", "answer": 6})
    missing = written(tmp_path / "in.jsonl", [{**ASKED, "image": "a\x1b.png"}])
    assert "1 image not found, such as a\\x1b.png: left as named" in run(missing).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "Missing argument", id="no file"),
        pytest.param(["none.jsonl"], "no such file", id="a missing file"),
        pytest.param(["{path}", "--too", "trl"], "No such option", id="a flag"),
        pytest.param(["{path}", "--to", "tlr"], "did you mean 'trl'", id="a layout"),
        pytest.param(["{path}", "--from", "r1vl"], "did you mean 'r1vl-10k'", id="a source"),
        pytest.param(["{path}", "--instruction", "boxd"], "did you mean 'boxed'", id="a format"),
        pytest.param(["{path}", "-o", "{path}.csv"], ".jsonl or .parquet", id="a suffix"),
        pytest.param(["{path}", "--field", "gold=x"], "scoring reads no 'gold'", id="a field"),
    ],
)
def test_misuse_is_exit_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    path = written(tmp_path / "in.jsonl", [ASKED])
    done = run(*(one.replace("{path}", str(path)) for one in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_without_its_extra_a_table_is_refused_with_the_mend(tmp_path: Path) -> None:
    path, out = written(tmp_path / "in.jsonl", [ASKED]), tmp_path / "out.parquet"
    done = without("pyarrow", "convert", path, "-o", out)
    assert done.returncode == 2
    assert done.stderr.endswith("needs: pip install 'stepreward[parquet]'\n")
    assert not list(tmp_path.glob("out*"))


def test_converting_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [ASKED])
    code = (
        "import sys\n"
        "from stepreward.convert import Plan, convert_files\n"
        f"convert_files([{str(path)!r}], {str(tmp_path / 'out.jsonl')!r}, Plan(target='verl'))\n"
        "print(*({'pyarrow', 'torch', 'sympy', 'typer', 'rich', 'datasets'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_the_files_of_a_folder_are_counted(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"question": "Half of 12?", "answer": "6"}\n')
    done = run(tmp_path, "--to", "slime")
    assert done.stderr.startswith("2 rows from 2 files, read as records")
