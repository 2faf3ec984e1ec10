"""What extracting key steps shows: a bar while it runs, and the summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from stepreward.cli.words import rejected
from stepreward.engine import Extracted
from stepreward.errors import SettingError
from stepreward.render import counted

if TYPE_CHECKING:
    from stepreward.llm import Price, Teacher


@dataclass(frozen=True, slots=True)
class Chosen:
    """The model that was asked for, and what its tokens cost."""

    extractor: Teacher
    price: Price | None

    def show_usage(self) -> None:
        """Say on stderr what was asked and paid for."""
        usage = self.extractor.usage
        if not usage.requests:
            return  # it was never asked, as where its client is not installed
        cost = "" if self.price is None else f": ${usage.cost(self.price):,.2f}"
        typer.echo(
            f"{self.extractor.model}: {counted(usage.requests, 'request')}, of which "
            f"{usage.cached:,} cached; {usage.prompt_tokens:,} tokens in and "
            f"{usage.completion_tokens:,} out{cost}; replies are kept in {self.extractor.cache}",
            err=True,
        )


def choose_teacher(
    model: str | None,
    *,
    named: Mapping[str, Any],
    request: Sequence[str],
    price: str | None,
    allow_answer: bool,
) -> Chosen | None:
    """Read the options of a model; None where no model was asked for."""
    given = {name: value for name, value in named.items() if value is not None}
    if model is None:
        if given or request or price is not None:
            raise SettingError("--llm: name the model that these options are about")
        return None
    from stepreward.llm import OPTIONS, Teacher

    options = {**OPTIONS, **dict(map(_option, request))}
    teacher = Teacher(model, allow_answer=allow_answer, options=options, **given)
    return Chosen(teacher, None if price is None else _price(price))


def _option(pair: str) -> tuple[str, Any]:
    """Read NAME=VALUE; the value is JSON, else text."""
    name, sign, value = pair.partition("=")
    if not name.strip() or not sign:
        raise SettingError(f"--request {pair!r}: write NAME=VALUE, as in temperature=1")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _price(pair: str) -> Price:
    from stepreward.llm import Price

    prompt, _, completion = pair.partition(":")
    try:
        return Price(float(prompt), float(completion))
    except ValueError:
        raise SettingError(f"--price {pair!r}: write IN:OUT, as in 0.15:0.60") from None


@contextmanager
def bar() -> Iterator[Callable[[int, int], None] | None]:
    """Draw a bar over the questions, where somebody sits at the terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("questions", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task("", total=None)
        yield lambda done, total: drawn.update(task, completed=done, total=total)


def show_extracted(found: Extracted, output: str | None) -> None:
    """Say on stderr what was found."""
    lines = [
        f"{counted(found.records, 'record')} from {counted(found.files, 'file')}",
        f"  questions   {found.questions:,}, of which {found.without:,} have no key steps"
        + (f" and {found.failed:,} failed" if found.failed else ""),
        f"  references  {found.references:,}" + _right(found),
        f"  key steps   {found.key_steps:,}{_each(found)}",
        *rejected(found.rejections),
    ]
    if output is not None and found.records:
        lines.append(f"records with key steps: {output}")
    elif output is not None:
        lines.append(f"no record could be given key steps: {output} is left as it was")
    typer.echo("\n".join(lines), err=True)


def _right(found: Extracted) -> str:
    return f", of which {found.right:,} are right" if found.right else ""


def _each(found: Extracted) -> str:
    if not found.key_steps:
        return ""
    each = found.key_steps / max(1, found.questions - found.without - found.failed)
    return f" in {counted(found.forms, 'form')}, {each:.1f} for each question that has any"
