"""Operations that bring together what no key step does: 3 plates * $6, where 12 people eat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from stepreward.algebra.residue import PRIME
from stepreward.algebra.tree import Node, Number
from stepreward.claims.density import USUAL
from stepreward.match.arithmetic.expansion import Operation, expanded, leaves
from stepreward.match.arithmetic.kept import are_small
from stepreward.match.arithmetic.ledger import Ledger
from stepreward.match.arithmetic.multiplied import ONE, Terms, inverse, mark_of, parts_of, terms_of
from stepreward.match.arithmetic.shapes import Ident, Shape, is_plain, shape_of
from stepreward.match.slips.slip import Asked, Slip, is_all_given, said_at
from stepreward.match.wanted import Wanted

_MAX_KEYS = 30  # of a ground truth that is looked at, and operations of a trace
_MAX_ENTRIES = 60


class _Ways(NamedTuple):
    """What the key steps come to, multiplied out over the numbers they start from.

    ``sums`` hold the terms that are added, ``products`` the marks of all that is multiplied,
    ``numbers`` those of the single numbers that are ``written``.
    """

    sums: tuple[Terms, ...]
    products: frozenset[int]
    numbers: frozenset[int]
    written: frozenset[Number]


def joining_slip(
    ledger: Ledger,
    wanted: Sequence[Wanted],
    asked: Sequence[Asked],
    known: frozenset[Number],
    text: str,
) -> Slip | None:
    """Find the first operation on numbers of the key steps that leads to none of their results.

    All is multiplied out: what the trace multiplies, some key step has to multiply, and what it
    adds, to add. A last key step that nobody told may add the results that no other one uses.
    Only looked for where a key step is missed whose result nothing gives.
    """
    if is_all_given(ledger, asked) or len(wanted) > _MAX_KEYS:
        return None
    entries = [entry for entry in ledger.entries if is_plain(entry.shape)][:_MAX_ENTRIES]
    steps = [
        (entry.node, entry.place.step is not None and not USUAL.issuperset(entry.side.operands))
        for entry in entries
    ]
    made = _first_again if are_small([node for node, _ in steps]) else _first_foreign
    at = made(tuple(_steps_of(wanted)), frozenset(_last_of(wanted)), known, tuple(steps))
    if at is None:
        return None
    said = said_at(text, entries[at].side.start, entries[at].side.end)
    return Slip(entries[at].place, f"{said}: no key step brings these quantities together so")


def _first_foreign(
    asked: tuple[Operation, ...],
    last: frozenset[Ident],
    known: frozenset[Number],
    steps: tuple[tuple[Node, bool], ...],
) -> int | None:
    """Find the first operation that brings together what no key step does."""
    results = {value for _, value in asked}
    done = [(node, shape) for node, _ in steps if (shape := shape_of(node)) is not None]
    foreign = {
        at
        for at, (_, shape) in enumerate(done)
        if steps[at][1] and shape.value not in results and not _joins_last(shape, last, known)
    }
    ways = _ways_of(asked, last, known) if foreign else None
    if ways is None:
        return None
    spelled = _spelled([(node, shape.value) for node, shape in done], known)
    for at, ((_, shape), (spellings, value)) in enumerate(zip(done, spelled, strict=True)):
        if at not in foreign or _takes_share(shape, ways):
            continue
        if value not in known and mark_of(value) in ways.numbers:
            continue  # what a key step starts from, computed back
        if all([_is_foreign(node, ways) for node in spellings]):
            return at
    return None


# The rollouts of a group say in many ways what they compute, and compute much the same.
_first_again = lru_cache(maxsize=512)(_first_foreign)


def _steps_of(wanted: Sequence[Wanted]) -> Iterator[Operation]:
    for want in wanted:
        if want.operation is not None:
            yield want.forms[0].form.nodes[0], want.operation.value


def _last_of(wanted: Sequence[Wanted]) -> Iterator[Ident]:
    """List the results that no later key step uses."""
    used = {at for want in wanted for at in want.on}
    for at, want in enumerate(wanted):
        if at not in used and want.operation is not None:
            yield want.operation.value


@lru_cache(maxsize=512)
def _ways_of(
    steps: tuple[Operation, ...], last: frozenset[Ident], known: frozenset[Number]
) -> _Ways | None:
    sums: list[Terms] = []
    products: set[int] = set()
    final: Terms = {}
    for spellings, value in _spelled(steps, known):
        for node in spellings:
            terms, parts = terms_of(node), parts_of(node)
            if terms is None or parts is None:
                return None
            sums.append(terms)
            products |= parts
            if value in last:
                final.update(dict.fromkeys(terms, 0))
    written = frozenset([number for node, _ in steps for number in leaves(node)])
    numbers = frozenset(map(mark_of, written))
    products.update(numbers, map(inverse, numbers))
    return _Ways((*sums, final), frozenset(products), numbers, written)


def _spelled(
    steps: Iterable[Operation], known: frozenset[Number]
) -> Iterator[tuple[tuple[Node, ...], Ident]]:
    """Write operations out, each as it stands too; a given number may be a result, or none."""
    results: dict[Number, Node] = {}
    new_results: dict[Number, Node] = {}
    for node, value in steps:
        full, fuller = expanded(node, new_results), expanded(node, results)
        yield (full,) if full is fuller else (full, fuller), value
        if isinstance(value, str):
            continue
        results[value] = fuller
        if value not in known:
            new_results[value] = full


def _is_foreign(node: Node, ways: _Ways) -> bool:
    """Tell an operation on numbers of the key steps whose terms are none of theirs."""
    if not all([mark in ways.numbers or mark == ONE for mark in map(mark_of, leaves(node))]):
        return False
    terms = terms_of(node)
    if terms is None:
        return False
    if not ways.products.issuperset(terms):
        return True
    return len(terms) > 1 and not any([_holds(whole, terms) for whole in ways.sums])


def _takes_share(shape: Shape, ways: _Ways) -> bool:
    """Tell 30 - 12, where 12 is a share of 30 that a key step names: 0.4, or 40 %."""
    numbers = [part for part, _ in shape.parts.elements() if not isinstance(part, str)]
    if shape.kind != "sum" or len(numbers) != 2 or not all(numbers):
        return False
    share = Fraction(min(numbers)) / max(numbers)
    return share in ways.written or share * 100 in ways.written


def _holds(whole: Terms, terms: Terms) -> bool:
    """Tell whether a sum has all terms of another, each times the same, their signs alike."""
    first = inverse(next(iter(terms)))
    for mark in whole:
        factor = mark * first % PRIME
        turns = set()
        for term, sign in terms.items():
            its_sign = whole.get(term * factor % PRIME)
            if its_sign is None:
                break
            turns.add(sign * its_sign)
        else:
            if len(turns - {0}) < 2:
                return True
    return False


def _joins_last(shape: Shape, last: frozenset[Ident], known: frozenset[Number]) -> bool:
    """Tell a sum of results that no key step uses, and given numbers: who knows what comes last."""
    parts = {part for part, _ in shape.parts}
    return shape.kind == "sum" and not parts.isdisjoint(last) and parts <= last | known
