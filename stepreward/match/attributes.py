"""Whose attribute it is: a black dog that chases a cat makes no cat black."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import COLORS
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm

OTHERS = "it is said of another thing"
_SIMPLE = re.compile(
    r"\s*(?:the\s+|an?\s+)?[a-z]+(?:\s+[a-z]+)?\s+(?:is|are)\s+[a-z]+\s*\.?", re.IGNORECASE
)
_ATTRIBUTES = frozenset(
    map(
        canonical_word,
        (
            *COLORS,
            *"full empty open closed hungry wet dry broken wooden striped".split(),
            *"round square odd even".split(),
        ),
    )
)
_COPULA = re.compile(
    r"(?:\b(?:is|are|was|were|be|looks?|appears?|seems?|turns?|becomes?|stays?|remains?|painted"
    r"|colou?red)\s+(?:(?!the\b|an?\b)[a-z]+,?\s+){0,3}|[:(=–-]\s*)\Z",
    re.IGNORECASE,
)
_FUR = re.compile(
    r"\b(?:has|have|with)\s+(?:an?\s+)?(?P<what>[a-z]+)\s+(?:fur|hair|colou?r|body|feathers|skin)\b",
    re.IGNORECASE,
)
_IS_A = re.compile(r"\b(?:is|are|was|were)\s+(?:therefore\s+|thus\s+)?an?\s+\Z", re.IGNORECASE)
_KIND = re.compile(r"\s+(?:number|integer|function|one|colou?r|digit)\b", re.IGNORECASE)
_WINDOW = 40  # characters before an attribute in which its verb stands
_OF_THE = re.compile(r"\bof\s+(?:the|an?)\s+\Z", re.IGNORECASE)
_SHAPES = canonical_words(
    "circle semicircle triangle square rectangle hexagon octagon pentagon trapezoid rhombus "
    "parallelogram cube sphere hemisphere cone cylinder pyramid prism"
)
_QUANTIFIERS = frozenset(map(canonical_word, ("all", "every", "no")))


def attribute_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that colors, "all" and shapes are said of what the key step says them of."""
    if len(kept) == 2 and kept[1].term.text in _ATTRIBUTES:
        if _SIMPLE.fullmatch(form.text) is not None:
            thing, what = kept
            pairs = ((at, other) for at in thing.at for other in what.at)
            if not any(_is_of(sentence, at, other) for at, other in pairs):
                return OTHERS
    return (
        _quantifier_objection(sentence, kept)
        or _shape_objection(form, sentence)
        or _number_objection(form, sentence, kept)
    )


def _number_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Tell the 2 of "period 2, group 16" where the key asks for group 2."""
    terms = sentence.words.terms
    for noun, number in pairwise(form.terms):
        if not isinstance(number.value, int) or number.unit or number.nouns:
            continue
        places = sentence.words.spelled.get(noun.text, ())
        is_label = number.start == noun.end + 1 and form.text[noun.start : noun.end].isalpha()
        if not places or not is_label or noun.kind not in ("word", "weak"):
            continue
        numbered = [at + 1 for at in places if _is_next(terms[at : at + 2])]
        spots = {at for found in kept if found.term == number for at in found.at}
        if len(numbered) == len(places) and spots.isdisjoint(numbered):
            return OTHERS
    return ""


def _is_next(pair: Sequence[Term]) -> bool:
    return len(pair) == 2 and pair[1].kind == "number" and pair[1].start == pair[0].end + 1


def _is_of(sentence: Sentence, thing: int, what: int) -> bool:
    terms, text, start = sentence.words.terms, sentence.text, sentence.start
    noun, word = terms[thing], terms[what]
    if text[start + noun.end - 2 : start + noun.end] in ("'s", "’s"):
        return False
    if text[start + noun.end : start + noun.end + 2] in ("'s", "’s"):
        return False
    if what < thing:
        between = text[start + word.end : start + noun.start]
        is_before = what == thing - 1 and between.isspace()
        return is_before or re.match(r"\s+(?:is|are)\b", between) is not None
    low = start + word.start
    if _COPULA.search(text, max(start + noun.end, low - _WINDOW), low) is not None:
        return True
    if _IS_A.search(text, max(start + noun.end, low - _WINDOW), low) is not None:
        return _KIND.match(text, start + word.end) is not None
    found = _FUR.search(text, start + noun.end, sentence.end)
    return found is not None and found.start("what") == low


def _shape_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Tell the area of a semicircle from that of the circle, which need not be named again."""
    spelled = sentence.words.spelled
    others = _SHAPES.intersection(spelled)
    if not others or form.terms[0].kind == "entity":
        return ""
    own = {term.text for term in form.terms if term.text in _SHAPES}
    if not own or not own.isdisjoint(spelled):
        return ""
    terms, text, start = sentence.words.terms, sentence.text, sentence.start
    for shape in others:
        for at in spelled[shape]:
            low = start + terms[at].start
            if _OF_THE.search(text, max(start, low - 8), low) is not None:
                return OTHERS
    return ""


def _quantifier_objection(sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Tell "all rectangles are squares" from "all squares are rectangles"."""
    for at, found in enumerate(kept[:-2]):
        if found.term.text in _QUANTIFIERS and found.term.kind == "word":
            own = set(kept[at + 1].at)
            others = {i for other in kept[at + 2 :] for i in other.at} - own
            terms = sentence.words.terms
            if all(
                terms[i].text == found.term.text and i + 1 in others and i + 1 not in own
                for i in found.at
            ):
                return OTHERS
    return ""


def owner_objection(sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Tell Anna's brother from Anna."""
    has_owner = "'s " in sentence.text[sentence.start : sentence.end]
    if has_owner and any(_has_relative(sentence, found) for found in kept):
        return "it is said of somebody else"
    return ""


def _has_relative(sentence: Sentence, found: Occurrences) -> bool:
    """Tell whether a relative stands behind every occurrence; its 's may belong to the term."""
    ends = [sentence.start + sentence.words.terms[at].end for at in found.at]
    return all(
        any(_RELATIVE.match(sentence.text, place) is not None for place in (end - 2, end))
        for end in ends
    )


_RELATIVE = re.compile(
    r"'s\s+(?:(?:older|younger|big|little|best)\s+)?(?:brother|sister|mother|father|mom|dad|friend|son"
    r"|daughter|wife|husband|uncle|aunt|cousin|teacher|neighbou?r|dog|cat|parents?)\b"
)
