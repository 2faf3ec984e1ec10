"""Can these files be scored? Lines, fields, formats and key steps, without scoring anything."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from stepreward.config import ScorerConfig
from stepreward.engine.audit import Doubt, audit
from stepreward.engine.inputs import find_inputs
from stepreward.engine.rejections import Rejections
from stepreward.engine.source import check_inputs, read_chunks
from stepreward.engine.work import read_whole
from stepreward.errors import RecordError
from stepreward.parsing import TraceParser
from stepreward.records import DEFAULT_FIELDS, REPORT_KEY, Fields, Record, Reject
from stepreward.text import completion_text
from stepreward.trace import GroundTruth

_KEPT = 20  # doubts that are named; all are counted
_MAX_NAMES = 100  # of fields that are carried along
_MAX_SEEN = 10_000  # doubts told apart


@dataclass(slots=True)
class Found:
    """One doubt about a key step: where it was met first, and in how many records."""

    place: str
    doubt: Doubt
    records: int = 1


@dataclass(slots=True)
class Findings:
    """What a look at some files shows."""

    records: int = 0
    completions: int = 0
    answered: int = 0  # completions with a final answer
    rejections: Rejections = field(default_factory=Rejections)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)  # role, and its path
    carried: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    key_steps: int = 0
    dead: int = 0
    doubts: dict[tuple[str, str], Found] = field(default_factory=dict)

    def first_doubts(self) -> list[Found]:
        """List some doubts, the deadly ones first."""
        ranked = sorted(self.doubts.values(), key=lambda found: not found.doubt.is_dead)
        return ranked[:_KEPT]


def check_files(
    inputs: Sequence[str | os.PathLike[str]],
    *,
    scorer_config: ScorerConfig | None = None,
    fields: Fields = DEFAULT_FIELDS,
) -> Findings:
    """Read every line of some files as scoring would, and tell what was found."""
    files = find_inputs(inputs)
    check_inputs(files)
    config = scorer_config if scorer_config is not None else ScorerConfig()
    formats = config.accepted_formats()
    parser = TraceParser(formats)
    guards = frozenset(map(str, config.guards))

    @lru_cache(maxsize=1024)
    def doubts_of(truth: GroundTruth) -> tuple[Doubt, ...]:
        return tuple(audit(truth, formats, guards))

    findings = Findings()
    for chunk in read_chunks(files):
        for line in chunk.lines:
            place = f"{chunk.file}: line {line.number}"
            try:
                record = read_whole(line, fields)
            except RecordError as error:
                reject = Reject(chunk.file, line.number, str(error), line.raw)
                findings.rejections.add(reject)
                continue
            _add_record(findings, record, fields)
            _add_completions(findings, record, parser)
            _add_doubts(findings, place, doubts_of(record.truth))
    return findings


def _add_record(findings: Findings, record: Record, fields: Fields) -> None:
    findings.records += 1
    paths = fields.found_in(record.row)
    findings.fields.update(paths.items())
    used = {path.partition(".")[0] for path in paths.values()} | set(paths.values())
    for name, value in record.row.items():
        if value is None or name in used or name == REPORT_KEY:
            continue
        if name in findings.carried or len(findings.carried) < _MAX_NAMES:
            findings.carried[name] += 1
    findings.key_steps += len(record.truth.key_steps)


def _add_completions(findings: Findings, record: Record, parser: TraceParser) -> None:
    for completion in record.completions:
        trace = parser.parse(completion_text(completion), prefill=record.prefill)
        findings.completions += 1
        findings.answered += trace.answer is not None
        findings.formats[trace.format] += 1


def _add_doubts(findings: Findings, place: str, doubts: tuple[Doubt, ...]) -> None:
    findings.dead += len({doubt.key for doubt in doubts if doubt.is_dead})
    for doubt in doubts:
        known = findings.doubts.get((doubt.form, doubt.reason))
        if known is not None:
            known.records += 1
        elif len(findings.doubts) < _MAX_SEEN:
            findings.doubts[doubt.form, doubt.reason] = Found(place, doubt)
