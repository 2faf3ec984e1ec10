"""One trace as its page shows it: labelled pieces of visible text, and every reason, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from stepreward.parsing import TraceParser
from stepreward.records import REPORT_KEY, Record
from stepreward.render import KeyRow, Label, Piece, key_rows, label_report, pieces, visible
from stepreward.render.visible import on_one_line, visible_parts
from stepreward.report import Report
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import Section

MAX_PIECE = 20_000  # characters of one piece that are shown, half of them from its end
_MAX_LABELS = 2_000  # of one trace; a stored report may lay them all over one another
_MAX_TEXT = 2_000  # characters of a form, a reason or a question's option
_MAX_QUESTION = 20_000
_MAX_FORMS = 20  # of one key step
_MAX_CARRIED = 40  # other fields of the line
_MAX_FIELD = 400  # characters of one of them
_OF_PIECES = {
    "section": "s",
    "step": "p",
    "key": "k",
    "near": "n",
    "violation": "v",
    "credit": "c",
}
_FLAGS = {"header": "h", "answer": "a", "error": "e"}

Json = dict[str, Any]


class Drawer:
    """Turn scored completions into what the page draws; nothing is scored again."""

    def __init__(self, parser: TraceParser) -> None:
        self._parser = parser

    def draw(self, completion: Completion, record: Record, report: Report) -> Json:
        """Give one trace as plain JSON; every text in it is visible, and bounded."""
        text = completion_text(completion)
        sections = self._sections(text, record, report)
        labelled = chain(
            label_report(report), _of_sections(sections), _of_credits(report, len(text))
        )
        return {
            "question": _shown(record.truth.question or "", _MAX_QUESTION),
            "golds": [_shown(one) for one in record.truth.answers[:_MAX_FORMS]],
            "format": _shown(report.format),
            "signature": _shown(report.signature),
            "sections": [_shown(section.name) for section in sections],
            "steps": [step.number for step in report.steps],
            "pieces": [*_drawn(pieces(text, islice(labelled, _MAX_LABELS)))],
            "keys": _keys(key_rows(text, record.truth, report), report),
            "violations": [
                {
                    "rule": _shown(one.rule),
                    "detail": _shown(one.detail),
                    "step": one.step,
                    "breaks": one.breaks,
                }
                for one in report.violations[:_MAX_LABELS]
            ],
            "credits": [
                {"reward": one.reward, "why": _shown(one.why)}
                for one in report.credits[:_MAX_LABELS]
            ],
            "answer": {
                "text": None if report.answer.text is None else _shown(report.answer.text),
                "verdict": _shown(report.answer.verdict.verdict),
                "reason": _shown(report.answer.verdict.reason),
            },
            "error": None
            if report.first_error is None
            else {"step": report.first_error, "why": _shown(report.first_error_reason or "")},
            "carried": _carried(record),
        }

    def _sections(self, text: str, record: Record, report: Report) -> tuple[Section, ...]:
        """Find the sections anew; a report read in a format that is not known here has none."""
        trace = self._parser.parse(text, prefill=record.prefill)
        return trace.sections if trace.format == report.format else ()


def _of_sections(sections: Sequence[Section]) -> Iterator[tuple[int, int, Label]]:
    for at, one in enumerate(sections):
        yield one.header_start, one.end, Label("section", at)
        yield one.header_start, one.start, Label("header", at)


def _of_credits(report: Report, end: int) -> Iterator[tuple[int, int, Label]]:
    for at, one in enumerate(report.credits):
        if one.span != (0, end):
            yield *one.span, Label("credit", at)


def _drawn(parts: Sequence[Piece]) -> Iterator[Json]:
    """Write pieces with the short names of their labels; what was spelled out has an ``x``."""
    for part in parts:
        labels: Json = {}
        for label in part.labels:
            if label.kind in _FLAGS:
                labels[_FLAGS[label.kind]] = 1
            else:
                labels.setdefault(_OF_PIECES[label.kind], []).append(label.index)
        for text, is_escaped in _bounded(part.text):
            yield {"t": text, **labels, **({"x": 1} if is_escaped else {})}


def _bounded(text: str) -> Iterator[tuple[str, bool]]:
    if len(text) <= MAX_PIECE:
        yield from visible_parts(text)
        return
    half = MAX_PIECE // 2
    yield from visible_parts(text[:half])
    yield f" … {len(text) - 2 * half:,} more characters … ", True
    yield from visible_parts(text[-half:])


def _keys(rows: Sequence[KeyRow], report: Report) -> list[Json]:
    paid = {(credit.why, credit.span): credit.reward for credit in report.credits}
    return [
        {
            "forms": [_shown(form) for form in row.forms[:_MAX_FORMS]],
            "section": None if row.section is None else _shown(row.section),
            "is_match": row.is_match,
            "form": _shown(row.form),
            "step": row.step,
            "text": _shown(row.text),
            "why": _shown(row.reason),
            "credit": paid.get((f"key step {row.key}", match.span), 0.0) if match.span else 0.0,
        }
        for row, match in zip(rows, report.matches, strict=True)
    ]


def _carried(record: Record) -> list[tuple[str, str]]:
    """List what else the line holds, as names and short texts."""
    row: Mapping[str, Any] = record.row
    rest = ((name, value) for name, value in row.items() if name not in _SHOWN_ELSEWHERE)
    return [
        (on_one_line(name, _MAX_FIELD), on_one_line(_as_text(value), _MAX_FIELD))
        for name, value in islice(rest, _MAX_CARRIED)
        if value is not None
    ]


_SHOWN_ELSEWHERE = frozenset(
    f"{REPORT_KEY} completion completions question problem key_steps answer id"
    " image images image_path image_paths".split()
)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:_MAX_TEXT]


def _shown(text: str, max_chars: int = _MAX_TEXT) -> str:
    """Give the beginning of a text, visible."""
    return visible(text if len(text) <= max_chars else f"{text[:max_chars]}…")
