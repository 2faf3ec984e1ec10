"""The shape of an arithmetic expression: its terms or factors, whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.numeric import numeric
from stepreward.algebra.residue import residue
from stepreward.algebra.tree import EXACT, Node, Number
from stepreward.match.arithmetic.kept import kept_for_small

Ident = Number | str
Parts = Counter[tuple[Ident, int]]

TENS = frozenset(Fraction(10) ** power for power in range(-6, 7))
_MAX_POWER = 6  # x^6 is written out as factors
_MAX_TERMS = 6  # of a sum that is multiplied out


class Shape(NamedTuple):
    """A sum as its signed terms, a product as its factors with exponents, or an atom.

    ``value`` identifies the whole: its exact value, or a fingerprint where it has variables.
    ``rates`` are the factors written as a decimal or percentage, ``inner`` the parts that are
    operations themselves.
    """

    kind: str
    value: Ident
    parts: Parts
    rates: frozenset[Ident]
    inner: dict[Ident, Node]
    has_power: bool = False
    computed: Parts | None = None  # the factors, powers worked out


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


@kept_for_small
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
    name: Ident = f"{node.op}{value}" if node.args else value
    return Shape("atom", value, Counter({(name, 1): 1}), frozenset(), {})


def is_plain(shape: Shape) -> bool:
    """Tell an operation on two or more numbers that are all exact, and its result too."""
    return (
        type(shape.value) in EXACT
        and (len(shape.parts) > 1 or sum(shape.parts.values()) > 1)
        and all([type(part) in EXACT for part, _ in shape.parts])
    )


def _sum(node: Node, value: Ident) -> Shape | None:
    terms: Parts = Counter()
    inner: dict[Ident, Node] = {}
    stack = [(node, 1)]
    while stack:
        part, sign = stack.pop()
        if part.op in ("+", "-"):
            stack.append((part.args[0], sign))
            stack.append((part.args[1], sign if part.op == "+" else -sign))
            continue
        if part.op == "neg":
            stack.append((part.args[0], -sign))
            continue
        found = ident(part)
        if found is None:
            return None
        if part.op in ("*", "/"):
            inner[found] = part
        if isinstance(found, (int, Fraction)) and found < 0:
            found, sign = -found, -sign
        if found != 0:
            terms[found, sign] += 1
    return _repeated(value, terms, inner) or Shape("sum", value, terms, frozenset(), inner)


def _repeated(value: Ident, terms: Parts, inner: dict[Ident, Node]) -> Shape | None:
    """Read 7 + 7 as 2 * 7."""
    if len(terms) != 1:
        return None
    (found, sign), count = next(iter(terms.items()))
    if sign < 0 or count < 2 or found in inner:
        return None
    return Shape("product", value, Counter([(found, 1), (count, 1)]), frozenset(), {})


def _product(node: Node, value: Ident) -> Shape | None:
    factors: Parts = Counter()
    rates: set[Ident] = set()
    inner: dict[Ident, Node] = {}
    powers: Parts = Counter()  # the factors that are powers, and what they were written out to
    written_out: Parts = Counter()
    stack = [(node, 1)]
    while stack:
        part, exponent = stack.pop()
        if part.op in ("*", "/"):
            stack.append((part.args[0], exponent))
            stack.append((part.args[1], exponent if part.op == "*" else -exponent))
            continue
        if part.op == "^" and (power := _small_power(part)):
            if (whole := ident(part)) is not None:
                powers[whole, exponent] += 1
            base = ident(part.args[0])
            if base is not None:
                written_out[base, exponent] += power
            stack.extend([(part.args[0], exponent)] * power)
            continue
        found = ident(part)
        if found is None or found == 0:
            return None
        if part.op in ("+", "-"):
            total = _sum(part, found)
            if total is not None and total.kind == "product":
                for (factor, _), count in total.parts.items():
                    factors[factor, exponent] += count
                continue
            inner[found] = part
        if part.op == "pct" or (isinstance(found, Fraction) and not part.args):
            rates.add(found)
        if found != 1:
            factors[found, exponent] += 1
    computed = factors - written_out + powers if powers else None
    _cancel(factors)
    return Shape("product", value, +factors, frozenset(rates), inner, bool(powers), computed)


def _small_power(node: Node) -> int:
    exponent = node.args[1].leaf
    is_small = (
        node.args[1].op == "num" and isinstance(exponent, int) and 2 <= exponent <= _MAX_POWER
    )
    return int(exponent) if is_small else 0  # type: ignore[arg-type]  # an int, by is_small


def _cancel(factors: Parts) -> None:
    for found, exponent in list(factors):
        shared = min(factors[found, exponent], factors[found, -exponent])
        factors[found, exponent] -= shared
        factors[found, -exponent] -= shared


def same_shape(key: Shape, claim: Shape) -> bool:
    """Tell whether two expressions of one value are the same computation.

    Operands may change places; a share may be written as percent, decimal or fraction.
    """
    if key.value != claim.value or key.kind != claim.kind:
        return False
    if key.parts in (claim.parts, claim.computed) or claim.parts == key.computed:
        return _same_inner(key, claim)
    if key.kind == "sum":
        return _is_collected(key, claim) or _is_collected(claim, key)
    return key.kind == "product" and _same_share(key, claim)


def _is_collected(one: Shape, other: Shape) -> bool:
    """Tell 25 + 10 + 1 + 1, which the other writes as 25 + 10 + 2 * 1."""
    repeated = [part for part, count in one.parts.items() if count > 1]
    if len(repeated) != 1 or not isinstance(repeated[0][0], (int, Fraction)):
        return False
    (found, sign), count = repeated[0], one.parts[repeated[0]]
    node = other.inner.get(count * found)
    shape = None if node is None else shape_of(node)
    if shape is None or shape.parts != Counter({(count, 1): 1}) + Counter(
        [(found, 1)] if found != 1 else []
    ):
        return False
    return one.parts - Counter({(found, sign): count}) == other.parts - Counter(
        [(count * found, sign)]
    )


def same_parts(key: Shape, claim: Shape) -> bool:
    """Like ``same_shape``, also for a product multiplied out, which has no value of its own."""
    if isinstance(claim.value, str) and claim.value.startswith("of "):
        return key.kind == "product" and key.parts == claim.parts and len(key.parts) > 1
    return same_shape(key, claim)


def _same_inner(key: Shape, claim: Shape) -> bool:
    """Parts of one value that both write out must be the same operations: 2(7+4), not 2(8+3)."""
    for value in key.inner.keys() & claim.inner.keys():
        if isinstance(value, Fraction) and _are_fractions(key.inner[value], claim.inner[value]):
            continue  # 2/3 is 4/6
        one, other = shape_of(key.inner[value]), shape_of(claim.inner[value])
        if one is None or other is None or not same_shape(one, other):
            return False
    return True


def _are_fractions(*nodes: Node) -> bool:
    return all(node.op == "/" and all(part.op == "num" for part in node.args) for node in nodes)


def _same_share(key: Shape, claim: Shape) -> bool:
    """Cancel common factors; what is left must be one share written in two ways."""
    left, right = key.parts - claim.parts, claim.parts - key.parts
    for side, shape in ((left, key), (right, claim)):
        if sum(side.values()) == 1 and next(iter(side))[0] in shape.rates:
            return True
    rest = [*left, *right]
    return bool(rest) and all(found in TENS for found, _ in rest)


def contains(claim: Shape, key: Shape) -> bool:
    """Tell whether a longer sum or product holds the key's as part of it."""
    if key.kind != claim.kind or (claim.has_power and not key.has_power):
        return False  # 12 * 6 is no part of 12 * 6^2
    if claim.kind == "sum":
        claim = _without_undone(claim)
    if _within(key.parts, claim.parts):
        return 1 < _size(key) < _size(claim) and _same_inner(key, claim)
    if key.kind == "product":
        return bool(claim.rates) and _size(key) > 1 and _contains_share(claim, key)
    return _within(key.parts, claim.parts, -1) and 1 < _size(key) < _size(claim)


def _without_undone(claim: Shape) -> Shape:
    """Drop what a sum adds and takes off again: 10 + 60 is no part of 10 + 60 - 10."""
    parts = claim.parts
    if not any([parts[found, -sign] for found, sign in parts]):
        return claim
    kept = Counter(parts)
    _cancel(kept)
    return claim._replace(parts=+kept)


def _size(shape: Shape) -> int:
    return sum(shape.parts.values())


def _within(parts: Parts, whole: Parts, sign: int = 1) -> bool:
    """Tell whether all parts are among others; with ``sign`` -1, all with the sign turned."""
    for (found, exponent), count in parts.items():
        if whole.get((found, sign * exponent), 0) < count:
            return False
    return True


def _contains_share(claim: Shape, key: Shape) -> bool:
    """Find 80 * 25/100 in 80 / 50 * 0.25: what the claim lacks is one of its rates."""
    if key.parts.keys().isdisjoint(claim.parts):
        return False
    value = Fraction(1)
    for (found, exponent), count in (key.parts - claim.parts).items():
        if not isinstance(found, (int, Fraction)) or count > _MAX_POWER:
            return False
        value *= Fraction(found) ** (exponent * count)
    return value in claim.rates and (claim.parts - key.parts)[value, 1] > 0


def multiplied_out(shape: Shape) -> Iterator[Shape]:
    """Give the products that a product with a sum inside stands for: (9 + 8) * 16 holds 9 * 16."""
    if shape.kind != "product":
        return
    for value, node in shape.inner.items():
        total = shape_of(node)
        if total is None or total.kind != "sum" or len(total.parts) > _MAX_TERMS:
            continue
        rest = shape.parts - Counter([(value, 1)])
        if rest == shape.parts:
            continue
        for found, _ in total.parts:
            yield Shape("product", f"of {value}", rest + Counter([(found, 1)]), shape.rates, {})
