"""Score files: lines in, the same lines with their reports out, over this machine's cores."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from stepreward.config import ScorerConfig
from stepreward.engine.check import Findings, Found, check_files
from stepreward.engine.explain import Explained, explain_line
from stepreward.engine.extract import Extracted, Extraction, extract_files
from stepreward.engine.journal import Saved, describe_run
from stepreward.engine.pool import WorkerError, in_order
from stepreward.engine.rejections import Rejections
from stepreward.engine.sink import Sink, Writable, sink_of
from stepreward.engine.source import BEGINNING, STDIN, check_inputs, read_chunks
from stepreward.engine.tally import Tally
from stepreward.engine.work import LineScorer, Scored
from stepreward.errors import FileError
from stepreward.records import DEFAULT_FIELDS, Fields, Reject

__all__ = [
    "STDIN",
    "Explained",
    "Extracted",
    "Extraction",
    "Findings",
    "Found",
    "Rejections",
    "Summary",
    "Tally",
    "WorkerError",
    "check_files",
    "explain_line",
    "extract_files",
    "score_files",
]


@dataclass(slots=True)
class Summary:
    """What came of a run: its tally, the lines it refused, and how long it took."""

    files: int
    tally: Tally = field(default_factory=Tally)
    rejections: Rejections = field(default_factory=Rejections)
    elapsed_s: float = 0.0
    resumed: int = 0  # traces that an earlier run, cut short, had scored

    def add(self, scored: Scored) -> None:
        """Count a chunk."""
        self.tally.merge(scored.tally)
        for reject in scored.rejects:
            self.rejections.add(reject)

    @property
    def traces_per_s(self) -> float:
        """Tell how many completions were scored in a second."""
        fresh = self.tally.traces - self.resumed
        return fresh / self.elapsed_s if self.elapsed_s > 0 else 0.0


def score_files(  # noqa: PLR0913 - keywords all
    inputs: Sequence[str | os.PathLike[str]],
    *,
    output: str | os.PathLike[str] | Writable,
    scorer_config: ScorerConfig | None = None,
    fields: Fields = DEFAULT_FIELDS,
    workers: int | None = None,
    on_progress: Callable[[int, Summary], None] | None = None,
) -> Summary:
    """Score every line of some JSONL files, in their order; "-" is standard input.

    ``output`` is a path, written as ``PATH.part`` and put in place at the end, its rejected lines
    beside it in ``PATH.rejects.jsonl``, and where an earlier run of the same inputs and settings
    was cut short this one goes on; or anything with a ``write`` for bytes. ``workers`` are
    processes, None for one a core where the input is worth it; the lines are the same for any
    number. ``on_progress`` is told the bytes read and the summary so far.

    Raises FileError, WorkerError or KeyboardInterrupt, each saying what is kept.
    """
    check_inputs(inputs)
    config = scorer_config if scorer_config is not None else ScorerConfig()
    make = partial(LineScorer, config, fields)
    signature = make().signature  # a wrong setting is found before any file is touched
    sink = sink_of(output, inputs)
    run = describe_run(inputs, signature, fields)
    saved = sink.begin(run)
    summary = _summary_so_far(len(inputs), saved, sink.kept_rejects())
    chunks = read_chunks(inputs, BEGINNING if saved is None else saved.place)
    start = time.perf_counter()
    with _keeping(sink, summary, run), closing(in_order(make, chunks, workers)) as scored_chunks:
        for scored in scored_chunks:
            sink.write(scored.lines, scored.rejects)
            summary.add(scored)
            sink.note(scored.place, summary.tally)
            summary.elapsed_s = time.perf_counter() - start
            if on_progress is not None:
                on_progress(scored.read_bytes, summary)
        sink.finish()
    summary.elapsed_s = time.perf_counter() - start
    return summary


def _summary_so_far(files: int, saved: Saved | None, rejects: Iterable[Reject]) -> Summary:
    """Begin the summary with what an earlier run came to."""
    if saved is None:
        return Summary(files)
    summary = Summary(files, saved.tally, resumed=saved.tally.traces)
    for reject in rejects:
        summary.rejections.add(reject)
    return summary


@contextmanager
def _keeping(sink: Sink, summary: Summary, run: str | None) -> Iterator[None]:
    """Keep what is written where a run is cut short, and say so in the error."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"stopped; {_kept(summary, sink.keep(), run)}") from None
    except (FileError, WorkerError) as error:
        raise type(error)(f"{error}; {_kept(summary, sink.keep(), run)}") from None
    except BaseException:
        sink.keep()
        raise


def _kept(summary: Summary, place: Path | None, run: str | None) -> str:
    if not summary.tally.traces:
        return "nothing was scored yet"
    count = f"{summary.tally.traces:,} scored traces"
    if place is None:
        return f"{count} were passed on"
    more = "" if run is None else "; the same command goes on from there"
    return f"{count} are kept in {place}{more}"
