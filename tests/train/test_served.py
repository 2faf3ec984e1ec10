"""Rollouts from a server: it follows the policy, and is refused where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from stepreward.errors import EndpointError, SettingError, StepRewardError
from stepreward.train import load_settings, train
from stepreward.train.keep.journal import read_journal
from stepreward.train.model.folders import load
from stepreward.train.recipes import change_of
from tests.train.serving import MODEL, Server, serving

SMALL = (
    "stages=['rl']",
    "max_completion_tokens=24",
    "rl.updates=3",
    "rl.prompts=2",
    "rl.group=4",
    "rl.sample_batch=1",
    "rl.micro_batch=8",
    "rl.warm_up_updates=0",
    "rl.beta=0.0",
    "algorithm=grpo",
    "reward=both",
    "evaluation.count=8",
)


def _are_equal(one: Any, other: Any) -> bool:
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return all(torch.equal(*pair) for pair in pairs)


@pytest.fixture
def server(warm: Path) -> Iterator[Server]:
    with serving(warm) as running:
        yield running


def run(model: Path, folder: Path, url: str, *changes: str) -> list[dict[str, Any]]:
    named = {"model": str(model), "rl": {"vllm_url": url}}
    asked = load_settings("quick", changes=[named, *map(change_of, (*SMALL, *changes))])
    train(asked, folder)
    return read_journal(folder / "rl" / "metrics.jsonl")


def test_a_server_follows_the_policy(warm: Path, tmp_path: Path, server: Server) -> None:
    changes = ("rl.learning_rate=0.003", "rl.temperature=1.2", "max_completion_tokens=88")
    lines = run(warm, tmp_path / "run", server.url, *changes)
    assert len(lines) == len(server.loads) == 3
    assert max(line["sampler_gap"] for line in lines) < 1e-4  # the weights of that very update
    asked = server.requests[0]
    assert (asked["model"], asked["n"], asked["temperature"]) == (MODEL, 4, 1.2)
    assert len(server.requests) == 6
    assert len({one["seed"] for one in server.requests}) == 6
    assert not (tmp_path / "run" / "rl" / "weights").exists()
    before, after = load(warm).model, load(tmp_path / "run" / "rl" / "model").model
    held = server.loaded.model  # of the last update's beginning, which is neither
    for other in (before, after):
        assert not _are_equal(other, held)
    assert _are_equal(before, load(warm).model)


def test_lora_is_merged_for_the_server(warm: Path, tmp_path: Path, server: Server) -> None:
    changes = ("lora_rank=4", "rl.learning_rate=0.01", "rl.updates=2")
    lines = run(warm, tmp_path / "run", server.url, *changes)
    assert max(line["sampler_gap"] for line in lines) < 1e-4


def test_without_a_server_nothing_is_compared(warm: Path, tmp_path: Path) -> None:
    asked = load_settings(
        "quick", changes=[{"model": str(warm)}, *map(change_of, (*SMALL, "rl.updates=1"))]
    )
    train(asked, tmp_path / "run")
    (line,) = read_journal(tmp_path / "run" / "rl" / "metrics.jsonl")
    assert "sampler_gap" not in line


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        pytest.param({"is_stale": True}, "samples from other weights", id="keeps old weights"),
        pytest.param({"adds_to_prompts": "Look. "}, "reads the prompt of", id="prompts"),
        pytest.param({"drops_ends": True}, "--generation-config vllm", id="other ends"),
        pytest.param({"is_bare": True}, "VLLM_SERVER_DEV_MODE=1", id="no development calls"),
        pytest.param({"leaves_out": "token_ids"}, "return_token_ids", id="no token ids"),
    ],
)
def test_a_server_that_goes_wrong_is_refused(
    warm: Path,
    tmp_path: Path,
    server: Server,
    wrong: dict[str, Any],
    words: str,
) -> None:
    for name, value in wrong.items():
        setattr(server, name, value)
    changes = ("rl.learning_rate=0.03", "max_completion_tokens=88")
    with pytest.raises(StepRewardError, match=words):
        run(warm, tmp_path / "run", server.url, *changes)


def test_a_server_that_is_not_there_is_named_at_once(warm: Path, tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match=r"^http://127\.0\.0\.1:9: cannot be reached: .* up\?$"):
        run(warm, tmp_path / "run", "http://127.0.0.1:9/v1", "stages=['warm-up', 'rl']")
    assert not (tmp_path / "run" / "warm-up").exists()  # before any work is done


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(["rl.vllm_url=localhost:8000"], "rl.vllm_url: string should", id="no scheme"),
        pytest.param(
            ["rl.vllm_url=http://x", "study.arms={a = []}"],
            "the arms of a study",
            id="shared by arms",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(changes: list[str], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        load_settings("quick", changes=list(map(change_of, changes)))
