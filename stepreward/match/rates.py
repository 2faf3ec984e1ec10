"""What gives a rate without its "per": a weekly pay of $150, "each pound costs $4"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term


def rates_of(term: Term, unit: Unit, sentence: Sentence) -> Iterator[int]:
    """Find the "$4" of "each pound costs $4" for $4 per pound, and that of "$4 weekly"."""
    if (_TIME, -1) in unit.powers:
        yield from _regular(term, unit, sentence)
    below = [base for base, power in unit.powers if power == -1]
    if len(below) == 1 and len(unit.powers) > 1:
        yield from _of_each(term, unit, below[0], sentence)


def _of_each(term: Term, unit: Unit, base: str, sentence: Sentence) -> Iterator[int]:
    terms, start = sentence.words.terms, sentence.start
    powers = tuple([power for power in unit.powers if power != (base, -1)])
    for at, value in enumerate(terms):
        if value.unit is None or value.is_operand or value.unit.powers != powers:
            continue
        if value.value != term.value:
            continue
        for one in range(at - 1, -1, -1):
            if terms[one].kind == "number" and terms[one].value != 1:
                break
            each = _unit_alone(terms[one], base, sentence)
            low, high = start + terms[one].end, start + value.start
            if each is not None and _GIVES.search(sentence.text, low, high) is not None:
                if Fraction(value.unit.factor) / Fraction(each.factor) == unit.factor:
                    yield at


def _unit_alone(term: Term, base: str, sentence: Sentence) -> Unit | None:
    """Read "each pound" and "one pound"."""
    if term.kind == "number":
        unit = term.unit
    else:
        low = sentence.start + term.start
        unit = UNITS.get(sentence.text[low : sentence.start + term.end].lower())
        if _EACH.search(sentence.text, max(sentence.start, low - _LEAD), low) is None:
            return None
    return unit if unit is not None and unit.powers == ((base, 1),) else None


_LEAD = 12  # characters before a unit
_EACH = re.compile(r"\b(?:an?|each|every|per|single)\s+\Z", re.IGNORECASE)
_GIVES = re.compile(
    r"\b(?:costs?|is|for|at|gives?|makes?|equals?|pays?|earns?|brings?|travels?|covers?|goes|moves?"
    r"|drives?|walks?|runs?|needs?|uses?|takes?|yields?|produces?|holds?|weighs?|has|contains?)\b|=",
    re.IGNORECASE,
)


def _regular(term: Term, unit: Unit, sentence: Sentence) -> Iterator[int]:
    """Find the "$150" of a weekly pay for $150 per week."""
    powers = tuple([power for power in unit.powers if power != (_TIME, -1)])
    for adverb, time in _REGULAR.items():
        if adverb not in sentence.words.spelled:
            continue
        for at, other in enumerate(sentence.words.terms):
            if other.unit is None or other.is_operand or other.unit.powers != powers:
                continue
            if other.value == term.value and other.unit.factor == unit.factor * UNITS[time].factor:
                yield at


_TIME = "time"
_REGULAR = {
    canonical_word(adverb): time
    for adverb, time in {
        "hourly": "hour",
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "yearly": "year",
        "annual": "year",
        "annually": "year",
    }.items()
}
