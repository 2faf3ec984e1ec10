"""What a worker does: one chunk of raw lines in, scored lines, rejects and a tally out."""

from __future__ import annotations

from typing import NamedTuple

from stepreward.config import ScorerConfig
from stepreward.engine.packed import PLAIN, Packing, packed
from stepreward.engine.source import MAX_LINE_BYTES, Chunk, Line, Place
from stepreward.engine.tally import Tally
from stepreward.errors import RecordError
from stepreward.records import Fields, Record, Reject, read_record, scored_lines
from stepreward.report import Report
from stepreward.scorer import Scorer


class Scored(NamedTuple):
    """A chunk after scoring: whole lines of JSON, packed and ready to be written."""

    place: Place
    read_bytes: int
    lines: bytes
    rejects: tuple[Reject, ...]
    tally: Tally


class LineScorer:
    """Score chunks of lines; a line that is no record is set aside with its reason."""

    def __init__(self, config: ScorerConfig, fields: Fields, packing: Packing = PLAIN) -> None:
        self._scorer = Scorer(config)
        self._fields = fields
        self._packing = packing

    @property
    def signature(self) -> str:
        """Name every choice that can move a reward."""
        return self._scorer.signature

    def __call__(self, chunk: Chunk) -> Scored:
        """Score one chunk."""
        tally = Tally()
        lines: list[str] = []
        rejects: list[Reject] = []
        for line in chunk.lines:
            try:
                rows, reports = self._score(line, f"{chunk.file}:{line.number}")
            except RecordError as error:
                rejects.append(Reject(chunk.file, line.number, str(error), line.raw))
                continue
            lines += rows
            for report in reports:
                tally.add(report)
        text = "".join(f"{line}\n" for line in lines).encode("ascii")
        written = packed(text, self._packing) if text else text
        return Scored(chunk.place, chunk.read_bytes, written, tuple(rejects), tally)

    def _score(self, line: Line, place: str) -> tuple[list[str], list[Report]]:
        record = read_whole(line, self._fields)
        reports = score_record(self._scorer, record)
        return scored_lines(record, reports, place), reports


def read_whole(line: Line, fields: Fields) -> Record:
    """Read a line as a record; one that is too long was not read to its end."""
    if not line.is_whole:
        raise RecordError(f"is longer than {MAX_LINE_BYTES >> 20} MiB; no trace is, shorten it")
    return read_record(line.raw, fields)


def score_record(scorer: Scorer, record: Record) -> list[Report]:
    """Score every completion of a record."""
    return [
        scorer.score(completion, record.truth, prefill=record.prefill, truncated=is_truncated)
        for completion, is_truncated in zip(record.completions, record.truncated, strict=True)
    ]
