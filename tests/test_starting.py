"""Ctrl-C while the command starts: quiet from the first import of ours to the last, and let go."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from stepreward.starting import hold, release

ENTRY = "from stepreward.cli import main\nmain()\n"  # as the scripts that pip writes


@pytest.fixture
def _sigint() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_sigint")
def test_what_is_held_is_let_go() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hold()
    assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    release()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("_sigint")
def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hold()
    release()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
@pytest.mark.parametrize(
    ("way", "module"),
    [
        *(
            pytest.param("-m", name, id=f"python -m, at {name}")
            for name in ("numpy", "pydantic", "stepreward", "typer", "stepreward.cli")
        ),
        pytest.param("script", "numpy", id="the script, early"),
        pytest.param("script", "stepreward.cli", id="the script, at the end"),
        pytest.param("script", "stepreward.engine.inputs", id="the script, in a command"),
    ],
)
def test_ctrl_c_while_modules_are_imported(tmp_path: Path, way: str, module: str) -> None:
    script = tmp_path / "stepreward"
    script.write_text(ENTRY)
    entry = ["-m", "stepreward"] if way == "-m" else [str(script)]
    running = subprocess.Popen(
        [sys.executable, "-X", "importtime", *entry, "score", "-"],
        stdin=subprocess.PIPE,  # held open: the command waits for a line
        stderr=subprocess.PIPE,
        text=True,
    )
    timer = Timer(60, running.kill)
    timer.start()
    assert running.stderr is not None
    is_there = any(line.split("|")[-1].strip() == module for line in running.stderr)
    running.send_signal(signal.SIGINT)
    said = [line for line in running.communicate()[1].splitlines() if "|" not in line]
    timer.cancel()
    assert is_there
    assert running.returncode == 130
    assert said[-1].startswith("stopped")
    assert not [line for line in said if "Traceback" in line]
