"""Completions through the model again: how likely it finds each of their tokens.

The rollouts of a group share their prompt. So it goes through the model once, images and all, and
they go on from its keys and values; with gradients, which add up over the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from stepreward.train.algorithms import log_probs_of
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
    inputs = _chosen(prompts, of_row)
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
    inputs = _chosen(prompts, which)
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


def _chosen(prompts: Prompts, which: Sequence[int]) -> dict[str, Tensor]:
    """Take some prompts, with the images of each; columns that are padding in all are left out."""
    given = prompts.inputs
    start = int(given["attention_mask"][which].sum(1).max())  # the longest of these
    names = ("input_ids", "attention_mask", "mm_token_type_ids")
    inputs = {name: given[name][which, -start:] for name in names if name in given}
    return inputs | (_images_of(prompts, which) if "image_grid_thw" in given else {})


def _images_of(prompts: Prompts, which: Sequence[int]) -> dict[str, Tensor]:
    """Take whole images, never rows of patches: every prompt brings its own."""
    grids = prompts.inputs["image_grid_thw"]  # (images, 3)
    patches = torch.split(prompts.inputs["pixel_values"], grids.prod(1).tolist())
    ends = torch.tensor(prompts.images).cumsum(0).tolist()
    chosen = [at for row in which for at in range(ends[row] - prompts.images[row], ends[row])]
    if not chosen:
        return {}
    return {
        "pixel_values": torch.cat([patches[at] for at in chosen]),
        "image_grid_thw": grids[chosen],
    }
