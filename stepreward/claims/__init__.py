"""Claims: what the passages of a trace state, and whether they assert it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from stepreward.algebra.tree import Number
from stepreward.claims.chains import Equation
from stepreward.claims.clauses import Clauses
from stepreward.claims.corrected import may_correct
from stepreward.claims.cues import may_appear
from stepreward.claims.density import mark_dumps
from stepreward.claims.equations import read_equations
from stepreward.claims.glance import Spelling
from stepreward.claims.layout import pieces, without_bold
from stepreward.claims.parts import Part
from stepreward.claims.sentences import sentences
from stepreward.claims.statements import Sentence

MAX_PASSAGE = 20_000  # characters of one passage that are read for claims
_MAX_SENTENCES = 500  # of one passage that are read


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
    _spelling: Spelling | None = None

    def sentences(self, passage: Passage) -> list[Sentence]:
        """List the sentences of one passage."""
        if passage.start not in self._sentences:
            self._sentences[passage.start] = [
                Sentence(self.text, *piece, passage.clauses)
                for piece in pieces(self.text, passage.sentences)
            ]
        return self._sentences[passage.start]

    @property
    def spelling(self) -> Spelling:
        """The numbers that its words may spell."""
        if self._spelling is None:
            self._spelling = Spelling(self.text)
        return self._spelling


def read_claims(text: str, parts: Iterable[Part], given: frozenset[Number] | None = None) -> Claims:
    """Read parts of a trace for what they state.

    ``given`` are the numbers a solution starts from, None where they are not known.
    """
    text = without_bold(text)
    may_seem, corrects = may_appear(text), may_correct(text)
    passages = []
    for section, step, start, end in parts:
        stop = min(end, start + MAX_PASSAGE)
        spans = sentences(text, start, stop)[:_MAX_SENTENCES]
        found = Clauses(text, spans, may_seem=may_seem, may_correct=corrects)
        equations = read_equations(text, spans, found)
        passages.append(Passage(section, step, start, stop, spans, found, equations))
    mark_dumps(passages, text, given)
    return Claims(text, tuple(passages))
