"""What speaks against a phrase whose terms are all there: statements, sides, rivals, subjects."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.propositions import OPENERS
from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, NEGATED, RETRACTED, SUPPOSED
from stepreward.match.aggregates import aggregate_objection, share_objection
from stepreward.match.alike import RIVALS, same_term
from stepreward.match.alternatives import alternative_objection
from stepreward.match.attributes import attribute_objection, owner_objection
from stepreward.match.binding import Occurrences, binding_objection, is_year, pairs_of
from stepreward.match.contraries import contrary_objection
from stepreward.match.keys import PhraseForm
from stepreward.match.leads import lead_objection
from stepreward.match.order import (
    DIRECTED,
    OPPOSITES,
    SIDEWAYS,
    SYMMETRIC,
    order_objection,
    scanned_in,
)
from stepreward.match.variants import OPTION

_PLACES = canonical_words("near above below front behind outside")
DECISIVE = frozenset(OPPOSITES) | SYMMETRIC | frozenset().union(*RIVALS)
_PREDICATES = DECISIVE | DIRECTED


def objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Say why terms that are present do not state the phrase; empty where they do."""
    asserted = _asserted(form, sentence, kept)
    if asserted is None:
        return "it is not asserted"
    return (
        _statement_objection(sentence, asserted)
        or order_objection(form, sentence, asserted)
        or _route_objection(form, sentence)
        or _choice_objection(sentence, asserted)
        or _place_objection(sentence, asserted)
        or attribute_objection(form, sentence, asserted)
        or owner_objection(sentence, asserted)
        or alternative_objection(form, sentence, asserted)
        or lead_objection(form, sentence, asserted)
        or contrary_objection(sentence, asserted)
        or _side_by_side(sentence, asserted)
        or _rival_objection(sentence, asserted)
        or binding_objection(sentence, asserted)
        or aggregate_objection(form, sentence, asserted)
        or share_objection(form, sentence, asserted)
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
    terms = sentence.words.terms
    values = [found for found in kept if found.term.kind == "number"]
    is_renamed = len(values) == 1 and len(kept) > 1 and len(sentence.words.pronouns) > 0
    status = {i: sentence.status_of(terms[i]) for i in {at for found in kept for at in found.at}}
    result = []
    for found in kept:
        good = [i for i in found.at if status[i] in allowed]
        if not good and is_renamed and found is not values[0]:  # Tom had 10, no, he has 12
            good = [i for i in found.at if status[i] == RETRACTED and _goes_back(sentence, i)]
        if not good:
            return None
        result.append(found._replace(at=good))
    if _BOTH.search(form.text) and _ONE.search(sentence.text, sentence.start, sentence.end):
        return None
    if not form.is_negative:
        return result
    if _PARTLY.search(sentence.text, sentence.start, sentence.end) is not None:
        return result if _PARTLY.search(form.text) is not None else None
    is_denied = any(status[i] == NEGATED for found in result for i in found.at)
    return result if is_denied else None


def _goes_back(sentence: Sentence, at: int) -> bool:
    """Tell a term that a later pronoun may go back to."""
    return sentence.words.pronouns[-1] > sentence.words.terms[at].start


_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:only|just|exactly)\s+one\b|\bone\s+of\s+(?:the\s+)?(?:two|them)\b", re.IGNORECASE
)
# What denies something of a few only, where "no" denies it of all.
_PARTLY = re.compile(r"\bnot\s+(?:all|every|each|always)\b|\bsome\b", re.IGNORECASE)


# One statement holds it all.


def _statements_of(sentence: Sentence, i: int) -> set[int]:
    """Find the statement a term stands in; what a "who" refers to stands in the next one too."""
    if sentence.words.terms[i].start < sentence.words.opening:
        return set(range(len(sentence.words.breaks) + 1))
    own = bisect_right(sentence.words.breaks, sentence.words.terms[i].start)
    is_name = sentence.words.terms[i].kind == "entity" or is_year(sentence.words.terms[i])
    behind = _count_behind(sentence, i, own, is_name=is_name)
    is_noun = sentence.words.terms[i].kind == "word" and not is_name
    is_noun = is_noun and sentence.words.terms[i].text not in _PREDICATES
    is_head = behind == 0 or (behind == 1 and is_noun)  # the speed of the car, which is 60
    return {own, own + 1} if is_head and own + 1 in sentence.words.relatives else {own}


def _count_behind(sentence: Sentence, i: int, own: int, *, is_name: bool) -> int:
    """Count what stands behind a term in its statement, up to 2; behind a name, other names."""
    terms, breaks = sentence.words.terms, sentence.words.breaks
    edge = breaks[own] if own < len(breaks) else None
    count = 0
    for at in range(i + 1, len(terms)):
        if count == 2 or (edge is not None and terms[at].start >= edge):
            break
        count += not is_name or terms[at].kind == terms[i].kind
    return count


def _statement_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that one statement holds the terms; its subject may be a pronoun for one before."""
    if not sentence.words.breaks:
        return ""
    pairs = pairs_of(kept)
    # Several values are bound one by one.
    lists = [[value, *subjects] for value, subjects in pairs] if len(pairs) > 1 else [kept]
    if all(_share_statement(sentence, found) for found in lists):
        return ""
    if len(pairs) < 2 and _refers_back(sentence, kept):
        return ""
    return "its parts stand in different clauses"


def _share_statement(sentence: Sentence, kept: list[Occurrences]) -> bool:
    """Keep the occurrences in the statements that hold every term, where there are such."""
    own = {i: _statements_of(sentence, i) for i in {at for found in kept for at in found.at}}
    places = {tuple(found.at) for found in kept}
    shared = set[int].intersection(*[set[int]().union(*[own[i] for i in at]) for at in places])
    inside = {at: [i for i in at if own[i] & shared] for at in places if shared}
    for at, found in enumerate(kept if shared else ()):
        kept[at] = found._replace(at=inside[tuple(found.at)])
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
            bisect_right(sentence.words.breaks, p) == group and not _owns_other(sentence, p, kept)
            for p in sentence.words.pronouns
        )
        if not (has_pronoun and inside[-1]):
            continue
        goes_back = any(later and not earlier for later, earlier in pairwise(inside))
        if not goes_back and all(
            group in places or group - 1 in places or found.at[0] == 0  # what it begins with
            for places, found in zip(groups, kept, strict=True)
        ):
            return True
    return False


def _owns_other(sentence: Sentence, position: int, kept: Sequence[Occurrences]) -> bool:
    """Tell the "its" of "its slope", where the slope is not asked for."""
    low = sentence.start + position
    if sentence.text[low : low + 3].lower() != "its":
        return False
    terms = sentence.words.terms
    owned = next((i for i, term in enumerate(terms) if term.start > position), None)
    return owned is not None and all(owned not in found.at for found in kept)


# Ways and places.


def _route_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Ask that energy flows from algae to fish, not back."""
    if form.route is None:
        return ""
    origin, target = form.route
    routes = sentence.words.routes
    for start, end in routes:
        if same_term(origin, end) and same_term(target, start):
            return "it leads the other way"
    if any(same_term(origin, start) != same_term(target, end) for start, end in routes):
        if not any(same_term(origin, start) and same_term(target, end) for start, end in routes):
            return "it leads elsewhere"
    return ""


def _choice_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that an option is chosen alone: B, not "B, C or D"."""
    letter = next((found for found in kept if found.term.kind == "entity"), None)
    others = [found.term.text for found in kept if found is not letter]
    if letter is None or len(letter.term.text) > 1 or not others or not OPTION.issuperset(others):
        return ""
    return "it stands in a list" if all(_is_listed(sentence, at) for at in letter.at) else ""


def _is_listed(sentence: Sentence, at: int) -> bool:
    terms = sentence.words.terms
    for one, other in pairwise(terms[max(at - 1, 0) : at + 2]):
        low, high = sentence.start + one.end, sentence.start + other.start
        is_pair = one.kind == other.kind == "entity" and one.text != other.text
        if is_pair and _LISTING.fullmatch(sentence.text, low, high) is not None:
            statuses = {sentence.status_of(term) for term in (one, other)}
            if statuses == {ASSERTED}:
                return True
    return False


_LISTING = re.compile(r"[\s,()*]{1,8}(?:(?:and|or)[\s()*]{1,8})?")


def _place_objection(sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that no word of place comes in between: on the couch, next to the couch."""
    own = {i for found in kept for i in found.at}
    terms = sentence.words.terms
    for found in kept:
        if found.term.kind == "word" and all(
            i
            and i - 1 not in own
            and terms[i - 1].text in _PLACES
            and not _is_labelled(sentence, i)
            for i in found.at
        ):
            return f"it is {terms[found.at[0] - 1].text} it"
    return ""


def _is_labelled(sentence: Sentence, at: int) -> bool:
    """Tell "the bar next to Japan", which is Japan's."""
    low = sentence.start + sentence.words.terms[at - 1].start
    is_label = _LABEL.search(sentence.text, max(sentence.start, low - _LEAD), low) is not None
    high = sentence.start + sentence.words.terms[at].start
    return is_label and _DIRECTLY.fullmatch(sentence.text, low, high) is not None


_DIRECTLY = re.compile(r"\w+\s+(?:(?:to|of)\s+)?(?:the\s+)?")
_LEAD = 16
_LABEL = re.compile(
    r"\b(?:bars?|numbers?|labels?|values?|percentages?|figures?|segments?|dots?|points?|icons?)\s+\Z",
    re.IGNORECASE,
)


def _side_by_side(sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that something joins the words: "2019 45" and a row of loose words say nothing."""
    own = sorted({i for found in kept for i in found.at})
    if sentence.headings or len(own) < 2:
        return ""
    terms = sentence.words.terms[own[0] : own[-1] + 1]
    is_short = len(terms) < _LOOSE
    if is_short and any(term.kind != "number" or term.unit is not None for term in terms):
        return ""
    text, start = sentence.text, sentence.start
    said = [text[start + term.start : start + term.end].lower() for term in terms]
    if not all(word[0].isalnum() for word in said) or not OPENERS.isdisjoint(said):
        return ""  # a sign does, or a verb
    if all(not text[start + a.end : start + b.start].strip() for a, b in pairwise(terms)):
        return "nothing joins its words"
    return ""


_LOOSE = 6  # terms that no sentence has side by side


# No rival closer.


def _rival_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that no rival word stands closer to a thing than the key's: blue car, red truck."""
    own = {i for found in kept for i in found.at}
    for found in kept:
        group = next((group for group in RIVALS if found.term.text in group), None)
        if group is None:
            continue
        if found.term.text in SIDEWAYS and scanned_in(sentence) is not None:
            continue  # the order of the list tells
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
    terms, cuts = sentence.words.terms, sentence.words.cuts
    between = bisect_right(cuts, terms[high].start) - bisect_left(cuts, terms[low].end)
    return high - low + 2 * max(between, 0)
