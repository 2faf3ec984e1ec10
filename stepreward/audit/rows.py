"""What a worker of an audit does: one chunk of raw lines in, a few numbers a trace out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from stepreward.audit.names import Names
from stepreward.config import ScorerConfig
from stepreward.engine.source import Chunk, Line
from stepreward.engine.work import read_whole, score_record
from stepreward.errors import RecordError
from stepreward.records import Fields, Record, Reject, stored_report
from stepreward.render.visible import on_one_line
from stepreward.report import Report
from stepreward.scorer import Scorer
from stepreward.text import completion_text
from stepreward.trace import GroundTruth

VERDICTS = ("equal", "different", "undecided", "none")
UNDECIDED = VERDICTS.index("undecided")
SAMPLE = 50  # questions that attacks are tried on
_SHOWN = 70  # characters of a key step or an answer
_MISSING = float("nan")


class Place(NamedTuple):
    """Whose trace it is; ``group`` and ``truth`` are numbers that stand for them."""

    line: int
    group: int
    truth: int
    label: int  # 1 right, 0 wrong, -1 not said
    characters: int


class Row(NamedTuple):
    """What is kept of one trace."""

    place: Place
    reward: float
    step_rar: float
    accuracy: float  # nan where there is no answer
    coverage: float  # nan where there are no key steps
    validity: float
    verdict: int  # an index into VERDICTS
    steps: int
    matched: tuple[bool, ...]
    rules: tuple[str, ...]  # that the trace breaks
    doubt: str  # answer and reason, where it is undecided


class Gleaned(NamedTuple):
    """A chunk after reading."""

    file: str
    read_bytes: int  # over all files so far
    rows: list[Row]
    rejects: list[Reject]
    keys: dict[int, tuple[str, ...]]  # truth: the first form of each key step
    signatures: Counter[str]
    truths: dict[int, GroundTruth]  # some that have a question, for the attacks

    @classmethod
    def of(cls, chunk: Chunk) -> Gleaned:
        """Begin with nothing."""
        return cls(chunk.file, chunk.read_bytes, [], [], {}, Counter(), {})


class ScoredRecord(NamedTuple):
    """A line that was read, with a report for each of its completions."""

    line: int
    record: Record
    reports: list[Report]


class Gleaner:
    """Take from lines what an audit needs; a line without a report is scored."""

    def __init__(
        self, config: ScorerConfig, fields: Fields, names: Names, *, is_anew: bool
    ) -> None:
        self._scorer = Scorer(config)
        self._fields, self._names = fields, names
        self._is_anew = is_anew

    def __call__(self, chunk: Chunk) -> Gleaned:
        """Read one chunk."""
        found = Gleaned.of(chunk)
        for _ in self.glean(chunk.lines, found):
            pass
        return found

    def glean(self, lines: Iterable[Line], found: Gleaned) -> Iterator[ScoredRecord]:
        """Take from lines of one chunk, giving each with its reports; one refused is set aside."""
        for line in lines:
            scored = self._try(line, found)
            if scored is not None:
                yield scored
        for truth in sorted(found.truths)[SAMPLE:]:
            del found.truths[truth]

    def _try(self, line: Line, found: Gleaned) -> ScoredRecord | None:
        try:
            return self._read(line, found)
        except RecordError as error:
            found.rejects.append(Reject(found.file, line.number, str(error), b""))
            return None

    def _read(self, line: Line, found: Gleaned) -> ScoredRecord:
        record = read_whole(line, self._fields)
        labels = self._names.labels(record)
        group = self._group(record, f"{found.file}:{line.number}")
        truth = truth_number(record.truth)
        stored = None if self._is_anew else stored_report(record)
        reports = [stored] if stored is not None else score_record(self._scorer, record)
        if truth not in found.keys:
            found.keys[truth] = _key_texts(record.truth, reports[0])
            if record.truth.question:
                found.truths[truth] = record.truth
        for completion, report, label in zip(record.completions, reports, labels, strict=True):
            place = Place(line.number, group, truth, label, len(completion_text(completion)))
            found.signatures[report.signature] += 1
            found.rows.append(_row(place, report))
        return ScoredRecord(line.number, record, reports)

    def _group(self, record: Record, place: str) -> int:
        """Give the group a number: by its name, else by its list, else by its question.

        Key steps tell a question as well; an answer does not, so a line that has no more is alone.
        """
        name = self._names.group_of(record)
        if name is None and record.is_group:
            name = place if record.row.get("id") is None else record.row["id"]
        if name is None and (record.truth.question or record.truth.key_steps):
            return truth_number(record.truth)
        return _number(place if name is None else repr(name))


def _row(place: Place, report: Report) -> Row:
    has_answer = report.accuracy is not None
    verdict = report.answer.verdict.verdict if has_answer else "none"
    is_undecided = verdict == "undecided"
    return Row(
        place=place,
        reward=report.reward,
        step_rar=report.step_rar,
        accuracy=_MISSING if report.accuracy is None else report.accuracy,
        coverage=_MISSING if report.coverage is None else report.coverage,
        validity=report.validity,
        verdict=VERDICTS.index(verdict),
        steps=len(report.steps),
        matched=tuple(match.is_match for match in report.matches),
        rules=tuple(dict.fromkeys(one.rule for one in report.violations if one.breaks)),
        doubt=_doubt(report) if is_undecided else "",
    )


def _doubt(report: Report) -> str:
    answer = on_one_line(report.answer.text or "", _SHOWN)
    return f"{answer!r}: {on_one_line(report.answer.verdict.reason, _SHOWN)}"


def _key_texts(truth: GroundTruth, report: Report) -> tuple[str, ...]:
    """Name each key step by its first form; where a report has more of them, by its own words."""
    forms = [key.forms[0] for key in truth.key_steps]
    forms += [match.form for match in report.matches[len(forms) :]]
    return tuple(on_one_line(form, _SHOWN) for form in forms)


@lru_cache(maxsize=1024)
def truth_number(truth: GroundTruth) -> int:
    """Give a ground truth a number: equal truths have equal ones, in every process."""
    return _number(repr(truth))


def _number(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
