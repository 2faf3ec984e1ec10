"""What the commands that only look print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import typer

from stepreward.cli.words import listed, rejected
from stepreward.engine import Explained, Findings, Found
from stepreward.formats import Format
from stepreward.records import NAMES
from stepreward.render import settings_of, to_terminal, visible

_SHOWN = 60  # characters of a key step

# Explaining.


def show_explanations(explained: Explained) -> None:
    """Print one line's completions with their reports."""
    from rich.text import Text

    from stepreward.cli.console import Paper

    console = Paper()
    for at, explanation in enumerate(explained.explanations):
        words = [explained.place]
        if len(explained.explanations) > 1:
            words.append(f"completion {at} of {len(explained.explanations)}")
        words.append("as it was scored" if explained.is_stored else "scored now")
        console.print(Text(visible(", ".join(words)), style="bold"))
        console.print()
        to_terminal(explanation, console)
        settings = settings_of(explanation.report.signature)
        console.print(Text(visible(settings), style="dim"), soft_wrap=True)


# Checking.


def show_findings(findings: Findings) -> None:
    """Print what a look at some files showed."""
    lines = [
        f"records       {findings.records:,} can be scored, {findings.rejections.count:,} rejected",
        f"completions   {findings.completions:,}, of which {findings.answered:,} give an answer",
        f"formats       {listed(findings.formats) or 'none'}",
        *_fields(findings),
        f"carried along {', '.join(map(visible, findings.carried)) or 'nothing'}",
        f"key steps     {findings.key_steps:,}, of which {findings.dead:,} can never match",
        *(f"  {visible(_doubt(found))}" for found in findings.first_doubts()),
    ]
    hidden = len(findings.doubts) - len(findings.first_doubts())
    if hidden > 0:
        lines.append(f"  and {hidden:,} more")
    typer.echo("\n".join([*lines, *rejected(findings.rejections)]))


def _fields(findings: Findings) -> Iterator[str]:
    """Tell under which names every field was found, and how often."""
    for role in NAMES:
        found = {path: count for (name, path), count in findings.fields.items() if name == role}
        words = [
            f"{count:,}" + (f" as {visible(path)}" if path != role else "")
            for path, count in found.items()
        ]
        if words:
            yield f"{role:<13} {', '.join(words)}"


def _doubt(found: Found) -> str:
    doubt = found.doubt
    verb = "can never match" if doubt.is_dead else "warning"
    more = f" (in {found.records:,} records)" if found.records > 1 else ""
    form = doubt.form if len(doubt.form) <= _SHOWN else f"{doubt.form[: _SHOWN - 1]}…"
    return f"{found.place}: key[{doubt.key}] {form!r}: {verb}: {doubt.reason}{more}"


# Formats.


def show_formats(formats: Iterable[Format]) -> None:
    """Print every format with its sections and an example."""
    blocks = []
    for form in formats:
        lines = [f"{form.name} ({form.style})"]
        for section in form.sections:
            headers = (*section.headers, *(form.step_headers if section.role == "steps" else ()))
            opened = f": {' | '.join(headers)}" if headers else ""
            needed = "" if section.required else ", may be missing"
            lines.append(f"  {section.name} ({section.role}{needed}){opened}")
        if form.example:
            lines += ["  example:", *(f"    {line}" for line in form.example.splitlines())]
        blocks.append("\n".join(lines))
    typer.echo(visible("\n\n".join(blocks)))
