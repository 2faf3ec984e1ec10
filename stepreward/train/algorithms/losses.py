"""What is minimised, as pure functions: log-probabilities, KL and losses.

N is the number of rollouts (prompts x group), C the tokens of the longest completion. A mask is 1
on a completion's tokens up to its end-of-sequence token, that one included, and 0 behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class LossInputs:
    """What a loss sees of n rollouts.

    Log-probabilities of the policy, of the policy that sampled, and of the reference, if there is
    one: (n, C) each; advantages, (n,) or, token by token, (n, C); mask (n, C).
    """

    log_probs: Tensor
    old: Tensor
    reference: Tensor | None
    advantages: Tensor
    mask: Tensor


@dataclass(frozen=True, slots=True)
class LossSettings:
    """The numbers of a loss; ``length`` is the limit of a completion, in tokens.

    ``group`` is the number of rollouts a prompt, ``epsilon`` the least spread of log-ratios that is
    divided by; reg_grpo alone looks at both.
    """

    beta: float
    clip: float
    average: Literal["sequence", "token"]
    length: int
    group: int
    epsilon: float


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
    return token_mean(kl - ratio * _by_token(given), given.mask)


def grpo_loss(given: LossInputs, settings: LossSettings) -> Tensor:
    """DeepSeekMath's objective (arXiv 2402.03300, Eq. 3): clipped, the mean over tokens."""
    return token_mean(_clipped(given, settings.clip) + settings.beta * _kl(given), given.mask)


def dr_grpo_loss(given: LossInputs, settings: LossSettings) -> Tensor:
    """Dr. GRPO's objective (arXiv 2503.20783): clipped, the sum over tokens by a constant.

    With a trace's own length below the line, long wrong traces would be punished less.
    """
    losses = _clipped(given, settings.clip) + settings.beta * _kl(given)
    return (losses * given.mask).sum(1) / settings.length


def reg_grpo_loss(given: LossInputs, settings: LossSettings) -> Tensor:
    """Reg-GRPO's objective (DeepVideo-R1, arXiv 2506.07464): a regression, without a clip.

    The log-ratios of whole traces to the policy that sampled are normalised over their group, and
    are to equal the advantages. So the n rollouts have to be whole groups. Where the ratios of a
    group are (nearly) all one, as before its first update, ``epsilon`` stands for their spread.
    """
    of_trace = ((given.log_probs - given.old) * given.mask).sum(1)  # (n,)
    ratios = of_trace.view(-1, settings.group)  # (n / G, G)
    spread = ratios.std(1, keepdim=True).clamp(min=settings.epsilon)
    predicted = ((ratios - ratios.mean(1, keepdim=True)) / spread).flatten()  # (n,)
    kl = token_mean(settings.beta * _kl(given), given.mask)
    return (given.advantages - predicted) ** 2 + kl


def _by_token(given: LossInputs) -> Tensor:
    """Give advantages a column a token, or one for all."""
    return given.advantages if given.advantages.dim() == 2 else given.advantages[:, None]


def _kl(given: LossInputs) -> Tensor:
    if given.reference is None:
        return torch.zeros_like(given.log_probs)
    return k3(given.log_probs, given.reference)


def _clipped(given: LossInputs, clip: float) -> Tensor:
    """PPO's surrogate, to be minimised, token by token: (n, C)."""
    advantages = _by_token(given)
    ratio = torch.exp(given.log_probs - given.old)
    bounded = ratio.clamp(1 - clip, 1 + clip)
    return -torch.min(ratio * advantages, bounded * advantages)
