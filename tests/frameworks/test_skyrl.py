"""SkyRL: the environment through skyrl-gym's own registry, wrappers and metrics."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytest.importorskip("skyrl_gym", reason="skyrl-gym is not installed: make test-skyrl")

import skyrl_gym
from skyrl_gym.envs.registration import register, registry
from skyrl_gym.metrics import aggregate_for_environment

from stepreward.adapters.names import name_for
from tests.frameworks.records import ANSWER, BESIDE, TOLD

EXTRAS = {
    "reward_spec": {"method": "rule", "ground_truth": ANSWER},
    "extra_info": BESIDE,
    "max_turns": 1,
}


def episode(told: Any) -> tuple[float, dict[str, float]]:
    """Play one episode as SkyRL's generator does, in a thread of its own."""
    env = skyrl_gym.make("stepreward", env_config={}, extras=EXTRAS)
    env.init([{"role": "user", "content": "How many?"}])
    step = env.step(told.text)
    assert step["done"]
    metrics = env.get_metrics()
    env.close()
    return step["reward"], metrics


def test_episodes_earn_what_the_scorer_pays() -> None:
    if "stepreward" not in registry:
        register(id="stepreward", entry_point=name_for("skyrl"))
    with ThreadPoolExecutor(2) as pool:
        played = [*pool.map(episode, TOLD)]
    assert [reward for reward, _ in played] == [told.report.reward for told in TOLD]
    averaged = aggregate_for_environment("stepreward", [metrics for _, metrics in played])
    assert averaged["accuracy"] == 0.25
