"""From what a group earned to its advantages: one a rollout, or one a token.

N rollouts in groups of G; K parts of a reward; C tokens of the longest completion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from stepreward.group import EPSILON, advantages
from stepreward.report import Report, Span, token_of
from stepreward.train.settings import RewardName

T = TypeVar("T")
Scale = Literal["std"] | None
Normalise = Literal["sum", "apart"]


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


class Earned(NamedTuple):
    """One credit of a report, and the token that it is laid on."""

    kind: str
    why: str
    value: float
    at: int


# What the reasons of credits begin with, as the scorer writes them.
_KINDS = {"the answer": "answer", "key step": "key steps", "valid": "validity"}
_PAID: Mapping[RewardName, frozenset[str]] = {
    "outcome": frozenset({"answer"}),
    "step_rar": frozenset({"answer", "key steps"}),
    "step_rvr": frozenset({"answer", "validity"}),
    "both": frozenset({"answer", "key steps", "validity"}),
}


def earned_by(report: Report, reward: RewardName, offsets: Sequence[Span]) -> list[Earned]:
    """Find the token that each paid credit is laid on; ``offsets`` are those of T tokens.

    A credit stands on the last token that touches its span, as in ``Report.token_rewards``.
    """
    starts = [start for start, _ in offsets]
    return [
        Earned(kind, credit.why, credit.reward, token_of(credit.span, starts))
        for credit in report.credits
        for begins, kind in _KINDS.items()
        if credit.why.startswith(begins) and kind in _PAID[reward]
    ]


def dense_advantages(
    group: Sequence[Sequence[Earned]], lengths: Sequence[int], width: int, normalise: Normalise
) -> Tensor:
    """Give each token what its rollout still earns behind it, compared with the group: (G, C).

    After DeepSeekMath's process supervision (arXiv 2402.03300, section 4.1.3): rewards are
    normalised over the group, and a token's advantage is the sum of those at it and behind it. Ours
    differs where rules know more than a reward model does: every rollout could have earned every
    credit, so each credit is centered by its own mean; who did not earn it, owes the difference on
    the last token. The centered credits are divided by a spread: the sum of the standard deviations
    (n - 1) of all credits of a kind, or of all kinds (``normalise="sum"``).
    """
    placed = np.zeros((len(group), width + 1))  # (G, C + 1), the last column for the empty
    names = list(dict.fromkeys((one.kind, one.why) for row in group for one in row))
    values = {name: _values(group, name) for name in names}  # (G,) each
    spreads = _spreads(values, normalise)
    for name in names:
        shares = (values[name] - values[name].mean()) / (spreads[name[0]] + EPSILON)
        for row, share in enumerate(shares):
            found = [one.at for one in group[row] if (one.kind, one.why) == name]
            placed[row, max(found, default=lengths[row] - 1)] += share
    behind = np.flip(np.cumsum(np.flip(placed[:, :width], 1), 1), 1).copy()
    return torch.tensor(behind, dtype=torch.float32)


def _values(group: Sequence[Sequence[Earned]], name: tuple[str, str]) -> NDArray[np.float64]:
    return np.array([sum(one.value for one in row if (one.kind, one.why) == name) for row in group])


def _spreads(
    values: Mapping[tuple[str, str], NDArray[np.float64]], normalise: Normalise
) -> dict[str, float]:
    of_kind: dict[str, float] = {}
    for (kind, _), row in values.items():
        of_kind[kind] = of_kind.get(kind, 0.0) + float(row.std(ddof=1))
    if normalise == "apart":
        return of_kind
    return dict.fromkeys(of_kind, sum(of_kind.values()))
