"""Score the records of one request; a bad one is refused alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from stepreward.engine.work import score_record
from stepreward.errors import RecordError
from stepreward.records import Fields, Record, kind, record_of
from stepreward.report import Report
from stepreward.scorer import Scorer
from stepreward.server.bodies import ScoreRequest

MAX_COMPLETIONS = 4096  # of one request, so that no request holds a worker for long


class Found(NamedTuple):
    """A reply before it is JSON, and what to count of it."""

    reply: dict[str, Any]
    rewards: tuple[float, ...]
    rejected: int


def score_records(scorer: Scorer, fields: Fields, asked: ScoreRequest) -> Found:
    """Score a batch; raise RecordError where it is too large."""
    read = [_read(row, at, fields) for at, row in enumerate(asked.records)]
    check_count(sum(len(one.completions) for one in read if isinstance(one, Record)))
    results: list[dict[str, Any]] = []
    rewards: list[float] = []
    for row, one in zip(asked.records, read, strict=True):
        result = {"id": row["id"]} if isinstance(row, dict) and "id" in row else {}
        if isinstance(one, Record):
            reports = score_record(scorer, one)
            rewards += [report.reward for report in reports]
            result[asked.reply] = _written(reports, asked.reply)
        else:
            result["error"] = one
        results.append(result)
    rejected = sum(isinstance(one, str) for one in read)
    return Found({"results": results}, tuple(rewards), rejected)


def check_count(completions: int) -> None:
    """Refuse a request that would hold a worker for long."""
    if completions > MAX_COMPLETIONS:
        mend = f"send {MAX_COMPLETIONS:,} or fewer at a time"
        raise RecordError(f"body: holds {completions:,} completions; {mend}")


def _read(row: object, at: int, fields: Fields) -> Record | str:
    """Read a record, or say which it is, what is wrong with it, and the mend."""
    if not isinstance(row, dict):
        return f"records[{at}]: is {kind(row)}, not an object; write one object a record"
    try:
        return record_of(row, fields)
    except RecordError as error:
        return f"records[{at}]: {error}"


def _written(reports: Sequence[Report], reply: str) -> list[dict[str, Any]]:
    if reply == "metrics":
        return [dict(report.metrics()) for report in reports]
    return [report.to_dict() for report in reports]
