"""One line of a file, explained: as it was scored, or scored now."""

from __future__ import annotations

import os
from dataclasses import dataclass

from stepreward.config import ScorerConfig
from stepreward.engine.source import check_inputs, name_of, read_line
from stepreward.engine.work import read_whole, score_record
from stepreward.errors import RecordError
from stepreward.records import DEFAULT_FIELDS, Fields, stored_report
from stepreward.render import Explanation, explain
from stepreward.scorer import Scorer


@dataclass(frozen=True, slots=True)
class Explained:
    """The completions of one line, each with its explanation."""

    place: str
    is_stored: bool
    explanations: tuple[Explanation, ...]


def explain_line(
    source: str | os.PathLike[str],
    number: int,
    *,
    scorer_config: ScorerConfig | None = None,
    fields: Fields = DEFAULT_FIELDS,
    is_anew: bool = False,
) -> Explained:
    """Explain a line of records or of scored records; ``is_anew`` scores the latter again.

    Raises RecordError where the line cannot be scored.
    """
    check_inputs([source])
    place = f"{name_of(source)}: line {number}"
    line = read_line(source, number)
    try:
        record = read_whole(line, fields)
        stored = None if is_anew else stored_report(record)
    except RecordError as error:
        raise RecordError(f"{place}: {error}") from None
    if stored is not None:
        reports = [stored]
    else:
        reports = score_record(Scorer(scorer_config or ScorerConfig()), record)
    pairs = zip(record.completions, reports, strict=True)
    explanations = tuple(explain(text, record.truth, report) for text, report in pairs)
    return Explained(place, stored is not None, explanations)
