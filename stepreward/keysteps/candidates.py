"""What a trace states that may be a key step: equations, values of something, relations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from stepreward.algebra.tree import Number
from stepreward.keysteps.candidate import Candidate
from stepreward.keysteps.computed import equations_of
from stepreward.keysteps.reading import Reading
from stepreward.keysteps.told import Read, is_named, read_off, told_in

_MAX_CANDIDATES = 60  # of one trace


def candidates_of(reading: Reading) -> list[Candidate]:
    """List what a trace states and would be matched with, in order."""
    equations = list(islice(equations_of(reading), _MAX_CANDIDATES))
    read = read_off(reading, equations)
    found = [one for one in equations if one.computes or _is_worth(one, read)]
    for passage in reading.claims.passages:
        for sentence in reading.claims.sentences(passage):
            found += told_in(reading, passage, sentence, read)
    found = found[:_MAX_CANDIDATES]
    stated = reading.states([one.key for one in found])
    kept = [one for one, is_stated in zip(found, stated, strict=True) if is_stated]
    return sorted(_tersest(kept), key=lambda one: one.place)


def _tersest(found: Sequence[Candidate]) -> list[Candidate]:
    """Keep the shortest way in which a trace reads a value off; named things keep theirs."""
    best: dict[Number, int] = {}
    for one in found:
        if one.terms and one.results:
            length = len(one.terms)
            best[one.results[0]] = min(best.get(one.results[0], length), length)
    kept = []
    for one in found:
        if one.terms and one.results and not is_named(one.terms):
            if len(one.terms) != best.get(one.results[0]):
                continue
            best[one.results[0]] = -1  # said once
        kept.append(one)
    return kept


def _is_worth(one: Candidate, read: Read) -> bool:
    """Tell "x = 30" and "AB = CD" from "chair = 3", where the question says so."""
    opening = one.text[:3]
    is_label = opening.isalpha() and not opening.isupper()
    return not one.results or read.counts(one.results[-1], is_named=not is_label)
