"""Ask that a trace says something of its own, once, and answers once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from stepreward.claims.copies import Grams, grams_of, is_copy
from stepreward.claims.vocabulary import STOP_WORDS
from stepreward.report import Violation
from stepreward.validity.case import Case

_FILLER = frozenset(
    "ok okay done yes no none na fine good nothing skip skipped todo tbd placeholder test blah bla "
    "foo bar baz lorem ipsum see above same xxx yyy zzz abc etc so it is".split()
)
_MAX_FILLER = 4  # words
_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"[=<>:≈]")
_LAST = 3  # words that a step ends with
_SOUP_FROM = 5  # words
_SOUP_SHARE = 0.08  # of little words that any sentence has


def has_substance(case: Case) -> Iterator[Violation]:
    """Require content in each section, and in each step."""
    for section in case.backgrounds():
        if _is_filler(case, section.start, section.end):
            detail = f"section {section.name!r} says nothing"
            yield Violation("empty_section", detail, span=(section.start, section.end))
    for index, step in enumerate(case.trace.steps):
        if _is_filler(case, step.start, step.end):
            yield Violation("empty_step", "the step says nothing", index, (step.start, step.end))
            return


def _is_filler(case: Case, start: int, end: int) -> bool:
    first = _WORD.search(case.text, start, end)
    if first is None or first[0].lower() not in _FILLER:
        return first is None  # most begin otherwise
    words = _WORD.finditer(case.text, first.end(), end)
    rest = [match[0].lower() for match in islice(words, _MAX_FILLER)]
    return len(rest) < _MAX_FILLER and _FILLER.issuperset(rest)


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
    if _SIGN.search(case.text, start, end) is not None:
        return False
    words = case.words(start, end)
    if len(words) < _SOUP_FROM:
        return False
    joined, wanted = 0, _SOUP_SHARE * len(words)
    for word in words:
        if word in STOP_WORDS or (len(word) == 1 and word.isalpha()):
            joined += 1
            if joined >= wanted:
                return False  # any sentence has them soon
    return True


def is_no_copy(case: Case) -> Iterator[Violation]:
    """Refuse sections and steps that only say the question again."""
    if not case.question:
        return
    grams = grams_of(case.question)
    for section in case.backgrounds():
        if _is_copy(case, section.start, section.end, grams):
            detail = f"section {section.name!r} is the question again"
            yield Violation("copied_question", detail, span=(section.start, section.end))
            return
    copied = [s for s in case.trace.steps if _is_copy(case, s.start, s.end, grams)]
    whole = [s for s in case.trace.steps if s.start < s.end]
    if copied and len(copied) * 2 > len(whole):
        span = (copied[0].start, copied[0].end)
        yield Violation("copied_question", "most steps are the question again", span=span)


def _is_copy(case: Case, start: int, end: int, grams: Grams) -> bool:
    if case.text.find("=", start, end) >= 0:
        return False
    return is_copy(case.words(start, end), grams)


def does_not_repeat(case: Case) -> Iterator[Violation]:
    """Refuse a section that says an earlier one again, and steps that are mostly one step."""
    seen: dict[str, str] = {}
    for section in case.backgrounds():
        body = " ".join(case.words(section.start, section.end))
        if body and body in seen:
            detail = f"section {section.name!r} repeats {seen[body]!r}"
            yield Violation("repeat", detail, span=(section.start, section.end))
            return
        seen[body] = section.name
    texts = [step.text for step in case.trace.steps if step.text]
    if len({_end_of(text) for text in texts}) * 2 > len(texts):
        return  # what ends otherwise is another step
    bodies = [" ".join(text.lower().split()) for text in texts]
    if len(bodies) > 2 and len(set(bodies)) * 2 <= len(bodies):
        yield Violation("repeat", "most steps repeat an earlier one")


def _end_of(text: str) -> str:
    return " ".join(text.rsplit(None, _LAST)[-_LAST:]).lower()


def gives_one_answer(case: Case) -> Iterator[Violation]:
    """Refuse several different final answers."""
    if case.different_answers > 1:
        answer = case.trace.answers[-1]
        detail = f"{case.different_answers} different final answers"
        yield Violation("several_answers", detail, span=(answer.start, answer.end))
