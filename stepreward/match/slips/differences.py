"""How one operation differs from another: by its operator, by one operand, by one left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims.density import USUAL
from stepreward.claims.holding import CONVERSIONS
from stepreward.match.arithmetic.shapes import Ident, Parts, Shape

_MAX_BITS = 120  # of a number that a reason quotes
_MAX_SUMS = 20  # that are looked into for a term
_SMALL = frozenset({0, 1, 2})  # they stand in too many operations to be missed in one
_RATIOS = CONVERSIONS | {1 / ratio for ratio in CONVERSIONS}


class Work(NamedTuple):
    """What a trace computes, beside what the key steps compute.

    ``given`` and ``found`` map the results of the key steps and of the trace to their operations;
    ``used`` counts the operands of the trace that are added, multiplied (1), taken off or divided
    by (-1); ``written`` are all of them, ``known`` the numbers of the question.
    """

    given: dict[Ident, Shape]
    used: Counter[tuple[Ident, int]]
    written: set[Number]
    found: dict[Ident, Shape]
    known: frozenset[Number]


Rule = Callable[[Work, Shape, Shape], str | None]


def difference(work: Work, shape: Shape, key: Shape, *, is_inside: bool) -> str | None:
    """Say how an operation differs from that of a key step, where only one thing does.

    A key step that is found inside a longer computation (``is_inside``) is only missed where its
    numbers are joined otherwise.
    """
    rules = RULES[:1] if is_inside else RULES
    for said, wanted in product(_spellings(shape), _spellings(key)):
        for rule in rules:
            reason = rule(work, said, wanted)
            if reason is not None:
                return f"{reason} of the key step"
    return None


def hints(shape: Shape) -> set[Ident]:
    """List the numbers to look an operation up by: two with none in common are strangers."""
    numbers = {part for said in _spellings(shape) for part, _ in said.parts}
    shares = [1 - _number(part) for part in numbers if type(part) is Fraction and 0 < part < 1]
    return numbers.union(shares) if shares else numbers


# A rule looks at an operation and at that of a key step, and says what differs.


def other_operator(work: Work, shape: Shape, key: Shape) -> str | None:
    """Find 4 / 2 where a key step has 4 * 2."""
    del work
    operands = {part for part, _ in key.parts}
    if {part for part, _ in shape.parts} != operands or _size(shape.parts) != _size(key.parts):
        return None
    if shape.kind != key.kind and not USUAL.isdisjoint(operands):
        return None  # 6 / 4 and 6 - 4 meet by chance
    if abs(_number(shape.value)) == abs(_number(key.value)):
        return None  # 468 - 450 and 450 - 468
    return "another operation on the numbers"


def other_operand(work: Work, shape: Shape, key: Shape) -> str | None:
    """Find 3 * 15 where a key step has 3 * 12."""
    if shape.kind != key.kind or _size(shape.parts) != _size(key.parts):
        return None
    more, less = _without_shares(shape.parts - key.parts, key.parts - shape.parts)
    if _size(more) != 1 or _size(less) != 1:
        return None
    (found, sign), (wanted, wanted_sign) = *more, *less
    if sign != wanted_sign or _has_its_turn(work, wanted, sign):
        return None
    if wanted not in work.known and wanted not in work.given:
        if USUAL.issuperset([part for part, _ in shape.parts & key.parts]):
            return None  # nothing but 12 or 100 in common
    if _is_another_way(work, key, _number(found), _number(wanted)):
        return None
    return f"{shown(found)} instead of the {shown(wanted)}"


def left_out(work: Work, shape: Shape, key: Shape) -> str | None:
    """Find 2400 - 1100 where a key step has 2400 - 1100 - 700."""
    if shape.kind != key.kind or _size(shape.parts) + 1 != _size(key.parts):
        return None
    less = key.parts - shape.parts
    if _size(less) != 1:
        return None
    ((wanted, _),) = less
    giver = work.given.get(wanted)
    sources = [] if giver is None else [part for part, _ in giver.parts]
    if wanted in work.written or (sources and work.written.issuperset(sources)):
        return None
    return f"without the {shown(wanted)}"


RULES: tuple[Rule, ...] = (other_operator, other_operand, left_out)


def shown(value: Ident) -> str:
    """Write a number for a reader; one that nobody would read to its end is only named."""
    number = _number(value)
    is_long = max(number.numerator.bit_length(), number.denominator.bit_length()) > _MAX_BITS
    return "a long number" if is_long else str(number)


# What may be another way to the same end.


def _has_its_turn(work: Work, wanted: Ident, sign: int) -> bool:
    """Tell a number of the question that the trace uses elsewhere, or that is not missed."""
    return wanted not in work.given and (wanted in _SMALL or work.used[wanted, sign] > 0)


def _is_another_way(work: Work, key: Shape, found: Number, wanted: Number) -> bool:
    """Tell whether the operand that is missed may come in by another operation."""
    giver = work.given.get(wanted)
    rest = None if giver is None else _rest_of(work, giver, found)
    if rest is not None:  # (28 + 20) - 5 is 28 - 5 + 20; (3 + 4) * 5 is 3 * 5 + 4 * 5
        return key.kind == "product" or work.written.issuperset(rest)
    if key.kind != "product":
        return False
    gap = wanted - found
    if 0 < found < wanted < 1 and not work.written.isdisjoint((gap, gap * 100)):
        return True  # 25 % of 240 and 20 % of 240 are 45 % of it
    ratio = Fraction(found) / wanted
    if ratio.numerator == 1 or ratio in _RATIOS:
        return True  # a factor is left for later; or it is in another unit
    source = work.found.get(found)
    is_source = source is None or source.parts[wanted, 1] > 0
    return ratio.denominator == 1 and found not in work.known and is_source  # a later factor


def _rest_of(work: Work, giver: Shape, part: Number) -> list[Ident] | None:
    """Give what a sum adds to one of its terms, which may be sums themselves; None without it."""
    rest: list[Ident] = []
    sums = [giver] if _only_adds(giver) else []
    for shape in sums:  # grows on the way
        terms = [term for term, _ in shape.parts.elements()]
        if part in terms:
            terms.remove(part)
            return rest + terms
        for term in terms:
            inner = work.given.get(term)
            if inner is not None and _only_adds(inner) and len(sums) < _MAX_SUMS:
                sums.append(inner)
            else:
                rest.append(term)
    return None


def _only_adds(shape: Shape) -> bool:
    return shape.kind == "sum" and all(sign > 0 for _, sign in shape.parts)


def _without_shares(more: Parts, less: Parts) -> tuple[Parts, Parts]:
    """Take out 0.8 against 0.2: what is left, and what is taken off."""
    for found, sign in more:
        rest = 1 - _number(found)
        if 0 < rest < 1 and less[rest, sign]:
            return more - Counter([(found, sign)]), less - Counter([(rest, sign)])
    return more, less


def _spellings(shape: Shape) -> list[Shape]:
    """Write 25 / 100 * 8 as 0.25 * 8 as well."""
    found = [shape]
    if (100, -1) in shape.parts and _size(shape.parts) > 2:
        rest = shape.parts - Counter([(100, -1)])
        for part, sign in rest:
            if sign == 1:
                share = Fraction(_number(part)) / 100
                parts = rest - Counter([(part, 1)]) + Counter([(share, 1)])
                found.append(shape._replace(parts=parts))
    return found


def _size(parts: Parts) -> int:
    return sum(parts.values())


def _number(value: Ident) -> Number:
    assert isinstance(value, (int, Fraction))
    return value
