"""The algorithms around StepGRPO: what each pays, compares and minimises, worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest
import torch

import stepreward as sr
from stepreward.dense import Earned
from stepreward.errors import SettingError
from stepreward.report import Report
from stepreward.train import load_settings
from stepreward.train.algorithms import loss_settings
from stepreward.train.algorithms.advantages import (
    advantages_apart,
    advantages_of,
    advantages_on_tokens,
    paid_on_tokens,
)
from stepreward.train.algorithms.losses import LossInputs, LossSettings, reg_grpo_loss
from stepreward.train.algorithms.paid import guidance, pay, pay_guided, prefix_share
from stepreward.train.algorithms.schedules import kl_share
from stepreward.train.data.augment import degraded, hinted
from stepreward.train.data.charts import Charts
from stepreward.train.recipes import change_of
from stepreward.train.replay import Replay, difficulty
from stepreward.train.settings import RewardName, TrainSettings

KEYS = ("12/2 = 6", "6 + 4 = 10", "10/2 = 5")
WRONG = ("12/2 = 7", "6 + 4 = 11", "10/2 = 4")
HIDDEN = "Now I work out the next value."
TRUTH = sr.GroundTruth("5", [*KEYS])
SCORER = sr.Scorer()


def trace_of(*steps: str, answer: str = "9") -> str:
    numbered = [f"### Step {at}:\n{step}" for at, step in enumerate(steps, 1)]
    return "\n".join((*numbered, f"### The final answer is: {answer}"))


def report_of(*steps: str, answer: str = "9") -> Report:
    return SCORER.score(trace_of(*steps, answer=answer), TRUTH)


def settings_of(*changes: str) -> TrainSettings:
    return load_settings("quick", changes=[change_of(one) for one in changes])


# SGPO.


@pytest.mark.parametrize(
    ("steps", "share"),
    [
        pytest.param(KEYS, 1, id="all right"),
        pytest.param((KEYS[0], WRONG[1]), 1 / 3, id="the second is wrong"),
        pytest.param((KEYS[0], WRONG[1], KEYS[2]), 1 / 3, id="wrong, and a later one matches"),
        pytest.param((KEYS[0], HIDDEN, KEYS[2]), 1 / 3, id="hidden, and a later one matches"),
        pytest.param((HIDDEN, *KEYS[1:]), 0, id="the first is hidden"),
        pytest.param((HIDDEN, HIDDEN), 0, id="all is hidden"),
        pytest.param((KEYS[0], "1 + 1 = 3", *KEYS[1:]), 1, id="a false equation beside them"),
        pytest.param((KEYS[0], HIDDEN, *KEYS[1:]), 1, id="the same, left unsaid"),
    ],
)
def test_the_prefix_ends_at_the_first_key_step_that_is_missed(
    steps: tuple[str, ...], share: float
) -> None:
    assert prefix_share(report_of(*steps)) == pytest.approx(share)


def test_a_trace_without_key_steps_has_no_prefix() -> None:
    assert prefix_share(SCORER.score(trace_of(*KEYS), sr.GroundTruth("5"))) == 0


@pytest.mark.parametrize("told", [*product(*zip(KEYS, WRONG, (HIDDEN,) * 3, strict=True))])
def test_hiding_the_arithmetic_of_a_step_is_no_gain(told: tuple[str, ...]) -> None:
    said = prefix_share(report_of(*told))
    for at in range(3):
        without = [HIDDEN if here == at else step for here, step in enumerate(told)]
        assert prefix_share(report_of(*without)) <= said


@pytest.mark.parametrize(
    ("share", "worth"),
    [
        pytest.param(0.0, 0.0, id="nothing right"),
        pytest.param(0.5, 0.5, id="the middle"),
        pytest.param(0.25, 1 / (1 + math.e), id="a quarter below it"),
        pytest.param(1.0, 1 / (1 + math.exp(-2)), id="all right"),
    ],
)
def test_the_logistic(share: float, worth: float) -> None:
    assert guidance(share, 4.0, 0.5) == pytest.approx(worth)


def test_the_sharpest_logistic_stays_below_a_right_answer() -> None:
    assert guidance(1.0, 30.0, 0.0) < 1


ALL_WRONG = [report_of(KEYS[0], WRONG[1]), report_of(WRONG[0]), report_of(*KEYS, answer="")]
ONE_RIGHT = [report_of(KEYS[0], WRONG[1]), report_of(HIDDEN, answer="5")]
THIRD = guidance(1 / 3, 6.0, 0.5)


@pytest.mark.parametrize(
    ("group", "when", "expected"),
    [
        pytest.param(ALL_WRONG, "all_wrong", [THIRD, 0, 0], id="all wrong"),
        pytest.param(ALL_WRONG, "every_wrong", [THIRD, 0, 0], id="all wrong, every wrong one"),
        pytest.param(ONE_RIGHT, "all_wrong", [0, 1], id="one right"),
        pytest.param(ONE_RIGHT, "every_wrong", [THIRD, 1], id="one right, every wrong one"),
    ],
)
def test_whom_sgpo_guides(group: list[Report], when: str, expected: list[float]) -> None:
    found = pay_guided(group, "outcome", settings_of(f"sgpo.when={when}"))
    assert [sum(one) for one in found] == pytest.approx(expected)


@pytest.mark.parametrize("reward", ["outcome", "step_rar", "step_rvr", "both"])
@pytest.mark.parametrize("alpha", [0.0, 0.1, 1.0])
def test_a_wrong_answer_earns_less_for_its_answer_than_a_right_one(
    reward: RewardName, alpha: float
) -> None:
    scorer = sr.Scorer(sr.ScorerConfig(alpha=alpha))
    wrong = scorer.score(trace_of(*KEYS), TRUTH)
    right = scorer.score(trace_of(HIDDEN, answer="5"), TRUTH)
    settings = settings_of("sgpo.when=every_wrong", "sgpo.sharpness=30", f"scorer.alpha={alpha}")
    (low, *_), (high, *_) = pay_guided([wrong, right], reward, settings)
    assert low < high or alpha == 1.0  # then the key steps alone are worth a right answer
    assert low <= high


def test_without_a_guide_each_part_is_paid_by_itself() -> None:
    (parts,) = pay([report_of(KEYS[0])], "both", settings_of())
    assert parts == pytest.approx((0.1 / 3, 0.0))


# GRPO-D.


@pytest.mark.parametrize(
    ("schedule", "shares"),
    [
        pytest.param("linear", [0.2, 0.4, 0.6, 0.8, 1.0], id="linear"),
        pytest.param("cosine", [0.2, 0.2 + 0.8 * 0.146447, 0.6, 0.882843, 1.0], id="cosine"),
        pytest.param("step", [0.2, 0.2, 0.6, 1.0, 1.0], id="in three stairs"),
    ],
)
def test_the_weight_of_the_kl_grows(schedule: Any, shares: list[float]) -> None:
    found = [kl_share(at, 5, start=0.2, schedule=schedule, stairs=3) for at in range(5)]
    assert found == pytest.approx(shares, abs=1e-6)


@pytest.mark.parametrize(
    ("algorithm", "first", "last"),
    [
        pytest.param("grpo_d", 0.01, 0.1, id="grpo_d"),
        pytest.param("grpo", 0.1, 0.1, id="others keep it"),
    ],
)
def test_the_weight_of_the_kl_at_an_update(algorithm: str, first: float, last: float) -> None:
    settings = settings_of(f"algorithm={algorithm}", "rl.beta=0.1", "rl.updates=9")
    found = [loss_settings(settings, at).beta for at in (0, 8)]
    assert found == pytest.approx([first, last])


# Reg-GRPO.


def regression(ratios: list[float], advantages: list[float], epsilon: float = 1e-4) -> Any:
    """Give losses, and gradients to log-ratios that the first of two tokens carries."""
    leaf = torch.tensor([[one, 0.0] for one in ratios], requires_grad=True)
    given = LossInputs(
        leaf, torch.zeros_like(leaf), None, torch.tensor(advantages), torch.ones_like(leaf)
    )
    settings = LossSettings(0.0, 0.2, "token", 10, group=len(ratios), epsilon=epsilon)
    losses = reg_grpo_loss(given, settings)
    (gradient,) = torch.autograd.grad(losses.sum(), leaf)
    return losses.tolist(), gradient[:, 0].tolist()


def test_ratios_that_equal_the_advantages_cost_nothing() -> None:
    half = math.sqrt(0.5)
    losses, gradient = regression([1.0, -1.0], [half, -half])
    assert losses == pytest.approx([0, 0], abs=1e-9)
    assert gradient == pytest.approx([0, 0], abs=1e-5)


def test_ratios_on_the_wrong_side_cost_the_square() -> None:
    half = math.sqrt(0.5)
    losses, _ = regression([1.0, -1.0], [-half, half])
    assert losses == pytest.approx([2.0, 2.0])


def test_before_the_first_update_epsilon_stands_for_the_spread() -> None:
    losses, gradient = regression([0.0, 0.0], [1.0, -0.5], epsilon=0.5)
    assert losses == pytest.approx([1.0, 0.25])
    assert gradient == pytest.approx([-3.0, 3.0])  # (-1 - 0.5) / 0.5: up with the better trace


def test_a_group_of_equal_rewards_pulls_nowhere_before_the_first_update() -> None:
    _, gradient = regression([0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
    assert gradient == [0, 0, 0]


def test_groups_are_regressed_apart() -> None:
    ratios = torch.tensor([[1.0], [-1.0], [5.0], [9.0]])
    half = math.sqrt(0.5)
    advantages = torch.tensor([half, -half, -half, half])
    given = LossInputs(ratios, torch.zeros(4, 1), None, advantages, torch.ones(4, 1))
    losses = reg_grpo_loss(given, LossSettings(0.0, 0.2, "token", 10, group=2, epsilon=1e-4))
    assert losses.tolist() == pytest.approx([0] * 4, abs=1e-9)


def test_ratios_are_those_of_whole_traces_without_their_padding() -> None:
    ratios = torch.tensor([[0.5, 0.5, 9.0], [-0.5, -0.25, -0.25]])
    mask = torch.tensor([[1, 1, 0], [1, 1, 1]])
    half = math.sqrt(0.5)
    given = LossInputs(ratios, torch.zeros(2, 3), None, torch.tensor([half, -half]), mask)
    losses = reg_grpo_loss(given, LossSettings(0.0, 0.2, "token", 10, group=2, epsilon=1e-4))
    assert losses.tolist() == pytest.approx([0, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("mean", "before", "expected"),
    [
        pytest.param(0.3, [], 0.0, id="nothing to compare with"),
        pytest.param(0.0, [0.0, 0.5, 1.0], 1.0, id="as hard as the hardest"),
        pytest.param(0.4, [0.0, 0.5, 1.0], 0.2, id="somewhat hard"),
        pytest.param(0.75, [0.0, 0.5, 1.0], -0.5, id="easy"),
        pytest.param(2.0, [0.0, 0.5, 1.0], -1.0, id="easier than any"),
        pytest.param(0.0, [0.0, 0.0], 0.0, id="all have failed alike"),
    ],
)
def test_difficulty(mean: float, before: list[float], expected: float) -> None:
    assert difficulty(mean, before) == pytest.approx(expected)


def test_the_oldest_groups_are_forgotten() -> None:
    replay = Replay(2)
    replay.add([0.0, 0.4, 0.6])
    assert replay.state_dict() == {"means": [0.4, 0.6]}
    other = Replay(2)
    other.load_state_dict(replay.state_dict())
    assert other.difficulty(0.45) == replay.difficulty(0.45) == pytest.approx(0.5)


# Hints and worse pictures.

EXAMPLE = Charts("train").take(0, 1)[0]


@pytest.mark.parametrize(
    ("share", "told"),
    [
        pytest.param(0.0, 0, id="no hint"),
        pytest.param(0.1, 1, id="a little"),
        pytest.param(1.0, 2, id="all but the last"),
    ],
)
def test_a_hint_tells_the_first_key_steps_and_pays_them_no_more(share: float, told: int) -> None:
    found = hinted(EXAMPLE, share)
    keys = EXAMPLE.truth.key_steps
    assert found.truth.key_steps == keys[told:]
    assert found.truth.answers == EXAMPLE.truth.answers
    assert all((key.forms[0] in found.question) == (at < told) for at, key in enumerate(keys))
    assert (found is EXAMPLE) == (told == 0)
    assert found.images == EXAMPLE.images


def test_what_a_hint_told_earns_nothing_when_it_is_copied() -> None:
    told = hinted(EXAMPLE, 1.0)
    copied = f"### Step 1:\n{EXAMPLE.truth.key_steps[0].forms[0]}.\n### The final answer is: 99"
    assert SCORER.score(copied, EXAMPLE.truth).coverage == pytest.approx(1 / 3)
    assert SCORER.score(copied, told.truth).coverage == 0


def test_a_single_key_step_is_not_told() -> None:
    single = hinted(EXAMPLE, 0.5)
    assert hinted(hinted(single, 1.0), 1.0).truth.key_steps == EXAMPLE.truth.key_steps[-1:]


def test_an_example_without_images_stays_as_it_is() -> None:
    bare = replace(EXAMPLE, images=())
    assert degraded(bare, 0.5) is bare


def test_noise_is_the_same_for_the_same_example_and_grows_with_its_share() -> None:
    def looks(share: float) -> bytes:
        return degraded(EXAMPLE, share).load_images()[0].tobytes()

    plain = EXAMPLE.load_images()[0].tobytes()
    assert looks(0.0) == plain
    assert looks(0.5) == looks(0.5) != plain
    far = [sum(abs(x - y) for x, y in zip(looks(share), plain, strict=True)) for share in (0.3, 1)]
    assert 0 < far[0] < far[1]
    assert degraded(EXAMPLE, 0.5).truth == EXAMPLE.truth


# StepRAR and StepRVR apart.

PARTS = [(1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 0.0)]
HALF = 0.5 / (math.sqrt(1 / 3) + 1e-4)  # of a spread of n - 1


def test_parts_are_normalised_apart_and_added() -> None:
    found = advantages_apart(PARTS, 4, "std")
    assert found.tolist() == pytest.approx([2 * HALF, 0, -2 * HALF, 0])


def test_a_part_that_varies_little_weighs_as_much_as_one_that_varies_much() -> None:
    parts = [(1.0, 0.0), (0.0, 0.1)]
    assert advantages_apart(parts, 2, "std").tolist() == pytest.approx([0, 0], abs=1e-3)
    summed = advantages_of([sum(one) for one in parts], 2, "std")
    assert summed.tolist() == pytest.approx([0.707, -0.707], abs=1e-3)


def test_groups_are_normalised_apart_as_well() -> None:
    found = advantages_apart([(5.0,), (4.0,), (1.0,), (1.0,)], 2, None)
    assert found.tolist() == [0.5, -0.5, 0, 0]


# Advantages token by token.

ANSWER = Earned("answer", "the answer is right", 1.0, 3)
KEY = Earned("key steps", "key step 0", 0.05, 1)
APART = [0.5 / (math.sqrt(0.5) + 1e-4), 0.025 / (0.05 * math.sqrt(0.5) + 1e-4)]
TOGETHER = [one / (1.05 * math.sqrt(0.5) + 1e-4) for one in (0.5, 0.025)]


@pytest.mark.parametrize(
    ("normalise", "shares"),
    [pytest.param("apart", APART, id="by kind"), pytest.param("sum", TOGETHER, id="as a sum")],
)
def test_a_token_is_given_what_its_rollout_still_earns(normalise: Any, shares: list[float]) -> None:
    answer, key = shares
    found = advantages_on_tokens([[KEY, ANSWER], []], [4, 3], 4, normalise)
    assert found[0].tolist() == pytest.approx([key + answer] * 2 + [answer] * 2)
    assert found[1].tolist() == pytest.approx([-key - answer] * 3 + [0])  # owed at its end


def test_what_all_have_earned_teaches_nothing() -> None:
    found = advantages_on_tokens([[KEY], [KEY._replace(at=0)]], [4, 4], 4, "apart")
    assert found.abs().max() == 0


def test_credits_that_two_rollouts_share_out_are_told_apart_by_place() -> None:
    other = KEY._replace(why="key step 1", at=2)
    found = advantages_on_tokens([[KEY], [other]], [4, 4], 4, "apart")
    assert found[:, 0].tolist() == pytest.approx([0, 0], abs=1e-6)  # as much in all
    share = 0.025 / (0.1 * math.sqrt(0.5) + 1e-4)
    assert found[0].tolist() == pytest.approx([0, 0, -share, -share], abs=1e-6)
    assert found[1].tolist() == pytest.approx([0, 0, 0, -share], abs=1e-6)


def test_the_first_tokens_of_a_group_are_centered() -> None:
    rng = Random(0)
    group = [
        [one._replace(at=rng.randrange(5)) for one in (ANSWER, KEY) if rng.random() < 0.5]
        for _ in range(6)
    ]
    found = advantages_on_tokens(group, [6] * 6, 6, "apart")
    assert float(found[:, 0].sum()) == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(
    ("reward", "kinds"),
    [
        pytest.param("outcome", {"answer"}, id="the answer alone"),
        pytest.param("step_rar", {"answer", "key steps"}, id="key steps"),
        pytest.param("step_rvr", {"answer", "validity"}, id="validity"),
        pytest.param("both", {"answer", "key steps", "validity"}, id="both"),
    ],
)
def test_which_credits_are_laid_on_tokens(reward: RewardName, kinds: set[str]) -> None:
    report = SCORER.score(EXAMPLE_TRACE, EXAMPLE_TRUTH)
    offsets = [(at, at + 1) for at in range(len(EXAMPLE_TRACE))]  # a token a character
    found = paid_on_tokens(report, reward, offsets)
    assert {one.kind for one in found} == kinds
    if reward == "both":
        laid = torch.zeros(len(offsets), dtype=torch.float64)
        for one in found:
            laid[one.at] += one.value
        assert laid.tolist() == pytest.approx(report.token_rewards(offsets).tolist())
        assert float(laid.sum()) == pytest.approx(2.1)


FULL = next(
    one
    for one in Charts("train").take(0, 20)
    if one.trace and SCORER.score(one.trace, one.truth).reward > 2
)
EXAMPLE_TRACE, EXAMPLE_TRUTH = FULL.trace or "", FULL.truth


def test_prefix_credit_lays_nothing_behind_the_first_error() -> None:
    text = trace_of(KEYS[0], WRONG[1], KEYS[2])
    offsets = [(at, at + 1) for at in range(len(text))]
    prefix = sr.Scorer(sr.ScorerConfig(prefix_credit=True))
    laid = [
        [one.why for one in paid_on_tokens(scorer.score(text, TRUTH), "both", offsets)]
        for scorer in (SCORER, prefix)
    ]
    assert laid == [["key step 0", "key step 2"], ["key step 0"]]


# Settings that an algorithm cannot take.


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(
            ["algorithm=reg_grpo", "rl.updates_per_rollout=1"],
            "rl.updates_per_rollout: reg_grpo compares",
            id="a ratio that is always 1",
        ),
        pytest.param(
            ["algorithm=reg_grpo", "rl.micro_batch=7"], "rl.micro_batch: 7 hold", id="half a group"
        ),
        pytest.param(["algorithm=grpo_d", "rl.beta=0.0"], "rl.beta: 0, and grpo_d", id="no KL"),
        pytest.param(["warm_up.stop_at=0.5"], "warm_up.stop_at: needs looks", id="never looks"),
    ],
)
def test_what_an_algorithm_cannot_take_is_said(changes: list[str], words: str) -> None:
    with pytest.raises(SettingError) as raised:
        settings_of(*changes)
    assert str(raised.value).startswith(words)


@pytest.mark.parametrize(
    ("changes", "updates"),
    [
        pytest.param(["algorithm=reg_grpo"], 2, id="two of its own"),
        pytest.param(["algorithm=reg_grpo", "rl.updates_per_rollout=3"], 3, id="as told"),
        pytest.param(["algorithm=grpo"], 1, id="one else"),
    ],
)
def test_updates_on_the_same_rollouts(changes: list[str], updates: int) -> None:
    assert settings_of(*changes).updates_per_rollout == updates
