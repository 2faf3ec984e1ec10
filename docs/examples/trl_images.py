"""StepGRPO with TRL on charts: the data, the model and the reward of ``stepreward train``.

    python docs/examples/trl_images.py --steps 2                       a tiny Qwen2-VL, any machine
    python docs/examples/trl_images.py --model out/RUN/warm-up/model   one that was warmed up
    … --dense   with advantages token by token, from the credits of the reports
    accelerate launch docs/examples/trl_images.py --model DIR_OR_ID --no-cpu

Needs: pip install 'stepreward[train]' trl==1.16.0
"""

from __future__ import annotations

import argparse

from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer

from stepreward.adapters.trl import step_reward
from stepreward.integrations.trl import StepGRPOTrainer
from stepreward.train.data.charts import Charts
from stepreward.train.model.folders import Loaded, load
from stepreward.train.model.tiny import make_tiny


def make_trainer(options: argparse.Namespace) -> GRPOTrainer:
    """Put model, data and reward together."""
    examples = Charts("train").take(0, options.questions)
    policy = load(options.model) if options.model else tiny()
    data = [
        {
            "prompt": [{"role": "user", "content": one.question}],
            "images": one.load_images(),
            "question": one.question,
            "answer": one.truth.answers[0],
            "key_steps": [list(key.forms) for key in one.truth.key_steps],
        }
        for one in examples
    ]
    config = GRPOConfig(
        output_dir=options.output,
        max_steps=options.steps,
        per_device_train_batch_size=options.group,
        num_generations=options.group,
        max_completion_length=options.tokens,
        learning_rate=options.learning_rate,
        beta=0.04,  # R1-VL's
        logging_steps=1,
        report_to="none",
        save_strategy="no",
        bf16=not options.cpu,
        use_cpu=options.cpu,
    )
    given = {
        "args": config,
        "train_dataset": Dataset.from_list(data),
        "processing_class": policy.processor,
    }
    if options.dense:
        return StepGRPOTrainer(policy.model, reward=step_reward, **given)
    return GRPOTrainer(policy.model, reward_funcs=step_reward, **given)


def tiny() -> Loaded:
    """Draw a Qwen2-VL that knows nothing; TRL loads its reference from where it is saved."""
    texts = [text for one in Charts("train").take(0, 200) for text in (one.question, one.trace)]
    made = make_tiny(filter(None, texts), seed=0)
    made.save("out/tiny")
    return load("out/tiny")


def read_options(words: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", help="a folder or an id; without it a tiny random model")
    parser.add_argument("--output", default="out/trl-images", help="where TRL writes to")
    parser.add_argument("--questions", type=int, default=64)
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--group", type=int, default=4, help="rollouts a question")
    parser.add_argument("--tokens", type=int, default=88, help="of a completion, at most")
    parser.add_argument("--dense", action="store_true", help="advantages token by token")
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--cpu", action=argparse.BooleanOptionalAction, default=True)
    return parser.parse_args(words)


if __name__ == "__main__":
    make_trainer(read_options()).train()
