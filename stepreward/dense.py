"""From the credits of a group's reports to advantages token by token."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stepreward.group import EPSILON
from stepreward.report import Report, Span, token_of

Normalise = Literal["sum", "apart"]

# The kinds of credit, and what the scorer's reasons for them begin with.
_KINDS = {"answer": "the answer", "key steps": "key step", "validity": "valid"}
ALL_KINDS = frozenset(_KINDS)


class Earned(NamedTuple):
    """One credit of a report, and the token that it is laid on."""

    kind: str
    why: str
    value: float
    at: int


def earned_by(
    report: Report, offsets: Sequence[Span], kinds: Collection[str] = ALL_KINDS
) -> list[Earned]:
    """Find the token that each credit of some kinds is laid on; ``offsets`` are those of T tokens.

    A credit stands on the last token that touches its span, as in ``Report.token_rewards``.
    """
    starts = [start for start, _ in offsets]
    return [
        Earned(kind, credit.why, credit.reward, token_of(credit.span, starts))
        for credit in report.credits
        for kind, begins in _KINDS.items()
        if kind in kinds and credit.why.startswith(begins)
    ]


def dense_advantages(
    group: Sequence[Sequence[Earned]],
    lengths: Sequence[int],
    width: int,
    normalise: Normalise = "apart",
) -> NDArray[np.float64]:
    """Give each token what its rollout still earns behind it, compared with the group: (G, C).

    After DeepSeekMath's process supervision (arXiv 2402.03300, section 4.1.3): rewards are
    normalised over the group, and a token's advantage is the sum of those at it and behind it. Ours
    differs where rules know more than a reward model does: every rollout could have earned every
    credit, so each credit is centered by its own mean; who did not earn it, owes the difference on
    the last token. The centered credits are divided by a spread: the sum of the standard deviations
    (n - 1) of all credits of a kind, or of all kinds (``normalise="sum"``). A group of one has
    advantages of 0.
    """
    placed = np.zeros((len(group), width + 1))  # (G, C + 1), the last column for the empty
    if len(group) < 2:
        return placed[:, :width]
    names = list(dict.fromkeys((one.kind, one.why) for row in group for one in row))
    values = {name: _values(group, name) for name in names}  # (G,) each
    spreads = _spreads(values, normalise)
    for name in names:
        shares = (values[name] - values[name].mean()) / (spreads[name[0]] + EPSILON)
        for row, share in enumerate(shares):
            found = [one.at for one in group[row] if (one.kind, one.why) == name]
            placed[row, max(found, default=lengths[row] - 1)] += share
    behind = np.flip(np.flip(placed[:, :width], 1).cumsum(1), 1)
    return np.ascontiguousarray(behind)


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
