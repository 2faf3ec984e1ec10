"""TRL: a GRPOTrainer whose advantages say which tokens earned the reward, and which did not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from accelerate.utils import gather, gather_object
from torch import Tensor
from trl import GRPOTrainer

from stepreward.adapters.reward import KINDS_OF, Outcome
from stepreward.adapters.trl import StepReward, log_outcomes, step_reward
from stepreward.adapters.truths import columns_as_rows
from stepreward.dense import Earned, Normalise, dense_advantages, earned_by
from stepreward.errors import SettingError
from stepreward.offsets import token_offsets


class StepGRPOTrainer(GRPOTrainer):  # type: ignore[misc]
    """GRPO with advantages of (B, T) from the credits of the reports, on the sampled ids.

    ``reward`` is a StepReward, the only reward; what TRL logs of it is as usual.
    ``normalise`` divides credits by the spread of their own kind ("apart"), or of all ("sum"):
    ``stepreward.dense.dense_advantages``. Takes whatever else a GRPOTrainer takes.

    Raises SettingError where reward functions or tools are given: their rewards are not laid on
    tokens.
    """

    def __init__(
        self,
        *given: Any,
        reward: StepReward = step_reward,
        normalise: Normalise = "apart",
        **named: Any,
    ) -> None:
        if "reward_funcs" in named or len(given) > 1:
            raise SettingError("StepGRPOTrainer: takes one StepReward, as reward=; no reward_funcs")
        if named.get("tools"):
            raise SettingError("StepGRPOTrainer: tools write tokens that no credit is laid on")
        reward.check()
        super().__init__(*given, reward_funcs=reward, **named)
        self._reward, self._normalise = reward, normalise
        self._earned: list[tuple[list[Earned], int]] = []  # of each rollout, and its tokens

    def _calculate_rewards(
        self,
        inputs: Sequence[dict[str, Any]],
        prompts: Sequence[Any],
        completions: Sequence[Any],
        completion_ids_list: Sequence[Sequence[int]],
    ) -> Tensor:
        """Score the sampled ids once, for the rewards that TRL logs and for the advantages."""
        del prompts, completions
        columns = {name: [row.get(name) for row in inputs] for name in inputs[0]}
        rows = columns_as_rows(columns, len(inputs), self._reward.names())
        outcomes = []
        self._earned = []
        for at, (ids, row) in enumerate(zip(completion_ids_list, rows, strict=True)):
            outcome = self._outcome(ids, row, at)
            outcomes.append(outcome)
            self._earned.append((self._laid(outcome, ids), len(ids)))
        log_outcomes(self._reward, outcomes, self._log_metric, self._log_completion_extra)
        paid = [float("nan") if one.reward is None else one.reward for one in outcomes]
        rewards = torch.tensor(paid, device=self.accelerator.device)[:, None]  # (B, 1)
        gathered: Tensor = gather(rewards)
        return gathered

    def _outcome(self, ids: Sequence[int], row: dict[str, Any], at: int) -> Outcome:
        tokenizer = self._tokenizer
        text = tokenizer.decode(ids, skip_special_tokens=False)
        is_cut = not ids or ids[-1] not in (tokenizer.eos_token_id, tokenizer.pad_token_id)
        return self._reward.outcome(text, row, at=at, truncated=is_cut)

    def _laid(self, outcome: Outcome, ids: Sequence[int]) -> list[Earned]:
        if outcome.report is None:
            return []
        offsets = token_offsets(self._tokenizer, ids)
        return earned_by(outcome.report, offsets, KINDS_OF[self._reward.part])

    def _generate_and_score_completions(self, inputs: list[dict[str, Any]]) -> dict[str, Any]:
        """Put advantages of (B, T) where TRL's of (B,) were."""
        output: dict[str, Any] = super()._generate_and_score_completions(inputs)
        width = output["completion_ids"].shape[1]
        group = self.num_generations if self.model.training else self.num_generations_eval
        everyone = gather_object(self._earned)  # of all processes: a group may be spread over them
        mine = range(
            self.accelerator.process_index * len(inputs),
            (self.accelerator.process_index + 1) * len(inputs),
        )
        rows = []
        for start in range(mine.start // group * group, mine.stop, group):
            earned, lengths = zip(*everyone[start : start + group], strict=True)
            found = dense_advantages(earned, lengths, max(width, *lengths), self._normalise)
            rows += [one for at, one in enumerate(found, start) if at in mine]
        advantages = torch.tensor(np.stack(rows)[:, :width])  # (B, T)
        output["advantages"] = advantages.to(output["advantages"])
        return output
