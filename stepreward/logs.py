"""Hand a batch's figures and traces to a logger in one line: TensorBoard, W&B or trackio."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from statistics import fmean
from typing import Any

from stepreward.errors import GroupError, MissingExtraError
from stepreward.render.visible import on_one_line, visible
from stepreward.report import Report
from stepreward.scorer import Completion
from stepreward.text import completion_text

COLUMNS = (
    "completion",
    "answer",
    "verdict",
    "reward",
    "coverage",
    "violations",
    "matched",
    "missed",
)
_PREFIX = "stepreward"
_MAX_TEXT = 600  # characters of a cell in TensorBoard, which shows all of them

# Everything that Markdown or HTML reads as more than itself, as an entity.
_PLAIN = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'\\`*_{}[]()#+-.!|~$:@=^"})

Row = tuple[str | float | None, ...]


def metrics_of(reports: Sequence[Report]) -> dict[str, float]:
    """Average the metrics of N reports: the same keys for any batch, and plain floats.

    Raises GroupError for no reports.
    """
    found = [report.metrics() for report in reports]
    if not found:
        raise GroupError("reports: there are none to average; give one or more")
    return {name: fmean(metrics[name] for metrics in found) for name in found[0]}


def rows_of(reports: Sequence[Report], completions: Sequence[Completion]) -> list[Row]:
    """List N traces under ``COLUMNS``, what cannot be seen in them spelled out.

    Raises GroupError where there are not as many completions as reports.
    """
    if len(reports) != len(completions):
        raise GroupError(
            f"{len(reports)} reports and {len(completions)} completions; give one of each a trace"
        )
    return [_row(*pair) for pair in zip(reports, completions, strict=True)]


def log_tensorboard(
    writer: Any, reports: Sequence[Report], completions: Sequence[Completion], step: int
) -> None:
    """Write a step to a ``SummaryWriter``: a scalar for each metric, the traces as text.

    Raises GroupError for reports and completions that ``rows_of`` refuses, or none.
    """
    metrics, rows = metrics_of(reports), rows_of(reports, completions)
    for name, value in metrics.items():
        writer.add_scalar(f"{_PREFIX}/{name}", value, step)
    writer.add_text(f"{_PREFIX}/traces", markdown_of(rows), step)


def log_wandb(
    run: Any, reports: Sequence[Report], completions: Sequence[Completion], step: int
) -> None:
    """Log a step to a run of W&B: a value for each metric, the traces as a table.

    Raises GroupError as ``log_tensorboard`` does, MissingExtraError without the extra ``wandb``.
    """
    _log(run, "wandb", reports, completions, step)


def log_trackio(
    run: Any, reports: Sequence[Report], completions: Sequence[Completion], step: int
) -> None:
    """Log a step to a run of trackio: a value for each metric, the traces as a table.

    Raises GroupError as ``log_tensorboard`` does, MissingExtraError without the extra ``trackio``.
    """
    _log(run, "trackio", reports, completions, step)


def library_of(tracker: str) -> Any:
    """Import the library of a tracker; raise MissingExtraError where it is not installed."""
    try:
        return importlib.import_module(tracker)
    except ImportError as error:
        raise MissingExtraError(f"tracker {tracker!r}", tracker) from error


def markdown_of(rows: Sequence[Row]) -> str:
    r"""Write rows as a table in Markdown, long texts cut, no text of theirs obeyed.

    >>> markdown_of([("*a*\nb", None, "equal", 1.0, 0.5, "", "", "")]).splitlines()[-1]
    '| &#42;a&#42; b |  | equal | 1.000 | 0.500 |  |  |  |'
    """
    lines = [COLUMNS, tuple("---" for _ in COLUMNS), *(tuple(map(_plain, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _log(
    run: Any,
    tracker: str,
    reports: Sequence[Report],
    completions: Sequence[Completion],
    step: int,
) -> None:
    metrics, rows = metrics_of(reports), rows_of(reports, completions)
    table = library_of(tracker).Table(columns=list(COLUMNS), data=list(map(list, rows)))
    values = {f"{_PREFIX}/{name}": value for name, value in metrics.items()}
    run.log({**values, f"{_PREFIX}/traces": table}, step=step)


def _row(report: Report, completion: Completion) -> Row:
    answer = report.answer
    return (
        visible(completion_text(completion)),
        None if answer.text is None else visible(answer.text),
        answer.verdict.verdict,
        report.reward,
        report.coverage,
        ", ".join(visible(one.rule) for one in report.violations),
        _keys(report, is_match=True),
        _keys(report, is_match=False),
    )


def _keys(report: Report, *, is_match: bool) -> str:
    """Name key steps by the form that matched or came closest, else by their place."""
    return "; ".join(
        visible(one.form) or f"key[{one.key}]" for one in report.matches if one.is_match == is_match
    )


def _plain(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else on_one_line(value, _MAX_TEXT).translate(_PLAIN)
