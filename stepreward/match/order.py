"""The two sides of a phrase in their order: who is greater, what eats what, from where to where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from stepreward.claims import vocabulary
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm

SYMMETRIC = frozenset(map(canonical_word, vocabulary.SYMMETRIC))
OPPOSITES = {canonical_word(a): canonical_word(b) for a, b in vocabulary.OPPOSITES.items()}
DIRECTED = frozenset(map(canonical_word, vocabulary.DIRECTED))
_MULTIPLES = frozenset({"twice", "half"})
OTHER_WAY = "the two sides stand the other way round"


def order_objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Hold a directed predicate to its two sides; other entities to their order."""
    compared = next((at for at, found in enumerate(kept) if is_degree(found.term)), None)
    if compared is not None:
        return _comparison_objection(form, sentence, kept, compared)
    predicates = [
        at
        for at, found in enumerate(kept)
        if found.term.kind == "word" and found.term.text in DIRECTED and at > 0
    ]
    if predicates:
        if (listed := _listed_order(sentence, kept, predicates[0])) is not None:
            return "" if listed else OTHER_WAY
        return _direction_objection(form, sentence, kept, predicates[0])
    if _is_reversed(form, sentence, kept):
        return OTHER_WAY
    entities = [found.at for found in kept if found.term.kind == "entity"]
    is_symmetric = any(term.text in SYMMETRIC for term in form.terms)
    is_kept = is_symmetric or _in_order(entities) or _is_turned(kept)
    if len(entities) > 1 and not is_kept:
        return "the entities stand in another order"
    return ""


def _listed_order(sentence: Sentence, kept: Sequence[Occurrences], at: int) -> bool | None:
    """Tell who stands left of whom where "from left to right" goes before a list of both."""
    word = kept[at].term.text
    if word not in SIDEWAYS or at + 1 >= len(kept):
        return None
    found = scanned_in(sentence)
    if found is None or {found["from"].lower(), found["to"].lower()} != SIDEWAYS[word]:
        return None
    low = found.end() - sentence.start
    terms = sentence.words.terms
    sides = [
        [i for other in side for i in other.at if terms[i].start >= low]
        for side in (kept[:at], kept[at + 1 :])
    ]
    if not all(sides):
        return None
    is_first = _NAMED_AS[found["from"].lower()] == word
    one, other = sides if is_first else reversed(sides)
    return max(one) < min(other)


def scanned_in(sentence: Sentence) -> re.Match[str] | None:
    """Find "from left to right"."""
    return _SCAN.search(sentence.text, sentence.start, sentence.end)


_SCAN = re.compile(
    r"\b(?:from\s+)?(?:the\s+)?(?P<from>left|right|top|bottom)\s+to\s+(?:the\s+)?"
    r"(?P<to>left|right|top|bottom)\b",
    re.IGNORECASE,
)
SIDEWAYS = {
    "left": {"left", "right"},
    "right": {"left", "right"},
    "above": {"top", "bottom"},
    "below": {"top", "bottom"},
}
_NAMED_AS = {"left": "left", "right": "right", "top": "above", "bottom": "below"}


def compares_two(form: PhraseForm) -> bool:
    """Tell "A is larger than B", of no year and no number, from "A is the larger one"."""
    degree = next((term for term in form.terms if is_degree(term)), None)
    is_plain = all(term.kind != "number" for term in form.terms)
    return is_plain and degree is not None and _standard_of(form, degree) is not None


def is_degree(term: Term) -> bool:
    """Tell "greater", "less" and what is greater or less of one kind: older, heavier."""
    return term.kind == "word" and term.text.partition(":")[0] in ("greater", "less")


def _is_turned(kept: Sequence[Occurrences]) -> bool:
    """Tell "the midpoint of BC is M" where the key says "M is the midpoint of BC"."""
    if len(kept) != 3 or [found.term.kind for found in kept] != ["entity", "word", "entity"]:
        return False
    subject, noun, whole = (found.at for found in kept)
    return any(at + 1 in whole and at + 2 in subject for at in noun)


def _is_reversed(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "foxes hunt rabbits" from "rabbits hunt foxes"."""
    if len(kept) != 3 or not form.is_active or _is_passive(sentence, kept[1]):
        return False
    subject, verb, target = (frozenset(found.at) for found in kept)
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
    return not is_told and any(
        before not in subject and behind in subject for before, behind in around
    )


def _in_order(places: Sequence[list[int]]) -> bool:
    last = -1
    for found in places:
        later = [i for i in found if i > last]
        if not later:
            return False
        last = later[0]
    return True


def _comparison_objection(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences], predicate: int
) -> str:
    """Ask that what is greater stands before "greater", and what it exceeds behind.

    "A is greater than B" is "B is less than A". Without a "than" in the key there is one side,
    and no opposite.
    """
    left = [found for found in kept[:predicate] if found.term.kind != "number"]
    edge = _standard_of(form, kept[predicate].term)
    if edge is None:
        if kept[predicate].is_opposite:
            return OTHER_WAY
        return OTHER_WAY if _is_only_standard(sentence, kept[predicate].at, left) else ""
    right = [found for found in kept[predicate + 1 :] if found.term.start > edge]
    if not left:  # more boys than girls
        left = [found for found in kept[predicate + 1 :] if found.term.start < edge]
    shared = {found.term.text for found in left} & {found.term.text for found in right}
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
        before = sum(any(i < pivot for i in found.at) for found in left)
        behind = sum(any(i > pivot for i in found.at) for found in right)
        if 2 * before >= len(left) and 2 * behind >= len(right):
            return ""
    return OTHER_WAY


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


def _direction_objection(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences], predicate: int
) -> str:
    """Ask that the right side follows the predicate, and the left side does not."""
    left, right = kept[:predicate], kept[predicate + 1 :]
    left = [found for found in left if found.term.text not in OPPOSITES]
    if not right or all(found.term.kind == "number" for found in right):
        # the number who passed is 12, those above 80 are 5
        left = [found for found in left if found.term.kind != "number" or is_year(found.term)]
    turns = sum(
        (
            any(found.is_opposite for found in kept),
            _is_passive(sentence, kept[predicate]),
            form.is_passive,
        )
    )
    if turns % 2:
        left, right = right, left
    if kept[predicate].is_opposite and kept[predicate].term.text in _MULTIPLES:
        for at in kept[predicate].at:  # half as many stamps
            is_left = any(i < at for found in left for i in found.at)
            if is_left and any(i > at for found in right for i in found.at):
                return ""
        return OTHER_WAY
    if kept[predicate].term.text == "bisect" and not turns % 2:
        names = [found.at for found in kept if found.term.kind == "entity"]
        if _in_order(names):
            return ""  # it cuts the angle in half
    if not turns % 2 and _counts_other(form, kept[predicate], right):
        return OTHER_WAY
    return _sides_objection(sentence, kept, kept[predicate].at, left, right)


def _counts_other(form: PhraseForm, predicate: Occurrences, right: Sequence[Occurrences]) -> bool:
    """Tell "twice as many pears as apples" from "twice as many apples as pears"."""
    if predicate.term.text not in _COUNTED or _AS_MANY.search(form.text) is None:
        return False
    return not _in_order([found.at for found in right if found.term.kind == "word"])


def _sides_objection(
    sentence: Sentence,
    kept: list[Occurrences],
    places: Sequence[int],
    left: Sequence[Occurrences],
    right: Sequence[Occurrences],
) -> str:
    """Ask that one place of a predicate has its left side before and its right side behind."""
    for at in places:
        edge = len(sentence.words.terms)
        if right:
            behind = [min((i for i in found.at if i >= at), default=edge) for found in right]
            if edge in behind or _is_past_another(sentence, at, min(behind), kept):
                continue
            edge = max(behind)
        opens = at == 0 or _opens_statement(sentence, at)  # "After 1990, sales fell."
        if all(any(i < at or (opens and i > edge) for i in found.at) for found in left):
            return ""
    return OTHER_WAY


_COUNTED = canonical_words("twice half third triple")
_AS_MANY = re.compile(r"\bas\s+(?:many|much)\b", re.IGNORECASE)


def _is_past_another(sentence: Sentence, at: int, place: int, kept: Sequence[Occurrences]) -> bool:
    """Tell the tree of "behind the house, the tree in front" from what stands behind."""
    terms = sentence.words.terms
    if terms[at].text not in _PLACES:
        return False
    own = {i for found in kept for i in found.at}
    others = [i for i in range(at + 1, place) if i not in own and terms[i].kind == "word"]
    return bool(others) and any(
        terms[others[0]].end <= cut < terms[place].start for cut in sentence.words.cuts
    )


_PLACES = canonical_words("above below behind front left right inside")


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
