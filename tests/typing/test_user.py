"""A user's code is clean under pyright and mypy --strict, and what is wrong in it is found.

The checkers see the package as a user's do: from a folder of its own, installed. mypy reads tests/
in ``make lint`` anyway; by itself it is run against the wheel (``make test-typing``).
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import stepreward as sr

HERE = Path(__file__).parent
PACKAGE = Path(sr.__file__).parent
INSTALLED = Path(sysconfig.get_path("purelib"))
IS_A_WHEEL = PACKAGE.parent == INSTALLED
WRONG = """
import stepreward as sr

sr.score("6", anser="6")
sr.Scorer().score(6, sr.GroundTruth("6"))
sr.advantages(["a"])
sr.judge("6", "6").verdit
sr.scor("6")
"""


def test_the_users_code_uses_every_public_name() -> None:
    nodes = ast.walk(ast.parse((HERE / "user.py").read_text("utf-8")))
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", None) == "sr"
    }
    assert set(sr.__all__) - used == set()


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.skipif(os.environ.get("STEPREWARD_FROM") != "wheel", reason="make test-wheel")
def test_what_is_tested_is_the_wheel() -> None:
    assert IS_A_WHEEL, f"{PACKAGE} hides the wheel in {INSTALLED}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(HERE / "user.py", tmp_path)
    (tmp_path / "wrong.py").write_text(WRONG)
    return tmp_path


def complaints(project: Path, *command: str) -> str:
    """Run a checker in a user's project; a package that is not installed is put on its path."""
    command = (sys.executable, "-m", *command, "user.py", "wrong.py")
    beside = {} if IS_A_WHEEL else {"MYPYPATH": str(PACKAGE.parent)}
    environment = {**os.environ, **beside, "PYTHONPATH": ""}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_pyright_finds_what_is_wrong_and_nothing_else(project: Path) -> None:
    pytest.importorskip("basedpyright")
    settings = {
        "typeCheckingMode": "strict",
        "extraPaths": [] if IS_A_WHEEL else [str(PACKAGE.parent)],
    }
    (project / "pyrightconfig.json").write_text(json.dumps(settings))
    said = complaints(project, "basedpyright", "--pythonpath", sys.executable)
    assert [line for line in said.splitlines() if "user.py:" in line] == []
    assert found_in(said, r"wrong\.py:(\d+):\d+ - error") == {4, 5, 6, 7, 8}


@pytest.mark.skipif(not IS_A_WHEEL, reason="make test-typing; make lint has mypy read tests/")
def test_mypy_finds_what_is_wrong_and_nothing_else(project: Path) -> None:
    said = complaints(project, "mypy", "--strict")
    assert [line for line in said.splitlines() if line.startswith("user.py:")] == []
    assert found_in(said, r"wrong\.py:(\d+): error") == {4, 5, 6, 7, 8}


def found_in(said: str, place: str) -> set[int]:
    """List the lines that a checker names."""
    return {int(line) for line in re.findall(place, said)}
