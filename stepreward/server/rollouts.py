"""Score rollouts as OpenRLHF sends them to a remote reward model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stepreward.engine.work import score_record
from stepreward.errors import RecordError
from stepreward.records import Fields, Record, behind_prompt, label_row, record_of
from stepreward.scorer import Scorer
from stepreward.server.batch import Found, check_count
from stepreward.server.bodies import RewardRequest


def score_rollouts(scorer: Scorer, fields: Fields, asked: RewardRequest) -> Found:
    """Score every query behind its prompt against its label.

    OpenRLHF puts what it gets for its one query into a tensor of one, so one query is answered
    by numbers, and several by lists. Raises RecordError where a query, prompt or label is bad:
    there is no reward to give in its place.
    """
    count = len(asked.query)
    if not count:
        raise RecordError("query: is empty; send one or more")
    for name, given in (("prompts", asked.prompts), ("labels", asked.labels)):
        if len(given) != count:
            found = f"{len(given)} for {count} queries"
            raise RecordError(f"{name}: {found}; give one a query")
    check_count(count)
    records = [_record(asked, at, fields) for at in range(count)]
    rows = [report.metrics() for record in records for report in score_record(scorer, record)]
    logs: Mapping[str, object] = rows[0] if count == 1 else _columns(rows)
    reply = {"rewards": logs["reward"], "scores": logs["accuracy"], "extra_logs": logs}
    return Found(reply, tuple(row["reward"] for row in rows), rejected=0)


def _record(asked: RewardRequest, at: int, fields: Fields) -> Record:
    """Put a rollout together as the record that a file would hold."""
    try:
        behind = behind_prompt(asked.query[at], asked.prompts[at])
    except RecordError as error:
        raise RecordError(f"query[{at}]: {error}") from None
    try:
        row = label_row(asked.labels[at], fields)
        row.setdefault(fields.where("prefill")[0], behind.prefill)
        row[fields.where("completion")[0]] = behind.completion
        return record_of(row, fields)
    except RecordError as error:
        raise RecordError(f"labels[{at}]: {error}") from None


def _columns(rows: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Turn the metrics of N reports into one list of N a name."""
    return {name: [row[name] for row in rows] for name in rows[0]}
