"""Completions drawn token by token, a group for each prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from stepreward.train.model.rollouts import Prompts, Rollouts, mask_of, positions_of


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to sample; greedily where there is no temperature.

    Nothing is taken from the defaults that a published model brings (Qwen2-VL: top-k 1).
    """

    max_tokens: int
    temperature: float | None
    group: int
    end: int  # the token behind which a completion is padded
    padding: int
    never: tuple[int, ...]  # tokens that are not drawn


def sampling(
    tokenizer: Any, *, max_tokens: int, temperature: float | None, group: int = 1
) -> Sampling:
    """Say how to sample, with the tokens of a tokenizer.

    Image tokens are never drawn: they stand for features that a completion does not have.
    """
    visual = [tokenizer.convert_tokens_to_ids(name) for name in ("<|image_pad|>", "<|video_pad|>")]
    return Sampling(
        max_tokens,
        temperature,
        group,
        end=tokenizer.eos_token_id,
        padding=tokenizer.pad_token_id,
        never=tuple(one for one in visual if one is not None),
    )


def sample(model: Any, tokenizer: Any, prompts: Prompts, how: Sampling) -> Rollouts:
    """Sample completions; the model stays in the mode, training or not, that it was in."""
    was_training = model.training
    model.eval()
    prompts = prompts.to(model.device)
    ids = _complete(model, prompts, how)  # (N, C)
    model.train(was_training)
    return rollouts_of(prompts, ids, how, tokenizer)


def rollouts_of(prompts: Prompts, ids: Tensor, how: Sampling, tokenizer: Any) -> Rollouts:
    """Read N completions of C ids, padded behind their ends, a group for each prompt."""
    mask = mask_of(ids, how.end)
    has_ended = (ids == how.end).any(1).tolist()
    lengths = mask.sum(1).tolist()
    kept = [
        row[: length - ended].tolist()
        for row, length, ended in zip(ids, lengths, has_ended, strict=True)
    ]
    texts = tokenizer.batch_decode(kept, skip_special_tokens=False)
    truncated = tuple(not ended for ended in has_ended)
    return Rollouts(prompts, how.group, ids, mask, tuple(texts), truncated)


@torch.no_grad()
def _complete(model: Any, prompts: Prompts, how: Sampling) -> Tensor:
    """Draw until all have ended: (N, C), padding behind the end of each.

    A prompt goes through the model once for its group; what has ended leaves the batch.
    """
    places = positions_of(model, prompts.inputs)  # (3, B, P)
    read = model(**prompts.inputs, position_ids=places, logits_to_keep=1, use_cache=True)
    cache, logits = read.past_key_values, read.logits.repeat_interleave(how.group, 0)
    cache.batch_repeat_interleave(how.group)
    mask = prompts.inputs["attention_mask"].repeat_interleave(how.group, 0)
    place = places[:, :, -1:].repeat_interleave(how.group, 1)  # (3, N, 1)
    ids = torch.full((len(mask), how.max_tokens), how.padding, device=mask.device)
    rows = torch.arange(len(mask), device=mask.device)  # those that go on
    for at in range(how.max_tokens):
        drawn = draw(logits[:, -1], how)  # (rows, 1)
        ids[rows, at] = drawn[:, 0]
        going = (drawn[:, 0] != how.end).nonzero()[:, 0]
        if not len(going):
            return ids[:, : at + 1]
        if len(going) < len(rows):
            cache.batch_select_indices(going)
            rows, drawn, mask, place = rows[going], drawn[going], mask[going], place[:, going]
        if at + 1 < how.max_tokens:
            mask, place = torch.nn.functional.pad(mask, (0, 1), value=1), place + 1
            logits = model(
                input_ids=drawn,
                attention_mask=mask,
                position_ids=place,
                past_key_values=cache,
                use_cache=True,
            ).logits
    return ids


def draw(logits: Tensor, how: Sampling) -> Tensor:
    """Draw a token for each row: (n, V) gives (n, 1).

    One number a row decides, where ``torch.multinomial`` would draw one for each word there is.
    """
    never = torch.tensor(how.never, dtype=torch.int64, device=logits.device)
    scores = logits.float().index_fill(1, never, -torch.inf)
    if how.temperature is None:
        return scores.argmax(1, keepdim=True)
    below = (scores / how.temperature).softmax(1).cumsum(1, dtype=torch.float64)
    point = torch.rand(len(below), 1, dtype=torch.float64, device=below.device) * below[:, -1:]
    return torch.searchsorted(below, point, right=True)
