"""ROLL: what ``Worker.compute_rewards`` returns, as plain lists to wrap in tensors.

Written after ROLL's source; not run inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stepreward.adapters.reward import Part, Scalar
from stepreward.adapters.truths import beside_gold
from stepreward.offsets import Tokenizer, token_offsets


class Rewards(NamedTuple):
    """Rewards of N responses, of T tokens at most."""

    token_level: list[list[float]]  # (N, T), zeros behind the end
    response_level: list[float]  # (N,)
    scores: list[float]  # (N,), 1 for a right answer


def compute_rewards(
    tokenizer: Tokenizer,
    responses: Sequence[Sequence[int]],
    rows: Sequence[Mapping[str, Any]],
    part: Part = "reward",
) -> Rewards:
    """Pay N responses, token ids without padding; token rewards lie on what earned them.

    ``rows`` hold ``ground_truth`` (or ``answer``), ``key_steps``, ``question``. The token rewards
    are those of the whole reward, whatever ``part`` the response is paid.
    """
    reward = Scalar(part)
    longest = max(map(len, responses), default=0)
    token_level, response_level, scores = [], [], []
    for at, (ids, row) in enumerate(zip(responses, rows, strict=True)):
        text = tokenizer.decode(list(ids), skip_special_tokens=False)
        outcome = reward.outcome(text, beside_gold(row.get("ground_truth"), row), at=at)
        laid = [0.0] * len(ids)
        if outcome.report is not None:
            laid = outcome.report.token_rewards(token_offsets(tokenizer, ids)).tolist()
        token_level.append(laid + [0.0] * (longest - len(laid)))
        response_level.append(outcome.paid)
        scores.append(outcome.metrics()["accuracy"])
    return Rewards(token_level, response_level, scores)
