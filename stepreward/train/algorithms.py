"""The algorithms as pure functions: advantages, log-probabilities, KL and losses.

N is the number of rollouts (prompts x group), C the tokens of the longest completion. A mask is 1
on a completion's tokens up to its end-of-sequence token, that one included, and 0 behind it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from stepreward.group import advantages
from stepreward.report import Report
from stepreward.train.settings import AlgorithmName, RewardName

REWARDS: Mapping[RewardName, Callable[[Report], float]] = {
    "outcome": lambda report: report.accuracy or 0.0,
    "step_rar": lambda report: report.step_rar,
    "step_rvr": lambda report: (report.accuracy or 0.0) + report.step_rvr,
    "both": lambda report: report.reward,
}


@dataclass(frozen=True, slots=True)
class LossInputs:
    """What a loss sees of n rollouts.

    Log-probabilities of the policy, of the policy that sampled, and of the reference, if there is
    one: (n, C) each; advantages (n,); mask (n, C).
    """

    log_probs: Tensor
    old: Tensor
    reference: Tensor | None
    advantages: Tensor
    mask: Tensor


@dataclass(frozen=True, slots=True)
class LossSettings:
    """The numbers of a loss; ``length`` is the limit of a completion, in tokens."""

    beta: float
    clip: float
    average: Literal["sequence", "token"]
    length: int


@dataclass(frozen=True, slots=True)
class Algorithm:
    """What is paid, how a group is centered, and what is minimised: (n,) losses, one a rollout."""

    reward: RewardName
    scale: Literal["std"] | None
    loss: Callable[[LossInputs, LossSettings], Tensor]


def advantages_of(rewards: Sequence[float], group: int, scale: Literal["std"] | None) -> Tensor:
    """Center N rewards within their groups; gives (N,) float32."""
    rows = [rewards[at : at + group] for at in range(0, len(rewards), group)]
    centered = np.concatenate([advantages(row, scale=scale) for row in rows])
    return torch.tensor(centered, dtype=torch.float32)


def log_probs_of(logits: Tensor, ids: Tensor, temperature: float) -> Tensor:
    """Take the log-probability of each sampled id at the temperature it was sampled with.

    (N, C, V) and (N, C) give (N, C) float32.
    """
    scaled = (logits.float() / temperature).flatten(0, 1)  # one row a token: twice as fast
    loss = torch.nn.functional.cross_entropy(scaled, ids.flatten(), reduction="none")
    return -loss.view_as(ids)


def k3(log_probs: Tensor, reference: Tensor) -> Tensor:
    """Estimate KL(policy || reference) token by token, never below 0 (Schulman's k3; R1-VL Eq. 5).

    (N, C) and (N, C) give (N, C).
    """
    difference = reference - log_probs
    return torch.exp(difference) - difference - 1


def token_mean(values: Tensor, mask: Tensor) -> Tensor:
    """Average over the tokens of each completion: (N, C) gives (N,). One without any gives 0."""
    return (values * mask).sum(1) / mask.sum(1).clamp(min=1)


def stepgrpo_loss(given: LossInputs, settings: LossSettings) -> Tensor:
    """R1-VL's objective, Eq. 5: no clip, and a ratio that is 1 in value.

    ``average="sequence"`` takes the ratio of whole traces, as Eq. 5 is printed; their KL is the sum
    over tokens, since k3 of a product of hundreds of ratios overflows. ``"token"`` averages both
    over the tokens of a trace, as the published code does. The ratio is to the policy itself, held
    fixed; the one that sampled plays no part.
    """
    kl = settings.beta * _kl(given)  # (n, C)
    if settings.average == "sequence":
        of_trace = (given.log_probs * given.mask).sum(1)  # (n,)
        ratio = torch.exp(of_trace - of_trace.detach())
        return (kl * given.mask).sum(1) - ratio * given.advantages
    ratio = torch.exp(given.log_probs - given.log_probs.detach())  # (n, C)
    return token_mean(kl - ratio * given.advantages[:, None], given.mask)


def grpo_loss(given: LossInputs, settings: LossSettings) -> Tensor:
    """DeepSeekMath's objective (arXiv 2402.03300, Eq. 3): clipped, the mean over tokens."""
    return token_mean(_clipped(given, settings.clip) + settings.beta * _kl(given), given.mask)


def dr_grpo_loss(given: LossInputs, settings: LossSettings) -> Tensor:
    """Dr. GRPO's objective (arXiv 2503.20783): clipped, the sum over tokens by a constant.

    With a trace's own length below the line, long wrong traces would be punished less.
    """
    losses = _clipped(given, settings.clip) + settings.beta * _kl(given)
    return (losses * given.mask).sum(1) / settings.length


def _kl(given: LossInputs) -> Tensor:
    if given.reference is None:
        return torch.zeros_like(given.log_probs)
    return k3(given.log_probs, given.reference)


def _clipped(given: LossInputs, clip: float) -> Tensor:
    """PPO's surrogate, to be minimised, token by token: (n, C)."""
    advantages = given.advantages[:, None]  # (n, 1)
    ratio = torch.exp(given.log_probs - given.old)
    bounded = ratio.clamp(1 - clip, 1 + clip)
    return -torch.min(ratio * advantages, bounded * advantages)


ALGORITHMS: Mapping[AlgorithmName, Algorithm] = {
    "stepgrpo": Algorithm("both", "std", stepgrpo_loss),
    "grpo": Algorithm("outcome", "std", grpo_loss),
    "dr_grpo": Algorithm("outcome", None, dr_grpo_loss),
}


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
