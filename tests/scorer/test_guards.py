"""Guards that can be switched off, presets, and the formulas of the paper."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from stepreward import GroundTruth, Scorer, ScorerConfig
from stepreward.config import ALL_GUARDS, ALPHA, PRESETS, Guard, preset
from tests.scorer.traces import PAPER, QUESTION, R1VL, SCORER, STEP_1, STEP_2, TRUTH, with_steps

# What each guard that is no rule of validity takes away; without it, the paper's formula pays.
TRUTH_HALF = GroundTruth("6", ["12/2 = 6"], QUESTION)
CHAIN = GroundTruth("21", ["8 * 15 = 120", "120 - 36 = 84"])
COPIED = "Triangle ABC has the area 12, and D halves BC."


@pytest.mark.parametrize(
    ("guard", "steps", "truth"),
    [
        pytest.param("assertion", ["Suppose 12/2 = 6."], TRUTH_HALF, id="supposed"),
        pytest.param("retraction", ["12/2 = 6. Wait, that is wrong."], TRUTH_HALF, id="taken back"),
        pytest.param(
            "contradiction", ["12/2 = 6 and later 12/2 = 7."], TRUTH_HALF, id="contradicted"
        ),
        pytest.param(
            "order",
            ["They leave 120 - 36 = 84.", "There are 8 * 15 = 120."],
            CHAIN,
            id="used too early",
        ),
        pytest.param(
            "order",
            ["They cost 12 * 15 = 180 in all.", "There are 3 * 4 = 12."],
            GroundTruth("180", ["3 * 4 = 12", "12 * 15 = 180"], "3 rows of 4, 15 each: how much?"),
            id="a usual number used too early",
        ),
        pytest.param(
            "density",
            ["the side is 12 " + " ".join(map(str, range(13, 60)))],
            GroundTruth("6", ["the side is 12"]),
            id="a list of numbers",
        ),
        pytest.param(
            "copies", [COPIED], GroundTruth("6", ["D halves BC"], QUESTION), id="a copied question"
        ),
        pytest.param("hidden_text", ["We see that ~~12/2 = 6~~."], TRUTH_HALF, id="struck out"),
        pytest.param(
            "holds",
            ["We add 14 + 16 = 40, so the total is 40."],
            GroundTruth("6", ["the total is 40"]),
            id="from false arithmetic",
        ),
    ],
)
def test_a_guard_of_matching_can_be_switched_off(
    guard: Guard, steps: list[str], truth: GroundTruth
) -> None:
    completion = with_steps(*steps)
    without = Scorer(ScorerConfig(guards=ALL_GUARDS - {guard}))
    guarded, free = SCORER.score(completion, truth).coverage, without.score(completion, truth)
    assert guarded is not None
    assert free.coverage is not None
    assert guarded < free.coverage


def test_a_number_of_the_question_may_be_used_before_a_step_gives_it_again() -> None:
    keys = ["3 * 4 = 12", "12 * 15 = 180"]
    truth = GroundTruth("180", keys, "3 rows of 4 and 12 rows of 15: how many?")
    report = SCORER.score(with_steps("There are 12 * 15 = 180.", "There are 3 * 4 = 12."), truth)
    assert report.coverage == 1


def test_special_tokens_are_text_where_nobody_strips_them() -> None:
    without = Scorer(ScorerConfig(guards=ALL_GUARDS - {"special_tokens"}))
    assert SCORER.score(R1VL + "<|im_end|>", TRUTH).accuracy == 1
    assert without.score(R1VL + "<|im_end|>", TRUTH).answer.text == "6<|im_end|>"


def test_several_answers_are_judged_by_the_last_where_nobody_minds() -> None:
    completion = R1VL.replace("is: 6", "is: 7") + "\n\n### The final answer is: 6"
    without = Scorer(ScorerConfig(guards=ALL_GUARDS - {"single_answer"}))
    assert SCORER.score(completion, TRUTH).accuracy is None
    assert without.score(completion, TRUTH).accuracy == 1


# Presets.


def test_the_presets_are_the_papers_formulas_without_and_with_guards() -> None:
    assert list(PRESETS) == ["stepgrpo", "paper"]
    assert preset("paper") == ScorerConfig(guards=frozenset())
    assert preset("stepgrpo") == ScorerConfig(guards=ALL_GUARDS)
    assert frozenset(get_args(Guard)) == ALL_GUARDS
    assert ALPHA == 0.1  # R1-VL, Eq. 2


@pytest.mark.parametrize(
    ("answer", "keys", "valid", "reward"),
    [
        pytest.param("6", 2, True, 1 + 0.1 + 1, id="all of it"),
        pytest.param("6", 1, True, 1 + 0.05 + 1, id="half of the key steps"),
        pytest.param("7", 2, True, 0.1 + 1, id="wrong, with all key steps"),
        pytest.param("7", 0, True, 1, id="wrong, with none"),
        pytest.param("6", 2, False, 1 + 0.1, id="not valid"),
        pytest.param("", 2, False, 0, id="no answer, no pay for steps"),
    ],
)
@pytest.mark.parametrize("scorer", [SCORER, PAPER], ids=["stepgrpo", "paper"])
def test_the_formulas_of_the_paper(
    scorer: Scorer, answer: str, keys: int, *, valid: bool, reward: float
) -> None:
    other = ["Twice the area of it would be 12 * 2 = 24.", "The drawing shows it to us all."]
    steps = [STEP_2, STEP_1][:keys] + other[keys:]
    completion = with_steps(*steps, answer=answer)
    if not valid:
        completion = completion.replace("Step 2", "Step 7")
    report = scorer.score(completion, TRUTH)
    assert report.reward == pytest.approx(reward)
    assert report.step_rar + report.step_rvr == report.reward


def test_another_result_is_another_equation_for_the_paper_too() -> None:
    truth = GroundTruth("6", ["12/2 = 6"])
    assert PAPER.score(with_steps("We take half: 12/2 = 6."), truth).coverage == 1
    assert PAPER.score(with_steps("We take half: 12/2 = 7."), truth).coverage == 0


@pytest.mark.parametrize(
    ("settings", "reward"),
    [
        pytest.param({"alpha": 0.5}, 1 + 0.5 + 1, id="alpha"),
        pytest.param({"alpha": 0}, 2, id="no key steps"),
        pytest.param({"accuracy_reward": 3}, 3 + 0.1 + 1, id="accuracy"),
        pytest.param({"validity_reward": 0}, 1 + 0.1, id="no validity"),
    ],
)
def test_every_number_is_a_setting(settings: dict[str, Any], reward: float) -> None:
    assert Scorer(ScorerConfig(**settings)).score(R1VL, TRUTH).reward == pytest.approx(reward)


def test_prefix_credit_pays_nothing_behind_the_first_error() -> None:
    completion = with_steps(STEP_1, "There are 3 + 4 = 8 of them.", STEP_2)
    assert SCORER.score(completion, TRUTH).coverage == 1
    report = Scorer(ScorerConfig(prefix_credit=True)).score(completion, TRUTH)
    assert (report.coverage, report.first_error) == (0.5, 1)
    assert report.matches[1].reason == "it stands behind the first error"
