"""Training with stepreward's rewards: a warm-up, then StepGRPO, on Qwen2-VL and Qwen2.5-VL."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stepreward.errors import MissingExtraError
from stepreward.train.recipes import RECIPES, load_settings
from stepreward.train.settings import TrainSettings

if TYPE_CHECKING:
    from stepreward.train.run import Stopped, train
    from stepreward.train.study import run_study

__all__ = ["RECIPES", "Stopped", "TrainSettings", "load_settings", "run_study", "train"]
_LATE = {"Stopped": "run", "train": "run", "run_study": "study"}


def __getattr__(name: str) -> Any:
    """Load torch and transformers when training is asked for, and not before."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"stepreward.train.{_LATE[name]}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("stepreward"):
            raise
        raise MissingExtraError("training", "train") from error
    return getattr(module, name)
