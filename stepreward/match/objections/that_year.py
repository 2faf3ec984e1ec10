"""The year that "that year" goes back to: "the bar for 2014 is at 62%, so 62% did in that year"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences, is_year

_THAT_YEAR = re.compile(r"\b(?:that|this|the\s+same)\s+year\b", re.IGNORECASE)


def without_that_year(sentence: Sentence, kept: Sequence[Occurrences]) -> list[Occurrences]:
    """Leave out the year that stands for itself further on, once it was named."""
    said = _THAT_YEAR.search(sentence.text, sentence.start, sentence.end)
    if said is None:
        return list(kept)
    named = _last_year(sentence, said.start())
    return [one for one in kept if not (is_year(one.term) and one.term.value == named)]


def is_year_before(missing: Sequence[Term], sentence: Sentence, before: Sentence) -> bool:
    """Tell whether all that is missing is the year that the sentence before named last."""
    if any(not is_year(term) or term.value != missing[0].value for term in missing):
        return False
    if _THAT_YEAR.search(sentence.text, sentence.start, sentence.end) is None:
        return False
    return _last_year(before, before.end) == missing[0].value


def _last_year(sentence: Sentence, end: int) -> object:
    """Find the year that stands last before a position; None without one."""
    return next(
        (
            term.value
            for term in reversed(sentence.words.terms)
            if sentence.start + term.end <= end and is_year(term)
        ),
        None,
    )
