"""The command ``stepreward extract``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from stepreward.cli.arguments import NO_FIELDS, Field, Inputs


def extract(  # noqa: PLR0913 - the options of a command
    inputs: Inputs,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="Where the records go; without it to stdout."
        ),
    ] = None,
    field: Field = NO_FIELDS,
    from_completions: Annotated[
        bool,
        typer.Option(
            "--from-completions", help="Take a group's own completions, labelled by their verdicts."
        ),
    ] = False,
    with_answer: Annotated[
        bool,
        typer.Option("--with-answer", help="Keep key steps that give the final answer's value."),
    ] = False,
    forms: Annotated[
        bool, typer.Option("--forms", help="Add equivalent forms, for matchers by substring.")
    ] = False,
    r1vl: Annotated[
        bool, typer.Option("--r1vl", help='Write {"Steps": [[…]]}, as R1-VL-10K does.')
    ] = False,
    llm: Annotated[
        str | None,
        typer.Option("--llm", metavar="MODEL", help="Ask this model, not the rules."),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Its OpenAI-compatible server, as http://host:8000/v1."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where replies are kept; else ~/.cache/stepreward/llm."),
    ] = None,
    concurrency: Annotated[
        int | None, typer.Option(min=1, max=256, metavar="N", help="Requests at a time: 8.")
    ] = None,
    request: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Into every request: temperature=1; repeatable."),
    ] = None,
    price: Annotated[
        str | None,
        typer.Option(metavar="IN:OUT", help="Dollars for a million tokens, to sum the cost up."),
    ] = None,
) -> None:
    """Take key steps out of reference traces.

    The records come out as they went in, with their key steps.
    """
    from stepreward.cli.extracting import bar, choose_teacher, show_extracted
    from stepreward.cli.options import choose_source_fields
    from stepreward.engine import Extraction, extract_files

    is_to_stdout = output in (None, "-")
    teacher = choose_teacher(
        llm,
        named={"base_url": base_url, "cache": cache, "concurrency": concurrency},
        request=request or [],
        price=price,
        allow_answer=with_answer,
    )
    extraction = Extraction(
        fields=choose_source_fields(field),
        from_completions=from_completions,
        allow_answer=with_answer,
        with_forms=forms,
        as_sections=r1vl,
        extractor=None if teacher is None else teacher.extractor,
    )
    try:
        with bar() as on_progress:
            found = extract_files(
                inputs,
                output=sys.stdout.buffer if is_to_stdout else str(output),
                extraction=extraction,
                on_progress=on_progress,
            )
    finally:
        if teacher is not None:
            teacher.show_usage()
    show_extracted(found, None if is_to_stdout else output)
    if found.rejections.count:
        raise typer.Exit(1)
