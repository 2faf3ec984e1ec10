"""Who samples rollouts: this process, or a vLLM server that follows the policy.

The loop asks a sampler to follow before each update, and then for rollouts. How likely the policy
finds them, it asks the policy itself: what a server thought of them is only compared.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import torch
from accelerate import Accelerator
from torch import Tensor

from stepreward.errors import TrainingError
from stepreward.train.data.examples import Example
from stepreward.train.model.folders import Loaded, save_merged
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import Prompts, Rollouts, encode_prompts
from stepreward.train.model.sampling import Sampling, rollouts_of
from stepreward.train.model.served import Answer, Served
from stepreward.train.rewards import roll_out
from stepreward.train.settings import TrainSettings

MAX_GAP = 0.1  # nats a token, on average; half precision makes a few hundredths


class Sampler(Protocol):
    """Whoever samples."""

    def follow(self) -> None:
        """Sample from the policy as it is now, from here on."""

    def roll_out(self, examples: Sequence[Example]) -> Rollouts:
        """Sample a group of completions for each prompt."""

    def measured(self) -> dict[str, float]:
        """Give what was measured since the last ``follow``, under constant names."""


def sampler_of(
    policy: Loaded,
    settings: TrainSettings,
    how: Sampling,
    accelerator: Accelerator,
    folder: Path,
) -> Sampler:
    """Choose who samples; the weights for a server go through ``folder``.

    Raises EndpointError for a server that cannot be asked.
    """
    if settings.rl.vllm_url is None:
        return InProcess(policy, settings, how, accelerator)
    served = Served(settings.rl.vllm_url)
    return Remote(policy, settings, how, accelerator, folder / "weights", served)


@dataclass(frozen=True, slots=True)
class InProcess:
    """Sample with the model that is trained."""

    policy: Loaded
    settings: TrainSettings
    how: Sampling
    accelerator: Accelerator

    def follow(self) -> None:
        """Change nothing: it is the policy."""

    def roll_out(self, examples: Sequence[Example]) -> Rollouts:
        """Sample a group of completions for each prompt."""
        return roll_out(self.policy, examples, self.settings, self.how, self.accelerator)

    def measured(self) -> dict[str, float]:
        """Give nothing: there is nobody to compare with."""
        return {}


@dataclass(slots=True)
class Remote:
    """Have a server sample, which loads the policy's weights from a folder."""

    policy: Loaded
    settings: TrainSettings
    how: Sampling
    accelerator: Accelerator
    folder: Path
    served: Served
    _gaps: list[float] = field(default_factory=list)
    _saved: int = 0

    def follow(self) -> None:
        """Save the weights, LoRA's added to them, and tell the server; all processes wait."""
        self._gaps.clear()
        self._saved += 1
        if self.accelerator.is_main_process:
            shutil.rmtree(self.folder, ignore_errors=True)  # of a run that was cut short
            new = self.folder / str(self._saved)  # a new name: nothing can be remembered for it
            model = self.accelerator.unwrap_model(self.policy.model)
            save_merged(Loaded(model, self.policy.processor), new)
            self.served.load(new)
            shutil.rmtree(self.folder)
        self.accelerator.wait_for_everyone()

    def roll_out(self, examples: Sequence[Example]) -> Rollouts:
        """Sample a group of completions for each prompt.

        Raises TrainingError where the server reads a prompt otherwise, or, on the first prompts
        behind ``follow``, where it samples from other weights.
        """
        settings = self.settings
        prompts = encode_prompts(
            self.policy.processor,
            examples,
            instruction=settings.instruction,
            limit=settings.max_prompt_tokens,
        )
        seeds = torch.randint(2**31, (len(examples),)).tolist()
        answers = self.served.complete(examples, settings.instruction, self.how, seeds)
        self._check_answers(examples, prompts, answers)
        device = self.accelerator.device
        ids = _padded([one.ids for answer in answers for one in answer.group], self.how.padding)
        found = rollouts_of(
            prompts.to(device), ids.to(device), self.how, self.policy.processor.tokenizer
        )
        if not self._gaps:
            self._gaps.append(self._gap(found, answers[0]))
        return found

    def measured(self) -> dict[str, float]:
        """Give the gap to what the policy thinks of the first group, in nats a token."""
        return {"sampler_gap": self._gaps[0] if self._gaps else 0.0}

    def _check_answers(
        self, examples: Sequence[Example], prompts: Prompts, answers: Sequence[Answer]
    ) -> None:
        """Refuse a server that sees another prompt, or whose completions are not what was asked."""
        rows = zip(prompts.inputs["input_ids"], prompts.inputs["attention_mask"], strict=True)
        for example, answer, (ids, mask) in zip(examples, answers, rows, strict=True):
            mine = tuple(ids[mask.bool()].tolist())
            if answer.prompt != mine:
                raise TrainingError(
                    f"{self.served.url}: reads the prompt of {example.id!r} as "
                    f"{len(answer.prompt)} tokens, and it has {len(mine)} here; start the server "
                    "from the same folder, with its chat template and with max_pixels as here"
                )
            if len(answer.group) != self.how.group:
                raise TrainingError(
                    f"{self.served.url}: gave {len(answer.group)} completions of {example.id!r} "
                    f"where {self.how.group} were asked for"
                )
            if any(one.has_stopped and one.ids[-1] != self.how.end for one in answer.group):
                raise TrainingError(
                    f"{self.served.url}: ends completions of {example.id!r} otherwise than with "
                    "the tokenizer's end of sequence; start the server with "
                    "--generation-config vllm"
                )

    def _gap(self, rollouts: Rollouts, answer: Answer) -> float:
        """Compare what server and policy think of the first group: the mean difference, in nats.

        A server gives log-probabilities at the temperature that it sampled with, or before it.
        """
        rows, model = slice(0, self.how.group), self.accelerator.unwrap_model(self.policy.model)
        theirs = _padded([one.log_probs for one in answer.group], 0.0).to(rollouts.ids.device)
        width, mask = theirs.shape[1], rollouts.mask[rows]
        gaps = []
        for temperature in {self.how.temperature or 1.0, 1.0}:
            with torch.no_grad(), self.accelerator.autocast():
                ours = completion_log_probs(model, rollouts, rows, temperature)
            away = ((ours[:, :width] - theirs) * mask[:, :width]).abs()
            gaps.append(float(away.sum() / mask.sum()))
        if min(gaps) > MAX_GAP:
            raise TrainingError(
                f"{self.served.url}: samples from other weights than it was given: its "
                f"log-probabilities are {min(gaps):.2f} nats a token away from the policy's, and "
                f"{MAX_GAP} are allowed; does it see {self.folder}?"
            )
        return min(gaps)


def _padded(rows: Sequence[Sequence[float]], padding: float) -> Tensor:
    """Make rows of one length: (N, C)."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[padding] * (width - len(row))] for row in rows])
