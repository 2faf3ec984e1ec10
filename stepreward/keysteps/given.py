"""What a key step must not be: the question said again, or the answer given away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stepreward.algebra.tree import Number
from stepreward.answer import judge
from stepreward.answer.choice import options_of, read_choice
from stepreward.answer.locate import locate
from stepreward.claims.density import numbers_of
from stepreward.claims.term import Term
from stepreward.claims.terms import read_terms
from stepreward.keysteps.candidate import Candidate
from stepreward.keysteps.reading import Reading, read_statement
from stepreward.keysteps.written import written_number
from stepreward.match.alike import same_term
from stepreward.text import fold, plain_words, repair_latex

_CHOOSING = frozenset("option choice answer".split())
_MAX_ANSWER = 80  # characters of an answer that is looked for in a phrase


@dataclass(frozen=True, slots=True)
class Given:
    """A question and its answers; ``texts`` are these in plain words, an option by its text."""

    question: str | None
    answers: tuple[str, ...]
    known: frozenset[Number] | None
    reading: Reading | None
    texts: tuple[str, ...]
    asked: tuple[Term, ...] = ()  # the question's own

    def is_said(self, one: Candidate) -> bool:
        """Tell what the question states already, or at least all the words of."""
        if self.reading is None:
            return False
        if self.reading.states([one.key])[0]:
            return True
        strong = [term for term in one.terms if term.kind != "weak"]
        return bool(strong) and all(
            any(same_term(t, other) for other in self.asked) for t in strong
        )

    def gives_answer(self, one: Candidate) -> bool:
        """Tell a claim whose value, operand or words are the final answer's.

        An operand that the question gives tells nothing.
        """
        if not self.answers:
            return False
        if any(map(self._is_answer, one.results)):
            return True
        if any(self._is_answer(value) for value in one.operands - (self.known or frozenset())):
            return True
        return bool(one.terms) and self._names_answer(one.text)

    def _is_answer(self, value: Number) -> bool:
        text = written_number(value)
        return judge(text, self.answers, self.question).verdict == "equal"

    def _names_answer(self, phrase: str) -> bool:
        words = f" {plain_words(phrase)} "
        if not _CHOOSING.isdisjoint(words.split()):
            return True
        return any(f" {text} " in words for text in self.texts)


def given_by(question: str | None, answers: tuple[str, ...]) -> Given:
    """Read a question; what its options offer is nothing that it states."""
    options = options_of(question or "")
    texts = tuple(dict.fromkeys(_texts_of(answers, options)))
    if question is None:
        return Given(None, answers, None, None, texts)
    stem = _without_options(question, options)
    known = numbers_of(stem)
    reading = read_statement(stem, known)
    asked = read_terms(reading.text, 0, len(reading.text))
    return Given(question, answers, known, reading, texts, tuple(asked))


def _texts_of(answers: tuple[str, ...], options: dict[str, str]) -> Iterator[str]:
    """Find what each answer says, out of a text that states it; of a letter, the option's text."""
    for answer in answers:
        stated = locate(repair_latex(fold(answer).text)).text
        choice = read_choice(stated, frozenset(options)) if options else None
        named = [stated] if choice is None else [choice.text, options.get(choice.letter or "")]
        for text in named:
            if text and len(text) <= _MAX_ANSWER and plain_words(text).strip():
                yield plain_words(text).strip()


def _without_options(question: str, options: dict[str, str]) -> str:
    """Cut the options off, which stand behind the question."""
    first = next(iter(options.values()), "")
    at = question.rfind(first) if first else -1
    if at <= 0:
        return question
    line = question.rfind("\n", 0, at)
    return question[: line if line > 0 else at]
