"""A completion is as likely behind a prompt that its group shares, as behind one of its own."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
import torch
from PIL import Image

from stepreward.trace import GroundTruth
from stepreward.train.data.examples import Example
from stepreward.train.model import likelihood
from stepreward.train.model.folders import Loaded, add_lora, checkpoint_activations
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import Rollouts, encode_prompts, mask_of
from stepreward.train.model.tiny import make_tiny

WIDTH, GROUP = 9, 3
# Images of each prompt, (width, height): sizes differ within a prompt and between prompts.
IMAGES = [[(56, 56)], [(84, 28), (112, 140)], [], [(28, 56)]]
ALL = slice(0, GROUP * len(IMAGES))


@pytest.fixture(scope="module")
def tiny() -> Loaded:
    loaded = make_tiny(["What is the sum of red and blue?", "### Step 1: red is five."], seed=1)
    loaded.model.train()
    return loaded


def rollouts_of(loaded: Loaded, images: list[list[tuple[int, int]]]) -> Rollouts:
    random = torch.Generator().manual_seed(0)
    examples = [
        Example(
            id=str(at),
            question="What is the sum of red and blue? " * (at + 1),
            images=tuple(Image.effect_noise(size, 90).convert("RGB") for size in sizes),
            truth=GroundTruth("1"),
        )
        for at, sizes in enumerate(images)
    ]
    prompts = encode_prompts(loaded.processor, examples, instruction="", limit=999)
    count = GROUP * len(images)
    ids = torch.randint(0, 200, (count, WIDTH), generator=random)
    end = loaded.processor.tokenizer.eos_token_id
    lengths = torch.randint(1, WIDTH - 1, (count,), generator=random)  # none is of full width
    ids[torch.arange(count), lengths - 1] = end
    mask = mask_of(ids, end)
    return Rollouts(prompts, GROUP, ids, mask, ("",) * count, (False,) * count)


def both_ways(
    model: Any, rollouts: Rollouts, rows: slice, monkeypatch: pytest.MonkeyPatch
) -> tuple[Any, Any, dict[str, Any], dict[str, Any]]:
    """Log-probabilities and gradients: shared, then each rollout behind a prompt of its own."""
    found, gradients = [], []
    for is_checkpointing in (False, True):
        monkeypatch.setattr(likelihood, "_is_checkpointing", lambda _, it=is_checkpointing: it)
        model.zero_grad()
        log_probs = completion_log_probs(model, rollouts, rows, 0.8) * rollouts.mask[rows]
        torch.autograd.backward((log_probs * torch.linspace(-1, 1, WIDTH)).sum())
        found.append(log_probs.detach())
        gradients.append(
            {n: p.grad.clone() for n, p in model.named_parameters() if p.grad is not None}
        )
    return found[0], found[1], gradients[0], gradients[1]


@pytest.mark.parametrize(
    ("images", "rows"),
    [
        pytest.param(IMAGES, ALL, id="all rows"),
        pytest.param(IMAGES, slice(2, 7), id="rows that cut groups apart"),
        pytest.param(IMAGES, slice(6, 9), id="the prompt without an image, alone"),
        pytest.param([[], []], slice(0, 6), id="no image at all"),
    ],
)
def test_sharing_changes_nothing(
    tiny: Loaded,
    images: list[list[tuple[int, int]]],
    rows: slice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rollouts = rollouts_of(tiny, images)
    shared, own, gradient, own_gradient = both_ways(tiny.model, rollouts, rows, monkeypatch)
    torch.testing.assert_close(shared, own, atol=1e-5, rtol=0)
    assert gradient.keys() == own_gradient.keys()
    for name, one in gradient.items():
        torch.testing.assert_close(one, own_gradient[name], atol=1e-4, rtol=1e-4)


def test_a_batch_changes_nothing(tiny: Loaded) -> None:
    rollouts = rollouts_of(tiny, IMAGES)
    with torch.no_grad():
        together = completion_log_probs(tiny.model, rollouts, ALL, 1.0)
        alone = [
            completion_log_probs(tiny.model, rollouts, slice(at, at + 1), 1.0)
            for at in range(len(rollouts))
        ]
    torch.testing.assert_close(
        together * rollouts.mask, torch.cat(alone) * rollouts.mask, atol=1e-5, rtol=0
    )


def test_one_token_is_enough(tiny: Loaded) -> None:
    rollouts = rollouts_of(tiny, IMAGES)
    short = replace(rollouts, ids=rollouts.ids[:, :1], mask=torch.ones_like(rollouts.mask[:, :1]))
    with torch.no_grad():
        whole = completion_log_probs(tiny.model, rollouts, ALL, 1.0)
        torch.testing.assert_close(
            completion_log_probs(tiny.model, short, ALL, 1.0), whole[:, :1], atol=1e-5, rtol=0
        )


def test_recomputed_activations_share_nothing(
    tiny: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    rollouts, model = rollouts_of(tiny, IMAGES), copy.deepcopy(tiny.model)
    plain = completion_log_probs(model, rollouts, ALL, 1.0).detach() * rollouts.mask
    checkpoint_activations(model)
    monkeypatch.setattr(likelihood, "_go_on", None)  # would fail if it were called
    whole = completion_log_probs(model, rollouts, ALL, 1.0).detach() * rollouts.mask
    torch.testing.assert_close(whole, plain, atol=1e-5, rtol=0)


def test_lora_shares_as_well(tiny: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    model = add_lora(copy.deepcopy(tiny.model), 4)
    model.train()
    rollouts = rollouts_of(tiny, IMAGES)
    shared, own, gradient, own_gradient = both_ways(model, rollouts, ALL, monkeypatch)
    torch.testing.assert_close(shared, own, atol=1e-5, rtol=0)
    assert gradient.keys() == own_gradient.keys()
