"""Tell reasoning from lists: numbers in a row, guesses for one name, equations nobody uses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from string import digits
from typing import TYPE_CHECKING

from stepreward.algebra.numerals import read_number
from stepreward.algebra.tokens import tokenize
from stepreward.algebra.tree import NotMath, Number, TooBig
from stepreward.algebra.words import MULTIPLES, PARTS, merge_number_words
from stepreward.claims.chains import Equation
from stepreward.claims.sides import Side
from stepreward.claims.status import ASSERTED
from stepreward.runs import Runs

if TYPE_CHECKING:
    from stepreward.claims import Passage

MAX_NUMBERS = 12  # in a passage with fewer than half as many words
MAX_IDLE = 8  # equations before it is asked whether anything uses them
MAX_EQUATIONS = 60  # of one passage; no honest step has so many
_MAX_WRITTEN = 40  # characters of a number that a question gives
_SYMBOL = 4  # characters of a name; words such as "total" stand for many things
MAX_GUESSES = 5  # different values for one name

_WORD = re.compile(r"[^\W\d_]{2,}")
_MAX_OPERANDS = 4  # of an operation whose numbers are no row
_DIGIT_RUNS = Runs(r"[0-9]+", digits)
_NO_DIGITS = bytes(set(range(256)).difference(digits.encode()))
_DIGITS = re.compile(r"\d+(?:\.\d+)?", re.ASCII)

# Numbers that a step may bring in by itself: days of a week, minutes of an hour, halves.
USUAL: frozenset[Number] = frozenset(
    {0, 1, 2, 3, 4, 5, 7, 10, 12, 24, 30, 52, 60, 100, 365, 1000, Fraction(1, 2)}
)


@lru_cache(maxsize=2048)
def numbers_of(text: str) -> frozenset[Number]:
    """Collect the numbers a text gives, in digits and words; 30% gives 0.3, 0.7 and 1.3 too.

    >>> 16 in numbers_of("three bags of 16, 50% off")
    True
    """
    try:
        raw = tokenize(text[:20_000])
        tokens = merge_number_words(raw)
    except TooBig:
        return frozenset()
    found: set[Number] = set()
    if tokens is not raw:
        found.update(
            value for token in raw if (value := _number(token.kind, token.text)) is not None
        )
    for at, token in enumerate(tokens):
        value = _number(token.kind, token.text)
        if value is None:
            continue
        found.add(value)
        follows = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
        if follows in ("%", "percent"):
            share = Fraction(value) / 100
            found.update({share, 1 - share, 1 + share})
        if follows == "/" and at + 2 < len(tokens):
            bottom = _number(tokens[at + 2].kind, tokens[at + 2].text)
            if bottom:
                found.add(Fraction(value) / bottom)
    return frozenset(_whole(value) for value in found)


_SAID: dict[str, Number] = {**PARTS, **MULTIPLES}


def _number(kind: str, text: str) -> Number | None:
    if kind == "word":
        return _SAID.get(text.lower())
    if kind == "exact":
        return Fraction(text)
    if kind != "num" or len(text) > _MAX_WRITTEN:
        return None
    if text.isdecimal():
        return int(text)
    try:
        return read_number(text).leaf  # type: ignore[return-value]  # a "num" holds a Number
    except (NotMath, TooBig):
        return None


def _whole(value: Number) -> Number:
    return value.numerator if value.denominator == 1 else value


def operations(equations: Sequence[Equation]) -> list[tuple[Side, tuple[Number, ...]]]:
    """List the operations of equations with the results they state."""
    return [
        (side, equation.stated)
        for equation in equations
        for side in equation.sides
        if side.is_computed
    ]


def mark_dumps(passages: Sequence[Passage], text: str, known: frozenset[Number] | None) -> None:
    """Mark the passages that are lists rather than reasoning."""
    counts = [sum([s.is_computed for e in one.equations for s in e.sides]) for one in passages]
    idle = sum(counts) >= MAX_IDLE and _idle(passages, known)
    guessed = _guessed(passages)
    for passage, count in zip(passages, counts, strict=True):
        passage.is_dump = bool(
            count > MAX_EQUATIONS
            or (idle and count > 0)
            or (
                guessed and any(side.name in guessed for e in passage.equations for side in e.sides)
            )
            or (count < MAX_IDLE and _is_number_row(passage, text))
        )


def _is_number_row(passage: Passage, text: str) -> bool:
    """Tell numbers that hardly a word parts; those of chains of operations are none."""
    said = text[passage.start : passage.end]
    if not _may_be_row(said):
        return False
    numbers = len(_DIGITS.findall(said))
    if numbers < MAX_NUMBERS:
        return False
    chains = [one.sides for one in passage.equations if any([s.is_computed for s in one.sides])]
    numbers -= sum([min(len(side.operands), _MAX_OPERANDS) for sides in chains for side in sides])
    words = len(_WORD.findall(said))
    return numbers >= MAX_NUMBERS and words * 2 < numbers


def _may_be_row(passage: str) -> bool:
    """Count digits, then runs of them, both faster than numbers: each has one at least."""
    digits_alone = passage.encode("utf-8", "replace").translate(None, _NO_DIGITS)
    return len(digits_alone) >= MAX_NUMBERS and len(_DIGIT_RUNS.of(passage)) >= MAX_NUMBERS


def _idle(passages: Sequence[Passage], known: frozenset[Number] | None) -> bool:
    """Tell equations that neither start from the question nor feed one another."""
    every = [pair for passage in passages for pair in operations(passage.equations)]
    used = [set(side.operands) for side, _ in every]
    last_use = {value: at for at, values in enumerate(used) for value in values}
    unused = sum(
        all(last_use.get(value, -1) <= at for value in stated)
        for at, (_, stated) in enumerate(every)
        if stated
    )
    if unused > 0.7 * len(every):
        return True
    if known is None:
        return False
    rooted: set[Number] = set(known)
    foreign = 0
    for at, (_, stated) in enumerate(every):
        if used[at] & rooted:
            rooted.update(stated)
        else:
            foreign += 1
    return foreign > 0.7 * len(every)


def _guessed(passages: Sequence[Passage]) -> frozenset[str]:
    """Find names that are given one value after another."""
    values: dict[str, set[Number]] = defaultdict(set)
    for passage in passages:
        for equation in passage.equations:
            if equation.status != ASSERTED:
                continue
            names = {side.name for side in equation.sides if side.name is not None}
            stated = equation.stated if names else ()
            for name in names:
                if len(name) <= _SYMBOL:
                    values[name].update(stated)
    return frozenset(name for name, found in values.items() if len(found) > MAX_GUESSES)
