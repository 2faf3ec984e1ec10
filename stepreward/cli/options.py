"""What the options of the commands mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stepreward.config import ScorerConfig, config_from_environment, load_config, preset
from stepreward.errors import SettingError
from stepreward.records import SOURCE_NAMES, Fields


def choose_config(name: str | None, path: Path | None) -> ScorerConfig:
    """Take the preset or the file that was asked for, else the environment's, else the default."""
    if name is not None and path is not None:
        raise SettingError('give --preset or --config, not both; a file may say preset = "paper"')
    if path is not None:
        return load_config(path)
    if name is not None:
        return preset(name)
    return config_from_environment() or ScorerConfig()


def choose_fields(pairs: Sequence[str] | None) -> Fields:
    """Read the --field options."""
    return Fields.from_pairs(pairs or ())


def choose_source_fields(pairs: Sequence[str] | None) -> Fields:
    """Read the --field options of a command that reads references as well."""
    return Fields.from_pairs(pairs or (), SOURCE_NAMES)
