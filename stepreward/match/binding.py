"""What speaks against a phrase whose terms are all there: statements, sides, rivals, subjects."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stepreward.claims import vocabulary
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, NEGATED, SUPPOSED
from stepreward.claims.terms import Term
from stepreward.match.alike import same_term
from stepreward.match.keys import PhraseForm

_SYMMETRIC = frozenset(map(canonical_word, vocabulary.SYMMETRIC))
OPPOSITES = {canonical_word(a): canonical_word(b) for a, b in vocabulary.OPPOSITES.items()}
_DIRECTED = frozenset(map(canonical_word, vocabulary.DIRECTED))
_RIVALS = tuple(frozenset(canonical_word(word) for word in group) for group in vocabulary.RIVALS)
DECISIVE = frozenset(OPPOSITES) | _SYMMETRIC | frozenset().union(*_RIVALS)


class Occurrences(NamedTuple):
    """Where a term of the key stands among the terms of a sentence; or its opposite does."""

    term: Term
    at: list[int]
    is_opposite: bool


def objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Say why terms that are present do not state the phrase; empty where they do."""
    asserted = _asserted(form, sentence, kept)
    if asserted is None:
        return "it is not asserted"
    return (
        _statement_objection(sentence, asserted)
        or _order_objection(form, sentence, asserted)
        or _route_objection(form, sentence)
        or _rival_objection(sentence, asserted)
        or _binding_objection(sentence, asserted)
    )


def _asserted(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences]
) -> list[Occurrences] | None:
    """Keep the occurrences in clauses that say it; None where a term has none left."""
    allowed = {ASSERTED}
    if form.is_negative:
        allowed.add(NEGATED)
    if form.is_hypothetical:
        allowed.add(SUPPOSED)
    result = []
    for found in kept:
        good = [
            i for i in found.at if status_at(sentence, sentence.words.terms[i].start) in allowed
        ]
        if not good:
            return None
        result.append(found._replace(at=good))
    is_denied = any(
        status_at(sentence, sentence.words.terms[i].start) == NEGATED
        for found in result
        for i in found.at
    )
    return None if form.is_negative and not is_denied else result


def status_at(sentence: Sentence, position: int) -> str:
    """Tell what its clause says about a position of a sentence."""
    return sentence.standing.status_at(sentence.start + position)


# One statement holds it all.


def _statements_of(sentence: Sentence, i: int) -> set[int]:
    """Find the statement a term stands in; what a "who" refers to stands in the next one too."""
    if sentence.words.terms[i].start < sentence.words.opening:
        return set(range(len(sentence.words.breaks) + 1))
    own = bisect_right(sentence.words.breaks, sentence.words.terms[i].start)
    is_name = sentence.words.terms[i].kind == "entity" or is_year(sentence.words.terms[i])
    is_last = not any(
        (not is_name or term.kind == sentence.words.terms[i].kind)
        and bisect_right(sentence.words.breaks, term.start) == own
        for term in sentence.words.terms[i + 1 :]
    )
    return {own, own + 1} if is_last and own + 1 in sentence.words.relatives else {own}


def _statement_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that one statement holds the terms; its subject may be a pronoun for one before."""
    if not sentence.words.breaks:
        return ""
    pairs = _pairs(kept)
    # Several values are bound one by one.
    lists = [[value, *subjects] for value, subjects in pairs] if len(pairs) > 1 else [kept]
    if all(_share_statement(sentence, found) for found in lists):
        return ""
    if len(pairs) < 2 and _refers_back(sentence, kept):
        return ""
    return "its parts stand in different clauses"


def _share_statement(sentence: Sentence, kept: list[Occurrences]) -> bool:
    """Keep the occurrences in the statements that hold every term, where there are such."""
    groups = [set().union(*(_statements_of(sentence, i) for i in found.at)) for found in kept]
    shared = set.intersection(*groups)
    for at, found in enumerate(kept if shared else ()):
        inside = [i for i in found.at if _statements_of(sentence, i) & shared]
        kept[at] = found._replace(at=inside)
    return bool(shared)


def _refers_back(sentence: Sentence, kept: list[Occurrences]) -> bool:
    """Let the first terms stand in the statement before a pronoun: "A is …, so it is …"."""
    groups = [
        {bisect_right(sentence.words.breaks, sentence.words.terms[i].start) for i in k.at}
        for k in kept
    ]
    for group in sorted(set.union(*groups), reverse=True):
        inside = [group in places for places in groups]
        has_pronoun = any(
            bisect_right(sentence.words.breaks, p) == group for p in sentence.words.pronouns
        )
        if not (has_pronoun and inside[-1]):
            continue
        goes_back = any(later and not earlier for later, earlier in pairwise(inside))
        if not goes_back and all(group in places or group - 1 in places for places in groups):
            return True
    return False


# Sides in their order.


def _order_objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Hold a directed predicate to its two sides; other entities to their order."""
    anchors = [at for at, found in enumerate(kept) if found.term.text == "than"]
    predicates = anchors or [
        at
        for at, found in enumerate(kept)
        if found.term.kind == "word" and found.term.text in _DIRECTED and at > 0
    ]
    if predicates:
        return _direction_objection(form, sentence, kept, predicates[0])
    entities = [found.at for found in kept if found.term.kind == "entity"]
    is_symmetric = any(term.text in _SYMMETRIC for term in form.terms)
    is_kept = is_symmetric or _in_order(entities) or _is_turned(kept)
    if len(entities) > 1 and not is_kept:
        return "the entities stand in another order"
    return ""


def _is_turned(kept: Sequence[Occurrences]) -> bool:
    """Tell "the midpoint of BC is M" where the key says "M is the midpoint of BC"."""
    if len(kept) != 3 or [found.term.kind for found in kept] != ["entity", "word", "entity"]:
        return False
    subject, noun, whole = (found.at for found in kept)
    return any(at + 1 in whole and at + 2 in subject for at in noun)


def _route_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Ask that energy flows from algae to fish, not back."""
    if form.route is None:
        return ""
    origin, target = form.route
    for start, end in sentence.words.routes:
        if same_term(origin, end) and same_term(target, start):
            return "it leads the other way"
    return ""


def _in_order(places: Sequence[list[int]]) -> bool:
    last = -1
    for found in places:
        later = [i for i in found if i > last]
        if not later:
            return False
        last = later[0]
    return True


def _direction_objection(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences], predicate: int
) -> str:
    """Ask that the right side follows the predicate, and the left side does not."""
    left, right = kept[:predicate], kept[predicate + 1 :]
    compared = left[-1] if left and kept[predicate].term.text == "than" else None
    left = [found for found in left if found.term.text not in OPPOSITES]
    turns = sum(
        (
            any(found.is_opposite for found in kept),
            _is_passive(sentence, kept[predicate]),
            form.is_passive,
        )
    )
    if turns % 2:
        left, right = right, left
    for at in kept[predicate].at:
        if compared is not None and at - 1 not in compared.at:
            continue  # the "than" of another comparison
        edge = len(sentence.words.terms)
        if right:
            behind = [min((i for i in found.at if i > at), default=edge) for found in right]
            if edge in behind:
                continue
            edge = max(behind)
        opens = at == 0 or _opens_statement(sentence, at)  # "After 1990, sales fell."
        if all(any(i < at or (opens and i > edge) for i in found.at) for found in left):
            return ""
    return "the two sides stand the other way round"


def _opens_statement(sentence: Sentence, at: int) -> bool:
    one, other = (
        bisect_right(sentence.words.breaks, sentence.words.terms[i].start) for i in (at - 1, at)
    )
    return one != other


def _is_passive(sentence: Sentence, predicate: Occurrences) -> bool:
    """Tell whether the predicate stands in the passive: "is eaten by"."""
    return any(
        low <= sentence.words.terms[i].start < high
        for i in predicate.at
        for low, high in sentence.words.passives
    )


# No rival closer.


def _rival_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that no rival word stands closer to a thing than the key's: blue car, red truck."""
    own = {i for found in kept for i in found.at}
    for found in kept:
        group = next((group for group in _RIVALS if found.term.text in group), None)
        if group is None:
            continue
        rivals = [
            i for i, term in enumerate(sentence.words.terms) if term.text in group and i not in own
        ]
        things = [other for other in kept if other is not found and other.term.text not in DECISIVE]
        for thing in things if rivals else ():
            near = _least(sentence, found.at, thing.at)
            far = _least(sentence, rivals, thing.at)
            if near is not None and far is not None and far < near:
                return f"{sentence.words.terms[rivals[0]].text} stands closer to {thing.term.text}"
    return ""


def _least(sentence: Sentence, ones: Sequence[int], others: Sequence[int]) -> int | None:
    """Find the least distance between two that stand in one statement."""
    breaks, terms = sentence.words.breaks, sentence.words.terms
    return min(
        (
            _distance(sentence, i, j)
            for i in ones
            for j in others
            if bisect_right(breaks, terms[i].start) == bisect_right(breaks, terms[j].start)
        ),
        default=None,
    )


def _distance(sentence: Sentence, one: int, other: int) -> int:
    """Count the terms between two, a comma or an "and" as two more."""
    low, high = sorted((one, other))
    terms = sentence.words.terms
    cuts = sum(terms[low].end <= cut <= terms[high].start for cut in sentence.words.cuts)
    return high - low + 2 * cuts


# Values and their subjects.


def _binding_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Bind each value to its subject: "2018 is 45 and 2019 is 50" gives 2019 no 45."""
    for value, subjects in _pairs(kept):
        own = {i for found in (value, *subjects) for i in found.at}
        spots = [spot for spot in value.at if not _is_given_to_another(sentence, spot, subjects)]
        bound = any(
            all(
                any(_together(sentence, spot, at, own) for at in subject.at) for subject in subjects
            )
            for spot in spots
        )
        if subjects and not bound:
            return "the value belongs to another subject"
    return ""


def _is_given_to_another(sentence: Sentence, spot: int, subjects: Sequence[Occurrences]) -> bool:
    """Tell the 7 of "AD = 7" where the key asks for AE."""
    wanted = [found for found in subjects if found.term.kind == "entity"]
    if not wanted or spot < 2 or sentence.words.terms[spot - 1].text != "equal":
        return False
    named = sentence.words.terms[spot - 2]
    if named.kind != "entity" or named.is_operand:
        return False
    return all(spot - 2 not in found.at for found in wanted)


def _pairs(kept: list[Occurrences]) -> list[tuple[Occurrences, list[Occurrences]]]:
    """Give each number of the key the terms before it as its subject: x = 4, y = 13.

    Where two numbers follow each other ("the 2019 bar is 45", "from 10 to 18") the last is the
    value, and all else its subject.
    """
    numbers = [at for at, found in enumerate(kept) if found.term.kind == "number"]
    if not numbers:
        return []
    edges = [-1, *numbers]
    if len(numbers) > 1 and all(b - a > 1 for a, b in pairwise(edges)):
        groups = [kept[a + 1 : b] for a, b in pairwise(edges)]
        groups[-1] = groups[-1] + kept[numbers[-1] + 1 :]
        return [(kept[at], group) for at, group in zip(numbers, groups, strict=True)]
    value = kept[numbers[-1]]
    return [(value, [found for found in kept if found is not value])]


def _together(sentence: Sentence, spot: int, at: int, own: set[int]) -> bool:
    """Tell whether a subject and a value stand together, with no other value or subject between."""
    if sentence.words.has_respectively:
        return _same_rank(sentence, spot, at)
    terms = sentence.words.terms
    low, high = sorted((spot, at))
    between = terms[low + 1 : high]
    rivals = [
        t for t in between if t.kind == terms[at].kind == "entity" and t.text != terms[at].text
    ]
    if rivals and any(term.kind == "number" for term in between):
        return False
    if not any(terms[low].end <= position <= terms[high].start for position in sentence.words.cuts):
        return True
    if _is_alone(sentence, spot, own):
        return True
    start, end = _stretch(sentence, spot)
    if start <= terms[at].start < end:
        return True
    if at > spot:
        return False
    other_numbers = (i for i in range(low + 1, high) if terms[i].kind == "number" and i not in own)
    return next(other_numbers, None) is None and not _has_rival(sentence, at, spot, own)


def _is_alone(sentence: Sentence, spot: int, own: set[int]) -> bool:
    """Tell whether the statement around a value names no other one."""
    statement = bisect_right(sentence.words.breaks, sentence.words.terms[spot].start)
    return not any(
        term.kind == "number"
        and i not in own
        and bisect_right(sentence.words.breaks, term.start) == statement
        for i, term in enumerate(sentence.words.terms)
    )


def _stretch(sentence: Sentence, spot: int) -> tuple[int, int]:
    """Find the cuts around a term."""
    position = sentence.words.terms[spot].start
    low = max((cut for cut in sentence.words.cuts if cut <= position), default=-1)
    high = min((cut for cut in sentence.words.cuts if cut > position), default=1 << 60)
    return low, high


def _has_rival(sentence: Sentence, at: int, spot: int, own: set[int]) -> bool:
    """Tell whether the value's own stretch names a subject of the same kind."""
    low, _ = _stretch(sentence, spot)
    terms, subject = sentence.words.terms, sentence.words.terms[at]
    return any(
        terms[i].kind == subject.kind and terms[i].start >= low and i not in own
        for i in range(at + 1, spot)
        if terms[i].kind in ("entity", "word")
    )


def is_year(term: Term) -> bool:
    """Tell a year, which names a thing, from a value."""
    return isinstance(term.value, int) and 1800 <= term.value < 2100 and term.unit is None


def _same_rank(sentence: Sentence, spot: int, at: int) -> bool:
    """Read "A, B and C have 1, 2 and 3, respectively" by position in the two lists."""
    terms = sentence.words.terms
    numbers = [i for i, term in enumerate(terms) if term.kind == "number"]
    if spot not in numbers:
        return False
    half, is_odd = divmod(len(numbers), 2)
    if not is_odd and all(is_year(terms[i]) for i in numbers[:half]):
        years, values = numbers[:half], numbers[half:]
        return at in years and spot in values and years.index(at) == values.index(spot)
    names = [i for i in range(numbers[0]) if terms[i].kind in ("word", "entity")]
    return len(names) >= len(numbers) and names[numbers.index(spot)] == at
