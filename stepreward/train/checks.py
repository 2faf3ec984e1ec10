"""What can be known to go wrong before a run begins, is said then: prompts and traces too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.errors import SettingError
from stepreward.train.data import Example
from stepreward.train.rollouts import prompt_text
from stepreward.train.settings import TrainSettings


def check_prompts(processor: Any, examples: Sequence[Example], settings: TrainSettings) -> None:
    """Raise SettingError where a prompt has more tokens than are allowed, images included."""
    lengths = {one.id: _prompt_tokens(processor, one, settings.instruction) for one in examples}
    _refuse_long(
        "max_prompt_tokens", lengths, settings.max_prompt_tokens, "lower max_pixels, or take it out"
    )


def check_traces(processor: Any, examples: Sequence[Example], settings: TrainSettings) -> None:
    """Raise SettingError where a trace to imitate is missing or too long; check prompts as well."""
    check_prompts(processor, examples, settings)
    without = [one.id for one in examples if one.trace is None]
    if without:
        raise SettingError(
            f"data: {len(without):,} of {len(examples):,} examples have no trace to imitate, "
            f"{without[0]!r} first; add one to each, or leave the warm-up out: "
            "--stage rl --stage evaluation"
        )
    ends = 1  # the end of a trace is a token as well
    lengths = {one.id: len(processor.tokenizer(one.trace)["input_ids"]) + ends for one in examples}
    _refuse_long("max_completion_tokens", lengths, settings.max_completion_tokens, "take it out")


def _refuse_long(setting: str, lengths: Mapping[str, int], limit: int, else_do: str) -> None:
    long = {name: length for name, length in lengths.items() if length > limit}
    if long:
        first, length = next(iter(long.items()))
        raise SettingError(
            f"{setting}: {limit:,} are allowed; {first!r} has {length:,}, {len(long):,} of "
            f"{len(lengths):,} are too long, and the longest has {max(long.values()):,}; raise it, "
            f"or {else_do}: nothing is cut"
        )


def _prompt_tokens(processor: Any, example: Example, instruction: str) -> int:
    """Count the tokens of a prompt without touching a pixel."""
    words: int = len(processor.tokenizer(prompt_text(processor, example, instruction))["input_ids"])
    images = processor.image_processor
    patches = [
        int(images.get_number_of_image_patches(height, width, {}))
        for width, height in example.image_sizes()
    ]
    merged = int(images.merge_size) ** 2
    return words + sum(count // merged - 1 for count in patches)  # one stood for each image
