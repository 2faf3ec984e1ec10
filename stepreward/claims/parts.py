"""Choose the parts of a trace that may hold key steps: background and steps, never the answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stepreward.parsing.spans import code_blocks
from stepreward.trace import Section, Step, Trace

_MAX_STEPS = 500  # that are read


class Part(NamedTuple):
    """A stretch of a trace, the section it belongs to, and the step that it is, if any."""

    section: str
    step: int | None
    start: int
    end: int


def parts_of(trace: Trace, text: str) -> list[Part]:
    """List what may hold key steps, in the order of the text.

    Code blocks are left out: what a program says, nobody asserts.
    """
    step_sections = {"steps"} | {s.name for s in trace.sections if _holds(s, trace.steps)}
    answers = {(answer.start, answer.end) for answer in trace.answers}
    parts = [
        Part(section.name, None, section.start, section.end)
        for section in trace.sections
        if section.name not in step_sections
        and section.name != "answer"
        and (section.start, section.end) not in answers
    ]
    parts += [
        Part("steps", at, step.start, step.end)
        for at, step in enumerate(trace.steps[:_MAX_STEPS])
        if step.start < step.end
    ]
    parts.sort(key=lambda part: part.start)
    blocked = code_blocks(text)
    return [rest for part in parts for rest in _around(part, blocked)] if blocked else parts


def _around(part: Part, blocked: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """Cut code blocks out of a part."""
    start, end = part.start, part.end
    first = bisect_left(blocked, start, key=lambda span: span[1])
    for low, high in blocked[first:]:
        if low >= end:
            break
        if start < low:
            yield part._replace(start=start, end=low)
        start = max(start, high)
    if start < end:
        yield part._replace(start=start)


def _holds(section: Section, steps: Sequence[Step]) -> bool:
    return any(section.start <= step.start < section.end for step in steps)
