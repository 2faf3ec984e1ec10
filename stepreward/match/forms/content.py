"""Tell what of a key step's words a sentence must hold, and how they stand to one another."""

from __future__ import annotations

import re
from itertools import pairwise

from stepreward.algebra.units import UNITS
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import CHANCE_WORDS, LIGHT_WORDS

_COPULA = re.compile(r"\b(?:is|are|was|were|be|has|have|had|of|in|at|by|for)\b")


def is_active(terms: tuple[Term, ...], text: str) -> bool:
    """Tell a verb between two nouns: it ends in "s", or its subject does."""
    if len(terms) not in (3, 4) or any(term.kind != "word" for term in terms):
        return False
    subject, verb = (text[term.start : term.end] for term in terms[:2])
    if len(terms) > 3 and not _is_verb_between(terms, text):
        return False
    if verb.endswith("ing") and _ONGOING.search(text) is not None:
        return _COPULA.search(_ONGOING.sub("", text)) is None
    has_verb = subject.endswith("s") != verb.endswith("s")
    return has_verb and _COPULA.search(text) is None


def _is_verb_between(terms: tuple[Term, ...], text: str) -> bool:
    """Tell "exercise increases the heart rate", whose verb an article follows."""
    return text[terms[1].end : terms[2].start].strip() in ("the", "a", "an", "its", "their")


_ONGOING = re.compile(r"\b(?:is|are|was|were)\s+(?=\w+ing\b)")


def required_of(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Leave weak words out, unless next to nothing would be left."""
    strong = tuple([term for term in terms if term.kind != "weak"])
    light = LIGHT_WORDS
    if any(term.text in _CHANGES for term in strong):
        light |= {"between"}
    texts = {term.text for term in terms}
    if not texts.isdisjoint(_OF_TWO):
        light |= _BETWEEN
    if not texts.isdisjoint(_MULTIPLES):
        light |= _AS_MANY
    if any(term.unit == _MONEY for term in strong):
        light |= {"cost", "money"}
    if any(term.text == "%" for term in strong):
        light |= _SHARING
    if any(term.text.endswith(":speed") for term in strong):
        strong = tuple([term for term in strong if term.text not in _MOVING])
    if any(term.text == "probability" for term in strong):
        light |= CHANCE_WORDS
    telling = tuple([term for term in strong if term.text not in light])
    if len(telling) > 1 and any(
        term.kind == "number" or term.text in _MULTIPLES for term in telling
    ):
        return telling
    if len(strong) == 1 and strong[0].text == _RIGHT_TRIANGLE:
        return strong  # this is a right triangle
    if len(strong) < 2:
        return tuple([term for term in terms if not _is_idle(term)])
    return strong


def _is_idle(term: Term) -> bool:
    """Tell what says nothing: an equals sign, the "two" of "the two triangles"."""
    is_article = term.kind == "weak" and term.value is not None
    return (term.text in _IDLE and term.kind == "weak") or term.lead == "+" or is_article


_SHARING = canonical_words("account represent constitute comprise occupy")
_MULTIPLES = canonical_words("twice half triple")
_MOVING = canonical_words("travel move run go drive")
_RIGHT_TRIANGLE = canonical_word("right_triangle")
_CHANGES = canonical_words("rise fall constant twice half triple change")
_OF_TWO, _BETWEEN = canonical_words("difference gap"), canonical_words("between")
_AS_MANY = canonical_words("as many much")
_MONEY = UNITS["dollar"]
_IDLE = frozenset({"equal", "than"})


def with_weak_titles(terms: list[Term], text: str) -> tuple[Term, ...]:
    """Let "chord CD" and "circle O" be named without their kind, and "metal A" beside "metal B"."""
    before = [
        one.text
        for one, other in pairwise(terms)
        if other.kind == "entity" and one.kind == "word" and not text[one.end : other.start].strip()
    ]
    return tuple(
        term._replace(kind="weak")
        if (
            term.text in TITLES or before.count(term.text) > 1
        )  # of one, of several: events A and B
        and at + 1 < len(terms)
        and terms[at + 1].kind == "entity"
        and not text[term.end : terms[at + 1].start].strip()
        else term
        for at, term in enumerate(terms)
    )


TITLES = canonical_words(
    "chord circle segment line ray side edge vertex point arc plane diagonal diameter radius "
    "quadrilateral parallelogram rectangle square trapezoid rhombus median altitude event set "
    "vector matrix function variable plane number"
)
