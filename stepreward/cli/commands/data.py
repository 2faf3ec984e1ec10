"""Commands over data sets: convert."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stepreward.cli.arguments import NO_FIELDS, Field


def _sources() -> list[str]:
    from stepreward.convert import SOURCES

    return list(SOURCES)


def _targets() -> list[str]:
    from stepreward.convert import TARGETS

    return list(TARGETS)


def convert(  # noqa: PLR0913 - the options of a command
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN", help="JSONL, Parquet, or a JSON list; - for lines on standard input."
        ),
    ],
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="A .jsonl or .parquet; without it to stdout."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME",
            autocompletion=_sources,
            help="records, r1vl-10k, mulberry-sft, gsm8k or a layout; else the rows tell.",
        ),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="NAME",
            autocompletion=_targets,
            help="records, or a framework's layout: trl, swift, verl, easyr1, openrlhf, slime, "
            "verifiers, areal, skyrl, nemo-rl, roll.",
        ),
    ] = "records",
    instruction: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT|FILE",
            help="Said before each question: a text, a file, or the name of a trace format.",
        ),
    ] = None,
    data_source: Annotated[
        str | None, typer.Option(metavar="NAME", help="What the layout calls the data.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(metavar="NAME", help="What it calls the split: train, test.")
    ] = None,
    field: Field = NO_FIELDS,
    image_folder: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where image paths start; without it the folder of the file."
        ),
    ] = None,
) -> None:
    """Turn data sets into records, or into a framework's layout."""
    from stepreward.cli.converting import Asked, run_converting

    asked = Asked(source, target, field or (), instruction, data_source, split, image_folder)
    run_converting(inputs, output, asked)
