"""Where a stage stands, in one file that is whole at any moment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from accelerate.utils import gather_object

from stepreward.errors import FileError
from stepreward.train.keep.whole import written_whole

NAME = "checkpoint.pt"


def save_checkpoint(folder: Path, state: Mapping[str, Any]) -> None:
    """Write the state beside the old one, then put it in its place, as one act of the disk."""
    with written_whole(folder / NAME) as file:
        torch.save(dict(state), file)


def load_checkpoint(folder: Path) -> dict[str, Any] | None:
    """Read the state back, None where there is none; raise FileError for a broken file."""
    path = folder / NAME
    if not path.exists():
        return None
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, KeyError, UnpicklingError) as error:
        raise FileError(f"{path}: is no checkpoint; delete it to begin the stage again") from error
    return state


def random_states() -> list[dict[str, Any]]:
    """Collect the states of the random generators, one a process."""
    mine = {
        "cpu": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }
    states: list[dict[str, Any]] = gather_object([mine])
    return states


def restore_random_state(state: Mapping[str, Any]) -> None:
    """Put this process's random generators where they were."""
    torch.set_rng_state(state["cpu"])
    if state["cuda"]:
        torch.cuda.set_rng_state_all(state["cuda"])
