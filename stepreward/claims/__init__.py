"""Claims: what the passages of a trace state, and whether they assert it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims.density import mark_dumps
from stepreward.claims.equations import Equation, read_equations
from stepreward.claims.propositions import statement_starts
from stepreward.claims.status import Clause, clauses, sentences
from stepreward.claims.terms import Term, read_terms

MAX_PASSAGE = 20_000  # characters of one passage that are read for claims

_CUT = re.compile(r"[,;]|\b(?:and|but|while|whereas|with)\b|\n", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|this|its|they|these|which)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|t|d)\s+by\b", re.IGNORECASE
)


class Sentence(NamedTuple):
    """The terms of one sentence, and where its clauses are asserted.

    ``cuts`` are the positions of commas, semicolons, "and" and their like; ``breaks`` are those
    behind which another clause begins, and ``pronouns`` where one refers back.
    """

    terms: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    cuts: tuple[int, ...]
    breaks: tuple[int, ...]
    pronouns: tuple[int, ...]
    has_respectively: bool
    is_passive: bool


@dataclass(slots=True)
class Passage:
    """One section or step of a trace, read for what it states."""

    section: str
    step: int | None
    start: int
    end: int
    clauses: list[Clause]
    equations: list[Equation]
    is_dump: bool = False


@dataclass(slots=True)
class Claims:
    """Everything a trace states; equations are read at once, words only when asked for."""

    text: str
    passages: tuple[Passage, ...]
    _sentences: dict[int, list[Sentence]] = field(default_factory=dict)

    def sentences(self, passage: Passage) -> list[Sentence]:
        """Read the sentences of one passage as terms."""
        if passage.start not in self._sentences:
            self._sentences[passage.start] = [
                _sentence(self.text, low, high, passage.clauses)
                for low, high in sentences(self.text, passage.start, passage.end)
            ]
        return self._sentences[passage.start]


def read_claims(
    text: str,
    parts: Iterable[tuple[str, int | None, int, int]],
    known: frozenset[Number] | None = None,
) -> Claims:
    """Read passages given as section, step index, start and end.

    ``known`` are the numbers of the question, None where there is no question.
    """
    passages = []
    for section, step, start, end in parts:
        stop = min(end, start + MAX_PASSAGE)
        found = clauses(text, start, stop)
        equations = read_equations(text, start, stop, found)
        passages.append(Passage(section, step, start, stop, found, equations))
    mark_dumps(passages, text, known)
    return Claims(text, tuple(passages))


def _sentence(text: str, low: int, high: int, around: Sequence[Clause]) -> Sentence:
    plain = text[low:high]
    return Sentence(
        tuple(read_terms(text, low, high)),
        tuple(clause for clause in around if clause.end > low and clause.start < high),
        tuple(low + match.start() for match in _CUT.finditer(plain)),
        tuple(low + start for start in statement_starts(plain)),
        tuple(low + match.start() for match in _PRONOUN.finditer(plain)),
        "respectively" in plain,
        _PASSIVE.search(plain) is not None,
    )
