"""Rewrite what stands for several values or for a table: plus-minus, matrix sums, symbolic gcd."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.numeric import numeric, sample
from stepreward.algebra.residue import point, residue
from stepreward.algebra.tables import table_step
from stepreward.algebra.tree import Node, NotMath, Number, TooBig, names, number, parts, postorder

_MAX_TERMS = 1_000_000  # of a sum written with dots
_MAX_FACTORS = 100
_MAX_POINTS = 16

_SIGNED = frozenset({"pm", "mp", "neg pm", "neg mp"})
_PLUS = {"pm": "+", "mp": "-"}
_MINUS = {"pm": "-", "mp": "+"}
_TABLES = frozenset({"matrix", "tuple", "diag"})
_ARITHMETIC = frozenset({"+", "-", "*", "neg", "/", "^"})


def rebuild(root: Node, change: Callable[[Node], Node]) -> Node:
    """Rebuild a tree from its leaves up, each node passed through ``change``."""
    values: list[Node] = []
    for node in postorder(root):
        count = len(node.args)
        if count:
            args = tuple(values[-count:])
            del values[-count:]
            if any(new is not old for new, old in zip(args, node.args, strict=True)):
                node = node._replace(args=args)
        values.append(change(node))
    return values[-1]


def expand(root: Node) -> Node:
    """Carry out ±, matrix arithmetic and gcd of terms; most trees come back as they were."""
    ops = {node.op for node in parts(root)}
    if ops & _TABLES and (ops & _ARITHMETIC or "diag" in ops):
        root = rebuild(root, table_step)
    if "+" in ops or "*" in ops:
        root = _without_dots(root)
    if ops & {"gcd", "lcm"}:
        root = rebuild(root, _divisor_step)
    if ops & _SIGNED:
        root = _both_signs(root)
    return root


def _both_signs(root: Node) -> Node:
    """Read 1 ± x as the two values 1 + x and 1 - x; a list or an equation keeps its shape."""
    if root.op == "tuple":
        return _signed_tuples(root)
    if root.op in ("list", "set"):
        items: list[Node] = []
        for item in root.args:
            both = _both_signs(item) if _has_sign(item) else item
            items.extend(both.args if both.op == "list" and both is not item else (both,))
        return root._replace(args=tuple(items))
    if root.op == "rel":
        if not _has_sign(root.args[-1]) or any(map(_has_sign, root.args[:-1])):
            raise NotMath("± on the left of an equation")
        values = _both_signs(root.args[-1])
        sides = root.args[:-1]
        return Node("list", tuple(root._replace(args=(*sides, value)) for value in values.args))
    return Node("list", (rebuild(root, _choose(_PLUS)), rebuild(root, _choose(_MINUS))))


def _signed_tuples(root: Node) -> Node:
    """Read (±4, 0) as two points, (±3, ±4) as four."""
    rows: list[tuple[Node, ...]] = [()]
    for item in root.args:
        both = _both_signs(item).args if _has_sign(item) else (item,)
        rows = [(*row, value) for row in rows for value in both]
        if len(rows) > _MAX_POINTS:
            raise TooBig("more than 16 points")
    return Node("list", tuple(root._replace(args=row) for row in rows))


def _without_dots(root: Node) -> Node:
    """Carry out 1 + 2 + … + 100 and 1 · 2 · … · 10, where the terms so far tell the rule."""
    if root.op not in ("+", "*") or not any(part.leaf == "…" for part in parts(root)):
        return root
    terms: list[Node] = []
    node = root
    while node.op == root.op:
        terms.insert(0, node.args[1])
        node = node.args[0]
    terms.insert(0, node)
    dots = [at for at, term in enumerate(terms) if term.leaf == "…"]
    if dots != [len(terms) - 2] or len(terms) < 4:
        return root
    try:
        values = [exact(term) for term in terms if term.leaf != "…"]
    except Undefined:
        return root
    if None in values:
        return root
    total = _progression([Fraction(value) for value in values if value is not None], root.op)
    return root if total is None else number(total)


def _progression(values: list[Fraction], op: str) -> Number | None:
    """Add or multiply a progression from its first terms to its last."""
    first, step, last = values[0], values[1] - values[0], values[-1]
    if step == 0 or any(b - a != step for a, b in pairwise(values[:-1])):
        return _geometric(values) if op == "+" else None
    count = (last - first) / step + 1
    if count.denominator != 1 or not len(values) <= count <= _MAX_TERMS:
        return None
    if op == "+":
        return (first + last) * count / 2
    if count > _MAX_FACTORS:
        return None
    return math.prod(first + step * at for at in range(int(count)))


def _geometric(values: list[Fraction]) -> Number | None:
    first, last = values[0], values[-1]
    if first == 0 or values[1] == 0:
        return None
    ratio = values[1] / first
    if abs(ratio) == 1 or any(b != a * ratio for a, b in pairwise(values[:-1])):
        return None
    total, term = Fraction(0), first
    for _ in range(_MAX_FACTORS):
        total += term
        if term == last:
            return total
        term *= ratio
    return None


def _has_sign(node: Node) -> bool:
    return any(part.op in _SIGNED for part in parts(node))


def _choose(signs: dict[str, str]) -> Callable[[Node], Node]:
    def change(node: Node) -> Node:
        if node.op in ("pm", "mp"):
            return node._replace(op=signs[node.op])
        if node.op in ("neg pm", "neg mp"):
            return node.args[0] if signs[node.op[4:]] == "+" else node._replace(op="neg")
        return node

    return change


def _divisor_step(node: Node) -> Node:
    """Take gcd and lcm of monomials such as 2x and 50x: coefficients and common factors."""
    if node.op not in ("gcd", "lcm") or all(exact(arg) is not None for arg in node.args):
        return node
    terms = [_monomial(arg) for arg in node.args]
    known: dict[int, Node] = {}
    for _, _, nodes in terms:
        known.update(nodes)
    counts = [factors for _, factors, _ in terms]
    coefficients = [coefficient for coefficient, _, _ in terms]
    if node.op == "gcd":
        shared = counts[0].copy()
        for other in counts[1:]:
            shared &= other
        result = number(math.gcd(*coefficients))
    else:
        shared = counts[0].copy()
        for other in counts[1:]:
            shared |= other
        result = number(
            math.lcm(*coefficients) * math.prod(1 if c >= 0 else -1 for c in coefficients)
        )
    for mark, power in sorted(shared.items()):
        for _ in range(power):
            result = Node("*", (result, known[mark]))
    return result


def _monomial(node: Node) -> tuple[int, Counter[int], dict[int, Node]]:
    """Split a product into an integer and its other factors, each under its fingerprint."""
    coefficient, factors, known = 1, Counter[int](), dict[int, Node]()
    stack = [node]
    while stack:
        part = stack.pop()
        if part.op == "*":
            stack.extend(part.args)
        elif part.op == "neg":
            coefficient = -coefficient
            stack.append(part.args[0])
        elif part.op == "num" and isinstance(part.leaf, int):
            coefficient *= part.leaf
        else:
            mark = _mark(part)
            factors[mark] += 1
            known[mark] = part
    return coefficient, factors, known


def _mark(node: Node) -> int:
    """Fingerprint a factor; one with roots by its value at a sample point."""
    mark = residue(node)
    if mark is not None:
        return mark
    value = numeric(node, {name: sample(name, 0) for name in names(node)})
    if value is None:
        raise NotMath("a term that has no value")
    return point(f"{complex(value):.9g}")
