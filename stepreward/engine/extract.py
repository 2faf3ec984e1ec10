"""Give the records of files key steps: from their references, or from a group's completions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from stepreward.engine.inputs import find_inputs
from stepreward.engine.packed import packed
from stepreward.engine.rejections import Rejections
from stepreward.engine.sink import Sink, Writable, sink_of
from stepreward.engine.source import MAX_LINE_BYTES, Line, check_inputs, read_chunks
from stepreward.engine.work import score_record
from stepreward.errors import RecordError, SettingError
from stepreward.keysteps import equivalent_forms, extract_key_steps
from stepreward.keysteps.task import Extractor, Failure, Task, by, with_forms
from stepreward.records import (
    SOURCE_FIELDS,
    Fields,
    Reject,
    Source,
    keyed_line,
    read_source,
    stored_report,
)
from stepreward.report import Report
from stepreward.scorer import Completion, Scorer
from stepreward.text import completion_text
from stepreward.trace import KeyStep

_BATCH = 64  # records that are written at once


@dataclass(frozen=True, slots=True)
class Extraction:
    """How key steps are made and written.

    ``from_completions`` takes a group's own completions, labelled by their verdicts;
    ``allow_answer`` keeps key steps that give the answer's value, ``with_forms`` adds equivalent
    forms, ``as_sections`` writes R1-VL-10K's {"Steps": [[…]]}.
    """

    fields: Fields = SOURCE_FIELDS
    from_completions: bool = False
    allow_answer: bool = False
    with_forms: bool = False
    as_sections: bool = False
    extractor: Extractor | None = None


@dataclass(slots=True)
class Extracted:
    """What came of a run."""

    files: int
    records: int = 0
    questions: int = 0
    references: int = 0
    right: int = 0  # of the references, where they were labelled
    without: int = 0  # questions for which nothing was found
    failed: int = 0  # questions that the extractor could not answer
    key_steps: int = 0
    forms: int = 0
    rejections: Rejections = field(default_factory=Rejections)


@dataclass(slots=True)
class _Group:
    """The lines of one question, and what they bring."""

    source: Source
    image: str | None
    references: list[Completion] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    keys: tuple[KeyStep, ...] | Failure = ()

    def task(self, *, is_labelled: bool) -> Task:
        labels = tuple(self.labels) if is_labelled else None
        return Task(tuple(self.references), self.source.truth, labels, self.image)


_Entry = tuple[str, Line, Source | str, str]  # file, line, what it is (or why not), its group


def extract_files(
    inputs: Sequence[str | os.PathLike[str]],
    *,
    output: str | os.PathLike[str] | Writable,
    extraction: Extraction | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Extracted:
    """Give every record of some JSONL files the key steps of its question.

    Lines with one ``group``, else with one question, share their references. The files are held
    in memory, since a group may lie anywhere in them. ``output`` is as in score_files; there is
    nothing to go on from, but a model's answers are cached. ``on_progress`` is told the questions
    done, and of how many.

    Raises FileError, or KeyboardInterrupt saying what is kept.
    """
    chosen = extraction or Extraction()
    if "." in chosen.fields.where("key_steps")[0]:
        raise SettingError("field key_steps: name a field of the record itself, without a dot")
    inputs = find_inputs(inputs)
    check_inputs(inputs)
    sink = sink_of(output, inputs)
    summary = Extracted(len(inputs))
    sink.begin(None)
    with _keeping(sink, summary):
        entries = list(_read(inputs, chosen))
        groups = _grouped(entries, chosen)
        _extract(groups, chosen, summary, on_progress)
        _write(entries, groups, chosen, sink, summary)
        sink.finish()
    return summary


@contextmanager
def _keeping(sink: Sink, summary: Extracted) -> Iterator[None]:
    """Leave no half-written file behind without saying so."""
    try:
        yield
    except KeyboardInterrupt:
        place = sink.keep()
        kept = f"{summary.records:,} records are kept in {place}" if place else "nothing is written"
        raise KeyboardInterrupt(f"stopped; {kept}") from None
    except BaseException:
        sink.keep()
        raise


def _read(inputs: Sequence[str | os.PathLike[str]], chosen: Extraction) -> Iterator[_Entry]:
    for chunk in read_chunks(inputs):
        for line in chunk.lines:
            place = f"{chunk.file}:{line.number}"
            try:
                source: Source | str = _source_of(line, chosen)
            except RecordError as error:
                source = str(error)
            group = None if isinstance(source, str) else source.group
            yield chunk.file, line, source, group if group is not None else place


def _source_of(line: Line, chosen: Extraction) -> Source:
    if not line.is_whole:
        raise RecordError(f"is longer than {MAX_LINE_BYTES >> 20} MiB; no record is, shorten it")
    return read_source(line.raw, chosen.fields, from_completions=chosen.from_completions)


def _grouped(entries: Sequence[_Entry], chosen: Extraction) -> dict[str, _Group]:
    """Bring the references of every question together; one that comes again counts once."""
    groups: dict[str, _Group] = {}
    scorer = Scorer()
    for file, _, source, name in entries:
        if isinstance(source, str):
            continue
        group = groups.setdefault(name, _Group(source, _image_of(source, file)))
        if chosen.from_completions:
            _add_labelled(group, source, scorer)
            continue
        known = set(map(completion_text, group.references))
        group.references += [
            one
            for one in {completion_text(one): one for one in source.references}.values()
            if completion_text(one) not in known
        ]
    return groups


def _image_of(source: Source, file: str) -> str | None:
    """Name the image as it can be opened: where it lies, or beside the file that names it."""
    image = source.image
    if image is None or Path(image).is_absolute() or ":" in image.partition("/")[0]:
        return image
    beside = str(Path(file).parent / image)
    is_there = os.path.exists  # of Path it raises for a name that is too long, such as base64
    return beside if not is_there(image) and is_there(beside) else image


def _add_labelled(group: _Group, source: Source, scorer: Scorer) -> None:
    """Add completions with their verdicts; what nobody could judge is no evidence."""
    assert source.record is not None
    for completion, report in zip(source.references, _reports(source, scorer), strict=True):
        if report.answer.verdict.verdict != "undecided":
            group.references.append(completion)
            group.labels.append(report.accuracy == 1.0)


def _reports(source: Source, scorer: Scorer) -> list[Report]:
    """Take the report that a line holds; score it where it holds none, or none that is whole."""
    assert source.record is not None
    try:
        stored = stored_report(source.record)
    except RecordError:
        stored = None
    return [stored] if stored is not None else score_record(scorer, source.record)


def _extract(
    groups: dict[str, _Group],
    chosen: Extraction,
    summary: Extracted,
    on_progress: Callable[[int, int], None] | None,
) -> None:
    def rule(task: Task) -> tuple[KeyStep, ...]:
        return extract_key_steps(
            task.references,
            question=task.truth.question,
            answer=task.truth.answers,
            labels=task.labels,
            allow_answer=chosen.allow_answer,
        )

    extractor = chosen.extractor or by(rule)
    tasks = [group.task(is_labelled=chosen.from_completions) for group in groups.values()]
    summary.questions = len(tasks)
    for done, (group, keys) in enumerate(zip(groups.values(), extractor(tasks), strict=True), 1):
        group.keys = keys
        if chosen.with_forms and not isinstance(keys, Failure):
            group.keys = tuple(with_forms(key, equivalent_forms) for key in keys)
        _count(summary, group)
        if on_progress is not None:
            on_progress(done, len(tasks))


def _count(summary: Extracted, group: _Group) -> None:
    summary.references += len(group.references)
    summary.right += sum(group.labels)
    if isinstance(group.keys, Failure):
        summary.failed += 1
        return
    summary.without += not group.keys
    summary.key_steps += len(group.keys)
    summary.forms += sum(len(key.forms) for key in group.keys)


def _write(
    entries: Sequence[_Entry],
    groups: dict[str, _Group],
    chosen: Extraction,
    sink: Sink,
    summary: Extracted,
) -> None:
    for first in range(0, len(entries), _BATCH):
        batch = entries[first : first + _BATCH]
        written = [_line(source, groups.get(name), chosen) for _, _, source, name in batch]
        rejects = [
            Reject(file, line.number, one.reason, line.raw)
            for (file, line, _, _), one in zip(batch, written, strict=True)
            if isinstance(one, Failure)
        ]
        lines = [one for one in written if isinstance(one, str)]
        text = "".join(f"{line}\n" for line in lines).encode("ascii")
        sink.write(packed(text, sink.packing) if text else text, rejects)
        summary.records += len(lines)
        for reject in rejects:
            summary.rejections.add(reject)


def _line(source: Source | str, group: _Group | None, chosen: Extraction) -> str | Failure:
    """Write a record; a Failure where it is none, or its question has no key steps."""
    if isinstance(source, str):
        return Failure(source)
    assert group is not None
    if isinstance(group.keys, Failure):
        return group.keys
    try:
        return keyed_line(source, group.keys, chosen.fields, as_sections=chosen.as_sections)
    except RecordError as error:
        return Failure(str(error))
