"""Vectors by their unit vectors: 2i - 3j + k is the column (2, -3, 1)."""

from __future__ import annotations

from stepreward.algebra.numeric import CONSTANTS
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.scalars import same_scalar
from stepreward.algebra.tree import STRUCTURES, Node, names, number

_AXES = ("i", "j", "k")


def components(node: Node, size: int) -> tuple[Node, ...] | None:
    """Read a sum of multiples of i, j, k as its 2 or 3 coordinates; None for anything else."""
    free = names(node) - (CONSTANTS.keys() - {"i"})
    if size not in (2, 3) or node.op in STRUCTURES or not free or not free <= set(_AXES[:size]):
        return None
    coordinates = tuple(_at(node, axis) for axis in _AXES[:size])
    whole = coordinates[0]
    for coordinate in coordinates[1:]:
        whole = Node("+", (whole, coordinate))
    is_linear = (
        same_scalar(_at(node, None), number(0)).same
        and same_scalar(_at(node, *_AXES), whole).same
        and same_scalar(_twice(node), Node("*", (number(2), whole))).same
    )
    return coordinates if is_linear else None


def _at(node: Node, *axes: str | None) -> Node:
    """Set the named unit vectors to 1 and the others to 0."""
    values = {axis: number(int(axis in axes)) for axis in _AXES}
    return rebuild(
        node, lambda part: values.get(str(part.leaf), part) if part.op == "sym" else part
    )


def _twice(node: Node) -> Node:
    return rebuild(
        node, lambda part: number(2) if part.op == "sym" and part.leaf in _AXES else part
    )
