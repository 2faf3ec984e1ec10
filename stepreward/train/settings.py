"""Everything a training run can be told, checked when it is made."""

from __future__ import annotations

from itertools import count, islice
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stepreward.config import ScorerConfig
from stepreward.errors import SettingError

AlgorithmName = Literal[
    "stepgrpo", "grpo", "dr_grpo", "sgpo", "grpo_d", "reg_grpo", "stepgrpo_dense"
]
RewardName = Literal["outcome", "step_rar", "step_rvr", "both"]
Stage = Literal["warm-up", "rl", "evaluation"]
STAGES: tuple[Stage, ...] = ("warm-up", "rl", "evaluation")
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]


class Table(BaseModel):
    """A table of settings; unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WarmUp(Table):
    """Supervised training on the traces of the data, before any reward."""

    steps: Annotated[Count | None, Field(description="Steps; without it ``epochs`` decides.")] = (
        None
    )
    epochs: Annotated[float, Field(gt=0, description="Passes over the data.")] = 2.0
    stop_after: Annotated[
        Count | None, Field(description="Stop here, the schedule being that of ``steps``.")
    ] = None
    stop_at: Annotated[
        float | None,
        Field(gt=0, le=1, description="Stop once a look finds this much; or at the last step."),
    ] = None
    stop_by: Annotated[
        Literal["accuracy", "coverage"],
        Field(description="What ``stop_at`` is compared with: right answers, or key steps found."),
    ] = "accuracy"
    batch: Annotated[Count, Field(description="Traces a step, over all processes.")] = 128
    micro_batch: Annotated[Count, Field(description="Traces in one forward pass.")] = 4
    learning_rate: Annotated[float, Field(gt=0, description="Its peak.")] = 1e-5
    warm_up_share: Annotated[Share, Field(description="Steps over which the rate rises.")] = 0.03
    floor: Annotated[Share, Field(description="What the cosine ends on, as a share.")] = 0.0
    weight_decay: Annotated[float, Field(ge=0, description="Of AdamW.")] = 0.05
    evaluate_every: Annotated[
        int, Field(ge=0, description="Steps between looks at the choose split; 0: none.")
    ] = 0
    checkpoint_every: Annotated[Count, Field(description="Steps between checkpoints.")] = 200


class RL(Table):
    """Rollouts, rewards, updates."""

    updates: Annotated[Count, Field(description="Updates of the policy.")] = 2500
    prompts: Annotated[Count, Field(description="Prompts an update, over all processes.")] = 4
    group: Annotated[int, Field(ge=2, description="Rollouts a prompt: M in R1-VL.")] = 4
    temperature: Annotated[float, Field(gt=0, description="Of sampling.")] = 1.2
    learning_rate: Annotated[float, Field(gt=0, description="Its peak.")] = 1e-6
    warm_up_updates: Annotated[int, Field(ge=0, description="Over which the rate rises.")] = 0
    schedule: Annotated[
        Literal["cosine", "linear", "constant"], Field(description="How the rate falls.")
    ] = "cosine"
    weight_decay: Annotated[float, Field(ge=0, description="Of AdamW.")] = 0.0
    beta: Annotated[float, Field(ge=0, description="Weight of the KL to the warm-up.")] = 0.04
    clip: Annotated[
        float, Field(gt=0, lt=1, description="Of the ratio; stepgrpo and reg_grpo have none.")
    ] = 0.2
    updates_per_rollout: Annotated[
        Count | None,
        Field(description="Updates on the same rollouts; without it 1, and 2 for reg_grpo."),
    ] = None
    normalise: Annotated[
        Literal["sum", "apart"] | None,
        Field(
            description="Divide the reward by its spread in the group as a sum, or StepRAR and "
            "StepRVR each by its own; without it the algorithm's own way."
        ),
    ] = None
    average: Annotated[
        Literal["sequence", "token"],
        Field(
            description="stepgrpo: log-probabilities of a trace summed, as the paper writes, "
            "or averaged, as its code does."
        ),
    ] = "sequence"
    micro_batch: Annotated[Count, Field(description="Rollouts in one forward pass.")] = 4
    sample_batch: Annotated[Count, Field(description="Prompts in one call of the sampler.")] = 4
    vllm_url: Annotated[
        str | None,
        Field(
            pattern="^https?://.",
            description="Of a vLLM server that samples the rollouts; it has to see the run's "
            "folder. Without it they are sampled here.",
        ),
    ] = None
    rollouts_every: Annotated[Count, Field(description="Updates between kept rollouts.")] = 50
    evaluate_every: Annotated[
        int, Field(ge=0, description="Updates between looks at the choose split; 0: none.")
    ] = 0
    checkpoint_every: Annotated[Count, Field(description="Updates between checkpoints.")] = 50


class SGPO(Table):
    """What sgpo pays a wrong answer: a logistic of the share of key steps before the first miss."""

    when: Annotated[
        Literal["all_wrong", "every_wrong"],
        Field(description="In groups in which all are wrong, or in every group."),
    ] = "all_wrong"
    sharpness: Annotated[float, Field(gt=0, le=30, description="Of the logistic.")] = 6.0
    middle: Annotated[Share, Field(description="The share that is paid one half.")] = 0.5


class GRPOD(Table):
    """How grpo_d raises the weight of the KL, up to ``rl.beta``."""

    schedule: Annotated[
        Literal["linear", "cosine", "step"], Field(description="How the weight rises.")
    ] = "linear"
    start: Annotated[Share, Field(description="Of rl.beta, at the first update.")] = 0.1
    stairs: Annotated[int, Field(ge=2, description="Weights that step goes through.")] = 4


class RegGRPO(Table):
    """How reg_grpo regresses, and what it does with prompts that are hard or easy."""

    epsilon: Annotated[
        float, Field(gt=0, description="The least spread of a group's log-ratios, in nats.")
    ] = 0.1
    augment: Annotated[
        bool, Field(strict=True, description="Sample hard and easy prompts again, changed.")
    ] = True
    window: Annotated[Count, Field(description="Groups that difficulty is measured by.")] = 256
    margin: Annotated[Share, Field(description="Difficulty from which a prompt is changed.")] = 0.5
    noise: Annotated[Share, Field(description="Of the easiest prompt's images.")] = 0.5


class Study(Table):
    """Several arms, each trained with several seeds, and one table of all."""

    seeds: Annotated[Count, Field(description="How many, from the run's own on.")] = 3
    skip: Annotated[
        tuple[int, ...], Field(description="Seeds to leave out; the next ones take their places.")
    ] = ()
    workers: Annotated[
        Count | None, Field(description="Processes at a time; without it one a core.")
    ] = None
    more_steps: Annotated[
        int, Field(ge=0, description="Steps of more warm-up in place of RL, as an arm; 0: none.")
    ] = 0
    arms: Annotated[
        dict[str, tuple[str, ...]],
        Field(min_length=1, description="A name, and NAME=VALUE of what it does otherwise."),
    ]

    def seeds_from(self, first: int) -> list[int]:
        """List the seeds that are trained with.

        >>> Study(seeds=3, skip=(1,), arms={"grpo": ()}).seeds_from(0)
        [0, 2, 3]
        """
        kept = (seed for seed in count(first) if seed not in self.skip)
        return list(islice(kept, self.seeds))


class Evaluation(Table):
    """How a model is measured, on questions it never saw."""

    count: Annotated[Count, Field(description="Questions of the report split.")] = 256
    look_count: Annotated[
        Count | None,
        Field(description="Questions of the choose split, at a look; without it ``count``."),
    ] = None
    batch: Annotated[Count, Field(description="Questions in one call of the sampler.")] = 8
    scorer: Annotated[
        ScorerConfig | None,
        Field(description="What is measured by; without it what is paid by."),
    ] = None


class TrainSettings(Table):
    """A whole run: warm-up, then RL, then an evaluation of both."""

    model: Annotated[
        str, Field(description="A folder or an id with a Qwen2-VL or Qwen2.5-VL; or tiny.")
    ] = "tiny"
    data: Annotated[
        str, Field(description="A JSONL file; or charts or long-charts, drawn on the spot.")
    ] = "charts"
    instruction: Annotated[str, Field(description="What is said before each question.")] = ""
    algorithm: Annotated[AlgorithmName, Field(description="Which loss, and which advantages.")] = (
        "stepgrpo"
    )
    reward: Annotated[
        RewardName | None,
        Field(description="Which part of the report is paid; without it the algorithm's own."),
    ] = None
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, description="What is run.")] = STAGES
    seed: Annotated[int, Field(ge=0, description="Of weights, data and sampling.")] = 0
    processes: Annotated[
        Count | None, Field(description="Processes there must be; another number is refused.")
    ] = None
    threads: Annotated[
        Count | None, Field(description="Of torch on a CPU; without it as torch decides.")
    ] = None
    precision: Annotated[
        Literal["fp32", "bf16"], Field(description="Of the arithmetic; weights stay fp32.")
    ] = "fp32"
    max_prompt_tokens: Annotated[
        Count, Field(description="Image tokens included; longer prompts are refused.")
    ] = 2048
    max_completion_tokens: Annotated[Count, Field(description="Where a rollout is cut off.")] = 1024
    max_pixels: Annotated[
        Count | None, Field(description="Of an image; larger ones are shrunk. Else the model's.")
    ] = None
    max_grad_norm: Annotated[float, Field(gt=0, description="Longer gradients are cut.")] = 1.0
    lora_rank: Annotated[int, Field(ge=0, description="Of LoRA's matrices; 0: all weights.")] = 0
    gradient_checkpointing: Annotated[
        bool, Field(strict=True, description="Recompute activations: less memory, more time.")
    ] = False
    tracker: Annotated[
        Literal["wandb", "trackio"] | None, Field(description="Beside TensorBoard.")
    ] = None
    scorer: Annotated[ScorerConfig, Field(description="Settings of the reward.")] = ScorerConfig()
    warm_up: Annotated[WarmUp, Field(description="The first stage.")] = WarmUp()
    rl: Annotated[RL, Field(description="The second stage.")] = RL()
    sgpo: Annotated[SGPO, Field(description="Of the algorithm sgpo.")] = SGPO()
    grpo_d: Annotated[GRPOD, Field(description="Of the algorithm grpo_d.")] = GRPOD()
    reg_grpo: Annotated[RegGRPO, Field(description="Of the algorithm reg_grpo.")] = RegGRPO()
    evaluation: Annotated[Evaluation, Field(description="The third stage.")] = Evaluation()
    study: Annotated[
        Study | None, Field(description="Arms to train by seeds, in place of one run.")
    ] = None

    @model_validator(mode="after")
    def _fits_together(self) -> TrainSettings:
        """Refuse what no run can mean."""
        steps, stop = self.warm_up.steps, self.warm_up.stop_after
        if steps is not None and stop is not None and stop > steps:
            raise SettingError(f"warm_up.stop_after: {stop} lies behind warm_up.steps, {steps}")
        if self.warm_up.stop_at is not None and not self.warm_up.evaluate_every:
            raise SettingError("warm_up.stop_at: needs looks; set warm_up.evaluate_every as well")
        if self.study is not None and self.rl.vllm_url is not None:
            raise SettingError("rl.vllm_url: the arms of a study would load over one another; none")
        _check_algorithm(self)
        return self

    @property
    def updates_per_rollout(self) -> int:
        """Give the updates on the same rollouts: those of the settings, or the algorithm's own."""
        return self.rl.updates_per_rollout or (2 if self.algorithm == "reg_grpo" else 1)


def _check_algorithm(settings: TrainSettings) -> None:
    """Refuse what an algorithm cannot be told."""
    name, rl = settings.algorithm, settings.rl
    if name == "stepgrpo" and settings.updates_per_rollout > 1:
        raise SettingError(
            "rl.updates_per_rollout: stepgrpo has no clip, and makes one; take grpo or dr_grpo"
        )
    if name == "reg_grpo" and settings.updates_per_rollout < 2:
        raise SettingError(
            "rl.updates_per_rollout: reg_grpo compares the policy with the one that sampled, which "
            "are the same in the first update; make 2 or more"
        )
    if name == "reg_grpo" and rl.micro_batch < rl.group:
        raise SettingError(
            f"rl.micro_batch: {rl.micro_batch} hold no whole group of {rl.group}, and reg_grpo "
            "compares the rollouts of a group; raise it, or lower rl.group"
        )
    if name == "grpo_d" and not rl.beta:
        raise SettingError("rl.beta: 0, and grpo_d raises the weight of the KL to it; set more")
