"""What can be known to go wrong before a run begins, is said then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.errors import SettingError
from stepreward.train.data.examples import Example
from stepreward.train.model.rollouts import prompt_text
from stepreward.train.settings import TrainSettings


def check_sharding(environment: Mapping[str, str]) -> None:
    """Refuse what would part the weights over processes; accelerate is told so by environment."""
    told = {"ACCELERATE_USE_FSDP": "FSDP", "ACCELERATE_USE_DEEPSPEED": "DeepSpeed"}
    for name, what in told.items():
        if environment.get(name, "false").lower() in {"1", "true", "yes", "on", "y", "t"}:
            raise SettingError(
                f"{what}: rollouts are sampled from a whole model, and this would part its "
                f"weights over the processes; unset {name}, start with torchrun, which keeps a "
                "whole model in each process (DDP), and train a large one with lora_rank"
            )


def check_processes(settings: TrainSettings, found: int) -> None:
    """Refuse another number of processes than was meant, and batches that do not part evenly."""
    if settings.processes not in (None, found):
        raise SettingError(
            f"processes: {settings.processes} are meant, {found} are there; "
            f"start with: torchrun --nproc_per_node {settings.processes} -m stepreward.train"
        )
    batches = {"warm_up.batch": settings.warm_up.batch, "rl.prompts": settings.rl.prompts}
    for name, count in batches.items():
        if count % found:
            raise SettingError(f"{name}: {count} does not part into {found} processes evenly")


def check_prompts(processor: Any, examples: Sequence[Example], settings: TrainSettings) -> None:
    """Raise SettingError where a prompt has more tokens than are allowed, images included."""
    lengths = [_prompt_tokens(processor, one, settings.instruction) for one in examples]
    limit, mend = settings.max_prompt_tokens, "lower max_pixels, or take it out"
    _refuse_long("max_prompt_tokens", examples, lengths, limit=limit, mend=mend)


def check_traces(processor: Any, examples: Sequence[Example], settings: TrainSettings) -> None:
    """Raise SettingError where a trace to imitate is missing or too long."""
    without = [one.id for one in examples if one.trace is None]
    if without:
        raise SettingError(
            f"data: {len(without):,} of {len(examples):,} examples have no trace to imitate, "
            f"{without[0]!r} first; add one to each, or leave the warm-up out: "
            "--stage rl --stage evaluation"
        )
    ends = 1  # the end of a trace is a token as well
    lengths = [len(processor.tokenizer(one.trace)["input_ids"]) + ends for one in examples]
    limit = settings.max_completion_tokens
    _refuse_long("max_completion_tokens", examples, lengths, limit=limit, mend="take it out")


def _refuse_long(
    setting: str, examples: Sequence[Example], lengths: Sequence[int], *, limit: int, mend: str
) -> None:
    long = [at for at, length in enumerate(lengths) if length > limit]
    if long:
        raise SettingError(
            f"{setting}: {limit:,} are allowed; {examples[long[0]].id!r} has {lengths[long[0]]:,}, "
            f"{len(long):,} of {len(lengths):,} are too long, and the longest has "
            f"{max(lengths):,}; raise it, or {mend}: nothing is cut"
        )


def _prompt_tokens(processor: Any, example: Example, instruction: str) -> int:
    """Count the tokens of a prompt without touching a pixel."""
    text = prompt_text(processor, example, instruction)
    images = processor.image_processor
    if text.count("<|image_pad|>") != len(example.images):
        raise SettingError(
            f"data: the question of {example.id!r} writes <|image_pad|>; take it out"
        )
    try:
        patches = [
            int(images.get_number_of_image_patches(height, width, {}))
            for width, height in example.image_sizes()
        ]
    except ValueError as error:  # too long and narrow
        raise SettingError(f"data: an image of {example.id!r}: {error}; take it out") from error
    merged = int(images.merge_size) ** 2
    words: int = len(processor.tokenizer(text)["input_ids"])
    return words + sum(count // merged - 1 for count in patches)  # one stood for each image
