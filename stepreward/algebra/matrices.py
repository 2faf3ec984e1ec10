"""Compare matrices, vectors and columns cell by cell."""

from __future__ import annotations

from stepreward.algebra.items import Same, in_order
from stepreward.algebra.scalars import Outcome
from stepreward.algebra.tables import identity
from stepreward.algebra.tree import STRUCTURES, Node
from stepreward.algebra.vectors import components


def as_identity(node: Node, other: Node) -> Node:
    """Read I and I_3 beside a square matrix as the identity."""
    name = str(node.leaf) if node.op == "sym" else ""
    size = len(other.args)
    if name in ("I", f"I_{size}") and all(len(row.args) == size for row in other.args):
        return identity(size)
    return node


def same_matrix(a: Node, b: Node, same: Same) -> Outcome:
    """Compare cell by cell; a single row or column may be written as a tuple."""
    if a.op != b.op and (vector := by_axes(a, b)) is not None:
        return in_order(*vector, same)
    left, right = _rows(a), _rows(b)
    if a.op != b.op and all(len(row) == len(left[0]) for row in (*left, *right)):
        pass  # [[1, 2], [3, 4]] in the brackets of program code
    elif a.op != b.op or len(left) != len(right):
        flat = tuple(cell for row in left for cell in row), tuple(c for row in right for c in row)
        is_vector = all(len(rows) == 1 or len(rows[0]) == 1 for rows in (left, right))
        if a.op == b.op or not is_vector or len(flat[0]) < 2:
            return Outcome(False, "matrices of different size")
        return in_order(*flat, same)
    if len(left) != len(right):
        return Outcome(False, "matrices of different size")
    for one, other in zip(left, right, strict=True):
        outcome = in_order(one, other, same)
        if not outcome.same:
            return outcome
    return Outcome(True, "the same matrix")


def by_axes(a: Node, b: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]] | None:
    """Pair a column, row or tuple with the coordinates of a sum of unit vectors."""
    for node, other in ((a, b), (b, a)):
        cells = tuple(cell for row in _rows(node) for cell in row)
        if node.op in ("matrix", "tuple") and other.op not in STRUCTURES:
            found = components(other, len(cells))
            return None if found is None else (cells, found)
    return None


def _rows(node: Node) -> tuple[tuple[Node, ...], ...]:
    if node.op == "matrix":
        return tuple(row.args for row in node.args)
    if node.op == "tuple" and all(row.op == "tuple" and row.leaf == "[]" for row in node.args):
        return tuple(row.args for row in node.args)
    return (node.args if node.op in ("tuple", "list") else (node,),)
