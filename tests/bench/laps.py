"""Time updates of training, from the end of one to the end of the next."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lap:
    """One update: its seconds of the wall and of the processor, what it made, and its reward."""

    wall_s: float
    cpu_s: float
    completions: int
    tokens: int
    reward_s: float


@dataclass(slots=True)
class Laps:
    """Time from the end of one update to the end of the next; the first only starts the clock."""

    completions: int
    found: list[Lap] = field(default_factory=list)
    _last: tuple[float, float] | None = None

    def end(self, tokens: int, reward_s: float) -> None:
        """Say that an update is over."""
        now = time.perf_counter(), time.process_time()
        if self._last is not None:
            wall_s, cpu_s = now[0] - self._last[0], now[1] - self._last[1]
            self.found.append(Lap(wall_s, cpu_s, self.completions, tokens, reward_s))
        self._last = now

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        """Watch a stage of ours."""
        del stage, step
        tokens = round(values["completion_tokens"] * self.completions)
        self.end(tokens, values["reward_s"])

    def say(self, text: str) -> None:
        """Leave out what a stage says beside its figures."""
