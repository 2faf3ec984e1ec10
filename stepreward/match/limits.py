"""Numbers that only bound a value or name another thing: more than 20, next to the 40% slice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.dates import MEANT, NAMES
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence, Words
from stepreward.claims.term import Term
from stepreward.match.binding import is_year

_COMPARED = frozenset({"greater", "less"})
# What stands before a number that is not the value itself.
_BOUNDS = frozenset({"than", "above", "below", "near", "most_of", "least_of", "exceed", "between"})
_NEAR = 3  # terms behind a number in which "more than" makes it a difference


def is_limit(words: Words, at: int, wanted: Sequence[Term]) -> bool:
    """Tell the number of "more than 20" and of "20 more than Peru", unless it is asked for."""
    if is_year(words.terms[at]):
        return False
    is_no_value = (
        _is_bound(words, at)
        or _falls_short(words, at)
        or _is_difference(words, at)
        or _is_excess(words, at)
    )
    return is_no_value and not any(_bounds(term) for term in wanted)


def _is_bound(words: Words, at: int) -> bool:
    """Tell the number of "more than 20"; not that of "tea comes next with 35%"."""
    before = words.terms[at - 1] if at else None
    if before is not None and before.value == 1 and before.kind == "weak" and at > 1:
        before = words.terms[at - 2]  # next to the one with 24%
    if before is None or before.kind == "entity":
        return False
    if any(before.end <= place < words.terms[at].start for place in words.pronouns):
        return False  # the label above it reads 47
    if before.text == "near" and any(
        before.end <= cut < words.terms[at].start for cut in words.cuts
    ):
        return False
    return before.text in _BOUNDS or before.lead == "than"  # x > 7


def _falls_short(words: Words, at: int) -> bool:
    """Tell the number of "5 fewer apples"."""
    one, *others = words.terms[at : at + 2]
    if not others or others[0].text != "less":
        return False
    return not any(one.end <= cut < others[0].start for cut in words.cuts)


def _is_excess(words: Words, at: int) -> bool:
    """Tell the number of "60 km/h too fast"."""
    behind = words.terms[at + 1 : at + 3]
    if len(behind) < 2 or behind[0].text != "too":
        return False
    return all(one.end + 1 == other.start for one, other in pairwise((words.terms[at], *behind)))


def _is_difference(words: Words, at: int) -> bool:
    """Tell the number of "20 more than Peru"; not that of "1480, more than before"."""
    terms = words.terms
    behind = [term.text.partition(":")[0] for term in terms[at + 1 : at + 2 + _NEAR]]
    degree = next((i for i, text in enumerate(behind[:2]) if text in _COMPARED), None)
    if degree == 0:  # 5 more students like tea than milk
        behind = [term.text.partition(":")[0] for term in terms[at + 1 :]]
    if degree is None or "than" not in behind[degree:]:
        return False
    low, high = terms[at].end, terms[at + 1 + degree].start
    return not any(low <= cut < high for cut in words.cuts)


def is_another(key: Term, at: int, sentence: Sentence, wanted: Sequence[Term]) -> bool:
    """Tell a change, a former value, a multiple and a count from the value of something.

    "Reduced by $20", "fell from $20 to $15", "14 times as large", "the 14 values" give no price
    of $20 and no median of 14.
    """
    term = sentence.words.terms[at]
    if _is_added(sentence, at) and not any(other.text in _ADDED for other in wanted):
        return True
    if key.nouns or is_year(term):
        return False
    if term.nouns[:1] == _TIMES:
        return not any(other.text in _MULTIPLES for other in wanted)
    if term.nouns and key.unit is None and term.nouns[0] not in _ORDINALS:
        low = sentence.start + term.start
        if _REFERS.search(sentence.text, max(sentence.start, low - 8), low) is not None:
            return True
    if term.lead == "to" and not key.lead and _is_end_of_range(sentence, at):
        return True
    if term.lead not in ("by", "from") or key.lead:
        return False
    if any(_bounds(other) or other.text in _CHANGES for other in wanted):
        return False
    numbers = sum(other.kind == "number" and not is_year(other) for other in wanted)
    if term.lead == "by":
        return numbers == 1 and sentence.words.terms[max(at - 1, 0)].text in _CHANGES
    behind = sentence.words.terms[at + 1 : at + 3]
    return numbers == 1 and any(other.lead == "to" for other in behind)


def _is_end_of_range(sentence: Sentence, at: int) -> bool:
    """Tell the 55 of "the range is from 35 to 55"; in "it rose from 35 to 55" it is the value."""
    before = sentence.words.terms[at - 1] if at else None
    if before is None or before.lead != "from":
        return False
    low = sentence.start + before.start
    return _SPANS.search(sentence.text, max(sentence.start, low - 24), low) is not None


_SPANS = re.compile(
    r"\b(?:is|are|was|were|ranges?|ranged|ranging|var(?:y|ies|ied)|extends?|runs?)\s+from\s+[$]?\Z",
    re.IGNORECASE,
)


def _is_added(sentence: Sentence, at: int) -> bool:
    """Tell the 5 of "5 more goals", which are not all; "5 more than Ana" is a difference."""
    high = sentence.start + sentence.words.terms[at].end
    return sentence.text.startswith(" more ", high) and not sentence.text.startswith(
        "than", high + 6
    )


_ADDED = canonical_words("more another additional extra greater need rise differ add")
_TIMES = (canonical_word("times"),)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})  # the 14th of March
_MULTIPLES = canonical_words("times twice multiply product")
_REFERS = re.compile(r"\b(?:the|these|those|all|its|their|our)\s+\Z", re.IGNORECASE)
_CHANGES = canonical_words("rise fall reduce change differ discount lower raise cut drop shift")


def is_edge(words: Words, at: int, wanted: Sequence[Term]) -> bool:
    """Tell the time of "before 9:30" and the "hottest" of "second hottest", unless asked for."""
    if _is_in_compound(words, at, wanted):
        return True
    if not at or not _is_at_edge(words.terms[at], words.terms[at - 1]):
        return False
    before = words.terms[at - 1].text
    return all(before != term.text for term in wanted)


def _is_at_edge(term: Term, before: Term) -> bool:
    if term.text[:1].isdecimal() and ":" in term.text:
        return before.text in _SIDES
    if term.text in _PLACES:
        return before.text in _BEYOND  # right after the first one
    if term.text in DATES:
        return before.text in _SIDES
    return before.text in _RANKS and term.text.partition(":")[0] in _EXTREMES


def _is_in_compound(words: Words, at: int, wanted: Sequence[Term]) -> bool:
    """Tell the "range" of "interquartile range", the "population" of "population density"."""
    terms, own = words.terms, words.terms[at]
    before = terms[at - 1] if at else None
    if before is not None and before.text in _CHANGING and own.start <= before.end + 1:
        changed = _CHANGING[before.text]
        if (not changed or own.text in changed) and not _is_among(before, wanted):
            return True
    behind = terms[at + 1] if at + 1 < len(terms) else None
    if behind is None or behind.text not in _HEADS or behind.start > own.end + 1:
        return False
    return own.kind == "word" and own.text not in _PREDICATES and not _is_among(behind, wanted)


def _is_among(term: Term, wanted: Sequence[Term]) -> bool:
    return any(term.text == other.text for other in wanted)


# What makes another thing of the noun behind it; none named: of any noun.
_CHANGING = {
    canonical_word(word): frozenset(map(canonical_word, nouns.split()))
    for word, nouns in {
        "non": "",
        "semi": "",
        "anti": "",
        "interquartile": "range",
        "geometric": "mean average",
        "harmonic": "mean average",
        "cube": "root",
        "atomic": "number mass",
        "molar": "mass",
        "unshaded": "area region part",
        "lateral": "area",
        "original": "price",
        "former": "price",
        "old": "price",
        "regular": "price",
    }.items()
}
# What makes another thing of the noun before it.
_HEADS = canonical_words("density deviation index ratio error bisector limit rating")
_PREDICATES = canonical_words("equal greater less max min rise fall every all total angle")
_SIDES = frozenset(map(canonical_word, ("before", "after")))
DATES = NAMES | frozenset(MEANT.values())
_PLACES = frozenset(map(canonical_word, ("first", "last")))
_BEYOND = _SIDES | frozenset(map(canonical_word, ("behind", "than")))
_RANKS = canonical_words("second third fourth fifth")
_EXTREMES = frozenset({"max", "min"})


_LOWERING = frozenset(map(canonical_word, ("discount", "fall", "save", "difference")))


def _bounds(term: Term) -> bool:
    if term.text in _LOWERING:
        return True  # $15 cheaper
    return term.text in _BOUNDS or term.text.partition(":")[0] in _COMPARED
