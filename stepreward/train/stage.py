"""One stage of a run, warm-up or RL: where it writes, how far it is, and when it has to stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, Protocol

import torch
from accelerate import Accelerator

from stepreward.errors import TrainingError
from stepreward.train.keep.checkpoint import (
    load_checkpoint,
    random_states,
    restore_random_state,
    save_checkpoint,
)
from stepreward.train.keep.journal import Journal


class Watcher(Protocol):
    """Whatever shows how far a stage is."""

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        """Show that a step is done, counted from 1, and what it measured."""

    def say(self, words: str) -> None:
        """Pass on what somebody should know."""


class Memory(Protocol):
    """Whatever a loop remembers from step to step, beside its weights."""

    def state_dict(self) -> dict[str, Any]:
        """Give what a checkpoint keeps."""

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take back what a checkpoint kept."""


class Stage:
    """Hand a loop its steps, take what each measured, and keep all of it through a kill."""

    def __init__(
        self,
        folder: Path,
        accelerator: Accelerator,
        *,
        steps: int,
        checkpoint_every: int,
        watchers: Sequence[Watcher] = (),
    ) -> None:
        self.folder, self.accelerator, self.steps = folder, accelerator, steps
        self._every, self._watchers = checkpoint_every, watchers
        self._journal: Journal | None = None
        self._model: Any = None
        self._optimizer: Any = None
        self._memory: Memory | None = None
        self.done = 0
        self._timings: dict[str, float] = {}
        self.is_told = False  # to stop, by somebody at this process
        self.is_stopping = False  # all processes
        self.is_enough = False  # what was to be learned is: set by a loop, alike in all processes

    def run(self, model: Any, optimizer: Any, memory: Memory | None = None) -> Iterator[int]:
        """Give the steps that are to do, from 0 on; behind each, save where it is time to.

        Leaves the loop early, with everything saved, once ``is_stopping`` was set. What is saved of
        the memory is the main process's, for all.
        """
        self._model, self._optimizer, self._memory = model, optimizer, memory
        state = load_checkpoint(self.folder)
        self.done = done = 0 if state is None else self._restore(state)
        if self.accelerator.is_main_process:
            self._journal = Journal(self.folder, done)
        self.accelerator.wait_for_everyone()
        try:
            with _interrupts(self):
                yield from self._steps(done)
        finally:
            if self._journal is not None:
                self._journal.close()

    def _steps(self, done: int) -> Iterator[int]:
        for step in range(done, done if self.is_enough else self.steps):
            yield step
            self.done = step + 1
            is_last = self.done == self.steps or self.is_enough
            if is_last or self.is_stopping or self.done % self._every == 0:
                self._save()
            if self.is_stopping or self.is_enough:
                break

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add what a part of the step takes to its timings, in seconds."""
        begun = time.perf_counter()
        yield
        key = f"{name}_s"
        self._timings[key] = self._timings.get(key, 0.0) + time.perf_counter() - begun

    def note(self, values: Mapping[str, float], tokens: int) -> dict[str, float]:
        """Write down what a step measured, the mean over all processes; gives that mean."""
        names = list(values)
        numbers = [*values.values(), float(self.is_told), float(tokens)]
        row = torch.tensor(numbers, dtype=torch.float64)
        total = self.accelerator.reduce(row.to(self.accelerator.device), "sum").tolist()
        mean = {
            name: value / self.accelerator.num_processes
            for name, value in zip(names, total, strict=False)
        }
        self.is_stopping = total[-2] > 0
        elapsed = sum(self._timings.values())
        timings = {**self._timings, "tokens_per_second": total[-1] / elapsed if elapsed else 0.0}
        self._timings = {}
        if self._journal is not None:
            self._journal.write(self.done + 1, mean, timings)
            for watcher in self._watchers:
                watcher.advance(self.folder.name, self.done + 1, {**mean, **timings})
        return mean

    def say(self, words: str) -> None:
        """Tell whoever watches; once, however many processes there are."""
        if self.accelerator.is_main_process:
            for watcher in self._watchers:
                watcher.say(words)

    def refuse(self, batch: Mapping[str, Any]) -> NoReturn:
        """Save the batch whose gradient is not finite, and stop the run with TrainingError."""
        path = self.folder / f"bad-batch-{self.accelerator.process_index}.pt"
        torch.save(dict(batch), path)
        raise TrainingError(
            f"step {self.done + 1}: the gradient is not finite; the batch is kept in {path}, and "
            "the last checkpoint is as it was: lower the learning rate or max_grad_norm in "
            f"{self.folder.parent / 'settings.toml'}, and go on with --resume"
        )

    def _save(self) -> None:
        states = random_states()
        if self._journal is None:
            return
        self._journal.sync()
        model = self.accelerator.unwrap_model(self._model)
        trained = _trained(model)
        save_checkpoint(
            self.folder,
            {
                "done": self.done,
                "is_enough": self.is_enough,
                "model": {n: value for n, value in model.state_dict().items() if n in trained},
                "optimizer": self._optimizer.state_dict(),
                "random": states,
                "memory": None if self._memory is None else self._memory.state_dict(),
            },
        )

    def _restore(self, state: Mapping[str, Any]) -> int:
        states: Sequence[Mapping[str, Any]] = state["random"]
        if len(states) != self.accelerator.num_processes:
            raise TrainingError(
                f"{self.folder}: was begun by {len(states)} processes, and cannot go on with "
                f"{self.accelerator.num_processes}; start as many"
            )
        model = self.accelerator.unwrap_model(self._model)
        found = model.load_state_dict(state["model"], strict=False)
        if found.unexpected_keys or not _trained(model).isdisjoint(found.missing_keys):
            raise TrainingError(f"{self.folder}: holds the weights of another model; delete it")
        self._optimizer.load_state_dict(state["optimizer"])
        restore_random_state(states[self.accelerator.process_index])
        if self._memory is not None:
            self._memory.load_state_dict(state["memory"])
        self.is_enough = bool(state["is_enough"])
        return int(state["done"])


def _trained(model: Any) -> set[str]:
    return {name for name, one in model.named_parameters() if one.requires_grad}


@contextmanager
def _interrupts(stage: Stage) -> Iterator[None]:
    """Let the first Ctrl-C end the step that runs; the second ends the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        stage.is_told = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
