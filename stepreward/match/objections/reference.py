"""What goes back to a name said before: a pronoun, its owner, and "it" as an object."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm

_LEAD = 16  # characters before a pronoun or a thing that are looked at


def refers_back(form: PhraseForm, sentence: Sentence, kept: list[Occurrences]) -> bool:
    """Let terms stand in the statement before a pronoun: "A is …, so it is …", "… with its …"."""
    groups = [
        {bisect_right(sentence.words.breaks, sentence.words.terms[i].start) for i in k.at}
        for k in kept
    ]
    for group in sorted(set.union(*groups), reverse=True):
        pronouns = [
            p
            for p in sentence.words.pronouns
            if bisect_right(sentence.words.breaks, p) in (group, _before_but(sentence, group))
            and not _owns_other(sentence, p, kept)
        ]
        if not pronouns:
            continue
        is_own = all(_is_of_own(sentence, p) for p in pronouns)
        inside = [group in places for places in groups]
        outside = [found for found, places in zip(kept, groups, strict=True) if group not in places]
        if all(
            group in places or group - 1 in places or _leads(found)
            for places, found in zip(groups, kept, strict=True)
        ) and (
            (_is_opening(inside) and not is_own)
            or (any(inside) and all(_is_owner(form, found.term, is_own) for found in outside))
            or (inside[0] and _is_object(sentence, group, pronouns[-1], outside))
        ):
            return True
    return False


def _leads(found: Occurrences) -> bool:
    """Tell what a sentence begins with: the car, the "A" of "sample A"."""
    if found.at[0] == 0:
        return True
    return found.at[0] == 1 and found.term.kind == "entity"


def _before_but(sentence: Sentence, group: int) -> int:
    """Find the statement whose subject goes on: "it does not sink but floats"."""
    if not group:
        return group
    breaks, start = sentence.words.breaks, sentence.start
    low = start + (breaks[group - 2] if group > 1 else 0)
    is_but = _NOT_BUT.fullmatch(sentence.text, low, start + breaks[group - 1]) is not None
    return group - 1 if is_but else group


_NOT_BUT = re.compile(r"[^.;]*(?:\bnot\b|n['’]t\b)[^.;,]*\bbut\s*", re.IGNORECASE)


def _is_opening(inside: Sequence[bool]) -> bool:
    """Tell terms of which only the first ones stand elsewhere."""
    return inside[-1] and not any(one and not other for one, other in pairwise(inside))


def _is_owner(form: PhraseForm, term: Term, is_strict: bool) -> bool:
    """Tell the triangle of "base angles of the triangle", to which "its base angles" goes back.

    Where it ``is_strict``, what something is in owns nothing: it peaks in March.
    """
    of = _OF_TITLED if term.kind == "entity" else _OF
    if is_strict and _IN.search(form.text, 0, term.start) is not None:
        return False
    return (
        of.search(form.text, 0, term.start) is not None
        or form.text[term.end - 2 : term.end] in _POSSESSIVES
        or form.text[term.end : term.end + 2] in _POSSESSIVES
    )


_OF = re.compile(r"\b(?:of|in)\s+(?:(?:the|an?|this|each|every|any)\s+)?\Z", re.IGNORECASE)
_IN = re.compile(r"\bin\s+\Z", re.IGNORECASE)
_OF_TITLED = re.compile(rf"{_OF.pattern[:-2]}(?:\w+\s+)?\Z", re.IGNORECASE)  # of sample A
_POSSESSIVES = ("'s", "’s")


def _is_object(
    sentence: Sentence, group: int, pronoun: int, outside: Sequence[Occurrences]
) -> bool:
    """Tell "there is a shelf, and the book is on it", where "it" is what stands last before."""
    text, low = sentence.text, sentence.start + pronoun
    found = _IT.match(text, low)
    if found is None or any(other.term.kind == "number" for other in outside):
        return False
    if _ON.search(text, max(sentence.start, low - _LEAD), low) is None:
        return False
    breaks = sentence.words.breaks
    first, high = breaks[group - 2] if group > 1 else 0, breaks[group - 1]
    before = [
        at
        for at, term in enumerate(sentence.words.terms)
        if first <= term.start < high and term.kind != "weak"
    ]
    is_told = found["person"] or _THERE.search(text, sentence.start + first, low) is not None
    last = before[: len(outside)] if is_told else before[-len(outside) :]
    if len(last) != len(outside) or not all(
        any(at in other.at for other in outside) for at in last
    ):
        return False
    low = sentence.start + sentence.words.terms[last[0]].start
    return _A_THING.search(text, max(sentence.start, low - _LEAD), low) is not None


_THERE = re.compile(r"\bthere(?:['’]s|\s+(?:is|are|was|were))\b", re.IGNORECASE)
_A_THING = re.compile(r"\b(?:an?|the|this|its|his|her|one|two|some)\s+\Z", re.IGNORECASE)
_IT = re.compile(r"(?:it|them|(?P<person>him))\b(?!\s*['’])", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:on|in|under|above|below|over|beside|near|behind|inside|of|to|from|with|around|into|onto"
    r"|through|against|at)\s+(?:top\s+of\s+)?\Z",
    re.IGNORECASE,
)


_NAMING = ("word", "entity")
_OWNING = re.compile(r"(?:its|their)\b", re.IGNORECASE)


def _is_of_own(sentence: Sentence, position: int) -> bool:
    """Tell the "its" of "B reaches its peak", which goes back to its own subject."""
    if _OWNING.match(sentence.text, sentence.start + position) is None:
        return False
    breaks = sentence.words.breaks
    at = bisect_right(breaks, position)
    low = breaks[at - 1] if at else 0
    return any(low <= t.start < position and t.kind in _NAMING for t in sentence.words.terms)


def _owns_other(sentence: Sentence, position: int, kept: Sequence[Occurrences]) -> bool:
    """Tell the "its" of "its slope", where the slope is not asked for."""
    if _OWNING.match(sentence.text, sentence.start + position) is None:
        return False
    terms = sentence.words.terms
    owned = next((i for i, term in enumerate(terms) if term.start > position), None)
    return owned is not None and all(owned not in found.at for found in kept)


def is_other_deed(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "it eats a mammal", where the key step says that it is one."""
    said = _IS_A.match(form.text)
    kinds = [found for found in kept if said is not None and found.term.start >= said.end()]
    if not kinds:
        return False
    text, start = sentence.text, sentence.start
    lows = [start + sentence.words.terms[at].start for at in kinds[0].at]
    return all(_BEING.search(text, max(start, low - _DEED), low) is None for low in lows)


_DEED = 40  # characters before a kind in which its verb stands
_IS_A = re.compile(r"(?!\s*there\b)[^.;,]{1,60}?\s(?:is|are)\s+an?\s", re.IGNORECASE)
_BEING = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|becomes?|remains?|called|named|as|of|have|has|into|form"
    r"|forms|makes?(?:\s+(?:it|them|this))?|get)|['’]s|[:=(])\W*(?:[\w-]+\s+){0,3}\Z",
    re.IGNORECASE,
)


def gone_on_about(sentence: Sentence, found: Occurrences, kept: Sequence[Occurrences]) -> list[int]:
    """Tell the subject of "17 has no divisors but 1 and itself, so it is prime"."""
    terms = sentence.words.terms
    first = next((at for at, term in enumerate(terms) if term.kind != "weak"), -1)
    last = terms[kept[-1].at[-1]]
    if first not in found.at or len(kept) < 2 or sentence.status_of(last) != ASSERTED:
        return []
    lead = last.start - _LEAD
    is_said = any(
        lead <= p < last.start and _is_plain(sentence, p) for p in sentence.words.pronouns
    )
    return [first] if is_said else []


def _is_plain(sentence: Sentence, position: int) -> bool:
    """Tell an "it" that a verb stands behind, and nothing denies."""
    low = sentence.start + position
    return _SUBJECT.match(sentence.text, low) is not None


_SUBJECT = re.compile(
    r"(?:it|they|he|she)(?:['’]s|\s+(?!is\s+not|are\s+not)\w+)\b(?!['’]t)", re.IGNORECASE
)


def is_between_them(form: PhraseForm, missing: Sequence[Term], sentence: Sentence) -> bool:
    """Tell "the gap between them" where the key step says between which two."""
    between = _BETWEEN.search(form.text)
    if between is None or any(term.start < between.end() for term in missing):
        return False
    return _BETWEEN_THEM.search(sentence.text, sentence.start, sentence.end) is not None


_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_BETWEEN_THEM = re.compile(
    r"\bbetween\s+(?:them|both|(?:the|these|those)\s+two)\b(?!\s+of\b)", re.IGNORECASE
)
