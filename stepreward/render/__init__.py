"""Draw a report: labelled pieces of text first, then a terminal, or whatever draws them next."""

from __future__ import annotations

from stepreward.render.explain import Explanation, KeyRow, explain, key_rows
from stepreward.render.fragment import report_to_html, to_html
from stepreward.render.pieces import Label, Piece, label_report, pieces
from stepreward.render.settings import settings_of
from stepreward.render.terminal import to_terminal
from stepreward.render.visible import visible, visible_parts
from stepreward.render.words import counted, figure

__all__ = [
    "Explanation",
    "KeyRow",
    "Label",
    "Piece",
    "counted",
    "explain",
    "figure",
    "key_rows",
    "label_report",
    "pieces",
    "report_to_html",
    "settings_of",
    "to_html",
    "to_terminal",
    "visible",
    "visible_parts",
]
