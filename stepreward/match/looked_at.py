"""The thing that is looked at, left unnamed: "this is no square" of a shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences

LOOKED_AT = canonical_words("shape figure object picture image graph diagram drawing")
_NAMED = r"(?:shape|figure|object|picture|image|photo|graph|diagram|drawing)"
_NAMES_IT = re.compile(rf"\b{_NAMED}\b", re.IGNORECASE)
_OPENING = 8  # characters before a pronoun that opens a sentence
_ONLY_ITS = re.compile(r"\W*(?:because|since|as)?\s*(?:it\s+has|its)\b", re.IGNORECASE)
_MOST_BEFORE = 80  # characters between what it is and the first word about it
_THIS_IS = re.compile(
    rf"\b(?:this|it|that|(?:the|this)\s+(?P<named>{_NAMED}))"
    r"(?:['’]s|\s+(?:is|was|can|cannot|must|has|have|does|will|could|shows|represents))\b",
    re.IGNORECASE,
)


def is_looked_at(
    missing: Sequence[Term], sentences: Sequence[Sentence], at: int, kept: Sequence[Occurrences]
) -> bool:
    """Tell "this is no square", and "the figure is none", of the shape that is asked about."""
    if not all(term.text in LOOKED_AT for term in missing):
        return False
    sentence = sentences[at]
    low = sentence.start + min(sentence.words.terms[found.at[0]].start for found in kept)
    told = [*_THIS_IS.finditer(sentence.text, max(sentence.start, low - _MOST_BEFORE), low)]
    if not told:
        return False
    said = told[-1]
    if said["named"] is not None or (said.start() - sentence.start <= _OPENING and not at):
        return True
    if at == 0 and _ONLY_ITS.match(sentence.text, sentence.start, said.start()) is not None:
        return True
    before = sentences[max(at - 1, 0)].start
    return _NAMES_IT.search(sentence.text, before, said.start()) is not None
