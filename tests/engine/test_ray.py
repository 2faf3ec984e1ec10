"""Ray Data gives what the pool gives, byte for byte. Slow: make test-ray runs these."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stepreward.engine import score_files
from tests.engine.lines import COMMAND, numbered, rows_of, wait_for, written
from tests.lacking import without
from tests.processes import command_of

PADDED = (json.dumps(json.loads(one) | {"pad": "x" * 2_000}) for one in numbered(3_000))  # 6 blocks
LINES = [one if at % 100 else "no json" for at, one in enumerate(PADDED)]
PATIENCE_S = 400  # a machine that is busy starts Ray in a minute or two
LOCAL = ("--engine", "ray", "--ray-address", "local", "--workers", "2")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "score", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)


def test_without_its_extra_ray_is_refused_with_the_mend(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", LINES[1:3])
    arguments = ["score", path, "-o", tmp_path / "out"]
    refused = without("ray", *arguments, "--engine", "ray")
    assert refused.returncode == 2
    assert refused.stderr == "error: --engine ray needs: pip install 'stepreward[ray]'\n"
    assert not (tmp_path / "out.part").exists()
    assert without("ray", *arguments).returncode == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two files, the second packed; the pool's output lies beside it."""
    pytest.importorskip("ray", reason="needs the extra ray")
    (tmp_path / "in").mkdir()
    written(tmp_path / "in" / "1.jsonl", LINES)
    text = "".join(f"{one}\n" for one in LINES[:500]).encode()
    written(tmp_path / "in" / "2.jsonl.gz", [gzip.compress(text)])
    score_files([tmp_path / "in"], output=tmp_path / "pool.gz", workers=1)
    return tmp_path


def is_as_the_pools(folder: Path) -> bool:
    return all(
        (folder / f"out.gz{suffix}").read_bytes() == (folder / f"pool.gz{suffix}").read_bytes()
        for suffix in ("", ".rejects.jsonl")
    )


@pytest.mark.slow
def test_ray_gives_the_pools_bytes_and_words(folder: Path) -> None:
    done = run(folder / "in", "-o", folder / "out.gz", *LOCAL)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_as_the_pools(folder)
    pool = run(folder / "in", "-o", folder / "again.gz")
    told, expected = (one.stderr[one.stderr.index("  reward") :] for one in (done, pool))
    assert told == expected.replace("again.gz", "out.gz")


@pytest.mark.slow
def test_nothing_of_rays_comes_out_on_stdout(folder: Path) -> None:
    done = run(folder / "in" / "1.jsonl", *LOCAL)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["n"] for row in rows] == [at for at in range(3_000) if at % 100]


@pytest.mark.slow
def test_a_ray_run_that_was_killed_goes_on(folder: Path) -> None:
    written(folder / "in" / "1.jsonl", LINES * 4)
    score_files([folder / "in"], output=folder / "pool.gz", workers=1)
    command = [*COMMAND, "score", folder / "in", "-o", folder / "out.gz", *LOCAL]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        wait_for((folder / "out.gz.journal").exists, PATIENCE_S)
        running.kill()
    done = run(folder / "in", "-o", folder / "out.gz", *LOCAL)
    assert "by a run that was cut short" in done.stderr
    assert is_as_the_pools(folder)


@pytest.mark.slow
def test_an_actor_that_is_killed_costs_no_line(folder: Path) -> None:
    command = [*COMMAND, "score", folder / "in", "-o", folder / "out.gz", *LOCAL]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        wait_for(lambda: actors_of(running.pid), PATIENCE_S)
        os.kill(actors_of(running.pid)[0], signal.SIGKILL)
        assert running.wait() == 1
    assert is_as_the_pools(folder)


def actors_of(driver: int) -> list[int]:
    """List the scoring actors of one run, by its number in the names of its sessions."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # gone by now
        of_run = f"_{driver}/".encode() in command_of(parent)
        if of_run and b"_Scoring" in command_of(int(process.name)):
            found.append(int(process.name))
    return found


@pytest.mark.slow
def test_a_file_that_is_cut_off_is_named_and_what_was_scored_is_kept(folder: Path) -> None:
    packed = folder / "in" / "2.jsonl.gz"
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-100])
    done = run(folder / "in", "-o", folder / "out.gz", *LOCAL)
    assert done.returncode == 2
    assert "2.jsonl.gz: is cut off in the middle of its gzip stream" in done.stderr
    assert "Traceback" not in done.stderr
    packed.write_bytes(whole)
    assert "2,970 of them by a run" in run(folder / "in", "-o", folder / "out.gz", *LOCAL).stderr
    assert is_as_the_pools(folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "address", "words"),
    [
        pytest.param("-", "local", "<stdin>: Ray reads files, no pipes", id="a pipe"),
        pytest.param("in", "127.0.0.1:1", "127.0.0.1:1: no Ray answers", id="unreachable"),
        pytest.param("in", "ray://127.0.0.1:1", "a Ray Client cannot read", id="a Ray Client"),
        pytest.param("in", "nowhere", "is no address of Ray; write HOST:PORT", id="no address"),
    ],
)
def test_what_ray_cannot_do_is_one_sentence(
    folder: Path, path: str, address: str, words: str
) -> None:
    given = path if path == "-" else folder / path
    done = run(given, "-o", folder / "out", "--engine", "ray", "--ray-address", address)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "out").exists()


@pytest.mark.slow
def test_a_ray_of_the_callers_own_is_used_and_left_running(folder: Path) -> None:
    script = folder / "script.py"
    script.write_text(
        "import sys, ray\n"
        "from stepreward.engine import score_files\n"
        "ray.init(address='local', num_cpus=1, log_to_driver=False)\n"
        "score_files([sys.argv[1]], output=sys.argv[2], engine='ray')\n"
        "sys.exit(0 if ray.is_initialized() else 5)"
    )
    command = [sys.executable, str(script), str(folder / "in"), str(folder / "out.gz")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert is_as_the_pools(folder)
    assert len(rows_of(folder / "out.gz.rejects.jsonl")) == 35
