"""Steps that go wrong though their arithmetic holds: what a key step asks for, done otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from stepreward.algebra.tree import EXACT, Number
from stepreward.claims.density import USUAL
from stepreward.claims.holding import CONVERSIONS
from stepreward.match.expansion import Place
from stepreward.match.ledger import Entry, Ledger
from stepreward.match.shapes import Ident, Parts, Shape

_MAX_SUMS = 20  # that are looked into for a term
_SMALL = frozenset({0, 1, 2})  # they stand in too many operations to be missed in one


class Slip(NamedTuple):
    """Where a trace goes wrong, and why."""

    place: Place
    reason: str


class Asked(NamedTuple):
    """The operation of a key step and its text; ``is_met`` where the trace states it as such.

    ``is_inside`` where it is only found inside a longer computation.
    """

    shape: Shape
    text: str
    is_met: bool
    is_inside: bool


class Work(NamedTuple):
    """What a trace computes, beside what the key steps compute.

    ``given`` maps the result of every key step to its operation; ``used`` counts the operands of
    the trace; ``known`` are the numbers of the question.
    """

    given: dict[Ident, Shape]
    used: Counter[tuple[Ident, int]]
    found: dict[Ident, Shape]
    known: frozenset[Number]


Rule = Callable[[Work, Shape, Shape], str | None]


def slips_of(
    ledger: Ledger, asked: Sequence[Asked], known: frozenset[Number], text: str
) -> Iterator[Slip]:
    """Find true operations that stand where a key step asks for another one.

    Only key steps are looked at that the trace does not state, and whose result nothing gives:
    another way to the answer states the result, or holds the operation inside a longer one.
    """
    missed = [one for one in asked if not one.is_met and not ledger.states(one.shape.value)]
    if not missed:
        return
    given = {one.shape.value: one.shape for one in asked}
    used = Counter(part for entry in ledger.entries for part in entry.shape.parts)
    found = {entry.result: entry.shape for entry in ledger.entries}
    work = Work(given, used, found, known)
    for entry in ledger.entries:
        if entry.place.step is None or entry.shape.value in given or not is_plain(entry.shape):
            continue
        for key in missed:
            if (reason := _difference(work, entry.shape, key)) is not None:
                said = text[entry.side.start : entry.side.end].strip()
                yield Slip(entry.place, f"{said}: {reason} {key.text}")


def below_zero(
    ledger: Ledger, asked: Sequence[Asked], known: frozenset[Number], text: str
) -> Iterator[Slip]:
    """Find 100 - 180 = -80 where neither question nor key steps know anything below zero."""
    if ledger.symbolic or any(value < 0 for value in known):
        return
    if any(_number(one.shape.value) < 0 for one in asked):
        return
    for entry in ledger.entries:
        value = entry.shape.value
        if entry.place.step is None or not isinstance(value, (int, Fraction)) or value >= 0:
            continue
        if is_plain(entry.shape) and min(entry.side.operands) >= 0 and not ledger.states(-value):
            said = text[entry.side.start : entry.side.end].strip()
            yield Slip(entry.place, f"{said} is below zero, and nothing that was asked is")


def _difference(work: Work, shape: Shape, key: Asked) -> str | None:
    """Say how an operation differs from that of a key step, where only one thing does."""
    rules = RULES[:1] if key.is_inside else RULES
    spellings = product(_spellings(shape), _spellings(key.shape))
    return next(
        (
            reason
            for said, wanted in spellings
            for rule in rules
            if (reason := rule(work, said, wanted)) is not None
        ),
        None,
    )


def is_plain(shape: Shape) -> bool:
    """Tell an operation on two or more numbers that are all exact."""
    return _size(shape.parts) > 1 and all([type(part) in EXACT for part, _ in shape.parts])


# A rule looks at an operation and at that of a key step, and says what differs.


def other_operator(work: Work, shape: Shape, key: Shape) -> str | None:
    """Find 4 / 2 where a key step has 4 * 2."""
    del work
    operands = _operands(key.parts)
    if _operands(shape.parts) != operands:
        return None
    if shape.kind != key.kind and not USUAL.isdisjoint(operands):
        return None  # 6 / 4 and 6 - 4 meet by chance
    if abs(_number(shape.value)) == abs(_number(key.value)):
        return None  # 468 - 450 and 450 - 468
    return "another operation on the numbers of the key step"


def other_operand(work: Work, shape: Shape, key: Shape) -> str | None:
    """Find 3 * 15 where a key step has 3 * 12."""
    if shape.kind != key.kind:
        return None
    more, less = _without_shares(shape.parts - key.parts, key.parts - shape.parts)
    if _size(more) != 1 or _size(less) != 1:
        return None
    (found, sign), (wanted, wanted_sign) = *more, *less
    if sign != wanted_sign or _may_replace(work, shape, key, (found, wanted, sign)):
        return None
    return f"{found} instead of the {wanted} of the key step"


def left_out(work: Work, shape: Shape, key: Shape) -> str | None:
    """Find 2400 - 1100 where a key step has 2400 - 1100 - 700."""
    less = key.parts - shape.parts
    if shape.kind != key.kind or _size(shape.parts - key.parts) or _size(less) != 1:
        return None
    ((wanted, sign),) = less
    if work.used[wanted, sign] or work.used[wanted, -sign]:
        return None
    giver = work.given.get(wanted)
    if giver is not None and all(_is_used(work, part) for part, _ in giver.parts):
        return None
    return f"without the {wanted} of the key step"


RULES: tuple[Rule, ...] = (other_operator, other_operand, left_out)


def _may_replace(
    work: Work, shape: Shape, key: Shape, changed: tuple[Ident, Ident, int]
) -> bool:
    """Tell whether another operand may be another way to the same end."""
    found, wanted, sign = _number(changed[0]), _number(changed[1]), changed[2]
    giver = work.given.get(wanted)
    if giver is None:
        if wanted in _SMALL or work.used[wanted, sign]:
            return True  # it has its turn elsewhere
        if wanted not in work.known and USUAL.issuperset(_operands(shape.parts & key.parts)):
            return True  # nothing but 12 and 100 in common
    elif (rest := _rest_of(work, giver, found)) is not None:
        return key.kind == "product" or all(_is_used(work, part) for part in rest)
    if key.kind != "product":
        return False
    ratio = Fraction(found) / Fraction(wanted)
    if ratio.numerator == 1 or ratio in _RATIOS:
        return True  # an earlier factor left for later, another unit
    if ratio.denominator == 1 and found not in work.known:
        source = work.found.get(found)
        if source is None or source.parts[wanted, 1]:
            return True  # a later factor taken in
    return False


_RATIOS = CONVERSIONS | {1 / ratio for ratio in CONVERSIONS}


def _rest_of(work: Work, giver: Shape, part: Number) -> list[Ident] | None:
    """Give what a sum adds to one of its terms, which may be sums themselves; None without it."""
    rest: list[Ident] = []
    sums = [giver]
    for shape in sums:  # grows on the way
        terms = [term for term, _ in shape.parts.elements()]
        if not _only_adds(shape) or len(sums) > _MAX_SUMS:
            return None
        if part in terms:
            terms.remove(part)
            return rest + terms
        for term in terms:
            inner = work.given.get(term)
            if inner is not None and _only_adds(inner):
                sums.append(inner)
            else:
                rest.append(term)
    return None


def _only_adds(shape: Shape) -> bool:
    """Tell 3 + 5, over which a product may be distributed."""
    return shape.kind == "sum" and all(sign > 0 for _, sign in shape.parts)


def _without_shares(more: Parts, less: Parts) -> tuple[Parts, Parts]:
    """Take out 0.8 against 0.2: what is left, and what is taken off."""
    for found, sign in more:
        rest = 1 - _number(found)
        if 0 < rest < 1 and less[rest, sign]:
            return more - Counter([(found, sign)]), less - Counter([(rest, sign)])
    return more, less


def _is_used(work: Work, number: Ident) -> bool:
    return bool(work.used[number, 1] or work.used[number, -1])


def _spellings(shape: Shape) -> list[Shape]:
    """Write 25 / 100 * 8 as 0.25 * 8 as well."""
    found = [shape]
    if shape.parts[100, -1] and _size(shape.parts) > 2:
        rest = shape.parts - Counter([(100, -1)])
        for part, sign in rest:
            if sign == 1:
                share = Fraction(_number(part)) / 100
                parts = rest - Counter([(part, 1)]) + Counter([(share, 1)])
                found.append(shape._replace(parts=parts))
    return found


def _operands(parts: Parts) -> Counter[Ident]:
    """Count the numbers of an operation, whatever is done with them."""
    found: Counter[Ident] = Counter()
    for (part, _), count in parts.items():
        found[part] += count
    return found


def _size(parts: Parts) -> int:
    return sum(parts.values())


def _number(value: Ident) -> Number:
    assert isinstance(value, (int, Fraction))
    return value
