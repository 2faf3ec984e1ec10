"""Our rewards in TRL's own trainers: strings and chats, text and images, GRPO and RLOO."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import pickle
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("trl", reason="TRL is not installed")

from accelerate import PartialState
from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer, RLOOConfig, RLOOTrainer

from stepreward import GroundTruth, Scorer, token_offsets
from stepreward.adapters.trl import StepReward, step_rar, step_reward, step_rvr
from stepreward.dense import dense_advantages, earned_by
from stepreward.errors import SettingError, TruthError
from stepreward.integrations.trl import StepGRPOTrainer
from stepreward.train.data.charts import Charts
from stepreward.train.model.folders import load

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
CHARTS = Charts("train").take(0, 8)


def example(name: str) -> ModuleType:
    """Load a file of docs/examples."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def logged(trainer: Any, name: str) -> list[Any]:
    """Give what a trainer logged under a name, step by step."""
    return [row[name] for row in trainer.state.log_history if name in row]


def settings(folder: Path, **changes: Any) -> dict[str, Any]:
    """Give settings that both configurations of TRL share."""
    shared = {
        "output_dir": str(folder),
        "max_steps": 2,
        "per_device_train_batch_size": 4,
        "num_generations": 4,
        "max_completion_length": 88,
        "logging_steps": 1,
        "report_to": "none",
        "save_strategy": "no",
        "disable_tqdm": True,
        "bf16": False,
        "use_cpu": True,
        "gradient_checkpointing": False,
        "shuffle_dataset": False,
    }
    return {**shared, **changes}


def rows(**changes: Any) -> Dataset:
    """Give chart questions as strings, with the markup of a chat."""
    return Dataset.from_list(
        [
            {
                "prompt": f"<|im_start|>user\n{one.question}<|im_end|>\n<|im_start|>assistant\n",
                "question": one.question,
                "solution": one.truth.answers[0],
                "key_steps": [list(key.forms) for key in one.truth.key_steps],
                **changes,
            }
            for one in CHARTS
        ]
    )


def test_the_text_example_trains_with_both_rewards_apart(tmp_path: Path) -> None:
    text = example("trl_text")
    trainer = text.make_trainer(text.read_options(["--output", str(tmp_path), "--steps", "1"]))
    trainer.train()
    assert trainer.reward_func_names == ["step_rar", "step_rvr"]
    assert len(logged(trainer, "rewards/step_rar/mean")) == 1
    assert len(logged(trainer, "stepreward/coverage")) == 1
    assert {*trainer._logs["extra"]} == {"key_steps", "violations"}


def test_the_image_example_pays_what_the_scorer_pays(tmp_path: Path, warm: Path) -> None:
    images = example("trl_images")
    words = ["--model", str(warm), "--output", str(tmp_path), "--steps", "2"]
    trainer = images.make_trainer(images.read_options(words))
    trainer.train()
    chats, paid = [*trainer._logs["completion"]], [*trainer._logs["rewards"]["step_reward"]]
    truths = {one.question: one.truth for one in Charts("train").take(0, 64)}
    asked = [chat[0]["content"][-1]["text"] for chat in trainer._logs["prompt"]]
    expected = [
        Scorer().score(chat, truths[question]).reward
        for chat, question in zip(chats, asked, strict=True)
    ]
    assert paid == pytest.approx(expected)
    assert len(set(paid)) > 1
    means = logged(trainer, "rewards/step_reward/mean")
    parts = zip(
        logged(trainer, "stepreward/step_rar"), logged(trainer, "stepreward/step_rvr"), strict=True
    )
    assert means == pytest.approx([sum(part) for part in parts])


def test_prompts_may_be_strings_and_rows_of_other_tasks_are_left_out(
    tmp_path: Path, warm: Path
) -> None:
    policy = load(warm)
    data = rows().map(
        lambda row, at: row if at else {"solution": None, "key_steps": None}, with_indices=True
    )
    trainer = GRPOTrainer(
        policy.model,
        [step_rar, step_rvr, StepReward(config="paper", name="paper")],
        GRPOConfig(**settings(tmp_path, reward_weights=[1.0, 0.5, 0.0])),
        data,
        processing_class=policy.processor.tokenizer,
    )
    trainer.train()
    for name in ("step_rar", "step_rvr", "paper"):
        first, second = logged(trainer, f"rewards/{name}/mean")
        assert first is None
        assert second is not None


def test_rloo_trains_with_it(tmp_path: Path, warm: Path) -> None:
    policy = load(warm)
    trainer = RLOOTrainer(
        policy.model,
        step_reward,
        RLOOConfig(**settings(tmp_path)),
        rows(),
        processing_class=policy.processor.tokenizer,
    )
    before = policy.model.lm_head.weight.detach().clone()
    trainer.train()
    assert max(logged(trainer, "rewards/step_reward/mean")) > 0
    assert not before.equal(trainer.model.lm_head.weight)


def test_a_truth_that_cannot_be_read_stops_the_run_and_names_its_row(
    tmp_path: Path, warm: Path
) -> None:
    policy = load(warm)

    def trainer(reward: StepReward) -> Any:
        return GRPOTrainer(
            policy.model,
            reward,
            GRPOConfig(**settings(tmp_path, max_steps=1)),
            rows(key_steps=[{"text": "no forms"}]),
            processing_class=policy.processor.tokenizer,
        )

    with pytest.raises(TruthError, match=r"row 0 of the batch: key_steps\[0\]"):
        trainer(step_reward).train()
    forgiving = trainer(StepReward(on_error="zero"))
    forgiving.train()
    assert logged(forgiving, "rewards/step_reward/mean") == [0.0]


def test_the_command_line_takes_it_by_its_dotted_name(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    lines = [json.dumps(row) for row in rows()]
    (data / "train.jsonl").write_text("\n".join(lines))
    text = example("trl_text")
    model, tokenizer = text.tiny(list(rows()))
    for one in (model, tokenizer):
        one.save_pretrained(tmp_path / "model")
    words = (
        f"grpo --model_name_or_path {tmp_path}/model --dataset_name {data} "
        f"--output_dir {tmp_path}/out --max_steps 1 --logging_steps 1 "
        "--reward_funcs stepreward.adapters.trl.step_reward stepreward.adapters.trl.step_rvr "
        "--per_device_train_batch_size 2 --num_generations 2 "
        "--max_completion_length 8 --report_to none --use_cpu True --bf16 False --dtype float32 "
        "--save_strategy no"
    )
    code = "import sys; from trl.cli import main; sys.argv[0] = 'trl'; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words.split()], capture_output=True, text=True, check=False
    )
    assert "rewards/step_reward/mean" in done.stdout + done.stderr, done.stderr
    assert done.returncode == 0


def dense_trainer(folder: Path, warm: Path, **named: Any) -> StepGRPOTrainer:
    """Make our trainer of a model that knows the format."""
    policy = load(warm)
    return StepGRPOTrainer(
        policy.model,
        args=GRPOConfig(**settings(folder, learning_rate=1e-3)),
        train_dataset=rows(),
        processing_class=policy.processor.tokenizer,
        **named,
    )


def test_our_trainer_lays_advantages_on_the_tokens_that_earned_them(
    tmp_path: Path, warm: Path
) -> None:
    trainer = dense_trainer(tmp_path, warm)
    seen: list[dict[str, Any]] = []
    compute = trainer._compute_loss

    def look(model: Any, inputs: dict[str, Any]) -> Any:
        seen.append(inputs)
        return compute(model, inputs)

    trainer._compute_loss = look
    before = trainer.model.lm_head.weight.detach().clone()
    trainer.train()
    assert not before.equal(trainer.model.lm_head.weight)
    assert len(seen) == 2
    tokenizer = trainer._tokenizer
    truths = [one.truth for one in CHARTS[:2]]
    spread = set()
    for inputs, truth in zip(seen, truths, strict=True):
        kept = [
            row[mask.bool()].tolist()
            for row, mask in zip(inputs["completion_ids"], inputs["completion_mask"], strict=True)
        ]
        texts = [tokenizer.decode(ids) for ids in kept]
        cut = [ids[-1] != tokenizer.eos_token_id for ids in kept]
        reports = [
            Scorer().score(text, truth, truncated=is_cut)
            for text, is_cut in zip(texts, cut, strict=True)
        ]
        earned = [
            earned_by(report, token_offsets(tokenizer, ids))
            for report, ids in zip(reports, kept, strict=True)
        ]
        width = inputs["completion_ids"].shape[1]
        expected = dense_advantages(earned, [*map(len, kept)], width)
        assert inputs["advantages"].shape == inputs["completion_ids"].shape
        assert inputs["advantages"].numpy() == pytest.approx(expected, abs=1e-5)
        spread |= {len(set(row)) for row in expected.round(6).tolist()}
    assert max(spread) > 1  # the tokens of one rollout do not all get the same
    assert logged(trainer, "rewards/step_reward/mean")


def test_our_trainer_takes_images(tmp_path: Path, warm: Path) -> None:
    images = example("trl_images")
    words = ["--model", str(warm), "--output", str(tmp_path), "--steps", "1", "--dense"]
    trainer = images.make_trainer(images.read_options(words))
    assert isinstance(trainer, StepGRPOTrainer)
    trainer.train()
    assert len(logged(trainer, "stepreward/coverage")) == 1


def test_our_trainer_takes_one_reward_and_no_other(tmp_path: Path, warm: Path) -> None:
    with pytest.raises(SettingError, match="as reward=; no reward_funcs"):
        dense_trainer(tmp_path, warm, reward_funcs=[step_reward])
    with pytest.raises(SettingError, match="did you mean 'paper'"):
        dense_trainer(tmp_path, warm, reward=StepReward(config="papr"))


def test_the_asynchronous_grpo_scores_groups_with_it() -> None:
    """Its method alone: the trainer around it starts a server of vLLM."""
    from trl.experimental.async_grpo import async_rollout_worker as worker

    one = CHARTS[0]
    texts = [f"### Step 1: the answer\n### The final answer is: {word}" for word in ("6", "none")]
    texts.append(f"### The final answer is: {one.truth.answers[0]}")
    chats = [[{"role": "assistant", "content": text}] for text in texts]
    row = {"solution": one.truth.answers[0], "question": one.question, "key_steps": None}
    group = worker.RolloutGroup(
        prompts=[[{"role": "user", "content": one.question}]] * 3,
        reward_kwargs={name: [value] * 3 for name, value in row.items()},
        completions=chats,
        completions_ids=[[1]] * 3,
        completions_sequences=[
            [worker.TrainingSequence([1], [1], [0.0], str(at))] for at in range(3)
        ],
        tool_call_counts=[0] * 3,
        tool_failure_counts=[0] * 3,
        model_version=0,
        group_id=0,
        env_rewards=[None] * 3,
        rollout_rewards=[None] * 3,
    )
    loop = worker._AsyncRolloutLoop.__new__(worker._AsyncRolloutLoop)
    loop.reward_funcs = pickle.loads(pickle.dumps([step_rar, step_rvr]))
    loop.reward_func_names = ["step_rar", "step_rvr"]
    loop._env_reward_types, loop._provides_rollout_reward = [], False
    PartialState()  # its log asks for one
    scored = asyncio.run(loop._score_group(group))
    truth = GroundTruth(one.truth.answers[0], None, one.question)
    assert [sample.metrics["reward"] for sample in scored] == [
        Scorer().score(text, truth).reward for text in texts
    ]
