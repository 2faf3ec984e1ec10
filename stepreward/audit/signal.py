"""How many groups teach nothing, since all their rewards are equal: advantages are then 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stepreward.audit.gathered import Columns
from stepreward.audit.measures import Bools, Floats

EQUAL = 1e-9  # rewards closer than this are the same sum, rounded differently


@dataclass(frozen=True, slots=True)
class Signal:
    """How many of the ``groups`` of two traces or more have rewards that are all equal.

    By the answer alone, with key steps (StepRAR), and by the whole reward.
    """

    groups: int
    accuracy: int
    step_rar: int
    reward: int


def signal_of(columns: Columns) -> Signal:
    """Count the groups without signal, by each part of the reward."""
    sizes = np.bincount(columns.group)
    is_group = sizes > 1  # (G,)

    def dead(rewards: Floats) -> int:
        return int((spreads(columns, rewards)[is_group] <= EQUAL).sum())

    return Signal(
        int(is_group.sum()),
        accuracy=dead(np.nan_to_num(columns.accuracy)),
        step_rar=dead(columns.step_rar),
        reward=dead(columns.reward),
    )


def is_in_dead_group(columns: Columns) -> Bools:
    """Tell which traces lie in a group of two or more whose rewards are all equal; (N,)."""
    sizes = np.bincount(columns.group)
    is_dead = (sizes > 1) & (spreads(columns, columns.reward) <= EQUAL)  # (G,)
    return np.asarray(is_dead[columns.group])


def spreads(columns: Columns, rewards: Floats) -> Floats:
    """Compute the largest less the smallest reward of each group; (N,) to (G,)."""
    count = int(columns.group.max(initial=-1)) + 1
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, columns.group, rewards)
    np.maximum.at(high, columns.group, rewards)
    spread: Floats = high - low
    return spread
