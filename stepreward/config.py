"""Settings of a scorer, checked when they are made; presets; configuration files."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from stepreward.errors import FileError, SettingError, known_are
from stepreward.formats import FORMATS, Format, SectionRule, find_formats
from stepreward.policy import Policy

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Guard = Literal[
    "assertion",
    "retraction",
    "holds",
    "contradiction",
    "order",
    "density",
    "substance",
    "copies",
    "repeats",
    "denial",
    "work",
    "hidden_text",
    "single_answer",
    "special_tokens",
]
ALL_GUARDS: frozenset[Guard] = frozenset(get_args(Guard))
ALPHA = 0.1  # R1-VL, Eq. 2


class SectionConfig(BaseModel):
    """One section of a format of your own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(description="Name of the section in reports.")]
    headers: Annotated[
        tuple[str, ...], Field(description="Words that open it, without #, *, colon or <>.")
    ] = ()
    role: Annotated[
        Literal["background", "steps", "marker", "answer"],
        Field(description="What it is for; a marker is a line without a body."),
    ] = "background"
    required: Annotated[
        bool, Field(strict=True, description="Whether a complete trace needs it.")
    ] = True


class FormatConfig(BaseModel):
    """A trace format of your own, without code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(description="Name of the format.")]
    style: Annotated[
        Literal["headers", "tags", "boxed", "numbered", "lines"],
        Field(description="How sections are marked."),
    ] = "headers"
    sections: Annotated[
        tuple[SectionConfig, ...], Field(description="The sections in their order.")
    ]
    step_headers: Annotated[
        tuple[str, ...], Field(description="What opens a step, {n} for its number.")
    ] = ()

    def to_format(self) -> Format:
        """Make the plain record that the parser takes."""
        sections = tuple(
            SectionRule(one.name, one.headers, one.role, one.required) for one in self.sections
        )
        return Format(self.name, self.style, sections, self.step_headers)


def _as_kinds_say(policy: object) -> object:
    """Refuse text and true where a number belongs, and text where true or false does."""
    if not isinstance(policy, Mapping):
        return policy
    for name, kind in get_type_hints(Policy).items():
        value = policy.get(name)
        if kind is bool and name in policy and not isinstance(value, bool):
            raise SettingError(f"policy.{name}: expected true or false, got {value!r}")
        if kind in _NUMBERS and isinstance(value, (bool, str)):
            raise SettingError(f"policy.{name}: expected a number, got {value!r}")
    return policy


_NUMBERS = (int, float, int | None, float | None)


class ScorerConfig(BaseModel):
    """Every setting that can move a reward."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __init__(self, **settings: Any) -> None:
        """Check the settings; raise SettingError naming one that is wrong, and the mend."""
        try:
            super().__init__(**settings)
        except ValidationError as error:
            raise SettingError(_explained(error)) from error
        self.accepted_formats()

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show what differs from the default preset."""
        default = type(self).model_fields
        return [(name, value) for name, value in self if value != default[name].default]

    alpha: Annotated[
        float,
        Field(
            ge=0, le=1, strict=True, description="Weight of the key steps in StepRAR (R1-VL: 0.1)."
        ),
    ] = ALPHA
    accuracy_reward: Annotated[
        float, Field(ge=0, strict=True, description="Reward of a right answer.")
    ] = 1.0
    validity_reward: Annotated[
        float, Field(ge=0, strict=True, description="Reward of a valid trace.")
    ] = 1.0
    guards: Annotated[
        frozenset[Guard], Field(description="What is checked beyond the paper's formulas.")
    ] = ALL_GUARDS
    formats: Annotated[
        tuple[str, ...] | None,
        Field(min_length=1, description="Formats that are accepted; None means all."),
    ] = None
    custom_formats: Annotated[
        tuple[FormatConfig, ...], Field(description="Formats of your own, tried first.")
    ] = ()
    policy: Annotated[
        Policy,
        BeforeValidator(_as_kinds_say),
        Field(description="How answers are judged."),
    ] = Policy()
    prefix_credit: Annotated[
        bool,
        Field(strict=True, description="Whether key steps behind the first error count no more."),
    ] = False

    def accepted_formats(self) -> tuple[Format, ...]:
        """List the formats a completion may have; raise FormatError for an unknown name."""
        own = tuple(one.to_format() for one in self.custom_formats)
        known = (*own, *FORMATS)
        return known if self.formats is None else find_formats(self.formats, known)

    def describe(self) -> str:
        """Spell out every setting in a fixed order, for signatures."""
        fields = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name == "guards":
                value = "+".join(sorted(value)) or "none"
            elif name == "policy":
                value = f"({value.describe()})"
            elif name == "custom_formats":
                value = "+".join(one.model_dump_json() for one in value) or "none"
            elif name == "formats":
                value = "+".join(value) if value is not None else "all"
            fields.append(f"{name}={value}")
        return ";".join(fields)


PRESETS: dict[str, ScorerConfig] = {
    "stepgrpo": ScorerConfig(),
    "paper": ScorerConfig(guards=frozenset()),
}


def _explained(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"])) or "configuration"
    name = str(first["loc"][-1]) if first["loc"] else ""
    if first["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"{where}: no such setting; {known_are(name, _settings_at(first['loc']))}"
    if first["loc"][:1] == ("guards",) and first["type"] == "literal_error":
        wrong = str(first["input"])
        return f"guards: no guard {wrong!r}; {known_are(wrong, sorted(ALL_GUARDS))}"
    if first["type"] == "value_error":  # our own words, which name the setting
        return str(first["ctx"]["error"])
    told = _EXPECTED.get(first["type"], f"{first['msg'][0].lower()}{first['msg'][1:]}")
    return f"{where}: {told}"


_EXPECTED = {
    "bool_type": "expected true or false",
    "float_type": "expected a number",
    "string_type": "expected text",
    "frozen_set_type": "expected a list",
    "tuple_type": "expected a list",
    "too_short": "expected one name or more; leave it out for all",
    "dataclass_type": "expected a table of settings",
    "model_type": "expected a table of settings",
}


def _settings_at(place: tuple[int | str, ...]) -> list[str]:
    """List the settings that may stand beside one."""
    if place[0] == "policy":
        return [field.name for field in dataclasses.fields(Policy)]
    if place[0] == "custom_formats":
        return list((FormatConfig if "sections" not in place else SectionConfig).model_fields)
    return sorted(ScorerConfig.model_fields)


def preset(name: str) -> ScorerConfig:
    """Pick a preset by name; raise SettingError for an unknown one."""
    try:
        return PRESETS[name]
    except KeyError:
        raise SettingError(f"preset {name!r} is unknown; {known_are(name, PRESETS)}") from None


def load_config(path: str | os.PathLike[str]) -> ScorerConfig:
    """Read a TOML file; ``preset = "paper"`` in it names what the other settings start from.

    Raises FileError for a file that cannot be read, SettingError for what it says.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8")
    except OSError as error:
        raise FileError(f"{place}: {error.strerror or error}; name a TOML file") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{place}: is no UTF-8 text; save it as UTF-8") from error
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{place}: is no TOML: {error}") from error
    try:
        base = preset(str(settings.pop("preset", "stepgrpo")))
        return ScorerConfig(**{**base.model_dump(exclude_defaults=True), **settings})
    except SettingError as error:
        raise type(error)(f"{place}: {error}") from error


def config_from_environment() -> ScorerConfig | None:
    """Read the file that STEPREWARD_CONFIG names; None where it names none."""
    path = os.environ.get("STEPREWARD_CONFIG")
    return load_config(path) if path else None
