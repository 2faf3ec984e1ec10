"""Claims: what the passages of a trace state, and whether they assert it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims.chains import Equation
from stepreward.claims.density import mark_dumps
from stepreward.claims.equations import read_equations
from stepreward.claims.layout import Piece, pieces
from stepreward.claims.propositions import opening_end, statement_starts
from stepreward.claims.sentences import sentences
from stepreward.claims.status import Clause, Clauses
from stepreward.claims.terms import Term, read_terms

MAX_PASSAGE = 20_000  # characters of one passage that are read for claims

_CUT = re.compile(r"[,;]|\b(?:and|but|while|whereas|with)\b|\n", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|this|its|they|these|which)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whose|which|that)$", re.IGNORECASE)
_ROUTE = re.compile(r"\bfrom\b[^.;]{1,60}?\b((?:in)?to)\b", re.IGNORECASE)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|t|d)\s+by\b", re.IGNORECASE
)


class Sentence(NamedTuple):
    """The terms of ``start:end`` and of its headings, and where its clauses are asserted.

    ``cuts`` are the positions of commas, semicolons, "and" and their like; ``breaks`` are where
    another statement begins, ``opening`` where a scene ends that holds for all of them,
    ``relatives`` which of them begin with "who" (the first statement is
    0), ``pronouns`` where one refers back, ``passives`` the spans such as "is eaten by",
    and ``routes`` what
    "from … to …" leads from and to.
    """

    start: int
    end: int
    terms: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    cuts: tuple[int, ...]
    breaks: tuple[int, ...]
    opening: int
    pronouns: tuple[int, ...]
    relatives: frozenset[int]
    passives: tuple[tuple[int, int], ...]
    has_respectively: bool
    routes: tuple[tuple[Term, Term], ...] = ()


def routes_of(text: str, terms: Sequence[Term], offset: int = 0) -> list[tuple[Term, Term]]:
    """List what "from … to …" leads from and to; numbers, which are ranges, left out."""
    found = []
    for match in _ROUTE.finditer(text):
        middle, end = offset + match.start(1), offset + match.end()
        origin = next((t for t in terms if offset + match.start() < t.start < middle), None)
        target = next((t for t in terms if t.start >= end), None)
        if origin is not None and target is not None and origin.value is target.value is None:
            found.append((origin, target))
    return found


@dataclass(slots=True)
class Passage:
    """One section or step of a trace, read for what it states."""

    section: str
    step: int | None
    start: int
    end: int
    sentences: list[tuple[int, int]]
    clauses: Clauses
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
                _sentence(self.text, piece, passage.clauses)
                for piece in pieces(self.text, passage.sentences)
            ]
        return self._sentences[passage.start]


def read_claims(
    text: str,
    parts: Iterable[tuple[str, int | None, int, int]],
    given: frozenset[Number] | None = None,
) -> Claims:
    """Read passages given as section, step index, start and end.

    ``given`` are the numbers a solution starts from, None where they are not known.
    """
    passages = []
    for section, step, start, end in parts:
        stop = min(end, start + MAX_PASSAGE)
        spans = sentences(text, start, stop)
        found = Clauses(text, spans)
        equations = read_equations(text, spans, found)
        passages.append(Passage(section, step, start, stop, spans, found, equations))
    mark_dumps(passages, text, given)
    return Claims(text, tuple(passages))


def _sentence(text: str, piece: Piece, around: Clauses) -> Sentence:
    low, high = piece.start, piece.end
    plain = text[low:high]
    starts = statement_starts(plain)
    terms = read_terms(text, low, high)
    for heading in reversed(piece.headings):
        terms = read_terms(text, *heading) + terms
    return Sentence(
        low,
        high,
        tuple(terms),
        around.between(low, high),
        tuple(low + match.start() for match in _CUT.finditer(plain)),
        tuple(low + start for start in starts),
        low + opening_end(plain) if starts else low,
        tuple(low + match.start() for match in _PRONOUN.finditer(plain)),
        frozenset(
            number
            for number, start in enumerate(starts, start=1)
            if _RELATIVE.search(plain, 0, start) is not None
        ),
        tuple((low + match.start(), low + match.end()) for match in PASSIVE.finditer(plain)),
        "respectively" in plain,
        tuple(routes_of(plain, terms, low)),
    )
