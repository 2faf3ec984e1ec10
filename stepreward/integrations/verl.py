"""verl: a reward manager whose scores know on which tokens they were earned.

``reward.reward_manager.source=importlib``, ``.name=StepRewardManager`` and
``.module.path=pkg://stepreward.integrations.verl``; settings of the scorer by
``+reward.custom_reward_function.reward_kwargs.alpha=0.2``.

Where verl assembles the scores of a batch itself, as in its reward loop, each part of the reward
stands on the token that earned it; where an agent loop streams them, verl puts their sum on the
last token, as it does with any float.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor
from verl import DataProto
from verl.experimental.reward_loop.reward_manager.naive import NaiveRewardManager

from stepreward.adapters.reward import Outcome, Scalar, with_changes
from stepreward.adapters.truths import beside_gold
from stepreward.offsets import token_offsets


class LaidScore(float):
    """A reward, and what each of T tokens earned of it."""

    laid: list[float]  # (T,)

    @classmethod
    def of(cls, reward: float, laid: Sequence[float]) -> LaidScore:
        """Put the two together; pickles as one."""
        score = cls(reward)
        score.laid = list(laid)
        return score


class StepRewardManager(NaiveRewardManager):  # type: ignore[misc]
    """Pay StepRAR + StepRVR, laid on the tokens of the sampled response."""

    def __init__(
        self, config: Any, tokenizer: Any, compute_score: Any = None, *given: Any, **named: Any
    ) -> None:
        super().__init__(config, tokenizer, compute_score, *given, **named)
        function = config.reward.get("custom_reward_function") or {}
        self._reward = with_changes(Scalar, function.get("reward_kwargs") or {})
        self._reward.check()

    async def run_single(self, data: DataProto) -> dict[str, Any]:
        """Score the last sequence of a sample."""
        item = data[-1:][0]
        width = item.batch["responses"].shape[-1]
        length = int(item.batch["attention_mask"][-width:].sum())
        ids = item.batch["responses"][:length].tolist()
        gold = item.non_tensor_batch["reward_model"]["ground_truth"]
        row = beside_gold(gold, item.non_tensor_batch.get("extra_info"))
        outcome, laid = await self.loop.run_in_executor(None, self._laid, ids, row)
        metrics = outcome.metrics()
        info = {"score": outcome.paid, "acc": metrics["accuracy"], **metrics}
        return {"reward_score": LaidScore.of(outcome.paid, laid), "reward_extra_info": info}

    def _laid(self, ids: Sequence[int], row: Mapping[str, Any]) -> tuple[Outcome, list[float]]:
        text = self.tokenizer.decode(ids, skip_special_tokens=False)
        outcome = self._reward.outcome(text, row)
        if outcome.report is None:
            return outcome, [0.0] * len(ids)
        offsets = token_offsets(self.tokenizer, ids)
        return outcome, outcome.report.token_rewards(offsets).tolist()

    @classmethod
    def assemble_rm_scores(cls, data: DataProto, scores: list[float]) -> Tensor:
        """Give (N, T): what each token earned; a plain float goes to the last token."""
        rewards: Tensor = super().assemble_rm_scores(data, scores)
        for row, score in enumerate(scores):
            if isinstance(score, LaidScore) and score.laid:
                rewards[row] = 0.0
                rewards[row, : len(score.laid)] = rewards.new_tensor(score.laid)
        return rewards
