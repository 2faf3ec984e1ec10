"""Comparisons without a "than": "Japan has 28 and Korea 16, so Japan's share is the larger one"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.keys import PhraseForm
from stepreward.match.kin import STATED_BY
from stepreward.match.predicates import OPPOSITES, is_degree

_ARTICLE = re.compile(
    r"\b(?:the|is|are|was|were|has|have|had|gets?|got)\s+(?:(?:much|far|a\s+(?:bit|little))\s+|[a-z]+ly\s+)?\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\bof\s+(?:the|these)\s+two\b", re.IGNORECASE)
_CHARS = 20  # before a word of degree


class Compared(NamedTuple):
    """What a key step compares: by which degree, what stands before it and what behind "than"."""

    degree: Term
    left: tuple[Term, ...]
    right: tuple[Term, ...]


def compared_in(form: PhraseForm) -> Compared | None:
    """Read "A is larger than B", of no number."""
    terms = form.terms
    than = next((i for i, term in enumerate(terms) if term.text == "than"), None)
    if than is None:
        return None
    at = next((i for i, term in enumerate(terms) if is_degree(term)), than)
    if at >= than:
        return None
    if form.is_negative or any(term.kind == "number" for term in terms):
        return None
    left = [term for term in terms[:at] or terms[at + 1 : than] if term.kind != "weak"]
    right = [term for term in terms[than + 1 :] if term.kind != "weak"]
    shared = {term.text for term in left} & {term.text for term in right}
    left, right = ([t for t in side if t.text not in shared] for side in (left, right))
    return Compared(terms[at], tuple(left), tuple(right)) if left and right else None


def find_of_two(form: PhraseForm, sentences: Sequence[Sentence], at: int) -> tuple[int, int] | None:
    """Find where a sentence that names both calls one of them the larger, or the other smaller."""
    compared = compared_in(form)
    sentence = sentences[at]
    if compared is None:
        return None
    terms = sentence.words.terms
    for place, term in enumerate(terms):
        if not is_degree(term) or not (
            _has_article(sentence, term) or _is_how(form, sentence, place)
        ):
            continue
        if any(other.text == "than" for other in _in_statement(sentence, place)):
            continue
        if not _ends_there(form, sentence, place):
            continue  # the older brother
        if _states(compared.degree.text, term.text):
            winner, loser = compared.left, compared.right
        elif _states(OPPOSITES.get(compared.degree.text, ""), term.text):
            winner, loser = compared.right, compared.left
        else:
            continue
        if sentence.status_of(term) != ASSERTED:
            continue
        if _is_said_of(winner, loser, sentences, at, place):
            low = min(term.start, *[t.start for t in _in_statement(sentence, place)])
            return sentence.start + low, sentence.start + term.end
    return None


def _ends_there(form: PhraseForm, sentence: Sentence, place: int) -> bool:
    """Tell "the larger one" and "the larger share" from what has a larger thing."""
    terms = sentence.words.terms
    if _ONE.match(sentence.text, sentence.start + terms[place].end, sentence.end) is not None:
        return True
    behind = terms[place + 1 : place + 2]
    return any(same_term(term, other) for term in behind for other in form.terms)


_ONE = re.compile(r"\s*(?:one\b|of\s+(?:the|these)\s+two\b|[.,;)]|\Z)", re.IGNORECASE)


def _is_said_of(
    winner: Sequence[Term],
    loser: Sequence[Term],
    sentences: Sequence[Sentence],
    at: int,
    place: int,
) -> bool:
    """Tell whether the statement around a degree names the one and not the other thing."""
    sentence = sentences[at]
    said = _in_statement(sentence, place)
    if _names(loser[-1:], said):  # with 14 girls and 11 boys, there are more girls
        edge = max(
            [cut for cut in sentence.words.cuts if cut < sentence.words.terms[place].start],
            default=-1,
        )
        said = [term for term in said if term.start > edge]
    if not _names(winner[-1:], said) or _names(loser[-1:], said):
        return False
    around = list(sentence.words.terms)
    if _PAIR.search(sentence.text, sentence.start, sentence.end) is not None and at:
        around += sentences[at - 1].words.terms
    return _names([*winner, *loser], around)


def _in_statement(sentence: Sentence, place: int) -> list[Term]:
    breaks, terms = sentence.words.breaks, sentence.words.terms
    own = bisect_right(breaks, terms[place].start)
    return [term for term in terms if bisect_right(breaks, term.start) == own]


def _is_how(form: PhraseForm, sentence: Sentence, place: int) -> bool:
    """Tell the "earlier" of "so the bus arrives earlier", where the key step says "arrives"."""
    if not place or place + 1 < len(sentence.words.terms):
        return False
    verb = sentence.words.terms[place - 1]
    return any(same_term(verb, term) for term in form.terms[1:] if term.kind == "word")


def _names(wanted: Sequence[Term], said: Sequence[Term]) -> bool:
    return all(any(same_term(term, other) for other in said) for term in wanted)


def _has_article(sentence: Sentence, term: Term) -> bool:
    low = sentence.start + term.start
    return _ARTICLE.search(sentence.text, max(sentence.start, low - _CHARS), low) is not None


def _states(wanted: str, said: str) -> bool:
    return said == wanted or any(kin.text == said for kin in STATED_BY.get(wanted, ()))
