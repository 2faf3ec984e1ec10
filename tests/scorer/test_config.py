"""Settings: guards that can be switched off, presets, own formats in TOML, signatures."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from stepreward import Scorer, ScorerConfig, StepRewardError, load_config
from stepreward.config import (
    ALL_GUARDS,
    config_from_environment,
)
from stepreward.errors import FileError, FormatError, SettingError
from stepreward.policy import Policy
from tests.scorer.traces import PAPER, R1VL, STEP_1, STEP_2, TRUTH

# What is refused.


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            {"gaurds": []}, r"^gaurds: no such setting; did you mean 'guards'\?", id="name"
        ),
        pytest.param(
            {"guards": ["holding"]}, r"^guards: no guard 'holding'; .*'holds'\?", id="guard"
        ),
        pytest.param({"alpha": 2}, r"^alpha: .*less than or equal to 1", id="range"),
        pytest.param({"alpha": "much"}, "^alpha: expected a number", id="type"),
        pytest.param(
            {"policy": {"percnt": "either"}}, r"^policy\.percnt: .*'percent'\?", id="policy"
        ),
        pytest.param(
            {"policy": {"order": "none"}}, r"^policy\.order: .*'any' or 'same'", id="choice"
        ),
        pytest.param({"alpha": True}, "^alpha: expected a number$", id="true is no number"),
        pytest.param({"alpha": "0.1"}, "^alpha: expected a number$", id="text is no number"),
        pytest.param({"prefix_credit": "no"}, "^prefix_credit: expected true or", id="no is text"),
        pytest.param({"prefix_credit": 1}, "^prefix_credit: expected true or", id="1 is no truth"),
        pytest.param({"formats": []}, "^formats: expected one name or more", id="no format"),
        pytest.param({"formats": "r1-vl"}, "^formats: expected a list$", id="a format, no list"),
        pytest.param({"guards": "holds"}, "^guards: expected a list$", id="a guard, no list"),
        pytest.param({"policy": "strict"}, "^policy: expected a table", id="no table"),
        pytest.param(
            {"policy": {"rounded_digits": "5"}},
            r"^policy\.rounded_digits: expected a number, got '5'$",
            id="text for digits",
        ),
        pytest.param(
            {"policy": {"significant_digits": True}},
            r"^policy\.significant_digits: expected a number, got True$",
            id="true for digits",
        ),
        pytest.param(
            {"policy": {"symbolic": "no"}},
            r"^policy\.symbolic: expected true or false, got 'no'$",
            id="no for symbolic",
        ),
        pytest.param(
            {"policy": {"rounded_digits": 1}}, r"^policy\.rounded_digits: from 2 to", id="one digit"
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
        ScorerConfig(**settings)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"alpha": 0, "accuracy_reward": 2}, id="whole numbers are numbers"),
        pytest.param({"guards": []}, id="no guard"),
        pytest.param({"formats": None}, id="every format"),
        pytest.param({"policy": {"relative_tolerance": 0}}, id="a whole number for a tolerance"),
        pytest.param({"policy": {"significant_digits": None}}, id="no digits"),
        pytest.param({"policy": Policy(symbolic=True)}, id="a policy made before"),
    ],
)
def test_a_right_setting_is_taken(settings: dict[str, Any]) -> None:
    assert ScorerConfig(**settings) == ScorerConfig(**settings)


def test_an_unknown_preset_or_format_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingError, match="did you mean 'paper'"):
        Scorer("papr")
    with pytest.raises(FormatError, match="did you mean 'llava-cot'"):
        ScorerConfig(formats=("llava_cot",))


@pytest.mark.parametrize("config", [None, 0.2, {"alpha": 0.2}])
def test_what_is_no_setting_at_all_is_told(config: Any) -> None:
    found = type(config).__name__
    with pytest.raises(SettingError, match=f"^config: expected a preset's name .*, got {found}$"):
        Scorer(config)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        pytest.param('preset = "papr"', SettingError, "did you mean 'paper'", id="preset"),
        pytest.param('formats = ["r1vl"]', FormatError, "did you mean 'r1-vl'", id="format"),
        pytest.param(
            '[[custom_formats]]\nname = "own"\nsections = []',
            FormatError,
            "exactly one section",
            id="a format that does not hold together",
        ),
    ],
)
def test_an_error_in_a_file_names_the_file(
    tmp_path: Path, text: str, kind: type[SettingError], message: str
) -> None:
    path = toml(tmp_path, text)
    with pytest.raises(kind, match=f"^{re.escape(str(path))}: .*{message}"):
        load_config(path)


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
    signatures = [Scorer(ScorerConfig(**change)).signature for change in [{}, *CHANGES]]
    assert len(set(signatures)) == len(signatures)
    assert signatures == [Scorer(ScorerConfig(**change)).signature for change in [{}, *CHANGES]]
    assert all(f"{name}=" in signatures[0] for name in ScorerConfig.model_fields)
    assert Scorer().score("", TRUTH).signature == signatures[0]


def test_no_setting_lacks_a_change_above() -> None:
    assert {name for change in CHANGES for name in change} == set(ScorerConfig.model_fields)
    policies = [change["policy"] for change in CHANGES if "policy" in change]
    assert {name for policy in policies for name in policy} == set(Policy.__slots__)


def test_settings_are_frozen_hashable_and_picklable() -> None:
    config = ScorerConfig(alpha=0.2, formats=["r1-vl"])
    assert {config: 1}[ScorerConfig(alpha=0.2, formats=["r1-vl"])] == 1
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
        ScorerConfig(alpha=-1)
