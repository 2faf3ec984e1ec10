"""Find a phrase or a read-off value in a step: all its terms, asserted, in one statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.context import is_context
from stepreward.match.keys import PhraseForm
from stepreward.match.objections.objection import objection
from stepreward.match.occurrences import occurrences_of, turned_round
from stepreward.match.told.otherwise import told_otherwise

_OPENING = 8  # characters before a pronoun that opens a sentence
_ENDLESS = 24  # times that a sentence says one thing; each is held against each of the others


class PhraseMatch(NamedTuple):
    """Where the terms of a phrase were found."""

    start: int
    end: int


class NearMiss(NamedTuple):
    """How much of a phrase a sentence holds, and what it lacks."""

    share: float
    start: int
    end: int
    lacks: str


def find_phrase(form: PhraseForm, sentences: Sequence[Sentence], at: int) -> PhraseMatch | NearMiss:
    """Look for a phrase in one sentence; what only sets the scene may stand in the one before."""
    sentence = sentences[at]
    required = form.required
    kept: list[Occurrences] = []
    missing: list[Term] = []
    for found in occurrences_of(required, sentence, form):
        if found.at:
            kept.append(found)
        else:
            missing.append(found.term)
    told = told_otherwise(form, sentences, at)
    if isinstance(told, tuple):
        return PhraseMatch(*told)
    if told is False:
        return _near(sentence, kept, missing, len(required), "it says the opposite")
    if not kept or (missing and not is_context(form, missing, sentences, at, kept)):
        return _near(sentence, kept, missing, len(required))
    reason = _count_objection(kept) or objection(form, sentence, kept)
    if reason and (turned := turned_round(sentence, kept)):
        reason = objection(form, sentence, turned)
    if not reason and len(required) == 1 and required[0].kind == "number":
        reason = _result_objection(sentence, kept[0])
    if reason:
        return _near(sentence, kept, missing, len(required), reason)
    low = min(sentence.words.terms[found.at[0]].start for found in kept)
    high = max(sentence.words.terms[found.at[-1]].end for found in kept)
    return PhraseMatch(sentence.start + low, sentence.start + high)


def has_one_value(form: PhraseForm) -> bool:
    """Tell a phrase that gives a subject one number: "the 2019 bar is 45"."""
    return sum(term.kind == "number" and not is_year(term) for term in form.terms) == 1


def gives_other_value(form: PhraseForm, sentence: Sentence) -> bool:
    """Tell a sentence that says all of a phrase and nothing more, with another number."""
    required = form.required
    value = next(term for term in required if term.kind == "number" and not is_year(term))
    rest = [term for term in required if term is not value]
    said = [term for term in sentence.words.terms if term.kind != "weak"]
    if not rest or len(said) != len(required):
        return False
    others = [term for term in said if not any(same_term(one, term) for one in rest)]
    if len(others) != 1:
        return False
    other = others[0]
    is_number = other.kind == "number" and not other.is_operand
    is_alike = (other.text, other.unit) == (value.text, value.unit)
    return (
        is_number
        and is_alike
        and not same_term(value, other)
        and sentence.status_of(other) == ASSERTED
    )


def _count_objection(kept: Sequence[Occurrences]) -> str:
    """Two equal numbers in a key need two in the step; what is said endlessly says nothing."""
    if any([len(found.at) > _ENDLESS for found in kept]):
        return "it is said over and over"
    alike = Counter(tuple(found.at) for found in kept if found.term.kind == "number")
    if any(count > len(places) for places, count in alike.items()):
        return "one number stands where two belong"
    return ""


def _result_objection(sentence: Sentence, found: Occurrences) -> str:
    """Ask of a number alone that something comes to it: "9 in total", not "stems 8 and 9"."""
    terms, text = sentence.words.terms, sentence.text
    if len(terms) == len(found.at):
        return ""  # nothing else is said
    for at in found.at:
        low, high = (sentence.start + edge for edge in (terms[at].start, terms[at].end))
        if _LEADING.search(text, max(sentence.start, low - _OPENING * 2), low) is not None:
            return ""
        if _ENDING.match(text, high, sentence.end) is not None:
            return ""
    return "the number is no result"


# What leads to a result, and what says behind a number that it is one.
_LEADING = re.compile(
    r"(?:\b(?:lasts?(?:\s+for)?|lasted(?:\s+for)?|takes?|took|costs?|weighs?|measures?|measured"
    r"|is|are|was|were|be|equals?|gives?|gave|giving|gets?|got|makes?|has|have|had|leaves?"
    r"|totals?|to|only|exactly|about|roughly|approximately|answer|of)|[=≈:→])[\s$(\\{*]*\Z",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[\s$)\\}*]*(?:in\s+(?:total|all)|altogether|left|remain)", re.IGNORECASE)


def _near(
    sentence: Sentence,
    kept: Sequence[Occurrences],
    missing: Sequence[Term],
    total: int,
    reason: str = "",
) -> NearMiss:
    terms = sentence.words.terms
    start, end = (terms[0].start, terms[-1].end) if terms else (0, 0)
    start, end = sentence.start + start, sentence.start + end
    lacks = reason or "lacks " + ", ".join(_shown(term) for term in missing[:4])
    return NearMiss(len(kept) / max(total, 1), start, end, lacks)


def _shown(term: Term) -> str:
    return term.text if term.kind != "number" else f"{float(term.value or 0):g}{term.text}"
