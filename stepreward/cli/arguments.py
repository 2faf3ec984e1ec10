"""The arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _presets() -> list[str]:
    from stepreward.config import PRESETS

    return list(PRESETS)


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="IN",
        help="Files (.jsonl, .jsonl.gz, .jsonl.zst, .parquet), folders of them, or quoted patterns"
        " ('runs/**/*.jsonl'); - for standard input.",
    ),
]
Input = Annotated[str, typer.Argument(metavar="IN", help="A file of records; - for stdin.")]
Preset = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", autocompletion=_presets, help="stepgrpo (the default), or paper: no guards."
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Settings in TOML; without it $STEPREWARD_CONFIG names one."),
]
Field = Annotated[
    list[str] | None,
    typer.Option(
        metavar="OURS=THEIRS", help="What the input calls a field: completion=response; repeatable."
    ),
]
LabelledField = Annotated[
    list[str] | None,
    typer.Option(
        metavar="OURS=THEIRS",
        help="What the input calls a field: those of score, label (is_correct) or group"
        " (group); repeatable.",
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Processes; without it one a core.")
]
NO_FIELDS = None
