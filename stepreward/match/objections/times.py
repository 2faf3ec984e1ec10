"""Whose time of day it is: in York at 11:40, in Leeds at 12:08."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences


def time_objection(sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that nothing of the key has a time of its own: in York at 11:40, in Leeds at 12:08."""
    times = {at for found in kept if _is_time(found.term) for at in found.at}
    if not times:
        return ""
    terms = sentence.words.terms
    for found in kept:
        if not times.isdisjoint(found.at) or not _is_named(sentence, found):
            continue
        behind = [at + 1 for at in found.at]
        if all(at < len(terms) and _is_time(terms[at]) and at not in times for at in behind):
            return "it has another time"
    return ""


def _is_named(sentence: Sentence, found: Occurrences) -> bool:
    """Tell a name and a numbered thing; a verb may be left out at its second time."""
    if found.term.kind != "word":
        return found.term.kind in ("entity", "number")
    low = sentence.start + sentence.words.terms[found.at[0]].start
    return sentence.text[low].isupper()


def _is_time(term: Term) -> bool:
    return term.kind == "word" and _TIME.match(term.text) is not None


_TIME = re.compile(r"\d{1,2}:\d\d")
