"""The sampler draws from what the model says, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from PIL import Image
from torch import Tensor
from transformers import GenerationConfig

from stepreward.trace import GroundTruth
from stepreward.train.data.examples import Example
from stepreward.train.model import sampling as sampler
from stepreward.train.model.folders import Loaded
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import Prompts, encode_prompts
from stepreward.train.model.sampling import Sampling, draw, sample, sampling
from stepreward.train.model.tiny import make_tiny

LENGTH = 24
Draw = Callable[[Tensor, Sampling], Tensor]


@pytest.fixture(scope="module")
def tiny() -> Loaded:
    return make_tiny(["What is the sum of red and blue?"], seed=1)


@pytest.fixture(scope="module")
def prompts(tiny: Loaded) -> Prompts:
    """No image, one, and three of different sizes; questions of different lengths."""
    sizes = [[], [(56, 56)], [(112, 56), (28, 84), (140, 84)]]
    examples = [
        Example(
            str(at),
            "What is the sum of red and blue? " * (3 - at),
            tuple(Image.effect_noise(size, 90).convert("RGB") for size in of_prompt),
            GroundTruth("5"),
        )
        for at, of_prompt in enumerate(sizes)
    ]
    return encode_prompts(tiny.processor, examples, instruction="", limit=500)


def among_few(tiny: Loaded, temperature: float | None, group: int) -> Sampling:
    """Allow 12 tokens, the end among them, so that rows end here and there."""
    how = sampling(
        tiny.processor.tokenizer, max_tokens=LENGTH, temperature=temperature, group=group
    )
    allowed = {how.end, *range(40, 51)}
    words = tiny.model.config.text_config.vocab_size
    return replace(how, never=tuple(one for one in range(words) if one not in allowed))


@pytest.mark.parametrize("temperature", [1.0, 1.2])
def test_the_trainer_finds_what_the_sampler_drew(
    tiny: Loaded, prompts: Prompts, temperature: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_sampler = torch.zeros(12, LENGTH)
    going, steps = [torch.arange(12)], iter(range(LENGTH))

    def recorded(logits: Tensor, how: Sampling) -> Tensor:
        drawn = draw(logits, how)
        chances = (logits / temperature).log_softmax(1)
        of_sampler[going[-1], next(steps)] = chances.gather(1, drawn)[:, 0]
        going.append(going[-1][drawn[:, 0] != how.end])
        return drawn

    monkeypatch.setattr(sampler, "draw", recorded)
    torch.manual_seed(7)
    how = among_few(tiny, temperature, 4)
    rollouts = sample(tiny.model, tiny.processor.tokenizer, prompts, how)
    assert len({*rollouts.mask.sum(1).tolist()}) > 4  # lengths
    with torch.no_grad():
        found = completion_log_probs(tiny.model, rollouts, slice(0, 12), temperature)
    width = rollouts.ids.shape[1]
    assert float((of_sampler[:, :width] - found * rollouts.mask).abs().max()) <= 1e-5
    assert not {*how.never} & {*rollouts.ids[rollouts.mask.bool()].tolist()}
    assert (rollouts.ids[~rollouts.mask.bool()] == how.padding).all()


def test_greedily_it_writes_what_generate_writes(tiny: Loaded, prompts: Prompts) -> None:
    how = among_few(tiny, None, 1)
    own = sample(tiny.model, tiny.processor.tokenizer, prompts, how)
    plain = GenerationConfig(
        do_sample=False,
        max_new_tokens=LENGTH,
        suppress_tokens=list(how.never),
        eos_token_id=how.end,
        pad_token_id=how.padding,
    )
    drawn = tiny.model.generate(**prompts.inputs, generation_config=plain)
    assert torch.equal(own.ids, drawn[:, prompts.inputs["input_ids"].shape[1] :])


def test_tokens_come_as_often_as_they_should() -> None:
    chances = torch.tensor([0.0, 0.1, 0.2, 0.3, 0.4, 0.0])
    how = Sampling(1, 2.0, 1, end=0, padding=0, never=(1, 5))
    logits = 2.0 * torch.log(chances).expand(50_000, -1)
    torch.manual_seed(0)
    counts = draw(logits, how).flatten().bincount(minlength=6) / 50_000
    assert counts[[0, 1, 5]].tolist() == [0, 0, 0]
    assert torch.allclose(counts[2:5], chances[2:5] / 0.9, atol=0.01)


def test_nothing_is_never_drawn_where_nothing_is_forbidden() -> None:
    how = Sampling(1, None, 1, end=0, padding=0, never=())
    assert draw(torch.eye(4), how).flatten().tolist() == [0, 1, 2, 3]


def test_the_same_seed_draws_the_same(tiny: Loaded, prompts: Prompts) -> None:
    runs = []
    for _ in range(2):
        torch.manual_seed(3)
        how = among_few(tiny, 1.0, 2)
        runs.append(sample(tiny.model, tiny.processor.tokenizer, prompts, how).ids)
    assert torch.equal(*runs)
