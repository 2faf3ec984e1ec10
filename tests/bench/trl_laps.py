"""Train a few updates with our loop or with TRL's GRPOTrainer, and time each of them by part.

Both get the same model, prompts, reward and settings; a GPU is used where there is one. TRL's are
what a user would choose for speed: nothing is saved or sent anywhere. What an update is apart from
its named parts, is its ``update``: both passes through the policy, the optimizer, and the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch
from accelerate import Accelerator
from transformers import PrinterCallback, TrainerCallback

from stepreward.scorer import Scorer
from stepreward.train import TrainSettings, loop
from stepreward.train.algorithms.paid import REWARDS
from stepreward.train.data.examples import Example, Source
from stepreward.train.evaluation import Evaluator
from stepreward.train.model.folders import checkpoint_activations, load
from stepreward.train.model.sampling import sampling
from stepreward.train.stage import Stage
from tests.bench.clocks import Places, clocks
from tests.bench.laps import Lap, Laps

# A function, and what part of an update it is; the reference is asked without gradients.
OURS: Places = {
    "sampling": ("stepreward.train.sampler", "roll_out"),
    "reward": ("stepreward.train.loop", "rewarded"),
    "reference": ("stepreward.train.loop", "completion_log_probs"),
}
_TRAINER = "trl.trainer.grpo_trainer.GRPOTrainer"
THEIRS: Places = {
    "sampling": (_TRAINER, "_generate"),
    "reward": (_TRAINER, "_calculate_rewards"),
    "reference": (_TRAINER, "_get_per_token_logps_and_entropies"),
}


def now_s() -> float:
    """Read the clock once the GPU, if there is one, has done what it was given."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()


def gpu_gb() -> float:
    """Give the most memory that was in use on the GPU; 0 where there is none."""
    return torch.cuda.max_memory_allocated() / 1e9 if torch.cuda.is_available() else 0.0


@contextmanager
def parts_of_laps(places: Places, laps: Laps) -> Iterator[None]:
    """Clock the parts of updates."""

    def counts(name: str) -> bool:
        return name != "reference" or not torch.is_grad_enabled()

    with clocks(places, laps.spent, now_s, counts):
        yield


# Ours.


def our_laps(
    model: Path, source: Source, settings: TrainSettings, folder: Path, *, is_full: bool
) -> list[Lap]:
    """Run our loop; ``is_full`` lets no completion end before its last token."""
    has_gpu, is_mixed = torch.cuda.is_available(), settings.precision == "bf16"
    accelerator = Accelerator(cpu=not has_gpu, mixed_precision="bf16" if is_mixed else "no")
    laps = Laps(settings.rl.prompts * settings.rl.group, now_s, gpu_gb)
    stage = Stage(
        folder / "rl",
        accelerator,
        steps=settings.rl.updates,
        checkpoint_every=settings.rl.updates + 1,
        watchers=[laps],
    )
    policy = load(model)
    if settings.gradient_checkpointing:
        checkpoint_activations(policy.model)
    with _endless() if is_full else nullcontext(), _unsaved(), parts_of_laps(OURS, laps):
        loop.reinforce(policy, source, settings, stage, Evaluator(settings, accelerator))
    accelerator.free_memory()
    return laps.found


def _unsaved() -> AbstractContextManager[Any]:
    """Keep a stage from writing its last checkpoint, which for a large model is many gigabytes."""
    return patch.object(Stage, "_save", lambda _stage: None)


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
    __name__ = "stepreward"

    def __call__(
        self,
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]],
        row: Sequence[int],
        **_: Any,
    ) -> list[float]:
        self.tokens = sum(map(len, completion_ids))
        return [
            self.pay(
                self.scorer.score(
                    chat[0]["content"],
                    self.examples[at].truth,
                    truncated=ids[-1] != self.end_token,
                )
            )
            for chat, ids, at in zip(completions, completion_ids, row, strict=True)
        ]


class _Ends(TrainerCallback):  # type: ignore[misc]
    def __init__(self, laps: Laps, reward: PlainReward) -> None:
        self._laps, self._reward = laps, reward

    def on_step_end(self, *_: Any, **__: Any) -> None:
        self._laps.end(self._reward.tokens)


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
    laps = Laps(rl.prompts * rl.group, now_s, gpu_gb)
    trainer = GRPOTrainer(
        policy.model,
        reward,
        _config(settings, folder, is_full=is_full),
        Dataset.from_list(rows),
        processing_class=policy.processor,
        callbacks=[_Ends(laps, reward)],
    )
    trainer.remove_callback(PrinterCallback)
    with parts_of_laps(THEIRS, laps):
        trainer.train()
    trainer.accelerator.free_memory()
    return laps.found


def _config(settings: TrainSettings, folder: Path, *, is_full: bool) -> Any:
    from trl import GRPOConfig

    rl, length = settings.rl, settings.max_completion_tokens
    rollouts = rl.prompts * rl.group
    return GRPOConfig(
        str(folder),
        max_steps=rl.updates,
        per_device_train_batch_size=rl.micro_batch,
        gradient_accumulation_steps=rollouts // rl.micro_batch,
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
        bf16=settings.precision == "bf16",
        gradient_checkpointing=settings.gradient_checkpointing,
        shuffle_dataset=False,
        dataloader_pin_memory=False,
        logging_steps=1,
        report_to="none",
        disable_tqdm=True,
        save_strategy="no",
        eval_strategy="no",
        use_cpu=not torch.cuda.is_available(),
        seed=settings.seed,
    )
