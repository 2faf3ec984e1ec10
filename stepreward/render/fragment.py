"""An explanation as a piece of HTML: no script, no style sheet, every text escaped.

It takes its colours from the page around it, and adds tints that show on light and dark ground.
"""

from __future__ import annotations

from stepreward.render.explain import Explanation, explain_report
from stepreward.render.marks import Mark, Marked, marked, shown_of, step_name
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
from stepreward.report import Report

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "$": "<span>$</span>",  # notebooks typeset what stands between two of them, links included
        "\\": "<span>\\</span>",
    }
)
_BOX = "color:inherit;line-height:1.5;text-align:left;max-width:72em"
_TEXT = "white-space:pre-wrap;overflow-wrap:anywhere;margin:.3em 0 .8em"
_HEAD = "font-weight:bold;margin-top:.6em"
_TABLE = "border-collapse:collapse;margin:.2em 0 .6em;color:inherit;overflow-wrap:anywhere"
_CELL = "padding:.15em .8em .15em 0;text-align:left;vertical-align:top;white-space:pre-wrap"
_DIM = "opacity:.65"
_TONES = {
    "good": "background:rgb(40 160 80 / .25)",
    "bad": "background:rgb(220 50 50 / .25)",
    "unsure": "background:rgb(220 170 0 / .3)",
    "violation": "background:rgb(220 50 50 / .25)",
}


def report_to_html(report: Report) -> str:
    """Draw a report for a notebook: its steps with their marks, the reward and its reasons."""
    return to_html(explain_report(report))


def to_html(explanation: Explanation) -> str:
    """Draw the completion with its marks, then the reward and its reasons, as one element."""
    question = explanation.truth.question
    shown = [_titled("question", _text(visible(question[:MAX_CHARS])))] if question else []
    shown.append(_titled("reward", _table(reward_table(explanation.report))))
    shown.append(_titled("answer", "".join(map(_span, answer_cells(explanation)))))
    name = "completion" if explanation.is_whole else "steps"
    shown.append(_titled(name, _completion(explanation.pieces)))
    shown += [_titled(one.title, _table(one)) for one in reason_tables(explanation) if one.rows]
    body = "".join(shown)
    return f'<div class="stepreward mathjax_ignore" style="{_BOX}">{body}</div>'


def escape(text: str) -> str:
    """Write a text between tags so that no page takes it for markup or mathematics.

    >>> escape("<b>& $x$")
    '&lt;b&gt;&amp; <span>$</span>x<span>$</span>'
    """
    return text.translate(_ESCAPES)


# The completion.


def _completion(parts: tuple[Piece, ...]) -> str:
    found, end = [], parts[0].start if parts else 0
    for one in marked(parts):
        found.append(_marked(one) if one.piece.start == end else f"\n{_marked(one)}")
        end = one.piece.end
    return _text_of_markup("".join(found) or f'<i style="{_DIM}">(says nothing)</i>')


def _marked(one: Marked) -> str:
    found = []
    for step, is_wrong in one.steps:
        style = _TONES["bad"] if is_wrong else _DIM
        found.append(f'<b style="{style}">{step_name(step, is_wrong=is_wrong)}</b>')
    inside = "".join(
        f'<code style="{_DIM}">{escape(part.text)}</code>'
        if part.is_escaped or part.is_ours
        else escape(part.text)
        for part in shown_of(one.piece.text)
    )
    for mark in reversed(one.marks):
        inside = f'<span style="{_mark_style(mark)}" title="{mark.name}">{inside}</span>'
    found.append(inside)
    found += [f'<sup style="{_DIM}">{mark.name}</sup>' for mark in one.closing]
    return "".join(found)


def _mark_style(mark: Mark) -> str:
    if mark.kind == "key":
        return key_style(mark.key)
    if mark.kind == "violation":
        return _TONES["violation"]
    return "border-bottom:2px solid currentColor;font-weight:bold"


def key_style(key: int) -> str:
    """Give a key step its tint; neighbours stand far apart on the wheel of hues."""
    return f"background:hsl({(205 + 137 * key) % 360} 80% 50% / .28)"


# The reasons.


def _table(table: Table) -> str:
    head = "".join(f'<th style="{_CELL};{_DIM}">{name}</th>' for name in table.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(cell: Cell) -> str:
    return f'<td style="{_CELL}">{_span(cell)}</td>'


def _span(cell: Cell) -> str:
    style = key_style(cell.key) if cell.tone == "key" else _TONES.get(cell.tone, "")
    text = escape(cell.text)
    return f'<span style="{style}">{text}</span>' if style else text


def _titled(title: str, body: str) -> str:
    return f'<div style="{_HEAD}">{title}</div><div>{body}</div>'


def _text(text: str) -> str:
    return _text_of_markup(escape(text))


def _text_of_markup(markup: str) -> str:
    return f'<div style="{_TEXT}">{markup}</div>'
