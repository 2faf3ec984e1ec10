"""What an update is watched by: its measures, whether anything is learned, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import torch

from stepreward.logs import metrics_of
from stepreward.train.rewards import Chunk
from stepreward.train.stage import Stage

DEAD = 1e-6  # spread of a group's rewards below which they count as equal
PATIENCE = 5  # updates without any signal before that is said


def measure(chunks: Sequence[Chunk]) -> dict[str, float]:
    """Average what the rollouts earned; a group in which all earn the same teaches nothing."""
    means = metrics_of([report for chunk in chunks for report in chunk.reports])
    rewards = torch.tensor([one for chunk in chunks for one in chunk.rewards])  # (N,)
    groups = rewards.view(-1, chunks[0].rollouts.group)  # (B, G)
    tokens = [length for chunk in chunks for length in chunk.rollouts.mask.sum(1).tolist()]
    cut = [one for chunk in chunks for one in chunk.rollouts.truncated]
    shown = ("accuracy", "coverage", "validity", "step_rar", "step_rvr")
    measured = {
        "reward": float(rewards.mean()),
        **{name: means[name] for name in shown},
        "reward_spread": float(groups.std(1).mean()),
        "dead_groups": float((groups.std(1) < DEAD).float().mean()),
        "completion_tokens": fmean(tokens),
        "truncated": fmean(cut),
    }
    if any(chunk.reference for chunk in chunks):
        measured["kl"] = sum(chunk.kl for chunk in chunks) / max(1, sum(tokens))
    return measured


def as_plain(chunk: Chunk) -> dict[str, Any]:
    """Take a chunk apart for a file, without the images."""
    return {
        "examples": [example.id for example in chunk.examples],
        "completions": list(chunk.rollouts.texts),
        "ids": chunk.rollouts.ids,
        "mask": chunk.rollouts.mask,
        "rewards": list(chunk.rewards),
        "advantages": chunk.advantages,
        "log_probs": chunk.old,
        "reference": chunk.reference,
    }


class Idle:
    """Say once that nothing is learned: no group has had different rewards for a while."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._updates = stage, 0

    def watch(self, step: int, measured: Mapping[str, float]) -> None:
        """Look at what one update measured."""
        self._updates = self._updates + 1 if measured["dead_groups"] == 1 else 0
        if self._updates == PATIENCE:
            self._stage.say(
                f"update {step + 1}: for {PATIENCE} updates all rollouts of each group earned the "
                "same, so that nothing was learned; see what they are with: stepreward explain "
                f"{rollouts_path(self._stage, 1)}"
            )


def rollouts_path(stage: Stage, update: int) -> Path:
    """Name the file for the rollouts of an update, counted from 1."""
    return stage.folder / "rollouts" / f"update-{update:06d}.jsonl"
