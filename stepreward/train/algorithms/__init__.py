"""The algorithms, by name: what is paid, how a group is compared, and what is minimised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from torch import Tensor

from stepreward.dense import Normalise
from stepreward.report import Report
from stepreward.train.algorithms.advantages import Scale
from stepreward.train.algorithms.losses import (
    LossInputs,
    LossSettings,
    dr_grpo_loss,
    grpo_loss,
    reg_grpo_loss,
    stepgrpo_loss,
)
from stepreward.train.algorithms.paid import Paid, pay, pay_guided
from stepreward.train.algorithms.schedules import kl_share
from stepreward.train.settings import AlgorithmName, RewardName, TrainSettings

Pay = Callable[[Sequence[Report], RewardName, TrainSettings], list[Paid]]


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One algorithm; what it names, the settings may name otherwise.

    ``pay`` pays the rollouts of a group; ``is_dense`` lays advantages on tokens. The loss gives
    (n,), one a rollout; where it ``has_groups``, the n rollouts have to be whole groups. Where
    the weight of the KL ``rises``, ``grpo_d`` of the settings says how; ``reg_grpo`` of them, how
    prompts are changed where it ``adapts``.
    """

    reward: RewardName
    scale: Scale
    loss: Callable[[LossInputs, LossSettings], Tensor]
    pay: Pay = pay
    normalise: Normalise = "sum"
    is_dense: bool = False
    has_groups: bool = False
    rises: bool = False
    adapts: bool = False


ALGORITHMS: Mapping[AlgorithmName, Algorithm] = {
    "stepgrpo": Algorithm("both", "std", stepgrpo_loss),
    "grpo": Algorithm("outcome", "std", grpo_loss),
    "dr_grpo": Algorithm("outcome", None, dr_grpo_loss),
    "sgpo": Algorithm("outcome", "std", grpo_loss, pay_guided),
    "grpo_d": Algorithm("step_rvr", "std", grpo_loss, rises=True),
    "reg_grpo": Algorithm("outcome", "std", reg_grpo_loss, has_groups=True, adapts=True),
    "stepgrpo_dense": Algorithm("both", "std", grpo_loss, normalise="apart", is_dense=True),
}


def loss_settings(settings: TrainSettings, update: int) -> LossSettings:
    """Take the numbers of a loss out of the settings, as they are at an update, from 0 on."""
    rl, how = settings.rl, settings.grpo_d
    share = 1.0
    if ALGORITHMS[settings.algorithm].rises:
        share = kl_share(
            update, rl.updates, start=how.start, schedule=how.schedule, stairs=how.stairs
        )
    return LossSettings(
        beta=rl.beta * share,
        clip=rl.clip,
        average=rl.average,
        length=settings.max_completion_tokens,
        group=rl.group,
        epsilon=settings.reg_grpo.epsilon,
    )
