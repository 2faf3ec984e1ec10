"""A tiny Qwen2-VL from nothing: every part the real class, trained or drawn on the spot."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers
from transformers import (
    Qwen2Tokenizer,
    Qwen2VLConfig,
    Qwen2VLForConditionalGeneration,
    Qwen2VLImageProcessorPil,
)
from transformers.models.qwen2.tokenization_qwen2 import PRETOKENIZE_REGEX

from stepreward.train.model.folders import Loaded, processor_class

VOCABULARY = 512  # at most; 256 of them are the bytes
SPREAD = 0.06  # of the first weights; 0.02, usual for wide models, starts slowly at this width
_END, _PAD = "<|im_end|>", "<|endoftext|>"
_SPECIALS = (
    "<|im_start|> <|im_end|> <|vision_start|> <|vision_end|> <|vision_pad|> <|image_pad|> "
    "<|video_pad|>"
).split()

# Chat markup as Qwen2-VL writes it, without a system turn that nobody asked for.
_CHAT = """\
{% for message in messages %}<|im_start|>{{ message.role }}
{% if message.content is string %}{{ message.content }}{% else %}{% for part in message.content %}\
{% if part.type == 'image' %}<|vision_start|><|image_pad|><|vision_end|>\
{% else %}{{ part.text }}{% endif %}{% endfor %}{% endif %}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""


@dataclass(frozen=True, slots=True)
class Size:
    """How wide and deep the text model is, and the vision model before it."""

    hidden: int = 128
    layers: int = 2
    heads: int = 4
    key_heads: int = 2
    feed_forward: int = 256
    vocabulary: int = 0  # at least; the tokenizer's where that is more
    vision_width: int = 64
    vision_layers: int = 2
    vision_heads: int = 4
    vision_ratio: int = 2  # of the feed-forward layer's width to the vision model's


SIZE = Size()  # about 0.6 million parameters


def make_tiny(corpus: Iterable[str], seed: int, size: Size = SIZE) -> Loaded:
    """Train a tokenizer on a corpus, and draw the weights."""
    processor = _make_processor(_train_tokenizer([*corpus, "user\nassistant\nsystem\n"]))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = Qwen2VLForConditionalGeneration(config_of(processor.tokenizer, size))
    return Loaded(model, processor)


def _train_tokenizer(corpus: list[str]) -> Any:
    """Train a byte-level BPE with Qwen2's way of cutting words."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PRETOKENIZE_REGEX), behavior="isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY - len(_SPECIALS) - 1, initial_alphabet=alphabet, show_progress=False
    )
    learner.train_from_iterator(corpus, trainer)
    learned = json.loads(learner.to_str())["model"]
    return Qwen2Tokenizer(
        vocab=learned["vocab"],
        merges=[tuple(pair) for pair in learned["merges"]],
        eos_token=_END,
        pad_token=_PAD,
        unk_token=_PAD,
        extra_special_tokens=_SPECIALS,
        model_max_length=32_768,
        padding_side="left",
    )


def _make_processor(tokenizer: Any) -> Any:
    pixels = {"shortest_edge": 28 * 28, "longest_edge": 1280 * 28 * 28}  # areas, despite the names
    images = Qwen2VLImageProcessorPil(size=pixels)
    return processor_class()(image_processor=images, tokenizer=tokenizer, chat_template=_CHAT)


def config_of(tokenizer: Any, size: Size) -> Qwen2VLConfig:
    """Describe a Qwen2-VL of a size, with the special tokens of a tokenizer."""
    ids = tokenizer.convert_tokens_to_ids
    half = size.hidden // size.heads // 2
    side = 3 * half // 8  # time : height : width as 2 : 3 : 3
    return Qwen2VLConfig(
        text_config={
            "vocab_size": max(-(-len(tokenizer) // 16) * 16, size.vocabulary),
            "hidden_size": size.hidden,
            "intermediate_size": size.feed_forward,
            "num_hidden_layers": size.layers,
            "num_attention_heads": size.heads,
            "num_key_value_heads": size.key_heads,
            "max_position_embeddings": 2048,
            "initializer_range": SPREAD,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 10_000.0,
                "mrope_section": [half - 2 * side, side, side],
            },
            "bos_token_id": None,
            "eos_token_id": ids(_END),
            "pad_token_id": ids(_PAD),
        },
        vision_config={
            "depth": size.vision_layers,
            "embed_dim": size.vision_width,
            "hidden_size": size.hidden,
            "num_heads": size.vision_heads,
            "mlp_ratio": size.vision_ratio,
            "patch_size": 14,
            "spatial_merge_size": 2,
            "temporal_patch_size": 2,
            "initializer_range": SPREAD,
        },
        image_token_id=ids("<|image_pad|>"),
        video_token_id=ids("<|video_pad|>"),
        vision_start_token_id=ids("<|vision_start|>"),
        vision_end_token_id=ids("<|vision_end|>"),
        tie_word_embeddings=True,
    )
