"""Everything a training run can be told, checked when it is made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stepreward.config import ScorerConfig
from stepreward.errors import SettingError

AlgorithmName = Literal["stepgrpo", "grpo", "dr_grpo"]
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
    clip: Annotated[float, Field(gt=0, lt=1, description="Of the ratio in grpo, dr_grpo.")] = 0.2
    updates_per_rollout: Annotated[
        Count, Field(description="Updates on the same rollouts; stepgrpo has one.")
    ] = 1
    average: Annotated[
        Literal["sequence", "token"],
        Field(
            description="stepgrpo: log-probabilities of a trace summed, as the paper writes, "
            "or averaged, as its code does."
        ),
    ] = "sequence"
    micro_batch: Annotated[Count, Field(description="Rollouts in one forward pass.")] = 4
    sample_batch: Annotated[Count, Field(description="Prompts in one call of the sampler.")] = 4
    rollouts_every: Annotated[Count, Field(description="Updates between kept rollouts.")] = 50
    evaluate_every: Annotated[
        int, Field(ge=0, description="Updates between looks at the choose split; 0: none.")
    ] = 0
    checkpoint_every: Annotated[Count, Field(description="Updates between checkpoints.")] = 50


class Evaluation(Table):
    """How a model is measured, on questions it never saw."""

    count: Annotated[Count, Field(description="Questions of the report split.")] = 256
    batch: Annotated[Count, Field(description="Questions in one call of the sampler.")] = 8


class TrainSettings(Table):
    """A whole run: warm-up, then RL, then an evaluation of both."""

    model: Annotated[
        str, Field(description="A folder or an id with a Qwen2-VL or Qwen2.5-VL; or tiny.")
    ] = "tiny"
    data: Annotated[str, Field(description="A JSONL file; or charts, drawn on the spot.")] = (
        "charts"
    )
    instruction: Annotated[str, Field(description="What is said before each question.")] = ""
    algorithm: Annotated[AlgorithmName, Field(description="Which loss, and which advantages.")] = (
        "stepgrpo"
    )
    reward: Annotated[
        RewardName | None,
        Field(description="Which part of the report is paid; without it the algorithm's own."),
    ] = None
    ablation: Annotated[
        bool, Field(strict=True, description="Train every arm of the paper's ablation, by seeds.")
    ] = False
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
    evaluation: Annotated[Evaluation, Field(description="The third stage.")] = Evaluation()

    @model_validator(mode="after")
    def _fits_together(self) -> TrainSettings:
        """Refuse what no run can mean."""
        steps, stop = self.warm_up.steps, self.warm_up.stop_after
        if steps is not None and stop is not None and stop > steps:
            raise SettingError(f"warm_up.stop_after: {stop} lies behind warm_up.steps, {steps}")
        if self.algorithm == "stepgrpo" and self.rl.updates_per_rollout > 1:
            raise SettingError(
                "rl.updates_per_rollout: stepgrpo has no clip, and makes one; take grpo or dr_grpo"
            )
        return self
