"""Score files: lines in, the same lines with their reports out, over all cores or a cluster."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from stepreward.config import ScorerConfig
from stepreward.engine.check import Findings, Found, check_files
from stepreward.engine.cluster import over_ray, require_ray
from stepreward.engine.explain import Explained, explain_line
from stepreward.engine.extract import Extracted, Extraction, extract_files
from stepreward.engine.inputs import find_inputs
from stepreward.engine.journal import Run, Saved, describe_run
from stepreward.engine.packed import DamagedError
from stepreward.engine.pool import in_order
from stepreward.engine.rejections import Rejections
from stepreward.engine.sink import Sink, Writable, sink_of
from stepreward.engine.source import BEGINNING, check_inputs, is_seekable, read_chunks
from stepreward.engine.tally import Tally
from stepreward.engine.work import LineScorer, Scored
from stepreward.engine.worker import WorkerError
from stepreward.errors import FileError, SettingError, known_are
from stepreward.records import DEFAULT_FIELDS, Fields, Reject

__all__ = [
    "ENGINES",
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
    "find_inputs",
    "score_files",
]


ENGINES = ("pool", "ray")


@dataclass(slots=True)
class Summary:
    """What came of a run: its tally, the lines it refused, and how long it took."""

    files: int
    total_bytes: int | None = None  # of all files; None where one has no size of its own
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
    engine: str = "pool",
    ray_address: str | None = None,
    on_progress: Callable[[int, Summary], None] | None = None,
) -> Summary:
    """Score every line of some files, in their order; "-" is standard input.

    ``inputs`` name files, folders and patterns, as find_inputs reads them. ``output`` is a path,
    written as ``PATH.part`` and put in place at the end, its rejected lines beside it in
    ``PATH.rejects.jsonl``, and where an earlier run of the same inputs and settings was cut short
    this one goes on; or anything with a ``write`` for bytes. A path that ends in .gz or .zst is
    packed.

    ``workers`` are processes, None for one a core where the input is worth it; ``engine`` is
    "pool", this machine's cores, or "ray", where ``ray_address`` says which. The lines are the
    same for any of them. ``on_progress`` is told the bytes read and the summary so far.

    Raises SettingError, FileError, WorkerError or KeyboardInterrupt, each saying what is kept.
    """
    _require_engine(engine, ray_address)
    files = find_inputs(inputs)
    check_inputs(files)
    if engine == "ray":
        require_ray(files, ray_address)
    config = scorer_config if scorer_config is not None else ScorerConfig()
    sink = sink_of(output, files)
    make = partial(LineScorer, config, fields, sink.packing)
    signature = make().signature  # a wrong setting is found before any file is touched
    run = describe_run(files, signature, fields, sink.packing)
    saved = sink.begin(run)
    summary = _summary_so_far(files, saved, sink.kept_rejects())
    place = BEGINNING if saved is None else saved.place
    sink.note(place, summary.tally)

    def results() -> Generator[Scored, None, None]:
        if engine == "ray":
            return over_ray(make, files, place, workers=workers, address=ray_address)
        return in_order(make, read_chunks(files, place), workers)

    start = time.perf_counter()
    with _keeping(sink, run), closing(results()) as scored_chunks:
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


def _require_engine(engine: str, ray_address: str | None) -> None:
    if engine not in ENGINES:
        raise SettingError(f"{engine!r}: no such engine; {known_are(engine, ENGINES)}")
    if ray_address is not None and engine != "ray":
        raise SettingError("an address of Ray is for --engine ray; add that, or leave it out")


def _summary_so_far(
    files: Sequence[str], saved: Saved | None, rejects: Iterable[Reject]
) -> Summary:
    """Begin the summary with what an earlier run came to."""
    has_size = all(is_seekable(path) for path in files)
    summary = Summary(
        len(files), sum(Path(path).stat().st_size for path in files) if has_size else None
    )
    if saved is None:
        return summary
    summary.tally, summary.resumed = saved.tally, saved.tally.traces
    for reject in rejects:
        summary.rejections.add(reject)
    return summary


@contextmanager
def _keeping(sink: Sink, run: Run | None) -> Iterator[None]:
    """Keep what is written where a run is cut short, and say so in the error."""
    more = "" if run is None else "; the same command goes on from there"
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"stopped; {_kept(sink, more)}") from None
    except (FileError, SettingError, WorkerError) as error:
        if isinstance(error, DamagedError):
            more = (
                "; with the file mended, the same command goes on from the beginning of that file"
            )
        raise type(error)(f"{error}; {_kept(sink, more)}") from None
    except BaseException:
        sink.keep()
        raise


def _kept(sink: Sink, more: str) -> str:
    place = sink.keep()
    if not sink.traces:
        return "nothing was scored yet"
    count = f"{sink.traces:,} scored traces"
    return f"{count} were passed on" if place is None else f"{count} are kept in {place}{more}"
