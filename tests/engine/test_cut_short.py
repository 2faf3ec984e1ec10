"""Runs that are cut short: what is left, and who goes on from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stepreward import ScorerConfig
from stepreward.engine import Tally, score_files
from stepreward.engine.sink import sink_of
from stepreward.engine.source import BEGINNING, Place
from stepreward.records import Fields, Reject
from tests.engine.lines import (
    BAD,
    COMMAND,
    GOOD,
    cut_short,
    numbered,
    rows_of,
    stop_after,
    wait_for,
    written,
)


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


def test_what_was_written_but_not_noted_is_cut_off(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [GOOD])
    sink = sink_of(tmp_path / "out", [path])
    sink.begin(None)
    sink.note(BEGINNING, Tally(traces=0))
    sink.write(b"first\n", [Reject(str(path), 1, "no field", b"{}")])
    sink.note(Place(0, 6, 1), Tally(traces=1))
    sink.write(b"second\n", [Reject(str(path), 2, "no field", b"{}")])
    assert (sink.keep(), sink.traces) == (tmp_path / "out.part", 1)
    assert (tmp_path / "out.part").read_bytes() == b"first\n"
    assert len(rows_of(tmp_path / "out.rejects.jsonl.part")) == 1


def test_an_interrupt_amid_writing_counts_what_was_passed_on_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", list(numbered(300)))
    with pytest.raises(KeyboardInterrupt, match=r"stopped; 64 scored traces were passed on"):
        score_files([path], output=StoppedStream(after=2), workers=1)


class StoppedStream:
    """Takes so many chunks, the last of which Ctrl-C ends."""

    def __init__(self, after: int) -> None:
        self.left = after

    def write(self, _: bytes) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt

    def flush(self) -> None:
        pass


def test_an_unforeseen_error_keeps_the_lines_as_well(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", list(numbered(300)))
    with pytest.raises(ZeroDivisionError):
        score_files([path], output=tmp_path / "out", on_progress=stop_after(1, ZeroDivisionError()))
    assert len(rows_of(tmp_path / "out.part")) == 64


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
