"""Bind each value to its subject: "2018 is 45 and 2019 is 50" gives 2019 no 45."""

from __future__ import annotations

import re
from bisect import bisect_right
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
        own = {i for found in (value, *subjects) for i in found.at}
        spots = [spot for spot in value.at if not _is_given_to_another(sentence, spot, subjects)]
        bound = any(
            all(
                any(_together(sentence, spot, at, own) for at in subject.at) for subject in subjects
            )
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


def _together(sentence: Sentence, spot: int, at: int, own: set[int]) -> bool:
    """Tell whether a subject and a value stand together, with no other value or subject between."""
    if sentence.words.has_respectively:
        return _same_rank(sentence, spot, at)
    terms = sentence.words.terms
    low, high = sorted((spot, at))
    between = terms[low + 1 : high]
    rivals = [
        t for t in between if t.kind == terms[at].kind == "entity" and t.text != terms[at].text
    ]
    if rivals and any(term.kind == "number" for term in between):
        return False
    if not any(terms[low].end <= position <= terms[high].start for position in sentence.words.cuts):
        return True
    if _is_alone(sentence, spot, own):
        return True
    if at == spot + 1 and _explains(sentence, spot, at):
        return True
    start, end = _stretch(sentence, spot)
    if start <= terms[at].start < end:
        return True
    if at > spot:
        return False
    other_numbers = (i for i in range(low + 1, high) if terms[i].kind == "number" and i not in own)
    return next(other_numbers, None) is None and not _has_rival(sentence, at, spot, own)


_EXPLAINS = re.compile(
    r"[\s$)\\]*,?\s*(?:which|that|this|it)(?:'s|\s+is)\s+(?:the|a|an|his|her|its)\s+"
)


def _explains(sentence: Sentence, spot: int, at: int) -> bool:
    """Tell "12, which is the difference"."""
    terms = sentence.words.terms
    low, high = (sentence.start + edge for edge in (terms[spot].end, terms[at].start))
    return _EXPLAINS.fullmatch(sentence.text, low, high) is not None


def _is_alone(sentence: Sentence, spot: int, own: set[int]) -> bool:
    """Tell whether the statement around a value names no other one."""
    statement = bisect_right(sentence.words.breaks, sentence.words.terms[spot].start)
    return not any(
        term.kind == "number"
        and i not in own
        and bisect_right(sentence.words.breaks, term.start) == statement
        for i, term in enumerate(sentence.words.terms)
    )


def _stretch(sentence: Sentence, spot: int) -> tuple[int, int]:
    """Find the cuts around a term."""
    position = sentence.words.terms[spot].start
    low = max((cut for cut in sentence.words.cuts if cut <= position), default=-1)
    high = min((cut for cut in sentence.words.cuts if cut > position), default=1 << 60)
    return low, high


def _has_rival(sentence: Sentence, at: int, spot: int, own: set[int]) -> bool:
    """Tell whether the value's own stretch names a subject of the same kind."""
    low, _ = _stretch(sentence, spot)
    terms, subject = sentence.words.terms, sentence.words.terms[at]
    return any(
        terms[i].kind == subject.kind and terms[i].start >= low and i not in own
        for i in range(at + 1, spot)
        if terms[i].kind in ("entity", "word")
    )


def _same_rank(sentence: Sentence, spot: int, at: int) -> bool:
    """Read "A, B and C have 1, 2 and 3, respectively" by position in the two lists."""
    terms = sentence.words.terms
    numbers = [i for i, term in enumerate(terms) if term.kind == "number"]
    if spot not in numbers:
        return False
    half, is_odd = divmod(len(numbers), 2)
    if not is_odd and all(is_year(terms[i]) for i in numbers[:half]):
        years, values = numbers[:half], numbers[half:]
        return at in years and spot in values and years.index(at) == values.index(spot)
    names = [i for i in range(numbers[0]) if terms[i].kind in ("word", "entity")]
    return len(names) >= len(numbers) and names[numbers.index(spot)] == at
