"""Is a trace complete and in order, by the rules of its format? R1-VL's Eq. 3 asks for no more."""

from __future__ import annotations

from collections.abc import Iterator

from stepreward.formats import Format
from stepreward.report import Violation
from stepreward.validity.case import Case


def has_every_section(case: Case) -> Iterator[Violation]:
    """Require each section of the format, its content under whatever header."""
    if case.form is None:
        yield Violation("format", "no accepted format was recognised")
        return
    seen = {section.name for section in case.trace.sections}
    for rule in case.form.sections:
        if rule.role == "steps" and rule.required and not case.trace.steps:
            yield Violation("no_steps", "no reasoning step was found")
        elif rule.role == "answer" and rule.required and not case.trace.answers:
            yield Violation("no_answer", "no final answer was found")
        elif rule.role == "background" and rule.required and rule.name not in seen:
            yield Violation("missing_section", f"section {rule.name!r} is missing")


def keeps_the_order(case: Case) -> Iterator[Violation]:
    """Require background before steps, and the answer last."""
    if case.form is None:
        return
    rank = {rule.name: at for at, rule in enumerate(case.form.sections)}
    last = -1
    for section in case.trace.sections:
        here = rank.get(section.name, last)
        if here < last and not _is_background(case.form, here, last):
            detail = f"section {section.name!r} stands too late"
            yield Violation("section_order", detail, span=(section.start, section.end))
            return
        last = max(last, here)


def _is_background(form: Format, one: int, other: int) -> bool:
    """Background sections may change places among themselves."""
    return form.sections[one].role == form.sections[other].role == "background"


def counts_up(case: Case) -> Iterator[Violation]:
    """Require steps numbered 1, 2, 3 and so on, where they are numbered."""
    expected = 1
    for index, step in enumerate(case.trace.steps):
        if step.number is None:
            continue
        if step.number != expected:
            detail = f"step {step.number} stands where step {expected} belongs"
            yield Violation("step_numbers", detail, step=index, span=(step.start, step.end))
            return
        expected += 1


def is_whole(case: Case) -> Iterator[Violation]:
    """Require an end, which a completion that was cut off does not have."""
    if case.is_truncated:
        yield Violation("truncated", "the completion was cut off")
