"""The two sides of a phrase in their order: who is greater, what eats what, from where to where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.objections.directions import direction_objection
from stepreward.match.objections.into import is_turned_round
from stepreward.match.objections.paired import is_paired_with_another
from stepreward.match.objections.sideways import are_facing, listed_order
from stepreward.match.predicates import (
    DIRECTED,
    OTHER_WAY,
    SYMMETRIC,
    in_order,
    is_degree,
    is_passive,
)


def order_objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Hold a directed predicate to its two sides; other entities to their order."""
    if is_turned_round(form, sentence, kept):
        return OTHER_WAY
    compared = next((at for at, found in enumerate(kept) if is_degree(found.term)), None)
    if compared is not None:
        return _comparison_objection(form, sentence, kept, compared)
    predicates = [
        at
        for at, found in enumerate(kept)
        if found.term.kind == "word" and found.term.text in DIRECTED and at > 0
    ]
    if predicates:
        if (listed := listed_order(sentence, kept, predicates[0])) is not None:
            return "" if listed else OTHER_WAY
        if are_facing(sentence, kept, predicates[0]):
            return ""
        return direction_objection(form, sentence, kept, predicates[0])
    if (
        _is_reversed(form, sentence, kept)
        or _divides_other(sentence, kept)
        or is_paired_with_another(sentence, kept)
    ):
        return OTHER_WAY
    entities = [found.at for found in kept if found.term.kind == "entity"]
    is_symmetric = any(term.text in _BETWEEN_TWO for term in form.terms)
    is_kept = is_symmetric or in_order(entities) or _is_turned(kept) or _are_unlike(kept)
    if len(entities) > 1 and not is_kept:
        return "the entities stand in another order"
    return ""


_BETWEEN_TWO = SYMMETRIC | canonical_words("distance apart")


def compares_two(form: PhraseForm) -> bool:
    """Tell "A is larger than B", of no year and no number, from "A is the larger one"."""
    degree = next((term for term in form.terms if is_degree(term)), None)
    is_plain = all(term.kind != "number" for term in form.terms)
    return is_plain and degree is not None and _standard_of(form, degree) is not None


def _are_unlike(kept: Sequence[Occurrences]) -> bool:
    """Tell AD and △ABC, of which only the one can be an altitude of the other."""
    if any(found.term.kind == "number" for found in kept):
        return False
    names = [found.term.text.lstrip("∠△") for found in kept if found.term.kind == "entity"]
    if not all(map(str.isalpha, names)):
        return False
    return len({len(name) for name in names}) == len(names)


def _is_turned(kept: Sequence[Occurrences]) -> bool:
    """Tell "the midpoint of BC is M" where the key says "M is the midpoint of BC"."""
    if len(kept) != 3 or [found.term.kind for found in kept] != ["entity", "word", "entity"]:
        return False
    subject, noun, whole = (found.at for found in kept)
    return any(
        at < i <= at + _NEAR and i + 1 in subject for at in noun for i in whole
    )  # the median drawn to BC is AM


_NEAR = 2


def _is_reversed(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "foxes hunt rabbits" from "rabbits hunt foxes"."""
    if len(kept) not in _ACTIVE or not form.is_active or is_passive(sentence, kept[1]):
        return False
    subject, verb = (frozenset(found.at) for found in kept[:2])
    target = frozenset(i for found in kept[2:] for i in found.at)
    if kept[1].term.text in SYMMETRIC:
        return False
    sides = subject | target
    around = [
        (
            max((i for i in sides if i < at), default=-1),
            min((i for i in sides if i > at), default=-1),
        )
        for at in verb
    ]
    if max(verb) < min(target) and max(target) < min(subject):
        return True  # the boy throws the ball to the girl
    is_told = any(before in subject and behind in target for before, behind in around)
    is_told = is_told or any(_is_deed_of(sentence, at, subject) for at in verb)
    return not is_told and any(
        before not in subject and behind in subject for before, behind in around
    )


_ACTIVE = (3, 4)  # words of a subject, its verb, and its object


def _divides_other(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "4 is a factor of 12" from "12 is a factor of 4"."""
    if len(kept) != _OF_TWO or "number" not in (kept[0].term.kind, kept[-1].term.kind):
        return False
    group = next((group for group in _DIVIDING if kept[1].term.text in group), None)
    if group is None:
        return False
    one, said, other = (found.at for found in kept)
    alike = [at for at in said if sentence.words.terms[at].text in group]
    turned = [at for at in said if at not in alike]
    return not in_order([one, alike, other]) and not in_order([other, turned, one])


_OF_TWO = 3  # terms of a relation and its two sides
_DIVIDING = (canonical_words("multiple divisible"), canonical_words("factor divisor divides"))


def _is_deed_of(sentence: Sentence, at: int, subject: frozenset[int]) -> bool:
    """Tell "the rotation of the Earth"."""
    if at + 1 not in subject:
        return False
    terms, start = sentence.words.terms, sentence.start
    low, high = start + terms[at].end, start + terms[at + 1].start
    return _OF_THE.fullmatch(sentence.text, low, high) is not None


_OF_THE = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


def _comparison_objection(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences], predicate: int
) -> str:
    """Ask that what is greater stands before "greater", and what it exceeds behind.

    "A is greater than B" is "B is less than A". Without a "than" in the key there is one side,
    and no opposite.
    """
    left = [
        found for found in kept[:predicate] if found.term.kind != "number" or is_year(found.term)
    ]
    edge = _standard_of(form, kept[predicate].term)
    if edge is None:
        if kept[predicate].is_opposite:
            return OTHER_WAY
        return OTHER_WAY if _is_only_standard(sentence, kept[predicate].at, left) else ""
    right = [found for found in kept[predicate + 1 :] if found.term.start > edge]
    if not left:  # more boys than girls
        left = [found for found in kept[predicate + 1 :] if found.term.start < edge]
    if kept[predicate].is_opposite and _are_exchanged(sentence, kept, predicate, edge):
        return ""
    shared = {found.term.text for found in left} & {found.term.text for found in right} - {""}
    left = [found for found in left if found.term.text not in shared]
    right = [found for found in right if found.term.text not in shared]
    if kept[predicate].is_opposite:
        left, right = right, left
    places = kept[predicate].at
    is_single = all(found.term.kind != "number" for found in kept)  # of no year
    if is_single and any(_is_turned_round(sentence, at, left, right) for at in places):
        return OTHER_WAY  # whatever else it says
    for at in places:
        pivot = _than_behind(sentence, at)
        if pivot == at and _is_bare(sentence, at):
            continue  # Tom has an older sister, Ann
        before = sum(any(i < pivot for i in found.at) for found in left)
        behind = sum(any(i > pivot for i in found.at) for found in right)
        if 2 * before >= len(left) and 2 * behind >= len(right):
            return ""
    return OTHER_WAY


def _is_bare(sentence: Sentence, at: int) -> bool:
    """Tell a word of degree with nothing that it is compared with."""
    term, start = sentence.words.terms[at], sentence.start
    said = sentence.text[start + term.start : start + term.end]
    if term.lead or _COMPARATIVE.fullmatch(said) is None:
        return False
    return _COMPARED.search(sentence.text, start, sentence.end) is None


_COMPARATIVE = re.compile(r"(?:more|less|fewer|\w+er)(?:\s+\w+)?", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared|comparison|versus|vs|relative|while|whereas|but|only|opposed|against|ahead)\b",
    re.IGNORECASE,
)


def _are_exchanged(
    sentence: Sentence, kept: Sequence[Occurrences], predicate: int, edge: int
) -> bool:
    """Tell "fewer oranges than apples", where the key step says "more apples than oranges"."""
    behind = kept[predicate + 1 :]
    ones = [found for found in behind if found.term.start < edge]
    others = [found for found in behind if found.term.start > edge]
    return (
        bool(ones)
        and bool(others)
        and any(
            all(any(i > pivot for i in found.at) for found in ones)
            and all(any(at < i < pivot for i in found.at) for found in others)
            for at in kept[predicate].at
            for pivot in [_than_behind(sentence, at)]
        )
    )


def _is_turned_round(
    sentence: Sentence, at: int, left: Sequence[Occurrences], right: Sequence[Occurrences]
) -> bool:
    """Tell the second half of "A is larger than B, and B is larger than A"."""
    pivot = _than_behind(sentence, at)
    ours, theirs = ({i for found in side for i in found.at} for side in (left, right))
    before = max((i for i in ours | theirs if i < at), default=None)
    behind = min((i for i in ours | theirs if i > pivot), default=None)
    return pivot > at and before in theirs - ours and behind in ours - theirs


def _standard_of(form: PhraseForm, predicate: Term) -> int | None:
    """Find where in a key step begins what something is compared with."""
    if predicate.lead == "than":
        return predicate.start
    return next((term.start for term in form.terms if term.text == "than"), None)


def _than_behind(sentence: Sentence, at: int) -> int:
    """Find the "than" of a comparison; the comparison itself where it has none."""
    terms = sentence.words.terms
    return next((i for i in range(at + 1, len(terms)) if terms[i].text == "than"), at)


def _is_only_standard(
    sentence: Sentence, predicates: Sequence[int], left: Sequence[Occurrences]
) -> bool:
    """Tell the B of "A is hotter than B", of which nothing is said."""
    for at in predicates:
        than = _than_behind(sentence, at)
        if than == at or all(any(i < than for i in found.at) for found in left):
            return False
    return True
