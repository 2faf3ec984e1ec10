"""Hold commands against what there is: our own options, make's targets, extras and modules."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import typer.main

from stepreward.cli import app
from tests.docs.blocks import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_WRAPPED = re.compile(r"\\\n\s*")
_INSIDE = re.compile(r"\$\((.*?)\)")
_VARIABLE = re.compile(r"[\w.]+=.*", re.DOTALL)
_WHERE_OTHERS_END = ("&&", "|", ";", "&")
# What is not ours is known by name: a typo in one of these would pass.
_OTHERS = frozenset("cat cd chmod cp curl git hf mkdir openssl ray swift vllm . source".split())


def complaints(script: str) -> list[str]:
    """Say what is wrong with commands; nothing, if every one of ours would be understood."""
    found = [one for inner in _INSIDE.findall(script) for one in complaints(inner)]
    for line in _lines(_WRAPPED.sub(" ", _INSIDE.sub("INSIDE", script))):
        for words in _commands(line):
            found += _complaint(words)
    return found


def _lines(script: str) -> Iterator[list[str]]:
    """Split each line into words; one with an open quote goes on."""
    open_line = ""
    for line in script.splitlines(keepends=True):
        open_line += line
        try:
            yield shlex.split(open_line, comments=True)
        except ValueError:  # no closing quotation yet
            continue
        open_line = ""
    if open_line:
        raise ValueError(f"a quote stays open: {open_line!r}")


def _commands(words: Sequence[str]) -> Iterator[list[str]]:
    command: list[str] = []
    for word in [*words, ";"]:
        if word not in _WHERE_OTHERS_END:
            command.append(word)
        elif command:
            yield command
            command = []


def _complaint(words: list[str]) -> list[str]:
    while words and _VARIABLE.fullmatch(words[0]):
        words = words[1:]
    if not words:
        return []
    name, rest = words[0].rsplit("/", 1)[-1], words[1:]
    if name in _READERS:
        return _READERS[name](rest)
    if name in _OTHERS or name.startswith("-"):  # options by themselves, of a framework
        return []
    return [f"{name}: a command that tests/docs/commands.py does not know"]


def _of_ours(words: Sequence[str]) -> list[str]:
    door: Any = typer.main.get_command(app)
    names = [one for one in words if not one.startswith("-")]
    if not names:
        return _unknown("stepreward", door, words)
    if names[0] not in door.commands:
        return [f"stepreward {names[0]}: no such command"]
    return _unknown(f"stepreward {names[0]}", door.commands[names[0]], words[1:])


def _unknown(name: str, command: Any, words: Sequence[str]) -> list[str]:
    known = {"--help", *(one for each in command.params for one in each.opts)}
    given = [one.split("=")[0] for one in words if re.match(r"--?[a-z]", one)]
    return [f"{name}: no option {one}" for one in given if one not in known]


def _of_make(words: Sequence[str]) -> list[str]:
    rules = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    phony = re.search(r"^\.PHONY:(.*)", rules, re.MULTILINE)
    each = re.search(r"addprefix (test-python-),(.*)\)", rules)
    assert phony is not None
    assert each is not None
    targets = {*phony[1].split(), *(each[1] + one for one in each[2].split())}
    given = [one for one in words if "=" not in one]
    return [f"make {one}: no such target" for one in given if one not in targets]


def _of_pip(words: Sequence[str]) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [
        extra
        for word in words
        if (found := re.fullmatch(r"(?:\.|stepreward)\[(.+)\]", word))
        for extra in found[1].split(",")
    ]
    known = project["optional-dependencies"]
    return [f"pip: no extra {one}" for one in asked if one not in known]


def _of_python(words: Sequence[str]) -> list[str]:
    if "-m" not in words:
        return [f"{one}: no such file" for one in words[:1] if not (ROOT / one).is_file()]
    module, *rest = words[words.index("-m") + 1 :]
    if module == "pip":
        return _of_pip(rest)
    if module.split(".")[0] not in ("stepreward", "tests"):
        return []
    return [] if importlib.util.find_spec(module) else [f"python -m {module}: no such module"]


_READERS: Mapping[str, Callable[[Sequence[str]], list[str]]] = {
    "stepreward": _of_ours,
    "make": _of_make,
    "pip": _of_pip,
    "python": _of_python,
    "torchrun": _of_python,
}
