"""Solutions without end: "π/4 + kπ for every integer k" and remainders, "x ≡ 3 (mod 8)"."""

from __future__ import annotations

import math
from typing import NamedTuple

from stepreward.algebra.evaluate import Budget
from stepreward.algebra.exact import exact
from stepreward.algebra.labels import split_label
from stepreward.algebra.numeric import CONSTANTS, numeric
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.scalars import Outcome, same_scalar
from stepreward.algebra.tree import STRUCTURES, Node, names, number

_COUNTERS = frozenset("knmlst")
_WHOLE = frozenset("ZN")
_MAX_MEMBERS = 24


class Family(NamedTuple):
    """All values start + k · period for integers k, or tuples and intervals of such."""

    starts: tuple[Node, ...]
    periods: tuple[Node, ...]
    brackets: str = ""


def same_family(a: Node, b: Node, budget: Budget) -> Outcome | None:
    """Compare two readings as families of values; None where they are none.

    A period without its "for every integer k" counts as one where the other side says so, or
    where it is a multiple of π.
    """
    is_declared = _declares(a) or _declares(b)
    if not is_declared and not (_has_pi(a) and _has_pi(b)):
        return None
    left, right = _families(a, is_declared), _families(b, is_declared)
    if left is None or right is None:
        return None
    if len(left) != len(right):
        return Outcome(False, f"{len(left)} families of solutions against {len(right)}")
    rest = list(right)
    for family in left:
        partner = next((one for one in rest if _same(family, one, budget)), None)
        if partner is None:
            return Outcome(False, "different families of solutions")
        rest.remove(partner)
    return Outcome(True, "the same families of solutions")


def _declares(node: Node) -> bool:
    """Tell a remainder class, and a list that says which letter runs over the integers."""
    return node.op == "class" or (
        node.op == "list" and any(_counter(item) is not None for item in node.args)
    )


def _has_pi(node: Node) -> bool:
    if node.op == "list":
        return all(_has_pi(item) for item in node.args)
    found = names(node)
    return "pi" in found and bool(found & _COUNTERS)


def _counter(item: Node) -> str | None:
    """Read the k of "k ∈ Z"."""
    is_membership = item.op == "rel" and item.leaf == ("∈",) and len(item.args) == 2
    if is_membership and item.args[0].op == "sym" and item.args[1].leaf in _WHOLE:
        return str(item.args[0].leaf)
    return None


def _families(node: Node, is_declared: bool) -> list[Family] | None:
    if node.op == "class":
        _, value = split_label(_equation(node.args[0]))
        return None if value is None else [Family((value,), (node.args[1],))]
    items = node.args if node.op == "list" else (node,)
    counters = {name for item in items if (name := _counter(item)) is not None}
    members = [item for item in items if _counter(item) is None]
    if not members or len(members) > _MAX_MEMBERS:
        return None
    found = [_family(member, counters, is_declared) for member in members]
    return None if None in found else [one for one in found if one is not None]


def _equation(node: Node) -> Node:
    """Read the ≡ of a remainder as an equals sign."""
    return node._replace(leaf=("=",)) if node.leaf == ("≡",) else node


def _family(member: Node, counters: set[str], is_declared: bool) -> Family | None:
    """Read a + b k, linear in one counter; an interval has one such end at least."""
    _, value = split_label(member)
    if value is None or (value.op in STRUCTURES and value.op != "tuple"):
        return None
    ends = value.args if value.op == "tuple" else (value,)
    if any(end.op in STRUCTURES for end in ends):
        return None
    free = names(value) - CONSTANTS.keys()
    named = free & counters if counters else free & _COUNTERS
    if len(named) != 1 or len(free) != 1 or not (is_declared or counters or "pi" in names(value)):
        return None
    (counter,) = named
    steps = [tuple(_at(end, counter, k) for end in ends) for k in (0, 1, 2)]
    periods = []
    for start, one, two in zip(*steps, strict=True):
        period = Node("-", (one, start))
        if not same_scalar(Node("-", (two, one)), period).same:
            return None
        periods.append(period)
    return Family(steps[0], tuple(periods), str(value.leaf or "") if value.op == "tuple" else "")


def _at(value: Node, counter: str, k: int) -> Node:
    return rebuild(value, lambda part: number(k) if part.leaf == counter else part)


def _same(a: Family, b: Family, budget: Budget) -> bool:
    """Equal periods, up to sign; starts that differ by one multiple of them."""
    if a.brackets != b.brackets or len(a.starts) != len(b.starts):
        return False
    flipped = tuple(Node("neg", (period,)) for period in b.periods)
    if not any(
        all(
            same_scalar(one, other, budget=budget).same
            for one, other in zip(a.periods, periods, strict=True)
        )
        for periods in (b.periods, flipped)
    ):
        return False
    shifts: set[int | None] = set()
    for start, other, period in zip(a.starts, b.starts, a.periods, strict=True):
        if exact(period, budget) == 0:
            if not same_scalar(start, other, budget=budget).same:
                return False
        else:
            shifts.add(_shift(start, other, period, budget))
    return len(shifts) == 1 and None not in shifts


def _shift(start: Node, other: Node, period: Node, budget: Budget) -> int | None:
    """Tell by how many periods two starts differ; None where that is no whole number."""
    shift = Node("/", (Node("-", (start, other)), period))
    count = exact(shift, budget)
    if count is not None:
        return count if isinstance(count, int) else None
    about = numeric(shift, {}, budget)
    if about is None or isinstance(about, complex) or not math.isfinite(about):
        return None
    moved = Node("+", (other, Node("*", (number(round(about)), period))))
    return round(about) if same_scalar(start, moved, budget=budget).same else None
