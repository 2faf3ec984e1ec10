"""ROLL: what ``Worker.compute_rewards`` returns, as plain lists to wrap in tensors.

Written after ROLL's source; not run inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stepreward.adapters.reward import KINDS_OF, Part, Scalar
from stepreward.adapters.truths import beside_gold
from stepreward.dense import earned_by
from stepreward.offsets import Tokenizer, token_offsets
from stepreward.report import Report, Span


class Rewards(NamedTuple):
    """Rewards of N responses, of T tokens at most."""

    token_level: list[list[float]]  # (N, T), zeros behind the end
    response_level: list[float]  # (N,)
    scores: list[float]  # (N,), 1 for a right answer


def compute_rewards(
    tokenizer: Tokenizer, responses: Sequence[Sequence[int]], rows: Sequence[Mapping[str, Any]]
) -> Rewards:
    """Pay N responses, token ids without padding; token rewards lie on what earned them.

    ``rows`` hold ``ground_truth`` (or ``answer``), ``key_steps``, ``question``.
    """
    return _paid("reward", tokenizer, responses, rows)


def compute_step_rar(
    tokenizer: Tokenizer, responses: Sequence[Sequence[int]], rows: Sequence[Mapping[str, Any]]
) -> Rewards:
    """Pay N responses StepRAR alone."""
    return _paid("step_rar", tokenizer, responses, rows)


def compute_step_rvr(
    tokenizer: Tokenizer, responses: Sequence[Sequence[int]], rows: Sequence[Mapping[str, Any]]
) -> Rewards:
    """Pay N responses StepRVR alone."""
    return _paid("step_rvr", tokenizer, responses, rows)


def _paid(
    part: Part,
    tokenizer: Tokenizer,
    responses: Sequence[Sequence[int]],
    rows: Sequence[Mapping[str, Any]],
) -> Rewards:
    reward = Scalar(part)
    longest = max(map(len, responses), default=0)
    token_level, response_level, scores = [], [], []
    for at, (ids, row) in enumerate(zip(responses, rows, strict=True)):
        text = tokenizer.decode(list(ids), skip_special_tokens=False)
        outcome = reward.outcome(text, beside_gold(row.get("ground_truth"), row), at=at)
        laid = [0.0] * len(ids)
        if outcome.report is not None:
            laid = _laid(outcome.report, part, token_offsets(tokenizer, ids))
        token_level.append(laid + [0.0] * (longest - len(laid)))
        response_level.append(outcome.paid)
        scores.append(outcome.metrics()["accuracy"])
    return Rewards(token_level, response_level, scores)


def _laid(report: Report, part: Part, offsets: Sequence[Span]) -> list[float]:
    """Lay what one part of the reward earned on T tokens."""
    laid = [0.0] * len(offsets)
    for one in earned_by(report, offsets, KINDS_OF[part]) if offsets else ():
        laid[one.at] += one.value
    return laid
