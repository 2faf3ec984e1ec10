"""Prompts that are hard or easy for the policy are sampled again, changed (DeepVideo-R1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any

from accelerate.utils import gather_object

from stepreward.train.algorithms import ALGORITHMS
from stepreward.train.data.augment import degraded, hinted
from stepreward.train.data.examples import Example
from stepreward.train.replay import Replay
from stepreward.train.rewards import Chunk
from stepreward.train.settings import RegGRPO, TrainSettings

Attempt = Callable[[Sequence[Example]], Chunk]


class Adapt:
    """Look at each group, and put another in the place of one that is too hard or too easy.

    The policy learns from groups that are neither: a hint is given with a hard question, and the
    images of an easy one are degraded, both by how hard or easy it was.
    """

    def __init__(self, how: RegGRPO) -> None:
        self._how, self._replay = how, Replay(how.window)
        self._means: list[float] = []
        self._changed = {"hinted": 0, "degraded": 0}

    def __call__(self, chunk: Chunk, attempt: Attempt) -> list[Chunk]:
        """Give the chunk's groups, those that were attempted again in a chunk of their own."""
        means = chunk.group_means()
        self._means += means
        others = {
            at: other
            for at, (example, mean) in enumerate(zip(chunk.examples, means, strict=True))
            if (other := self._other(example, mean)) is not None
        }
        if not others:
            return [chunk]
        again = attempt(list(others.values()))
        rest = [at for at in range(len(means)) if at not in others]
        return [chunk.of_prompts(rest), again] if rest else [again]

    def _other(self, example: Example, mean: float) -> Example | None:
        difficulty = self._replay.difficulty(mean)
        if abs(difficulty) < max(self._how.margin, 1e-9):
            return None
        other = (
            hinted(example, difficulty)
            if difficulty > 0
            else degraded(example, -difficulty * self._how.noise)
        )
        if other is example:  # without key steps to tell, or images to degrade
            return None
        self._changed["hinted" if difficulty > 0 else "degraded"] += 1
        return other

    def finish(self) -> dict[str, float]:
        """End an update: remember the groups of all processes; gives what was changed, as shares.

        ``first_reward`` is what the policy earned before any prompt was changed.
        """
        count = len(self._means)
        measured = {name: changed / count for name, changed in self._changed.items()}
        measured["first_reward"] = fmean(self._means)
        self._replay.add(gather_object(self._means))
        self._means, self._changed = [], dict.fromkeys(self._changed, 0)
        return measured

    def state_dict(self) -> dict[str, Any]:
        """Give what a checkpoint keeps."""
        return self._replay.state_dict()

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take back what a checkpoint kept."""
        self._replay.load_state_dict(state)


def adapt_of(settings: TrainSettings) -> Adapt | None:
    """Make what adapts prompts, where the algorithm does."""
    how = settings.reg_grpo
    is_asked = ALGORITHMS[settings.algorithm].adapts and how.augment
    return Adapt(how) if is_asked else None
