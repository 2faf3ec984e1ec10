"""What both training loops share: parts of a batch, learning rates, summed gradients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar

import torch
from accelerate import Accelerator
from torch import Tensor

T = TypeVar("T")
BETAS = (0.9, 0.98)  # of AdamW: a short memory of squares suits runs of some hundred steps


def my_share(batch: Sequence[T], accelerator: Accelerator) -> Sequence[T]:
    """Take this process's part of a batch; every process has as much."""
    count = len(batch) // accelerator.num_processes  # check_processes saw that nothing is left
    return batch[accelerator.process_index * count :][:count]


def parts_of(count: int, size: int) -> list[slice]:
    """Cut rows into parts that fit into memory.

    >>> parts_of(5, 2)
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    return [slice(at, min(at + size, count)) for at in range(0, count, size)]


def is_due(step: int, every: int) -> bool:
    """Tell whether something is to happen behind a step, counted from 0; never for 0.

    >>> [step for step in range(6) if is_due(step, 3)]
    [2, 5]
    """
    return every > 0 and (step + 1) % every == 0


def prepare(
    policy: Any, accelerator: Accelerator, rate: float, weight_decay: float
) -> tuple[Any, Any]:
    """Make the optimizer of the weights that are trained, and put both where they belong."""
    weights = [one for one in policy.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=rate, weight_decay=weight_decay, betas=BETAS)
    model, optimizer = accelerator.prepare(policy, optimizer)
    model.train()
    return model, optimizer


def backward(
    accelerator: Accelerator,
    model: Any,
    parts: Sequence[T],
    loss_of: Callable[[T], Tensor],
) -> Tensor:
    """Add the gradients of a loss up, part by part; gives their sum, without a gradient.

    The losses of the parts have to add up to the loss of the whole. Processes exchange gradients
    once, at the last part.
    """
    total = torch.zeros((), device=accelerator.device)
    for at, part in enumerate(parts):
        is_last = at + 1 == len(parts)
        with nullcontext() if is_last else accelerator.no_sync(model):
            loss = loss_of(part)
            accelerator.backward(loss)
        total += loss.detach()
    return total


def apply_gradients(
    model: Any, optimizer: Any, accelerator: Accelerator, rate: float, max_norm: float
) -> Tensor:
    """Cut gradients that are too long, and take a step; gives their length before the cut.

    Where that is not finite, nothing changes.
    """
    norm: Tensor = accelerator.clip_grad_norm_(model.parameters(), max_norm)
    if torch.isfinite(norm):
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return norm
