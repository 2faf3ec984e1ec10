"""Warm-up: the model learns to write traces by imitating those of the data (R1-VL, Eq. 1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from stepreward.errors import SettingError
from stepreward.train.algorithms import learning_rate_share
from stepreward.train.data import Example, Source
from stepreward.train.evaluation import Evaluator
from stepreward.train.likelihood import completion_log_probs
from stepreward.train.models import Loaded
from stepreward.train.rollouts import Rollouts, encode_prompts, mask_of
from stepreward.train.settings import TrainSettings
from stepreward.train.stage import Stage
from stepreward.train.update import backward, is_due, my_share, parts_of, set_rate


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
    optimizer = torch.optim.AdamW(
        [one for one in policy.model.parameters() if one.requires_grad],
        lr=how.learning_rate,
        weight_decay=how.weight_decay,
        betas=(0.9, 0.98),
    )
    model, optimizer = accelerator.prepare(policy.model, optimizer)
    model.train()
    for step in stage.run(model, optimizer):
        share = learning_rate_share(
            step, total, rise=round(how.warm_up_share * total), floor=how.floor, schedule="cosine"
        )
        rate = set_rate(optimizer, how.learning_rate * share)
        with stage.timed("data"):
            examples = my_share(source.take(step * how.batch, how.batch), accelerator)
            traces = encode_traces(policy.processor, examples, settings).to(accelerator.device)
            tokens = traces.mask.sum()
            everyone = accelerator.reduce(tokens, "sum") / accelerator.num_processes
        with stage.timed("update"):

            def loss_of(rows: slice) -> Any:
                log_probs = completion_log_probs(model, traces, rows, 1.0)  # noqa: B023
                return -(log_probs * traces.mask[rows]).sum() / everyone  # noqa: B023

            loss = backward(accelerator, model, parts_of(len(traces), how.micro_batch), loss_of)
            norm = accelerator.clip_grad_norm_(model.parameters(), settings.max_grad_norm)
            if not torch.isfinite(norm):
                ids = [example.id for example in examples]
                stage.refuse("the loss is not finite", {"examples": ids, "loss": loss})
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        measured = {"loss": float(loss), "gradient_norm": float(norm), "learning_rate": rate}
        if is_due(step, how.evaluate_every):
            measured |= evaluator.look(policy)
        stage.note(measured, int(tokens))


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
        rows.append(torch.tensor([*ids, tokenizer.eos_token_id]))
    padded = torch.nn.utils.rnn.pad_sequence(
        rows, batch_first=True, padding_value=tokenizer.pad_token_id
    )
    mask = mask_of(padded, tokenizer.eos_token_id)
    texts = tuple(example.trace or "" for example in examples)
    return Rollouts(prompts, 1, padded, mask, texts, (False,) * len(texts))
