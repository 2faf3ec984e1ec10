"""Rollouts of a model, and what they earn: reports, rewards, advantages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

import torch
from accelerate import Accelerator
from torch import Tensor

from stepreward.offsets import Tokenizer, token_offsets
from stepreward.report import Report
from stepreward.scorer import Scorer
from stepreward.train.algorithms import ALGORITHMS
from stepreward.train.algorithms.advantages import (
    advantages_apart,
    advantages_of,
    advantages_on_tokens,
    groups_of,
    paid_on_tokens,
)
from stepreward.train.algorithms.paid import Paid
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
    advantages: Tensor  # (N,), or (N, C) token by token
    old: dict[int, Tensor] = field(default_factory=dict)  # by the part's first row
    reference: dict[int, Tensor] = field(default_factory=dict)
    kl: float = 0.0  # summed over tokens, of the last update

    def of_prompts(self, which: Sequence[int]) -> Chunk:
        """Take some prompts and what belongs to them; of a chunk that had no update yet."""
        rows = self.rollouts.rows_of(which)
        return Chunk(
            [self.examples[at] for at in which],
            self.rollouts.of_prompts(which),
            [self.reports[row] for row in rows],
            [self.rewards[row] for row in rows],
            self.advantages[rows],
        )

    def group_means(self) -> list[float]:
        """Average the rewards of each group."""
        return list(map(fmean, groups_of(self.rewards, self.rollouts.group)))


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
    scorer: Scorer,
    examples: Sequence[Example],
    rollouts: Rollouts,
    settings: TrainSettings,
    tokenizer: Tokenizer,
) -> Chunk:
    """Score every rollout, take the part of its report that is paid, and compare the groups."""
    algorithm = ALGORITHMS[settings.algorithm]
    reward = settings.reward or algorithm.reward
    reports = score(scorer, examples, rollouts)
    paid = [
        one
        for group in groups_of(reports, rollouts.group)
        for one in algorithm.pay(group, reward, settings)
    ]
    advantages = compare(reports, paid, rollouts, settings, tokenizer)
    return Chunk(examples, rollouts, reports, list(map(sum, paid)), advantages)


def compare(
    reports: Sequence[Report],
    paid: Sequence[Paid],
    rollouts: Rollouts,
    settings: TrainSettings,
    tokenizer: Tokenizer,
) -> Tensor:
    """Give the advantages that the algorithm takes: (N,), or (N, C)."""
    algorithm, group = ALGORITHMS[settings.algorithm], rollouts.group
    normalise = settings.rl.normalise or algorithm.normalise
    if not algorithm.is_dense:
        if normalise == "apart":
            return advantages_apart(paid, group, algorithm.scale)
        return advantages_of(list(map(sum, paid)), group, algorithm.scale)
    reward, lengths = settings.reward or algorithm.reward, rollouts.mask.sum(1).tolist()
    earned = [
        paid_on_tokens(report, reward, token_offsets(tokenizer, ids[:length]))
        for report, ids, length in zip(reports, rollouts.ids.tolist(), lengths, strict=True)
    ]
    width = rollouts.ids.shape[1]
    rows = zip(groups_of(earned, group), groups_of(lengths, group), strict=True)
    return torch.cat([advantages_on_tokens(*row, width, normalise) for row in rows])


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
