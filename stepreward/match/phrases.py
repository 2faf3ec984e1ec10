"""Find a phrase or a read-off value in a step: all its terms, asserted, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.objections import DECISIVE, objection, status_at
from stepreward.match.occurrences import occurrences_of

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
    if not kept or (missing and not _is_context(missing, required, sentences, at)):
        return _near(sentence, kept, missing, len(required))
    reason = _count_objection(kept) or objection(form, sentence, kept)
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
    others = [term for term in said if not any(same_term(one, term) for one in rest)]
    if not rest or len(others) != 1 or len(said) != len(required):
        return False
    other = others[0]
    is_number = other.kind == "number" and not other.is_operand
    is_alike = (other.text, other.unit) == (value.text, value.unit)
    return (
        is_number
        and is_alike
        and not same_term(value, other)
        and status_at(sentence, other.start) == ASSERTED
    )


def _count_objection(kept: Sequence[Occurrences]) -> str:
    """Two equal numbers in a key need two in the step; what is said endlessly says nothing."""
    if any([len(found.at) > _ENDLESS for found in kept]):
        return "it is said over and over"
    alike = Counter(tuple(found.at) for found in kept if found.term.kind == "number")
    if any(count > len(places) for places, count in alike.items()):
        return "one number stands where two belong"
    return ""


def _is_context(
    missing: Sequence[Term], required: Sequence[Term], sentences: Sequence[Sentence], at: int
) -> bool:
    """Let plain words stand in the sentence before: "The bar is at 40. Actually, it is at 45."."""
    if at == 0 or len(missing) * 2 > len(required):
        return False
    years = [term for term in missing if is_year(term)]
    others = [term for term in missing if not is_year(term)]
    if any(term.kind not in ("word", "weak") or term.text in DECISIVE for term in others):
        return False
    if years and any(is_year(term) for term in sentences[at].words.terms):
        return False  # it speaks of another one
    before = sentences[at - 1]
    if not sentences[at].words.pronouns or not _has_all(missing, before):
        return False
    if any(term.kind == "number" for term in required if term not in years):
        return True
    return _is_subject(missing, required, sentences[at], before)


def _is_subject(
    missing: Sequence[Term], required: Sequence[Term], sentence: Sentence, before: Sentence
) -> bool:
    """Tell what "It …" begins with: the subject of the key and of the sentence before."""
    if list(missing) != list(required[: len(missing)]) or sentence.words.pronouns[0] > _OPENING:
        return False
    opening = [term for term in before.words.terms if term.kind != "weak"][: len(missing)]
    return all(any(same_term(term, other) for other in opening) for term in missing)


def _has_all(terms: Sequence[Term], sentence: Sentence) -> bool:
    return all(any(same_term(term, other) for other in sentence.words.terms) for term in terms)


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
