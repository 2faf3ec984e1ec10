"""A Qwen2.5-VL goes the same way as a Qwen2-VL: another vision tower, another processor."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import (
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2_5_VLProcessor,
)

from stepreward.train import load_settings, train
from stepreward.train.data.charts import Charts
from stepreward.train.keep.journal import read_journal
from stepreward.train.model.folders import Loaded, load, processor_class
from stepreward.train.model.tiny import make_tiny

VISION = {
    "depth": 2,
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_heads": 4,
    "out_hidden_size": 128,
    "fullatt_block_indexes": [1],
    "window_size": 112,
}
FEW = {"updates": 1, "prompts": 2, "group": 2, "checkpoint_every": 1}


def make(folder: Path) -> None:
    """Give the tiny Qwen2-VL's text half the vision tower of a Qwen2.5-VL."""
    tiny = make_tiny([one.trace or "" for one in Charts("train").take(0, 20)], seed=0)
    config = tiny.model.config
    text = {
        key: value for key, value in config.text_config.to_dict().items() if key != "model_type"
    }
    tokens = ("image_token_id", "video_token_id", "vision_start_token_id", "vision_end_token_id")
    named = {name: getattr(config, name) for name in tokens}
    both = Qwen2_5_VLConfig(
        text_config=text, vision_config=VISION, tie_word_embeddings=True, **named
    )
    torch.manual_seed(0)
    processor = processor_class(Qwen2_5_VLProcessor)(
        image_processor=tiny.processor.image_processor,
        tokenizer=tiny.processor.tokenizer,
        chat_template=tiny.processor.chat_template,
    )
    Loaded(Qwen2_5_VLForConditionalGeneration(both), processor).save(folder)


def test_a_qwen2_5_vl_warms_up_and_learns(tmp_path: Path) -> None:
    make(tmp_path / "base")
    changes = {
        "model": str(tmp_path / "base"),
        "warm_up": {"stop_after": 3, "batch": 8},
        "rl": FEW,
        "evaluation": {"count": 4},
    }
    train(load_settings("quick", changes=[changes]), tmp_path / "run")
    losses = [line["loss"] for line in read_journal(tmp_path / "run" / "warm-up" / "metrics.jsonl")]
    assert losses[-1] < losses[0]
    assert type(load(tmp_path / "run" / "rl" / "model").processor).__name__ == "Qwen2_5_VLProcessor"
