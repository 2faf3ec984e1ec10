"""Where a thing is, beside one that was named before: "There is a sofa. To its left is a lamp."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.keys import PhraseForm
from stepreward.match.predicates import OPPOSITES

PLACES = canonical_words("left right above below front behind near inside")
_BESIDE_IT = re.compile(
    r"\b(?:(?:to|on|at|by)\s+(?:its|their|his|her)\s+(?:immediate\s+|far\s+)?(?:left|right|side)"
    r"|(?:above|over|below|beneath|under(?:neath)?|behind|beside|near|inside|next\s+to"
    r"|(?:in\s+front|on\s+top|to\s+the\s+(?:left|right))\s+of)\s+(?:it|them|him|her))\b(?!\s*[’'])",
    re.IGNORECASE,
)
_PRESENTED = re.compile(
    r"(?:\W*(?:in|on|at)\b(?:[^,.;]{0,40},|\s+(?:the|this)\s+\w+(?=\s+(?:an?|the)\s)))?\s*(?:(?:i|we|you)(?:\s+can)?\s+see\s+|there(?:['’]s|\s+(?:is|are))\s+)?"
    r"(?:an?|the|one|two|three|some)\s+(?P<what>[^,.;]{1,40}?)"
    r"(?=\s+(?:is|are|stands?|sits?|lies|hangs?|with|on|in|at|near|against|that|which)\b|\s*[.,;])",
    re.IGNORECASE,
)
_NEW = re.compile(r"\W*(?:there|i|we|you|an?|one)\b", re.IGNORECASE)  # a thing first named here
# Whom "him" and "her" may go back to.
_MEN = "man|boy|guy|father|son|brother|uncle|grandfather|waiter"
_WOMEN = "woman|girl|lady|mother|daughter|sister|aunt|grandmother|waitress"
_PERSONS = {
    "him": re.compile(rf"\b(?:{_MEN})\b", re.IGNORECASE),
    "her": re.compile(rf"\b(?:{_WOMEN})\b", re.IGNORECASE),
}
_HIM = re.compile(r"[a-z\s]{1,30}?\b(?P<who>him|her)\b", re.IGNORECASE)
_NEAR = 3  # terms that may stand between a place and what is there


def find_beside(
    form: PhraseForm, sentences: Sequence[Sentence], at: int
) -> tuple[int, int] | bool | None:
    """Find where a sentence puts a thing beside "it", the one before; False for the other side."""
    place = next((i for i, term in enumerate(form.required) if term.text in PLACES), 0)
    left, right = form.required[:place], form.required[place + 1 :]
    if not left or not right or form.is_negative:
        return None
    if any(term.kind == "number" for term in form.required):
        return None
    sentence, told = sentences[at], None
    for found in _BESIDE_IT.finditer(sentence.text, sentence.start, sentence.end):
        one = _told_at(form.required, place, sentences, at, found)
        if one is False:
            return False
        told = told or one
    return told


def _told_at(
    required: Sequence[Term],
    place: int,
    sentences: Sequence[Sentence],
    at: int,
    found: re.Match[str],
) -> tuple[int, int] | bool | None:
    """Tell what stands beside "it" at one place of a sentence."""
    sentence = sentences[at]
    terms, (low, high) = sentence.words.terms, (edge - sentence.start for edge in found.span())
    said = next((i for i, term in enumerate(terms) if low <= term.start < high), None)
    if said is None or sentence.status_of(terms[said]) != ASSERTED:
        return None
    wanted, left, right = required[place].text, required[:place], required[place + 1 :]
    if terms[said].text == wanted:
        thing, other = left, right
    elif terms[said].text == OPPOSITES.get(wanted):
        thing, other = right, left
    else:
        return None
    around = [term for term in _around(sentence, said) if term.kind != "weak"]
    edge = sentence.start + low
    before = [(one, edge) for one in sentences[max(at - 1, 0) : at + 1]]
    if _names(other, around) and not _names(thing, around):
        return False if any(_presents(*one, thing) for one in before) else None
    if not _names(thing, around) or not any(_presents(*one, other) for one in before):
        return None
    return sentence.start + min(low, around[0].start), sentence.start + max(high, around[-1].end)


def _around(sentence: Sentence, said: int) -> Sequence[Term]:
    """List the terms right behind a place, or before it where nothing stands behind."""
    terms, cuts = sentence.words.terms, sentence.words.cuts
    edge = next((cut for cut in cuts if cut > terms[said].end), 1 << 60)
    if said == 0 and len(terms) > 1 and terms[1].start > edge:
        edge = 1 << 60  # underneath it, a cat …
    behind = [
        term
        for term in terms[said + 1 : said + 1 + _NEAR]
        if term.start < edge and term.text not in _PERSONS
    ]
    edge = max([cut for cut in cuts if cut < terms[said].start], default=-1)
    before = [term for term in terms[max(said - _NEAR, 0) : said] if term.start > edge]
    return behind or before


def _names(wanted: Sequence[Term], said: Sequence[Term]) -> bool:
    return all(any(same_term(term, other) for other in said) for term in wanted)


def _presents(sentence: Sentence, end: int, wanted: Sequence[Term]) -> bool:
    """Tell whether a sentence opens with a thing, or says that it is there, before a place."""
    text = sentence.text
    found = _PRESENTED.match(text, sentence.start, min(end, sentence.end))
    if found is None:
        return False
    is_new = _NEW.match(found[0]) is not None
    if end < sentence.end and not is_new and not _is_only_one(text, sentence.start, found, end):
        return False
    low, high = (edge - sentence.start for edge in found.span("what"))
    said = [term for term in sentence.words.terms if low <= term.start < high]
    return _names(wanted, said) and sentence.status_of(said[0]) == ASSERTED


def _is_only_one(text: str, start: int, found: re.Match[str], end: int) -> bool:
    """Tell "the man is seated and the woman stands behind him", where "him" is only one."""
    him = _HIM.match(text, end)
    if him is None:
        return False
    persons = _PERSONS[him["who"].lower()]
    is_told = persons.search(found["what"]) is not None
    return is_told and sum(1 for _ in persons.finditer(text, start, end)) == 1
