"""Commands that run for long, and what frameworks are handed: train, serve, path."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stepreward.cli.arguments import NO_FIELDS, Config, Field, Preset


def train(  # noqa: PLR0913 - the options of a command
    *,
    recipe: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="quick (the default), demo, study-short, study-long, study-dense, "
            "study-tuning or r1-vl.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="DIR_OR_ID", help="A Qwen2-VL or Qwen2.5-VL; tiny is made on the spot."
        ),
    ] = None,
    data: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.jsonl", help="Questions; charts and long-charts are drawn on the spot."
        ),
    ] = None,
    algorithm: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="stepgrpo (the default), grpo, dr_grpo, sgpo, grpo_d, reg_grpo, stepgrpo_dense.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where the run is kept.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run that --output holds.")
    ] = False,
    stage: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="warm-up, rl or evaluation alone; repeatable."),
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, metavar="N", help="Of the run.")] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings in TOML; see --show-settings.")
    ] = None,
    tracker: Annotated[
        str | None, typer.Option(metavar="NAME", help="wandb or trackio, beside TensorBoard.")
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="As in rl.updates=10; repeatable."),
    ] = None,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print them all as TOML, and stop.")
    ] = False,
) -> None:
    """Train a Qwen2-VL with these rewards.

    A warm-up, StepGRPO, and an evaluation.
    """
    from stepreward.cli.training import Asked, run_training

    run_training(
        Asked(
            recipe=recipe,
            config=config,
            named={
                "model": model,
                "data": data,
                "algorithm": algorithm,
                "stages": stage or None,
                "seed": seed,
                "tracker": tracker,
            },
            changes=setting or [],
            output=output,
            is_resumed=resume,
            is_shown=show_settings,
        )
    )


def serve(  # noqa: PLR0913 - the options of a command
    *,
    host: Annotated[
        str,
        typer.Option(metavar="HOST", help="Where to listen; beyond this machine with a token."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="0 takes any that is free.")
    ] = 8000,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; without it one a core.")
    ] = None,
    queue: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Requests that may wait; to more we reply 429."),
    ] = 1024,
    max_body_mb: Annotated[
        int, typer.Option(min=1, metavar="N", help="Of one request, in MiB; to more we reply 413.")
    ] = 16,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The token to ask for; else $STEPREWARD_TOKEN is it."),
    ] = None,
    preset: Preset = None,
    config: Config = None,
    field: Field = NO_FIELDS,
) -> None:
    """Score over HTTP, until Ctrl-C or SIGTERM."""
    from stepreward.cli.options import choose_config, choose_fields
    from stepreward.cli.serving import run_server
    from stepreward.server import ServeSettings, read_token

    run_server(
        ServeSettings(
            scorer_config=choose_config(preset, config),
            fields=choose_fields(field),
            host=host,
            port=port,
            workers=workers,
            queue=queue,
            max_body_bytes=max_body_mb << 20,
            token=read_token(token_file),
        )
    )


def _frameworks() -> list[str]:
    from stepreward.adapters.names import NAMES

    return list(NAMES)


def path(
    framework: Annotated[
        str,
        typer.Argument(metavar="FRAMEWORK", autocompletion=_frameworks, help="trl, verl, swift, …"),
    ],
) -> None:
    """Print what to hand a framework: a file, or a name to import."""
    from stepreward.adapters.names import name_for

    typer.echo(name_for(framework))
