"""Whole runs, a few updates long: every algorithm, going on, stopping, and what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from accelerate import Accelerator
from PIL import Image

from stepreward.errors import FileError, RecordError, SettingError, TrainingError
from stepreward.scorer import Scorer
from stepreward.trace import GroundTruth
from stepreward.train import Stopped, TrainSettings, load_settings, train
from stepreward.train.adapt import adapt_of
from stepreward.train.algorithms import ALGORITHMS, loss_settings
from stepreward.train.data.charts import WORDS, Charts
from stepreward.train.data.checks import _prompt_tokens, check_prompts
from stepreward.train.data.examples import Example
from stepreward.train.data.sources import splits_of
from stepreward.train.evaluation import Evaluator
from stepreward.train.keep.folder import claim
from stepreward.train.keep.journal import read_journal
from stepreward.train.loop import add_up_gradients, reference_of
from stepreward.train.model.folders import Loaded, load
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import encode_prompts
from stepreward.train.model.sampling import sample, sampling
from stepreward.train.recipes import change_of
from stepreward.train.rewards import Chunk, rewarded
from stepreward.train.stage import Stage
from stepreward.train.watch import Idle, measure

SMALL = (
    "stages=['rl']",
    "rl.updates=3",
    "rl.prompts=4",
    "rl.group=4",
    "rl.sample_batch=4",
    "rl.micro_batch=16",
    "rl.rollouts_every=2",
    "rl.checkpoint_every=1",
    "evaluation.count=8",
)


def settings_for(model: Path, *changes: str) -> TrainSettings:
    named = {"model": str(model)}
    return load_settings("quick", changes=[named, *map(change_of, (*SMALL, *changes))])


def metrics(folder: Path, stage: str = "rl") -> list[dict[str, Any]]:
    return read_journal(folder / stage / "metrics.jsonl")


class Interrupted(Exception):  # noqa: N818 - stands for a kill, which is no error of ours
    """Thrown by a watcher."""


class Breaks:
    """Watches a stage and breaks it off behind a step, as a kill would."""

    def __init__(self, step: int) -> None:
        self._step = step

    def advance(self, _stage: str, step: int, _values: Mapping[str, float]) -> None:
        if step == self._step:
            raise Interrupted

    def say(self, _words: str) -> None:
        """Nobody listens."""


class Bars:
    """Opens a watcher for every stage."""

    def __init__(self, watcher: Any) -> None:
        self._watcher = watcher

    def __call__(self, _name: str, _steps: int) -> Bars:
        return self

    def __enter__(self) -> Any:
        return self._watcher

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""


# Algorithms.

CHARTS = [one for split in ("train", "choose", "report") for one in Charts(split).take(0, 64)]

# What makes three updates of each look at all that it has.
OWN: Mapping[str, Sequence[str]] = {
    "sgpo": ["sgpo.when=every_wrong"],
    "reg_grpo": ["reg_grpo.margin=0.0"],
    "grpo": ["rl.updates_per_rollout=2", "rl.normalise=apart"],
}


@pytest.mark.parametrize("algorithm", list(ALGORITHMS))
def test_every_algorithm_learns_something_and_goes_on_to_the_same_end(
    warm: Path, tmp_path: Path, algorithm: str
) -> None:
    named = [f"algorithm={algorithm}", "reward=both", *OWN.get(algorithm, ())]
    settings, whole, cut = settings_for(warm, *named), tmp_path / "whole", tmp_path / "cut"
    train(settings, whole)
    lines = metrics(whole)
    assert [line["step"] for line in lines] == [1, 2, 3]
    assert all(torch.isfinite(torch.tensor(list(line.values()))).all() for line in lines)
    assert any(line["dead_groups"] < 1 for line in lines)
    after = load(whole / "rl" / "model").model.state_dict()
    before = load(warm).model.state_dict()
    assert any(not torch.equal(before[name], after[name]) for name in before)
    kept = sorted(path.name for path in (whole / "rl" / "rollouts").iterdir())
    assert kept == ["update-000001.jsonl", "update-000002.jsonl"]

    with pytest.raises(Interrupted):
        train(settings, cut, open_bar=Bars(Breaks(2)))
    assert not (cut / "rl" / "model").exists()
    train(settings, cut, resume=True)
    names = ("metrics.jsonl", "model/model.safetensors")
    for one, other in ((cut / "rl" / name, whole / "rl" / name) for name in names):
        assert one.read_bytes() == other.read_bytes()
    if algorithm == "reg_grpo":  # the update that was done again looked into the replay
        assert lines[-1]["hinted"] + lines[-1]["degraded"] > 0


def test_the_same_seed_gives_the_same_run_and_another_another(warm: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        train(settings_for(warm, f"seed={seed}"), tmp_path / name)
    assert metrics(tmp_path / "a") == metrics(tmp_path / "b")
    assert metrics(tmp_path / "a") != metrics(tmp_path / "c")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(["lora_rank=4"], id="LoRA"),
        pytest.param(["gradient_checkpointing=true", "rl.micro_batch=5"], id="little memory"),
        pytest.param(["precision=bf16"], id="bf16"),
        pytest.param(["rl.beta=0.0", "rl.average=sequence", "rl.schedule=linear"], id="no KL"),
        pytest.param(["rl.evaluate_every=3"], id="looks at the choose split"),
    ],
)
def test_other_ways_to_train(warm: Path, tmp_path: Path, changes: list[str]) -> None:
    train(settings_for(warm, *changes), tmp_path)
    assert len(metrics(tmp_path)) == 3
    assert metrics(tmp_path)[-1]["gradient_norm"] > 0
    assert ("choose_accuracy" in metrics(tmp_path)[-1]) == ("rl.evaluate_every=3" in changes)


# One update, looked at closely.


@pytest.fixture(scope="module")
def policy(warm: Path) -> Loaded:
    return load(warm)


def gradients(policy: Loaded, batches: list[Chunk], settings: TrainSettings) -> torch.Tensor:
    accelerator = Accelerator(cpu=True)
    policy.model.zero_grad()
    reference = reference_of(policy.model, settings, accelerator)
    policy.model.train()
    numbers = loss_settings(settings, 0)
    add_up_gradients(policy.model, reference, batches, settings, accelerator, numbers)
    return torch.cat([one.grad.flatten() for one in policy.model.parameters()])


def rolled(policy: Loaded, settings: TrainSettings, parts: int = 1) -> list[Chunk]:
    """Score eight groups, encoded together or in parts."""
    examples = Charts("train").take(0, 8)
    tokenizer = policy.processor.tokenizer
    how = sampling(tokenizer, max_tokens=88, temperature=1.0, group=4)
    batches = []
    for at in range(0, 8, 8 // parts):
        some = examples[at : at + 8 // parts]
        prompts = encode_prompts(policy.processor, some, instruction="", limit=128)
        torch.manual_seed(3)
        rollouts = sample(policy.model, tokenizer, prompts, how)
        batches.append(rewarded(Scorer(), some, rollouts, settings, tokenizer))
    return batches


@pytest.mark.parametrize("size", [1, 7, 16])
def test_the_size_of_a_part_changes_no_gradient(policy: Loaded, warm: Path, size: int) -> None:
    settings = settings_for(warm, "rl.micro_batch=32")
    whole = gradients(policy, rolled(policy, settings), settings)
    cut = settings_for(warm, f"rl.micro_batch={size}")
    assert torch.allclose(whole, gradients(policy, rolled(policy, settings), cut), atol=1e-6)
    assert float(whole.abs().max()) > 1e-4


def test_groups_of_one_reward_pull_nowhere(policy: Loaded, warm: Path) -> None:
    settings = settings_for(warm, "rl.beta=0.0")
    batches = rolled(policy, settings)
    for batch in batches:
        batch.advantages = torch.zeros_like(batch.advantages)
    assert float(gradients(policy, batches, settings).abs().max()) == 0


@pytest.mark.parametrize("size", [4, 7, 16])
def test_a_part_of_reg_grpo_holds_whole_groups(policy: Loaded, warm: Path, size: int) -> None:
    changes = ["algorithm=reg_grpo", "reward=both", "rl.beta=0.0"]
    settings = settings_for(warm, *changes, "rl.micro_batch=32")
    whole = gradients(policy, rolled(policy, settings), settings)
    cut = settings_for(warm, *changes, f"rl.micro_batch={size}")
    assert torch.allclose(whole, gradients(policy, rolled(policy, settings), cut), atol=1e-5)
    assert float(whole.abs().max()) > 1e-4


def test_advantages_that_are_the_same_for_all_tokens_pull_as_those_of_traces(
    policy: Loaded, warm: Path
) -> None:
    settings = settings_for(warm, "algorithm=grpo", "reward=both")
    (chunk,) = rolled(policy, settings)
    whole = gradients(policy, [chunk], settings)
    chunk.advantages = chunk.advantages[:, None].expand_as(chunk.rollouts.mask)
    assert torch.allclose(whole, gradients(policy, [chunk], settings), atol=1e-7)
    assert float(whole.abs().max()) > 1e-4


def test_dense_advantages_fall_to_nothing_behind_the_end(policy: Loaded, warm: Path) -> None:
    (chunk,) = rolled(policy, settings_for(warm, "algorithm=stepgrpo_dense"))
    rollouts = chunk.rollouts
    assert chunk.advantages.shape == rollouts.ids.shape
    assert float(chunk.advantages[rollouts.mask == 0].abs().max()) == 0
    firsts = chunk.advantages[:, 0].view(-1, rollouts.group)
    assert firsts.sum(1).tolist() == pytest.approx([0] * len(firsts), abs=1e-5)
    assert float(firsts.abs().max()) > 0.1


def test_some_prompts_of_a_chunk_keep_their_images_and_rollouts(policy: Loaded, warm: Path) -> None:
    (chunk,) = rolled(policy, settings_for(warm))
    some = chunk.of_prompts([5, 2])
    rows = [20, 21, 22, 23, 8, 9, 10, 11]
    assert some.rollouts.texts == tuple(chunk.rollouts.texts[row] for row in rows)
    assert some.rewards == [chunk.rewards[row] for row in rows]
    with torch.no_grad():
        found = completion_log_probs(policy.model, chunk.rollouts, slice(0, 32), 1.0)
        again = completion_log_probs(policy.model, some.rollouts, slice(0, 8), 1.0)
    mask = some.rollouts.mask
    assert torch.allclose(found[rows] * mask, again * mask, atol=1e-5)


def test_hard_prompts_get_a_hint_and_easy_ones_a_worse_image(policy: Loaded, warm: Path) -> None:
    settings = settings_for(warm, "algorithm=reg_grpo", "reward=both", "reg_grpo.margin=0.5")
    adapt = adapt_of(settings)
    assert adapt is not None
    (chunk,) = rolled(policy, settings)
    chunk.rewards = [0.0] * 4 + [1.0] * 4 + [0.5] * 24
    asked: list[Example] = []

    def attempt(examples: Sequence[Example]) -> Chunk:
        asked.extend(examples)
        return chunk.of_prompts(range(len(examples)))

    assert adapt(chunk, attempt) == [chunk]  # nothing to compare with yet
    found = adapt.finish()
    assert (found["hinted"], found["degraded"], found["first_reward"]) == (0, 0, 0.5)
    kept, again = adapt(chunk, attempt)
    assert (len(kept.examples), len(again.examples)) == (6, 2)
    assert kept.examples == chunk.examples[2:]
    first, second = asked
    assert first.question == f"{chunk.examples[0].question}\n{first.question.splitlines()[1]}"
    assert second.question == chunk.examples[1].question
    assert second.load_images()[0].tobytes() != chunk.examples[1].load_images()[0].tobytes()
    found = adapt.finish()
    assert (found["hinted"], found["degraded"]) == (1 / 8, 1 / 8)


@pytest.mark.parametrize(
    ("changes", "adapts"),
    [
        pytest.param(["algorithm=reg_grpo"], True, id="reg_grpo"),
        pytest.param(["algorithm=reg_grpo", "reg_grpo.augment=false"], False, id="told not to"),
        pytest.param(["algorithm=grpo"], False, id="another algorithm"),
    ],
)
def test_who_adapts_prompts(warm: Path, changes: list[str], *, adapts: bool) -> None:
    assert (adapt_of(settings_for(warm, *changes)) is not None) == adapts


def test_a_better_trace_becomes_likelier_and_a_worse_one_less(policy: Loaded, warm: Path) -> None:
    settings = settings_for(warm, "rl.beta=0.0")
    (batch,) = rolled(policy, settings)
    gradient = gradients(policy, [batch], settings)
    model = policy.model
    start = torch.cat([one.detach().flatten() for one in model.parameters()])

    def weighed(shift: float) -> float:
        torch.nn.utils.vector_to_parameters(start - shift * gradient, model.parameters())
        with torch.no_grad():
            found = completion_log_probs(model, batch.rollouts, slice(0, 32), 1.0)
        means = (found * batch.rollouts.mask).sum(1) / batch.rollouts.mask.sum(1)
        return float((means * batch.advantages).sum())

    moved, before = weighed(1e-3), weighed(0.0)
    assert float(batch.advantages.abs().max()) > 0
    assert moved > before


@pytest.mark.parametrize("changes", [[], ["lora_rank=4"]])
def test_the_policy_leaves_its_reference_behind(
    warm: Path, tmp_path: Path, changes: list[str]
) -> None:
    train(settings_for(warm, "rl.learning_rate=1e-3", "rl.warm_up_updates=0", *changes), tmp_path)
    kl = [line["kl"] for line in metrics(tmp_path)]
    assert kl[0] == pytest.approx(0, abs=1e-6)
    assert kl[2] > 1e-5


def test_without_a_reference_there_is_no_kl(warm: Path, tmp_path: Path) -> None:
    train(settings_for(warm, "rl.beta=0.0", "rl.updates=1"), tmp_path)
    assert "kl" not in metrics(tmp_path)[0]


def test_the_second_update_is_held_against_the_first(policy: Loaded, warm: Path) -> None:
    settings = settings_for(warm, "algorithm=grpo", "reward=both", "rl.beta=0.0")
    (chunk,) = rolled(policy, settings)
    gradients(policy, [chunk], settings)
    first = {at: one.clone() for at, one in chunk.old.items()}
    start = [one.detach().clone() for one in policy.model.parameters()]
    with torch.no_grad():
        for one in policy.model.parameters():
            one.mul_(1.02)
    gradients(policy, [chunk], settings)
    for one, before in zip(policy.model.parameters(), start, strict=True):
        one.data.copy_(before)
    assert first.keys() == chunk.old.keys()
    assert all(torch.equal(first[at], chunk.old[at]) for at in first)


def test_a_gradient_that_is_too_long_is_cut(warm: Path, tmp_path: Path) -> None:
    before = load(warm).model.state_dict()

    def moved(limit: str) -> float:
        named = [f"max_grad_norm={limit}", "rl.updates=1", "rl.warm_up_updates=0"]
        train(settings_for(warm, *named), tmp_path / limit)
        after = load(tmp_path / limit / "rl" / "model").model.state_dict()
        return max(float((after[name] - one).abs().max()) for name, one in before.items())

    assert moved("1e-9") < 0.5 * moved("1.0")


def test_what_an_update_measures(policy: Loaded, warm: Path) -> None:
    chunks = rolled(policy, settings_for(warm), parts=2)  # of 4 prompts x 4 rollouts each
    chunks[0].rewards = [1.0] * 4 + [0.0, 1.0, 0.0, 1.0] + [2.0] * 8
    chunks[1].rewards = [0.5] * 16
    found = measure(chunks)
    assert found["reward"] == pytest.approx((4 + 2 + 16 + 8) / 32)
    assert found["dead_groups"] == pytest.approx(7 / 8)
    cut = [one for chunk in chunks for one in chunk.rollouts.truncated]
    assert found["truncated"] == pytest.approx(sum(cut) / 32)
    tokens = [int(chunk.rollouts.mask.sum()) for chunk in chunks]
    assert found["completion_tokens"] == pytest.approx(sum(tokens) / 32)


def test_prompts_may_be_sampled_in_parts_of_any_size(warm: Path, tmp_path: Path) -> None:
    train(settings_for(warm, "rl.sample_batch=3", "rl.updates=1"), tmp_path)
    assert len(metrics(tmp_path)) == 1


def test_looking_changes_nothing(warm: Path, tmp_path: Path) -> None:
    for name, every in (("a", 0), ("b", 1)):
        train(settings_for(warm, f"rl.evaluate_every={every}"), tmp_path / name)
    looked = [
        {name: value for name, value in line.items() if not name.startswith("choose_")}
        for line in metrics(tmp_path / "b")
    ]
    assert looked == metrics(tmp_path / "a")


# Going on.


@pytest.mark.parametrize("lora", [0, 2])
def test_rl_begins_the_same_way_in_another_process(tmp_path: Path, lora: int) -> None:
    """Cut off before the first checkpoint of RL, when the warm-up is done."""
    changes = ["warm_up.stop_after=2", "warm_up.batch=4", "rl.updates=2", "rl.prompts=2"]
    changes += ["rl.group=2", f"lora_rank={lora}", "stages=['warm-up', 'rl']"]
    settings = load_settings("quick", changes=[*map(change_of, [*changes, "evaluation.count=4"])])
    train(settings, tmp_path / "whole")
    train(settings.model_copy(update={"stages": ("warm-up",)}), tmp_path / "cut")
    (tmp_path / "cut" / "settings.toml").write_bytes(
        (tmp_path / "whole" / "settings.toml").read_bytes()
    )
    torch.rand(7)  # whatever else was drawn
    train(settings, tmp_path / "cut", resume=True)
    assert metrics(tmp_path / "cut") == metrics(tmp_path / "whole")


def test_a_stage_in_which_enough_was_learned_stays_at_its_end(tmp_path: Path) -> None:
    accelerator = Accelerator(cpu=True)
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.AdamW(model.parameters())
    taken = []
    for _ in range(2):  # the second one as if the first had been killed before it saved its model
        stage = Stage(tmp_path, accelerator, steps=9, checkpoint_every=9)
        for step in stage.run(model, optimizer):
            taken.append(step)
            stage.is_enough = step == 2
            stage.note({"loss": 0.0}, 1)
    assert taken == [0, 1, 2]
    assert (stage.done, stage.is_enough) == (3, True)


def test_a_hint_that_makes_a_prompt_too_long_is_found_before_it_begins(
    warm: Path, tmp_path: Path
) -> None:
    changes = ["algorithm=reg_grpo", "rl.updates=1"]
    longest = max(_prompt_tokens(load(warm).processor, one, "") for one in CHARTS)
    named = settings_for(warm, *changes, f"max_prompt_tokens={longest}")
    with pytest.raises(SettingError, match=f"max_prompt_tokens: {longest} are allowed"):
        train(named, tmp_path / "hints")
    plain = settings_for(warm, *changes[1:], f"max_prompt_tokens={longest}")
    train(plain, tmp_path / "plain")


@pytest.mark.parametrize(
    ("accepted", "stop", "found"),
    [
        pytest.param([*WORDS, *range(37)], {"stop_at": 0.01}, [True], id="enough"),
        pytest.param([*WORDS, *range(37)], {}, [True, True], id="whatever is found"),
        pytest.param(["none of these"], {"stop_at": 0.01}, [False, False], id="nothing is right"),
        pytest.param(
            ["none of these"],
            {"stop_at": 0.01, "stop_by": "coverage"},
            [False],
            id="key steps are found, though nothing is right",
        ),
    ],
)
def test_a_warm_up_goes_on_until_a_look_finds_enough(
    warm: Path,
    tmp_path: Path,
    file: Path,
    *,
    accepted: list[object],
    stop: dict[str, object],
    found: list[bool],
) -> None:
    rows = [json.loads(line) | {"answer": accepted} for line in file.read_text().splitlines()]
    file.write_text("\n".join(map(json.dumps, rows)))
    changes = ["stages=['warm-up']", "warm_up.stop_after=2", "warm_up.batch=2"]
    changes += ["warm_up.evaluate_every=1", "evaluation.count=4"]
    own = {"model": str(warm), "data": str(file), "warm_up": stop}
    train(load_settings("quick", changes=[*map(change_of, changes), own]), tmp_path / "run")
    lines = metrics(tmp_path / "run", "warm-up")
    assert [line["choose_accuracy"] > 0 for line in lines] == found


def test_a_look_takes_as_many_questions_as_it_is_told(warm: Path) -> None:
    few = settings_for(warm, "evaluation.look_count=2")
    policy, asked = load(warm), splits_of(few).choose
    looked = Evaluator(few, Accelerator(cpu=True), asked).look(policy)
    of_two, of_all = (
        Evaluator(few, Accelerator(cpu=True)).measure(policy, part, temperature=1.0)
        for part in (asked[:2], asked)
    )
    assert (of_two.count, of_all.count) == (2, 8)
    assert looked["choose_reward"] == of_two.reward


def test_a_run_goes_on_with_its_own_settings(warm: Path, tmp_path: Path) -> None:
    settings = settings_for(warm, "rl.updates=1", "stages=['rl']")
    train(settings, tmp_path)
    with pytest.raises(FileError, match="holds a run with other settings"):
        train(settings_for(warm, "rl.updates=2", "stages=['rl']"), tmp_path, resume=True)


def test_one_process_at_a_time_trains_in_a_folder(warm: Path, tmp_path: Path) -> None:
    settings = settings_for(warm)
    with (
        claim(tmp_path / "run", settings, resume=False),
        pytest.raises(FileError, match="another process trains in it"),
    ):
        train(settings, tmp_path / "run")
    train(settings, tmp_path / "run")
    assert len(metrics(tmp_path / "run")) == 3


@pytest.mark.parametrize(
    "step", ["save_merged", "write_report", "write_whole", "keep_rollouts", "torch.save"]
)
def test_a_death_while_something_is_written_costs_nothing(
    warm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    settings = settings_for(warm, "stages=['rl', 'evaluation']", "rl.updates=2")
    train(settings, tmp_path / "whole")
    places = {
        "save_merged": "stepreward.train.run.save_merged",
        "write_report": "stepreward.train.run.write_report",
        "write_whole": "stepreward.train.run.write_whole",
        "keep_rollouts": "stepreward.train.loop.keep_rollouts",
        "torch.save": "stepreward.train.keep.checkpoint.torch.save",
    }

    def dies(*_: object, **__: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patch:
        patch.setattr(places[step], dies)
        with pytest.raises(Interrupted):
            train(settings, tmp_path / "cut")
    train(settings, tmp_path / "cut", resume=True)
    for name in ("rl/metrics.jsonl", "evaluation.json", "evaluation/rl-greedy.jsonl"):
        whole, cut = (tmp_path / place / name for place in ("whole", "cut"))
        assert whole.read_bytes() == cut.read_bytes()
    assert (tmp_path / "cut" / "report.md").exists()


class Stops:
    """Watches a stage, and presses Ctrl-C behind a step."""

    def __init__(self, step: int) -> None:
        self._step = step

    def advance(self, _stage: str, step: int, _values: Mapping[str, float]) -> None:
        import signal

        if step == self._step:
            signal.raise_signal(signal.SIGINT)

    def say(self, _words: str) -> None:
        """Nobody listens."""


def test_ctrl_c_saves_and_says_how_to_go_on(tmp_path: Path) -> None:
    changes = ["warm_up.steps=4", "warm_up.stop_after=4", "warm_up.batch=4", "rl.updates=1"]
    changes += ["stages=['warm-up', 'rl']", "rl.prompts=2", "rl.group=2", "evaluation.count=4"]
    settings = load_settings("quick", changes=map(change_of, changes))  # type: ignore[arg-type]
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    train(settings, whole)
    words = f"stopped after step 3 of 4 of warm-up; .* --resume --output {cut}"
    with pytest.raises(Stopped, match=words):
        train(settings, cut, open_bar=Bars(Stops(2)))
    assert [line["step"] for line in metrics(cut, "warm-up")] == [1, 2, 3]
    train(settings, cut, resume=True)
    for stage in ("warm-up", "rl"):
        assert metrics(cut, stage) == metrics(whole, stage)


def test_another_number_of_processes_cannot_go_on(warm: Path, tmp_path: Path) -> None:
    settings = settings_for(warm)
    with pytest.raises(Interrupted):
        train(settings, tmp_path, open_bar=Bars(Breaks(2)))
    path = tmp_path / "rl" / "checkpoint.pt"
    state = torch.load(path, weights_only=True)
    torch.save({**state, "random": state["random"] * 2}, path)
    with pytest.raises(TrainingError, match="was begun by 2 processes, and cannot go on with 1"):
        train(settings, tmp_path, resume=True)
    path.write_bytes(b"half a checkp")
    with pytest.raises(FileError, match=r"checkpoint\.pt: is no checkpoint; delete it"):
        train(settings, tmp_path, resume=True)


# What is refused, and what is told.


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(["processes=2"], "processes: 2 are meant, 1 are there", id="processes"),
        pytest.param(["model=/none"], "model: '/none' holds none that can be read", id="model"),
        pytest.param(["max_prompt_tokens=3"], "max_prompt_tokens: 3 are allowed", id="prompts"),
        pytest.param(
            ["stages=['warm-up']", "max_completion_tokens=9"],
            "max_completion_tokens: 9 are allowed",
            id="traces",
        ),
    ],
)
def test_what_cannot_work_is_said_before_it_begins(
    warm: Path, tmp_path: Path, changes: list[str], words: str
) -> None:
    with pytest.raises((SettingError, ImportError)) as raised:
        train(settings_for(warm, *changes), tmp_path / "run")
    assert words in str(raised.value)
    assert not (tmp_path / "run" / "rl" / "metrics.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "what"),
    [("ACCELERATE_USE_FSDP", "FSDP"), ("ACCELERATE_USE_DEEPSPEED", "DeepSpeed")],
)
def test_sharded_weights_are_refused(
    warm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    monkeypatch.setenv(name, "true")
    with pytest.raises(SettingError, match=f"{what}: rollouts are sampled from a whole model"):
        train(settings_for(warm), tmp_path / "run")
    monkeypatch.setenv(name, "false")
    train(settings_for(warm, "rl.updates=1"), tmp_path / "run")


def test_charts_have_no_epochs(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"warm_up\.steps: charts have no end"):
        train(load_settings(None), tmp_path)


def test_a_folder_is_used_once(warm: Path, tmp_path: Path) -> None:
    settings = settings_for(warm, "rl.updates=1")
    with pytest.raises(FileError, match="holds no run to go on with"):
        train(settings, tmp_path, resume=True)
    train(settings, tmp_path)
    with pytest.raises(FileError, match="holds a run; go on with --resume"):
        train(settings, tmp_path)
    lines = metrics(tmp_path)
    train(settings, tmp_path, resume=True)  # what is done is not done again
    assert metrics(tmp_path) == lines


def test_a_loss_that_is_not_finite_stops_the_run(warm: Path, tmp_path: Path) -> None:
    shutil.copytree(warm, tmp_path / "broken")
    broken = load(tmp_path / "broken")
    with torch.no_grad():
        broken.model.model.visual.merger.mlp[0].bias.fill_(1e38)
    broken.save(tmp_path / "broken")
    changes = ["stages=['warm-up']", "warm_up.steps=2", "warm_up.stop_after=2", "warm_up.batch=2"]
    with pytest.raises(
        TrainingError, match=r"step 1: the gradient is not finite; the batch is kept"
    ):
        train(settings_for(tmp_path / "broken", *changes), tmp_path / "run")
    kept = torch.load(tmp_path / "run" / "warm-up" / "bad-batch-0.pt", weights_only=True)
    assert kept["examples"] == ["train-0-0", "train-0-1"]


class Hears:
    """Watches a stage, and remembers what was said."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def advance(self, stage: str, step: int, values: Mapping[str, float]) -> None:
        """Nothing to show."""

    def say(self, words: str) -> None:
        self.words.append(words)


@pytest.mark.parametrize(
    ("dead", "count"),
    [
        pytest.param([1.0] * 9, 1, id="constant"),
        pytest.param([1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0], 0, id="one group that differs"),
    ],
)
def test_a_reward_that_stays_constant_is_said_once(
    tmp_path: Path, dead: list[float], count: int
) -> None:
    ears = Hears()
    stage = Stage(tmp_path, Accelerator(cpu=True), steps=9, checkpoint_every=9, watchers=[ears])
    idle = Idle(stage)
    for step, share in enumerate(dead):
        idle.watch(step, {"dead_groups": share})
    assert len(ears.words) == count
    assert all("update 5: for 5 updates all rollouts" in words for words in ears.words)


# Data of one's own, and what a run leaves behind.


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    lines = []
    for at, one in enumerate(Charts("train").take(0, 24)):
        one.load_images()[0].save(folder / f"{at}.png")
        steps = [list(key.forms) for key in one.truth.key_steps]
        row = {"question": f"{one.question} ({at})", "answer": one.truth.answers[0]}
        lines.append({**row, "key_steps": steps, "image": f"{at}.png", "trace": one.trace})
    path = folder / "own.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n")
    return path


def test_a_file_of_ones_own_from_end_to_end(tmp_path: Path, file: Path) -> None:
    changes = [f"data={file}", "warm_up.batch=8", "warm_up.epochs=1.0", "evaluation.count=4"]
    changes += ["rl.updates=2", "rl.prompts=2", "rl.group=2", "rl.rollouts_every=1"]
    settings = load_settings(None, changes=[*map(change_of, changes), {"threads": 1}])
    scores = train(settings, tmp_path / "run")
    assert [line["step"] for line in metrics(tmp_path / "run", "warm-up")] == [1, 2]
    assert {name: scores[name]["T=1"].count for name in scores} == {"warm-up": 4, "rl": 4}
    page = (tmp_path / "run" / "report.md").read_text()
    for words in ("## Before and after", "## Curves", "(rl.png)", "## Time", "## Examples"):
        assert words in page
    assert (tmp_path / "run" / "rl.png").read_bytes().startswith(b"\x89PNG")
    assert list((tmp_path / "run" / "tensorboard" / "rl").iterdir())
    rollouts = tmp_path / "run" / "rl" / "rollouts" / "update-000002.jsonl"
    rows = [json.loads(line) for line in rollouts.read_text().splitlines()]
    assert len(rows) == 4
    assert len({row["group"] for row in rows}) == 2
    assert all(row["stepreward"]["schema"] == 1 for row in rows)


def test_a_file_without_traces_trains_with_rl_alone(tmp_path: Path, file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    bare = "\n".join(json.dumps({**row, "trace": None}) for row in rows)
    file.write_text(bare)
    changes = [f"data={file}", "evaluation.count=4", "rl.updates=1", "rl.prompts=2"]
    everything = load_settings("quick", changes=[*map(change_of, changes)])
    with pytest.raises(SettingError, match="16 of 16 examples have no trace"):
        train(everything, tmp_path / "all")
    alone = load_settings("quick", changes=[*map(change_of, [*changes, "stages=['rl']"])])
    train(alone, tmp_path / "rl")
    assert len(metrics(tmp_path / "rl")) == 1


def test_a_prompt_that_is_too_long_is_found_wherever_it_stands(tmp_path: Path, file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    changes = [f"data={file}", "evaluation.count=4", "stages=['rl']"]
    settings = load_settings("quick", changes=[*map(change_of, changes)])
    reported = splits_of(settings).report
    (name,) = [row["image"] for row in rows if row["question"] == reported[0].question]
    Image.new("RGB", (560, 560)).save(file.parent / name)
    with pytest.raises(SettingError, match="max_prompt_tokens: 128 are allowed"):
        train(settings, tmp_path / "run")
    assert not (tmp_path / "run" / "rl").exists()
    assert not (tmp_path / "run" / "settings.toml").exists()  # the mended run may begin there
    assert splits_of(settings).report == reported  # it stands there alone


@pytest.mark.parametrize(
    ("question", "size", "words"),
    [
        pytest.param("what <|image_pad|>?", (56, 56), "writes <|image_pad|>", id="image token"),
        pytest.param("what?", (5600, 20), "an image of", id="a strip"),
    ],
)
def test_a_prompt_that_no_model_takes_is_named(
    warm: Path, question: str, size: tuple[int, int], words: str
) -> None:
    odd = Example("odd", question, (Image.new("RGB", size),), GroundTruth("5"))
    with pytest.raises(SettingError, match="'odd'") as raised:
        check_prompts(load(warm).processor, [odd], settings_for(warm))
    assert words in str(raised.value)


def test_a_broken_line_of_data_is_named(tmp_path: Path, file: Path) -> None:
    file.write_text(file.read_text() + "{\n")
    with pytest.raises(RecordError, match=r"own\.jsonl: line 25: "):
        train(load_settings("quick", changes=[{"data": str(file)}]), tmp_path / "run")
