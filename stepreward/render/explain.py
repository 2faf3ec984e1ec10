"""Everything a reader wants to see of one scored completion, as plain data for whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass

from stepreward.render.pieces import Piece, label_report, pieces
from stepreward.report import Report, Span
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key step: its forms, and where it matched or what came closest."""

    key: int
    forms: tuple[str, ...]
    section: str | None
    is_match: bool
    form: str
    step: int | None
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A completion in labelled pieces, its key steps one by one, and the report behind both."""

    pieces: tuple[Piece, ...]
    keys: tuple[KeyRow, ...]
    truth: GroundTruth
    report: Report

    def text_of(self, span: Span | None) -> str:
        """Slice a span out of the completion."""
        if span is None:
            return ""
        low, high = span
        return "".join(
            piece.text[max(low - piece.start, 0) : max(high - piece.start, 0)]
            for piece in self.pieces
            if piece.start < high and low < piece.end
        )


def explain(completion: Completion, truth: GroundTruth, report: Report) -> Explanation:
    r"""Gather what there is to show; nothing is scored again.

    >>> from stepreward import Scorer
    >>> truth = GroundTruth("24", ["6*4 = 24"])
    >>> report = Scorer().score("so 6 * 4 = 24\n#### 24", truth)
    >>> explain("so 6 * 4 = 24\n#### 24", truth, report).keys[0].text
    '6 * 4 = 24'
    """
    text = completion_text(completion)
    drawn = pieces(text, label_report(report))
    return Explanation(drawn, key_rows(text, truth, report), truth, report)


def key_rows(text: str, truth: GroundTruth, report: Report) -> tuple[KeyRow, ...]:
    """Tell of each key step what became of it in a completion's text."""
    keys = truth.key_steps
    return tuple(
        KeyRow(
            key=match.key,
            forms=keys[match.key].forms if match.key < len(keys) else (match.form,),
            section=keys[match.key].section if match.key < len(keys) else None,
            is_match=match.is_match,
            form=match.form,
            step=match.step,
            text=text[slice(*match.span)] if match.span is not None else "",
            reason=match.reason,
        )
        for match in report.matches
    )
