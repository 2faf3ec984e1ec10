"""The reward and its reasons as tables of plain cells, for whatever draws them; nothing hostile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from stepreward.render.explain import Explanation, KeyRow
from stepreward.render.visible import on_one_line, visible
from stepreward.report import Report

MAX_CHARS = 4_000  # of a question that are shown
_MAX_SHOWN = 160  # characters of a key step or of a span in a table
_MAX_CREDIT = 60  # of a credited text, which the completion shows in full
_MAX_FORMS = 6  # of one key step that are listed

Tone = Literal["plain", "good", "bad", "unsure", "key", "violation"]
_VERDICTS: dict[str, Tone] = {"equal": "good", "different": "bad", "undecided": "unsure"}


class Cell(NamedTuple):
    """Some text on one line, and how it is meant; ``key`` is the key step's."""

    text: str
    tone: Tone = "plain"
    key: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their headings, some of which are empty."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def reward_table(report: Report) -> Table:
    """List the parts of the reward."""
    matched = sum(match.is_match for match in report.matches)
    broken = tuple(violation.rule for violation in report.violations if violation.breaks)
    error = report.first_error
    rows: list[tuple[str, float | None, str]] = [
        ("reward", report.reward, f"StepRAR + StepRVR, read as {visible(report.format)}"),
        ("StepRAR", report.step_rar, "the answer, and the key steps"),
        ("  accuracy", report.accuracy, "" if report.accuracy is not None else "no answer"),
        ("  coverage", report.coverage, f"{matched} of {len(report.matches)} key steps"),
        ("StepRVR", report.step_rvr, _wholeness(report, broken)),
        ("  validity", report.validity, f"broken rules: {len(broken)}"),
    ]
    cells = [
        (Cell(name), Cell("none" if value is None else f"{value:.3f}"), Cell(why))
        for name, value, why in rows
    ]
    where = "none" if error is None else f"step[{error}]"
    cells.append((Cell("first error"), Cell(where), Cell(visible(report.first_error_reason or ""))))
    return Table("reward", ("part", "value", ""), tuple(cells))


def _wholeness(report: Report, broken: tuple[str, ...]) -> str:
    """Say that the trace is whole, or what it breaks."""
    if report.validity >= 1:
        return "complete, in order, of substance"
    if not broken:
        return "not complete, in order, of substance"
    return f"breaks {', '.join(map(visible, dict.fromkeys(broken)))}"


def answer_cells(explanation: Explanation) -> tuple[Cell, ...]:
    """Tell the answer, its verdict and the reason in one line, and gold where it is known."""
    answer, accepted = explanation.report.answer, explanation.truth.answers
    gold = " or ".join(on_one_line(one, _MAX_SHOWN) for one in accepted) or "none"
    known = f"; gold: {gold}" if explanation.is_whole else ""
    verdict = answer.verdict.verdict
    return (
        Cell("none" if answer.text is None else on_one_line(answer.text, _MAX_SHOWN)),
        Cell(f"  {visible(verdict)}", _VERDICTS.get(verdict, "plain")),
        Cell(f": {visible(answer.verdict.reason)}{known}"),
    )


def reason_tables(explanation: Explanation) -> Iterator[Table]:
    """List the key steps, the violations and the credits, each in a table that may be empty."""
    report = explanation.report
    yield Table(
        "key steps",
        ("", "key step", "", "where", "text and reason"),
        tuple(map(_key, explanation.keys)),
    )
    yield Table(
        "violations",
        ("", "rule", "where", "detail"),
        tuple(
            (
                Cell(f"violation[{at}]", "violation"),
                Cell(visible(violation.rule)),
                Cell("" if violation.step is None else f"step[{violation.step}]"),
                Cell(visible(violation.detail) + ("" if violation.breaks else " (costs nothing)")),
            )
            for at, violation in enumerate(report.violations)
        ),
    )
    yield Table(
        "credits",
        ("reward", "why", "text"),
        tuple(
            (
                Cell(f"{credit.reward:.3f}"),
                Cell(visible(credit.why)),
                Cell(on_one_line(explanation.text_of(credit.span), _MAX_CREDIT)),
            )
            for credit in report.credits
        ),
    )


def _key(row: KeyRow) -> tuple[Cell, ...]:
    forms = " | ".join(on_one_line(form, _MAX_SHOWN) for form in row.forms[:_MAX_FORMS])
    if len(row.forms) > _MAX_FORMS:
        forms += f" | {len(row.forms) - _MAX_FORMS} more"
    if row.section:
        forms += f" (in {on_one_line(row.section, _MAX_SHOWN)})"
    where = "before the steps" if row.step is None else f"step[{row.step}]"
    quoted = f"“{on_one_line(row.text, _MAX_SHOWN)}”: " if row.text else ""
    closest = "closest " if quoted and not row.is_match else ""
    return (
        Cell(f"key[{row.key}]", "key", row.key),
        Cell(forms),
        Cell("matched", "good") if row.is_match else Cell("missed", "bad"),
        Cell(where if row.text else ""),
        Cell(f"{closest}{quoted}{visible(row.reason)}"),
    )
