"""What converting shows: how many rows, read as what, and whatever found no place of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from stepreward.cli.options import choose_fields
from stepreward.cli.words import listed, rejected
from stepreward.convert import (
    EXTRA,
    Converted,
    Plan,
    Wishes,
    choose_instruction,
    convert_files,
)
from stepreward.render import counted, visible

_REFUSED = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of ``stepreward convert``; what was not given is None or empty."""

    source: str | None
    target: str
    fields: Sequence[str]
    instruction: str | None
    data_source: str | None
    split: str | None
    image_folder: Path | None


def run_converting(inputs: Sequence[str], output: str | None, asked: Asked) -> None:
    """Convert, and say on stderr what came of it."""
    wishes = Wishes(choose_instruction(asked.instruction), asked.data_source, asked.split)
    fields = choose_fields(asked.fields)
    plan = Plan(asked.source, asked.target, fields, wishes, asked.image_folder)
    is_to_stdout = output in (None, "-")
    converted = convert_files(inputs, sys.stdout.buffer if is_to_stdout else str(output), plan)
    lines = [_headline(converted, asked.target), *_remarks(converted)]
    lines += rejected(converted.rejections)
    if not is_to_stdout:
        lines += _places(converted, str(output))
    typer.echo("\n".join(lines), err=True)
    if converted.rejections.count:
        raise typer.Exit(_REFUSED)


def _headline(converted: Converted, target: str) -> str:
    rows = f"{counted(converted.rows, 'row')} from {counted(converted.files, 'file')}"
    if not converted.sources:
        return rows
    return f"{rows}, read as {' and '.join(converted.sources)}, written for {target}"


def _remarks(converted: Converted) -> list[str]:
    lines = []
    if converted.carried:
        lines.append(f"  carried under {EXTRA!r}: {listed(converted.carried)}")
    if converted.replaced:
        lines.append(f"  {counted(converted.replaced, 'instruction')} of the data replaced")
    if converted.missing:
        first = visible(str(converted.first_missing))
        count = counted(converted.missing, "image")
        mend = "--image-folder names the folder they start from"
        lines.append(f"  {count} not found, such as {first}: left as named; {mend}")
    return lines


def _places(converted: Converted, output: str) -> list[str]:
    rejects = f"rejected rows: {output}.rejects.jsonl"
    if not converted.rejections.count:
        return [f"rows: {output}"]
    if not converted.rows:
        return [f"no row could be converted: {output} is left as it was", rejects]
    return [f"rows: {output}", rejects]
