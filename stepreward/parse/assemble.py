"""Slice a text between its landmarks into sections, steps and answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from stepreward.formats import Format, SectionRule
from stepreward.parse.landmarks import (
    Landmark,
    Spans,
    answer_marks,
    is_blocked,
    items,
    number_of,
)
from stepreward.trace import Answer, Section, Step, Trace

_MAX_STEPS = 1_000
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"\n\s*")
_EDGES = " \t\r\n\f\v*_"


@dataclass(slots=True)
class _Slices:
    """What has been cut so far; ``loose`` is text under no header, or under a mere marker."""

    sections: list[Section] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    loose: Spans = field(default_factory=list)


def assemble(
    completion: str, text: str, marks: list[Landmark], form: Format, blocked: Spans
) -> Trace:
    """Slice a text; what stands under no header goes to the section that is missing."""
    cut = _Slices()
    first = marks[0].start if marks else len(text)
    if text[:first].strip(_EDGES + "#"):
        cut.loose.append((0, first))
    for at, mark in enumerate(marks):
        end = marks[at + 1].start if at + 1 < len(marks) else len(text)
        _slice(text, mark, end, cut)
    _place_loose(text, cut, form)
    _find_answer(text, cut, form)
    steps = [step for step in cut.steps if not (blocked and is_blocked(step.start, blocked))]
    steps.sort(key=lambda step: step.start)
    cut.sections.sort(key=lambda section: section.header_start)
    return Trace(
        completion, form.name, tuple(cut.sections), tuple(steps[:_MAX_STEPS]), tuple(cut.answers)
    )


def _slice(text: str, mark: Landmark, end: int, cut: _Slices) -> None:
    """Cut the body of one landmark."""
    low, high = _trimmed(text, mark.body, end)
    if mark.role in ("marker", "end"):
        if low < high:
            cut.loose.append((low, high))
        return
    if mark.number is not None:
        last = cut.sections[-1] if cut.sections else None
        if last is not None and last.name == mark.name:
            cut.sections[-1] = Section(mark.name, last.start, high, last.header_start)
        else:
            cut.sections.append(Section(mark.name, low, high, mark.start))
        cut.steps.append(Step(mark.number, text[low:high], low, high))
        return
    if mark.role == "answer":
        low, high = _add_answer(text, low, high, cut)
    elif mark.role == "steps" and low < high:
        cut.steps.extend(split_steps(text, low, high))
    cut.sections.append(Section(mark.name, low, high, mark.start))


def _add_answer(text: str, low: int, high: int, cut: _Slices) -> tuple[int, int]:
    """Keep the first paragraph of an answer: what follows it is talk."""
    if text.startswith("\\boxed", low):
        low, high = low, _box_end(text, low, high)
    else:
        behind = _PARAGRAPH.search(text, low, high)
        high = behind.start() if behind is not None else high
        while low < high and text[low] in _EDGES + ":：":
            low += 1
        low, high = _trimmed(text, low, high)
    if low < high:
        cut.answers.append(Answer(text[low:high], low, high))
    return low, high


def _box_end(text: str, low: int, high: int) -> int:
    depth = 0
    for at in range(low, min(high, low + 5_000)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return high


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    """Shrink a span to what is no white space and no decoration of a header."""
    while low < high and text[low] in _EDGES:
        low += 1
    while high > low and text[high - 1] in _EDGES + "#":
        high -= 1
    return low, high


def _place_loose(text: str, cut: _Slices, form: Format) -> None:
    """Give text without a header to the first section that is missing and may stand there."""
    for low, high in cut.loose:
        seen = {section.name for section in cut.sections}
        for rule in form.sections:
            if rule.name not in seen and _may_hold(rule, low, cut, form):
                _fill(text, rule, low, high, cut)
                break


def _may_hold(rule: SectionRule, low: int, cut: _Slices, form: Format) -> bool:
    """Tell whether text at ``low`` may be a section that has no header of its own."""
    if rule.role == "marker":
        return False
    if form.style == "tags":
        return rule.role == "answer" and all(low > s.header_start for s in cut.sections)
    if rule.role == "background":
        return all(low < step.start for step in cut.steps)
    return rule.role == "steps"


def _fill(text: str, rule: SectionRule, low: int, high: int, cut: _Slices) -> None:
    start, end = _trimmed(text, low, high)
    if rule.role == "steps":
        cut.steps.extend(split_steps(text, start, end))
    elif rule.role == "answer":
        start, end = _add_answer(text, start, end, cut)
    cut.sections.append(Section(rule.name, start, end, low))


def _find_answer(text: str, cut: _Slices, form: Format) -> None:
    """Take the answer out of the last step where it has no header of its own."""
    name = next(rule.name for rule in form.sections if rule.role == "answer")
    if form.style != "headers" or not cut.steps or any(s.name == name for s in cut.sections):
        return
    last = max(cut.steps, key=lambda step: step.start)
    marks = answer_marks(last.text)
    if not marks or marks[0].start == 0:
        return
    low, high = _add_answer(text, last.start + marks[-1].body, last.end, cut)
    cut.sections.append(Section(name, low, high, last.start + marks[-1].start))
    start, end = _trimmed(text, last.start, last.start + marks[0].start)
    cut.steps[cut.steps.index(last)] = Step(last.number, text[start:end], start, end)


def split_steps(text: str, start: int, end: int) -> list[Step]:
    """Cut reasoning into steps: numbered items, else paragraphs, else lines.

    >>> [step.text for step in split_steps("1. add\\n2. halve", 0, 16)]
    ['add', 'halve']
    """
    listed = items(text, start, end)
    if len(listed) > 1:
        return _numbered(text, start, end, listed)
    for pattern in (_PARAGRAPH, _LINE):
        cuts = [match.span() for match in pattern.finditer(text, start, end)]
        if cuts:
            starts = [start, *(high for _, high in cuts)]
            ends = [*(low for low, _ in cuts), end]
            return [
                Step(None, text[low:high], low, high)
                for low, high in zip(starts, ends, strict=True)
                if low < high and not text[low:high].isspace()
            ]
    return [Step(None, text[start:end], start, end)] if start < end else []


def _numbered(text: str, start: int, end: int, listed: list[re.Match[str]]) -> list[Step]:
    """Cut a numbered list; text that leads in is a step without a number."""
    steps = []
    low, high = _trimmed(text, start, listed[0].start())
    if low < high:
        steps.append(Step(None, text[low:high], low, high))
    for at, mark in enumerate(listed):
        stop = listed[at + 1].start() if at + 1 < len(listed) else end
        low, high = _trimmed(text, mark.end(), stop)
        steps.append(Step(number_of(mark), text[low:high], low, high))
    return steps
