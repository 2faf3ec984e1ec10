"""What the commands print: data on stdout, words on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from stepreward.engine import STDIN, Explained, Findings, Rejections, Summary
from stepreward.formats import Format
from stepreward.records import NAMES
from stepreward.render import to_terminal, visible

_FIRST_ROWS = 10
_MAX_NAMED = 12  # rules or fields on one line


# Scoring.


@contextmanager
def progress(inputs: Sequence[str]) -> Iterator[Callable[[int, Summary], None] | None]:
    """Draw a bar while lines are scored, where somebody sits at the terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("scoring", total=_total_bytes(inputs))

        def advance(read_bytes: int, summary: Summary) -> None:
            words = f"{summary.tally.traces:,} traces, {_rate(summary)}"
            bar.update(task, completed=read_bytes, description=words)

        yield advance


def _total_bytes(inputs: Sequence[str]) -> int | None:
    """Add the files up; None where one has no size of its own."""
    if not all(name != STDIN and Path(name).is_file() for name in inputs):
        return None
    return sum(Path(name).stat().st_size for name in inputs)


class Preview:
    """Take scored lines as a file would, keep the first, and show them as a table."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []

    def write(self, data: bytes, /) -> None:
        """Keep the first lines."""
        room = _FIRST_ROWS - len(self._rows)
        if room > 0:
            self._rows.extend(json.loads(line) for line in data.split(b"\n", room)[:room] if line)

    def flush(self) -> None:
        """Nothing waits."""

    def show(self) -> None:
        """Print the table on stdout."""
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        names = ("id", "reward", "accuracy", "coverage", "validity", "answer", "violations")
        table = Table(*names, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for at, row in enumerate(self._rows):
            report = row["stepreward"]
            rules = ", ".join(violation["rule"] for violation in report["violations"])
            cells = (
                str(row.get("id", at))[:40],
                *(_number(report[name]) for name in names[1:5]),
                report["answer"]["verdict"],
                rules,
            )
            table.add_row(*(Text(visible(cell)) for cell in cells))
        if self._rows:
            Console().print(table)


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def show_summary(summary: Summary, output: str | None, *, is_preview: bool) -> None:
    """Say on stderr what came of a run."""
    tally = summary.tally
    files = _count(summary.files, "file")
    speed = f"{summary.elapsed_s:.1f} s, {_rate(summary)}"
    lines = [f"{_count(tally.traces, 'trace')} from {files} in {speed}"]
    if summary.resumed:
        lines.append(
            f"  {_count(summary.resumed, 'trace')} of them scored before, in a run cut short"
        )
    if tally.traces:
        step_rar, step_rvr = _number(tally.mean("step_rar")), _number(tally.mean("step_rvr"))
        answers = ("equal", "different", "undecided", "none")
        rows = (
            ("reward", f"StepRAR {step_rar} + StepRVR {step_rvr}"),
            ("accuracy", f"answers: {_counts({name: tally.answers[name] for name in answers})}"),
            ("coverage", f"over {_count(tally.with_key_steps, 'trace')} with key steps"),
            ("validity", f"violations: {_counts(tally.violations) or 'none'}"),
        )
        lines += [f"  {name:<9}{_number(tally.mean(name)):>6}   {why}" for name, why in rows]
    lines += _rejected(summary.rejections)
    if output is not None:
        is_left = summary.rejections.count and not tally.traces
        lines.append(
            f"no line could be scored: {output} is left as it was"
            if is_left
            else f"scored lines: {output}"
        )
        if summary.rejections.count:
            lines.append(f"rejected lines: {output}.rejects.jsonl")
    if is_preview:
        lines.append("for the scored lines themselves add -o OUT.jsonl, or pipe them on")
    typer.echo("\n".join(lines), err=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _rate(summary: Summary) -> str:
    rate = summary.traces_per_s
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"


def _rejected(rejections: Rejections) -> list[str]:
    if not rejections.count:
        return []
    return [
        f"{_count(rejections.count, 'line')} rejected:",
        *(f"  {visible(one)}" for one in rejections.sentences()),
    ]


def _counts(counts: Mapping[str, int]) -> str:
    """List counts; the order is given, or the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    shown = [f"{visible(name)} {count:,}" for name, count in ordered if count][:_MAX_NAMED]
    return ", ".join(shown) + (", …" if len(ordered) > _MAX_NAMED else "")


# Explaining.


def show_explanations(explained: Explained) -> None:
    """Print one line's completions with their reports."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for at, explanation in enumerate(explained.explanations):
        words = [explained.place]
        if len(explained.explanations) > 1:
            words.append(f"completion {at} of {len(explained.explanations)}")
        words.append("as it was scored" if explained.is_stored else "scored now")
        console.print(Text(visible(", ".join(words)), style="bold"))
        console.print()
        to_terminal(explanation, console)
        console.print(Text(visible(explanation.report.signature), style="dim"))


# Checking.


def show_findings(findings: Findings) -> None:
    """Print what a look at some files showed."""
    lines = [
        f"records       {findings.records:,} can be scored, {findings.rejections.count:,} rejected",
        f"completions   {findings.completions:,}, of which {findings.answered:,} give an answer",
        f"formats       {_counts(findings.formats) or 'none'}",
    ]
    for role in NAMES:
        found = {path: count for (name, path), count in findings.fields.items() if name == role}
        if found:
            words = ", ".join(
                f"{count:,}" + (f" as {visible(path)}" if path != role else "")
                for path, count in found.items()
            )
            lines.append(f"{role:<13} {words}")
    lines.append(f"carried along {', '.join(map(visible, findings.carried)) or 'nothing'}")
    lines.append(
        f"key steps     {findings.key_steps:,}, of which {findings.dead:,} can never match"
    )
    for found_doubt in findings.first_doubts():
        doubt = found_doubt.doubt
        verb = "can never match" if doubt.is_dead else "warning"
        more = f" (in {found_doubt.records:,} records)" if found_doubt.records > 1 else ""
        form = doubt.form if len(doubt.form) <= 60 else f"{doubt.form[:59]}…"
        text = f"{found_doubt.place}: key[{doubt.key}] {form!r}: {verb}: {doubt.reason}{more}"
        lines.append(f"  {visible(text)}")
    hidden = len(findings.doubts) - len(findings.first_doubts())
    if hidden > 0:
        lines.append(f"  and {hidden:,} more")
    lines += _rejected(findings.rejections)
    typer.echo("\n".join(lines))


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
