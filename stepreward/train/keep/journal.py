"""What a run writes down as it goes: metrics and timings in JSONL, TensorBoard, a tracker."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch.utils.tensorboard import SummaryWriter

from stepreward.logs import library_of
from stepreward.train.keep.whole import write_whole

METRICS, TIMINGS = "metrics.jsonl", "timings.jsonl"


class Journal:
    """Keep one line a step: the metrics, the same for the same seed, and apart the timings."""

    def __init__(self, folder: Path, done: int) -> None:
        """Open the files of a stage, and take back what was written behind step ``done``."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in (METRICS, TIMINGS):
            _cut_back(folder / name, done)
        self._metrics = (folder / METRICS).open("a", encoding="utf-8")
        self._timings = (folder / TIMINGS).open("a", encoding="utf-8")
        self._board = SummaryWriter(
            str(folder.parent / "tensorboard" / folder.name), purge_step=done + 1
        )

    def write(self, step: int, metrics: Mapping[str, float], timings: Mapping[str, float]) -> None:
        """Write one step, counted from 1."""
        for file, values in ((self._metrics, metrics), (self._timings, timings)):
            file.write(json.dumps({"step": step, **values}) + "\n")
            file.flush()
        for name, value in {**metrics, **timings}.items():
            self._board.add_scalar(name, value, step)

    def sync(self) -> None:
        """Make the disk hold every line: a checkpoint must not be ahead of them."""
        for file in (self._metrics, self._timings):
            os.fsync(file.fileno())

    def close(self) -> None:
        """Close the files."""
        self._metrics.close()
        self._timings.close()
        self._board.close()


def read_journal(path: Path) -> list[dict[str, Any]]:
    """Read the lines of a journal; a last one that was cut short is none."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def _cut_back(path: Path, done: int) -> None:
    kept = [line for line in read_journal(path) if line["step"] <= done]
    write_whole(path, "".join(json.dumps(line) + "\n" for line in kept))


class Tracker:
    """Send every step to W&B or trackio as well."""

    def __init__(self, name: str, folder: Path, settings: Mapping[str, Any]) -> None:
        """Begin a run there; raise MissingExtraError where the library is not installed."""
        self._run = library_of(name).init(
            project="stepreward", name=folder.name, config=dict(settings)
        )

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        """Send one step; the stage is part of each name, since both stages count from 1."""
        self._run.log({f"{stage}/{name}": value for name, value in values.items()})
        del step

    def say(self, words: str) -> None:
        """Send a message where the library has a place for one."""
        if hasattr(self._run, "alert"):
            self._run.alert(title="stepreward", text=words)
