"""verl: the reward loop's managers, in this process and in Ray actors, and the older managers."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("verl", reason="verl is not installed: make test-verl")

import numpy as np
import torch
from omegaconf import OmegaConf
from tensordict import TensorDict
from transformers import PreTrainedTokenizerFast
from verl import DataProto
from verl.trainer.ppo.metric_utils import process_validation_metrics
from verl.trainer.ppo.reward import get_custom_reward_fn, load_reward_manager
from verl.workers.reward_manager import get_reward_manager_cls

from stepreward.adapters import verl as adapter
from stepreward.errors import SettingError
from tests.frameworks.letters import letters
from tests.frameworks.records import ANSWER, BESIDE, REWARDS, TEXTS, TOLD

PROMPT = 6


def config(manager: str = "naive", name: str = "compute_score", **settings: Any) -> Any:
    """Give the part of verl's configuration that rewards read."""
    function = {"path": "pkg://stepreward.adapters.verl", "name": name, "reward_kwargs": settings}
    return OmegaConf.create(
        {
            "trainer": {"experiment_name": "eggs"},
            "reward": {
                "num_workers": 1,
                "sandbox_fusion": None,
                "custom_reward_function": function,
                "reward_manager": {"source": "register", "name": manager, "module": None},
                "reward_model": {"enable": False},
            },
        }
    )


def batch(tokenizer: PreTrainedTokenizerFast, *, as_arrays: bool = False) -> DataProto:
    """Give the completions as verl's rollouts: token ids behind a prompt, padded on the right."""
    ids = [tokenizer(text).input_ids for text in TEXTS]
    length = max(map(len, ids)) + 2
    responses = torch.full((len(ids), length), tokenizer.pad_token_id)
    mask = torch.zeros(len(ids), PROMPT + length, dtype=torch.long)
    mask[:, :PROMPT] = 1
    for row, one in enumerate(ids):
        responses[row, : len(one)] = torch.tensor(one, dtype=torch.long)
        mask[row, PROMPT : PROMPT + len(one)] = 1
    prompts = torch.ones(len(ids), PROMPT, dtype=torch.long)
    tensors = {"prompts": prompts, "responses": responses, "attention_mask": mask}
    steps = BESIDE["key_steps"]
    if as_arrays:  # as pandas reads Parquet
        steps = np.array([np.array(steps[0], dtype=object), steps[1]], dtype=object)
    extra = [{**BESIDE, "key_steps": steps, "index": at} for at in range(len(ids))]
    gold = [{"ground_truth": ANSWER, "style": "rule"}] * len(ids)
    return DataProto(
        batch=TensorDict(tensors, batch_size=len(ids)),
        non_tensor_batch={
            "data_source": np.array(["eggs"] * len(ids), dtype=object),
            "reward_model": np.array(gold, dtype=object),
            "extra_info": np.array(extra, dtype=object),
        },
    )


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return letters()


def run(manager: Any, data: DataProto) -> list[dict[str, Any]]:
    """Score a batch as the reward loop does, one sample at a time."""

    async def all_of_them() -> list[dict[str, Any]]:
        return [await manager.run_single(data[at : at + 1]) for at in range(len(data))]

    found: list[dict[str, Any]] = manager.loop.run_until_complete(all_of_them())
    return found


@pytest.mark.parametrize("as_arrays", [False, True], ids=["lists", "arrays"])
@pytest.mark.parametrize("manager", ["naive", "dapo", "gdpo", "rate_limited"])
def test_every_manager_pays_what_the_scorer_pays(
    tokenizer: PreTrainedTokenizerFast, manager: str, as_arrays: bool
) -> None:
    found = run(
        load_reward_manager(config(manager), tokenizer), batch(tokenizer, as_arrays=as_arrays)
    )
    assert [one["reward_score"] for one in found] == pytest.approx(REWARDS)
    for one, told in zip(found, TOLD, strict=True):
        info = one["reward_extra_info"]
        assert (info["step_rar"], info["step_rvr"]) == (told.report.step_rar, told.report.step_rvr)


def test_settings_come_from_verls_configuration(tokenizer: PreTrainedTokenizerFast) -> None:
    manager = load_reward_manager(config(alpha=0.5, policy={"percent": "number"}), tokenizer)
    first, *_ = run(manager, batch(tokenizer))
    assert first["reward_score"] == 2.5


@pytest.mark.parametrize(
    ("name", "part"), [("compute_step_rar", "step_rar"), ("compute_step_rvr", "step_rvr")]
)
def test_the_parts_are_rewards_of_their_own(
    tokenizer: PreTrainedTokenizerFast, name: str, part: str
) -> None:
    found = run(load_reward_manager(config(name=name), tokenizer), batch(tokenizer))
    assert [one["reward_score"] for one in found] == [getattr(told.report, part) for told in TOLD]


def test_the_extra_keys_pass_verls_own_validation_metrics(
    tokenizer: PreTrainedTokenizerFast,
) -> None:
    infos = [
        one["reward_extra_info"]
        for one in run(load_reward_manager(config(), tokenizer), batch(tokenizer))
    ]
    columns = {key: [info[key] for info in infos] for key in infos[0]}
    uids = [f"u{at}" for at in range(len(infos))]
    metrics = process_validation_metrics(["eggs"] * len(infos), uids, columns)["eggs"]
    assert metrics["acc"]["mean@1"] == pytest.approx(0.25)
    assert metrics["coverage"]["mean@1"] == pytest.approx(
        sum(t.report.coverage or 0 for t in TOLD) / 4
    )


def test_the_older_managers_put_it_on_the_last_token(tokenizer: PreTrainedTokenizerFast) -> None:
    naive = get_reward_manager_cls("naive")(
        tokenizer, num_examine=0, compute_score=adapter.compute_score
    )
    batched = get_reward_manager_cls("batch")(
        tokenizer, num_examine=0, compute_score=adapter.compute_score_batch, alpha=0.1
    )
    for manager in (naive, batched):
        found = manager(batch(tokenizer), return_dict=True)
        assert found["reward_tensor"].sum(1).tolist() == pytest.approx(REWARDS)
        assert found["reward_tensor"][0, len(tokenizer(TEXTS[0]).input_ids) - 1] == pytest.approx(
            2.1
        )
        assert len(found["reward_extra_info"]["step_rar"]) == len(TEXTS)


def test_it_loads_by_its_package_name() -> None:
    function = get_custom_reward_fn(config())
    assert not inspect.iscoroutinefunction(function)
    assert function("eggs", TEXTS[0], ANSWER, BESIDE)["score"] == pytest.approx(2.1)


DENSE = {
    "source": "importlib",
    "name": "StepRewardManager",
    "module": {"path": "pkg://stepreward.integrations.verl"},
}


def dense(**settings: Any) -> Any:
    """Give a configuration that names our own manager."""
    found = config(**settings)
    found.reward.reward_manager = DENSE
    return found


def test_our_manager_lays_the_reward_on_the_tokens_that_earned_it(
    tokenizer: PreTrainedTokenizerFast,
) -> None:
    manager = load_reward_manager(dense(), tokenizer)
    data = batch(tokenizer)
    found = run(manager, data)
    scores = pickle.loads(pickle.dumps([one["reward_score"] for one in found]))
    assert [float(score) for score in scores] == pytest.approx(REWARDS)
    laid = type(manager).assemble_rm_scores(data, scores)
    assert laid.shape == data.batch["responses"].shape
    assert laid.sum(1).tolist() == pytest.approx(REWARDS)
    step = TEXTS[0].index("12/2 = 6") + len("12/2 = 6") - 1  # a token a character
    answer = len(TEXTS[0]) - 1
    assert laid[0, step] == pytest.approx(0.05)
    assert laid[0, answer] >= 1.0
    last = len(TEXTS[1]) - 1
    assert laid[1].nonzero().flatten().tolist() != [last]


def test_our_manager_is_a_plain_float_where_verl_streams_scores(
    tokenizer: PreTrainedTokenizerFast,
) -> None:
    scores = [
        one["reward_score"]
        for one in run(load_reward_manager(dense(alpha=0.5), tokenizer), batch(tokenizer))
    ]
    assert torch.tensor(scores, dtype=torch.float32)[0].item() == pytest.approx(2.5)


def test_a_wrong_setting_of_our_manager_is_found_when_it_is_made(
    tokenizer: PreTrainedTokenizerFast,
) -> None:
    with pytest.raises(SettingError, match="did you mean 'alpha'"):
        load_reward_manager(dense(alhpa=0.5), tokenizer)


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    ray = pytest.importorskip("ray")
    root = str(Path(__file__).resolve().parents[2])
    environment = {"env_vars": {"PYTHONPATH": root, "RAY_USAGE_STATS_ENABLED": "0"}}
    ray.init(num_cpus=2, include_dashboard=False, runtime_env=environment, logging_level="error")
    yield ray
    ray.shutdown()


@pytest.mark.parametrize("manager", ["naive", "remote", "ours"])
def test_it_runs_in_ray_actors(
    ray: Any, tokenizer: PreTrainedTokenizerFast, manager: str, tmp_path: Path
) -> None:
    from verl.experimental.reward_loop.reward_loop import RewardLoopWorker

    tokenizer.save_pretrained(tmp_path)
    settings = dense(alpha=0.2) if manager == "ours" else config(manager, alpha=0.2)
    place = {"tokenizer_path": str(tmp_path), "path": str(tmp_path)}
    settings.actor_rollout_ref = {"model": place}
    worker = ray.remote(RewardLoopWorker).options(num_cpus=0).remote(settings, None)
    found = ray.get(worker.compute_score_batch.remote(batch(tokenizer)))
    expected = [
        told.report.reward
        + 0.1 * (told.report.coverage or 0.0) * (told.report.accuracy is not None)
        for told in TOLD
    ]
    assert [one["reward_score"] for one in found] == pytest.approx(expected)
    ray.kill(worker)
