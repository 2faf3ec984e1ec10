"""Ways to spoil a right trace, and ways to say the same otherwise: what coverage should notice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import stepreward as sr
from stepreward.algebra.tree import Number
from stepreward.claims.density import USUAL, numbers_of

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?", re.ASCII)
_TIMES = re.compile(r"(?<=\d) ?(?:\*|x|×|·) ?(?=[$]?\d)")
_DIVIDED = re.compile(r"(?<=\d) ?(?:/|÷) ?(?=[$]?\d)")
_MINUS = re.compile(r"(?<=\d) ?- ?(?=[$]?\d)")
_WORDS = {
    "So ": "Thus ",
    "Thus": "So",
    "Therefore": "Hence",
    " therefore ": " hence ",
    " gives ": " yields ",
    "First,": "To begin with,",
    "Then": "After that",
}


class Case(NamedTuple):
    """A right trace with its report: what a perturbation changes."""

    text: str
    report: sr.Report
    truth: sr.GroundTruth

    @property
    def bodies(self) -> list[str]:
        """The text of every step, as it stands in the trace."""
        return [self.text[step.start : step.end] for step in self.report.steps]

    @property
    def carriers(self) -> list[tuple[int, sr.StepMatch]]:
        """The steps in which a key step was matched, each with its match."""
        return [
            (match.step, match)
            for match in self.report.matches
            if match.is_match and match.step is not None
        ]

    def written(self, bodies: list[str]) -> str:
        """Put other bodies into the places of the steps."""
        text = self.text
        for step, body in reversed(list(zip(self.report.steps, bodies, strict=True))):
            text = text[: step.start] + body + text[step.end :]
        return text


Perturbation = Callable[[Case], Iterator[str]]


def swapped(case: Case) -> Iterator[str]:
    """Exchange a step with one that uses its result, a number that nothing else gives."""
    return _swapped(case, is_usual=False)


def swapped_usual(case: Case) -> Iterator[str]:
    """Exchange a step with one that uses its result, a number such as 2 or 10, or given twice."""
    return _swapped(case, is_usual=True)


def repeated(case: Case) -> Iterator[str]:
    """Let another step stand a second time where a step is missing."""
    bodies = case.bodies
    for at in _carrying(case):
        for other in (at - 1, at + 1):
            if 0 <= other < len(bodies):
                yield case.written([*bodies[:at], bodies[other], *bodies[at + 1 :]])
                break


def changed_number(case: Case) -> Iterator[str]:
    """Add one to the last number of what was matched."""
    for _, match in case.carriers:
        assert match.span is not None
        start, end = match.span
        numbers = list(_NUMBER.finditer(case.text, start, end))
        if numbers:
            last = numbers[-1]
            yield f"{case.text[: last.start()]}{_plus_one(last[0])}{case.text[last.end() :]}"


def removed(case: Case) -> Iterator[str]:
    """Take a step out."""
    bodies = case.bodies
    for at in _carrying(case):
        yield case.written([*bodies[:at], "", *bodies[at + 1 :]])


def paraphrased(case: Case) -> Iterator[str]:
    """Open a step with other words, and join its parts by others."""
    bodies = case.bodies
    for at in _carrying(case):
        said = bodies[at]
        for word, other in _WORDS.items():
            said = said.replace(word, other)
        lead = said[: len(said) - len(said.lstrip())]
        yield case.written([*bodies[:at], f"{lead}Now we see: {said.lstrip()}", *bodies[at + 1 :]])


def other_notation(case: Case) -> Iterator[str]:
    """Write × for x and *, ÷ for a slash, − for a hyphen."""
    bodies = case.bodies
    for at in _carrying(case):
        said = _MINUS.sub(" − ", _DIVIDED.sub(" ÷ ", _TIMES.sub(" × ", bodies[at])))
        if said != bodies[at]:
            yield case.written([*bodies[:at], said, *bodies[at + 1 :]])


def other_format(case: Case) -> Iterator[str]:
    """Write the steps as a numbered list, and what stood before them on top."""
    first = case.report.steps[0].start
    background = [
        case.text[part.start : part.end].strip()
        for part in sr.parse(case.text).sections
        if part.end <= first
    ]
    lines = [*background, *(body.strip() for body in case.bodies)]
    numbered = "\n".join(f"{at}. {' '.join(line.split())}" for at, line in enumerate(lines, 1))
    yield f"{numbered}\nAnswer: {case.report.answer.text}"


def reordered(case: Case) -> Iterator[str]:
    """Exchange neighbours of which neither uses a result of the other."""
    known = numbers_of(case.truth.question or "")
    numbers = [numbers_of(body) - known for body in case.bodies]
    carrying = set(_carrying(case))
    for at in range(len(numbers) - 1):
        is_apart = numbers[at] and numbers[at + 1] and not numbers[at] & numbers[at + 1]
        if is_apart and {at, at + 1} & carrying:
            yield _exchanged(case, at, at + 1)


HARMFUL: dict[str, Perturbation] = {
    "dependent steps swapped": swapped,
    "the same, by a usual number": swapped_usual,
    "a step repeated for another": repeated,
    "a number changed": changed_number,
    "a step removed": removed,
}
NEUTRAL: dict[str, Perturbation] = {
    "other words": paraphrased,
    "other notation": other_notation,
    "another format": other_format,
    "independent steps swapped": reordered,
}


def _carrying(case: Case) -> list[int]:
    return sorted({step for step, _ in case.carriers})


def _swapped(case: Case, *, is_usual: bool) -> Iterator[str]:
    results = Counter(number for _, match in case.carriers for number in _result(match.form))
    twice = {number for number, count in results.items() if count > 1}
    for first, giver in case.carriers:
        for second, user in case.carriers:
            fed = _result(giver.form) & numbers_of(user.form.partition("=")[0])
            fed -= numbers_of(case.truth.question or "")
            if first < second and fed and bool(fed & (USUAL | twice)) == is_usual:
                yield _exchanged(case, first, second)


def _exchanged(case: Case, first: int, second: int) -> str:
    bodies = case.bodies
    bodies[first], bodies[second] = bodies[second], bodies[first]
    return case.written(bodies)


def _result(form: str) -> frozenset[Number]:
    """Give what a key step comes to."""
    _, sign, result = form.rpartition("=")
    return numbers_of(result) if sign else frozenset()


def _plus_one(number: str) -> str:
    whole, dot, places = number.replace(",", "").partition(".")
    return f"{int(whole) + 1}{dot}{places}"
