"""Commands over traces: score, explain, check, audit, formats."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from stepreward.cli.arguments import (
    NO_FIELDS,
    Config,
    Field,
    Input,
    Inputs,
    LabelledField,
    Preset,
    Workers,
)


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
    workers: Workers = None,
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


def audit(  # noqa: PLR0913 - the options of a command
    inputs: Inputs,
    *,
    preset: Preset = None,
    config: Config = None,
    field: LabelledField = NO_FIELDS,
    attacks: Annotated[
        bool, typer.Option("--attacks", help="Try every known way to cheat on 50 of the questions.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of the page.")
    ] = False,
    workers: Workers = None,
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


def formats(*, preset: Preset = None, config: Config = None) -> None:
    """List the trace formats with their sections."""
    from stepreward.cli.options import choose_config
    from stepreward.cli.show import show_formats

    show_formats(choose_config(preset, config).accepted_formats())
