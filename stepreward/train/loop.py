"""The loop, from top to bottom: prompts, groups of rollouts, rewards, advantages, loss, update.

``reinforce`` is the whole of it. What it calls stands below in the order it is called, or in
``sampler`` and ``likelihood`` (the model), ``rewards``, ``algorithms`` (the formulas), ``update``
(gradients), ``watch`` (measures) and ``stage`` (steps, files, stopping).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor

from stepreward.scorer import Scorer
from stepreward.train.adapt import adapt_of
from stepreward.train.algorithms import ALGORITHMS, loss_settings
from stepreward.train.algorithms.losses import LossInputs, LossSettings, k3
from stepreward.train.algorithms.schedules import learning_rate_share
from stepreward.train.data.examples import Example, Source
from stepreward.train.evaluation import Evaluator
from stepreward.train.keep.rollouts import keep_rollouts
from stepreward.train.model.folders import Loaded
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import Rollouts
from stepreward.train.model.sampling import sampling
from stepreward.train.rewards import Chunk, rewarded
from stepreward.train.sampler import sampler_of
from stepreward.train.settings import TrainSettings
from stepreward.train.stage import Stage
from stepreward.train.update import (
    apply_gradients,
    backward,
    is_due,
    my_share,
    parts_of,
    prepare,
)
from stepreward.train.watch import Idle, as_plain, measure, rollouts_path


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
    model, optimizer = prepare(policy.model, accelerator, rl.learning_rate, rl.weight_decay)
    how = sampling(
        policy.processor.tokenizer,
        max_tokens=settings.max_completion_tokens,
        temperature=rl.temperature,
        group=rl.group,
    )
    sampler = sampler_of(policy, settings, how, accelerator, stage.folder)
    idle, adapt = Idle(stage), adapt_of(settings)

    def attempt(examples: Sequence[Example]) -> Chunk:
        with stage.timed("sampling"):
            rollouts = sampler.roll_out(examples)
        with stage.timed("reward"):
            return rewarded(scorer, examples, rollouts, settings, policy.processor.tokenizer)

    for step in stage.run(model, optimizer, adapt):
        rate = rl.learning_rate * learning_rate_share(
            step, rl.updates, rise=rl.warm_up_updates, floor=0.0, schedule=rl.schedule
        )
        examples = my_share(source.take(step * rl.prompts, rl.prompts), accelerator)
        with stage.timed("sampling"):
            sampler.follow()
        chunks = []
        for part in parts_of(len(examples), rl.sample_batch):
            chunk = attempt(examples[part])
            chunks += [chunk] if adapt is None else adapt(chunk, attempt)

        numbers = loss_settings(settings, step)
        for _ in range(settings.updates_per_rollout):
            with stage.timed("update"):
                loss = add_up_gradients(model, reference, chunks, settings, accelerator, numbers)
                norm = apply_gradients(model, optimizer, accelerator, rate, settings.max_grad_norm)
                if not torch.isfinite(norm):
                    stage.refuse({"chunks": list(map(as_plain, chunks))})

        measured = {**measure(chunks), **({} if adapt is None else adapt.finish())}
        measured |= sampler.measured()
        measured |= {"kl_weight": numbers.beta, "loss": float(loss), "gradient_norm": float(norm)}
        if is_due(step, rl.evaluate_every):
            measured |= evaluator.look(policy)
        tokens = sum(int(chunk.rollouts.mask.sum()) for chunk in chunks)
        measured = stage.note({**measured, "learning_rate": rate}, tokens)
        idle.watch(step, measured)
        if accelerator.is_main_process and (step == 0 or is_due(step, rl.rollouts_every)):
            kept = [(chunk.examples, chunk.rollouts, chunk.reports) for chunk in chunks]
            keep_rollouts(rollouts_path(stage, step + 1), kept)


Reference = Callable[[Rollouts, slice], Tensor]


def reference_of(
    policy: Any, settings: TrainSettings, accelerator: Accelerator
) -> Reference | None:
    """Keep the model as it is now; with LoRA, the weights below the adapter are that already."""
    if not settings.rl.beta:
        return None
    has_adapter = hasattr(policy, "disable_adapter")
    policy.to(accelerator.device)  # or the copy would be made in the memory of the host
    frozen = policy if has_adapter else copy.deepcopy(policy).eval()
    if not has_adapter:
        frozen.requires_grad_(requires_grad=False)

    def log_probs(rollouts: Rollouts, rows: slice) -> Tensor:
        as_it_was = frozen.disable_adapter() if has_adapter else nullcontext()
        with torch.no_grad(), as_it_was, accelerator.autocast():
            return completion_log_probs(frozen, rollouts, rows, settings.rl.temperature)

    return log_probs


def add_up_gradients(  # noqa: PLR0913, PLR0917 - what an update takes
    model: Any,
    reference: Reference | None,
    chunks: Sequence[Chunk],
    settings: TrainSettings,
    accelerator: Accelerator,
    numbers: LossSettings,
) -> Tensor:
    """Run all rollouts through the model, part by part; gives the loss, a mean over rollouts."""
    rl, algorithm = settings.rl, ALGORITHMS[settings.algorithm]
    size = rl.micro_batch - (rl.micro_batch % rl.group if algorithm.has_groups else 0)
    count = sum(len(chunk.rollouts) for chunk in chunks)

    def loss_of(part: tuple[Chunk, slice]) -> Tensor:
        inputs = loss_inputs(model, reference, *part, temperature=rl.temperature)
        return algorithm.loss(inputs, numbers).sum() / count

    for chunk in chunks:
        chunk.kl = 0.0
    parts = [(chunk, rows) for chunk in chunks for rows in parts_of(len(chunk.rollouts), size)]
    return backward(accelerator, model, parts, loss_of)


def loss_inputs(
    model: Any, reference: Reference | None, chunk: Chunk, rows: slice, *, temperature: float
) -> LossInputs:
    """Ask policy and reference how likely some rollouts are; the chunk remembers the first answer.

    Its ``kl`` grows by what these rows add.
    """
    log_probs = completion_log_probs(model, chunk.rollouts, rows, temperature)
    old = chunk.old.setdefault(rows.start, log_probs.detach())
    if reference is not None and rows.start not in chunk.reference:
        chunk.reference[rows.start] = reference(chunk.rollouts, rows)
    held_to = chunk.reference.get(rows.start)
    mask = chunk.rollouts.mask[rows]
    if held_to is not None:
        chunk.kl += float((k3(log_probs.detach(), held_to) * mask).sum())
    return LossInputs(log_probs, old, held_to, chunk.advantages[rows].to(log_probs.device), mask)
