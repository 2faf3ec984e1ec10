"""Tell what a trace denies further on: "91 looks prime, but 91 = 7 · 13, so 91 is not prime"."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.claims.status import DENIED, NEGATED
from stepreward.match.held import may_match
from stepreward.match.keys import PhraseForm
from stepreward.match.occurrences import occurrences_of
from stepreward.match.predicates import is_degree

_MAX_BEHIND = 40  # sentences in which a denial is looked for


def denied_behind(
    form: PhraseForm, sentences: Sequence[Sentence], at: int, end: int
) -> Sentence | None:
    """Find the sentence that says, behind a position, that a phrase is not so."""
    if form.is_negative or form.is_hypothetical or any(map(is_degree, form.terms)):
        return None
    for number in range(at, min(at + _MAX_BEHIND, len(sentences))):
        sentence = sentences[number]
        if may_match(form.sought, sentences, number) and _denies(form, sentence, end):
            return sentence
    return None


def _denies(form: PhraseForm, sentence: Sentence, end: int) -> bool:
    """Tell whether every term stands in what is denied behind a position."""
    status_of, terms = sentence.status_of, sentence.words.terms
    required = [term for term in form.required if term.kind != "weak"]
    if len(required) < _FEWEST:
        return False
    return all(
        not found.is_opposite
        and any(
            sentence.start + terms[i].start >= end and status_of(terms[i]) in _DENYING
            for i in found.at
        )
        for found in occurrences_of(required, sentence, form)
    )


_DENYING = (NEGATED, DENIED)
_FEWEST = 2  # terms that tell what is denied
