"""Compare the items of two lists: in their order, or paired off in any."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.labels import split_label
from stepreward.algebra.numeric import numeric
from stepreward.algebra.residue import residue
from stepreward.algebra.scalars import Outcome
from stepreward.algebra.tree import Node, Number
from stepreward.algebra.units import read_unit

Same = Callable[[Node, Node], Outcome]

_MAX_ITEMS = 200
_MANY = 12  # items that are paired by how near they are


def distinct(items: tuple[Node, ...], same: Same) -> tuple[Node, ...]:
    """Drop the items that repeat an earlier one; a list too long stays as it is."""
    if len(items) > _MAX_ITEMS:
        return items
    kept: list[Node] = []
    for item in items:
        if not any(same(item, other).same for other in kept):
            kept.append(item)
    return tuple(kept)


def in_order(a: Sequence[Node], b: Sequence[Node], same: Same) -> Outcome:
    """Compare item by item."""
    if len(a) != len(b):
        return Outcome(False, f"{len(a)} items against {len(b)}")
    undecided = None
    for at, (left, right) in enumerate(zip(a, b, strict=True)):
        outcome = same(left, right)
        if outcome.same is False:
            return Outcome(False, f"item {at + 1} differs")
        if outcome.same is None:
            undecided = outcome
    return undecided or Outcome(True, "the same items")


def any_order(a: Sequence[Node], b: Sequence[Node], same: Same) -> Outcome:
    """Pair items off; labels pair first, so that x = 1, y = 2 is not x = 2, y = 1."""
    if len(a) != len(b):
        return Outcome(False, f"{len(a)} items against {len(b)}")
    by_number = _by_number(a, b)
    if by_number is not None:
        return by_number
    if len(a) > _MAX_ITEMS:
        return Outcome(None, f"more than {_MAX_ITEMS} items")
    labelled = _labels(a), _labels(b)
    pairs_by_label = (
        labelled[0] is not None
        and labelled[1] is not None
        and (sorted(labelled[0]) == sorted(labelled[1]))
    )
    left_over = list(range(len(b)))
    undecided: Outcome | None = None
    left, right = _about(a), _about(b)
    for at, item in enumerate(a):
        for other in _nearest_first(left_over, left, right, at):
            if pairs_by_label and labelled[0][at] != labelled[1][other]:  # type: ignore[index]
                continue
            outcome = same(item, b[other])
            if outcome.same:
                left_over.remove(other)
                break
            if outcome.same is None:
                undecided = outcome
        else:
            return undecided or Outcome(False, f"item {at + 1} has no partner")
    return Outcome(True, "the same items")


def _about(items: Sequence[Node]) -> list[float] | None:
    """Give a long list of constants as floats; None where one has no such value."""
    if len(items) < _MANY:
        return None
    values = [numeric(item, {}) for item in items]
    if not all(isinstance(value, (int, float)) for value in values):
        return None
    return [float(value) for value in values]  # type: ignore[arg-type]  # asked just before


def _nearest_first(
    candidates: list[int], left: list[float] | None, right: list[float] | None, at: int
) -> list[int]:
    """Try the likely partners first; without values, in their order."""
    if left is None or right is None:
        return list(candidates)
    return sorted(candidates, key=lambda other: abs(right[other] - left[at]))


def _labels(items: Sequence[Node]) -> list[int] | None:
    """Fingerprint the name of each item; None where one has none."""
    if items and all(_counts_things(item) for item in items):
        return [hash(item.leaf) for item in items]
    marks = []
    bases = set()
    for item in items:
        label, value = split_label(item)
        mark = residue(label) if label is not None and value is not None else None
        if mark is None:
            return None
        marks.append(mark)
        bases.add(str(label.leaf).partition("_")[0] if label is not None else "")
    return None if len(bases) == 1 and len(marks) > 1 else marks  # x_1, x_2 may change places


def _counts_things(item: Node) -> bool:
    """Tell "3 dogs", which are no 3 cats, from a measure such as 3 cm."""
    return item.op == "unit" and read_unit(tuple(str(item.leaf).split())) is None


def _by_number(a: Sequence[Node], b: Sequence[Node]) -> Outcome | None:
    """Sort plain numbers instead of comparing all pairs."""
    if not all(item.op in ("num", "neg", "/") for item in (*a, *b)):
        return None
    try:
        left = [exact(item) for item in a]
        right = [exact(item) for item in b]
    except Undefined as undefined:
        return Outcome(None, f"undefined: {undefined}")
    if None in left or None in right:
        return None
    one: list[Number] = sorted(value for value in left if value is not None)
    other: list[Number] = sorted(value for value in right if value is not None)
    if one == other:
        return Outcome(True, "the same numbers")
    if any(item.places for item in (*a, *b)) or any(item.op == "/" for item in (*a, *b)):
        return None  # one may round the other
    return Outcome(False, "different numbers in the list")
