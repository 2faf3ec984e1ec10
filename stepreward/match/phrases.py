"""Find a phrase or a read-off value in a step: all its terms, asserted, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import EQUAL, same_term
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.objections import DECISIVE, OPPOSITES, objection, status_at
from stepreward.match.symbols import SYMBOLS

_MANY = 30  # terms of a form


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
    for found in _all_occurrences(required, sentence, form):
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


def _all_occurrences(
    terms: Sequence[Term], sentence: Sentence, form: PhraseForm
) -> Iterator[Occurrences]:
    """Find every term; of a form that repeats a few terms endlessly, each once."""
    if len(terms) <= _MANY:
        yield from (_occurrences(term, sentence, form) for term in terms)
        return
    found: dict[Term, Occurrences] = {}
    for term in terms:
        anywhere = term._replace(start=0, end=0)
        if anywhere not in found:
            found[anywhere] = _occurrences(term, sentence, form)
        yield found[anywhere]._replace(term=term)


def _occurrences(term: Term, sentence: Sentence, form: PhraseForm) -> Occurrences:
    """Find a term; a directed predicate also by its opposite."""
    found = _same_terms(term, sentence, form) or _by_symbol(term, sentence)
    if found or term.text not in OPPOSITES:
        return Occurrences(term, found, is_opposite=False)
    turned = [
        i for i, other in enumerate(sentence.words.terms) if other.text == OPPOSITES[term.text]
    ]
    return Occurrences(term, turned, is_opposite=True)


def _same_terms(term: Term, sentence: Sentence, form: PhraseForm) -> list[int]:
    """List where a term stands; a word that is not there may be misspelled."""
    if term.value is None and term.kind != "entity":
        places = sentence.words.spelled.get(term.text)
        if places is not None and term.text not in EQUAL:
            return list(places)
        return sorted(
            at
            for places in sentence.words.spelled.values()
            if same_term(term, sentence.words.terms[places[0]])
            for at in places
        )
    wants_operand = any(other.is_operand for other in form.terms)
    return [
        i
        for i, other in enumerate(sentence.words.terms)
        if (other.value is None) == (term.value is None)
        and same_term(term, other)
        and not (other.is_operand and not wants_operand)
    ]


def _by_symbol(term: Term, sentence: Sentence) -> list[int]:
    """Find a quantity by the letter that stands for it: r = 4 for the radius."""
    symbols = SYMBOLS.get(term.text, "") if term.kind == "word" else ""
    return [
        at
        for at, other in enumerate(sentence.words.terms[:-1])
        if other.kind == "entity"
        and other.text[0] in symbols
        and other.text[1:2] in ("", "_", "(")
        and sentence.words.terms[at + 1].text == "equal"
    ]


def _count_objection(kept: Sequence[Occurrences]) -> str:
    """Two equal numbers in a key need two in the step."""
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
    has_number = any(term.kind == "number" for term in required if term not in years)
    before = sentences[at - 1]
    return has_number and bool(sentences[at].words.pronouns) and _has_all(missing, before)


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
