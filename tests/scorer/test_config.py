"""Settings: guards that can be switched off, presets, own formats in TOML, signatures."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from stepreward import GroundTruth, Scorer, ScorerConfig, StepRewardError, load_config
from stepreward.config import (
    ALL_GUARDS,
    ALPHA,
    PRESETS,
    Guard,
    config_from_environment,
    make_config,
    preset,
)
from stepreward.errors import FileError, FormatError, SettingError
from stepreward.policy import Policy
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


@pytest.mark.xfail(strict=True, reason="the operation alone is compared")
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
    assert Scorer(make_config(**settings)).score(R1VL, TRUTH).reward == pytest.approx(reward)


def test_prefix_credit_pays_nothing_behind_the_first_error() -> None:
    completion = with_steps(STEP_1, "There are 3 + 4 = 8 of them.", STEP_2)
    assert SCORER.score(completion, TRUTH).coverage == 1
    report = Scorer(ScorerConfig(prefix_credit=True)).score(completion, TRUTH)
    assert (report.coverage, report.first_error) == (0.5, 1)
    assert report.matches[1].reason == "it stands behind the first error"


# What is refused.


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param({"gaurds": []}, r"^gaurds: no such setting; known are .*guards", id="name"),
        pytest.param({"guards": ["holding"]}, r"^guards\.0: .*'holds'", id="guard"),
        pytest.param({"alpha": 2}, r"^alpha: .*less than or equal to 1", id="range"),
        pytest.param({"alpha": "much"}, r"^alpha: .*number", id="type"),
        pytest.param({"policy": {"percnt": "either"}}, r"^policy\.percnt: ", id="policy"),
        pytest.param(
            {"policy": {"order": "none"}}, r"^policy\.order: .*'any' or 'same'", id="choice"
        ),
        pytest.param(
            {"custom_formats": [{"name": "x", "style": "xml", "sections": []}]},
            r"^custom_formats\.0\.style: .*'headers'",
            id="style",
        ),
    ],
)
def test_a_wrong_setting_is_named(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        make_config(**settings)


def test_an_unknown_preset_or_format_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingError, match="'papr' is unknown; known are stepgrpo, paper"):
        Scorer("papr")
    with pytest.raises(FormatError, match="did you mean 'llava-cot'"):
        Scorer(ScorerConfig(formats=("llava_cot",)))


# Signatures.

CHANGES: list[dict[str, Any]] = [
    {"alpha": 0.2},
    {"accuracy_reward": 2},
    {"validity_reward": 2},
    {"formats": ["r1-vl"]},
    {"prefix_credit": True},
    *({"guards": sorted(ALL_GUARDS - {guard})} for guard in sorted(ALL_GUARDS)),
    {"policy": {"percent": "number"}},
    {"policy": {"units": "ignore"}},
    {"policy": {"order": "same"}},
    {"policy": {"relative_tolerance": 0.05}},
    {"policy": {"significant_digits": 3}},
    {"policy": {"rounded_digits": 4}},
    {"policy": {"ignore_case": False}},
    {"policy": {"text_similarity": 0.9}},
    {"policy": {"decimal_comma": False}},
    {"policy": {"symbolic": True}},
    {
        "custom_formats": [
            {
                "name": "own",
                "sections": [
                    {"name": "work", "role": "steps", "headers": ["Work"]},
                    {"name": "end", "role": "answer", "headers": ["End"]},
                ],
            }
        ]
    },
]


def test_the_signature_is_stable_and_changes_with_every_setting() -> None:
    signatures = [Scorer(make_config(**change)).signature for change in [{}, *CHANGES]]
    assert len(set(signatures)) == len(signatures)
    assert signatures == [Scorer(make_config(**change)).signature for change in [{}, *CHANGES]]
    assert all(f"{name}=" in signatures[0] for name in ScorerConfig.model_fields)
    assert Scorer().score("", TRUTH).signature == signatures[0]


def test_no_setting_lacks_a_change_above() -> None:
    assert {name for change in CHANGES for name in change} == set(ScorerConfig.model_fields)
    policies = [change["policy"] for change in CHANGES if "policy" in change]
    assert {name for policy in policies for name in policy} == set(Policy.__slots__)


def test_settings_are_frozen_hashable_and_picklable() -> None:
    config = make_config(alpha=0.2, formats=["r1-vl"])
    assert {config: 1}[make_config(alpha=0.2, formats=["r1-vl"])] == 1
    assert pickle.loads(pickle.dumps(config)) == config
    with pytest.raises(ValidationError, match="frozen"):
        config.alpha = 0.3


def test_a_scorer_can_be_pickled_and_scores_alike() -> None:
    scorer = pickle.loads(pickle.dumps(Scorer("paper")))
    assert scorer.score(R1VL, TRUTH) == PAPER.score(R1VL, TRUTH)


# Files.

OWN = """
preset = "paper"
formats = ["report"]

[[custom_formats]]
name = "report"
step_headers = ["Move {n}"]

[[custom_formats.sections]]
name = "facts"
headers = ["Facts", "Given"]

[[custom_formats.sections]]
name = "moves"
role = "steps"

[[custom_formats.sections]]
name = "verdict"
headers = ["Verdict"]
role = "answer"
"""
OWN_TRACE = f"## Facts\nA triangle.\n\n## Move 1\n{STEP_1}\n\n## Move 2\n{STEP_2}\n\n## Verdict: 6"


def toml(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("completion", "rules"),
    [
        pytest.param(OWN_TRACE, [], id="as it says"),
        pytest.param(OWN_TRACE.replace("Facts", "Given"), [], id="a second header"),
        pytest.param(
            OWN_TRACE.replace("## Facts\nA triangle.\n\n", ""), ["missing_section"], id="no facts"
        ),
        pytest.param(OWN_TRACE.replace("Move 2", "Move 3"), ["step_numbers"], id="a skipped move"),
        pytest.param(R1VL, ["no_steps", "no_answer"], id="another format"),
    ],
)
def test_a_format_of_your_own_takes_no_code(
    tmp_path: Path, completion: str, rules: list[str]
) -> None:
    report = Scorer(load_config(toml(tmp_path, OWN))).score(completion, TRUTH)
    assert report.format == "report"
    assert [violation.rule for violation in report.violations] == rules


def test_own_tags(tmp_path: Path) -> None:
    text = """
    [[custom_formats]]
    name = "plan"
    style = "tags"
    sections = [
        { name = "work", headers = ["plan"], role = "steps" },
        { name = "end", headers = ["final"], role = "answer" },
    ]
    """
    scorer = Scorer(load_config(toml(tmp_path, text)))
    report = scorer.score(f"<plan>{STEP_1}\n{STEP_2}</plan><final>6</final>", TRUTH)
    assert report.format == "plan"
    assert report.reward == pytest.approx(2.1)
    assert scorer.score(R1VL, TRUTH).format == "r1-vl"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("alpa = 1", r"own\.toml: alpa: no such setting", id="unknown"),
        pytest.param("alpha =", r"own\.toml: is no TOML: ", id="no TOML"),
        pytest.param('preset = "papr"', "preset 'papr' is unknown", id="unknown preset"),
    ],
)
def test_a_bad_settings_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        load_config(toml(tmp_path, text))


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.toml: No such file"):
        load_config(tmp_path / "none.toml")


def test_the_environment_may_name_a_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STEPREWARD_CONFIG", raising=False)
    assert config_from_environment() is None
    monkeypatch.setenv("STEPREWARD_CONFIG", str(toml(tmp_path, "alpha = 0.3")))
    config = config_from_environment()
    assert config is not None
    assert config.alpha == 0.3


def test_whatever_we_raise_is_caught_by_one_name() -> None:
    with pytest.raises(StepRewardError):
        make_config(alpha=-1)
