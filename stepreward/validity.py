"""Is a trace complete, in order, and of substance? Rules as functions, the list of them as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from stepreward.algebra.tree import Number
from stepreward.claims import Claims, Passage
from stepreward.claims.copies import Grams, grams_of, is_copy, words_of
from stepreward.claims.density import USUAL, numbers_of, operands_of
from stepreward.claims.equations import Equation, link_holds
from stepreward.claims.status import ASSERTED, DENIED, NEGATED
from stepreward.claims.vocabulary import STOP_WORDS
from stepreward.formats import Format
from stepreward.report import Violation
from stepreward.trace import Trace

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_FILLER = frozenset(
    "ok okay done yes no none na fine good nothing skip skipped todo tbd placeholder test blah bla foo "
    "bar baz lorem ipsum see above same xxx yyy zzz abc etc so it is".split()
)
_SOUP_FROM = 5


@dataclass(slots=True)
class Case:
    """A trace with what it claims, held against its format and its question."""

    trace: Trace
    text: str
    claims: Claims
    form: Format | None
    question: str | None = None
    is_truncated: bool = False
    guards: frozenset[str] = frozenset()
    _words: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def words(self, start: int, end: int) -> list[str]:
        """List the lower-case words of a span; what is far too long is read in part."""
        key = (start, end)
        if key not in self._words:
            self._words[key] = words_of(self.text[start : min(end, start + 20_000)])
        return self._words[key]


Rule = Callable[[Case], Iterator[Violation]]


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
            yield Violation("order", detail, span=(section.start, section.end))
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
    """A completion that was cut off has no end."""
    if case.is_truncated:
        yield Violation("truncated", "the completion was cut off")


STRUCTURE: tuple[Rule, ...] = (has_every_section, keeps_the_order, counts_up, is_whole)


# Guards: what has the right form and says nothing.


def has_substance(case: Case) -> Iterator[Violation]:
    """Require content in each section, and in each step."""
    for section in case.trace.sections:
        role = _role(case, section.name)
        if role == "background" and _is_filler(case, section.start, section.end):
            detail = f"section {section.name!r} says nothing"
            yield Violation("empty_section", detail, span=(section.start, section.end))
    for index, step in enumerate(case.trace.steps):
        if _is_filler(case, step.start, step.end) and not _NUMBER.search(step.text):
            yield Violation("empty_step", "the step says nothing", index, (step.start, step.end))
            return


def _role(case: Case, name: str) -> str:
    rules = case.form.sections if case.form is not None else ()
    return next((rule.role for rule in rules if rule.name == name), "background")


def _is_filler(case: Case, start: int, end: int) -> bool:
    words = case.words(start, end)
    if not words:
        return not _NUMBER.search(case.text, start, end)
    return len(words) <= 4 and all(word in _FILLER for word in words)


def is_no_soup(case: Case) -> Iterator[Violation]:
    """Require sentences or arithmetic: a row of keywords is no step."""
    steps = [s for s in case.trace.steps if s.start < s.end]
    soups = [
        index for index, step in enumerate(case.trace.steps) if _is_soup(case, step.start, step.end)
    ]
    if steps and len(soups) * 2 > len(steps):
        step = case.trace.steps[soups[0]]
        yield Violation("keywords", "keywords without a sentence", soups[0], (step.start, step.end))


def _is_soup(case: Case, start: int, end: int) -> bool:
    words = case.words(start, end)
    if len(words) < _SOUP_FROM or any(sign in case.text[start:end] for sign in "=<>:≈"):
        return False
    joined = sum(word in STOP_WORDS or len(word) == 1 for word in words)
    return joined < 0.08 * len(words)


def is_no_dump(case: Case) -> Iterator[Violation]:
    """Refuse lists of numbers, of guesses, and of idle equations."""
    for passage in case.claims.passages:
        if passage.is_dump:
            span = (passage.start, passage.end)
            yield Violation(
                "dump", "a list of numbers or equations, no reasoning", passage.step, span
            )
            return


def is_no_copy(case: Case) -> Iterator[Violation]:
    """Refuse sections and steps that only say the question again."""
    if not case.question:
        return
    grams = grams_of(case.question)
    for section in case.trace.sections:
        if _role(case, section.name) == "background" and _is_copy(
            case, section.start, section.end, grams
        ):
            detail = f"section {section.name!r} is the question again"
            yield Violation("copied_question", detail, span=(section.start, section.end))
            return
    copied = [s for s in case.trace.steps if _is_copy(case, s.start, s.end, grams)]
    whole = [s for s in case.trace.steps if s.start < s.end]
    if copied and len(copied) * 2 > len(whole):
        span = (copied[0].start, copied[0].end)
        yield Violation("copied_question", "most steps are the question again", span=span)


def _is_copy(case: Case, start: int, end: int, grams: Grams) -> bool:
    if "=" in case.text[start:end]:
        return False
    return is_copy(case.words(start, end), grams)


def does_not_repeat(case: Case) -> Iterator[Violation]:
    """Refuse a section that says an earlier one again, and steps that are mostly one step."""
    seen: dict[str, str] = {}
    for section in case.trace.sections:
        if _role(case, section.name) != "background":
            continue
        body = " ".join(case.words(section.start, section.end))
        if body and body in seen:
            detail = f"section {section.name!r} repeats {seen[body]!r}"
            yield Violation("repeat", detail, span=(section.start, section.end))
            return
        seen[body] = section.name
    bodies = [" ".join(step.text.lower().split()) for step in case.trace.steps if step.text]
    if len(bodies) > 2 and len(set(bodies)) * 2 <= len(bodies):
        yield Violation("repeat", "most steps repeat an earlier one")


def gives_one_answer(case: Case) -> Iterator[Violation]:
    """Refuse several different final answers."""
    texts = {" ".join(answer.text.lower().split()) for answer in case.trace.answers}
    if len(texts) > 1:
        answer = case.trace.answers[-1]
        detail = f"{len(texts)} different final answers"
        yield Violation("several_answers", detail, span=(answer.start, answer.end))


def denies_nothing_true(case: Case) -> Iterator[Violation]:
    """Refuse a trace that calls true arithmetic false."""
    for passage in case.claims.passages:
        for equation in passage.equations:
            if equation.status in (DENIED, NEGATED) and _is_true(equation):
                span = (equation.start, equation.end)
                detail = f"denies {case.text[equation.start : equation.end][:60]}, which holds"
                yield Violation("denial", detail, passage.step, span)
                return


def _is_true(equation: Equation) -> bool:
    links = zip(equation.sides, equation.sides[1:], strict=False)
    return any(
        left.is_computed and link_holds(left, right, "=", False) is True for left, right in links
    )


def computes_before_use(case: Case) -> Iterator[Violation]:
    """Refuse a trace most of whose results are used before they are computed."""
    given: dict[Number, int] = {}
    uses: list[tuple[int, Number]] = []
    for at, (_, equation) in enumerate(_asserted(case)):
        results = [s.value for s in equation.sides if not s.is_computed]
        for side in equation.sides:
            if side.is_computed and side.node is not None:
                uses.extend((at, n) for n in operands_of(side) if n not in USUAL)
        for value in results:
            if isinstance(value, (int, Fraction)) and value not in USUAL:
                given.setdefault(value, at)
    known = numbers_of(case.question) if case.question else frozenset()
    late = sum(given[n] > at for at, n in uses if n in given and n not in known)
    early = sum(given[n] < at for at, n in uses if n in given and n not in known)
    if late > early:
        yield Violation("order", f"{late} results are used before they are computed")


def _asserted(case: Case) -> Iterator[tuple[Passage, Equation]]:
    for passage in case.claims.passages:
        for equation in passage.equations:
            if equation.status == ASSERTED:
                yield passage, equation


GUARDS: dict[str, tuple[Rule, ...]] = {
    "substance": (has_substance, is_no_soup),
    "density": (is_no_dump,),
    "copies": (is_no_copy,),
    "repeats": (does_not_repeat,),
    "single_answer": (gives_one_answer,),
    "denial": (denies_nothing_true,),
    "order": (computes_before_use,),
}


def violations(case: Case) -> tuple[Violation, ...]:
    """Collect what the rules of structure and the chosen guards have to say."""
    rules = [*STRUCTURE]
    for name, guard in GUARDS.items():
        if name in case.guards:
            rules.extend(guard)
    return tuple(found for rule in rules for found in rule(case))
