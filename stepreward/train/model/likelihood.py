"""Completions through the model again: how likely it finds each of their tokens.

The rollouts of a group share their prompt. So it goes through the model once, images and all, and
they go on from its keys and values; with gradients, which add up over the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from stepreward.train.algorithms.losses import log_probs_of
from stepreward.train.model.rollouts import Prompts, Rollouts, positions_of


def completion_log_probs(model: Any, rollouts: Rollouts, rows: slice, temperature: float) -> Tensor:
    """Run prompts and completions of some rows through the model: (rows, C) float32.

    With gradients where they are on. Columns that are padding in all of these rows are left out,
    and 0 in the result.
    """
    ids, mask = rollouts.ids[rows], rollouts.mask[rows]
    width = int(mask.sum(1).max())  # the longest of these rows
    ids, mask, padding = ids[:, :width], mask[:, :width], ids.shape[1] - width
    of_row = [at // rollouts.group for at in range(len(rollouts))[rows]]  # which prompt
    has_siblings = len(set(of_row)) < len(of_row)
    look = _go_on if has_siblings and not _is_checkpointing(model) else _run_whole
    logits = look(model, rollouts.prompts, of_row, ids, mask)  # (rows, width, V)
    found = log_probs_of(logits, ids, temperature)
    return torch.nn.functional.pad(found, (0, padding))


def _is_checkpointing(model: Any) -> bool:
    """Tell whether activations are recomputed; transformers then keeps no keys and values."""
    return model.training and any(
        getattr(part, "gradient_checkpointing", False) for part in model.modules()
    )


def _run_whole(
    model: Any, prompts: Prompts, of_row: Sequence[int], ids: Tensor, mask: Tensor
) -> Tensor:
    """Run each completion behind a prompt of its own."""
    inputs = dict(prompts.chosen(of_row).inputs)
    inputs["input_ids"] = torch.cat([inputs["input_ids"], ids], 1)
    inputs["attention_mask"] = torch.cat([inputs["attention_mask"], mask], 1)
    if "mm_token_type_ids" in inputs:
        kinds = inputs["mm_token_type_ids"]
        inputs["mm_token_type_ids"] = torch.cat([kinds, torch.zeros_like(ids)], 1)
    logits: Tensor = model(**inputs, logits_to_keep=ids.shape[1] + 1, use_cache=False).logits
    return logits[:, :-1]


def _go_on(
    model: Any, prompts: Prompts, of_row: Sequence[int], ids: Tensor, mask: Tensor
) -> Tensor:
    """Run each prompt once, then every completion from where its prompt ends."""
    which = sorted(set(of_row))
    place = torch.tensor([which.index(at) for at in of_row], device=ids.device)
    inputs = prompts.chosen(which).inputs
    positions = positions_of(model, inputs)  # (3, prompts, P)
    read = model(**inputs, position_ids=positions, logits_to_keep=1, use_cache=True)
    first: Tensor = read.logits[place]  # (rows, 1, V), of the first token
    if ids.shape[1] == 1:
        return first
    read.past_key_values.batch_select_indices(place)
    rest = model(
        input_ids=ids[:, :-1],
        attention_mask=torch.cat([inputs["attention_mask"][place], mask[:, :-1]], 1),
        position_ids=positions[:, place, -1:] + torch.arange(1, ids.shape[1], device=ids.device),
        past_key_values=read.past_key_values,
        use_cache=True,
    )
    return torch.cat([first, rest.logits], 1)
