"""The shape of an arithmetic expression: its terms or factors, whatever their order."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.numeric import numeric
from stepreward.algebra.residue import residue
from stepreward.algebra.tree import Node, Number

Ident = Number | str

_TENS = frozenset(Fraction(10) ** power for power in range(-6, 7))


class Shape(NamedTuple):
    """A sum as its signed terms, a product as its factors with exponents, or an atom.

    ``value`` identifies the whole: its exact value, or a fingerprint where it has variables.
    """

    kind: str
    value: Ident
    parts: Counter[tuple[Ident, int]]
    rates: frozenset[Ident]  # factors written as a decimal or percentage
    inner: dict[Ident, Node]  # parts that are operations themselves, by their value


def ident(node: Node) -> Ident | None:
    """Identify an expression by its exact value, its fingerprint, or nine digits."""
    if node.op == "num":
        return node.leaf  # type: ignore[return-value]  # a "num" holds a Number
    try:
        value = exact(node)
    except Undefined:
        return None
    if value is not None:
        return value
    mark = residue(node)
    if mark is not None:
        return f"r{mark}"
    number = numeric(node, {})
    return None if number is None else f"f{complex(number):.9g}"


def shape_of(node: Node) -> Shape | None:
    """Flatten a sum or product; None where it has no value."""
    while node.op in ("unit", "deg"):
        node = node.args[0]
    value = ident(node)
    if value is None:
        return None
    if node.op in ("+", "-", "neg"):
        return _sum(node, value)
    if node.op in ("*", "/", "^"):
        return _product(node, value)
    return Shape(
        "atom",
        value,
        Counter({(f"{node.op}{value}" if node.args else value, 1): 1}),
        frozenset(),
        {},
    )


def _sum(node: Node, value: Ident) -> Shape | None:
    terms: Counter[tuple[Ident, int]] = Counter()
    inner: dict[Ident, Node] = {}
    stack = [(node, 1)]
    while stack:
        part, sign = stack.pop()
        if part.op in ("+", "-"):
            stack.append((part.args[0], sign))
            stack.append((part.args[1], sign if part.op == "+" else -sign))
        elif part.op == "neg":
            stack.append((part.args[0], -sign))
        else:
            found = ident(part)
            if found is None:
                return None
            if part.op in ("*", "/"):
                inner[found] = part
            if isinstance(found, (int, Fraction)) and found < 0:
                found, sign = -found, -sign
            if found != 0:
                terms[found, sign] += 1
    return Shape("sum", value, terms, frozenset(), inner)


def _product(node: Node, value: Ident) -> Shape | None:
    factors: Counter[tuple[Ident, int]] = Counter()
    inner: dict[Ident, Node] = {}
    rates: set[Ident] = set()
    stack = [(node, 1)]
    while stack:
        part, exponent = stack.pop()
        if part.op in ("*", "/"):
            stack.append((part.args[0], exponent))
            stack.append((part.args[1], exponent if part.op == "*" else -exponent))
            continue
        if part.op == "^" and part.args[1].op == "num" and part.args[1].leaf in (2, 3, 4, 5, 6):
            stack.extend([(part.args[0], exponent)] * int(part.args[1].leaf))  # type: ignore[call-overload]
            continue
        found = ident(part)
        if found is None or found == 0:
            return None
        if part.op in ("+", "-"):
            inner[found] = part
        if part.op == "pct" or (isinstance(found, Fraction) and not part.args):
            rates.add(found)
        if found != 1:
            factors[found, exponent] += 1
    for (found, exponent), count in list(factors.items()):
        shared = min(count, factors[found, -exponent])
        if shared:
            factors[found, exponent] -= shared
            factors[found, -exponent] -= shared
    return Shape("product", value, +factors, frozenset(rates), inner)


def same_shape(key: Shape, claim: Shape) -> bool:
    """Tell whether two expressions of one value are the same computation.

    Operands may change places; a share may be written as percent, decimal or fraction.
    """
    if key.value != claim.value:
        return False
    if key.parts == claim.parts and key.kind == claim.kind:
        return _same_inner(key, claim)
    if key.kind == claim.kind == "product":
        return _same_share(key, claim)
    return False


def _same_inner(key: Shape, claim: Shape) -> bool:
    """Parts of one value that both write out must be the same operations: 2(7+4), not 2(8+3)."""
    for value in key.inner.keys() & claim.inner.keys():
        one, other = shape_of(key.inner[value]), shape_of(claim.inner[value])
        if one is None or other is None or not same_shape(one, other):
            return False
    return True


def _same_share(key: Shape, claim: Shape) -> bool:
    """Cancel common factors; what is left must be one share written in two ways."""
    left, right = key.parts - claim.parts, claim.parts - key.parts
    for side, shape in ((left, key), (right, claim)):
        if sum(side.values()) == 1 and next(iter(side))[0] in shape.rates:
            return True
        if side and all(found in _TENS for found, _ in side):
            return True
    return False


def contains(claim: Shape, key: Shape) -> bool:
    """Tell whether a longer sum or product holds the key's as part of it."""
    if key.kind != claim.kind or not 2 <= sum(key.parts.values()) < sum(claim.parts.values()):
        return False
    if key.parts <= claim.parts:
        return _same_inner(key, claim)
    turned = Counter({(found, -sign): count for (found, sign), count in key.parts.items()})
    return key.kind == "sum" and turned <= claim.parts
