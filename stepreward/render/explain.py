"""Everything a reader wants to see of one scored completion, as plain data for whoever draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stepreward.render.pieces import Label, Piece, label_report, pieces
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
    """A completion in labelled pieces, its key steps one by one, and the report behind both.

    Where the report alone is at hand, the explanation is not whole: the pieces are of its steps
    and its answer, and the truth is empty.
    """

    pieces: tuple[Piece, ...]
    keys: tuple[KeyRow, ...]
    truth: GroundTruth
    report: Report
    is_whole: bool = True

    def text_of(self, span: Span | None) -> str:
        """Slice a span out of the completion; out of the pieces whose characters are its own."""
        if span is None:
            return ""
        low, high = span
        return "".join(
            piece.text[max(low - piece.start, 0) : max(high - piece.start, 0)]
            for piece in self.pieces
            if piece.start < high and low < piece.end and piece.is_verbatim
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


def explain_report(report: Report) -> Explanation:
    """Gather what a report says by itself, which holds the text of its steps and its answer."""
    labelled = list(label_report(report))
    texts = [(step.start, step.end, step.text) for step in report.steps]
    answer = report.answer
    if answer.text is not None and answer.span is not None:
        low, high = answer.span
        is_in_step = any(step.start <= low and high <= step.end for step in report.steps)
        texts += [] if is_in_step else [(low, high, answer.text)]
    found = tuple(piece for place in sorted(texts) for piece in _pieces_at(*place, labelled))
    drawn = Explanation(found, (), GroundTruth(), report, is_whole=False)
    rows = zip(key_rows("", drawn.truth, report), report.matches, strict=True)
    keys = tuple(replace(row, text=drawn.text_of(match.span)) for row, match in rows)
    return replace(drawn, keys=keys)


def _pieces_at(
    start: int, end: int, text: str, labelled: Sequence[tuple[int, int, Label]]
) -> list[Piece]:
    """Cut what was read at some place; as a whole where signs were taken out of it in reading."""
    if len(text) != end - start:
        over = {label for low, high, label in labelled if low <= start and end <= high}
        return [Piece(text, start, end, tuple(sorted(over)))]
    moved = [(low - start, high - start, label) for low, high, label in labelled]
    return [
        replace(piece, start=piece.start + start, end=piece.end + start)
        for piece in pieces(text, moved)
    ]
