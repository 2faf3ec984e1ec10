"""How the command starts: what it loads when, and Ctrl-C before it has loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stepreward.version import __version__

ROOT = Path(__file__).parents[1]
# The user presses Ctrl-C the moment a module is looked for.
START = """
import sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
sys.argv = ["stepreward", "--version"]
from stepreward_command import main
main()
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("module", ["stepreward", "numpy", "typer", "stepreward.cli"])
def test_ctrl_c_while_loading_ends_it_without_a_word(module: str) -> None:
    done = python(START.format(module=module))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_without_ctrl_c_it_runs() -> None:
    done = python(START.format(module="nothing"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == f"stepreward {__version__}"


def test_an_error_while_loading_is_shown() -> None:
    done = python(START.format(module="typer").replace("KeyboardInterrupt", "ImportError('no')"))
    assert done.returncode == 1
    assert "ImportError: no" in done.stderr


def test_before_it_starts_nothing_is_loaded() -> None:
    done = python("import sys, stepreward_command\nprint('stepreward' in sys.modules)")
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_the_installed_command_starts_there() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'stepreward = "stepreward_command:main"' in settings
    assert 'only-include = ["stepreward", "stepreward_command.py"]' in settings
