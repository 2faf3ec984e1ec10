"""The command ``stepreward report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stepreward.cli.arguments import NO_FIELDS, Config, Inputs, LabelledField, Preset, Workers


def report(  # noqa: PLR0913 - the options of a command
    inputs: Inputs,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Where the page goes: report.html without it, unless --serve shows it; - is"
            " stdout.",
        ),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(metavar="IN", help="Another run to compare with; repeatable."),
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show the page on this machine until Ctrl-C.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="For --serve; 0 takes any free one.")
    ] = 0,
    limit: Annotated[
        int,
        typer.Option(
            min=1, metavar="N", help="Traces of a run that are shown; figures are of all."
        ),
    ] = 10_000,
    images: Annotated[
        bool, typer.Option("--images/--no-images", help="Put the records' images into the page.")
    ] = True,
    image_folder: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where image paths start; without it the folder of the file."
        ),
    ] = None,
    preset: Preset = None,
    config: Config = None,
    field: LabelledField = NO_FIELDS,
    workers: Workers = None,
) -> None:
    """Make a page to look at traces and their rewards in a browser.

    Lines that were scored are shown as they were, unless --preset or --config ask anew; others
    are scored on the way.
    """
    from stepreward.audit import names_from_pairs
    from stepreward.cli.auditing import reading
    from stepreward.cli.options import choose_config
    from stepreward.cli.reporting import hand_over, path_of, say_made
    from stepreward.page import Album, Asked, check_output, make_page

    path = path_of(output, is_served=serve)
    if path is not None:
        check_output(path, inputs, against or ())
    fields, names = names_from_pairs(field or ())
    asked = Asked(
        config=choose_config(preset, config),
        fields=fields,
        names=names,
        is_anew=preset is not None or config is not None,
        limit=limit,
        workers=workers,
    )
    with reading() as on_progress:
        page = make_page(
            inputs,
            against=against or (),
            asked=asked,
            album=Album(image_folder, is_closed=not images),
            on_progress=on_progress,
        )
    say_made(page)
    if not any(page.traces) and any(one.count for one in page.rejections):
        raise typer.Exit(1)  # an earlier page stays as it was
    hand_over(page, output, port=port if serve else None)
    if any(one.count for one in page.rejections):
        raise typer.Exit(1)
