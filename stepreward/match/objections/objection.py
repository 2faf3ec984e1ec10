"""What speaks against a phrase whose terms are all there: statements, sides, rivals, subjects."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.propositions import OPENERS
from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, DENIED, NEGATED, RETRACTED, SUPPOSED
from stepreward.match.binding import Occurrences, binding_objection, is_year, pairs_of
from stepreward.match.forms.content import TITLES
from stepreward.match.forms.variants import OPTION
from stepreward.match.keys import PhraseForm
from stepreward.match.objections.aggregates import aggregate_objection, share_objection
from stepreward.match.objections.alternatives import alternative_objection
from stepreward.match.objections.attributes import attribute_objection, owner_objection
from stepreward.match.objections.contraries import contrary_objection
from stepreward.match.objections.denials import (
    denies_in_a_word,
    exception_objection,
    is_denied_once,
    is_without,
)
from stepreward.match.objections.dividing import divisor_objection
from stepreward.match.objections.leads import lead_objection
from stepreward.match.objections.multiples import multiple_objection
from stepreward.match.objections.order import order_objection
from stepreward.match.objections.reference import gone_on_about, refers_back
from stepreward.match.objections.rivals import rival_objection
from stepreward.match.objections.that_year import without_that_year
from stepreward.match.objections.times import time_objection
from stepreward.match.objections.ways import route_objection
from stepreward.match.predicates import DECISIVE, DIRECTED

_PLACES = canonical_words("near above below front behind outside")
_PREDICATES = DECISIVE | DIRECTED


def objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Say why terms that are present do not state the phrase; empty where they do."""
    asserted = _asserted(form, sentence, kept)
    if asserted is None:
        return "it is not asserted"
    has_name = any(term.kind == "entity" for term in form.terms)
    if has_name and any(_only_titles(sentence, found, asserted) for found in asserted):
        return "it is the title of another"
    return (
        _statement_objection(form, sentence, asserted)
        or order_objection(form, sentence, asserted)
        or divisor_objection(form, sentence, asserted)
        or multiple_objection(asserted)
        or exception_objection(form, sentence)
        or route_objection(form, sentence)
        or _choice_objection(sentence, asserted)
        or _place_objection(sentence, asserted)
        or attribute_objection(form, sentence, asserted)
        or owner_objection(form, sentence, asserted)
        or alternative_objection(form, sentence, asserted)
        or lead_objection(form, sentence, asserted)
        or contrary_objection(sentence, asserted)
        or _side_by_side(sentence, asserted)
        or rival_objection(form, sentence, asserted)
        or binding_objection(sentence, asserted)
        or time_objection(sentence, asserted)
        or aggregate_objection(form, sentence, asserted)
        or share_objection(form, sentence, asserted)
    )


def _asserted(
    form: PhraseForm, sentence: Sentence, kept: list[Occurrences]
) -> list[Occurrences] | None:
    """Keep the occurrences in clauses that say it; None where a term has none left."""
    allowed = {ASSERTED}
    if form.is_negative:
        allowed |= {NEGATED, DENIED}
    elif denies_in_a_word(form, sentence):
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
        if not good and found is kept[0] and status.get(found.at[0]) == NEGATED:
            good = gone_on_about(sentence, found, kept)
        if not good:
            return None
        result.append(found._replace(at=good))
    if _BOTH.search(form.text) and _ONE.search(sentence.text, sentence.start, sentence.end):
        return None
    if not form.is_negative:
        return result
    if _PARTLY.search(sentence.text, sentence.start, sentence.end) is not None:
        return result if _PARTLY.search(form.text) is not None else None
    is_denied = any(
        status[i] == NEGATED or is_without(sentence, i) or is_denied_once(sentence, i)
        for i in result[-1].at
    )
    return result if is_denied else None


def _only_titles(sentence: Sentence, found: Occurrences, kept: Sequence[Occurrences]) -> bool:
    """Tell "parallelogram ABEF", where the key step says that ABCD is one."""
    if found.term.text not in TITLES or found.term.kind != "word":
        return False
    terms, own = sentence.words.terms, {i for other in kept for i in other.at}
    return all(
        at + 1 < len(terms)
        and terms[at + 1].kind == "entity"
        and at + 1 not in own
        and terms[at + 1].start <= terms[at].end + 3
        for at in found.at
    )


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
    is_head = behind == 0 or (behind == 1 and is_noun and _has_owner(sentence, i))
    return {own, own + 1} if is_head and own + 1 in sentence.words.relatives else {own}


def _has_owner(sentence: Sentence, i: int) -> bool:
    """Tell the speed of "the speed of the car, which is 60"."""
    terms, start = sentence.words.terms, sentence.start
    low, high = start + terms[i].end, start + terms[i + 1].start
    return _OWNED_BY.fullmatch(sentence.text, low, high) is not None


_OWNED_BY = re.compile(
    r"\s+(?:is|are|was|were|of|in|on|for|from|at|to|with)\s+(?:\w+\s+){0,2}", re.IGNORECASE
)


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


def _statement_objection(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that one statement holds the terms; its subject may be a pronoun for one before."""
    if not sentence.words.breaks:
        return ""
    pairs = pairs_of(kept)
    # Several values are bound one by one.
    lists = [[value, *subjects] for value, subjects in pairs] if len(pairs) > 1 else [kept]
    if form.parting >= 0:  # each statement of the key step is looked for by itself
        first = [found for found in kept if found.term.start < form.parting]
        lists = [first, kept[len(first) :]]
    if all(_share_statement(sentence, found) for found in lists):
        return ""
    if len(pairs) < 2 and refers_back(form, sentence, kept):
        return ""
    rest = without_that_year(sentence, kept)
    if 0 < len(rest) < len(kept) and _share_statement(sentence, rest):
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


# Ways and places.


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
        if found.term.kind not in ("word", "entity"):
            continue
        leads = [_lead_of(sentence, i) for i in found.at]
        if all(
            lead >= 0
            and lead not in own
            and terms[lead].text in _PLACES
            and not _is_cut(sentence, lead)
            and not _is_labelled(sentence, lead + 1)
            for lead in leads
        ):
            return f"it is {terms[leads[0]].text} it"
    return ""


def _is_cut(sentence: Sentence, at: int) -> bool:
    """Tell "under it, the rope", where a comma stands behind a term and before the next one."""
    terms = sentence.words.terms
    low, high = terms[at].end, terms[at + 1].start if at + 1 < len(terms) else terms[at].end
    return any(low <= cut < high for cut in sentence.words.cuts)


def _lead_of(sentence: Sentence, at: int) -> int:
    """Find the term before another; "point" is none before G."""
    terms = sentence.words.terms
    is_titled = at > 1 and terms[at].kind == "entity" and terms[at - 1].kind == "weak"
    return at - 1 - is_titled


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
