"""What scoring shows: a bar while it runs, the first rows on a terminal, and the summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from stepreward.cli.words import listed, rejected
from stepreward.engine import Summary, Tally
from stepreward.render import counted, figure, visible

_FIRST_ROWS = 10


@contextmanager
def progress() -> Iterator[Callable[[int, Summary], None] | None]:
    """Draw a bar while lines are scored, where somebody sits at the terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("scoring", total=None)

        def advance(read_bytes: int, summary: Summary) -> None:
            words = f"{summary.tally.traces:,} traces, {_rate(summary)}"
            bar.update(task, total=summary.total_bytes, completed=read_bytes, description=words)

        yield advance


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
        from rich.table import Table
        from rich.text import Text

        from stepreward.cli.console import Paper

        names = ("id", "reward", "accuracy", "coverage", "validity", "answer", "violations")
        table = Table(*names, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for at, row in enumerate(self._rows):
            report = row["stepreward"]
            rules = ", ".join(violation["rule"] for violation in report["violations"])
            cells = (
                str(row.get("id", at))[:40],
                *(figure(report[name]) for name in names[1:5]),
                report["answer"]["verdict"],
                rules,
            )
            table.add_row(*(Text(visible(cell)) for cell in cells))
        if self._rows:
            Paper().print(table)


def show_summary(summary: Summary, output: str | None, *, is_preview: bool) -> None:
    """Say on stderr what came of a run."""
    lines = [_headline(summary), *_means(summary.tally), *rejected(summary.rejections)]
    if output is not None:
        lines += _places(summary, output)
    if is_preview and summary.tally.traces:
        lines.append("for the scored lines themselves add -o OUT.jsonl, or pipe them on")
    typer.echo("\n".join(lines), err=True)


def _headline(summary: Summary) -> str:
    if not summary.tally.traces:
        return f"no traces in {counted(summary.files, 'file')}"
    line = f"{counted(summary.tally.traces, 'trace')} from {counted(summary.files, 'file')}"
    if summary.resumed:
        line += f", {summary.resumed:,} of them by a run that was cut short"
    return f"{line}, in {summary.elapsed_s:.1f} s: {_rate(summary)}"


def _means(tally: Tally) -> list[str]:
    if not tally.traces:
        return []
    step_rar, step_rvr = figure(tally.mean("step_rar")), figure(tally.mean("step_rvr"))
    answers = {name: tally.answers[name] for name in ("equal", "different", "undecided", "none")}
    rows = (
        ("reward", f"StepRAR {step_rar} + StepRVR {step_rvr}"),
        ("accuracy", f"answers: {listed(answers)}"),
        ("coverage", f"over {counted(tally.with_key_steps, 'trace')} with key steps"),
        ("validity", f"violations: {listed(tally.violations) or 'none'}"),
    )
    return [f"  {name:<9}{figure(tally.mean(name)):>6}   {why}" for name, why in rows]


def _places(summary: Summary, output: str) -> list[str]:
    if not summary.rejections.count:
        return [f"scored lines: {output}"]
    rejects = f"rejected lines: {output}.rejects.jsonl"
    if not summary.tally.traces:
        return [f"no line could be scored: {output} is left as it was", rejects]
    return [f"scored lines: {output}", rejects]


def _rate(summary: Summary) -> str:
    rate = summary.traces_per_s
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"
