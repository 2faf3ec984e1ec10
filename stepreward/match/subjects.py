"""What an equation is told of: 3/10 × 2/9 for red balls is not said of blue ones."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.claims.copies import words_of
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.vocabulary import COLORS, WEEKDAYS
from stepreward.match.arithmetic.expansion import Place

_GROUPS = tuple(
    canonical_words(group)
    for group in (
        " ".join(COLORS),
        " ".join(WEEKDAYS),
        "boy girl",
        "man woman",
        "men women",
        "adult child",
        "morning afternoon evening",
        "son daughter",
        "husband wife",
        "mother father",
    )
)
_AROUND = 160  # characters on each side in which a sentence is looked for
_END = re.compile(r"[.!?;]\s|\n")


class Subject(NamedTuple):
    """The word of a key step that tells what it is about, and those that tell another thing."""

    own: frozenset[str]
    others: frozenset[str]


def subjects_of(form: str) -> tuple[Subject, ...]:
    """List the words of a form that have rivals; nothing where it names two of one kind."""
    words = frozenset(map(canonical_word, words_of(form)))
    named = [(words & group, group) for group in _GROUPS]
    return tuple([Subject(own, group - own) for own, group in named if len(own) == 1])


def is_of_rival(subjects: tuple[Subject, ...], text: str, place: Place) -> bool:
    """Tell whether the sentence around a place names a rival, and not the thing itself."""
    before = text[max(place.start - _AROUND, 0) : place.start]
    low = max([found.end() for found in _END.finditer(before)], default=0)
    behind = text[place.start : place.end + _AROUND]
    end = _END.search(behind, place.end - place.start)
    said = before[low:] + behind[: end.start() if end is not None else len(behind)]
    words = frozenset(map(canonical_word, words_of(said)))
    return any(one.own.isdisjoint(words) and not words.isdisjoint(one.others) for one in subjects)
