"""A change told year by year: "in 2011 it was at 14.1 and in 2012 at 14.6, so it went up"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.binding import is_year
from stepreward.match.keys import PhraseForm

CHANGES = frozenset({"rise", "fall"})
_UP = {"rise": True, "greater": True, "fall": False, "less": False}
# What concludes from two values that something changed.
_CONCLUDES = re.compile(
    r"\b(?:so|thus|hence|therefore|means|which|over\s+(?:that|this|the)"
    r"|between\s+(?:these|the\s+two|those)|in\s+(?:that|this)\s+time)\b",
    re.IGNORECASE,
)
_PAIR = 2  # years of a change


def find_change(form: PhraseForm, sentences: Sequence[Sentence], at: int) -> tuple[int, int] | None:
    """Find where a sentence concludes that something rose or fell between two years."""
    changes = [term for term in form.required if term.text in CHANGES]
    years = [term for term in form.required if is_year(term)]
    things = [term for term in form.required if term not in changes and term not in years]
    if len(changes) != 1 or len(years) != _PAIR or not things or form.is_negative:
        return None
    if any(term.kind == "number" for term in things) or years[0].value == years[1].value:
        return None
    sentence = sentences[at]
    place = next((i for i in sentence.words.spelled.get(changes[0].text, ())), None)
    if place is None or sentence.status_of(sentence.words.terms[place]) != ASSERTED:
        return None
    told = _told_until(sentence, place)
    said = [term for term in told if is_year(term)]
    if len(said) < _PAIR and at:
        before = list(sentences[at - 1].words.terms)
        told, said = before + told, [term for term in before if is_year(term)] + said
    last = said[-1] if said else None
    if last is None or [term.value for term in said] != [year.value for year in years]:
        return None
    ups = {_UP[term.text.partition(":")[0]] for term in told if _is_degree(term)}
    if ups != {_UP[changes[0].text]} or not _holds(told, things):
        return None
    low = sentence.start + (last.end if last in sentence.words.terms else 0)
    term = sentence.words.terms[place]
    if _CONCLUDES.search(sentence.text, low, sentence.start + term.start) is None:
        return None
    return sentence.start, sentence.start + term.end


def _told_until(sentence: Sentence, place: int) -> list[Term]:
    """List the terms up to the next cut behind a change."""
    terms, cuts = sentence.words.terms, sentence.words.cuts
    edge = next((cut for cut in cuts if cut >= terms[place].end), 1 << 60)
    return [term for term in terms if term.start < edge]


def _is_degree(term: Term) -> bool:
    return term.kind == "word" and term.text.partition(":")[0] in _UP


def _holds(told: Sequence[Term], things: Sequence[Term]) -> bool:
    return all(any(same_term(thing, term) for term in told) for thing in things)
