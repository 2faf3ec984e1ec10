"""Operations multiplied out over the numbers they start from: 3 * (4 + 5) is 3 * 4 and 3 * 5."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from stepreward.algebra.residue import PRIME, point
from stepreward.algebra.tree import Node, Number, TooBig, postorder
from stepreward.match.arithmetic.shapes import TENS, ident

# The mark of each product, whatever the order of its factors, and its sign: 0 where it has both.
Terms = dict[int, int]

ONE = 1  # the mark of a product without factors
_MAX_TERMS = 64


def terms_of(node: Node) -> Terms | None:
    """Multiply an operation out; None where it is too long or no arithmetic."""
    return _multiplied_out(node, with_parts=False)


def parts_of(node: Node) -> frozenset[int] | None:
    """Mark every product of some factors of one term: 3, 4 and 3 * 4 of 3 * 4 + 5."""
    found = _multiplied_out(node, with_parts=True)
    return None if found is None else frozenset(found)


@lru_cache(maxsize=4_096)
def mark_of(value: Number) -> int:
    """Mark a number; powers of ten are none, and a share is one with what it leaves, as 0.8."""
    value = abs(Fraction(value))
    if 0 < value < 1:
        return point(f"share {min(value, 1 - value)}")
    return ONE if value in TENS else point(f"number {value}")


@lru_cache(maxsize=4_096)
def inverse(mark: int) -> int:
    """Mark one through a product."""
    return pow(mark, -1, PRIME)


def _multiplied_out(root: Node, *, with_parts: bool) -> Terms | None:
    try:
        order = postorder(root)
    except TooBig:
        return None
    done: list[Terms] = []
    for node in order:
        count = len(node.args)
        args = done[len(done) - count :]
        del done[len(done) - count :]
        made = _leaf(node, with_parts=with_parts) if not count else _joined(node, args)
        if made is None or len(made) > _MAX_TERMS:
            return None
        done.append(made)
    return done[0]


def _leaf(node: Node, *, with_parts: bool) -> Terms | None:
    value = node.leaf
    if not isinstance(value, (int, Fraction)):
        return None
    mark = mark_of(value)
    if with_parts:
        return {ONE: 0, mark: 0}
    return {mark: 1 if value > 0 else -1} if value else {}


def _joined(node: Node, args: list[Terms]) -> Terms | None:
    if node.op in ("unit", "deg", "pct"):
        return args[0]
    if node.op == "neg":
        return {mark: -sign for mark, sign in args[0].items()}
    if node.op not in ("+", "-", "*", "/"):
        return None
    one, other = args
    if node.op in ("+", "-"):
        return _sum(one, other, 1 if node.op == "+" else -1)
    if node.op == "/":
        divisor = _inverses(other, node.args[1])
        if divisor is None:
            return None
        other = divisor
    return _product(one, other)


def _sum(one: Terms, other: Terms, sign: int) -> Terms:
    total = dict(one)
    for mark, its_sign in other.items():
        signed = its_sign * sign
        total[mark] = signed if total.get(mark, signed) == signed else 0
    return total


def _product(one: Terms, other: Terms) -> Terms | None:
    if len(one) * len(other) > _MAX_TERMS:
        return None
    found: Terms = {}
    for mark, sign in one.items():
        for by, its_sign in other.items():
            product, signed = mark * by % PRIME, sign * its_sign
            found[product] = signed if found.get(product, signed) == signed else 0
    return found


def _inverses(divisor: Terms, node: Node) -> Terms | None:
    """Turn a divisor over; a sum, which no term is divided by alone, counts as one number."""
    value = ident(node)
    if not isinstance(value, (int, Fraction)):
        return None
    if node.op in ("+", "-") and len(divisor) > 1:
        return {inverse(mark_of(value)): 1}
    return {inverse(mark): sign for mark, sign in divisor.items()}
