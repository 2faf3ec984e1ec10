"""How hard a prompt is, for the policy as it is: its group against the groups of late."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


class Replay:
    """The mean rewards of the last groups; a run that goes on has the same (DeepVideo-R1)."""

    def __init__(self, window: int) -> None:
        self._means: deque[float] = deque(maxlen=window)

    def add(self, means: Iterable[float]) -> None:
        """Remember groups; the oldest are forgotten once the window is full."""
        self._means.extend(means)

    def difficulty(self, mean: float) -> float:
        """Place a group's mean reward between those remembered: 1 hardest, -1 easiest."""
        return difficulty(mean, tuple(self._means))

    def state_dict(self) -> dict[str, Any]:
        """Give what a checkpoint keeps."""
        return {"means": list(self._means)}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take back what a checkpoint kept."""
        self._means.clear()
        self._means.extend(state["means"])


def difficulty(mean: float, before: Sequence[float]) -> float:
    """Tell how far a group's mean reward lies below the mean of those before, from -1 to 1.

    As a share of the way to the lowest of them, or above their mean, to the highest; 0 without any.

    >>> [difficulty(mean, (0.0, 0.5, 1.0)) for mean in (0.0, 0.25, 0.5, 1.0, 2.0)]
    [1.0, 0.5, 0.0, -1.0, -1.0]
    """
    if not before:
        return 0.0
    usual = sum(before) / len(before)
    end = min(before) if mean < usual else max(before)
    if usual in {mean, end}:
        return 0.0
    share = min(1.0, (mean - usual) / (end - usual))
    return share if mean < usual else -share
