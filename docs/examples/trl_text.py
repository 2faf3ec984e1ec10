"""GRPO with TRL on grade-school word problems, rewarded by StepRAR and StepRVR apart.

    python docs/examples/trl_text.py --steps 2                      a tiny random model, any machine
    accelerate launch docs/examples/trl_text.py --model DIR_OR_ID   a real one

Needs: pip install 'stepreward[train]' trl==1.16.0
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from datasets import Dataset, Features, Json, Value
from transformers import AutoModelForCausalLM, AutoTokenizer, Qwen2Config, Qwen2ForCausalLM
from trl import GRPOConfig, GRPOTrainer

from stepreward.adapters.trl import step_rar, step_rvr
from stepreward.train.model.tiny import make_tiny

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "gsm8k" / "sample.jsonl"
ASK = "\nWrite your steps one a line, and the answer behind #### on a line of its own."


def make_trainer(options: argparse.Namespace) -> GRPOTrainer:
    """Put model, data and rewards together."""
    rows = [json.loads(line) for line in options.data.read_text().splitlines()]
    model, tokenizer = tiny(rows) if options.model is None else load(options.model)
    data = [
        {
            "prompt": [{"role": "user", "content": row["question"] + ASK}],
            "question": row["question"],
            "answer": row["answer"],
            "key_steps": row.get("key_steps"),
        }
        for row in rows
    ]
    features = Features(  # key steps are texts and lists of texts, mixed: one column of JSON
        prompt=[{"role": Value("string"), "content": Value("string")}],
        question=Value("string"),
        answer=Value("string"),
        key_steps=Json(),
    )
    config = GRPOConfig(
        output_dir=options.output,
        max_steps=options.steps,
        per_device_train_batch_size=options.group,
        num_generations=options.group,
        max_completion_length=options.tokens,
        multi_objective_aggregation="normalize_then_sum",  # each reward is centered by itself
        reward_weights=[1.0, 0.5],
        logging_steps=1,
        log_completions=True,
        num_completions_to_print=1,
        report_to="none",
        save_strategy="no",
        bf16=not options.cpu,
        use_cpu=options.cpu,
    )
    return GRPOTrainer(
        model,
        reward_funcs=[step_rar, step_rvr],
        args=config,
        train_dataset=Dataset.from_list(data, features=features),
        processing_class=tokenizer,
    )


def tiny(rows: list[dict[str, Any]]) -> tuple[Any, Any]:
    """Draw a model that knows nothing, with a tokenizer trained on the questions."""
    processor = make_tiny([row["question"] for row in rows], seed=0).processor
    tokenizer = processor.tokenizer
    tokenizer.chat_template = processor.chat_template
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
    )
    return Qwen2ForCausalLM(config), tokenizer


def load(name: str) -> tuple[Any, Any]:
    """Load a model and its tokenizer, from a folder or the hub."""
    return AutoModelForCausalLM.from_pretrained(name), AutoTokenizer.from_pretrained(name)


def read_options(words: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", help="a folder or an id; without it a tiny random model")
    parser.add_argument("--data", type=Path, default=SAMPLE, help="question, answer, key_steps")
    parser.add_argument("--output", default="out/trl-text", help="where TRL writes to")
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--group", type=int, default=4, help="rollouts a question")
    parser.add_argument("--tokens", type=int, default=48, help="of a completion, at most")
    parser.add_argument("--cpu", action=argparse.BooleanOptionalAction, default=True)
    return parser.parse_args(words)


if __name__ == "__main__":
    make_trainer(read_options()).train()
