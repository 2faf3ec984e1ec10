"""Where a term of a phrase stands in a sentence: itself, what states it, or its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.clock import other_spellings
from stepreward.claims.glance import FUZZY_FROM
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.alike import EQUAL, is_misspelled, same_term
from stepreward.match.binding import Occurrences, is_operated
from stepreward.match.changed import as_change
from stepreward.match.corners import by_corner
from stepreward.match.held import is_plain
from stepreward.match.keys import PhraseForm
from stepreward.match.kin import STATED_BY
from stepreward.match.limits import is_another, is_edge, is_limit
from stepreward.match.notations import by_its_measure, by_notation
from stepreward.match.predicates import OPPOSITES, is_degree
from stepreward.match.quantifiers import QUANTITIES
from stepreward.match.shares import is_no_percent
from stepreward.match.symbols import STANDS_FOR, SYMBOLS, may_measure


def occurrences_of(
    terms: Sequence[Term], sentence: Sentence, form: PhraseForm
) -> Iterator[Occurrences]:
    """Find every term, or a word that states it; a directed predicate also by its opposite."""
    return (
        Occurrences(term, [], is_opposite=False)
        if _is_plainly_absent(term, sentence)
        else _occurrences(term, sentence, form)
        for term in terms
    )


def _is_plainly_absent(term: Term, sentence: Sentence) -> bool:
    """Tell a word that nothing else states, and that is not there under any spelling."""
    spelled, text = sentence.words.spelled, term.text
    if term.value is not None or text in spelled or not is_plain(term):
        return False
    return len(text) < FUZZY_FROM or not any(
        [word[0] == text[0] and is_misspelled(text, word) for word in spelled if word]
    )


def _occurrences(term: Term, sentence: Sentence, form: PhraseForm) -> Occurrences:
    if term.text == _FUNCTION and len(form.required) == 1:  # is it one?
        return Occurrences(term, _same_terms(term, sentence, form), is_opposite=False)
    found = (
        _same_terms(term, sentence, form)
        or _by_kin(term.text, term, sentence, form)
        or _by_symbol(term, sentence)
        or by_corner(term, sentence)
    )
    if noted := by_notation(term, sentence):
        found = sorted({*found, *noted})
    found = found or _measured(term, sentence, form)
    if term.kind == "word":
        named = _by_letter(found, sentence)
        found = sorted({*found, *named, *as_change(term.text, sentence)})
    opposite = OPPOSITES.get(term.text)
    if found or opposite is None or _is_attribute(term, form):
        return Occurrences(term, found, is_opposite=False)
    turned = list(sentence.words.spelled.get(opposite, ())) or _by_kin(
        opposite, term, sentence, form
    )
    return Occurrences(term, turned, is_opposite=True)


def _is_attribute(term: Term, form: PhraseForm) -> bool:
    """Tell the left ventricle, which no right one is, from what is left of something."""
    return term.text in _SIDES and _NOUN_BEHIND.match(form.text, term.end) is not None


_SIDES = canonical_words("left right upper lower")
_NOUN_BEHIND = re.compile(r"\s+(?!of\b|to\b|from\b|than\b|side\b|and\b|or\b|in\b|on\b)[^\W\d]")


def turned_round(sentence: Sentence, kept: Sequence[Occurrences]) -> list[Occurrences]:
    """Take a word of degree by its opposite, where both are there: as BC > AC, B is less than A.

    Nothing where there is no such word.
    """
    turned = [
        found._replace(at=list(places), is_opposite=True)
        if is_degree(found.term)
        and not found.is_opposite
        and (places := sentence.words.spelled.get(OPPOSITES.get(found.term.text, "")))
        else found
        for found in kept
    ]
    return turned if any(one is not other for one, other in zip(turned, kept, strict=True)) else []


_FUNCTION = canonical_word("function")


def _measured(term: Term, sentence: Sentence, form: PhraseForm) -> list[int]:
    """Find what is told by its measure; where the key step gives a value, by that one."""
    found = by_its_measure(term, sentence)
    if not found:
        return found
    terms = sentence.words.terms
    values = [one for one in form.terms if one.kind == "number"]
    return [
        at
        for at in found
        if terms[at].kind != "number"
        or not values
        or any(same_term(value, terms[at]) for value in values)
    ]


def _by_letter(found: Sequence[int], sentence: Sentence) -> Iterator[int]:
    """Find the letter that stands for a quantity: "D = 49, where D is the discriminant"."""
    terms = sentence.words.terms
    for at in found:
        letter = terms[at - 1] if at else terms[0]
        if letter.kind != "entity" or len(letter.text) != 1:
            continue
        low, high = (sentence.start + edge for edge in (letter.end, terms[at].start))
        if _STANDS_FOR.fullmatch(sentence.text, low, high) is None:
            continue
        for other, term in enumerate(terms[:-1]):
            if term.text == letter.text and terms[other + 1].text == "equal":
                yield other


_STANDS_FOR = re.compile(rf"[\s$)\\]*{STANDS_FOR}\s+(?:the|its|our)?\s*", re.IGNORECASE)


def _by_kin(word: str, term: Term, sentence: Sentence, form: PhraseForm) -> list[int]:
    """Find what states a word without meaning the same: a boy for a person."""
    if term.value is not None or term.kind == "entity":
        return []
    spelled = sentence.words.spelled
    if term.text[:1].isdecimal():
        return [
            at
            for other in other_spellings(word)
            for at in spelled.get(other, ())
            if not is_edge(sentence.words, at, form.terms)
        ]
    if word in QUANTITIES:
        counted = list(QUANTITIES[word](sentence))
        if counted:
            return counted
    mark = _MARKS.get(word)
    if mark is not None and term.kind == "weak":
        return [at for at, other in enumerate(sentence.words.terms) if _is_marked(other, mark)]
    if term.text in _AT_RIGHT_ANGLES and word == term.text:
        right = [at for at, other in enumerate(sentence.words.terms) if _is_right_angle(other)]
        if right:
            return sorted({*right, *_stating(word, sentence, form)})
    return sorted(_stating(word, sentence, form))


def _stating(word: str, sentence: Sentence, form: PhraseForm) -> Iterator[int]:
    """Find the words that state another one."""
    spelled = sentence.words.spelled
    return (
        at
        for kin in STATED_BY.get(word, ())
        if kin.text in spelled
        and not (len(form.terms) == 1 and kin.text in _PICTURED)  # the graph is a function
        and not (kin.text == "all" and _gives_number(form))  # each costs $8, all cost $8
        and not (word in _CHANGES and ":" in kin.text and not _may_change(form, sentence))
        and _is_named(kin.nouns, spelled, form)
        for at in spelled[kin.text]
    )


def _may_change(form: PhraseForm, sentence: Sentence) -> bool:
    """Tell "12 cents cheaper" and "became cheaper" from what is cheaper than another thing."""
    if "than" in sentence.words.spelled:
        return False
    return (
        _gives_number(form)
        or _BECAME.search(sentence.text, sentence.start, sentence.end) is not None
    )


_BECAME = re.compile(
    r"\b(?:became|becom(?:es?|ing)|g[eo]ts?|getting|gr[eo]w(?:s|ing)?|turn(?:s|ed|ing)?)\s+"
    r"(?:(?:much|even|a\s+(?:bit|little))\s+|[a-z]+ly\s+)?(?:more|less|[a-z]+er)\b",
    re.IGNORECASE,
)


_PICTURED = frozenset(map(canonical_word, ("graph", "curve")))
_CHANGES = frozenset({"rise", "fall"})
_AT_RIGHT_ANGLES = frozenset(map(canonical_word, ("right_angle", "perpendicular")))


def _is_right_angle(term: Term) -> bool:
    return term.value == 90 and term.unit == UNITS["degree"] and not term.is_operand


_MARKS = {canonical_word("angle"): "∠", canonical_word("triangle"): "△"}


def _is_marked(term: Term, mark: str) -> bool:
    return term.kind == "entity" and term.text[0] == mark


def _gives_number(form: PhraseForm) -> bool:
    return any(term.kind == "number" for term in form.terms)


def _is_named(nouns: frozenset[str], spelled: Mapping[str, object], form: PhraseForm) -> bool:
    return (
        not nouns or not nouns.isdisjoint(spelled) or any(term.text in nouns for term in form.terms)
    )


def _same_terms(term: Term, sentence: Sentence, form: PhraseForm) -> list[int]:
    """List where a term stands; a word that is not there may be misspelled."""
    if term.value is None and term.kind != "entity":
        places = sentence.words.spelled.get(term.text)
        if term.text in EQUAL and _is_of_figures(form):
            return list(places or ())  # two triangles of one area are not congruent
        if places is not None and term.text not in EQUAL:
            return [at for at in places if not is_edge(sentence.words, at, form.terms)]
        if len(term.text) < FUZZY_FROM and term.text not in EQUAL:
            return []  # too short to be misspelled
        return sorted(
            at
            for word, places in sentence.words.spelled.items()
            if word[:1] == term.text[:1] or word in EQUAL
            if same_term(term, sentence.words.terms[places[0]])
            for at in places
        )
    wants_operand = any(other.is_operand for other in form.terms)
    is_letter = _is_lone_letter(term, form)
    return [
        i
        for i, other in enumerate(sentence.words.terms)
        if (other.value is None) == (term.value is None)
        and same_term(term, other)
        and not (other.is_operand and not wants_operand)
        and not _is_given_other_unit(term, i, sentence)
        and not (other.kind == "number" and is_limit(sentence.words, i, form.terms))
        and not (other.kind == "number" and is_another(term, i, sentence, form.terms))
        and not (term.text == "%" and is_no_percent(term, i, sentence))
        and not (other.value == term.bare and _is_in_other_scale(term, sentence))
        and not (is_letter and is_operated(sentence, i))
    ]


def _is_lone_letter(term: Term, form: PhraseForm) -> bool:
    """Tell the n of "n is even", which n + 1 is not, from that of "n + 1 is even"."""
    is_letter = term.kind == "entity" and len(term.text) == 1
    return is_letter and _SIGN.search(form.text) is None and len(form.required) == _A_PREDICATE


_SIGN = re.compile(r"[-+−*/·×÷^²³(]|\b(?:sum|product|difference)\b", re.IGNORECASE)
_A_PREDICATE = 2  # terms: a letter, and what it is


def _is_in_other_scale(key: Term, sentence: Sentence) -> bool:
    """Tell that the 4.5 of a sentence that goes on with 4.5 million are no 4.5 billion."""
    return key.bare is not None and any(
        other.bare == key.bare and other.value not in (key.value, key.bare)
        for other in sentence.words.terms
    )


def _is_of_figures(form: PhraseForm) -> bool:
    """Tell a form that is about whole figures, of which only a part may be equal."""
    if sum(_is_marked(other, "△") for other in form.terms) > 1:
        return True
    words = {other.text for other in form.terms if other.kind != "entity"}
    if _CONGRUENT not in words or words.isdisjoint(_FIGURES) or not words.isdisjoint(_PARTS):
        return False
    return all(other.kind != "entity" or _is_figure(other.text) for other in form.terms)


def _is_figure(name: str) -> bool:
    """Tell △ABC and ABCD from the angle ∠ABC and the segment AB."""
    return name[0] == "△" or (name.isalpha() and len(name) > 2)


_CONGRUENT = canonical_word("congruent")
_FIGURES = canonical_words(
    "triangle shape figure polygon quadrilateral rectangle parallelogram trapezoid rhombus pentagon"
    " hexagon octagon"
)
_PARTS = canonical_words(
    "side angle segment leg base diagonal half part arc chord edge median altitude length"
)


def _is_given_other_unit(key: Term, at: int, sentence: Sentence) -> bool:
    """Tell the 12/3 of "12/3 = 4 pounds per dollar" from 4 dollars per pound."""
    behind = sentence.words.terms[at + 1 : at + 3]
    if key.unit is None or len(behind) < 2 or sentence.words.terms[at].unit is not None:
        return False
    sign, value = behind
    is_result = sign.text == "equal" and value.value is not None and not value.is_operand
    return is_result and value.unit is not None and value.unit.powers != key.unit.powers


def _by_symbol(term: Term, sentence: Sentence) -> list[int]:
    """Find a quantity by the letter that stands for it: r = 4 for the radius."""
    symbols = SYMBOLS.get(term.text) if term.kind == "word" else None
    if not symbols:
        return []
    return [
        at
        for at, other in enumerate(sentence.words.terms[:-1])
        if other.kind == "entity"
        and other.text[0] in symbols
        and other.text[1:2] in ("", "_", "(")
        and sentence.words.terms[at + 1].text == "equal"
        and may_measure(term.text, _unit_given(sentence.words.terms, at + 2))
    ]


def _unit_given(terms: Sequence[Term], at: int) -> Unit | None:
    """Find the unit of the value that a chain comes to: t = 200 km / 80 km/h = 2.5 h."""
    last = terms[at : at + 1]
    while at + 1 < len(terms) and (terms[at].is_operand or terms[at + 1].text == "equal"):
        at += 1 if terms[at + 1].text != "equal" else 2
        last = terms[at : at + 1]
    return last[0].unit if last else None
