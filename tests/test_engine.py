"""Files scored: order, rejects, memory, and what is left when a run is cut short."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from stepreward import GroundTruth, ScorerConfig
from stepreward.engine import (
    Rejections,
    Summary,
    WorkerError,
    check_files,
    explain_line,
    score_files,
    source,
)
from stepreward.engine.audit import audit
from stepreward.engine.pool import in_order
from stepreward.errors import FileError, RecordError, SettingError
from stepreward.formats import FORMATS
from stepreward.records import Fields, Reject

GOOD = json.dumps({"completion": "6*4 = 24\n#### 24", "answer": "24", "key_steps": ["6*4 = 24"]})
BAD = '{"completion": "x"}'
COMMAND: list[str | Path] = [sys.executable, "-m", "stepreward"]


def written(path: Path, lines: Sequence[str | bytes]) -> Path:
    path.write_bytes(
        b"".join(one if isinstance(one, bytes) else f"{one}\n".encode() for one in lines)
    )
    return path


def numbered(count: int) -> Iterator[str]:
    for number in range(count):
        answer = 24 if number % 3 else 25
        yield json.dumps({"n": number, "completion": f"6*4 = 24\n#### {answer}", "answer": 24})


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in path.read_text().splitlines()]


# Lines in, lines out.


def test_every_line_comes_out_in_its_place_with_its_report(tmp_path: Path) -> None:
    one = written(tmp_path / "one.jsonl", list(numbered(150)))
    two = written(tmp_path / "two.jsonl", [GOOD])
    out = tmp_path / "out.jsonl"
    summary = score_files([one, two], output=out)
    rows = rows_of(out)
    assert [row.get("n") for row in rows] == [*range(150), None]
    assert all(row["stepreward"]["schema"] == 1 for row in rows)
    assert (summary.tally.traces, summary.rejections.count, summary.files) == (151, 0, 2)
    assert summary.tally.answers == {"equal": 101, "different": 50}
    assert summary.tally.mean("accuracy") == pytest.approx(101 / 151)
    assert summary.tally.mean("coverage") == 1.0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "one.jsonl",
        "out.jsonl",
        "two.jsonl",
    ]


@pytest.mark.parametrize("workers", [2, 3, None])
def test_the_lines_are_the_same_for_any_number_of_workers(
    tmp_path: Path, workers: int | None
) -> None:
    lines = [one if at % 50 else "no json" for at, one in enumerate(numbered(600))]
    path = written(tmp_path / "in.jsonl", lines)
    alone = score_files([path], output=tmp_path / "one", workers=1)
    many = score_files([path], output=tmp_path / "many", workers=workers)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many").read_bytes()
    assert (tmp_path / "one.rejects.jsonl").read_bytes() == (
        tmp_path / "many.rejects.jsonl"
    ).read_bytes()
    assert alone.tally == many.tally
    assert alone.rejections == many.rejections


@pytest.mark.parametrize(
    ("lines", "scored", "rejected"),
    [
        pytest.param([GOOD, BAD, GOOD], 2, [2], id="a line without an answer"),
        pytest.param([GOOD, "", "  ", BAD], 1, [4], id="blank lines are counted, not refused"),
        pytest.param([b"\xef\xbb\xbf", GOOD], 1, [], id="a byte order mark"),
        pytest.param([GOOD.encode() + b"\r\n", GOOD.encode() + b"\r\n"], 2, [], id="CRLF"),
        pytest.param([GOOD.encode()], 1, [], id="no line break at the end"),
        pytest.param([b'{"completion": "\xff"}\n', GOOD], 1, [1], id="no UTF-8"),
        pytest.param([], 0, [], id="an empty file"),
    ],
)
def test_a_bad_line_is_set_aside_and_the_rest_is_scored(
    tmp_path: Path, lines: list[str | bytes], scored: int, rejected: list[int]
) -> None:
    path = written(tmp_path / "in.jsonl", lines)
    out = tmp_path / "out.jsonl"
    summary = score_files([path], output=out)
    assert len(rows_of(out)) == summary.tally.traces == scored
    assert summary.rejections.count == len(rejected)
    rejects = tmp_path / "out.jsonl.rejects.jsonl"
    assert rejects.exists() == bool(rejected)
    if rejected:
        assert [row["line"] for row in rows_of(rejects)] == rejected
        assert all(row["file"] == str(path) and row["reason"] for row in rows_of(rejects))


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_LINE_BYTES", 5_000)
    huge = json.dumps({"completion": "x" * 20_000, "answer": 1})
    path = written(tmp_path / "in.jsonl", [GOOD, huge, GOOD])
    summary = score_files([path], output=tmp_path / "out")
    assert summary.tally.traces == 2
    (reject,) = rows_of(tmp_path / "out.rejects.jsonl")
    assert reject["line"] == 2
    assert "is longer than" in reject["reason"]
    assert len(reject["raw"]) <= 1_000


def test_a_group_gives_a_line_for_each_completion(tmp_path: Path) -> None:
    group = json.dumps({"completions": ["#### 1", "#### 2"], "answer": 1})
    path = written(tmp_path / "in.jsonl", [group])
    summary = score_files([path], output=tmp_path / "out")
    assert summary.tally.traces == 2
    assert [row["group"] for row in rows_of(tmp_path / "out")] == [f"{path}:1"] * 2


def test_settings_and_field_names_are_heeded(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", ['{"text": "6*4 = 24\\n#### 24", "gold": {"a": 24}}'])
    fields = Fields.from_pairs(["completion=text", "answer=gold.a"])
    config = ScorerConfig(accuracy_reward=5.0)
    score_files([path], output=tmp_path / "out", fields=fields, scorer_config=config)
    assert rows_of(tmp_path / "out")[0]["stepreward"]["step_rar"] == 5.0


def test_a_stream_gets_the_lines_too(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD, BAD])
    stream = io.BytesIO()
    seen: list[int] = []
    summary = score_files(
        [path], output=stream, on_progress=lambda read_bytes, _: seen.append(read_bytes)
    )
    assert len(stream.getvalue().splitlines()) == 1
    assert seen == [path.stat().st_size]
    (sentence,) = summary.rejections.sentences()
    assert sentence.startswith(f"{path}: line 2: answer: no field")


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak_of(count: int) -> int:
        path = written(tmp_path / f"{count}.jsonl", [BAD + " " * 2_000] * count)
        tracemalloc.start()
        score_files([path], output=tmp_path / "out", workers=1)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak_of(100)  # caches fill
    assert peak_of(8_000) < peak_of(1_000) + 1_000_000


# What cannot be read or written.


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("none.jsonl", None, "no such file", id="missing"),
        pytest.param("folder", "folder", "is a folder; name its files", id="a folder"),
        pytest.param("a.gz", b"\x1f\x8b\x08", "is compressed; gunzip -c", id="gzip"),
        pytest.param(
            "a.parquet", b"PAR1xxxx", "is a damaged Parquet file|needs: pip", id="Parquet"
        ),
        pytest.param("a.txt", b"\xff\xfe{\0", "is UTF-16; save it as UTF-8", id="UTF-16"),
    ],
)
def test_an_input_that_is_none_is_named_before_any_work(
    tmp_path: Path, name: str, content: bytes | str | None, reason: str
) -> None:
    good = written(tmp_path / "good.jsonl", [GOOD])
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.mkdir()
    with pytest.raises(FileError, match=reason) as caught:
        score_files([good, path], output=tmp_path / "out")
    assert str(path) in str(caught.value)
    assert not list(tmp_path.glob("out*"))


def test_parquet_gives_what_jsonl_gives(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    rows = [json.loads(one) | {"image": b"\xff\x00"} for one in numbered(150)]
    rows[70]["answer"] = None
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    plain = [json.dumps(row | {"image": "/wA="}) for row in rows]
    path = written(tmp_path / "in.jsonl", plain)
    seen: list[int] = []
    summary = score_files(
        [tmp_path / "in.parquet"],
        output=tmp_path / "out",
        on_progress=lambda read_bytes, _: seen.append(read_bytes),
    )
    score_files([path], output=tmp_path / "expected")
    assert rows_of(tmp_path / "out") == rows_of(tmp_path / "expected")
    (sentence,) = summary.rejections.sentences()
    assert sentence.endswith("in.parquet: line 71: answer: is null; write [] where there is none")
    assert seen[-1] == (tmp_path / "in.parquet").stat().st_size
    assert explain_line(tmp_path / "in.parquet", 150).explanations
    cut_short(tmp_path / "in.parquet", tmp_path / "again")
    assert score_files([tmp_path / "in.parquet"], output=tmp_path / "again").resumed >= 128
    assert rows_of(tmp_path / "again") == rows_of(tmp_path / "expected")


def test_without_its_extra_parquet_is_refused_with_the_mend(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1")
    code = (
        "import sys\n"
        "sys.modules['pyarrow'] = None\n"
        "from stepreward.cli import app\n"
        f"app(['score', {str(path)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "in.parquet: reading a Parquet file needs: pip install 'stepreward[parquet]'\n"
    )


def test_no_input_at_all() -> None:
    with pytest.raises(FileError, match="no input"):
        score_files([], output=io.BytesIO())


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        pytest.param("in.jsonl", "is an input as well", id="over an input"),
        pytest.param(".", "is a folder; name a file", id="a folder"),
        pytest.param("none/out", "its folder does not exist", id="into no folder"),
    ],
)
def test_an_output_that_cannot_be_is_named(tmp_path: Path, output: str, reason: str) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    with pytest.raises(FileError, match=reason):
        score_files([path], output=tmp_path / output)
    assert path.read_text() == f"{GOOD}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    score_files([path], output="/dev/null")
    assert not Path("/dev/null").is_file()
    assert not Path("/dev/null.part").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    with pytest.raises(FileError, match=r"cannot be written: No space left.*nothing was scored"):
        score_files([path], output="/dev/full")


@pytest.mark.parametrize("suffix", [".part", ".rejects.jsonl", ".journal"])
def test_what_lies_beside_an_output_is_no_input_of_the_same_run(
    tmp_path: Path, suffix: str
) -> None:
    path = written(tmp_path / f"out{suffix}", [GOOD])
    with pytest.raises(FileError, match="or beside it; name another output"):
        score_files([path], output=tmp_path / "out")
    assert path.read_text() == f"{GOOD}\n"
    score_files([path], output=tmp_path / "another")


# Runs that replace earlier ones.


def test_what_an_earlier_run_left_is_replaced_at_the_end(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    out, rejects = tmp_path / "out", tmp_path / "out.rejects.jsonl"
    for old in (out, rejects, tmp_path / "out.part"):
        old.write_text("old")
    score_files([path], output=out)
    assert len(rows_of(out)) == 1
    assert not rejects.exists()
    assert not (tmp_path / "out.part").exists()


def test_where_every_line_is_refused_the_earlier_output_stays(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [BAD])
    (tmp_path / "out").write_text("old")
    score_files([path], output=tmp_path / "out")
    assert (tmp_path / "out").read_text() == "old"
    assert len(rows_of(tmp_path / "out.rejects.jsonl")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    (tmp_path / "link").symlink_to(tmp_path / "real")
    score_files([path], output=tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert len(rows_of(tmp_path / "real")) == 1


# Runs that are cut short.


def stop_after(chunks: int, error: BaseException) -> Any:
    def stop(_: int, summary: Summary) -> None:
        if summary.tally.traces >= 64 * chunks:
            raise error

    return stop


def test_an_interrupt_keeps_whole_lines_and_says_where(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", list(numbered(300)))
    with pytest.raises(KeyboardInterrupt, match=r"128 scored traces are kept in .*out\.part"):
        score_files([path], output=tmp_path / "out", on_progress=stop_after(2, KeyboardInterrupt()))
    assert [row["n"] for row in rows_of(tmp_path / "out.part")] == list(range(128))
    assert not (tmp_path / "out").exists()


def test_an_interrupt_before_the_first_line_leaves_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [BAD])
    with pytest.raises(KeyboardInterrupt, match="nothing was scored yet"):
        score_files([path], output=tmp_path / "out", on_progress=stop_after(0, KeyboardInterrupt()))
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.part").exists()


def test_an_unforeseen_error_keeps_the_lines_as_well(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", list(numbered(300)))
    with pytest.raises(ZeroDivisionError):
        score_files([path], output=tmp_path / "out", on_progress=stop_after(1, ZeroDivisionError()))
    assert len(rows_of(tmp_path / "out.part")) == 64


# Runs that go on.


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_cut_short_goes_on_and_ends_as_if_it_had_not_been(
    tmp_path: Path, workers: int
) -> None:
    lines = [one if at % 40 else "no json" for at, one in enumerate(numbered(400))]
    first = written(tmp_path / "first.jsonl", lines)
    second = written(tmp_path / "second.jsonl", ["", *numbered(200)])
    whole = score_files([first, second], output=tmp_path / "whole", workers=1)
    out = tmp_path / "out"
    for chunks in (3, 5, 8):  # the last of them in the second file
        with pytest.raises(KeyboardInterrupt, match="the same command goes on from there"):
            score_files(
                [first, second], output=out, on_progress=stop_after(chunks, KeyboardInterrupt())
            )
    summary = score_files([first, second], output=out, workers=workers)
    assert 8 * 64 <= summary.resumed < 590
    assert out.read_bytes() == (tmp_path / "whole").read_bytes()
    rejects = tmp_path / "out.rejects.jsonl", tmp_path / "whole.rejects.jsonl"
    assert rejects[0].read_bytes() == rejects[1].read_bytes()
    assert summary.tally == whole.tally
    assert summary.rejections == whole.rejections
    left = {path.name for path in tmp_path.iterdir()}
    assert not [name for name in left if name.endswith((".part", ".journal", ".new"))]


def cut_short(path: Path, out: Path, **settings: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        score_files([path], output=out, on_progress=stop_after(2, KeyboardInterrupt()), **settings)


@pytest.mark.parametrize(
    ("changed", "resumed"),
    [
        pytest.param("nothing", 128, id="the same run goes on"),
        pytest.param("settings", 0, id="other settings begin anew"),
        pytest.param("fields", 0, id="other field names begin anew"),
        pytest.param("input", 0, id="an input that was written to begins anew"),
        pytest.param("part", 0, id="a file that lacks lines begins anew"),
        pytest.param("journal", 0, id="a journal that makes no sense begins anew"),
    ],
)
def test_only_the_same_run_goes_on(tmp_path: Path, changed: str, resumed: int) -> None:
    path, out = written(tmp_path / "in.jsonl", list(numbered(300))), tmp_path / "out"
    cut_short(path, out)
    settings: dict[str, Any] = {}
    if changed == "settings":
        settings = {"scorer_config": ScorerConfig(alpha=0.5)}
    elif changed == "fields":
        settings = {"fields": Fields.from_pairs(["question=n"])}
        written(path, [one.replace('"n": ', '"n": null, "m": ') for one in numbered(300)])
    elif changed == "input":
        written(path, list(numbered(301)))
    elif changed == "part":
        os.truncate(tmp_path / "out.part", 10)
    elif changed == "journal":
        (tmp_path / "out.journal").write_text("{}")
    summary = score_files([path], output=out, **settings)
    assert summary.resumed == resumed
    assert len(rows_of(out)) == summary.tally.traces
    assert not (tmp_path / "out.journal").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_run_that_was_killed_goes_on(tmp_path: Path) -> None:
    path, out = written(tmp_path / "in.jsonl", list(numbered(20_000))), tmp_path / "out"
    command = [*COMMAND, "score", path, "-o", out, "--workers", "1"]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    wait_for((tmp_path / "out.journal").exists)
    run.kill()
    run.wait()
    cut_short(path, out)
    noted = len(rows_of(tmp_path / "out.part"))
    assert 128 < noted < 20_000
    assert [row["n"] for row in rows_of(tmp_path / "out.part")] == list(range(noted))


class Obedient:
    """Work that does as the task says; made anew in every process."""

    def __call__(self, task: int) -> int:
        if task == -1:
            os.kill(os.getpid(), signal.SIGKILL)
        return task * 2


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_order(workers: int) -> None:
    assert list(in_order(Obedient, range(40), workers)) == [2 * task for task in range(40)]


def test_few_tasks_need_no_second_process() -> None:
    assert list(in_order(Obedient, [1, 2])) == [2, 4]


def test_only_some_tasks_are_in_flight() -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[int]:
        for task in range(1_000):
            drawn.append(task)
            yield task

    results = in_order(Obedient, tasks(), 2)
    assert next(results) == 0
    assert len(drawn) <= 6
    results.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_worker_is_named_and_what_came_before_is_kept() -> None:
    found: list[int] = []
    results = in_order(Obedient, [*range(20), -1, *range(20)], 2)
    with pytest.raises(WorkerError, match="a worker process was killed; try fewer --workers"):
        found.extend(results)
    assert found[:10] == [2 * task for task in range(10)]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_workers_do_not_outlive_their_parent(tmp_path: Path, sent: signal.Signals) -> None:
    path = written(tmp_path / "in.jsonl", list(numbered(20_000)))
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "stepreward",
            "score",
            path,
            "-o",
            tmp_path / "out",
            "--workers",
            "2",
        ],
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: (tmp_path / "out.part").exists() and (tmp_path / "out.part").stat().st_size)
    children = children_of(run.pid)
    assert len(children) >= 2
    run.send_signal(sent)
    run.wait()
    wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def wait_for(is_so: Any) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


# One line, explained.


def test_a_line_is_explained_as_it_was_scored_or_anew(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    out = tmp_path / "out"
    score_files([path], output=out, scorer_config=ScorerConfig(accuracy_reward=5.0))
    fresh, stored = explain_line(path, 1), explain_line(out, 1)
    anew = explain_line(out, 1, is_anew=True)
    assert [one.is_stored for one in (fresh, stored, anew)] == [False, True, False]
    assert [one.explanations[0].report.step_rar for one in (fresh, stored, anew)] == [1.1, 5.1, 1.1]
    assert stored.explanations[0].keys[0].text == "6*4 = 24"


@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        pytest.param(0, SettingError, "line 0: the file has 3 lines", id="zero"),
        pytest.param(9, SettingError, "line 9: the file has 3 lines", id="too far"),
        pytest.param(2, SettingError, "line 2: is blank", id="blank"),
        pytest.param(3, RecordError, "line 3: answer: no field", id="no record"),
    ],
)
def test_a_line_that_cannot_be_explained(
    tmp_path: Path, number: int, error: type[Exception], reason: str
) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD, "", BAD])
    with pytest.raises(error, match=reason):
        explain_line(path, number)


# Rejections.


def test_refusals_are_told_by_reason() -> None:
    rejections = Rejections()
    for number in range(1, 51):
        rejections.add(Reject("f", number, f"reason {min(number, 30) if number > 2 else 1}", b""))
    sentences = list(rejections.sentences())
    assert sentences[0] == "f: line 1: reason 1 (1 line more like it)"
    assert len(sentences) == 21
    assert sentences[-1] == "and 29 more for other reasons"


# Checking.

ACCEPTED = frozenset(map(str, ScorerConfig().guards))


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        pytest.param("6*4 = 24", None, id="an equation"),
        pytest.param("8 = 8", None, id="a value"),
        pytest.param("alternate interior angles", None, id="a phrase"),
        pytest.param({"forms": ["a red ball"], "section": "Rationales"}, None, id="a section"),
        pytest.param("the", "no word that counts", id="a word that does not count"),
        pytest.param("!!!", "no word that counts", id="no word"),
        pytest.param("x" * 20_001, "more than 20,000 characters", id="far too long"),
        pytest.param("He has 5 hats. She has 6 cats.", "not even a step", id="two sentences"),
        pytest.param({"forms": ["a red ball"], "section": "nope"}, "no key step counts", id="none"),
        pytest.param({"forms": ["a red ball"], "section": "answer"}, "no key step", id="answer"),
    ],
)
def test_key_steps_that_can_never_match(key: object, reason: str | None) -> None:
    truth = GroundTruth("7", [key], "How many are there?")
    dead = [doubt.reason for doubt in audit(truth, FORMATS, ACCEPTED) if doubt.is_dead]
    assert len(dead) == (reason is not None)
    assert reason is None or reason in dead[0]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        pytest.param("6*4 = 24", None, id="a computation that ends on the answer"),
        pytest.param("the sum of both", None, id="neither"),
        pytest.param("24", "repeats the answer", id="the answer"),
        pytest.param("the total is 24", "repeats the answer", id="the answer in a sentence"),
        pytest.param("6 times 4 is 24", None, id="the answer, and where it comes from"),
        pytest.param("half of 48 is 24", None, id="another number beside the answer"),
        pytest.param("four red balls", "stands in the question", id="the question"),
        pytest.param(["6*4 = 24", "the"], "no word that counts", id="one form of two is dead"),
    ],
)
def test_key_steps_worth_a_warning(key: object, reason: str | None) -> None:
    truth = GroundTruth("24", [key], "How much are four red balls?")
    doubts = list(audit(truth, FORMATS, ACCEPTED))
    assert len(doubts) == (reason is not None)
    assert reason is None or (reason in doubts[0].reason and not doubts[0].is_dead)


@pytest.mark.parametrize("guards", [ACCEPTED, frozenset()])
def test_a_key_step_with_false_arithmetic_is_doubted(guards: frozenset[str]) -> None:
    (doubt,) = audit(GroundTruth("24", ["6*4 = 25"]), FORMATS, guards)
    assert "arithmetic" in doubt.reason


def test_check_counts_everything_without_scoring(tmp_path: Path) -> None:
    keyed = {"key_steps": ["the", "6*4 = 24"], "note": "x", "problem": "Q?"}
    boxed = {"completions": ["so \\boxed{1}", "hm"], "solution": "1"}
    path = written(
        tmp_path / "in.jsonl",
        [
            json.dumps(json.loads(GOOD) | keyed),
            json.dumps(json.loads(GOOD) | keyed),
            json.dumps(boxed),
            BAD,
        ],
    )
    findings = check_files([path])
    assert (findings.records, findings.completions, findings.answered) == (3, 4, 3)
    assert findings.rejections.count == 1
    assert findings.formats == {"lines": 3, "boxed": 1}
    assert findings.fields["question", "problem"] == 2
    assert findings.fields["answer", "solution"] == 1
    assert findings.carried == {"note": 2}
    assert (findings.key_steps, findings.dead) == (4, 2)
    (found,) = findings.first_doubts()
    assert (found.records, found.doubt.form, found.place) == (2, "the", f"{path}: line 1")
