"""The command as a newcomer uses it: what is printed where, and with which exit code."""

from __future__ import annotations

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

from stepreward.cli import app
from stepreward.cli.scoring import Preview
from stepreward.version import __version__
from tests.processes import workers_of

GOOD = json.dumps(
    {
        "id": "a",
        "completion": "Six boxes of four eggs hold 6*4 = 24 eggs.\n#### 24",
        "answer": "24",
        "key_steps": ["6*4 = 24"],
    }
)
BAD = '{"completion": "x"}'
COMMAND = [sys.executable, "-m", "stepreward"]
EVERY_DAY = {"NO_COLOR": "1", "COLUMNS": "200"}


def run(*arguments: object, stdin: str = "", **environment: str) -> Any:
    return CliRunner().invoke(
        app, [str(one) for one in arguments], input=stdin, env=EVERY_DAY | environment
    )


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEPREWARD_CONFIG", raising=False)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.jsonl"
    path.write_text(f"{GOOD}\n{GOOD}\n")
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    path = tmp_path / "mixed.jsonl"
    path.write_text(f"{GOOD}\n{BAD}\n")
    return path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.jsonl"
    row = json.loads(GOOD)
    row["completion"] = "So 6*4 = 24, and then 24 + 1 = 25 again.\n" * 20 + "#### 24"
    path.write_text("".join(f"{json.dumps(row | {'id': at})}\n" for at in range(20_000)))
    return path


# Exit codes.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["scor", "{good}"], "No such command 'scor'", id="a typo in a command"),
        pytest.param(["score", "{good}", "--worker", "2"], "--workers", id="a typo in a flag"),
        pytest.param(["score"], "Missing argument", id="no file"),
        pytest.param(["score", "none.jsonl"], "none.jsonl: no such file", id="a missing file"),
        pytest.param(["score", "{good}", "--preset", "papr"], "stepgrpo, paper", id="preset"),
        pytest.param(["score", "{good}", "--config", "none.toml"], "none.toml", id="config"),
        pytest.param(
            ["score", "{good}", "--config", "{toml}"],
            "alfa: no such setting; did you mean 'alpha'",
            id="setting",
        ),
        pytest.param(["score", "{good}", "--config", "{form}"], "format 'nope'", id="format"),
        pytest.param(
            ["score", "{good}", "--config", "{toml}", "--preset", "paper"], "not both", id="both"
        ),
        pytest.param(["score", "{good}", "--workers", "0"], "--workers", id="no workers"),
        pytest.param(["score", "{good}", "--field", "completion"], "OURS=THEIRS", id="field"),
        pytest.param(["score", "{good}", "--field", "complet=x"], "mean 'completion'?", id="typo"),
        pytest.param(["score", "{good}", "-o", "{good}/out"], "a file stands", id="output"),
        pytest.param(["score", "{good}", "-o", "{good}"], "is an input as well", id="over input"),
        pytest.param(["score", "{good}", "--engine", "rya"], "did you mean 'ray'?", id="engine"),
        pytest.param(["score", "{good}", "--ray-address", "auto"], "--engine ray", id="address"),
        pytest.param(["score", "{toml}/*.jsonl"], "no file matches", id="pattern"),
        pytest.param(["score", "{good}", "-o", "a.parquet"], "OUT.jsonl.gz or", id="Parquet out"),
        pytest.param(["explain", "{good}", "--line", "9"], "has 2 lines", id="no such line"),
        pytest.param(["explain", "{one}", "--line", "2"], "has 1 line,", id="of one line"),
        pytest.param(["explain", "{empty}"], "empty.jsonl: is empty", id="no line at all"),
        pytest.param(["check", "none.jsonl"], "no such file", id="check a missing file"),
    ],
)
def test_misuse_is_one_clear_message_and_exit_2(
    tmp_path: Path, good: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "bad.toml").write_text("alfa = 0.2\n")
    (tmp_path / "form.toml").write_text('formats = ["nope"]\n')
    (tmp_path / "one.jsonl").write_text(f"{GOOD}\n")
    (tmp_path / "empty.jsonl").touch()
    names = {"good": good, "toml": tmp_path / "bad.toml", "form": tmp_path / "form.toml"}
    names |= {name: tmp_path / f"{name}.jsonl" for name in ("one", "empty")}
    result = run(*(one.format(**names) for one in arguments))
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["score", "{good}"], 0, id="score"),
        pytest.param(["score", "{mixed}"], 1, id="score, a line is refused"),
        pytest.param(["check", "{good}"], 0, id="check"),
        pytest.param(["check", "{mixed}"], 1, id="check, a line is refused"),
        pytest.param(["explain", "{mixed}"], 0, id="explain"),
        pytest.param(["explain", "{mixed}", "--line", "2"], 1, id="explain a line that is refused"),
        pytest.param(["formats"], 0, id="formats"),
        pytest.param(["--version"], 0, id="version"),
        pytest.param(["--help"], 0, id="help"),
        pytest.param(["-h"], 0, id="help, in short"),
        pytest.param(["score", "-h"], 0, id="help of a command, in short"),
    ],
)
def test_exit_codes(good: Path, mixed: Path, arguments: list[str], code: int) -> None:
    assert run(*(one.format(good=good, mixed=mixed) for one in arguments)).exit_code == code


def test_no_command_shows_the_help() -> None:
    result = run()
    assert "Commands" in result.output
    for shown in (result.output, run(COLUMNS="50").output):
        assert "..." not in shown.partition("Commands")[2]  # a sentence that was cut short


@pytest.mark.parametrize("columns", ["80", "60"])
@pytest.mark.parametrize(
    ("command", "usage"),
    [
        pytest.param("score", "score [OPTIONS] IN...\n", id="several files"),
        pytest.param("explain", "explain [OPTIONS] IN\n", id="one file"),
        pytest.param("path", "path [OPTIONS] FRAMEWORK\n", id="a name"),
        pytest.param("formats", "formats [OPTIONS]\n", id="no argument"),
    ],
)
def test_help_names_arguments_plainly(command: str, usage: str, columns: str) -> None:
    shown = run(command, "--help", COLUMNS=columns).stdout
    assert f"Usage: stepreward {usage}" in shown
    assert not {"{", "<", "\u2011"} & set(shown)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        pytest.param("convert", "mulberry-sft", id="a name"),
        pytest.param("train", "--show-settings.", id="an option"),
        pytest.param("serve", "0<=N<=65535", id="a range, of what the option takes"),
    ],
)
def test_help_breaks_no_word_in_two(command: str, words: str) -> None:
    assert words in run(command, "--help", COLUMNS="60").stdout


def test_version() -> None:
    assert run("--version").stdout == f"stepreward {__version__}\n"


# score.


def test_lines_on_stdout_words_on_stderr(mixed: Path) -> None:
    result = run("score", mixed)
    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["stepreward"]["reward"] == pytest.approx(2.1)
    for words in (
        "1 trace from 1 file",
        "reward    2.100   StepRAR 1.100 + StepRVR 1.000",
        "accuracy  1.000   answers: equal 1",
        "coverage  1.000   over 1 trace with key steps",
        "validity  1.000   violations: none",
        "1 line rejected:",
        f"{mixed}: line 2: answer: no field 'answer' or 'solution'",
    ):
        assert words in result.stderr


def test_into_a_file(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run("score", mixed, "-o", out)
    assert result.stdout == ""
    assert f"scored lines: {out}" in result.stderr
    assert f"rejected lines: {out}.rejects.jsonl" in result.stderr
    assert len(out.read_text().splitlines()) == 1


def test_the_folder_of_an_output_is_made(good: Path, tmp_path: Path) -> None:
    result = run("score", good, "-o", tmp_path / "new" / "out.jsonl")
    assert result.exit_code == 0
    assert len((tmp_path / "new" / "out.jsonl").read_text().splitlines()) == 2


def test_score_and_check_refuse_the_same_numbers(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"completion": "6", "answer": 6, "x": 1e999}\n')
    results = [run(command, path) for command in ("score", "check", "explain")]
    assert [result.exit_code for result in results] == [1, 1, 1]
    assert all("x: Infinity is no JSON number" in result.output for result in results)


def test_nothing_that_can_be_scored(tmp_path: Path, good: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run("score", good, "-o", out, "--field", "completion=nope")
    assert "(1 line more like it)" in result.stderr
    assert f"no line could be scored: {out} is left as it was" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_standard_input_and_output(output: list[str]) -> None:
    result = run("score", "-", *output, stdin=f"{GOOD}\n{BAD}\n")
    assert json.loads(result.stdout)["id"] == "a"
    assert "<stdin>: line 2: answer" in result.stderr


def test_several_files_keep_their_order(good: Path, mixed: Path) -> None:
    result = run("score", mixed, good)
    assert len(result.stdout.splitlines()) == 3
    assert "3 traces from 2 files" in result.stderr


def test_fields_under_other_names(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"response": "#### 6", "extra": {"gold": "6"}}\n')
    result = run("score", path, "--field", "completion=response", "--field", "answer=extra.gold")
    assert json.loads(result.stdout)["stepreward"]["accuracy"] == 1.0


def signature_of(result: Any) -> str:
    return str(json.loads(result.stdout.splitlines()[0])["stepreward"]["signature"])


def test_settings_come_from_a_preset_a_file_or_the_environment(tmp_path: Path, good: Path) -> None:
    toml = tmp_path / "mine.toml"
    toml.write_text("alpha = 0.25\n")
    assert "alpha=0.1;" in signature_of(run("score", good))
    assert "guards=none" in signature_of(run("score", good, "--preset", "paper"))
    assert "alpha=0.25" in signature_of(run("score", good, "--config", toml))
    assert "alpha=0.25" in signature_of(run("score", good, STEPREWARD_CONFIG=str(toml)))
    asked = run("score", good, "--preset", "paper", STEPREWARD_CONFIG=str(toml))
    assert "alpha=0.1;" in signature_of(asked)


def test_on_a_terminal_the_first_rows_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    row = json.loads(run("score", "-", stdin=f"{GOOD}\n").stdout) | {"id": "[red]x\x1b"}
    preview = Preview()
    preview.write(f"{json.dumps(row)}\n".encode() * 30)
    preview.show()
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 12
    assert shown[2].startswith("[red]x\\x1b")
    assert "2.100" in shown[2]
    assert "equal" in shown[2]


# explain, check, formats.


def test_explain(tmp_path: Path, good: Path) -> None:
    out = tmp_path / "out.jsonl"
    run("score", good, "-o", out, "--preset", "paper")
    fresh, stored = run("explain", good, "--line", 2), run("explain", out, "--line", 2)
    assert f"{good}: line 2, scored now" in fresh.stdout
    assert f"{out}: line 2, as it was scored" in stored.stdout
    assert "preset stepgrpo" in fresh.stdout
    assert "preset paper" in stored.stdout
    for result in (fresh, stored):
        for words in ("⟦6*4 = 24⟧key[0]", "⟦24⟧answer", "equal", "1 of 1 key steps"):
            assert words in result.stdout


def test_explain_shows_every_completion_of_a_group() -> None:
    group = '{"completions": ["#### 1", "#### 2"], "answer": 1}'
    result = run("explain", "-", stdin=group)
    assert "<stdin>: line 1, completion 0 of 2" in result.stdout
    assert "⟦2⟧answer" in result.stdout


def test_check(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    row = json.loads(GOOD) | {"key_steps": ["the", "6*4 = 24"], "note": 1}
    path.write_text(f"{json.dumps(row)}\n{BAD}\n")
    shown = run("check", path).stdout
    for words in (
        "records       1 can be scored, 1 rejected",
        "formats       lines 1",
        "carried along id, note",
        "key steps     2, of which 1 can never match",
        "line 1: key[0] 'the': can never match: holds no word that counts",
        "line 2: answer: no field",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("section", "dead"), [("rationale", 0), ("Rationales", 0), ("nonsense", 1), ("answer", 1)]
)
def test_a_section_that_no_format_has_is_told_by_check_alone(section: str, dead: int) -> None:
    row = json.loads(GOOD) | {"key_steps": [{"forms": ["6*4 = 24"], "section": section}]}
    checked, scored = (run(name, "-", stdin=json.dumps(row)) for name in ("check", "score"))
    assert f"key steps     1, of which {dead} can never match" in checked.stdout
    assert (f"no key step counts in section '{section}'" in checked.stdout) == bool(dead)
    assert (checked.exit_code, scored.exit_code) == (0, 0)
    assert json.loads(scored.stdout)["stepreward"]["coverage"] == 0


def test_formats_lists_sections_and_examples_and_own_formats(tmp_path: Path) -> None:
    toml = tmp_path / "own.toml"
    toml.write_text(
        '[[custom_formats]]\nname = "mine"\n'
        '[[custom_formats.sections]]\nname = "work"\nheaders = ["Work"]\nrole = "steps"\n'
        '[[custom_formats.sections]]\nname = "result"\nheaders = ["Result"]\nrole = "answer"\n'
    )
    shown = run("formats", "--config", toml).stdout
    for words in ("mine (headers)", "work (steps): Work", "r1-vl", "### Image Description:"):
        assert words in shown


# Real processes.


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, **options
    )


def wait_until_written(path: Path) -> None:
    """Wait for two sizes: once the second chunk is there, the first one is counted."""
    end = time.monotonic() + 60
    sizes = {0}
    while len(sizes) < 3:
        assert time.monotonic() < end
        time.sleep(0.005)
        sizes.add(path.stat().st_size if path.exists() else 0)


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_keeps_whole_lines_and_says_so(
    long: Path, tmp_path: Path, workers: int, times: int
) -> None:
    out = tmp_path / "out.jsonl"
    running = start("score", long, "-o", out, "--workers", workers)
    wait_until_written(tmp_path / "out.jsonl.part")
    for _ in range(times):
        os.killpg(running.pid, signal.SIGINT)
    _, words = running.communicate(timeout=60)
    assert "Traceback" not in words
    if times == 1:
        assert running.returncode == 130
        assert words.startswith("stopped; ")
        assert f"scored traces are kept in {out}.part" in words
    rows = [json.loads(one) for one in (tmp_path / "out.jsonl.part").read_text().splitlines()]
    assert [row["id"] for row in rows] == list(range(len(rows)))
    assert 0 < len(rows) < 20_000
    assert not out.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_where_every_worker_is_killed_the_run_ends_with_what_was_scored(
    long: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    running = start("score", long, "-o", out, "--workers", 2)
    wait_until_written(tmp_path / "out.jsonl.part")
    while running.poll() is None:
        for child in workers_of(running.pid):
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)
    _, words = running.communicate(timeout=60)
    assert running.returncode == 3
    assert "try fewer --workers" in words
    assert f"are kept in {out}.part; the same command goes on from there" in words
    assert "Traceback" not in words


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_closed_pipe_ends_quietly(long: Path, workers: int) -> None:
    with start("score", long, "--workers", workers, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert json.loads(running.stdout.readline())["id"] == 0
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_reader_who_has_seen_enough_of_an_explanation_is_no_error(long: Path) -> None:
    with start("explain", long, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize(
    "command", ["score {good}", "explain {good}", "check {good}", "formats", "--version", "--help"]
)
def test_a_full_disk_behind_standard_output_is_one_sentence(good: Path, command: str) -> None:
    words_of = command.format(good=good).split()
    with Path("/dev/full").open("w") as full, start(*words_of, stdout=full) as running:
        assert running.stderr is not None
        words = running.stderr.read()
    assert "cannot be written: No space left on device" in words
    assert "Traceback" not in words
    assert running.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        pytest.param("score {good} >&-", 2, "output cannot be written", id="lines would be lost"),
        pytest.param("check {good} >&-", 2, "output cannot be written", id="words would be lost"),
        pytest.param("--version >&-", 2, "output cannot be written", id="the version"),
        pytest.param("score {good} -o {good}.out >&-", 0, "2 traces", id="no output is asked for"),
        pytest.param("score - <&-", 2, "standard input: is closed", id="no input"),
        pytest.param("score {good} -o {good}.out <&-", 0, "2 traces", id="no input is asked for"),
        pytest.param("check {good} 2>&-", 0, "", id="no errors are heard"),
    ],
)
def test_a_closed_stream_matters_to_whom_it_concerns(
    good: Path, line: str, code: int, words: str
) -> None:
    command = f"{sys.executable} -m stepreward {line.format(good=good)}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_narrow_terminal_cannot_show_is_spelled_out(good: Path) -> None:
    shown = subprocess.run(
        [*COMMAND, "explain", str(good)],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    ).stdout
    assert b"\\u27e66*4 = 24\\u27e7key[0]" in shown


@pytest.mark.parametrize("command", [["--help"], ["score", "--help"], ["formats"]])
def test_light_commands_load_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys\n"
        "from stepreward.cli import app\n"
        f"try: app({command!r})\n"
        "except SystemExit: pass\n"
        "sys.exit(', '.join({'sympy', 'torch', 'rich'} & {*sys.modules}) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_importing_stepreward_loads_no_terminal() -> None:
    late = {"typer", "rich", "sympy"}
    code = f"import sys, stepreward\nsys.exit(', '.join({late} & {{*sys.modules}}) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
