"""Slice a text between its landmarks into sections, steps and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from stepreward.formats import Format, SectionRule
from stepreward.parsing.answers import (
    Landmark,
    answer_marks,
    answer_span,
    opens_with_answer,
    stating_spans,
)
from stepreward.parsing.spans import EDGES, PARAGRAPH, Spans, is_all_code, trimmed
from stepreward.parsing.steps import MAX_STEPS, split_steps
from stepreward.trace import Answer, Section, Step, Trace


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
    if text[:first].strip(EDGES + "#"):
        cut.loose.append((0, first))
    for at, mark in enumerate(marks):
        end = marks[at + 1].start if at + 1 < len(marks) else len(text)
        _slice(text, mark, end, form, cut)
    _place_loose(text, cut, form)
    _part_background(text, cut, form)
    _find_answer(text, cut, form)
    steps = [step for step in cut.steps if not is_all_code(text, step.start, step.end, blocked)]
    steps.sort(key=lambda step: step.start)
    cut.sections.sort(key=lambda section: section.header_start)
    return Trace(
        completion, form.name, tuple(cut.sections), tuple(steps[:MAX_STEPS]), tuple(cut.answers)
    )


def _slice(text: str, mark: Landmark, end: int, form: Format, cut: _Slices) -> None:
    """Cut the body of one landmark."""
    low, high = trimmed(text, mark.body, end)
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
        is_solution = form.style == "tags" and not opens_with_answer(text, low, high)
        spans = stating_spans(text, low, high) if is_solution else [(low, high)]
        low, high = _add_answers(text, spans, cut)
    elif mark.role == "steps" and low < high:
        lead = low - mark.body - len(text[mark.body : low].lstrip())
        cut.steps.extend(split_steps(text, mark.body + lead, high))  # ** may open "**Step 1:**"
    cut.sections.append(Section(mark.name, low, high, mark.start))


def _add_answers(text: str, spans: Spans, cut: _Slices) -> tuple[int, int]:
    """Enter the answers that are not empty; give where they begin and end."""
    spans = [answer_span(text, *span) for span in spans]
    cut.answers += [Answer(text[low:high], low, high) for low, high in spans if low < high]
    return spans[0][0], spans[-1][1]


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
    start, end = trimmed(text, low, high)
    if rule.role == "steps":
        cut.steps.extend(split_steps(text, start, end))
    elif rule.role == "answer":
        start, end = _add_answers(text, stating_spans(text, start, end), cut)
    cut.sections.append(Section(rule.name, start, end, low))


def _part_background(text: str, cut: _Slices, form: Format) -> None:
    """Let two background sections under one header be two: the second begins a paragraph."""
    order = [rule.name for rule in form.sections if rule.role == "background" and rule.required]
    found = {section.name: section for section in cut.sections}
    for first, second in pairwise(order):
        held = found.get(first) or found.get(second)
        if held is None or (first in found and second in found):
            continue
        behind = PARAGRAPH.search(text, held.start, held.end)
        if behind is None or not text[held.start : behind.start()].strip():
            continue
        at = cut.sections.index(held)
        cut.sections[at : at + 1] = [
            Section(first, held.start, behind.start(), held.header_start),
            Section(second, behind.end(), held.end, behind.end()),
        ]
        return


def _find_answer(text: str, cut: _Slices, form: Format) -> None:
    """Take the answer out of the last step where it has no header of its own."""
    name = next(rule.name for rule in form.sections if rule.role == "answer")
    if form.style != "headers" or not cut.steps or any(s.name == name for s in cut.sections):
        return
    last = max(cut.steps, key=lambda step: step.start)
    marks = answer_marks(last.text)
    if not marks or marks[0].body == 0:
        return
    low, high = _add_answers(text, [(last.start + marks[-1].body, last.end)], cut)
    cut.sections.append(Section(name, low, high, last.start + marks[-1].start))
    start, end = trimmed(text, last.start, last.start + marks[0].start)
    rest = [Step(last.number, text[start:end], start, end)] if start < end else []
    at = cut.steps.index(last)
    cut.steps[at : at + 1] = rest
