"""What a trace tells in words: values that it reads off, and relations of named things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims import Passage
from stepreward.claims.density import USUAL
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.keysteps.candidate import EDGES, Candidate, candidate
from stepreward.keysteps.computed import operands_of
from stepreward.keysteps.reading import Reading
from stepreward.match.binding import is_year

_MAX_TERMS = 4  # content words around a value, or in a relation
_NAMING = re.compile(
    r"\b(?:let|be|denotes?|represents?|suppose|the number of|both sides)\b", re.IGNORECASE
)


class Read(NamedTuple):
    """Which values a trace reads off: all that it neither has from the question nor computes.

    ``needed`` are those it computes with; None where it computes nothing, and all may count.
    """

    known: frozenset[Number]
    computed: frozenset[Number]
    needed: frozenset[Number] | None

    def counts(self, value: Number, *, is_named: bool) -> bool:
        """Tell a value that somebody had to read off; a named thing may have one that is given."""
        if value in self.computed or (value in self.known and not is_named):
            return False
        if self.needed is None or is_named:
            return True
        return value in self.needed or value * 100 in self.needed  # 25% + 20% adds 25 and 20


def read_off(reading: Reading, equations: Sequence[Candidate]) -> Read:
    """Tell what a trace needs to read off from what it is given and what it computes."""
    known = reading.known or frozenset()
    computed = frozenset(one.results[-1] for one in equations if one.computes and one.results)
    asserted = [
        equation
        for passage in reading.claims.passages
        for equation in passage.equations
        if equation.status == ASSERTED
    ]
    used = frozenset(chain.from_iterable(map(operands_of, asserted)))
    given = [value for value in known if not (isinstance(value, int) and 1800 <= value < 2100)]
    everyday = USUAL if len(given) > 1 else frozenset()  # the question is told in numbers
    needed = used - known - computed - everyday if used else None
    return Read(known, computed, needed)


def told_in(
    reading: Reading, passage: Passage, sentence: Sentence, read: Read
) -> Iterator[Candidate]:
    """Go through the statements of a sentence that no equation is part of."""
    plain = reading.text[sentence.start : sentence.end]
    if _NAMING.search(plain):
        return
    for terms in _pieces(sentence):
        low, high = sentence.start + terms[0].start, sentence.start + terms[-1].end
        if any(e.start < high and low < e.end for e in passage.equations) or terms[0].start < 0:
            continue
        if not _is_asserted(sentence, terms):
            continue
        strong = [term for term in terms if term.kind != "weak"]
        values = [t for t in strong if t.kind == "number" and not is_year(t)]
        if not (_gives_value(strong, values, read) if values else _relates(strong, passage)):
            continue
        text = " ".join(plain[terms[0].start : terms[-1].end].replace("$", "").split())
        if "=" in text:
            continue  # of an equation that was not read
        one = candidate(text.strip(EDGES), reading.share(low))
        if one is not None and one.key.phrases:
            results = tuple(term.value for term in values if term.value is not None)
            yield one._replace(results=results, terms=tuple(terms))


def _pieces(sentence: Sentence) -> Iterator[Sequence[Term]]:
    """Cut the terms of a sentence where a statement ends; a list of values, at its commas."""
    words = sentence.words
    for statement in _cut(words.terms, words.breaks):
        values = [t for t in statement if t.kind == "number" and not is_year(t)]
        yield from _cut(statement, words.cuts) if len(values) > 1 else [statement]


def _cut(terms: Sequence[Term], edges: Sequence[int]) -> Iterator[Sequence[Term]]:
    rest = list(terms)
    for edge in edges:
        before = [term for term in rest if term.start < edge]
        rest = rest[len(before) :]
        if before:
            yield before
    if rest:
        yield rest


def _is_asserted(sentence: Sentence, terms: Sequence[Term]) -> bool:
    if any(term.text == "not" for term in terms):
        return False
    return all(sentence.status_of(term) == ASSERTED for term in terms)


def _gives_value(strong: Sequence[Term], values: Sequence[Term], read: Read) -> bool:
    """Tell one value and what it is the value of: "the 2019 bar is 45"."""
    value = values[0].value
    if len(values) > 1 or value is None or any(term.is_operand for term in strong):
        return False
    return 1 < len(strong) <= _MAX_TERMS + 1 and read.counts(value, is_named=is_named(strong))


def _relates(strong: Sequence[Term], passage: Passage) -> bool:
    """Tell a named thing and what is said of it: "AD is a median", "l is parallel to m"."""
    names = sum(term.kind == "entity" for term in strong)
    is_short = 1 < len(strong) <= _MAX_TERMS
    return passage.step is not None and names > 0 and len(strong) > names and is_short


def is_named(terms: Sequence[Term]) -> bool:
    """Tell what is said of a named thing, such as AD or ∠4."""
    return any(term.kind == "entity" for term in terms)
