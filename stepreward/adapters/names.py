"""What to hand each framework: a file, or a name that it imports."""

from __future__ import annotations

from pathlib import Path

from stepreward.errors import SettingError, known_are

_HERE = Path(__file__).resolve().parent
_PACKAGE = "stepreward.adapters"

NAMES = {
    "areal": f"{_PACKAGE}.areal.step_reward",
    "easyr1": f"{_HERE / 'easyr1.py'}:compute_score",
    "nemo-rl": f"{_PACKAGE}.nemo_rl.step_reward",
    "openrlhf": str(_HERE / "openrlhf.py"),
    "roll": f"{_PACKAGE}.roll.compute_rewards",
    "skyrl": "stepreward.integrations.skyrl:StepRewardEnv",
    "slime": f"{_PACKAGE}.slime.step_reward",
    "swift": str(_HERE.parent / "integrations" / "ms_swift" / "register.py"),
    "tinker": f"{_PACKAGE}.tinker.step_reward",
    "trl": f"{_PACKAGE}.trl.step_reward",
    "verifiers": f"{_PACKAGE}.verifiers:step_reward",
    "verl": f"pkg://{_PACKAGE}.verl",
}


def name_for(framework: str) -> str:
    """Say what a framework's option for a reward function takes; raise SettingError for others."""
    try:
        return NAMES[framework]
    except KeyError:
        raise SettingError(f"{framework!r} is unknown; {known_are(framework, NAMES)}") from None
