"""What changes from update to update: the learning rate, and GRPO-D's weight of the KL."""

from __future__ import annotations

import math
from typing import Literal


def learning_rate_share(
    step: int,
    total: int,
    *,
    rise: int,
    floor: float,
    schedule: Literal["cosine", "linear", "constant"],
) -> float:
    """Share of the peak rate at a step, counted from 0: up over ``rise`` steps, then down.

    >>> [learning_rate_share(at, 4, rise=2, floor=0, schedule="linear") for at in range(4)]
    [0.5, 0.75, 0.5, 0.25]
    """
    up = min(1.0, (step + 1) / rise) if rise else 1.0
    gone = min(1.0, step / total)
    down = {"cosine": (1 + math.cos(math.pi * gone)) / 2, "linear": 1 - gone, "constant": 1.0}
    return up * (floor + (1 - floor) * down[schedule])


def kl_share(
    step: int,
    total: int,
    *,
    start: float,
    schedule: Literal["linear", "cosine", "step"],
    stairs: int = 4,
) -> float:
    """Share of the KL's weight at a step, counted from 0: from ``start`` up to 1 at the last.

    GRPO-D (OThink-MR1, arXiv 2503.16081) explores first and stays close later. Its own schedule is
    not known to us; these are three that rise.

    >>> [round(kl_share(at, 5, start=0.2, schedule="linear"), 2) for at in (0, 2, 4)]
    [0.2, 0.6, 1.0]
    """
    gone = min(1.0, step / max(1, total - 1))
    risen = {
        "linear": gone,
        "cosine": (1 - math.cos(math.pi * gone)) / 2,
        "step": min(stairs - 1, int(gone * stairs)) / (stairs - 1),
    }
    return start + (1 - start) * risen[schedule]
