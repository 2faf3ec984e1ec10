"""What training shows: a bar for each stage, and what came of the run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import typer

from stepreward.errors import SettingError
from stepreward.starting import INTERRUPTED
from stepreward.train import TrainSettings, load_settings
from stepreward.train.recipes import STUDY, as_toml, change_of, settings_in

_SHOWN = {"reward": "reward", "accuracy": "right", "validity": "valid"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of ``stepreward train``; what was not given is None or empty."""

    recipe: str | None
    config: Path | None
    named: Mapping[str, Any]
    changes: Sequence[str]
    output: Path | None
    is_resumed: bool
    is_shown: bool


def run_training(asked: Asked) -> None:
    """Settle the settings, train, and print what the evaluation found."""
    settings = settings_of(asked)
    if asked.is_shown:
        typer.echo(as_toml(settings), nl=False)
        return
    if asked.output is None:
        raise SettingError("--output: name a folder for the run, as in --output runs/first")
    if settings.study or (asked.is_resumed and (asked.output / STUDY).exists()):
        _run_study(settings, asked.output, is_resumed=asked.is_resumed)
    else:
        _run_once(settings, asked.output, is_resumed=asked.is_resumed)


def settings_of(asked: Asked) -> TrainSettings:
    """Put recipe, file and options together; a run that goes on keeps its own settings."""
    named = {name: value for name, value in asked.named.items() if value is not None}
    if asked.is_resumed:
        if named or asked.changes or asked.recipe or asked.config:
            raise SettingError("--resume: the run keeps its settings; give --output alone with it")
        if asked.output is None:
            raise SettingError("--resume: name the folder of the run with --output")
        return settings_in(asked.output)
    changes = [named, *map(change_of, asked.changes)]
    recipe = asked.recipe if asked.config is not None else asked.recipe or "quick"
    return load_settings(recipe, asked.config, changes)


def _run_once(settings: TrainSettings, output: Path, *, is_resumed: bool) -> None:
    from stepreward.train import Stopped, train

    processes = int(os.environ.get("WORLD_SIZE", "1"))
    what = f"{settings.algorithm} on {settings.data}, from {settings.model}"
    _say(f"{what}; {processes} process{'es' if processes > 1 else ''}")
    try:
        found = train(settings, output, resume=is_resumed, open_bar=_open_bar, say=_say)
    except Stopped as stop:
        _leave(str(stop))
    if found and _is_first_process():
        from stepreward.train.evaluation import plain_scores
        from stepreward.train.keep.report import evaluation_table

        typer.echo(evaluation_table(plain_scores(found)))
        _say(f"the whole report: {output / 'report.md'}")


def _run_study(settings: TrainSettings, output: Path, *, is_resumed: bool) -> None:
    from stepreward.train import Stopped, run_study

    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        raise SettingError("study: starts processes of its own; start it without torchrun")
    try:
        table = run_study(settings, output, resume=is_resumed, open_bar=_open_bar)
    except Stopped as stop:
        _leave(str(stop))
    else:
        typer.echo(table)


def _leave(words: str) -> NoReturn:
    _say(words)
    raise typer.Exit(INTERRUPTED)


def _say(words: str) -> None:
    if _is_first_process():
        typer.echo(words, err=True)


def _is_first_process() -> bool:
    """Several processes of one run print once; torchrun numbers them."""
    return os.environ.get("RANK", "0") == "0"


@contextmanager
def _open_bar(name: str, steps: int) -> Iterator[Any]:
    """Draw a bar on a terminal; a line every tenth of the way elsewhere."""
    if not _is_first_process():
        yield None
        return
    if not sys.stderr.isatty():
        yield _Lines(steps)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(bar_width=12),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield _Drawn(bar, bar.add_task(name, total=steps))


@dataclass(frozen=True, slots=True)
class _Drawn:
    bar: Any
    task: Any

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        self.bar.update(self.task, completed=step, description=f"{stage} {_words(values)}")

    def say(self, words: str) -> None:
        self.bar.console.print(words, markup=False, highlight=False)


@dataclass(frozen=True, slots=True)
class _Lines:
    steps: int

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        every = max(1, self.steps // 10)
        if step % every == 0 or step == self.steps:
            typer.echo(f"{stage} {step}/{self.steps} {_words(values)}", err=True)

    def say(self, words: str) -> None:
        typer.echo(words, err=True)


def _words(values: Mapping[str, float]) -> str:
    """Say in half a line how it goes: the reward, or the loss where nothing is rewarded."""
    shown = [f"{word} {values[name]:.2f}" for name, word in _SHOWN.items() if name in values]
    if not shown and "loss" in values:
        shown = [f"loss {values['loss']:.3f}"]
    if "tokens_per_second" in values:
        shown.append(f"{values['tokens_per_second']:,.0f} tokens/s")
    return ", ".join(shown)
