"""Steps that go wrong though their arithmetic holds: what a key step asks for, done otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.ledger import Ledger
from stepreward.match.arithmetic.shapes import Ident, Shape, is_plain
from stepreward.match.slips.differences import Work, difference, hints

_MAX_SAID = 60  # characters that a reason quotes
_LOOKED_AT = 4 * _MAX_SAID  # of a text with white space to drop


class Slip(NamedTuple):
    """Where a trace goes wrong, and why."""

    place: Place
    reason: str


class Asked(NamedTuple):
    """What a key step computes out of exact numbers, and its text.

    ``is_met`` where the trace computes it as well, ``is_inside`` where only inside a longer
    computation.
    """

    shape: Shape
    text: str
    is_met: bool
    is_inside: bool


def said_at(text: str, start: int, end: int) -> str:
    """Give the words of a place on one line, the beginning of them where they are many."""
    return shortened(text[start : min(end, start + _LOOKED_AT)])


def shortened(text: str) -> str:
    """Give a text on one line, the beginning of it where it is long."""
    said = " ".join(text[:_LOOKED_AT].split()).rstrip(".,;:")
    return said if len(said) <= _MAX_SAID else f"{said[: _MAX_SAID - 1]}…"


def operation_slip(
    ledger: Ledger, asked: Sequence[Asked], known: frozenset[Number], text: str
) -> Slip | None:
    """Find the first true operation that stands where a key step asks for another one.

    Only key steps are looked at whose result nothing gives: another way to the answer gives it,
    or holds the operation inside a longer one.
    """
    missed = [
        one
        for one in asked
        if (one.is_inside or not one.is_met) and not ledger.gives(one.shape.value)
    ]
    if not missed:
        return None
    by_hint: dict[Ident, list[int]] = defaultdict(list)
    for at, key in enumerate(missed):
        for hint in hints(key.shape):
            by_hint[hint].append(at)
    given: dict[Ident, Shape] = {one.shape.value: one.shape for one in asked}
    work: Work | None = None
    for entry in ledger.entries:
        shape = entry.shape
        if entry.place.step is None or shape.value in given or not is_plain(shape):
            continue
        for at in sorted({at for hint in hints(shape) for at in by_hint.get(hint, ())}):
            key = missed[at]
            work = work or _work_of(ledger, given, known)
            reason = difference(work, shape, key.shape, is_inside=key.is_inside)
            if reason is not None:
                said = said_at(text, entry.side.start, entry.side.end)
                return Slip(entry.place, f"{said}: {reason} {shortened(key.text)}")
    return None


def _work_of(ledger: Ledger, given: dict[Ident, Shape], known: frozenset[Number]) -> Work:
    used = Counter([part for entry in ledger.entries for part in entry.shape.parts])
    found = {entry.result: entry.shape for entry in ledger.entries}
    return Work(given, used, ledger.written, found, known)


def is_all_given(ledger: Ledger, asked: Sequence[Asked]) -> bool:
    """Tell whether the trace has every key step, or at least its result."""
    return all([one.is_met or ledger.gives(one.shape.value) for one in asked])


def below_zero_slip(ledger: Ledger, asked: Sequence[Asked], text: str) -> Slip | None:
    """Find 100 - 180 = -80 where no key step comes to anything below zero."""
    if ledger.symbolic or not asked or any(_is_negative(one.shape.value) for one in asked):
        return None
    for entry in ledger.entries:
        value = entry.shape.value
        if isinstance(value, str) or value >= 0 or entry.place.step is None:
            continue
        if is_plain(entry.shape) and not ledger.gives(-value):
            said = said_at(text, entry.side.start, entry.side.end)
            return Slip(entry.place, f"{said} is below zero, and no key step is")
    return None


def _is_negative(value: Ident) -> bool:
    return not isinstance(value, str) and value < 0
