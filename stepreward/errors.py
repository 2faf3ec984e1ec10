"""What we raise, as a tree: catch ``StepRewardError`` to catch everything."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class StepRewardError(Exception):
    """Base class of every error that stepreward raises on purpose."""


class TruthError(StepRewardError, ValueError):
    """A ground truth cannot be read: the message names the field and the mend."""


class SettingError(StepRewardError, ValueError):
    """A setting is unknown or out of range: the message names it and the mend."""


class GroupError(StepRewardError, ValueError):
    """Rewards of a group are no row of finite numbers: the message names what is wrong."""


class FormatError(SettingError):
    """A trace format is unknown or does not hold together."""


class RecordError(StepRewardError, ValueError):
    """A line of a file is not a record: the message names file, line and field."""


class FileError(StepRewardError, OSError):
    """A file cannot be read or written: the message names it and the mend."""


class TrainingError(StepRewardError, RuntimeError):
    """A training run cannot go on: the message says why, and where what is needed lies."""


class EndpointError(StepRewardError, RuntimeError):
    """A model's endpoint cannot be used: the message names it, says why, and the mend."""


class MissingExtraError(StepRewardError, ImportError):
    """An optional dependency is not installed: the message names the extra."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs: pip install 'stepreward[{extra}]'")
        self.feature, self.extra = feature, extra

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Travel to another process."""
        return type(self), (self.feature, self.extra)


def known_are(name: str, known: Iterable[str]) -> str:
    """Word the mend for an unknown name: the nearest known one, or all of them.

    >>> known_are("papr", ["paper", "stepgrpo"])
    "did you mean 'paper'? known are paper, stepgrpo"
    """
    names = list(known)
    near = get_close_matches(name.casefold(), names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}known are {', '.join(names)}"
