"""The loop, from top to bottom: prompts, groups of rollouts, rewards, advantages, loss, update.

``reinforce`` is the whole of it; what it calls stands below in the order it is called, or in
``rollouts`` (the model), ``algorithms`` (the formulas) and ``stage`` (steps, files, stopping).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor

from stepreward.report import Report
from stepreward.scorer import Scorer
from stepreward.train.algorithms import (
    ALGORITHMS,
    REWARDS,
    LossSettings,
    Seen,
    advantages_of,
    k3,
    learning_rate_share,
)
from stepreward.train.data import Example, Source
from stepreward.train.evaluation import Evaluator
from stepreward.train.kept import keep_rollouts
from stepreward.train.likelihood import completion_log_probs
from stepreward.train.models import Loaded
from stepreward.train.rollouts import Rollouts, encode_prompts
from stepreward.train.sampling import sample, sampling
from stepreward.train.settings import RL, TrainSettings
from stepreward.train.stage import Stage
from stepreward.train.update import backward, is_due, my_share, parts_of, set_rate

DEAD = 1e-6  # spread of a group's rewards below which they count as equal
PATIENCE = 5  # updates without any signal before that is said


def reinforce(
    policy: Loaded,
    source: Source,
    settings: TrainSettings,
    stage: Stage,
    evaluator: Evaluator,
) -> None:
    """Train a policy with rewards; changes the model in place.

    What the policy is when this begins, is also the reference that it is held to.
    """
    rl, accelerator = settings.rl, stage.accelerator
    reference = reference_of(policy.model, settings, accelerator)
    scorer = Scorer(settings.scorer)
    model, optimizer = prepared(policy.model, rl, accelerator)
    idle = Idle(stage)

    for step in stage.run(model, optimizer):
        share = learning_rate_share(
            step, rl.updates, rise=rl.warm_up_updates, floor=0.0, schedule=rl.schedule
        )
        rate = set_rate(optimizer, rl.learning_rate * share)

        examples = my_share(source.take(step * rl.prompts, rl.prompts), accelerator)
        batches = []  # of at most sample_batch prompts each
        for part in parts_of(len(examples), rl.sample_batch):
            with stage.timed("sampling"):
                rollouts = roll_out(model, policy.processor, examples[part], settings, accelerator)
            with stage.timed("reward"):
                batches.append(rewarded(scorer, examples[part], rollouts, settings))

        for _ in range(rl.updates_per_rollout):
            with stage.timed("update"):
                loss = descend(model, reference, batches, settings, accelerator)
                norm = accelerator.clip_grad_norm_(model.parameters(), settings.max_grad_norm)
                if not torch.isfinite(norm):
                    stage.refuse("the loss is not finite", {"batches": list(map(plain, batches))})
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)

        measured = {**measure(batches), "loss": float(loss), "gradient_norm": float(norm)}
        measured["learning_rate"] = rate
        if is_due(step, rl.evaluate_every):
            measured |= evaluator.look(policy)
        measured = stage.note(measured, sum(int(batch.rollouts.mask.sum()) for batch in batches))
        idle.watch(step, measured)
        if accelerator.is_main_process and (step == 0 or is_due(step, rl.rollouts_every)):
            kept = [(batch.examples, batch.rollouts, batch.reports) for batch in batches]
            keep_rollouts(rollouts_path(stage, step + 1), kept)


def rollouts_path(stage: Stage, update: int) -> Path:
    """Name the file for the rollouts of an update, counted from 1."""
    return stage.folder / "rollouts" / f"update-{update:06d}.jsonl"


@dataclass(slots=True)
class Batch:
    """B prompts, their N rollouts, and what these earned.

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


def prepared(policy: Any, rl: RL, accelerator: Accelerator) -> tuple[Any, Any]:
    """Make the optimizer of the weights that are trained, and put both where they belong."""
    weights = [one for one in policy.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        weights, lr=rl.learning_rate, weight_decay=rl.weight_decay, betas=(0.9, 0.98)
    )
    model, optimizer = accelerator.prepare(policy, optimizer)
    model.train()
    return model, optimizer


Reference = Callable[[Rollouts, slice], Tensor]


def reference_of(
    policy: Any, settings: TrainSettings, accelerator: Accelerator
) -> Reference | None:
    """Keep the model as it is now; with LoRA, the weights below the adapter are that already."""
    if not settings.rl.beta:
        return None
    has_adapter = hasattr(policy, "disable_adapter")
    frozen = policy if has_adapter else copy.deepcopy(policy).eval().to(accelerator.device)
    if not has_adapter:
        frozen.requires_grad_(requires_grad=False)

    def log_probs(rollouts: Rollouts, rows: slice) -> Tensor:
        as_it_was = frozen.disable_adapter() if has_adapter else nullcontext()
        with torch.no_grad(), as_it_was, accelerator.autocast():
            return completion_log_probs(frozen, rollouts, rows, settings.rl.temperature)

    return log_probs


def roll_out(
    model: Any,
    processor: Any,
    examples: Sequence[Example],
    settings: TrainSettings,
    accelerator: Accelerator,
) -> Rollouts:
    """Sample a group of completions for each prompt."""
    prompts = encode_prompts(
        processor, examples, instruction=settings.instruction, limit=settings.max_prompt_tokens
    )
    how = sampling(
        processor.tokenizer,
        max_tokens=settings.max_completion_tokens,
        temperature=settings.rl.temperature,
        group=settings.rl.group,
    )
    with accelerator.autocast():
        return sample(accelerator.unwrap_model(model), processor.tokenizer, prompts, how)


def rewarded(
    scorer: Scorer, examples: Sequence[Example], rollouts: Rollouts, settings: TrainSettings
) -> Batch:
    """Score every rollout, take the part of its report that is paid, and center the groups."""
    algorithm = ALGORITHMS[settings.algorithm]
    pay = REWARDS[settings.reward or algorithm.reward]
    reports = score(scorer, examples, rollouts)
    rewards = [pay(report) for report in reports]
    advantages = advantages_of(rewards, rollouts.group, algorithm.scale)
    return Batch(examples, rollouts, reports, rewards, advantages)


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


def descend(
    model: Any,
    reference: Reference | None,
    batches: Sequence[Batch],
    settings: TrainSettings,
    accelerator: Accelerator,
) -> Tensor:
    """Add up the gradients of one update, part by part; gives the loss, a mean over rollouts."""
    rl, loss = settings.rl, ALGORITHMS[settings.algorithm].loss
    numbers = LossSettings(rl.beta, rl.clip, rl.average, settings.max_completion_tokens)
    count = sum(len(batch.rollouts) for batch in batches)

    def loss_of(part: tuple[Batch, slice]) -> Tensor:
        seen = look_at(model, reference, *part, temperature=rl.temperature)
        return loss(seen, numbers).sum() / count

    for batch in batches:
        batch.kl = 0.0
    parts = [
        (batch, rows) for batch in batches for rows in parts_of(len(batch.rollouts), rl.micro_batch)
    ]
    return backward(accelerator, model, parts, loss_of)


def look_at(
    model: Any, reference: Reference | None, batch: Batch, rows: slice, *, temperature: float
) -> Seen:
    """Ask policy and reference how likely some rollouts are."""
    log_probs = completion_log_probs(model, batch.rollouts, rows, temperature)
    old = batch.old.setdefault(rows.start, log_probs.detach())
    if reference is not None and rows.start not in batch.reference:
        batch.reference[rows.start] = reference(batch.rollouts, rows)
    held_to = batch.reference.get(rows.start)
    mask = batch.rollouts.mask[rows]
    if held_to is not None:
        batch.kl += float((k3(log_probs.detach(), held_to) * mask).sum())
    return Seen(log_probs, old, held_to, batch.advantages[rows].to(log_probs.device), mask)


def measure(batches: Sequence[Batch]) -> dict[str, float]:
    """Average what the rollouts earned; a group in which all earn the same teaches nothing."""
    reports = [report.metrics() for batch in batches for report in batch.reports]
    rewards = torch.tensor([batch.rewards for batch in batches]).flatten()  # (N,)
    groups = rewards.view(-1, batches[0].rollouts.group)  # (B, G)
    tokens = [length for batch in batches for length in batch.rollouts.mask.sum(1).tolist()]
    cut = [one for batch in batches for one in batch.rollouts.truncated]
    shown = ("accuracy", "coverage", "validity", "step_rar", "step_rvr")
    return {
        "reward": float(rewards.mean()),
        **{name: fmean(report[name] for report in reports) for name in shown},
        "reward_spread": float(groups.std(1).mean()),
        "dead_groups": float((groups.std(1) < DEAD).float().mean()),
        "kl": sum(batch.kl for batch in batches) / max(1, sum(tokens)),
        "completion_tokens": fmean(tokens),
        "truncated": fmean(cut),
    }


def plain(batch: Batch) -> dict[str, Any]:
    """Take a batch apart for a file, without the images."""
    return {
        "examples": [example.id for example in batch.examples],
        "completions": list(batch.rollouts.texts),
        "ids": batch.rollouts.ids,
        "mask": batch.rollouts.mask,
        "rewards": list(batch.rewards),
        "advantages": batch.advantages,
        "log_probs": batch.old,
        "reference": batch.reference,
    }


class Idle:
    """Say once that nothing is learned: no group has had different rewards for a while."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._updates = stage, 0

    def watch(self, step: int, measured: Mapping[str, float]) -> None:
        """Look at what one update measured."""
        self._updates = self._updates + 1 if measured["dead_groups"] == 1 else 0
        if self._updates == PATIENCE:
            self._stage.say(
                f"update {step + 1}: for {PATIENCE} updates all rollouts of each group earned the "
                "same, so that nothing was learned; see what they are with: stepreward explain "
                f"{rollouts_path(self._stage, 1)}"
            )
