"""The greatest by what all others are, or are not: "no other bar is as high as Norway's"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from stepreward.claims.gradables import ASPECTS, JOINED_DEGREES, in_degree
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, NEGATED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.keys import PhraseForm
from stepreward.match.kin import STATED_BY
from stepreward.match.predicates import is_degree

_NONE = re.compile(
    r"\b(?:no\s+other|no\s+one\s+else|nobody\s+else|none\s+of\s+the\s+(?:other|rest|remaining)"
    r"|not\s+(?:one|a\s+single)\s+other|neither\s+of\s+the\s+other"
    r"|no\s+[a-z]+(?=\s+(?:has|have|had|is|are|was|were|reache[sd]|gets|got|sold|sells)\b))",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?<!\bnot )\b(?:every\s+(?:single\s+)?other|each\s+(?:of\s+the\s+)?others?"
    r"|all\s+(?:of\s+)?(?:the\s+)?others?"
    r"|(?:all|each|every\s+one|the\s+rest)\s+of\s+the\s+(?:other|rest|remaining)|any\s+other"
    r"|the\s+(?:others|rest)|everyone\s+else|everybody\s+else|everything\s+else)\b",
    re.IGNORECASE,
)
_AS = re.compile(r"\b(?:as|so)\s+(?P<adjective>[a-z]+)\s+(?:[a-z]+\s+){0,3}?as\s+", re.IGNORECASE)
_PLAIN = {
    **dict.fromkeys("high big large great tall many much far well often".split(), "greater"),
    **dict.fromkeys("low small little few".split(), "less"),
}
SUPERLATIVES = frozenset(
    in_degree(degree, aspect) for degree in ("max", "min") for aspect in ("", *ASPECTS)
)
_OF_NO_OTHER = {"greater": "max", "less": "min"}
_OF_ALL_OTHERS = {"greater": "min", "less": "max"}


def find_unequalled(form: PhraseForm, sentence: Sentence) -> tuple[int, int] | None:
    """Find where a sentence says that nothing else is as great, or greater."""
    degrees = [term for term in form.required if term.text in SUPERLATIVES]
    if len(degrees) != 1 or form.is_negative:
        return None
    none = _NONE.search(sentence.text, sentence.start, sentence.end)
    others = none or _ALL.search(sentence.text, sentence.start, sentence.end)
    if others is None:
        return None
    rest = [term for term in form.required if term is not degrees[0]]
    if not rest or any(term.kind == "number" for term in rest):
        return None
    terms = sentence.words.terms
    for degree, standard in _compared(sentence, others.end() - sentence.start):
        said = terms[standard]
        if sentence.status_of(said) not in (ASSERTED, NEGATED):
            continue
        superlatives = _OF_NO_OTHER if none is not None else _OF_ALL_OTHERS
        if not any(same_term(term, said) for term in rest):
            continue
        if not _states(degrees[0], degree, superlatives):
            continue
        if all(any(same_term(term, other) for other in terms) for term in rest):
            return others.start(), sentence.start + said.end
    return None


def _compared(sentence: Sentence, low: int) -> Iterator[tuple[str, int]]:
    """List by which degree something is compared, and what it is compared with."""
    terms = sentence.words.terms
    for at, term in enumerate(terms):
        if term.start >= low and is_degree(term):
            than = next((i for i in range(at + 1, len(terms)) if terms[i].text == "than"), None)
            if than is not None and (standard := _next(terms, than + 1)) is not None:
                yield term.text, standard
    for found in _AS.finditer(sentence.text, sentence.start + low, sentence.end):
        word = found["adjective"].lower()
        degree = _PLAIN.get(word) or JOINED_DEGREES.get(("more", word))
        at = found.end() - sentence.start
        first = next((i for i, term in enumerate(terms) if term.start >= at), None)
        if degree is not None and first is not None and (name := _next(terms, first)) is not None:
            yield degree, name


def _next(terms: Sequence[Term], at: int) -> int | None:
    return next((i for i in range(at, len(terms)) if terms[i].kind != "weak"), None)


def _states(wanted: Term, degree: str, superlatives: Mapping[str, str]) -> bool:
    """Tell a degree whose superlative is wanted: "older than" for the oldest."""
    kind, _, aspect = degree.partition(":")
    superlative = superlatives[kind] + (f":{aspect}" if aspect else "")
    kin = {one.text for one in STATED_BY.get(wanted.text, ())}
    return superlative == wanted.text or superlative in kin
