"""The ``stepreward`` command: each of its words reads, calls one function, and prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from stepreward.cli.arguments import NO_FIELDS, Config, Field, Input, Inputs, Preset
from stepreward.cli.door import MISUSE, Door, say_unwritable
from stepreward.cli.extract import extract
from stepreward.version import __version__

app = typer.Typer(
    cls=Door,
    name="stepreward",
    help="Rewards for reasoning traces, and the reasons for them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; what a terminal cannot show is spelled out."""
    if sys.stdout is None:  # closed by the caller: >&-
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")  # whoever writes is told
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    reconfigure: Any = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    try:
        app(prog_name="stepreward")
    except OSError as error:  # of --version and --help, which no command is behind
        say_unwritable(error)
        sys.exit(MISUSE)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"stepreward {__version__}")
        raise typer.Exit


def _sources() -> list[str]:
    from stepreward.convert import SOURCES

    return list(SOURCES)


def _targets() -> list[str]:
    from stepreward.convert import TARGETS

    return list(TARGETS)


@app.callback()
def stepreward(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take --version."""
    del version


@app.command()
def score(  # noqa: PLR0913 - the options of a command
    inputs: Inputs,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Where scored lines go, packed if it ends in .gz or .zst; without it to stdout.",
        ),
    ] = None,
    preset: Preset = None,
    config: Config = None,
    field: Field = NO_FIELDS,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; without it one a core.")
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="pool: the cores of this machine; ray: Ray Data, here or a cluster.",
        ),
    ] = "pool",
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="HOST:PORT of a head, auto or local; without it $RAY_ADDRESS, else here.",
        ),
    ] = None,
) -> None:
    """Score files: every line, with its report."""
    from stepreward.cli.options import choose_config, choose_fields
    from stepreward.cli.scoring import Preview, progress, show_summary
    from stepreward.engine import score_files

    is_to_stdout = output in (None, "-")
    preview = Preview() if output is None and sys.stdout.isatty() else None
    try:
        with progress() as on_progress:
            summary = score_files(
                inputs,
                output=preview or (sys.stdout.buffer if is_to_stdout else str(output)),
                scorer_config=choose_config(preset, config),
                fields=choose_fields(field),
                workers=workers,
                engine=engine,
                ray_address=ray_address,
                on_progress=on_progress,
            )
    finally:
        if preview is not None:
            preview.show()
    show_summary(summary, None if is_to_stdout else output, is_preview=preview is not None)
    if summary.rejections.count:
        raise typer.Exit(1)


@app.command()
def explain(
    source: Input,
    *,
    line: Annotated[int, typer.Option(metavar="N", help="Which line, counted from 1.")] = 1,
    preset: Preset = None,
    config: Config = None,
    field: Field = NO_FIELDS,
) -> None:
    """Show one trace with all that led to its reward.

    A line that was scored is shown as it was scored, unless --preset or --config ask anew.
    """
    from stepreward.cli.options import choose_config, choose_fields
    from stepreward.cli.show import show_explanations
    from stepreward.engine import explain_line

    chosen = choose_config(preset, config)
    is_anew = preset is not None or config is not None
    explained = explain_line(
        source, line, scorer_config=chosen, fields=choose_fields(field), is_anew=is_anew
    )
    show_explanations(explained)


@app.command()
def check(
    inputs: Inputs, *, preset: Preset = None, config: Config = None, field: Field = NO_FIELDS
) -> None:
    """Tell whether files can be scored."""
    from stepreward.cli.options import choose_config, choose_fields
    from stepreward.cli.show import show_findings
    from stepreward.engine import check_files

    findings = check_files(
        inputs, scorer_config=choose_config(preset, config), fields=choose_fields(field)
    )
    show_findings(findings)
    if findings.rejections.count:
        raise typer.Exit(1)


@app.command()
def audit(  # noqa: PLR0913 - the options of a command
    inputs: Inputs,
    *,
    preset: Preset = None,
    config: Config = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS",
            help="What the input calls a field: those of score, label (is_correct) or group"
            " (group); repeatable.",
        ),
    ] = NO_FIELDS,
    attacks: Annotated[
        bool, typer.Option("--attacks", help="Try every known way to cheat on 50 of the questions.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of the page.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; without it one a core.")
    ] = None,
) -> None:
    """Tell whether a reward is fit to train on.

    Lines that were scored are taken as they were, unless --preset or --config ask anew; others
    are scored on the way.
    """
    from stepreward.audit import audit_files, names_from_pairs
    from stepreward.cli.auditing import reading, show_audit
    from stepreward.cli.options import choose_config

    fields, names = names_from_pairs(field or ())
    with reading() as on_progress:
        found = audit_files(
            inputs,
            scorer_config=choose_config(preset, config),
            fields=fields,
            names=names,
            is_anew=preset is not None or config is not None,
            with_attacks=attacks,
            workers=workers,
            on_progress=on_progress,
        )
    show_audit(found, as_json=as_json)
    if found.rejections.count:
        raise typer.Exit(1)


@app.command()
def formats(*, preset: Preset = None, config: Config = None) -> None:
    """List the trace formats with their sections."""
    from stepreward.cli.options import choose_config
    from stepreward.cli.show import show_formats

    show_formats(choose_config(preset, config).accepted_formats())


def _frameworks() -> list[str]:
    from stepreward.adapters.names import NAMES

    return list(NAMES)


@app.command()
def path(
    framework: Annotated[
        str,
        typer.Argument(metavar="FRAMEWORK", autocompletion=_frameworks, help="trl, verl, swift, …"),
    ],
) -> None:
    """Print what to hand a framework: a file, or a name to import."""
    from stepreward.adapters.names import name_for

    typer.echo(name_for(framework))


app.command()(extract)


@app.command()
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


@app.command()
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


@app.command()
def train(  # noqa: PLR0913 - the options of a command
    *,
    recipe: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="quick (the default), demo, study-short, study-long or r1-vl."
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
    """Train a Qwen2-VL with these rewards: warm-up, StepGRPO, evaluation."""
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
