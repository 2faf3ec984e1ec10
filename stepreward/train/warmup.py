"""Warm-up: the model learns to write traces by imitating those of the data (R1-VL, Eq. 1)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor

from stepreward.errors import SettingError
from stepreward.train.algorithms.schedules import learning_rate_share
from stepreward.train.data.examples import Example, Source
from stepreward.train.evaluation import Evaluator
from stepreward.train.model.folders import Loaded
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import Rollouts, encode_prompts, mask_of
from stepreward.train.settings import TrainSettings
from stepreward.train.stage import Stage
from stepreward.train.update import apply_gradients, backward, is_due, my_share, parts_of, prepare


def warm_up(
    policy: Loaded,
    source: Source,
    settings: TrainSettings,
    stage: Stage,
    evaluator: Evaluator,
) -> None:
    """Minimise -log p of the traces, the mean over their tokens; changes the model in place."""
    how, accelerator = settings.warm_up, stage.accelerator
    total = how.steps or stage.steps
    model, optimizer = prepare(policy.model, accelerator, how.learning_rate, how.weight_decay)
    for step in stage.run(model, optimizer):
        rate = how.learning_rate * learning_rate_share(
            step, total, rise=round(how.warm_up_share * total), floor=how.floor, schedule="cosine"
        )
        with stage.timed("data"):
            examples = my_share(source.take(step * how.batch, how.batch), accelerator)
            traces = encode_traces(policy.processor, examples, settings).to(accelerator.device)
        with stage.timed("update"):
            loss = add_up_gradients(model, traces, how.micro_batch, accelerator)
            norm = apply_gradients(model, optimizer, accelerator, rate, settings.max_grad_norm)
            if not torch.isfinite(norm):
                stage.refuse({"examples": [example.id for example in examples], "loss": loss})
        measured = {"loss": float(loss), "gradient_norm": float(norm), "learning_rate": rate}
        if is_due(step, how.evaluate_every):
            measured |= evaluator.look(policy)
            stage.is_enough = measured[f"choose_{how.stop_by}"] >= (how.stop_at or inf)
        stage.note(measured, int(traces.mask.sum()))


def add_up_gradients(
    model: Any, traces: Rollouts, micro_batch: int, accelerator: Accelerator
) -> Tensor:
    """Run the traces through the model, part by part; gives the loss, a mean over all tokens.

    Over those of all processes, whose gradients are averaged: a process with longer traces counts
    more.
    """
    tokens: Tensor = accelerator.reduce(traces.mask.sum(), "sum") / accelerator.num_processes

    def loss_of(rows: slice) -> Tensor:
        log_probs = completion_log_probs(model, traces, rows, 1.0)
        summed: Tensor = (log_probs * traces.mask[rows]).sum()
        return -summed / tokens

    return backward(accelerator, model, parts_of(len(traces), micro_batch), loss_of)


def encode_traces(processor: Any, examples: Sequence[Example], settings: TrainSettings) -> Rollouts:
    """Encode the traces as if the model had sampled them, ends included.

    Raises SettingError for an example without a trace, or with one that is too long.
    """
    prompts = encode_prompts(
        processor,
        examples,
        instruction=settings.instruction,
        limit=settings.max_prompt_tokens,
    )
    tokenizer, limit = processor.tokenizer, settings.max_completion_tokens
    rows = []
    for example in examples:
        if example.trace is None:
            raise SettingError(
                f"data: {example.id!r} has no trace to imitate; add one, or leave the warm-up out: "
                "--stage rl --stage evaluation"
            )
        ids = tokenizer(example.trace)["input_ids"]
        if len(ids) >= limit:
            raise SettingError(
                f"max_completion_tokens: the trace of {example.id!r} has {len(ids)} tokens, and "
                f"{limit} are allowed, its end included; raise it, or take the example out"
            )
        if tokenizer.eos_token_id in ids:
            raise SettingError(
                f"data: the trace of {example.id!r} writes {tokenizer.eos_token}, which ends every "
                "trace; take it out"
            )
        rows.append(torch.tensor([*ids, tokenizer.eos_token_id]))
    padded = torch.nn.utils.rnn.pad_sequence(
        rows, batch_first=True, padding_value=tokenizer.pad_token_id
    )
    mask = mask_of(padded, tokenizer.eos_token_id)
    texts = tuple(example.trace or "" for example in examples)
    return Rollouts(prompts, 1, padded, mask, texts, (False,) * len(texts))
