"""An explanation on a terminal: colours where there are some, brackets where there are none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stepreward.render.explain import Explanation, KeyRow
from stepreward.render.pieces import Piece
from stepreward.render.visible import on_one_line, visible, visible_parts
from stepreward.report import Report

if TYPE_CHECKING:  # rich is loaded by those who draw, not by `import stepreward`
    from rich.console import Console, RenderableType
    from rich.text import Text

# Told apart on dark and on light ground; key steps past the last begin again, by their number.
KEY_COLOURS = (
    "dodger_blue1 dark_orange medium_purple1 green3 deep_pink2 gold3 dark_cyan orange_red1 "
    "slate_blue1 chartreuse4 hot_pink3 light_sea_green"
).split()
_VERDICTS = {"equal": "green", "different": "red", "undecided": "yellow"}
_MAX_PLAIN = 4_000  # characters of one piece that are shown
_MAX_SHOWN = 160  # characters of a key step or of a span in a table
_MAX_CREDIT = 60  # of a credited text, which the completion shows in full
_MAX_FORMS = 6  # of one key step that are listed

_Mark = tuple[str, str]  # a name, and its colour
_Cell = str | tuple[str, str]  # a text, or one with its style


def to_terminal(explanation: Explanation, console: Console) -> None:
    """Print the completion with its marks, then the reward and its reasons."""
    from rich.text import Text

    question = explanation.truth.question
    for title, body in (
        ("question", Text(visible(question[:_MAX_PLAIN])) if question else None),
        ("completion", _completion(explanation.pieces)),
        ("reward", _reward(explanation.report)),
        ("answer", _answer(explanation)),
        ("key steps", _keys(explanation.keys)),
        ("violations", _violations(explanation)),
        ("credits", _credits(explanation)),
    ):
        if body is not None:
            console.print(Text(title, style="bold underline"))
            console.print(body)
            console.print()


def key_colour(key: int) -> str:
    """Give a key step its colour."""
    return KEY_COLOURS[key % len(KEY_COLOURS)]


# The completion.


def _completion(parts: tuple[Piece, ...]) -> Text:
    from rich.text import Text

    text = Text()
    shown_steps: set[int] = set()
    before: list[_Mark] = []
    for at, piece in enumerate(parts):
        for step in piece.indices("step"):
            if step not in shown_steps:
                shown_steps.add(step)
                _append_step(text, step, is_wrong=step in piece.indices("error"))
        marks = _marks(piece)
        behind = _marks(parts[at + 1]) if at + 1 < len(parts) else []
        for _, colour in (mark for mark in marks if mark not in before):
            text.append("⟦", style=f"dim {colour}")
        _append_piece(text, piece, _style(piece) if marks else "")
        for name, colour in (mark for mark in marks if mark not in behind):
            text.append(f"⟧{name}", style=f"dim {colour}")
        before = marks
    if not text.plain:
        text.append("(says nothing)", style="dim")
    return text


def _append_step(text: Text, step: int, *, is_wrong: bool) -> None:
    if is_wrong:
        text.append(f"step[{step}] first error: ", style="bold red")
    else:
        text.append(f"step[{step}] ", style="dim")


def _append_piece(text: Text, piece: Piece, style: str) -> None:
    """Add a piece; of one that is very long, only both its ends."""
    shown = piece.text
    if len(shown) > _MAX_PLAIN:
        half = _MAX_PLAIN // 2
        _append_visible(text, shown[:half], style)
        text.append(f" … {len(shown) - 2 * half:,} more characters … ", style="dim italic")
        shown = shown[-half:]
    _append_visible(text, shown, style)


def _append_visible(text: Text, raw: str, style: str) -> None:
    for part, is_escaped in visible_parts(raw):
        text.append(part, style="reverse dim" if is_escaped else style)


def _marks(piece: Piece) -> list[_Mark]:
    """Name what a piece matched, violated or answered, each with its colour."""
    names = [(f"key[{key}]", key_colour(key)) for key in piece.indices("key")]
    names += [("answer", "default") for _ in piece.indices("answer")]
    names += [(f"violation[{at}]", "red") for at in piece.indices("violation")]
    return names


def _style(piece: Piece) -> str:
    keys = piece.indices("key")
    words = ["red"] if piece.indices("violation") else []
    if keys:
        words = [f"bold underline {key_colour(keys[0])}"]
    if piece.indices("answer"):
        words.append("reverse")
    return " ".join(words)


# The reward and its reasons.


def _reward(report: Report) -> RenderableType:
    matched = sum(match.is_match for match in report.matches)
    broken = sum(violation.breaks for violation in report.violations)
    error = report.first_error
    rows: list[tuple[str, float | None, str]] = [
        ("reward", report.reward, f"StepRAR + StepRVR, read as {visible(report.format)}"),
        ("StepRAR", report.step_rar, "the answer, and the key steps"),
        ("  accuracy", report.accuracy, "" if report.accuracy is not None else "no answer"),
        ("  coverage", report.coverage, f"{matched} of {len(report.matches)} key steps"),
        ("StepRVR", report.step_rvr, "complete, in order, of substance"),
        ("  validity", report.validity, f"broken rules: {broken}"),
    ]
    cells: list[tuple[_Cell, ...]] = [
        (name, "none" if value is None else f"{value:.3f}", why) for name, value, why in rows
    ]
    cells.append(
        (
            "first error",
            "none" if error is None else f"step[{error}]",
            visible(report.first_error_reason or ""),
        )
    )
    return _table(("part", "value", ""), cells)


def _answer(explanation: Explanation) -> Text:
    from rich.text import Text

    answer, accepted = explanation.report.answer, explanation.truth.answers
    gold = " or ".join(on_one_line(one, _MAX_SHOWN) for one in accepted) or "none"
    verdict = answer.verdict.verdict
    return Text.assemble(
        "none" if answer.text is None else on_one_line(answer.text, _MAX_SHOWN),
        (f"  {visible(verdict)}", f"bold {_VERDICTS.get(verdict, 'default')}"),
        f": {visible(answer.verdict.reason)}; gold: {gold}",
    )


def _keys(keys: tuple[KeyRow, ...]) -> RenderableType:
    return _table(("", "key step", "", "where", "text and reason"), map(_key, keys))


def _key(row: KeyRow) -> tuple[_Cell, ...]:
    forms = " | ".join(on_one_line(form, _MAX_SHOWN) for form in row.forms[:_MAX_FORMS])
    if len(row.forms) > _MAX_FORMS:
        forms += f" | {len(row.forms) - _MAX_FORMS} more"
    if row.section:
        forms += f" (in {on_one_line(row.section, _MAX_SHOWN)})"
    where = "before the steps" if row.step is None else f"step[{row.step}]"
    quoted = f"“{on_one_line(row.text, _MAX_SHOWN)}”: " if row.text else ""
    closest = "closest " if quoted and not row.is_match else ""
    return (
        (f"key[{row.key}]", f"bold {key_colour(row.key)}"),
        forms,
        ("matched", "green") if row.is_match else ("missed", "red"),
        where if row.text else "",
        f"{closest}{quoted}{visible(row.reason)}",
    )


def _violations(explanation: Explanation) -> RenderableType:
    return _table(
        ("", "rule", "where", "detail"),
        [
            (
                (f"violation[{at}]", "red"),
                visible(violation.rule),
                "" if violation.step is None else f"step[{violation.step}]",
                visible(violation.detail) + ("" if violation.breaks else " (costs nothing)"),
            )
            for at, violation in enumerate(explanation.report.violations)
        ],
    )


def _credits(explanation: Explanation) -> RenderableType:
    return _table(
        ("reward", "why", "text"),
        [
            (
                f"{credit.reward:.3f}",
                visible(credit.why),
                on_one_line(explanation.text_of(credit.span), _MAX_CREDIT),
            )
            for credit in explanation.report.credits
        ],
    )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[_Cell, ...]]) -> RenderableType:
    """Lay cells out; they are Text, since rich would read markup in a string."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else Text(*cell) for cell in row))
    return table if table.row_count else Text("none")
