"""Every code block of every page is run, or read by what would read it in earnest.

- ``pycon`` runs as a doctest: pytest collects the pages themselves.
- ``python`` belongs to a framework: it has to parse, and what it takes from us has to be there.
- ``console`` and ``sh`` run in a folder of their own, block after block of a page. What a session
  shows under a command has to be what it prints; ``...`` stands for anything.
- ``json`` and ``toml`` are read by our own readers. ``text`` says which benchmark prints it.

What takes minutes, a GPU, a framework or a network says so right before the block:
``<!-- not run: REASON -->``. Its commands, options, extras, modules and names are looked up.
"""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import stepreward as sr
from stepreward.records.read import read_record
from stepreward.train.data.examples import read_examples
from stepreward.train.recipes import load_settings
from tests.docs.blocks import ROOT, Block, Shown, blocks, blocks_of, pages, shown_in
from tests.docs.commands import complaints

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ALL = blocks()
IN_A_SHELL = ("console", "sh")
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.sh"))
COLLECTED = ("README.md", "docs/")  # testpaths of pyproject.toml
SHELL = shutil.which("bash")


def of(*languages: str) -> pytest.MarkDecorator:
    """List the blocks in some languages, for a test of each."""
    return pytest.mark.parametrize("block", [b for b in ALL if b.language in languages], ids=str)


def test_every_block_has_a_language_that_is_tested_here() -> None:
    known = {"pycon", "python", "json", "toml", "text", *IN_A_SHELL}
    assert [f"{one}: {one.language!r}" for one in ALL if one.language not in known] == []


def test_the_pages_are_found_with_what_is_in_them() -> None:
    assert {"README.md", "docs/index.md", "docs/frameworks/trl.md"} <= set(pages())
    assert {one.language for one in ALL} >= {"pycon", "json", "toml", "text", *IN_A_SHELL}


# Python.


@of("pycon")
def test_a_session_of_python_is_a_doctest(block: Block) -> None:
    assert block.page.startswith(COLLECTED)
    assert doctest.DocTestParser().get_examples(block.text)
    assert block.reason is None


@of("python")
def test_python_names_what_is_there(block: Block) -> None:
    assert block.reason, "write it with >>> under pycon, and it is run"
    assert missing_in(block.text) == []


def missing_in(code: str) -> list[str]:
    """List what some code takes from us and would not find."""
    wanted = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            wanted += [f"{node.module}:{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            wanted += [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            wanted += [node.value]
    return [one for one in wanted if one.startswith("stepreward") and not is_there(one)]


def is_there(name: str) -> bool:
    """Tell whether ``module``, ``module:name`` or ``module.name`` is one of ours."""
    name = name.replace(":", ".")
    module, _, member = name.rpartition(".")
    if not module or find_module(name) is not None:
        return find_module(name) is not None
    found = find_module(module)
    if found is None:
        return False
    if "integrations" in module:  # imports a framework, which need not be installed
        return f"class {member}" in found.read_text("utf-8")
    return hasattr(importlib.import_module(module), member)


def find_module(name: str) -> Path | None:
    """Find a module's file without importing it."""
    *folders, _ = name.split(".")
    for length in range(1, len(folders) + 1):
        spec = importlib.util.find_spec(".".join(folders[:length]))
        if spec is None or spec.submodule_search_locations is None:
            return None
    spec = importlib.util.find_spec(name)
    return Path(spec.origin) if spec is not None and spec.origin is not None else None


@pytest.mark.parametrize(
    ("name", "there"),
    [
        pytest.param("stepreward", True, id="the package"),
        pytest.param("stepreward.adapters.trl:step_rar", True, id="a name"),
        pytest.param("stepreward.adapters.trl.step_rar", True, id="a name behind a dot"),
        pytest.param("stepreward.adapters.trl:step_far", False, id="a typo"),
        pytest.param("stepreward.integrations.trl:StepGRPOTrainer", True, id="an integration"),
        pytest.param("stepreward.integrations.trl:StepTrainer", False, id="no integration"),
    ],
)
def test_names_are_looked_up(name: str, *, there: bool) -> None:
    assert is_there(name) == there


# Commands.


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder that the pages start from: our data, and the files they speak of."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("images", "*.md"))
    shutil.copytree(
        ROOT / "data" / "multimodal", folder / "data" / "multimodal", dirs_exist_ok=True
    )
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    command = bin_folder / "stepreward"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m stepreward "$@"\n')
    command.chmod(0o755)
    (folder / "out").mkdir()
    lines = (ROOT / "data/gsm8k/sample.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:8]]
    said = [
        row | {"human": {"is_right": row["is_correct"]}, "prompt_id": row["group"]} for row in rows
    ]
    text = "".join(f"{json.dumps(row)}\n" for row in said)
    (folder / "rollouts.jsonl").write_text(text)
    runs = folder / "runs" / "1"
    runs.mkdir(parents=True)
    (runs / "part-1.jsonl").write_text(text)
    in_shell(folder, "stepreward score rollouts.jsonl -o scored.jsonl --workers 1")
    in_shell(folder, "gzip -k runs/1/part-1.jsonl")
    return folder


def in_shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a reader does, its two streams in one."""
    environment: Mapping[str, str] = os.environ | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }
    return subprocess.run(
        [str(SHELL), "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={name: value for name, value in environment.items() if name != "STEPREWARD_CONFIG"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


COMMANDS = [one for one in ALL if one.language in IN_A_SHELL]
RUN = [one for one in COMMANDS if one.reason is None]
BY_PAGE = {page: list(found) for page, found in groupby(RUN, key=lambda one: one.page)}


@pytest.mark.skipif(SHELL is None, reason="asks for bash")
@pytest.mark.parametrize("page", BY_PAGE)
def test_commands_run_and_print_what_the_page_shows(
    page: str, started: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(started, folder)
    for block in BY_PAGE[page]:
        for shown in shown_in(block):
            done = in_shell(folder, shown.command)
            assert done.returncode == 0, f"{block}: {shown.command}\n{done.stdout}"
            assert prints(done.stdout, shown), f"{block}: {shown.command} prints\n{done.stdout}"


def prints(printed: str, shown: Shown) -> bool:
    """Tell whether a command printed what is shown; where nothing is, anything will do."""
    checker = doctest.OutputChecker()
    return shown.output is None or checker.check_output(shown.output, printed, doctest.ELLIPSIS)


@pytest.mark.parametrize("block", [one for one in COMMANDS if one.reason], ids=str)
def test_what_is_not_run_is_a_command_that_there_is(block: Block) -> None:
    shown = shown_in(block)
    assert shown
    assert [fault for one in shown for fault in complaints(one.command)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/examples").glob("*.sh")), ids=lambda p: p.name
)
def test_the_example_scripts_name_options_that_there_are(path: Path) -> None:
    ours = [line for line in path.read_text("utf-8").splitlines() if line.startswith("stepreward")]
    assert ours
    assert complaints("\n".join(ours)) == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        pytest.param("stepreward score a.jsonl -o b.jsonl --workers 2", [], id="options"),
        pytest.param("stepreward score --out b", ["stepreward score: no option --out"], id="typo"),
        pytest.param("stepreward scare a", ["stepreward scare: no such command"], id="no command"),
        pytest.param("stepreward --version", [], id="of the door"),
        pytest.param("make demo PYTHON=python3", [], id="target"),
        pytest.param("make demos", ["make demos: no such target"], id="no target"),
        pytest.param("pip install '.[train,zst]'", [], id="extras"),
        pytest.param("pip install 'stepreward[trains]'", ["pip: no extra trains"], id="no extra"),
        pytest.param("python -m tests.bench.speed", [], id="module"),
        pytest.param(
            "A=1 python -m tests.bench.sped",
            ["python -m tests.bench.sped: no such module"],
            id="no module",
        ),
        pytest.param(
            'x --y "$(stepreward paths verl)"',
            [
                "stepreward paths: no such command",
                "x: a command that tests/docs/commands.py does not know",
            ],
            id="inside another",
        ),
    ],
)
def test_a_complaint_is_made_of_what_is_not_there(script: str, said: list[str]) -> None:
    assert complaints(script) == said


# Data.


@of("json")
def test_json_is_a_record_or_an_example(block: Block, tmp_path: Path) -> None:
    row = json.loads(block.text)
    if "completion" in row or "completions" in row:
        assert read_record(block.text).truth.answers
        return
    (tmp_path / "examples.jsonl").write_text(block.text, encoding="utf-8")
    shutil.copy(next((ROOT / "data/multimodal/images").glob("*.png")), tmp_path / row["image"])
    (example,) = read_examples(tmp_path / "examples.jsonl")
    assert example.trace


@of("toml")
def test_toml_is_settings(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(block.text, encoding="utf-8")
    read = tomllib.loads(block.text)
    if block.reason is not None:
        functions = [one["fn"] for one in _tables(read) if "fn" in one]
        assert functions
        assert [one for one in functions if not is_there(one)] == []
    elif "recipe" in read:
        assert load_settings(path=path).study is not None
    else:
        assert sr.load_config(path) != sr.ScorerConfig()


def _tables(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inner = [each for one in table.values() if isinstance(one, dict) for each in _tables(one)]
    return [table, *inner]


@of("text")
def test_text_says_where_it_comes_from(block: Block) -> None:
    assert block.reason or is_a_bench(block.bench)


def is_a_bench(name: str | None) -> bool:
    return name is not None and importlib.util.find_spec(f"tests.bench.{name}") is not None


# What is read off a page.


def test_a_block_knows_its_place_and_its_reason() -> None:
    page = "# A\n\n<!-- not run: a\nnetwork -->\n```sh\ncurl x\n```\n\nWords.\n\n    stray\n"
    assert list(blocks_of("a.md", page)) == [
        Block("a.md", 5, "sh", "curl x\n", "a network"),
        Block("a.md", 11, "", "stray\n"),
    ]


def test_a_reason_counts_for_the_next_block_alone() -> None:
    page = "<!-- not run: a GPU -->\n```sh\na\n```\n\n```sh\nb\n```\n"
    assert [one.reason for one in blocks_of("a.md", page)] == ["a GPU", None]


def test_a_session_is_commands_with_what_they_print() -> None:
    session = "$ a --b\none\ntwo\n$ c 'd\ne'\n$ f\n"
    assert shown_in(Block("a.md", 1, "console", session)) == [
        Shown("a --b", "one\ntwo\n"),
        Shown("c 'd\ne'", None),
        Shown("f", None),
    ]
