"""One subject with several values: "Anna sold 3 apples and bought 5", "3 cats and 5 dogs"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from stepreward.claims.statements import Sentence

# What a further value of a subject begins with.
_GOES_ON = re.compile(
    r"[\s,;]*(?:(?:and|but|then|later|also|afterwards)\b[\s,]*){0,3}"
    r"(?:(?:only|just|about|another)\s+)?[$€£]?",
    re.IGNORECASE,
)


def is_predicated(sentence: Sentence, spot: int, at: int, own: set[int]) -> bool:
    """Tell a subject of which a value before this one is said too.

    What follows the "and" is a verb of the key step, or the value and what the key step counts.
    """
    terms, cuts = sentence.words.terms, sentence.words.cuts
    if at >= spot:
        return False
    last = bisect_right(cuts, terms[spot].start) - 1
    if last < 0 or cuts[last] <= terms[at].start:
        return False
    first = next(i for i, term in enumerate(terms) if term.start >= cuts[last])
    low, high = sentence.start + cuts[last], sentence.start + terms[first].start
    if _GOES_ON.fullmatch(sentence.text, low, high) is None:
        return False
    if first == spot:
        is_counted = spot + 1 in own and terms[spot + 1].kind == "word"
        return is_counted and _is_in_lead(sentence, at)
    if terms[first].kind != "word" or not own.issuperset(range(first, spot)):
        return False
    return at == _first_content(sentence) and _is_in_lead(sentence, at)


def _first_content(sentence: Sentence) -> int:
    terms = sentence.words.terms
    return next((i for i, term in enumerate(terms) if term.kind in ("word", "entity")), 0)


def _is_in_lead(sentence: Sentence, at: int) -> bool:
    """Tell what stands before the first number of a sentence, with no comma in between."""
    terms, cuts = sentence.words.terms, sentence.words.cuts
    number = next((i for i, term in enumerate(terms) if term.kind == "number"), 0)
    if number <= at:
        return False
    return bisect_left(cuts, terms[at].end) >= bisect_right(cuts, terms[number].start)


def has_own_value(sentence: Sentence, rival: int, places: Sequence[int], own: set[int]) -> bool:
    """Tell the "opens" of "opens at 8:00 and closes at 9:00", of which each has its value.

    It stands behind each of them, or before: "$20 on Saturday and $30 on Sunday".
    """
    return any(
        rival + side not in own
        and _is_value(sentence, rival + side)
        and any(at > rival and at + side in own and _is_value(sentence, at + side) for at in places)
        for side in (1, -1)
    )


def _is_value(sentence: Sentence, at: int) -> bool:
    if not 0 <= at < len(sentence.words.terms):
        return False
    term = sentence.words.terms[at]
    return term.kind == "number" or term.text[:1].isdecimal()
