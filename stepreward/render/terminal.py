"""An explanation on a terminal: colours where there are some, brackets where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stepreward.render.explain import Explanation
from stepreward.render.marks import Mark, marked, shown_of, step_name
from stepreward.render.pieces import Piece
from stepreward.render.tables import (
    MAX_CHARS,
    Cell,
    Table,
    answer_cells,
    reason_tables,
    reward_table,
)
from stepreward.render.visible import visible

if TYPE_CHECKING:  # rich is loaded by those who draw, not by `import stepreward`
    from rich.console import Console, RenderableType
    from rich.text import Text

# Told apart on dark and on light ground; key steps past the last begin again, by their number.
KEY_COLOURS = (
    "dodger_blue1 dark_orange medium_purple1 green3 deep_pink2 gold3 dark_cyan orange_red1 "
    "slate_blue1 chartreuse4 hot_pink3 light_sea_green"
).split()
_TONES = {"good": "green", "bad": "red", "unsure": "yellow", "violation": "red"}


def to_terminal(explanation: Explanation, console: Console) -> None:
    """Print the completion with its marks, then the reward and its reasons."""
    from rich.text import Text

    question = explanation.truth.question
    shown: list[tuple[str, RenderableType]] = []
    if question:
        shown.append(("question", Text(visible(question[:MAX_CHARS]))))
    shown += [
        ("completion", _completion(explanation.pieces)),
        ("reward", _table(reward_table(explanation.report))),
        ("answer", _line(answer_cells(explanation))),
    ]
    shown += [(table.title, _table(table)) for table in reason_tables(explanation)]
    for title, body in shown:
        console.print(Text(title, style="bold underline"))
        console.print(body)
        console.print()


def key_colour(key: int) -> str:
    """Give a key step its colour."""
    return KEY_COLOURS[key % len(KEY_COLOURS)]


def _completion(parts: tuple[Piece, ...]) -> Text:
    from rich.text import Text

    text = Text()
    for one in marked(parts):
        for step, is_wrong in one.steps:
            text.append(step_name(step, is_wrong=is_wrong), "bold red" if is_wrong else "dim")
        for mark in one.opening:
            text.append("⟦", style=f"dim {_mark_colour(mark)}")
        _append_piece(text, one.piece, _style(one.piece) if one.marks else "")
        for mark in one.closing:
            text.append(f"⟧{mark.name}", style=f"dim {_mark_colour(mark)}")
    if not text.plain:
        text.append("(says nothing)", style="dim")
    return text


def _append_piece(text: Text, piece: Piece, style: str) -> None:
    for shown in shown_of(piece.text):
        ours = "dim italic" if shown.is_ours else style
        text.append(shown.text, style="reverse dim" if shown.is_escaped else ours)


def _mark_colour(mark: Mark) -> str:
    if mark.kind == "key":
        return key_colour(mark.key)
    return "red" if mark.kind == "violation" else "default"


def _style(piece: Piece) -> str:
    keys = piece.indices("key")
    words = ["red"] if piece.indices("violation") else []
    if keys:
        words = [f"bold underline {key_colour(keys[0])}"]
    if piece.indices("answer"):
        words.append("reverse")
    return " ".join(words)


def _line(cells: tuple[Cell, ...]) -> Text:
    from rich.text import Text

    first, verdict, reason = cells
    return Text.assemble(
        first.text, (verdict.text, f"bold {_TONES.get(verdict.tone, 'default')}"), reason.text
    )


def _table(table: Table) -> RenderableType:
    """Lay cells out; they are Text, since rich would read markup in a string."""
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(*table.columns, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for row in table.rows:
        drawn.add_row(*(Text(cell.text, style=_cell_style(cell)) for cell in row))
    return drawn if drawn.row_count else Text("none")


def _cell_style(cell: Cell) -> str:
    if cell.tone == "key":
        return f"bold {key_colour(cell.key)}"
    return _TONES.get(cell.tone, "")
