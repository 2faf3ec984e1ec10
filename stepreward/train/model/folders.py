"""A model with its processor: loaded from a folder, saved to one, with LoRA where asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForImageTextToText, Qwen2VLProcessor
from transformers.utils.import_utils import is_torchvision_available

from stepreward.errors import SettingError

_KINDS = ("qwen2_vl", "qwen2_5_vl")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A Qwen2-VL or Qwen2.5-VL, and what turns text and images into its input."""

    model: Any
    processor: Any

    def save(self, folder: Path) -> None:
        """Write both in the layout that ``load`` reads."""
        self.model.save_pretrained(folder)
        self.processor.save_pretrained(folder)


def processor_class(base: Any = Qwen2VLProcessor) -> Any:
    """Give the processor's class, less its video part where torchvision is missing.

    transformers cannot make the video processor without torchvision, nor the whole without it.
    """
    if is_torchvision_available():
        return base

    class WithoutVideo(base):  # type: ignore[misc]
        def __init__(
            self,
            image_processor: Any = None,
            tokenizer: Any = None,
            chat_template: str | None = None,
            **_: Any,
        ) -> None:
            super().__init__(image_processor, tokenizer, None, chat_template=chat_template)

    WithoutVideo.__name__ = WithoutVideo.__qualname__ = base.__name__  # what a saved folder names
    return WithoutVideo


def load(name: str | Path, max_pixels: int | None = None) -> Loaded:
    """Load a folder, or an id of the hub; weights in float32.

    Raises SettingError for a folder without a model, or with one of another kind.
    """
    try:
        kind = AutoConfig.from_pretrained(name).model_type
    except (OSError, ValueError) as error:
        first = str(error).strip().splitlines()[0]
        raise SettingError(f"model: {str(name)!r} holds none that can be read: {first}") from error
    if kind not in _KINDS:
        raise SettingError(f"model: {str(name)!r} is a {kind}; give one of {', '.join(_KINDS)}")
    processor = processor_class(_processor_of(kind)).from_pretrained(name)
    processor.tokenizer.padding_side = "left"
    if max_pixels is not None:
        smallest = processor.image_processor.size["shortest_edge"]
        processor.image_processor.size = {
            "shortest_edge": min(smallest, max_pixels),
            "longest_edge": max_pixels,
        }
    model = AutoModelForImageTextToText.from_pretrained(name, dtype=torch.float32)
    return Loaded(model, processor)


def _processor_of(kind: str) -> Any:
    if kind == "qwen2_vl":
        return Qwen2VLProcessor
    from transformers import Qwen2_5_VLProcessor

    return Qwen2_5_VLProcessor


def checkpoint_activations(model: Any) -> None:
    """Keep few activations and compute them again: less memory, more time."""
    newer = getattr(model, "activation_checkpointing_enable", None)
    (newer or model.gradient_checkpointing_enable)({"use_reentrant": False})


def add_lora(model: Any, rank: int) -> Any:
    """Freeze the weights and train LoRA matrices of a rank beside them."""
    from peft import LoraConfig, get_peft_model

    return get_peft_model(
        model, LoraConfig(r=rank, lora_alpha=2 * rank, target_modules="all-linear")
    )


def save_merged(loaded: Loaded, folder: Path) -> None:
    """Save a model; what LoRA learned is added to its weights, and then taken back."""
    model = loaded.model
    if hasattr(model, "merge_adapter"):
        model.merge_adapter()
        state = _plain_state(model)
        model.get_base_model().save_pretrained(folder, state_dict=state)
        model.unmerge_adapter()
        loaded.processor.save_pretrained(folder)
    else:
        loaded.save(folder)


def _plain_state(model: Any) -> dict[str, Any]:
    """Name the merged weights as a model without LoRA names them."""
    return {
        name.replace(".base_layer", ""): value
        for name, value in model.get_base_model().state_dict().items()
        if "lora_" not in name
    }
