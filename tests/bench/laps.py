"""Time updates of training, from the end of one to the end of the next, and the parts of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

UPDATE = "update"  # whatever is no other part


@dataclass(frozen=True, slots=True)
class Lap:
    """One update: its seconds of the wall and of the processor, what it made, and its parts.

    ``gpu_gb`` is the most memory of a GPU that was in use so far.
    """

    wall_s: float
    cpu_s: float
    completions: int
    tokens: int
    parts_s: Mapping[str, float]
    gpu_gb: float


@dataclass(slots=True)
class Laps:
    """Time from the end of one update to the end of the next; the first only starts the clock.

    ``spent`` holds the seconds that clocks have added up for the parts.
    """

    completions: int
    now: Callable[[], float]
    gpu_gb: Callable[[], float]
    spent: dict[str, float] = field(default_factory=dict)
    found: list[Lap] = field(default_factory=list)
    _last: tuple[float, float] | None = None

    def end(self, tokens: int) -> None:
        """Say that an update is over."""
        now = self.now(), time.process_time()
        if self._last is not None:
            wall_s, cpu_s = now[0] - self._last[0], now[1] - self._last[1]
            parts = {**self.spent, UPDATE: wall_s - sum(self.spent.values())}
            self.found.append(Lap(wall_s, cpu_s, self.completions, tokens, parts, self.gpu_gb()))
        self._last = now
        self.spent.clear()

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        """Watch a stage of ours."""
        del stage, step
        self.end(round(values["completion_tokens"] * self.completions))

    def say(self, text: str) -> None:
        """Leave out what a stage says beside its figures."""
