"""How one thing changes with another: "the larger the volume, the lower the pressure"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stepreward.claims.gradables import NOUNS_OF
from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, ASSUMED, SUPPOSED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.kin import STATED_BY

_JOINT = re.compile(
    r"\b(?P<cause>if|when(?:ever)?|as|once|because|since|suppos(?:e|ing)(?:\s+that)?"
    r"|assum(?:e|ing)(?:\s+that)?|imagine(?:\s+that)?|with)\b"
    r"|\b(?P<effect>so|then|thus|hence|therefore|consequently|lead(?:s|ing)?\s+to|caus(?:es?|ing)"
    r"|means?(?:\s+that)?|result(?:s|ing)?\s+in|mak(?:es?|ing)|brings?\s+about|implies|ha(?:s|ve))\b"
    r"|(?P<cut>[,;:.→⇒]|\band\b)",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
_SUPPOSES = re.compile(r"\W*(?:suppos|assum|imagine|if\b|when\b|say\b|let)", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no\s+longer|hardly)\b|n['’]t\b", re.IGNORECASE)
_UP = {"rise": True, "greater": True, "fall": False, "less": False}
# What is counted or measured is said of the thing itself: the number of hawks, the price level.
_LIGHT = canonical_words("number population amount level size count value quantity")
_ALSO = {"speed": canonical_words("rate")}
_MAX_BACK = 2  # sentences before, of which one may suppose the cause
_STATED = frozenset({ASSERTED, SUPPOSED, ASSUMED})


class Change(NamedTuple):
    """A thing that goes up or down, and how it is joined to what stands before."""

    things: tuple[Term, ...]
    aspect: frozenset[str]  # what its word of degree names: faster is greater in speed
    is_up: bool
    is_denied: bool
    joint: str
    is_proportion: bool  # the higher …
    start: int
    end: int


class Trend(NamedTuple):
    """A change, and the change that it brings about."""

    cause: Change
    effect: Change


def trend_of(text: str, terms: Sequence[Term]) -> Trend | None:
    """Read "pressure falls as volume rises", which says nothing else."""
    if sum(_up(term) is not None for term in terms) not in _CHANGES:
        return None
    if any(term.kind == "number" for term in terms):
        return None
    found = [
        Trend(one, other)
        for changes in [list(_changes(text, terms))]
        if len(changes) == len(_CHANGES)
        for one, other in (changes, reversed(changes))
        if _brings(one, other)
    ]
    if len(found) != 1 or not all(_telling(change) for change in found[0]):
        return None
    return found[0]


_CHANGES = (1, 2)  # words of change: two, or one where it goes with something


def find_trend(
    wanted: Trend, sentences: Sequence[Sentence], at: int
) -> tuple[int, int] | bool | None:
    """Find where a sentence states a trend; False where it says that it goes another way."""
    before = [change for one in _supposing(sentences, at) for change in _changes_in(one)]
    here = list(_changes_in(sentences[at]))
    if not here:
        return None
    told = [*before, *here]
    pair = _pair(told, here, wanted)
    if pair is None:
        exchanged = _pair(told, here, Trend(wanted.effect, wanted.cause))
        return None if exchanged is None else False
    cause, effect = pair
    is_other = effect.is_up != wanted.effect.is_up or cause.is_up != wanted.cause.is_up
    if is_other or cause.is_denied or effect.is_denied:
        return False
    low = min(effect.start, cause.start) if cause in here else effect.start
    return sentences[at].start + low, sentences[at].start + effect.end


def _pair(told: Sequence[Change], here: Sequence[Change], wanted: Trend) -> Trend | None:
    """Find the last change of what is affected, and the first that brings it about."""
    effect = next((one for one in reversed(here) if _is_of(one, wanted.effect)), None)
    if effect is None or _is_of(effect, wanted.cause):
        return None
    for cause in told:
        if cause is not effect and _is_of(cause, wanted.cause):
            if cause not in here or _brings(cause, effect):
                return Trend(cause, effect)
    return None


def _supposing(sentences: Sequence[Sentence], at: int) -> Iterator[Sentence]:
    """List the sentences before that suppose something."""
    for one in sentences[max(at - _MAX_BACK, 0) : at]:
        if _SUPPOSES.match(one.text, one.start, one.end) is not None:
            yield one


def _changes_in(sentence: Sentence) -> Iterator[Change]:
    terms = sentence.words.terms
    if not any(_up(term) is not None for term in terms):
        return
    text = sentence.text[sentence.start : sentence.end]
    for change in _changes(text, terms):
        if sentence.standing.status_at(sentence.start + change.end - 1) in _STATED:
            yield change


def _changes(text: str, terms: Sequence[Term]) -> Iterator[Change]:
    """List the stretches of a text that say of one thing that it goes up or down."""
    joint, low = "", 0
    for match in [*_JOINT.finditer(text), None]:
        high = match.start() if match is not None else len(text)
        held = [term for term in terms if low <= term.start and term.end <= high]
        change = _change(text, held, joint)
        if change is not None:
            yield change
        if match is None:
            return
        kind = str(match.lastgroup) + ("_with" if match[0].lower() == "with" else "")
        joint = kind if held or kind != "cut" else joint
        low = match.end()


def _change(text: str, held: Sequence[Term], joint: str) -> Change | None:
    ups = [(term, up) for term in held if (up := _up(term)) is not None]
    things = tuple([term for term in held if _up(term) is None and term.text not in _LIGHT])
    things = things or tuple([term for term in held if _up(term) is None])
    span = (held[0].start, held[-1].end) if held else (0, 0)
    if not ups and joint == "cause_with" and things:
        return Change(things, frozenset(), True, False, "cause", False, *span)
    if len(ups) != 1:
        return None
    word, is_up = ups[0]
    is_first = word is held[0] and _THE.search(text, 0, word.start) is not None
    is_denied = _DENIED.search(text, span[0], span[1]) is not None
    joint = joint.removesuffix("_with")
    return Change(things, _aspect(word), is_up, is_denied, joint, is_first, *span)


def _up(term: Term) -> bool | None:
    return _UP.get(term.text.partition(":")[0]) if term.kind == "word" else None


def _aspect(word: Term) -> frozenset[str]:
    aspect = word.text.partition(":")[2]
    nouns = canonical_words(" ".join(NOUNS_OF.get(aspect, frozenset())))
    return frozenset(nouns) | frozenset(_ALSO.get(aspect, ()))


def _telling(change: Change) -> bool:
    return bool(change.things or change.aspect)


def _brings(cause: Change, effect: Change) -> bool:
    """Tell a cause by what opens it, by what opens its effect, or by "the more …, the more …"."""
    if cause.start > effect.start:
        return cause.joint == "cause"
    if cause.is_proportion and effect.is_proportion:
        return True
    return effect.joint == "effect" or (cause.joint == "cause" and effect.joint == "cut")


def _is_of(change: Change, wanted: Change) -> bool:
    """Tell a change of the thing that is asked for."""
    if wanted.things and not all(_holds(change, term) for term in wanted.things):
        return False
    if wanted.aspect:
        said = {term.text for term in change.things} | change.aspect
        return not wanted.aspect.isdisjoint(said)
    return True


def _holds(change: Change, term: Term) -> bool:
    kin = {one.text for one in STATED_BY.get(term.text, ()) if not one.nouns}
    return term.text in change.aspect or any(
        same_term(term, other) or other.text in kin for other in change.things
    )
