"""CONTRIBUTING.md, the workflows and the citation say what is so."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stepreward.version import __version__
from tests.docs.blocks import ROOT
from tests.docs.commands import complaints

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
_ROW = re.compile(r"^\| (`[^|]*) \|", re.MULTILINE)
PAPER = "Zhang Huang Yao Liu Zhang Lu Tao".split()
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_the_map_names_every_floor_in_its_order() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    floors = [set(re.findall(r"`(\w+)`", row)) for row in _ROW.findall(page)]
    (house,) = [one for one in PROJECT["tool"]["importlinter"]["contracts"] if "exhaustive" in one]
    assert floors == [set(layer.split(" | ")) for layer in house["layers"]]


def test_every_file_beside_a_cap_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = {path for row in page.splitlines() for path in re.findall(r"`(\w+/\w+\.py)`", row)}
    assert len(named) > 10
    assert not {path for path in named if not (ROOT / "stepreward" / path).is_file()}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_calls_our_own_targets(path: Path) -> None:
    read = yaml.safe_load(path.read_text("utf-8"))
    commands = [
        command
        for job in read["jobs"].values()
        for step in job["steps"]
        if "run" in step
        for command in _filled(step["run"], job)
    ]
    assert commands
    assert [fault for one in commands for fault in complaints(one)] == []
    assert {one.split()[0] for one in commands} == {"make"}


def _filled(command: str, job: dict[str, Any]) -> list[str]:
    """Put each value of a job's matrix where the command asks for it."""
    matrix = job.get("strategy", {}).get("matrix", {})
    asked = re.search(r"\$\{\{ matrix\.(\w+) \}\}", command)
    if asked is None:
        return [command]
    values = matrix.get(asked[1]) or [one[asked[1]] for one in matrix["include"]]
    return [command.replace(asked[0], value) for value in values]


def test_the_workflows_are_there() -> None:
    assert [path.name for path in WORKFLOWS] == ["release.yml", "test.yml"]


def test_every_python_that_is_promised_is_tested() -> None:
    promised = [
        one.rsplit(" ", 1)[1]
        for one in PROJECT["project"]["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", one)
    ]
    job = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == promised


def test_the_citation_is_of_this_release_and_names_the_paper() -> None:
    read = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    (paper,) = read["references"]
    assert (read["version"], read["license"]) == (__version__, PROJECT["project"]["license"])
    assert paper["url"].endswith("2503.12937")
    assert [author["family-names"] for author in paper["authors"]] == PAPER
