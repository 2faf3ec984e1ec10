"""What a list is led by holds for all of it: the row for Ann reads 12 in May, 17 in June."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from stepreward.claims.statements import Sentence

_MAX_COLONS = 1  # more of them stand behind the items
# What may stand between a comma and the value that an item begins with.
_OPENS = re.compile(r"[,;\s]*(?:and\s+|but\s+|then\s+)?(?:about\s+|only\s+|roughly\s+)?[$€£~≈\s]*")


def is_led(sentence: Sentence, spot: int, at: int, own: Collection[int]) -> bool:
    """Tell a subject that leads a list from those that stand in its items."""
    if at < spot and _leads_by_colon(sentence, at):
        return True
    item = _item_of(sentence, spot, own)
    return item is not None and (at < item.first or _is_counted(sentence, item.first, at))


def _is_counted(sentence: Sentence, first: int, at: int) -> bool:
    """Tell the cakes of "12 cakes in 2019, 15 in 2020", which the first value counts."""
    terms = sentence.words.terms
    nouns = terms[first].nouns
    is_noun = terms[at].kind == "word" and first < at <= first + len(nouns)
    is_said_again = any(term.nouns and i > first for i, term in enumerate(terms))
    return is_noun and not is_said_again and terms[at].text in nouns


def is_of_other_item(sentence: Sentence, spot: int, at: int, own: Collection[int]) -> bool:
    """Tell the 1 of "12 (round 1), 17 (round 2)" from what the 17 belongs to."""
    if sentence.words.terms[at].kind != "number" or at >= spot:
        return False
    item = _item_of(sentence, spot, own)
    return item is not None and item.first < at < item.low


def _leads_by_colon(sentence: Sentence, at: int) -> bool:
    """Tell the mix of "the energy mix is: coal 50%, wind 38%"; a number behind it is its own."""
    terms, start = sentence.words.terms, sentence.start
    text = sentence.text[start : sentence.end]
    colon = text.find(":")
    if colon < terms[at].end or text.count(":") > _MAX_COLONS:
        return False
    behind = bisect_right(terms, colon, key=lambda term: term.start)
    if behind >= len(terms) or terms[behind].kind == "number":
        return False
    return all(term.kind != "number" for term in terms[:behind])


class _Item(NamedTuple):
    """The terms of an item that begins with a value, and the first value of its list."""

    first: int
    low: int
    high: int


def _item_of(sentence: Sentence, spot: int, own: Collection[int]) -> _Item | None:
    """Find the item of a value in "45 mm in May, 60 mm in June"; each begins with its value."""
    terms, cuts, start = sentence.words.terms, sentence.words.cuts, sentence.start
    first = next(i for i, term in enumerate(terms) if term.kind == "number")
    if not 0 < first < spot:
        return None
    edges = [*cuts[bisect_right(cuts, terms[first].start) :], 1 << 60]
    for low, high in pairwise(edges):
        inside = [i for i, term in enumerate(terms) if low <= term.start < high]
        if not inside:
            continue  # ", and"
        opening = sentence.text[start + low : start + terms[inside[0]].start]
        if terms[inside[0]].kind != "number" or _OPENS.fullmatch(opening) is None:
            return None
        if spot == inside[0]:
            has_label = any(i in own for i in inside[1:])
            return _Item(first, spot, inside[-1]) if has_label else None
    return None
