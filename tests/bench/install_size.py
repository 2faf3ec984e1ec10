"""Measure what ``pip install stepreward`` brings, without extras.

Run ``python -m tests.bench.install_size`` from the repository's root. It builds the wheel, installs
it into a new environment in a temporary folder, and adds up the files that each distribution lists
in its RECORD, compiled modules included. ``--wheel FILE`` takes a wheel that is there, and
``--extra NAME`` adds an extra. It asks for pip's package index.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.bench.corpora import ROOT
from tests.bench.tables import print_table

_SIZES = """
import importlib.metadata, json
found = {}
for one in importlib.metadata.distributions():
    files = {one.locate_file(file).resolve() for file in one.files or ()}
    found[one.name] = one.version, sum(file.stat().st_size for file in files if file.is_file())
print(json.dumps(found))
"""


def main() -> None:
    """Build, install, add up, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wheel", type=Path, help="a wheel to install; without it one is built")
    parser.add_argument("--extra", action="append", default=[], help="an extra to add")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        wheel = options.wheel or built(Path(name))
        found = installed(wheel, options.extra, Path(name) / "venv")
        print_sizes(wheel, found, options.extra)


def built(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("stepreward-*.whl")
    return wheel


def installed(wheel: Path, extras: list[str], folder: Path) -> dict[str, tuple[str, int]]:
    """Install a wheel into a new environment, and tell version and bytes of what is there then."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    before = sizes(python)
    pip(python, "install", f"{wheel}[{','.join(extras)}]" if extras else str(wheel))
    return {name: found for name, found in sizes(python).items() if name not in before}


def pip(python: str, *arguments: str) -> None:
    """Call pip; what it says goes to stderr."""
    command = [python, "-I", "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"]
    subprocess.run(command, check=True, stdout=sys.stderr)


def sizes(python: str) -> dict[str, tuple[str, int]]:
    """Ask an environment for the version and the bytes of every distribution."""
    done = subprocess.run([python, "-I", "-c", _SIZES], check=True, capture_output=True, text=True)
    return {name: (version, size) for name, (version, size) in json.loads(done.stdout).items()}


def print_sizes(wheel: Path, found: dict[str, tuple[str, int]], extras: list[str]) -> None:
    """Print one row for each distribution, the largest first, and their sum."""
    by_size = sorted(found.items(), key=lambda one: -one[1][1])
    rows = [(name, version, mega(size)) for name, (version, size) in by_size]
    rows.append(("all", "", mega(sum(size for _, size in found.values()))))
    what = f"stepreward[{','.join(extras)}]" if extras else "stepreward"
    python = ".".join(map(str, sys.version_info[:2]))
    print_table(
        f"pip install {what}, on {sys.platform}, Python {python}; the wheel itself: "
        f"{mega(wheel.stat().st_size)} MB",
        ("distribution", "version", "MB"),
        rows,
    )


def mega(size: int) -> str:
    """Write bytes as megabytes."""
    return f"{size / 1e6:,.1f}"


if __name__ == "__main__":
    main()
