"""Carry out the arithmetic of matrices and tuples, cell by cell."""

from __future__ import annotations

from collections.abc import Callable

from stepreward.algebra.tree import STRUCTURES, Node, NotMath, TooBig, number

_MAX_CELLS = 400
_TRANSPOSED = frozenset({"T", "t", "top", "'"})


def table_step(node: Node) -> Node:
    """Carry out one operation on matrices or tuples; other nodes come back as they were."""
    if node.op == "diag":
        return _diagonal(node)
    if any(arg.op == "matrix" for arg in node.args):
        return _matrix_step(node)
    if node.op in _TUPLE_OPS and any(_is_vector(arg) for arg in node.args):
        return _tuple_step(node)
    return node


def _is_vector(node: Node) -> bool:
    return node.op == "tuple" and node.leaf == "()"


_TUPLE_OPS = frozenset({"+", "-", "*", "/", "neg", "^"})


def _tuple_step(node: Node) -> Node:
    """Scale, add and transpose tuples; two of them multiplied are left alone."""
    if node.op == "neg":
        return _each(node.args[0], lambda item: Node("neg", (item,)))
    left, right = node.args
    if node.op in ("+", "-") and left.op == right.op and len(left.args) == len(right.args):
        pairs = zip(left.args, right.args, strict=True)
        return left._replace(args=tuple(Node(node.op, pair) for pair in pairs))
    if node.op == "/" and _is_vector(left) and not _is_vector(right):
        return _each(left, lambda item: Node("/", (item, right)))
    if node.op == "^" and right.leaf in _TRANSPOSED:
        return left
    if node.op == "*" and left.op != right.op:
        scale, vector = (left, right) if _is_vector(right) else (right, left)
        return _each(vector, lambda item: Node("*", (scale, item)))
    return node


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    return node._replace(args=tuple(change(item) for item in node.args))


def _diagonal(node: Node) -> Node:
    """Write diag(a, b) as the matrix it is."""
    size = len(node.args)
    if size * size > _MAX_CELLS:
        raise TooBig("a matrix past 400 cells")
    return Node(
        "matrix",
        tuple(
            Node("row", tuple(value if at == row else number(0) for at in range(size)))
            for row, value in enumerate(node.args)
        ),
    )


def identity(size: int) -> Node:
    """Make the identity matrix of so many rows."""
    return _diagonal(Node("diag", (number(1),) * size))


def _matrix_step(node: Node) -> Node:
    """Add, multiply and scale matrices cell by cell."""
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
    if node.op == "^" and node.args[1].leaf in _TRANSPOSED:
        rows = node.args[0].args
        columns = range(len(rows[0].args))
        return Node("matrix", tuple(Node("row", tuple(r.args[c] for r in rows)) for c in columns))
    if node.op in STRUCTURES or node.op == "row":
        return node
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
