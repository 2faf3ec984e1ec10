"""From what a group earned to its advantages: one a rollout, or one a token.

N rollouts in groups of G; K parts of a reward; C tokens of the longest completion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

import numpy as np
import torch
from torch import Tensor

from stepreward.dense import Earned, Normalise, dense_advantages, earned_by
from stepreward.group import advantages
from stepreward.report import Report, Span
from stepreward.train.algorithms.paid import KINDS
from stepreward.train.settings import RewardName

T = TypeVar("T")
Scale = Literal["std"] | None


def groups_of(rows: Sequence[T], group: int) -> list[Sequence[T]]:
    """Part N rows into their groups.

    >>> groups_of("abcdef", 3)
    ['abc', 'def']
    """
    return [rows[at : at + group] for at in range(0, len(rows), group)]


def advantages_of(rewards: Sequence[float], group: int, scale: Scale) -> Tensor:
    """Center N rewards within their groups; gives (N,) float32."""
    rows = groups_of(rewards, group)
    centered = np.concatenate([advantages(row, scale=scale) for row in rows])
    return torch.tensor(centered, dtype=torch.float32)


def advantages_apart(parts: Sequence[Sequence[float]], group: int, scale: Scale) -> Tensor:
    """Center and scale each part of the reward by itself, then add (GDPO, arXiv 2601.05242).

    So that a part that varies little does not drown in one that varies much. Takes (N, K), gives
    (N,) float32. GDPO's second division, by the spread over the batch, is left out: the length of
    the gradient is settled by its cut and by AdamW.
    """
    columns = zip(*parts, strict=True)
    return torch.stack([advantages_of(column, group, scale) for column in columns]).sum(0)


# Advantages token by token.


def paid_on_tokens(report: Report, reward: RewardName, offsets: Sequence[Span]) -> list[Earned]:
    """Find the token that each credit of a reward is laid on; ``offsets`` are those of T tokens."""
    return earned_by(report, offsets, KINDS[reward])


def advantages_on_tokens(
    group: Sequence[Sequence[Earned]], lengths: Sequence[int], width: int, normalise: Normalise
) -> Tensor:
    """Give each token its advantage, (G, C) float32: ``stepreward.dense``."""
    return torch.tensor(dense_advantages(group, lengths, width, normalise), dtype=torch.float32)
