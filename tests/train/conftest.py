"""A tiny model that has begun to write traces, made once for all tests of a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch
from filelock import FileLock

torch.set_num_threads(1)  # tests run side by side; threads of each would wait for the others'
os.environ.setdefault("HF_HUB_OFFLINE", "1")

_FEW = [
    "stages=['warm-up']",
    "warm_up.stop_after=45",
    "warm_up.batch=16",
    "warm_up.checkpoint_every=45",
    "evaluation.count=8",
]


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model that knows the format, and little else."""
    from stepreward.train import load_settings, train
    from stepreward.train.recipes import change_of

    shared = tmp_path_factory.getbasetemp().parent  # of all processes that test
    folder = shared / "warm"
    with FileLock(shared / "warm.lock"):
        if not (folder / "warm-up" / "model").exists():
            train(load_settings("quick", changes=[change_of(one) for one in _FEW]), folder)
    return folder / "warm-up" / "model"
