"""Whose attribute it is: a black dog that chases a cat makes no cat black."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.propositions import DEEDS
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import COLORS
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm
from stepreward.match.labels import is_label
from stepreward.match.objections.partial import partial_objection
from stepreward.match.predicates import DIRECTED, is_degree

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
    if len(kept) == 2 and _SIMPLE.fullmatch(form.text) is not None:
        thing, what = kept
        pairs = ((at, other) for at in thing.at for other in what.at)
        is_kind = _ARE_KINDS.search(form.text) is not None
        if all(
            _is_general(sentence, at, other) or (is_kind and _acts_on(sentence, at, other))
            for at, other in pairs
        ):
            return OTHERS
    if (is_one := _IS_A_KIND.match(form.text)) is not None:
        kinds = [found for found in kept if found.term.start >= is_one.end()]
        if kinds and all(_is_beside(sentence, at) for at in kinds[0].at):
            return OTHERS
    if len(kept) == 2 and _IS_ONE.match(form.text) is not None:
        thing, what = kept
        pairs = ((at, other) for at in thing.at for other in what.at)
        if all(_defines(sentence, at, other) for at, other in pairs):
            return OTHERS
    return (
        _quantifier_objection(sentence, kept)
        or _shape_objection(form, sentence)
        or _part_objection(form, sentence)
        or partial_objection(form, sentence)
        or _number_objection(form, sentence, kept)
    )


def _is_general(sentence: Sentence, thing: int, what: int) -> bool:
    """Tell "a heterogeneous mixture has parts", which is said of any, not of the mixture."""
    if what != thing - 1:
        return False
    terms, start = sentence.words.terms, sentence.start
    low, high = start + terms[what].start, start + terms[thing].end
    opens = _ANY_ONE.search(sentence.text, max(start, low - _WINDOW), low)
    return (
        opens is not None
        and (opens.start() == start or opens["mark"] is not None)
        and _VERB.match(sentence.text, high, sentence.end) is not None
    )


def _acts_on(sentence: Sentence, thing: int, what: int) -> bool:
    """Tell "frogs eat insects", where the key step says that frogs are insects."""
    terms, start = sentence.words.terms, sentence.start
    low, high = start + terms[thing].end, start + terms[what].start
    found = _DEED.fullmatch(sentence.text, low, high) if low < high else None
    return found is not None and found["verb"].lower() in DEEDS


def _defines(sentence: Sentence, thing: int, what: int) -> bool:
    """Tell "a conductor is a substance that …", which says of no substance that it is one."""
    terms, start = sentence.words.terms, sentence.start
    low, high = start + terms[what].end, start + terms[thing].start
    return what < thing and _IS_ANY.fullmatch(sentence.text, low, high) is not None


def _is_beside(sentence: Sentence, at: int) -> bool:
    """Tell the gas of "it reacts with a noble gas", which nothing is said to be."""
    low = sentence.start + sentence.words.terms[at].start
    return _WITH_A.search(sentence.text, max(sentence.start, low - _WINDOW), low) is not None


_ARE_KINDS = re.compile(r"\bare\s+[a-z]+s\s*\.?\s*\Z", re.IGNORECASE)
_DEED = re.compile(
    r"\s+(?:(?:can|will|do|does|did|may)\s+)?(?P<verb>[a-z]+)\s+(?:the\s+|an?\s+|other\s+)?",
    re.IGNORECASE,
)
_IS_A_KIND = re.compile(r"(?!\s*there\b)[^.;,]{1,60}?\s(?:is|are)\s+an?\s", re.IGNORECASE)
_WITH_A = re.compile(
    r"\b(?:with|by|from|against|near|for|without|into|under|beside|behind|inside|unlike|like)\s+"
    r"(?:an?|some|any|another)\s+\Z",
    re.IGNORECASE,
)
_IS_ONE = re.compile(r"\s*(?:the|this)\s+[^.;,]{1,40}?\s+(?:is|are)\s+", re.IGNORECASE)
_IS_ANY = re.compile(r"\s+(?:is|are)\s+(?:an?|any)\s+(?:\w+\s+)?", re.IGNORECASE)
_ANY_ONE = re.compile(
    r"(?P<mark>[,;:.]\s*(?:and|but|while)?)?\s*\b(?:an?|any|every)\s+\Z", re.IGNORECASE
)
_VERB = re.compile(r"\s+(?:is\s+(?:an?|one|any|made)|has|can|would|will|consists|contains|means)\b")


def _number_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Tell the 2 of "period 2, group 16" where the key asks for group 2."""
    terms = sentence.words.terms
    for noun, number in pairwise(form.terms):
        if not isinstance(number.value, int) or number.unit:
            continue
        places = sentence.words.spelled.get(noun.text, ())
        is_behind = number.start == noun.end + 1 and form.text[noun.start : noun.end].isalpha()
        if not places or not is_behind or noun.kind not in ("word", "weak"):
            continue
        if number.nouns and not is_label(noun, number):
            continue  # they sold 5 apples
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


def _part_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Tell the opposite sides of a parallelogram from its opposite angles."""
    own = {term.text for term in form.terms if term.text in _PARTS}
    spelled = sentence.words.spelled
    if not own or not own.isdisjoint(spelled) or _PARTS.isdisjoint(spelled):
        return ""
    has_mark = any(t.kind == "entity" and t.text[0] == "∠" for t in sentence.words.terms)
    return "" if has_mark and _ANGLE in own else OTHERS


_ANGLE = canonical_word("angle")
_PARTS = canonical_words("angle side diagonal edge arc chord median")


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


def owner_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Tell Anna's brother from Anna, and what is only compared with from what is spoken of."""
    has_owner = "'s " in sentence.text[sentence.start : sentence.end]
    if has_owner and any(_has_relative(sentence, found) for found in kept):
        return "it is said of somebody else"
    if any(found.term.kind == "number" for found in kept):
        return ""
    if has_owner and any(_is_owner_of_other(sentence, found, kept) for found in kept):
        return "it is said of what belongs to it"
    is_compared = any(is_degree(found.term) for found in kept)
    if not is_compared and any(_is_anothers(form, sentence, pair, kept) for pair in pairwise(kept)):
        return "it belongs to another"
    return _standard_objection(form, sentence, kept)


def _is_owner_of_other(sentence: Sentence, found: Occurrences, kept: Sequence[Occurrences]) -> bool:
    """Tell "South America's neighbors", where the neighbors are not asked for."""
    own = {i for other in kept for i in other.at}
    terms, text = sentence.words.terms, sentence.text
    for at in found.at:
        end = sentence.start + terms[at].end
        if not ("'s" in (text[end : end + 2], text[end - 2 : end]) and at + 1 < len(terms)):
            return False
        behind = terms[at + 1]
        is_other = behind.kind == "word" and ":" not in behind.text and at + 1 not in own
        if not is_other or (at + 2 in own and not is_degree(terms[at + 2])):
            return False
    return True


def _is_anothers(
    form: PhraseForm,
    sentence: Sentence,
    pair: tuple[Occurrences, Occurrences],
    kept: Sequence[Occurrences],
) -> bool:
    """Tell the Earth's shadow on the Moon from the Moon's shadow on the Earth."""
    owner, owned = pair
    if _OWNS.match(form.text, max(owner.term.end - 2, 0), owned.term.start) is None:
        return False
    others = {i for found in kept if found is not owner for i in found.at}
    return all(_owner_of(sentence, at) in others.difference(owner.at) for at in owned.at)


def _owner_of(sentence: Sentence, at: int) -> int | None:
    """Find whose a thing is: "Tom's dog", "the dog of Tom"."""
    terms, text, start = sentence.words.terms, sentence.text, sentence.start
    if at:
        low, high = start + terms[at - 1].end - 2, start + terms[at].start
        if _OWNS.match(text, max(low, start), high) is not None:
            return at - 1
    if at + 1 < len(terms):
        low, high = start + terms[at].end, start + terms[at + 1].start
        return at + 1 if _OF_ONE.fullmatch(text, low, high) is not None else None
    return None


_OWNS = re.compile(r"\w{0,2}['’]s\s+\Z")
_OF_ONE = re.compile(r"\s+of\s+(?:the\s+|an?\s+)?")


def _standard_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Tell the river of "carries more than any river in Africa", of which nothing is said."""
    spelled = sentence.words.spelled
    if "than" not in spelled or any(term.text in _BOUNDING for term in form.terms):
        return ""
    if any(term.text.partition(":")[0] in DIRECTED | _EXTREMES for term in form.terms):
        return ""
    than = spelled["than"][0]
    if len(spelled["than"]) > 1:
        return ""
    terms, cuts = sentence.words.terms, sentence.words.cuts
    end = next((cut for cut in cuts if cut > terms[than].end), 1 << 60)
    behind = [all(than < i and terms[i].start < end for i in found.at) for found in kept]
    if not any(behind) or all(behind) or not any(i < than for found in kept for i in found.at):
        return ""
    high = sentence.start + terms[than].end
    if _MORE_THAN.search(sentence.text, sentence.start, high) is not None:
        return ""
    return "it is what something is compared with"


_EXTREMES = frozenset({"max", "min"})
_BOUNDING = frozenset({"than", "exceed", "twice", "half", "most_of", "least_of"})
_MORE_THAN = re.compile(r"\b(?:more|less|other|rather|fewer)\s+than\Z", re.IGNORECASE)


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
