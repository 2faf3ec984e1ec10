"""ms-swift: an ORM for ``--external_plugins``; ``stepreward path swift`` prints the plug-in file.

It is duck-typed as ms-swift's own are: ``orms[name](args=...)`` and then a call with columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stepreward.adapters.reward import Part, Reward, with_changes
from stepreward.adapters.truths import columns_as_rows
from stepreward.scorer import Completion


class StepReward:
    """Pay StepRAR + StepRVR; rows without a truth get None."""

    part: Part = "reward"

    def __init__(self, args: Any = None, **settings: Any) -> None:
        del args
        self._reward = with_changes(Reward, {**settings, "part": self.part})

    def __call__(self, completions: Sequence[Completion], **columns: Any) -> list[float | None]:
        """Pay N completions; ``columns`` hold N values each."""
        count = len(completions)
        rows = columns_as_rows(columns, count, self._reward.names())
        cut = columns.get("is_truncated") or [False] * count
        return [
            self._reward.outcome(completion, row, at=at, truncated=bool(is_cut)).reward
            for at, (completion, row, is_cut) in enumerate(zip(completions, rows, cut, strict=True))
        ]


class StepRAR(StepReward):
    """Pay StepRAR alone."""

    part = "step_rar"


class StepRVR(StepReward):
    """Pay StepRVR alone."""

    part = "step_rvr"


ORMS = {"stepreward": StepReward, "step_rar": StepRAR, "step_rvr": StepRVR}
