"""The records of training: prompts as the model reads them, and completions as it writes them.

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

from stepreward.errors import SettingError
from stepreward.train.data.examples import Example


@dataclass(frozen=True, slots=True)
class Prompts:
    """B encoded prompts, and how many images each has."""

    inputs: Mapping[str, Tensor]
    images: tuple[int, ...]

    def to(self, device: torch.device) -> Prompts:
        """Move the tensors to a device."""
        moved = {name: value.to(device) for name, value in self.inputs.items()}
        return Prompts(moved, self.images)

    def chosen(self, which: Sequence[int]) -> Prompts:
        """Take some prompts, one of them repeatedly if asked, with the images of each.

        Columns that are padding in all of them are left out.
        """
        given = self.inputs
        start = int(given["attention_mask"][which].sum(1).max())  # the longest of these
        names = ("input_ids", "attention_mask", "mm_token_type_ids")
        inputs = {name: given[name][which, -start:] for name in names if name in given}
        if "image_grid_thw" in given:
            inputs |= self._images_of(which)
        return Prompts(inputs, tuple(self.images[row] for row in which))

    def _images_of(self, which: Sequence[int]) -> dict[str, Tensor]:
        """Take whole images, never rows of patches: every prompt brings its own."""
        grids = self.inputs["image_grid_thw"]  # (images, 3)
        patches = torch.split(self.inputs["pixel_values"], grids.prod(1).tolist())
        ends = torch.tensor(self.images).cumsum(0).tolist()
        chosen = [at for row in which for at in range(ends[row] - self.images[row], ends[row])]
        if not chosen:
            return {}
        return {
            "pixel_values": torch.cat([patches[at] for at in chosen]),
            "image_grid_thw": grids[chosen],
        }


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

    def rows_of(self, which: Sequence[int]) -> list[int]:
        """List the rows of some prompts' groups."""
        return [row for at in which for row in range(at * self.group, (at + 1) * self.group)]

    def of_prompts(self, which: Sequence[int]) -> Rollouts:
        """Take the rollouts of some prompts."""
        rows = self.rows_of(which)
        return Rollouts(
            self.prompts.chosen(which),
            self.group,
            self.ids[rows],
            self.mask[rows],
            tuple(self.texts[row] for row in rows),
            tuple(self.truncated[row] for row in rows),
        )

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


def mask_of(ids: Tensor, eos: int) -> Tensor:
    """Mark the tokens up to the first end-of-sequence, inclusive: (N, C) int64."""
    is_end = (ids == eos).long()
    return (is_end.cumsum(1) - is_end == 0).long()


def positions_of(model: Any, inputs: Mapping[str, Tensor]) -> Tensor:
    """Give each token of prompts its place, in time, height and width: (3, B, P).

    The words behind an image go on from its longer side, in all three alike.
    """
    if "image_grid_thw" not in inputs:
        counted = inputs["attention_mask"].cumsum(1) - 1
        return counted.clamp(min=0).expand(3, -1, -1)
    within = next(part for part in model.modules() if hasattr(part, "get_rope_index"))
    names = ("input_ids", "mm_token_type_ids", "image_grid_thw", "attention_mask")
    positions: Tensor = within.get_rope_index(**{name: inputs[name] for name in names})[0]
    return positions
