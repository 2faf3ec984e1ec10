"""Rollouts of a model, and what they earn: reports, rewards, advantages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accelerate import Accelerator
from torch import Tensor

from stepreward.report import Report
from stepreward.scorer import Scorer
from stepreward.train.algorithms import ALGORITHMS, REWARDS, advantages_of
from stepreward.train.data.examples import Example
from stepreward.train.model.folders import Loaded
from stepreward.train.model.rollouts import Rollouts, encode_prompts
from stepreward.train.model.sampling import Sampling, sample
from stepreward.train.settings import TrainSettings


@dataclass(slots=True)
class Chunk:
    """B prompts of an update, their N rollouts, and what these earned.

    What the policy and the reference thought of each part before its first update, is kept for the
    updates that follow.
    """

    examples: Sequence[Example]
    rollouts: Rollouts
    reports: Sequence[Report]
    rewards: Sequence[float]
    advantages: Tensor  # (N,)
    old: dict[int, Tensor] = field(default_factory=dict)  # by the part's first row
    reference: dict[int, Tensor] = field(default_factory=dict)
    kl: float = 0.0  # summed over tokens, of the last update


def roll_out(
    loaded: Loaded,
    examples: Sequence[Example],
    settings: TrainSettings,
    how: Sampling,
    accelerator: Accelerator,
) -> Rollouts:
    """Sample a group of completions for each prompt."""
    prompts = encode_prompts(
        loaded.processor,
        examples,
        instruction=settings.instruction,
        limit=settings.max_prompt_tokens,
    )
    model = accelerator.unwrap_model(loaded.model)
    with accelerator.autocast():
        return sample(model, loaded.processor.tokenizer, prompts, how)


def rewarded(
    scorer: Scorer, examples: Sequence[Example], rollouts: Rollouts, settings: TrainSettings
) -> Chunk:
    """Score every rollout, take the part of its report that is paid, and center the groups."""
    algorithm = ALGORITHMS[settings.algorithm]
    pay = REWARDS[settings.reward or algorithm.reward]
    reports = score(scorer, examples, rollouts)
    rewards = [pay(report) for report in reports]
    advantages = advantages_of(rewards, rollouts.group, algorithm.scale)
    return Chunk(examples, rollouts, reports, rewards, advantages)


def score(scorer: Scorer, examples: Sequence[Example], rollouts: Rollouts) -> list[Report]:
    """Score every rollout against the truth of its prompt; equal ones of a group once."""
    reports: list[Report] = []
    for at, example in enumerate(examples):
        group = range(at * rollouts.group, (at + 1) * rollouts.group)
        written = [(rollouts.texts[row], rollouts.truncated[row]) for row in group]
        known = {
            (text, is_cut): scorer.score(text, example.truth, truncated=is_cut)
            for text, is_cut in dict.fromkeys(written)
        }
        reports += [known[one] for one in written]
    return reports
