"""Rewrite what stands for several values or for a table: plus-minus, matrix sums, symbolic gcd."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from stepreward.algebra.exact import exact
from stepreward.algebra.numeric import numeric, sample
from stepreward.algebra.residue import point, residue
from stepreward.algebra.tree import Node, NotMath, TooBig, names, number, postorder

_SIGNED = frozenset({"pm", "mp", "neg pm", "neg mp"})
_PLUS = {"pm": "+", "mp": "-"}
_MINUS = {"pm": "-", "mp": "+"}
_MAX_CELLS = 400


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
    ops = {node.op for node in postorder(root)}
    if "matrix" in ops and ops & {"+", "-", "*", "neg", "/", "^"}:
        root = rebuild(root, _matrix_step)
    if ops & {"gcd", "lcm"}:
        root = rebuild(root, _divisor_step)
    if ops & _SIGNED:
        root = _both_signs(root)
    return root


def _both_signs(root: Node) -> Node:
    """Read 1 ± x as the two values 1 + x and 1 - x; a list or an equation keeps its shape."""
    if root.op in ("list", "set", "tuple"):
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


def _has_sign(node: Node) -> bool:
    return any(part.op in _SIGNED for part in postorder(node))


def _choose(signs: dict[str, str]) -> Callable[[Node], Node]:
    def change(node: Node) -> Node:
        if node.op in ("pm", "mp"):
            return node._replace(op=signs[node.op])
        if node.op in ("neg pm", "neg mp"):
            return node.args[0] if signs[node.op[4:]] == "+" else node._replace(op="neg")
        return node

    return change


def _matrix_step(node: Node) -> Node:
    """Add, multiply and scale matrices cell by cell."""
    if not any(arg.op == "matrix" for arg in node.args):
        return node
    if node.op == "neg":
        return _cells(node.args[0], lambda cell: Node("neg", (cell,)))
    if node.op == "/" and node.args[0].op == "matrix" and node.args[1].op != "matrix":
        return _cells(node.args[0], lambda cell: Node("/", (cell, node.args[1])))
    if node.op in ("+", "-") and all(arg.op == "matrix" for arg in node.args):
        return _added(node.op, node.args[0], node.args[1])
    if node.op == "*":
        left, right = node.args
        if left.op == right.op == "matrix":
            return _multiplied(left, right)
        scale, matrix = (left, right) if right.op == "matrix" else (right, left)
        return _cells(matrix, lambda cell: Node("*", (scale, cell)))
    if node.op == "^" and node.args[1].leaf in (2, 3):
        base = node.args[0]
        square = _multiplied(base, base)
        return square if node.args[1].leaf == 2 else _multiplied(square, base)
    raise NotMath("a matrix where a number belongs")


def _cells(matrix: Node, change: Callable[[Node], Node]) -> Node:
    return Node(
        "matrix",
        tuple(Node("row", tuple(change(cell) for cell in row.args)) for row in matrix.args),
    )


def _added(op: str, left: Node, right: Node) -> Node:
    if [len(row.args) for row in left.args] != [len(row.args) for row in right.args]:
        raise NotMath("matrices of different size")
    rows = zip(left.args, right.args, strict=True)
    return Node(
        "matrix",
        tuple(
            Node("row", tuple(Node(op, pair) for pair in zip(a.args, b.args, strict=True)))
            for a, b in rows
        ),
    )


def _multiplied(left: Node, right: Node) -> Node:
    inner = len(right.args)
    columns = len(right.args[0].args)
    if len(left.args[0].args) != inner:
        raise NotMath("matrices that cannot be multiplied")
    if len(left.args) * columns * inner > _MAX_CELLS:
        raise TooBig("a matrix product past 400 terms")
    rows = []
    for row in left.args:
        cells = []
        for column in range(columns):
            total: Node | None = None
            for at in range(inner):
                term = Node("*", (row.args[at], right.args[at].args[column]))
                total = term if total is None else Node("+", (total, term))
            cells.append(total if total is not None else number(0))
        rows.append(Node("row", tuple(cells)))
    return Node("matrix", tuple(rows))


def _divisor_step(node: Node) -> Node:
    """Take gcd and lcm of monomials such as 2x and 50x: coefficients and common factors."""
    if node.op not in ("gcd", "lcm") or all(exact(arg) is not None for arg in node.args):
        return node
    terms = [_monomial(arg) for arg in node.args]
    known: dict[int, Node] = {}
    for _, factors, nodes in terms:
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
