"""Operations that bring together what no key step does: 3 plates * $6, where 12 people eat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stepreward.algebra.residue import PRIME
from stepreward.algebra.tree import EXACT, Node, Number
from stepreward.claims.density import USUAL
from stepreward.match.expansion import expanded, leaves
from stepreward.match.ledger import Entry, Ledger
from stepreward.match.shapes import is_plain
from stepreward.match.slips import Asked, Slip, missed_of, said_at
from stepreward.match.terms import ONE, Terms, inverse, is_share, mark_of, parts_of, terms_of
from stepreward.match.wanted import Wanted

_MAX_KEYS = 30
_MAX_ENTRIES = 60

_Step = tuple[Node, Number]  # what a key step computes, and its result


class _Ways(NamedTuple):
    """What the key steps come to, multiplied out over the numbers they start from.

    ``sums`` hold the terms that are added, ``products`` the marks of all that is multiplied,
    ``numbers`` those of single numbers, ``shares`` of those below one; ``last`` are the results that no later key step uses.
    """

    sums: tuple[Terms, ...]
    products: frozenset[int]
    numbers: frozenset[int]
    shares: frozenset[int]
    last: frozenset[Number]


def joining_slip(
    ledger: Ledger,
    wanted: Sequence[Wanted],
    asked: Sequence[Asked],
    known: frozenset[Number],
    text: str,
) -> Slip | None:
    """Find the first operation on numbers of the key steps that is part of no way to a result.

    What is multiplied must be multiplied by some key step, when all is multiplied out; what is
    added must be added. The key steps that are not used by others may be added by one that is
    not told. Only looked for where a key step is missed whose result nothing gives.
    """
    if all([one.is_met or ledger.gives(one.shape.value) for one in asked]):
        return None
    if len(wanted) > _MAX_KEYS:
        return None
    ways = _ways_of(tuple(_steps_of(wanted)), frozenset(_last_of(wanted)), known)
    if ways is None:
        return None
    results = {one.shape.value for one in asked}
    entries = [entry for entry in ledger.entries if is_plain(entry.shape)][:_MAX_ENTRIES]
    steps = [(entry.side.node, entry.result) for entry in entries]
    for entry, (spellings, _) in zip(entries, _spelled(steps, known), strict=True):
        value = entry.shape.value
        if entry.place.step is None or value in results or _joins_last(entry, ways.last, known):
            continue
        if value not in known and mark_of(value) in ways.numbers:
            continue  # what a key step starts from, computed back
        if USUAL.issuperset(leaves(entry.side.node)): continue
        if all([_is_foreign(node, ways) for node in spellings]):
            said = said_at(text, entry.side.start, entry.side.end)
            return Slip(entry.place, f"{said}: no key step brings these quantities together so")
    return None


def _steps_of(wanted: Sequence[Wanted]) -> Iterator[_Step]:
    for want in wanted:
        if want.operation is not None and type(want.operation.value) in EXACT:
            yield want.forms[0].form.nodes[0], want.operation.value


def _last_of(wanted: Sequence[Wanted]) -> Iterator[Number]:
    """List the results that no later key step uses."""
    used = {at for want in wanted for at in want.on}
    for at, want in enumerate(wanted):
        if at not in used and want.operation is not None:
            yield want.operation.value


@lru_cache(maxsize=512)
def _ways_of(
    steps: tuple[_Step, ...], last: frozenset[Number], known: frozenset[Number]
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
    written = {number for node, _ in steps for number in leaves(node)}
    numbers = frozenset(map(mark_of, written))
    products.update(numbers, map(inverse, numbers))
    shares = frozenset([mark_of(number) for number in written if is_share(number)])
    return _Ways((*sums, final), frozenset(products), numbers, shares, last)


def _spelled(
    steps: Iterable[_Step], known: frozenset[Number]
) -> Iterator[tuple[tuple[Node, ...], Number]]:
    """Write operations out, each as it stands too; a given number may be a result, or none."""
    results: dict[Number, Node] = {}
    new_results: dict[Number, Node] = {}
    for node, value in steps:
        full, fuller = expanded(node, new_results), expanded(node, results)
        yield (full,) if full is fuller else (full, fuller), value
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
    if len(terms) < 2 or _is_less_a_share(terms, ways):
        return False
    return not any([_holds(whole, terms) for whole in ways.sums])


def _is_less_a_share(terms: Terms, ways: _Ways) -> bool:
    """Tell 30 - 0.4 * 30, which is 0.6 * 30."""
    if len(terms) != 2:
        return False
    one, other = terms
    return one * inverse(other) % PRIME in ways.shares or other * inverse(one) % PRIME in ways.shares


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


def _joins_last(entry: Entry, last: frozenset[Number], known: frozenset[Number]) -> bool:
    """Tell a sum of results that no key step uses, and given numbers: who knows what comes last."""
    parts = {part for part, _ in entry.shape.parts}
    return entry.shape.kind == "sum" and not parts.isdisjoint(last) and parts <= last | known
