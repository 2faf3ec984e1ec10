"""Bind each value to its subject: "2018 is 45 and 2019 is 50" gives 2019 no 45."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.apposed import is_apposed
from stepreward.match.labels import is_label
from stepreward.match.lists import is_led, is_of_other_item
from stepreward.match.predicated import is_predicated


class Occurrences(NamedTuple):
    """Where a term of the key stands among the terms of a sentence; or its opposite does."""

    term: Term
    at: list[int]
    is_opposite: bool


def is_year(term: Term) -> bool:
    """Tell a year, which names a thing, from a value."""
    return isinstance(term.value, int) and 1800 <= term.value < 2100 and term.unit is None


def pairs_of(kept: list[Occurrences]) -> list[tuple[Occurrences, list[Occurrences]]]:
    """Give each number of the key the terms before it as its subject: x = 4, y = 13.

    Where two numbers follow each other ("the 2019 bar is 45", "from 10 to 18") the last is the
    value, and all else its subject.
    """
    numbers = [at for at, found in enumerate(kept) if found.term.kind == "number"]
    labels = [at for at in numbers if at and is_label(kept[at - 1].term, kept[at].term)]
    numbers = [at for at in numbers if at not in labels] or numbers
    if not numbers or (len(numbers) > 1 and all(is_year(kept[at].term) for at in numbers)):
        return []
    edges = [-1, *numbers]
    measured = [at for at in numbers if not is_year(kept[at].term)]
    if len(numbers) == len(measured) + 1 > _ONE_OF_SEVERAL:
        year = next(kept[at] for at in numbers if at not in measured)
        return pairs_of([found for found in kept if found is not year])
    if len(measured) > 1 and (counted := _counted_pairs(kept, measured)):
        return counted
    if len(measured) != 1 and len(numbers) > 1 and all(b - a > 1 for a, b in pairwise(edges)):
        groups = [kept[a + 1 : b] for a, b in pairwise(edges)]
        groups[-1] = groups[-1] + kept[numbers[-1] + 1 :]
        return [(kept[at], group) for at, group in zip(numbers, groups, strict=True)]
    value = kept[measured[0] if len(measured) == 1 else numbers[-1]]  # by 20% from 2019 to 2020
    return [(value, [found for found in kept if found is not value])]


_ONE_OF_SEVERAL = 2  # numbers; a year beside two values or more is that of all


def _counted_pairs(
    kept: Sequence[Occurrences], numbers: Sequence[int]
) -> list[tuple[Occurrences, list[Occurrences]]]:
    """Give each number what it counts: 4 pens and 6 pencils, 2 red and 3 blue marbles."""
    for at in numbers:
        behind = kept[at + 1].term if at + 1 < len(kept) else kept[at].term
        if behind.text not in kept[at].term.nouns:
            return []
    edges = [*numbers, len(kept)]
    groups = [list(kept[a + 1 : b]) for a, b in pairwise(edges)]
    if len(groups[-1]) > max(map(len, groups[:-1])):
        groups[-1].pop()  # the marbles are of both colors
    groups[0] += kept[: numbers[0]]
    return [(kept[at], group) for at, group in zip(numbers, groups, strict=True)]


def binding_objection(sentence: Sentence, kept: list[Occurrences]) -> str:
    """Ask that each value of the key stands with its own subject."""
    for value, subjects in pairs_of(kept):
        spots = [spot for spot in value.at if not _is_given_to_another(sentence, spot, subjects)]
        bond = _bond(sentence, {i for found in (value, *subjects) for i in found.at})
        bound = any(
            all(any(_together(bond, spot, at) for at in subject.at) for subject in subjects)
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


class _Bond(NamedTuple):
    """A sentence in which a value is held against its subject.

    ``own`` are the terms of both, ``numbers`` where any number stands, and ``crowded`` the
    statements that hold a number of something else.
    """

    sentence: Sentence
    own: set[int]
    numbers: list[int]
    crowded: set[int]


def _bond(sentence: Sentence, own: set[int]) -> _Bond:
    terms, breaks = sentence.words.terms, sentence.words.breaks
    numbers = [i for i, term in enumerate(terms) if term.kind == "number"]
    crowded = {bisect_right(breaks, terms[i].start) for i in numbers if i not in own}
    return _Bond(sentence, own, numbers, crowded)


def _together(bond: _Bond, spot: int, at: int) -> bool:
    """Tell whether a subject and a value stand together, with no other value or subject between."""
    sentence, own = bond.sentence, bond.own
    if sentence.words.has_respectively:
        return _same_rank(bond, spot, at)
    terms, cuts = sentence.words.terms, sentence.words.cuts
    if _is_given(sentence, at) and not at < spot <= _chain_end(sentence, at):
        return False  # with run 2, the slope = 3
    if _is_operated_on(sentence, at, own) or is_of_other_item(sentence, spot, at, own):
        return False
    low, high = sorted((spot, at))
    first, last = bisect_right(bond.numbers, low), bisect_left(bond.numbers, high)
    between = bond.numbers[first:last]
    if terms[at].kind == "entity" and any([not terms[i].is_operand for i in between]):
        name = terms[at].text
        if any([term.kind == "entity" and term.text != name for term in terms[low + 1 : high]]):
            return False
    is_uncut = bisect_left(cuts, terms[low].end) >= bisect_right(cuts, terms[high].start)
    if is_uncut or _is_only_year(sentence, spot):
        return True
    if bisect_right(sentence.words.breaks, terms[spot].start) not in bond.crowded:
        return True
    if at > spot and own.issuperset(range(spot + 1, at)) and _explains(sentence, spot, spot + 1):
        return True
    start, end = _stretch(sentence, spot)
    if start <= terms[at].start < end:
        return True
    if at > spot:
        return _is_called(sentence, spot, at)
    if _is_said_of(bond, spot, at, between):
        return True
    others = [i for i in between if i not in own]
    is_only = all(terms[i].is_operand or _is_item(sentence, spot, i) for i in others)
    return is_only and not _has_rival(sentence, at, spot, own)


def _is_said_of(bond: _Bond, spot: int, at: int, between: Sequence[int]) -> bool:
    """Tell a subject before a value that a scene, an apposition or a pronoun goes back to."""
    sentence = bond.sentence
    if not between and _sets_scene(sentence, at):
        return True
    if is_led(sentence, spot, at, bond.own) or is_predicated(sentence, spot, at, bond.own):
        return True
    return is_apposed(sentence, spot, at, bond.own) or _refers(sentence, spot, at, bond.own)


def _sets_scene(sentence: Sentence, at: int) -> bool:
    """Tell the March of "In March, the store sold 320, compared with 280 in February"."""
    low, high = (sentence.start + edge for edge in sentence.words.terms[at][2:4])
    is_led = _SCENE.fullmatch(sentence.text, sentence.start, low) is not None
    return is_led and sentence.text[high : high + 1] == ","


def _is_only_year(sentence: Sentence, spot: int) -> bool:
    """Tell the one year of "In 2015, sales rose from 40 to 50", which all is said of."""
    years = sum(map(is_year, sentence.words.terms))
    return years == 1 and is_year(sentence.words.terms[spot]) and _sets_scene(sentence, spot)


_SCENE = re.compile(
    r"\W*(?:in|for|on|at|during|by|after|before|since|until|from)\s+(?:the\s+)?(?:\w+\s+)?",
    re.IGNORECASE,
)


def _refers(sentence: Sentence, spot: int, at: int, own: set[int]) -> bool:
    """Tell the "it" of "the wave makes 4 turns, so it has a frequency of 4 Hz"."""
    terms = sentence.words.terms
    low, _ = _stretch(sentence, spot)
    place = next((p for p in sentence.words.pronouns if p > low and p < terms[spot].start), None)
    if place is None or sentence.text[sentence.start + place :][:3].lower() not in _SUBJECTS:
        return False
    behind = (i for i in range(at + 1, spot) if terms[i].start > place and i not in own)
    if any(not terms[i].is_operand and terms[i].kind != "weak" for i in behind):
        return False
    first = next(i for i, term in enumerate(terms) if term.kind in ("word", "entity"))
    return at <= first + 1 and terms[at].end < place


def _is_called(sentence: Sentence, spot: int, at: int) -> bool:
    """Tell "6 shows up most often, so it's the mode"."""
    terms = sentence.words.terms
    if spot > 1 or terms[at].kind != "word":
        return False
    if any(one.kind == "number" and not (one.nouns or one.unit) for one in terms[spot + 1 : at]):
        return False
    low = sentence.start + terms[at].start
    return _CALLED.search(sentence.text, max(sentence.start, low - _LEAD), low) is not None


_LEAD = 24
_CALLED = re.compile(
    r"\b(?:it|this)(?:'s|\s+is)\s+(?:therefore\s+|thus\s+)?the\s+\Z", re.IGNORECASE
)
_SUBJECTS = frozenset(("it ", "its", "he ", "she"))


def _is_item(sentence: Sentence, spot: int, other: int) -> bool:
    """Tell the 250 g of a list that goes on with "3 eggs" from a rival of its value."""
    terms = sentence.words.terms
    value, rival = terms[spot], terms[other]
    if not value.nouns or rival.nouns[:1] == value.nouns[:1]:
        return False
    low, _ = _stretch(sentence, spot)
    has_lead = any(low <= term.start < value.start for term in terms)
    text = sentence.text[sentence.start + low : sentence.start + value.start]
    return not has_lead and not text.strip(" ,") and (bool(rival.nouns) or rival.unit is not None)


def _is_given(sentence: Sentence, at: int) -> bool:
    """Tell a subject that an equals sign gives a value of its own."""
    behind = sentence.words.terms[at + 1 : at + 3]
    if len(behind) < 2:
        return False
    sign, value = behind
    is_value = (sign.text, value.kind) == ("equal", "number") and not value.is_operand
    return is_value and sentence.text[sentence.start + sign.start] == "="


def _chain_end(sentence: Sentence, at: int) -> int:
    """Find the last number of the chain of equals signs behind a subject."""
    terms = sentence.words.terms
    end = at
    while end + 2 < len(terms) and terms[end + 1].text == "equal":
        end += 2
        while end + 1 < len(terms) and terms[end + 1].text != "equal":
            if terms[end + 1].kind != "number" and terms[end + 1].lead != "+":
                break
            end += 1
    return end


def is_operated(sentence: Sentence, at: int) -> bool:
    """Tell a term that a sign joins to others: the n of n + 1 and of n²."""
    term, text, start = sentence.words.terms[at], sentence.text, sentence.start
    low, high = start + term.start, start + term.end
    return (
        _OPERATED.match(text, high, sentence.end) is not None
        or _OPERATES.search(text, max(start, low - _SIGNS), low) is not None
    )


def _is_added_to(sentence: Sentence, at: int, own: set[int]) -> bool:
    """Tell the letter of a longer operation, of which the key asks for no other part."""
    terms = sentence.words.terms
    if terms[at].kind != "entity" or len(terms[at].text) != 1:
        return False
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(terms) and terms[beside].lead == "+":
            return beside not in own
    return is_operated(sentence, at)


_SIGNS = 6  # characters before a letter in which its operator stands
_OPERATED = re.compile(r"\s*(?:[²³]|[+*/·×÷^]\s*[\w({]|[-−]\s*(?:[\d(]|[a-zA-Z]\b))")
_OPERATES = re.compile(r"(?:[\w)]\s*[+*/·×÷^]|(?:[\d)]|\b[a-zA-Z])\s*[-−])\s*\Z")


def _is_operated_on(sentence: Sentence, at: int, own: set[int]) -> bool:
    """Tell the b of a + b, "twice b" and "the supplement of b", unless that is asked for."""
    if _is_added_to(sentence, at, own):
        return True
    terms = sentence.words.terms
    if not at or at - 1 in own or terms[at].kind != "entity" or terms[at - 1].text not in _TAKEN_OF:
        return False
    low, high = sentence.start + terms[at - 1].end, sentence.start + terms[at].start
    found = _OF.fullmatch(sentence.text, low, high)
    is_title = terms[at - 1].text == _SQUARE and found is not None and found["of"] is None
    return found is not None and not is_title  # square B


_SQUARE = canonical_word("square")
_OF = re.compile(r"\s+(?P<of>of\s+)?(?:the\s+|angle\s+)?[$\\(]*", re.IGNORECASE)
_TAKEN_OF = canonical_words(
    "supplement complement double twice triple half third reciprocal inverse square cube root"
    " negative opposite derivative logarithm"
)


_EXPLAINS = re.compile(
    r"[\s$)\\]*,?\s*(?:(?:so|and|thus|hence)\s+)?(?:which|that|this|it)(?:'s|\s+is)\s+(?:the|a|an|his|her|its)\s+"
)


def _explains(sentence: Sentence, spot: int, at: int) -> bool:
    """Tell "12, which is the difference"."""
    terms = sentence.words.terms
    low, high = (sentence.start + edge for edge in (terms[spot].end, terms[at].start))
    return _EXPLAINS.fullmatch(sentence.text, low, high) is not None


def _stretch(sentence: Sentence, spot: int) -> tuple[int, int]:
    """Find the cuts around a term."""
    cuts = sentence.words.cuts
    at = bisect_right(cuts, sentence.words.terms[spot].start)
    return cuts[at - 1] if at else -1, cuts[at] if at < len(cuts) else 1 << 60


def _has_rival(sentence: Sentence, at: int, spot: int, own: set[int]) -> bool:
    """Tell whether the value's own stretch names a subject of the same kind."""
    low, _ = _stretch(sentence, spot)
    terms, subject = sentence.words.terms, sentence.words.terms[at]
    return any(
        terms[i].kind == subject.kind and terms[i].start >= low and i not in own
        for i in range(at + 1, spot)
        if terms[i].kind in ("entity", "word")
    )


def _same_rank(bond: _Bond, spot: int, at: int) -> bool:
    """Read "A, B and C have 1, 2 and 3, respectively" by position in the two lists."""
    terms, numbers = bond.sentence.words.terms, bond.numbers
    if spot not in numbers:
        return False
    half, is_odd = divmod(len(numbers), 2)
    if not is_odd and all(is_year(terms[i]) for i in numbers[:half]):
        years, values = numbers[:half], numbers[half:]
        return at in years and spot in values and years.index(at) == values.index(spot)
    names = [i for i in range(numbers[0]) if terms[i].kind in ("word", "entity")]
    return len(names) >= len(numbers) and names[numbers.index(spot)] == at
