"""The formulas of training, against numbers worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

import stepreward as sr
from stepreward.train.algorithms import ALGORITHMS
from stepreward.train.algorithms.advantages import advantages_of
from stepreward.train.algorithms.losses import (
    LossInputs,
    LossSettings,
    dr_grpo_loss,
    grpo_loss,
    k3,
    log_probs_of,
    stepgrpo_loss,
    token_mean,
)
from stepreward.train.algorithms.paid import REWARDS
from stepreward.train.algorithms.schedules import learning_rate_share
from stepreward.train.settings import AlgorithmName, RewardName

SETTINGS = LossSettings(beta=0.0, clip=0.2, average="token", length=10, group=2, epsilon=1e-4)
MASK = torch.tensor([[1, 1, 0], [1, 1, 1]])  # two tokens, then three
LOG_PROBS = torch.tensor([[-1.0, -2.0, -9.0], [-0.5, -0.5, -0.5]])
ADVANTAGES = torch.tensor([1.0, -0.5])


def see(
    log_probs: Tensor, *, old: Tensor | None = None, reference: Tensor | None = None
) -> tuple[LossInputs, Tensor]:
    leaf = log_probs.clone().requires_grad_()
    held = leaf.detach() if old is None else old
    return LossInputs(leaf, held, reference, ADVANTAGES, MASK), leaf


def gradient_of(losses: Tensor, leaf: Tensor) -> Tensor:
    (gradient,) = torch.autograd.grad(losses.sum(), leaf)
    return gradient


# What comes before the loss.


def test_log_probs_are_those_of_the_sampled_ids_at_the_sampled_temperature() -> None:
    logits = torch.tensor([[[0.0, math.log(3)], [2.0, 2.0]]])  # (1, 2, 2)
    ids = torch.tensor([[1, 0]])
    assert log_probs_of(logits, ids, 1.0).exp().tolist() == [[pytest.approx(0.75), 0.5]]
    warm = log_probs_of(logits, ids, 2.0).exp()[0, 0]
    assert float(warm) == pytest.approx(math.sqrt(3) / (1 + math.sqrt(3)))


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        pytest.param(None, [0.5, -0.5, 0.0, 0.0], id="centered"),
        pytest.param("std", [0.7070, -0.7070, 0.0, 0.0], id="divided by n - 1"),
    ],
)
def test_groups_are_centered_apart(scale: None, expected: list[float]) -> None:
    found = advantages_of([2.0, 1.0, 5.0, 5.0], 2, scale)
    assert found.tolist() == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        pytest.param(0.0, 0.0, id="the same"),
        pytest.param(1.0, math.e - 2, id="reference likelier"),
        pytest.param(-1.0, 1 / math.e, id="reference less likely"),
    ],
)
def test_k3(difference: float, expected: float) -> None:
    found = k3(torch.tensor([-2.0]), torch.tensor([-2.0 + difference]))
    assert float(found) == pytest.approx(expected, abs=1e-6)


def test_a_mean_over_tokens_leaves_padding_out_and_survives_an_empty_row() -> None:
    values = torch.tensor([[2.0, 4.0, 100.0], [1.0, 1.0, 1.0]])
    mask = torch.tensor([[1, 1, 0], [0, 0, 0]])
    assert token_mean(values, mask).tolist() == [3.0, 0.0]


WRONG = sr.score(
    "### Step 1: 12/2 = 6\n### The final answer is: 7", answer="6", key_steps=["12/2 = 6"]
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("outcome", 0.0, id="the answer alone"),
        pytest.param("step_rar", 0.1, id="key steps"),
        pytest.param("step_rvr", 0.0, id="validity, which this trace lacks"),
        pytest.param("both", 0.1, id="the whole reward"),
    ],
)
def test_what_is_paid(name: RewardName, expected: float) -> None:
    assert REWARDS[name](WRONG) == pytest.approx(expected)


# The losses: their gradient says what they do.


def test_stepgrpo_pushes_each_token_by_its_share_of_the_advantage() -> None:
    given, leaf = see(LOG_PROBS)
    gradient = gradient_of(stepgrpo_loss(given, SETTINGS), leaf)
    expected = torch.tensor([[-1 / 2, -1 / 2, 0], [0.5 / 3, 0.5 / 3, 0.5 / 3]])
    assert torch.allclose(gradient, expected)


def test_stepgrpo_as_printed_pushes_each_token_by_the_whole_advantage() -> None:
    given, leaf = see(LOG_PROBS)
    losses = stepgrpo_loss(given, replace(SETTINGS, average="sequence"))
    assert losses.tolist() == pytest.approx([-1.0, 0.5])  # the ratio is 1 in value
    gradient = gradient_of(losses, leaf)
    assert torch.allclose(gradient, torch.tensor([[-1.0, -1, 0], [0.5, 0.5, 0.5]]))


def test_stepgrpo_has_no_clip_where_grpo_has_one() -> None:
    old = LOG_PROBS - math.log(1.5)  # every ratio is 1.5
    given, leaf = see(LOG_PROBS, old=old)
    gradient = gradient_of(stepgrpo_loss(given, SETTINGS), leaf)
    assert gradient[0, 0] != 0
    given, leaf = see(LOG_PROBS, old=old)
    losses = grpo_loss(given, SETTINGS)
    assert losses.tolist() == pytest.approx([-1.2, 0.75])
    gradient = gradient_of(losses, leaf)
    assert gradient[0].tolist() == [0, 0, 0]  # past 1.2, more likely is not better
    assert gradient[1].tolist() == pytest.approx([0.25] * 3)  # a bad trace is pushed on


def test_grpo_equals_stepgrpo_where_the_policy_has_not_moved() -> None:
    first, one = see(LOG_PROBS)
    second, other = see(LOG_PROBS)
    of_stepgrpo = gradient_of(stepgrpo_loss(first, SETTINGS), one)
    assert torch.equal(of_stepgrpo, gradient_of(grpo_loss(second, SETTINGS), other))


def test_dr_grpo_does_not_divide_by_a_traces_own_length() -> None:
    given, leaf = see(LOG_PROBS)
    losses = dr_grpo_loss(given, SETTINGS)
    assert losses.tolist() == pytest.approx([-2 / 10, 1.5 / 10])
    gradient = gradient_of(losses, leaf)
    assert torch.allclose(gradient, torch.tensor([[-0.1, -0.1, 0], [0.05, 0.05, 0.05]]))


def test_grpo_stops_pushing_a_bad_trace_below_the_bound() -> None:
    given, leaf = see(LOG_PROBS, old=LOG_PROBS + math.log(2))  # every ratio is 0.5
    gradient = gradient_of(grpo_loss(given, SETTINGS), leaf)
    assert gradient[1].tolist() == [0, 0, 0]  # below 0.8, less likely is not better
    assert gradient[0].tolist() == pytest.approx([-0.25, -0.25, 0])  # a good one is pulled back


FAR = math.e - 2  # k3 of a reference that is e times as likely


@pytest.mark.parametrize(
    ("name", "average", "expected"),
    [
        pytest.param("stepgrpo", "token", [FAR, FAR], id="the mean over tokens"),
        pytest.param("stepgrpo", "sequence", [2 * FAR, 3 * FAR], id="the sum over tokens"),
        pytest.param("grpo", "token", [FAR, FAR], id="grpo"),
        pytest.param("dr_grpo", "token", [2 * FAR / 10, 3 * FAR / 10], id="dr_grpo"),
        pytest.param("reg_grpo", "token", [FAR, FAR], id="reg_grpo"),
    ],
)
def test_what_the_kl_costs(name: AlgorithmName, average: Any, expected: list[float]) -> None:
    settings = replace(SETTINGS, beta=3.0, average=average)
    given = LossInputs(LOG_PROBS, LOG_PROBS, LOG_PROBS + 1, torch.zeros(2), MASK)
    found = ALGORITHMS[name].loss(given, settings)
    assert found.tolist() == pytest.approx([3 * one for one in expected])


@pytest.mark.parametrize("name", list(ALGORITHMS))
def test_the_kl_pulls_towards_the_reference(name: AlgorithmName) -> None:
    settings = replace(SETTINGS, beta=1.0)
    loss = ALGORITHMS[name].loss
    leaf = LOG_PROBS.clone().requires_grad_()
    given = LossInputs(leaf, LOG_PROBS, LOG_PROBS + 0.5, torch.zeros(2), MASK)
    gradient = gradient_of(loss(given, settings), leaf)
    assert (gradient[MASK.bool()] < 0).all()  # down the gradient is up, to the reference
    assert (gradient[~MASK.bool()] == 0).all()


def test_what_each_algorithm_pays_and_how_it_scales() -> None:
    assert {name: (one.reward, one.scale) for name, one in ALGORITHMS.items()} == {
        "stepgrpo": ("both", "std"),
        "grpo": ("outcome", "std"),
        "dr_grpo": ("outcome", None),  # a group of unlike rewards keeps its spread
        "sgpo": ("outcome", "std"),
        "grpo_d": ("step_rvr", "std"),
        "reg_grpo": ("outcome", "std"),
        "stepgrpo_dense": ("both", "std"),
    }


# The learning rate.


@pytest.mark.parametrize(
    ("schedule", "last"),
    [
        pytest.param("cosine", (1 + math.cos(0.9 * math.pi)) / 2, id="cosine"),
        pytest.param("linear", 0.1, id="linear"),
        pytest.param("constant", 1.0, id="constant"),
    ],
)
def test_the_rate_rises_then_falls(schedule: str, last: float) -> None:
    shares = [
        learning_rate_share(step, 10, rise=2, floor=0.0, schedule=schedule)  # type: ignore[arg-type]
        for step in range(10)
    ]
    assert shares[0] == pytest.approx(0.5)
    assert max(shares) <= 1
    assert shares[-1] == pytest.approx(last)


def test_the_rate_does_not_rise_again_behind_its_end() -> None:
    late = learning_rate_share(150, 100, rise=0, floor=0.1, schedule="cosine")
    assert late == pytest.approx(0.1)


def test_the_rate_ends_on_its_floor() -> None:
    assert learning_rate_share(99, 100, rise=0, floor=0.1, schedule="cosine") == pytest.approx(
        0.1, abs=1e-3
    )
