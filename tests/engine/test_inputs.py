"""Files that are named, or found in folders and by patterns: which, and in what order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stepreward.engine import find_inputs
from stepreward.errors import FileError

TREE = (
    "runs/part-10.jsonl",
    "runs/part-9.jsonl.gz",
    "runs/part-9.jsonl",
    "runs/b/deep/1.parquet",
    "runs/a/2.jsonl.zst",
    "runs/notes.txt",
    "runs/old.jsonl.rejects.jsonl",
    "runs/.hidden.jsonl",
    "runs/.git/x.jsonl",
    "out.jsonl.part",
    "star*.jsonl",
    "starling.jsonl",
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


RUNS = [
    "runs/a/2.jsonl.zst",
    "runs/b/deep/1.parquet",
    "runs/part-9.jsonl",
    "runs/part-9.jsonl.gz",
    "runs/part-10.jsonl",
]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        pytest.param(["runs/part-10.jsonl"], ["runs/part-10.jsonl"], id="a file"),
        pytest.param(["-"], ["-"], id="standard input"),
        pytest.param(["runs"], RUNS, id="a folder, in natural order"),
        pytest.param(["runs/"], RUNS, id="a folder with its slash"),
        pytest.param(["runs/*.jsonl"], [RUNS[2], RUNS[4]], id="a pattern"),
        pytest.param(["runs/part-?.jsonl*"], RUNS[2:4], id="a question mark"),
        pytest.param(["runs/[ab]/*"], [RUNS[0]], id="letters; folders are left out"),
        pytest.param(["runs/**/*.parquet"], [RUNS[1]], id="any folders"),
        pytest.param(["star*.jsonl"], ["star*.jsonl"], id="a file with a star in its name"),
        pytest.param(["runs", "runs/*.jsonl"], RUNS, id="found twice, read once"),
        pytest.param([RUNS[4], "runs/*.jsonl"], [RUNS[4], RUNS[2]], id="named, then found"),
        pytest.param([RUNS[2], RUNS[2]], [RUNS[2], RUNS[2]], id="named twice, read twice"),
        pytest.param(["nope.jsonl"], ["nope.jsonl"], id="missing: whoever opens it says so"),
        pytest.param(
            ["runs/old.jsonl.rejects.jsonl"], ["runs/old.jsonl.rejects.jsonl"], id="rejects, named"
        ),
    ],
)
@pytest.mark.usefixtures("tree")
def test_what_is_found(named: list[str], found: list[str]) -> None:
    assert list(find_inputs(named)) == [one.replace("/", os.sep) for one in found]


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        pytest.param(["empty"], r"empty: is a folder with no file of \.jsonl", id="empty folder"),
        pytest.param(["runs/*.csv"], r"runs/\*\.csv: no file matches", id="no match"),
        pytest.param(["empty/*"], "no file matches", id="nothing there"),
        pytest.param(["runs/*.rejects.jsonl"], "no file matches", id="rejects are no records"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_what_is_not_found_is_named(named: list[str], reason: str) -> None:
    with pytest.raises(FileError, match=reason):
        find_inputs(named)
