"""Find a phrase or a read-off value in a step: all its terms, in its order, bound to its subject."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from stepreward.claims import Sentence, vocabulary
from stepreward.claims.spelling import canonical_word
from stepreward.claims.status import ASSERTED, NEGATED
from stepreward.claims.terms import Term
from stepreward.match.keys import PhraseForm

_SYMMETRIC = frozenset(map(canonical_word, vocabulary.SYMMETRIC))
_OPPOSITES = {canonical_word(a): canonical_word(b) for a, b in vocabulary.OPPOSITES.items()}
_DIRECTED = frozenset(map(canonical_word, vocabulary.DIRECTED))
_RIVALS = tuple(frozenset(map(canonical_word, group)) for group in vocabulary.RIVALS)
_DECISIVE = frozenset(_OPPOSITES) | _SYMMETRIC | frozenset().union(*_RIVALS)

_FUZZY_FROM = 6  # letters a word needs before a misspelling is forgiven
_FUZZY = 0.84


class PhraseMatch(NamedTuple):
    """Where the terms of a phrase were found."""

    start: int
    end: int


class Occurrences(NamedTuple):
    """Where a term of the key stands among the terms of a sentence; or its opposite does."""

    term: Term
    at: list[int]
    is_opposite: bool


class NearMiss(NamedTuple):
    """How much of a phrase a sentence holds, and what it lacks."""

    share: float
    start: int
    end: int
    lacks: str


def find_phrase(form: PhraseForm, sentences: Sequence[Sentence], at: int) -> PhraseMatch | NearMiss:
    """Look for a phrase in one sentence; what only sets the scene may stand in the one before."""
    sentence = sentences[at]
    required = _required(form, sentence)
    kept: list[Occurrences] = []
    missing: list[Term] = []
    for term in required:
        found = _occurrences(term, sentence, form)
        if found.at:
            kept.append(found)
        else:
            missing.append(term)
    if not kept or (missing and not _is_context(missing, required, sentences, at)):
        return _near(sentence, kept, missing, len(required))
    reason = _count_objection(kept) or _objection(form, sentence, kept)
    if reason:
        return _near(sentence, kept, missing, len(required), reason)
    low = min(sentence.terms[found.at[0]].start for found in kept)
    high = max(sentence.terms[found.at[-1]].end for found in kept)
    return PhraseMatch(low, high)


def _required(form: PhraseForm, sentence: Sentence) -> list[Term]:
    """Leave weak words out, unless nothing but numbers would be left."""
    strong = [term for term in form.terms if term.kind != "weak"]
    if len(strong) < 2 and all(term.kind == "number" for term in strong):
        return [term for term in form.terms if term.text != "equal"]
    return strong


def _occurrences(term: Term, sentence: Sentence, form: PhraseForm) -> Occurrences:
    """Find a term; a directed predicate also by its opposite."""
    wants_operand = any(other.is_operand for other in form.terms)
    found = [
        i
        for i, other in enumerate(sentence.terms)
        if same_term(term, other) and not (other.is_operand and not wants_operand)
    ]
    if found or term.text not in _OPPOSITES:
        return Occurrences(term, found, False)
    turned = [i for i, other in enumerate(sentence.terms) if other.text == _OPPOSITES[term.text]]
    return Occurrences(term, turned, True)


def _count_objection(kept: Sequence[Occurrences]) -> str:
    """Two equal numbers in a key need two in the step."""
    numbers = [found for found in kept if found.term.kind == "number"]
    for at, found in enumerate(numbers):
        alike = [other for other in numbers[: at + 1] if other.at == found.at]
        if len(alike) > len(found.at):
            return "one number stands where two belong"
    return ""


def _has_all(terms: Sequence[Term], sentence: Sentence) -> bool:
    return all(any(same_term(term, other) for other in sentence.terms) for term in terms)


def _near(
    sentence: Sentence,
    kept: Sequence[Occurrences],
    missing: Sequence[Term],
    total: int,
    reason: str = "",
) -> NearMiss:
    terms = sentence.terms
    start, end = (terms[0].start, terms[-1].end) if terms else (0, 0)
    lacks = reason or "lacks " + ", ".join(_shown(term) for term in missing[:4])
    return NearMiss(len(kept) / max(total, 1), start, end, lacks)


def _shown(term: Term) -> str:
    return term.text if term.kind != "number" else f"{float(term.value or 0):g}{term.text}"


def same_term(key: Term, other: Term) -> bool:
    """Compare two terms: numbers by value and unit, words in their canonical spelling."""
    if key.kind == "number" or other.kind == "number":
        return key.kind == other.kind and _same_number(key, other)
    if key.kind == "entity" or other.kind == "entity":
        return key.kind == other.kind and _same_entity(key.text, other.text)
    if key.text == other.text:
        return True
    if min(len(key.text), len(other.text)) < _FUZZY_FROM or key.text[0] != other.text[0]:
        return False
    return Levenshtein.normalized_similarity(key.text, other.text) >= _FUZZY


def _same_entity(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[0] in "∠△" and other[0] in "∠△":
        return False
    bare, marked = (one, other) if one[0] not in "∠△" else (other, one)
    if marked[0] == "△":
        return len(bare) == 3 and "".join(sorted(bare)) == marked[1:]
    return False


def _same_number(key: Term, other: Term) -> bool:
    a, b = key.value, other.value
    if a is None or b is None:
        return False
    if key.unit is not None and other.unit is not None:
        if key.unit.powers != other.unit.powers:
            return False
        if key.unit.factor != other.unit.factor:
            return a * Fraction(key.unit.factor) == b * Fraction(other.unit.factor)
    if a == b:
        return True
    if (key.text == "%") != (other.text == "%"):
        bare, percent = (a, b) if other.text == "%" else (b, a)
        if bare == Fraction(percent) * 100:
            return True
    return _rounds(key, other) or _rounds(other, key)


def _rounds(written: Term, value: Term) -> bool:
    """A decimal may round what the other gives with more digits."""
    if not written.places or written.value is None or value.value is None:
        return False
    if value.places is not None and value.places <= written.places:
        return False
    if value.places is None and isinstance(value.value, int):
        return False
    unit = Fraction(1, 10 ** (written.places + (2 if written.text == "%" else 0)))
    return abs(Fraction(written.value) - Fraction(value.value)) <= unit / 2


def _is_context(
    missing: Sequence[Term], required: Sequence[Term], sentences: Sequence[Sentence], at: int
) -> bool:
    """Let plain words stand in the sentence before: "The bar is at 40. Actually, it is at 45."."""
    if at == 0 or len(missing) * 2 > len(required):
        return False
    if any(term.kind not in ("word", "weak") or term.text in _DECISIVE for term in missing):
        return False
    has_number = any(term.kind == "number" for term in required)
    before = sentences[at - 1]
    return has_number and bool(sentences[at].pronouns) and _has_all(missing, before)


# What speaks against a match whose terms are all there.


def _objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Say why terms that are present do not state the phrase; empty where they do."""
    asserted = _asserted(form, sentence, kept)
    if asserted is None:
        return "it is not asserted"
    return (
        _clause_objection(sentence, asserted)
        or _order_objection(form, sentence, asserted)
        or _rival_objection(sentence, asserted)
        or _binding_objection(sentence, asserted)
    )


def _asserted(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences]
) -> list[Occurrences] | None:
    """Keep the occurrences in clauses that say it; None where a term has none left."""
    allowed = (ASSERTED, NEGATED) if form.is_negative else (ASSERTED,)
    result = []
    for found in kept:
        good = [i for i in found.at if status_at(sentence, sentence.terms[i].start) in allowed]
        if not good:
            return None
        result.append(found._replace(at=good))
    is_denied = any(
        status_at(sentence, sentence.terms[i].start) == NEGATED
        for found in result
        for i in found.at
    )
    return None if form.is_negative and not is_denied else result


def status_at(sentence: Sentence, position: int) -> str:
    """Tell what its clause says about a position of a sentence."""
    clauses = sentence.clauses
    at = bisect_right(clauses, position, key=lambda clause: clause.start) - 1
    return clauses[at].status if at >= 0 else ASSERTED


def _clause_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that one clause holds the terms; its subject may be a pronoun for one before."""
    if not sentence.breaks or len(_pairs(kept)) > 1:
        return ""  # several values are bound one by one
    groups = [{bisect_right(sentence.breaks, sentence.terms[i].start) for i in k.at} for k in kept]
    shared = set.intersection(*groups)
    if shared:
        _keep_group(sentence, kept, shared)
        return ""
    for group in sorted(set.union(*groups), reverse=True):
        inside = [group in places for places in groups]
        has_pronoun = any(bisect_right(sentence.breaks, p) == group for p in sentence.pronouns)
        if (
            has_pronoun
            and inside[-1]
            and not any(
                later and not earlier for later, earlier in zip(inside, inside[1:], strict=False)
            )
        ):
            return ""
    return "its parts stand in different clauses"


def _keep_group(sentence: Sentence, kept: list[Occurrences], shared: set[int]) -> None:
    for at, found in enumerate(kept):
        inside = [
            i for i in found.at if bisect_right(sentence.breaks, sentence.terms[i].start) in shared
        ]
        kept[at] = found._replace(at=inside)


def _order_objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Hold a directed predicate to its two sides; other entities to their order."""
    anchors = [at for at, found in enumerate(kept) if found.term.text == "than"]
    predicates = anchors or [
        at
        for at, found in enumerate(kept)
        if found.term.kind == "word" and found.term.text in _DIRECTED and at > 0
    ]
    if predicates:
        return _direction_objection(sentence, kept, predicates[0])
    entities = [found.at for found in kept if found.term.kind == "entity"]
    is_symmetric = any(term.text in _SYMMETRIC for term in form.terms)
    if len(entities) > 1 and not is_symmetric and not _in_order(entities):
        return "the entities stand in another order"
    return ""


def _rival_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that no rival word stands closer to a thing than the key's: blue car, red truck."""
    own = {i for found in kept for i in found.at}
    for found in kept:
        group = next((group for group in _RIVALS if found.term.text in group), None)
        if group is None:
            continue
        rivals = [i for i, term in enumerate(sentence.terms) if term.text in group and i not in own]
        things = [
            other for other in kept if other is not found and other.term.text not in _DECISIVE
        ]
        for thing in things if rivals else ():
            near = min(_distance(sentence, i, j) for i in found.at for j in thing.at)
            far = min(_distance(sentence, i, j) for i in rivals for j in thing.at)
            if far < near:
                return f"{sentence.terms[rivals[0]].text} stands closer to {thing.term.text}"
    return ""


def _distance(sentence: Sentence, one: int, other: int) -> int:
    """Count the terms between two, a comma or an "and" as two more."""
    low, high = sorted((one, other))
    terms = sentence.terms
    cuts = sum(terms[low].end <= cut <= terms[high].start for cut in sentence.cuts)
    return high - low + 2 * cuts


def _in_order(places: Sequence[list[int]]) -> bool:
    last = -1
    for found in places:
        later = [i for i in found if i > last]
        if not later:
            return False
        last = later[0]
    return True


def _direction_objection(sentence: Sentence, kept: list[Occurrences], predicate: int) -> str:
    """Ask that the right side follows the predicate, and the left side does not."""
    left, right = kept[:predicate], kept[predicate + 1 :]
    left = [found for found in left if found.term.text not in _OPPOSITES]
    if any(found.is_opposite for found in kept) != sentence.is_passive:
        left, right = right, left
    for at in kept[predicate].at:
        edge = len(sentence.terms)
        if right:
            behind = [min((i for i in found.at if i > at), default=edge) for found in right]
            if edge in behind:
                continue
            edge = max(behind)
        if all(any(i < at or i > edge for i in found.at) for found in left):
            return ""
    return "the two sides stand the other way round"


# Values and their subjects.


def _binding_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Bind each value to its subject: "2018 is 45 and 2019 is 50" gives 2019 no 45."""
    own = {i for found in kept for i in found.at}
    for value, subjects in _pairs(kept):
        bound = any(
            all(
                any(_together(sentence, spot, at, own) for at in subject.at) for subject in subjects
            )
            for spot in value.at
        )
        if subjects and not bound:
            return "the value belongs to another subject"
    return ""


def _pairs(kept: list[Occurrences]) -> list[tuple[Occurrences, list[Occurrences]]]:
    """Give each number of the key the terms before it as its subject: x = 4, y = 13.

    Where two numbers follow each other ("the 2019 bar is 45", "from 10 to 18") the last is the
    value, and all else its subject.
    """
    numbers = [at for at, found in enumerate(kept) if found.term.kind == "number"]
    if not numbers:
        return []
    edges = [-1, *numbers]
    if len(numbers) > 1 and all(b - a > 1 for a, b in zip(edges, edges[1:], strict=False)):
        groups = [kept[a + 1 : b] for a, b in zip(edges, edges[1:], strict=False)]
        groups[-1] = groups[-1] + kept[numbers[-1] + 1 :]
        return [(kept[at], group) for at, group in zip(numbers, groups, strict=True)]
    value = kept[numbers[-1]]
    return [(value, [found for found in kept if found is not value])]


def _together(sentence: Sentence, spot: int, at: int, own: set[int]) -> bool:
    """Tell whether a subject and a value stand together, with no other value or subject between."""
    if sentence.has_respectively:
        return _same_rank(sentence, spot, at)
    terms = sentence.terms
    low, high = sorted((spot, at))
    between = terms[low + 1 : high]
    rivals = [
        t for t in between if t.kind == terms[at].kind == "entity" and t.text != terms[at].text
    ]
    if rivals and any(term.kind == "number" for term in between):
        return False
    if not any(terms[low].end <= position <= terms[high].start for position in sentence.cuts):
        return True
    start, end = _stretch(sentence, spot)
    if start <= terms[at].start < end:
        return True
    if at > spot:
        return False
    other_numbers = (i for i in range(low + 1, high) if terms[i].kind == "number" and i not in own)
    return next(other_numbers, None) is None and not _has_rival(sentence, at, spot, own)


def _stretch(sentence: Sentence, spot: int) -> tuple[int, int]:
    """Find the cuts around a term."""
    position = sentence.terms[spot].start
    low = max((cut for cut in sentence.cuts if cut <= position), default=-1)
    high = min((cut for cut in sentence.cuts if cut > position), default=1 << 60)
    return low, high


def _has_rival(sentence: Sentence, at: int, spot: int, own: set[int]) -> bool:
    """Tell whether the value's own stretch names a subject of the same kind."""
    low, _ = _stretch(sentence, spot)
    terms, subject = sentence.terms, sentence.terms[at]
    return any(
        terms[i].kind == subject.kind and terms[i].start >= low and i not in own
        for i in range(at + 1, spot)
        if terms[i].kind in ("entity", "word")
    )


def _same_rank(sentence: Sentence, spot: int, at: int) -> bool:
    """Read "A, B and C have 1, 2 and 3, respectively" by position in the two lists."""
    numbers = [i for i, term in enumerate(sentence.terms) if term.kind == "number"]
    first = numbers[0] if numbers else 0
    names = [i for i in range(first) if sentence.terms[i].kind in ("word", "entity")]
    if spot not in numbers or at not in names:
        return False
    rank = numbers.index(spot)
    lists = [names[start : start + len(numbers)] for start in range(len(names))]
    return any(len(one) == len(numbers) and one[rank] == at for one in lists[:1])
