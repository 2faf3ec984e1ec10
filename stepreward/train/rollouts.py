"""Prompts in, sampled completions out; and the same completions through the model again.

B prompts of P tokens, padded on the left; G rollouts each, so N = B x G completions of C tokens,
padded on the right. An image is rows of patches in ``pixel_values`` and one row (t, h, w) of
``image_grid_thw``; images stand one after another, prompt by prompt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from transformers import GenerationConfig

from stepreward.errors import SettingError
from stepreward.train.data import Example


@dataclass(frozen=True, slots=True)
class Prompts:
    """B encoded prompts, and how many images each has."""

    inputs: Mapping[str, Tensor]
    images: tuple[int, ...]

    def to(self, device: torch.device) -> Prompts:
        """Move the tensors to a device."""
        moved = {name: value.to(device) for name, value in self.inputs.items()}
        return Prompts(moved, self.images)


@dataclass(frozen=True, slots=True)
class Rollouts:
    """N completions: ids (N, C), mask (N, C), texts, and which were cut off; with their prompts."""

    prompts: Prompts
    group: int
    ids: Tensor
    mask: Tensor
    texts: tuple[str, ...]
    truncated: tuple[bool, ...]

    def __len__(self) -> int:
        """Count the completions: N."""
        return len(self.texts)

    def to(self, device: torch.device) -> Rollouts:
        """Move the tensors to a device."""
        return replace(
            self,
            prompts=self.prompts.to(device),
            ids=self.ids.to(device),
            mask=self.mask.to(device),
        )


def prompt_text(processor: Any, example: Example, instruction: str) -> str:
    """Write the user's turn with the chat template: the images first, then the words."""
    content = [{"type": "image"} for _ in example.images]
    words = {"type": "text", "text": instruction + example.question}
    turn = {"role": "user", "content": [*content, words]}
    text: str = processor.apply_chat_template([turn], tokenize=False, add_generation_prompt=True)
    return text


def encode_prompts(
    processor: Any, examples: Sequence[Example], *, instruction: str, limit: int
) -> Prompts:
    """Encode B prompts; raise SettingError naming one that is longer than ``limit`` tokens.

    A prompt is never cut: that would cut into its image tokens.
    """
    images = [example.load_images() for example in examples]
    inputs = processor(
        text=[prompt_text(processor, example, instruction) for example in examples],
        images=[one for of_prompt in images for one in of_prompt] or None,
        padding=True,
        return_tensors="pt",
    )
    lengths = inputs["attention_mask"].sum(1).tolist()
    for example, length in zip(examples, lengths, strict=True):
        if length > limit:
            raise SettingError(
                f"max_prompt_tokens: the prompt of {example.id!r} has {length} tokens, and {limit} "
                "are allowed; raise it, lower max_pixels, or take the example out"
            )
    return Prompts(dict(inputs), tuple(map(len, images)))


def sampling(
    tokenizer: Any, *, max_tokens: int, temperature: float | None, group: int = 1
) -> GenerationConfig:
    """Say how to sample; greedily where there is no temperature.

    Everything is set, since a published model brings defaults of its own (Qwen2-VL: top-k 1). Image
    tokens are never sampled: they stand for features that a completion does not have.
    """
    visual = [tokenizer.convert_tokens_to_ids(name) for name in ("<|image_pad|>", "<|video_pad|>")]
    how = (
        {"do_sample": False}
        if temperature is None
        else {"do_sample": True, "temperature": temperature, "top_k": 0, "top_p": 1.0}
    )
    return GenerationConfig(
        **how,
        num_return_sequences=group,
        max_new_tokens=max_tokens,
        suppress_tokens=[one for one in visual if one is not None],
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        use_cache=True,
    )


@torch.no_grad()
def sample(model: Any, tokenizer: Any, prompts: Prompts, how: GenerationConfig) -> Rollouts:
    """Sample completions; the model stays in the mode, training or not, that it was in."""
    was_training = model.training
    model.eval()
    prompts = prompts.to(model.device)
    output = model.generate(**prompts.inputs, generation_config=how)
    model.train(was_training)
    ids = output[:, prompts.inputs["input_ids"].shape[1] :]  # (N, C)
    mask = mask_of(ids, tokenizer.eos_token_id)
    has_ended = (ids == tokenizer.eos_token_id).any(1).tolist()
    lengths = mask.sum(1).tolist()
    kept = [
        row[: length - ended].tolist()
        for row, length, ended in zip(ids, lengths, has_ended, strict=True)
    ]
    texts = tokenizer.batch_decode(kept, skip_special_tokens=False)
    truncated = tuple(not ended for ended in has_ended)
    group = len(texts) // len(prompts.images)
    return Rollouts(prompts, group, ids, mask, tuple(texts), truncated)


def mask_of(ids: Tensor, eos: int) -> Tensor:
    """Mark the tokens up to the first end-of-sequence, inclusive: (N, C) int64."""
    is_end = (ids == eos).long()
    return (is_end.cumsum(1) - is_end == 0).long()
