"""What a worker does: one chunk of raw lines in, scored lines, rejects and a tally out."""

from __future__ import annotations

from typing import NamedTuple

from stepreward.config import ScorerConfig
from stepreward.engine.source import MAX_LINE_BYTES, Chunk, Line
from stepreward.engine.tally import Tally
from stepreward.errors import RecordError
from stepreward.records import Fields, Reject, read_record, scored_lines
from stepreward.report import Report
from stepreward.scorer import Scorer


class Scored(NamedTuple):
    """A chunk after scoring: whole lines of JSON, ready to be written."""

    file: str
    end: int
    read_bytes: int
    lines: bytes
    rejects: tuple[Reject, ...]
    tally: Tally


class LineScorer:
    """Score chunks of lines; a line that is no record is set aside with its reason."""

    def __init__(self, config: ScorerConfig, fields: Fields) -> None:
        self._scorer = Scorer(config)
        self._fields = fields

    def __call__(self, chunk: Chunk) -> Scored:
        """Score one chunk."""
        tally = Tally()
        lines: list[str] = []
        rejects: list[Reject] = []
        for line in chunk.lines:
            try:
                written, reports = self._score(line, f"{chunk.file}:{line.number}")
            except RecordError as error:
                rejects.append(Reject(chunk.file, line.number, str(error), line.raw))
                continue
            lines += written
            for report in reports:
                tally.add(report)
        tally.rejected = len(rejects)
        text = "".join(f"{line}\n" for line in lines).encode("ascii")
        return Scored(chunk.file, chunk.end, chunk.read_bytes, text, tuple(rejects), tally)

    def _score(self, line: Line, place: str) -> tuple[list[str], list[Report]]:
        record = read_whole(line, self._fields)
        reports = [
            self._scorer.score(
                completion, record.truth, prefill=record.prefill, truncated=is_truncated
            )
            for completion, is_truncated in zip(record.completions, record.truncated, strict=True)
        ]
        return scored_lines(record, reports, place), reports
