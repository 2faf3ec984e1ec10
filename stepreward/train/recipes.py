"""The recipes, and how a run's settings come together: recipe, file, single changes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from stepreward.config import ScorerConfig
from stepreward.errors import FileError, SettingError, known_are
from stepreward.train.settings import Table, TrainSettings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SETTINGS, STUDY = "settings.toml", "study.toml"  # what a folder's run is called by


def _merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(base)
    for name, value in more.items():
        held = both.get(name)
        if isinstance(value, Mapping) and isinstance(held, Mapping):
            value = _merged(held, value)
        both[name] = value
    return both


# Recipes: what differs from the defaults of the settings.

_TINY: dict[str, Any] = {
    "model": "tiny",
    "data": "charts",
    "threads": 1,  # two threads of a busy laptop wait for each other
    "max_prompt_tokens": 128,
    "max_completion_tokens": 88,
    "warm_up": {
        "steps": 800,
        "stop_after": 400,
        "batch": 32,
        "micro_batch": 32,
        "learning_rate": 2.5e-3,
        "warm_up_share": 0.025,
        "floor": 0.1,
        "weight_decay": 0.01,
        "checkpoint_every": 100,
    },
    "rl": {
        "updates": 40,
        "prompts": 8,
        "group": 8,
        "temperature": 1.0,
        "learning_rate": 1.5e-4,
        "warm_up_updates": 5,
        "schedule": "constant",
        "beta": 0.02,
        "average": "token",
        "micro_batch": 64,
        "sample_batch": 8,
        "rollouts_every": 10,
        "checkpoint_every": 10,
    },
    "evaluation": {"count": 256, "batch": 128},
}

# R1-VL's settings for its 2B model: those of RL, the warm-up's rate, groups, temperature, lengths
# from the paper (arXiv 2503.12937); epochs, batch and weight decay of the warm-up from its code.
# Ours are the cosine of RL, 2,500 updates (one pass over 10,000 questions; the published script
# makes 13,125 steps), and the words of the instruction.
_R1_VL: dict[str, Any] = {
    "model": "Qwen/Qwen2-VL-2B-Instruct",
    "precision": "bf16",
    "gradient_checkpointing": True,
    "max_pixels": 400_000,
    "evaluation": {"batch": 32},
    "instruction": (
        "Look at the image and answer the question below it. Write these sections, each under its "
        "own header line: '### Image Description:', what the image shows that matters here; "
        "'### Rationales:', how the question can be answered; '### Let's think step by step.'; "
        "'### Step 1:', '### Step 2:' and so on, one deduction each; and last, on one line, "
        "'### The final answer is:' with the answer.\n\n"
    ),
}

# The paper's ablation: what is paid, the rest being the same.
_ABLATION = {
    "seeds": 3,
    "more_steps": 130,  # which take about as long as 40 updates; the table tells
    "arms": {
        "outcome only": ["reward=outcome"],
        "+ StepRAR": ["reward=step_rar"],
        "+ StepRVR": ["reward=step_rvr"],
        "both": ["reward=both"],
    },
}

# The algorithms, the weight of the key steps, and the ways to add StepRAR and StepRVR up.
_FAMILY = {
    "grpo": ["algorithm=grpo"],
    "stepgrpo": ["algorithm=stepgrpo"],
    "stepgrpo_dense": ["algorithm=stepgrpo_dense"],
    "stepgrpo_dense, prefix credit": ["algorithm=stepgrpo_dense", "scorer.prefix_credit=true"],
    "sgpo": ["algorithm=sgpo"],
    "grpo_d": ["algorithm=grpo_d"],
    "reg_grpo": ["algorithm=reg_grpo"],
    "stepgrpo, alpha 0": ["algorithm=stepgrpo", "scorer.alpha=0.0"],
    "stepgrpo, normalised apart": ["algorithm=stepgrpo", "rl.normalise=apart"],
}
# What the first arm of the family could have been: its rate, and its weight of the KL.
_TUNING = {
    "grpo": ["algorithm=grpo"],
    "grpo, half the rate": ["algorithm=grpo", "rl.learning_rate=0.75e-4"],
    "grpo, twice the rate": ["algorithm=grpo", "rl.learning_rate=3e-4"],
    "grpo, no KL": ["algorithm=grpo", "rl.beta=0.0"],
    "stepgrpo_dense": ["algorithm=stepgrpo_dense"],
    "stepgrpo_dense, twice the rate": ["algorithm=stepgrpo_dense", "rl.learning_rate=3e-4"],
    "reg_grpo, prompts as they are": ["algorithm=reg_grpo", "reg_grpo.augment=false"],
    "stepgrpo, alpha 0.5": ["algorithm=stepgrpo", "scorer.alpha=0.5"],
}
# The two arms that differ most by where the credit lies, with as many seeds as tell them apart.
_DENSE = {name: _FAMILY[name] for name in ("grpo", "stepgrpo_dense")}
_MEASURED = {"count": 512, "batch": 128}

# Few right answers to begin with, and groups as small as R1-VL's: most have none to learn from.
_LONG: dict[str, Any] = {
    "data": "long-charts",
    "max_prompt_tokens": 192,
    "max_completion_tokens": 136,
    "warm_up": {
        "steps": 1600,
        "stop_after": None,
        "evaluate_every": 5,
        "stop_by": "coverage",
        "stop_at": 0.4,
    },
    "rl": {"updates": 120, "prompts": 16, "group": 4, "sample_batch": 16},
    "study": {"seeds": 5, "skip": (2,), "arms": _FAMILY},
    "evaluation": _MEASURED | {"look_count": 128},
}

RECIPES: dict[str, dict[str, Any]] = {
    "quick": _TINY,
    "demo": {**_TINY, "study": _ABLATION, "evaluation": _MEASURED},
    "study-short": {**_TINY, "study": {"seeds": 3, "arms": _FAMILY}, "evaluation": _MEASURED},
    "study-long": _merged(_TINY, _LONG),
    "study-dense": _merged(_TINY, _LONG | {"study": {"seeds": 10, "skip": (2,), "arms": _DENSE}}),
    "study-tuning": _merged(_TINY, _LONG | {"study": {"seeds": 2, "arms": _TUNING}}),
    "r1-vl": _R1_VL,
}


def load_settings(
    recipe: str | None = None, path: Path | None = None, changes: Sequence[Mapping[str, Any]] = ()
) -> TrainSettings:
    """Start from a recipe, then take what a TOML file says, then each of the changes.

    Without a recipe, the one that the file names (``recipe = "quick"``), else the bare defaults.
    Raises SettingError for a name or a value that does not fit, FileError for the file.
    """
    said = _read_file(path) if path is not None else {}
    named = said.pop("recipe", None)
    recipe = recipe or named
    if recipe is not None and recipe not in RECIPES:
        raise SettingError(f"recipe {recipe!r} is unknown; {known_are(str(recipe), RECIPES)}")
    chosen = RECIPES[recipe] if recipe is not None else {}
    return _checked(chosen, (said, *changes), f"{path}: " if path else "")


def changed(settings: TrainSettings, changes: Sequence[Mapping[str, Any]]) -> TrainSettings:
    """Take settings with some changes; raise SettingError for one that does not fit."""
    return _checked(settings.model_dump(), changes, "")


def _checked(
    chosen: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], where: str
) -> TrainSettings:
    for more in changes:
        chosen = _merged(chosen, more)
    try:
        return TrainSettings.model_validate(chosen)
    except ValidationError as error:
        raise SettingError(f"{where}{_explained(error)}") from error


def settings_in(folder: Path) -> TrainSettings:
    """Read the settings of the run, or the study, that a folder holds."""
    held = [folder / name for name in (SETTINGS, STUDY) if (folder / name).is_file()]
    if not held:
        raise FileError(f"{folder}: holds no run to go on with; leave --resume out to begin one")
    return load_settings(None, held[0])


def _read_file(path: Path) -> dict[str, Any]:
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}; name a TOML file") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"{path}: is no TOML: {error}") from error
    return read


def change_of(text: str) -> dict[str, Any]:
    """Read ``rl.updates=10``; raise SettingError for what is no assignment.

    >>> change_of("rl.updates=10")
    {'rl': {'updates': 10}}
    """
    name, is_assigned, value = text.partition("=")
    parts = [part.strip() for part in name.split(".")]
    if not is_assigned or not all(parts):
        raise SettingError(f"setting {text!r}: write NAME=VALUE, as in rl.updates=10")
    try:
        read: Any = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        read = value.strip()  # a bare word is text
    change: dict[str, Any] = {parts[-1]: read}
    for part in reversed(parts[:-1]):
        change = {part: change}
    return change


def _explained(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "value_error":  # the scorer's own words, which begin with a setting's name
        return f"{where}.{first['ctx']['error']}".lstrip(".")
    if first["type"] == "extra_forbidden":
        table: Any = TrainSettings
        for part in first["loc"][:-1]:
            kind = table.model_fields[part].annotation
            table = next((one for one in get_args(kind) if hasattr(one, "model_fields")), kind)
        return f"{where}: no such setting; {known_are(str(first['loc'][-1]), table.model_fields)}"
    return f"{where}: {first['msg'][0].lower()}{first['msg'][1:]}, got {first['input']!r}"


def as_toml(settings: TrainSettings) -> str:
    """Write settings as a configuration file, each with its line of help."""
    return "\n".join(_table(settings, "")) + "\n"


def _table(settings: BaseModel, path: str) -> list[str]:
    lines, tables = [], []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, Table):
            tables += ["", f"# {field.description}", f"[{path}{name}]"]
            tables += _table(value, f"{path}{name}.")
        elif isinstance(value, ScorerConfig):
            chosen = value.model_dump(mode="json", exclude_defaults=True)
            tables += ["", f"# {field.description}", f"[{path}{name}]"]
            tables += [f"{key} = {_written(one)}" for key, one in chosen.items()]
        else:
            lines.append(f"# {field.description}")
            lines.append(f"# {name} =" if value is None else f"{name} = {_written(value)}")
    return lines + tables


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_written(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, float):
        return repr(value)  # inf is a float of TOML as well
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _written(name)
