"""Bind each value to its subject: "2018 is 45 and 2019 is 50" gives 2019 no 45."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term


class Occurrences(NamedTuple):
    """Where a term of the key stands among the terms of a sentence; or its opposite does."""

    term: Term
    at: list[int]
    is_opposite: bool


def is_year(term: Term) -> bool:
    """Tell a year, which names a thing, from a value."""
    return isinstance(term.value, int) and 1800 <= term.value < 2100 and term.unit is None


def pairs_of(kept: list[Occurrences]) -> list[tuple[Occurrences, list[Occurrences]]]:
    """Give each number of the key the terms before it as its subject: x = 4, y = 13.

    Where two numbers follow each other ("the 2019 bar is 45", "from 10 to 18") the last is the
    value, and all else its subject.
    """
    numbers = [at for at, found in enumerate(kept) if found.term.kind == "number"]
    if not numbers or (len(numbers) > 1 and all(is_year(kept[at].term) for at in numbers)):
        return []
    edges = [-1, *numbers]
    if len(numbers) > 1 and all(b - a > 1 for a, b in pairwise(edges)):
        groups = [kept[a + 1 : b] for a, b in pairwise(edges)]
        groups[-1] = groups[-1] + kept[numbers[-1] + 1 :]
        return [(kept[at], group) for at, group in zip(numbers, groups, strict=True)]
    value = kept[numbers[-1]]
    return [(value, [found for found in kept if found is not value])]


def binding_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that each value of the key stands with its own subject."""
    for value, subjects in pairs_of(kept):
        spots = [spot for spot in value.at if not _is_given_to_another(sentence, spot, subjects)]
        bond = _bond(sentence, {i for found in (value, *subjects) for i in found.at})
        bound = any(
            all(any(_together(bond, spot, at) for at in subject.at) for subject in subjects)
            for spot in spots
        )
        if subjects and not bound:
            return "the value belongs to another subject"
    return ""


def _is_given_to_another(sentence: Sentence, spot: int, subjects: Sequence[Occurrences]) -> bool:
    """Tell the 7 of "AD = 7" where the key asks for AE."""
    wanted = [found for found in subjects if found.term.kind == "entity"]
    if not wanted or spot < 2 or sentence.words.terms[spot - 1].text != "equal":
        return False
    named = sentence.words.terms[spot - 2]
    if named.kind != "entity" or named.is_operand:
        return False
    return all(spot - 2 not in found.at for found in wanted)


class _Bond(NamedTuple):
    """A sentence in which a value is held against its subject.

    ``own`` are the terms of both, ``numbers`` where any number stands, and ``crowded`` the
    statements that hold a number of something else.
    """

    sentence: Sentence
    own: set[int]
    numbers: list[int]
    crowded: set[int]


def _bond(sentence: Sentence, own: set[int]) -> _Bond:
    terms, breaks = sentence.words.terms, sentence.words.breaks
    numbers = [i for i, term in enumerate(terms) if term.kind == "number"]
    crowded = {bisect_right(breaks, terms[i].start) for i in numbers if i not in own}
    return _Bond(sentence, own, numbers, crowded)


def _together(bond: _Bond, spot: int, at: int) -> bool:
    """Tell whether a subject and a value stand together, with no other value or subject between."""
    sentence, own = bond.sentence, bond.own
    if sentence.words.has_respectively:
        return _same_rank(bond, spot, at)
    terms, cuts = sentence.words.terms, sentence.words.cuts
    low, high = sorted((spot, at))
    first, last = bisect_right(bond.numbers, low), bisect_left(bond.numbers, high)
    if first < last and terms[at].kind == "entity":
        name = terms[at].text
        if any([term.kind == "entity" and term.text != name for term in terms[low + 1 : high]]):
            return False
    if bisect_left(cuts, terms[low].end) >= bisect_right(cuts, terms[high].start):
        return True
    if bisect_right(sentence.words.breaks, terms[spot].start) not in bond.crowded:
        return True
    if at == spot + 1 and _explains(sentence, spot, at):
        return True
    start, end = _stretch(sentence, spot)
    if start <= terms[at].start < end:
        return True
    if at > spot or any([i not in own for i in bond.numbers[first:last]]):
        return False
    return not _has_rival(sentence, at, spot, own)


_EXPLAINS = re.compile(
    r"[\s$)\\]*,?\s*(?:which|that|this|it)(?:'s|\s+is)\s+(?:the|a|an|his|her|its)\s+"
)


def _explains(sentence: Sentence, spot: int, at: int) -> bool:
    """Tell "12, which is the difference"."""
    terms = sentence.words.terms
    low, high = (sentence.start + edge for edge in (terms[spot].end, terms[at].start))
    return _EXPLAINS.fullmatch(sentence.text, low, high) is not None


def _stretch(sentence: Sentence, spot: int) -> tuple[int, int]:
    """Find the cuts around a term."""
    cuts = sentence.words.cuts
    at = bisect_right(cuts, sentence.words.terms[spot].start)
    return cuts[at - 1] if at else -1, cuts[at] if at < len(cuts) else 1 << 60


def _has_rival(sentence: Sentence, at: int, spot: int, own: set[int]) -> bool:
    """Tell whether the value's own stretch names a subject of the same kind."""
    low, _ = _stretch(sentence, spot)
    terms, subject = sentence.words.terms, sentence.words.terms[at]
    return any(
        terms[i].kind == subject.kind and terms[i].start >= low and i not in own
        for i in range(at + 1, spot)
        if terms[i].kind in ("entity", "word")
    )


def _same_rank(bond: _Bond, spot: int, at: int) -> bool:
    """Read "A, B and C have 1, 2 and 3, respectively" by position in the two lists."""
    terms, numbers = bond.sentence.words.terms, bond.numbers
    if spot not in numbers:
        return False
    half, is_odd = divmod(len(numbers), 2)
    if not is_odd and all(is_year(terms[i]) for i in numbers[:half]):
        years, values = numbers[:half], numbers[half:]
        return at in years and spot in values and years.index(at) == values.index(spot)
    names = [i for i in range(numbers[0]) if terms[i].kind in ("word", "entity")]
    return len(names) >= len(numbers) and names[numbers.index(spot)] == at
