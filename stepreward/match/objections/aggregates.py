"""Tell what several things have together from what one has: the total of Q3 and Q4 is no Q3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm

_REACH = 40  # characters before two things, and behind them, that are looked at
_AND = re.compile(
    r"(?:'s)?[\s$)]*(?:and|plus|\+|&)\s+(?:(?:the|in|of|for)\s+){0,2}[$(]*", re.IGNORECASE
)
_JOINED = re.compile(r"\b(?:and|plus)\b|[+&]", re.IGNORECASE)
_OF_BOTH = re.compile(
    r"\b(?:total|sum|difference|gap|product|average|mean|combined|between|together)\b"
    r"[^.;:,=\d]{0,30}\Z"
    r"|\b(?:together|combined|altogether|in\s+(?:total|all)),\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"[^.;:,=\d]{0,16}\b(?:together|combined|in\s+total|total|sum\s+to|add\s+up|altogether"
    r"|make\s+up|made\s+up|account(?:ed)?\s+for|take\s+up|took\s+up)\b",
    re.IGNORECASE,
)
_AGGREGATES = canonical_words(
    "total sum difference gap product average mean combined between together both altogether"
)


def aggregate_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that a value is one thing's own: not "the total of Q3 and Q4" for Q3."""
    if _JOINED.search(sentence.text, sentence.start, sentence.end) is None:
        return ""
    if not any(found.term.kind == "number" and not is_year(found.term) for found in kept):
        return ""
    if any(term.text in _AGGREGATES for term in form.terms):
        return ""
    own = {at for found in kept for at in found.at}
    for found in kept:
        if found.term.kind in ("word", "entity") or is_year(found.term):
            if all(_is_one_of_two(sentence, at, own) for at in found.at):
                return "it is said of several together"
    return ""


def _is_one_of_two(sentence: Sentence, at: int, own: set[int]) -> bool:
    """Tell a term that "and" joins to another one, of which the key step does not speak."""
    terms, start = sentence.words.terms, sentence.start
    for one, other in ((at, at + 1), (at - 1, at)):
        if one < 0 or other >= len(terms) or {one, other} <= own:
            continue
        low, high = start + terms[one].end, start + terms[other].start
        if _AND.fullmatch(sentence.text, low, high) is None:
            continue
        first, last = start + terms[one].start, start + terms[other].end
        before = _OF_BOTH.search(sentence.text, max(start, first - _REACH), first)
        if before is not None or _TOGETHER.match(sentence.text, last, last + _REACH) is not None:
            return True
    return False


def share_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that a value of several is no value of each: "each pen costs $6" for what pens cost."""
    if _EVERY not in sentence.words.spelled or any(term.text in _SINGLE for term in form.terms):
        return ""
    if not any(found.term.kind == "number" and not is_year(found.term) for found in kept):
        return ""
    terms = sentence.words.terms
    for found in kept:
        written = form.text[found.term.start : found.term.end]
        is_several = found.term.kind == "word" and written.endswith("s") and written.islower()
        if is_several and all(at and terms[at - 1].text == _EVERY for at in found.at):
            return "it is said of each"
    return ""


_EVERY = canonical_word("every")
_SINGLE = canonical_words("every one single per apiece individual all")
