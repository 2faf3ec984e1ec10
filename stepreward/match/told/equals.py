"""Names that a sentence calls equal: "angles 1 and 2 …, so they have the same measure"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stepreward.claims.spelling import canonical_name, canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import EQUAL
from stepreward.match.keys import CompiledKey, EquationForm

_EQUIDISTANT = canonical_word("equidistant")
_ALL = canonical_word("all")
_TELLING = EQUAL | {_EQUIDISTANT}
_LEAD = 60  # characters before a word of equality that are looked at
_LISTED = re.compile(
    r"[\s$\\(){},]{0,8}(?:(?:and|as\s+well\s+as|to)[\s$\\(){}]{1,6})?"
    r"(?:(?:to|point|points|segment|side|angle)\s+)*[\s$\\(){}]{0,6}",
    re.IGNORECASE,
)
_BE = (
    r"(?:are|have|must\s+be|must\s+have)"
    r"(?:\s+(?:all|both|also|therefore|thus|of|exactly|each|hence|then|necessarily))*\s+\Z"
)
_ARE = re.compile(rf"[\s$\\(){{}},]{{0,8}}{_BE}", re.IGNORECASE)
_THEY = re.compile(
    r"\b(?:they|these|both|the\s+two|all\s+(?:three|four|of\s+(?:them|these)))"
    r"(?:\s+(?:two|three|four|angles|sides|segments|lengths|radii|tangents|chords|distances))*\s+"
    + _BE,
    re.IGNORECASE,
)
_EACH_IS = re.compile(
    r"[\s$\\(){},]{0,8}is(?:\s+(?:also|therefore|thus|hence))*\s+\Z", re.IGNORECASE
)
_TO = re.compile(
    r"\s+(?:in\s+(?:measure|length|size)\s+)?(?:to|with)\s+(?:angle\s+|side\s+|segment\s+)?[\s$\\(]*",
    re.IGNORECASE,
)
# What two names may have the same of and be equal; the rest may follow a full stop or a reason.
_IN_SIZE = re.compile(
    r"\s+(?:in\s+|degree\s+|angle\s+)?(?:measures?|lengths?|sizes?|values?|magnitudes?|distances?)\b"
    r"|\s*[.,;:)]|\s*\Z|\s+(?:because|since|as|by|so|and|in)\b",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"\bdistances?\s+from\s+(?:the\s+)?(?:point\s+|centre\s+|center\s+)?[\s$\\(]*\Z", re.IGNORECASE
)
_ANGLES_AT = re.compile(
    r"\bangles\s+at\s+(?:the\s+)?(?:(?:vertices|vertex|points|corners)\s+)?[\s$\\(]*\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+from\s+(?:the\s+)?(?:points?\s+|vertices\s+)?[\s$\\(]*", re.IGNORECASE)


def names_of(key: CompiledKey) -> Iterator[tuple[EquationForm, frozenset[str]]]:
    """List the names that a key step says are equal: OA = OB = OC."""
    for form in key.equations:
        names = [side.name for side in form.equation.sides]
        if not form.computed and len(names) > 1 and set(form.equation.signs) == {"="}:
            found = frozenset([name for name in names if name is not None])
            if len(found) == len(names) and not any(name[0] == "△" for name in found):
                yield form, found


def find_equal(
    names: frozenset[str], sentences: Sequence[Sentence], at: int
) -> tuple[int, int] | None:
    """Find where a sentence says of all names that they are equal."""
    sentence = sentences[at]
    if sentence.glance is not None and _TELLING.isdisjoint(sentence.glance.words):
        return None
    terms = sentence.words.terms
    for place, term in enumerate(terms):
        if term.text not in _TELLING or sentence.status_of(term) != ASSERTED:
            continue
        if any(names <= told for told in _told_at(sentences, at, place)):
            return sentence.start, sentence.start + term.end
    return None


def _told_at(sentences: Sequence[Sentence], at: int, place: int) -> Iterator[frozenset[str]]:
    """List what a word of equality may be said of."""
    sentence = sentences[at]
    terms, start, text = sentence.words.terms, sentence.start, sentence.text
    low, high = start + terms[place].start, start + terms[place].end
    if terms[place].text == _EQUIDISTANT:
        yield _around(sentence, place)
        return
    if place and _is_name(terms[place - 1]):
        lead = start + terms[place - 1].end
        if _EACH_IS.fullmatch(text, lead, low) is not None and place + 1 < len(terms):
            behind = terms[place + 1]
            if _is_name(behind) and _TO.fullmatch(text, high, start + behind.start) is not None:
                yield frozenset((terms[place - 1].text, behind.text))
    if _IN_SIZE.match(text, high, sentence.end) is None:
        return
    end = place - (place > 0 and terms[place - 1].text == _ALL)
    if end and _is_name(terms[end - 1]):
        if _ARE.fullmatch(text, start + terms[end - 1].end, low) is not None:
            first = _run_before(sentence, end - 1)
            yield frozenset(term.text for term in terms[first:end])
            yield _distances(sentence, first, end)
            yield _angles_at(sentence, first, end)
    they = _THEY.search(text, max(start, low - _LEAD), low)
    if they is not None:
        yield _gone_back_to(sentences, at, they.start() - start)


def _is_name(term: Term) -> bool:
    return term.kind == "entity"


def _run_before(sentence: Sentence, last: int) -> int:
    """Find where a list of names begins that ends at a term."""
    terms, start = sentence.words.terms, sentence.start
    first = last
    while first and _is_name(terms[first - 1]):
        low, high = start + terms[first - 1].end, start + terms[first].start
        if _LISTED.fullmatch(sentence.text, low, high) is None:
            break
        first -= 1
    return first


def _distances(sentence: Sentence, first: int, end: int) -> frozenset[str]:
    """Read "the distances from O to A, B and C" as OA, OB and OC."""
    terms, start = sentence.words.terms, sentence.start
    low = start + terms[first].start
    if _DISTANCE.search(sentence.text, max(start, low - _LEAD), low) is None:
        return frozenset()
    return _joined(terms[first], terms[first + 1 : end])


def _angles_at(sentence: Sentence, first: int, end: int) -> frozenset[str]:
    """Read "the angles at A and D" as ∠A and ∠D."""
    terms, low = sentence.words.terms, sentence.start + sentence.words.terms[first].start
    if _ANGLES_AT.search(sentence.text, max(sentence.start, low - _LEAD), low) is None:
        return frozenset()
    return frozenset(canonical_name(term.text, "∠") for term in terms[first:end])


def _around(sentence: Sentence, place: int) -> frozenset[str]:
    """Read "O is equidistant from A, B and C" as OA, OB and OC."""
    terms, start = sentence.words.terms, sentence.start
    first = next((at for at in range(place + 1, len(terms)) if _is_name(terms[at])), 0)
    if not place or not first or not _is_name(terms[place - 1]):
        return frozenset()
    low, high = start + terms[place].end, start + terms[first].start
    if _FROM.fullmatch(sentence.text, low, high) is None:
        return frozenset()
    end = first
    while end < len(terms) and _is_name(terms[end]) and _run_before(sentence, end) <= first:
        end += 1
    return _joined(terms[place - 1], terms[first:end])


def _joined(point: Term, others: Sequence[Term]) -> frozenset[str]:
    is_plain = all(len(term.text) == 1 for term in (point, *others))
    return frozenset(canonical_name(point.text + term.text) for term in others if is_plain)


def _gone_back_to(sentences: Sequence[Sentence], at: int, position: int) -> frozenset[str]:
    """Find the names that "they" goes back to: the last list before, or the only one."""
    own = [list_ for list_ in _lists(sentences[at]) if list_[-1].end <= position]
    found = own[-1:] or (list(_lists(sentences[at - 1])) if at else [])
    return frozenset(term.text for term in found[0]) if len(found) == 1 else frozenset()


def _lists(sentence: Sentence) -> Iterator[Sequence[Term]]:
    """List the runs of two names and more."""
    terms, at = sentence.words.terms, len(sentence.words.terms) - 1
    found = []
    while at > 0:
        first = _run_before(sentence, at) if _is_name(terms[at]) else at
        if first < at:
            found.append(terms[first : at + 1])
        at = first - 1
    yield from reversed(found)
