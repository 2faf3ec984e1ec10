"""The final answer beside the results of the steps: it should be one of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from stepreward.algebra.tree import Number
from stepreward.claims import Claims
from stepreward.claims.equations import read_equations
from stepreward.claims.holding import link_holds
from stepreward.claims.status import ASSERTED
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.slips.differences import shown
from stepreward.match.slips.slip import Slip, said_at
from stepreward.trace import Answer, Step

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_COMPUTED = re.compile(r"[-+*/^=×÷·√\\]")
_JOINED = re.compile(r"(?:=|≈|\\approx)[\s$*({]*(?:\\boxed\{)?[\s$*({]*\Z")
_MAX_ANSWER = 40  # characters of an answer that is a number and its unit
_BEFORE = 40  # characters before it that are looked at
_MAX_RESULTS = 24  # the last ones, which one more may be added to
_LINE = 300  # characters of the line that it ends


def conclusion_slip(
    claims: Claims, steps: Sequence[Step], answer: Answer | None, known: frozenset[Number]
) -> Slip | None:
    """Find "x = 10. So the answer is 11": a number that no step comes to.

    A result may be rounded, be a share in percent, or lose its sign.
    """
    value = None if answer is None else _value(answer.text)
    if answer is None or value is None or not steps or value in known:
        return None
    at = max((at for at, step in enumerate(steps) if step.start <= answer.start), default=0)
    place = Place(at, answer.start, answer.end)
    if _JOINED.search(claims.text, max(0, answer.start - _BEFORE), answer.start) is not None:
        said = _false_equation(claims.text, answer)
        return None if said is None else Slip(place, f"the arithmetic does not hold: {said}")
    last: Number | None = None
    for result in _results(claims, answer.start):
        if _comes_to(result, value):
            return None
        last = result if last is None else last
    if last is None or _is_told_in_a_step(claims, answer, value):
        return None
    said = said_at(claims.text, answer.start, answer.end)
    return Slip(place, f"the answer {said} is no result of a step; the last is {shown(last)}")


def _is_told_in_a_step(claims: Claims, answer: Answer, value: Number) -> bool:
    """Tell "5 * 12 = 60. 8 * 3 = 24. Together that is 84.", whose last sum is done in the head."""
    results = [abs(Fraction(one)) for one in islice(_results(claims, answer.start), _MAX_RESULTS)]
    written = {*results, *map(abs, _operands(claims, answer.start))}
    if value - results[0] not in written:
        return False
    steps = [passage for passage in claims.passages if passage.step is not None]
    return any(
        [
            value == Fraction(found[0].replace(",", ""))
            for passage in steps
            for found in _NUMBER.finditer(
                claims.text, passage.start, min(passage.end, answer.start)
            )
        ]
    )


def _operands(claims: Claims, end: int) -> Iterator[Number]:
    """List the numbers that equations before a place compute with."""
    for passage in claims.passages:
        for equation in passage.equations:
            if equation.status == ASSERTED and equation.start < end:
                for side in equation.sides:
                    yield from side.operands


def _false_equation(text: str, answer: Answer) -> str | None:
    """Find false arithmetic in the equation whose last side is the answer."""
    low = text.rfind("\n", max(0, answer.start - _LINE), answer.start) + 1
    end = text.find("\n", answer.end, answer.end + _BEFORE)
    line = (max(low, answer.start - _LINE), end if end >= 0 else answer.end + _BEFORE)
    for equation in read_equations(text, [line]):
        if equation.status != ASSERTED or not equation.start <= answer.start < equation.end:
            continue
        one, other = equation.sides[-2:]
        if link_holds(one, other, equation.signs[-1], equation.is_rounded) is False:
            return said_at(text, equation.start, equation.end)
    return None


def _value(text: str) -> Number | None:
    """Read an answer that is one number, with a unit or without."""
    numbers = _NUMBER.findall(text)
    is_plain = len(text) <= _MAX_ANSWER and _COMPUTED.search(text.strip().lstrip("-\\")) is None
    if len(numbers) != 1 or not is_plain:
        return None
    number = numbers[0].replace(",", "")
    return int(number) if number.isdecimal() else Fraction(number)


def _results(claims: Claims, end: int) -> Iterator[Number]:
    """List the values that equations before a place state, the last one first."""
    for passage in reversed(claims.passages):
        for equation in reversed(passage.equations):
            if equation.status != ASSERTED or equation.start >= end:
                continue
            for side in reversed(equation.sides):
                if isinstance(side.value, (int, Fraction)):
                    yield side.value
                elif side.value is not None and math.isfinite(side.value):
                    yield Fraction(side.value)


def _comes_to(result: Number, answer: Number) -> bool:
    size: Number = -result if result < 0 else result
    return -1 < size - answer < 1 or answer == size * 100 or size == answer * 100
