"""Train a few updates with our loop or with TRL's GRPOTrainer, and time each of them.

Both get the same model, prompts, reward and settings. TRL's are what a user would choose for speed
here: no gradient checkpointing, one batch of all rollouts, nothing saved or sent anywhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from accelerate import Accelerator
from transformers import PrinterCallback, TrainerCallback

from stepreward.scorer import Scorer
from stepreward.train import TrainSettings, loop
from stepreward.train.algorithms.paid import REWARDS
from stepreward.train.data.examples import Example, Source
from stepreward.train.evaluation import Evaluator
from stepreward.train.model.folders import load
from stepreward.train.model.sampling import sampling
from stepreward.train.stage import Stage
from tests.bench.laps import Lap, Laps

# Ours.


def our_laps(
    model: Path, source: Source, settings: TrainSettings, folder: Path, *, is_full: bool
) -> list[Lap]:
    """Run our loop; ``is_full`` lets no completion end before its last token."""
    accelerator = Accelerator(cpu=True)
    laps = Laps(settings.rl.prompts * settings.rl.group)
    stage = Stage(
        folder / "rl",
        accelerator,
        steps=settings.rl.updates,
        checkpoint_every=settings.rl.updates + 1,
        watchers=[laps],
    )
    with _endless() if is_full else nullcontext():
        loop.reinforce(load(model), source, settings, stage, Evaluator(settings, accelerator))
    return laps.found


@contextmanager
def _endless() -> Iterator[None]:
    def endless(*given: Any, **named: Any) -> Any:
        how = sampling(*given, **named)
        return replace(how, never=(*how.never, how.end))

    with patch.object(loop, "sampling", endless):
        yield


# Theirs.


@dataclass(slots=True)
class PlainReward:
    """Our scorer as the plain function that TRL calls."""

    examples: Sequence[Example]
    pay: Callable[[Any], float]
    end_token: int
    scorer: Scorer
    tokens: int = 0
    seconds: float = 0.0
    __name__ = "stepreward"

    def __call__(
        self,
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]],
        row: Sequence[int],
        **_: Any,
    ) -> list[float]:
        begun = time.perf_counter()
        rewards = [
            self.pay(
                self.scorer.score(
                    chat[0]["content"],
                    self.examples[at].truth,
                    truncated=ids[-1] != self.end_token,
                )
            )
            for chat, ids, at in zip(completions, completion_ids, row, strict=True)
        ]
        self.tokens = sum(map(len, completion_ids))
        self.seconds = time.perf_counter() - begun
        return rewards


class _Ends(TrainerCallback):  # type: ignore[misc]
    def __init__(self, laps: Laps, reward: PlainReward) -> None:
        self._laps, self._reward = laps, reward

    def on_step_end(self, *_: Any, **__: Any) -> None:
        self._laps.end(self._reward.tokens, self._reward.seconds)


def their_laps(
    model: Path, source: Source, settings: TrainSettings, folder: Path, *, is_full: bool
) -> list[Lap]:
    """Run TRL's trainer; ``is_full`` lets no completion end before its last token."""
    from datasets import Dataset
    from trl import GRPOTrainer

    rl, policy = settings.rl, load(model)
    examples = source.take(0, rl.prompts * rl.updates)
    rows = [
        {
            "prompt": [{"role": "user", "content": one.question}],
            "images": one.load_images(),
            "row": at,
        }
        for at, one in enumerate(examples)
    ]
    reward = PlainReward(
        examples,
        REWARDS[settings.reward or "both"],
        policy.processor.tokenizer.eos_token_id,
        Scorer(settings.scorer),
    )
    laps = Laps(rl.prompts * rl.group)
    trainer = GRPOTrainer(
        policy.model,
        reward,
        _config(settings, folder, is_full=is_full),
        Dataset.from_list(rows),
        processing_class=policy.processor,
        callbacks=[_Ends(laps, reward)],
    )
    trainer.remove_callback(PrinterCallback)
    trainer.train()
    return laps.found


def _config(settings: TrainSettings, folder: Path, *, is_full: bool) -> Any:
    from trl import GRPOConfig

    rl, length = settings.rl, settings.max_completion_tokens
    return GRPOConfig(
        str(folder),
        max_steps=rl.updates,
        per_device_train_batch_size=rl.prompts * rl.group,
        gradient_accumulation_steps=1,
        num_generations=rl.group,
        num_iterations=1,
        max_completion_length=length,
        generation_kwargs={"min_new_tokens": length} if is_full else None,
        temperature=rl.temperature,
        beta=rl.beta,
        epsilon=rl.clip,
        loss_type="grpo",
        scale_rewards="group",
        learning_rate=rl.learning_rate,
        lr_scheduler_type="constant",
        adam_beta2=0.98,
        weight_decay=rl.weight_decay,
        max_grad_norm=settings.max_grad_norm,
        bf16=False,
        gradient_checkpointing=False,
        shuffle_dataset=False,
        dataloader_pin_memory=False,
        logging_steps=1,
        report_to="none",
        disable_tqdm=True,
        save_strategy="no",
        eval_strategy="no",
        use_cpu=True,
        seed=settings.seed,
    )
