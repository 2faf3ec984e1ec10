"""Keep what was computed from small trees: within a trace, the same operations come again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import TypeVar

from stepreward.algebra.tree import Node

_MAX_NODES = 24  # of a tree whose result is kept
_MAX_BITS = 200
_MAX_RESULTS = 2_048
_MAX_TREES = 40  # that are compared together

_Result = TypeVar("_Result")


def kept_for_small(compute: Callable[[Node], _Result]) -> Callable[[Node], _Result]:
    """Let a function remember what it made of small trees; a deep one is compared with no other.

    The very tree that was met before is known at once; comparing two of them takes much longer.
    """
    remembered = lru_cache(maxsize=_MAX_RESULTS)(compute)
    met: dict[int, tuple[Node, _Result]] = {}  # by identity, which holds while the tree is kept

    @wraps(compute)
    def look_up(node: Node) -> _Result:
        before = met.get(id(node))
        if before is not None and before[0] is node:
            return before[1]
        if not _is_small(node):
            return compute(node)
        result = remembered(node)
        if len(met) >= _MAX_RESULTS:
            met.clear()
        met[id(node)] = node, result
        return result

    return look_up


_small: dict[int, Node] = {}  # trees that are known as small, by identity


def are_small(nodes: Sequence[Node]) -> bool:
    """Tell a few trees that are cheap to compare."""
    if len(nodes) > _MAX_TREES:
        return False
    for node in nodes:
        if _small.get(id(node)) is node:
            continue
        if not _is_small(node):
            return False
        if len(_small) >= _MAX_RESULTS:
            _small.clear()
        _small[id(node)] = node
    return True


def _is_small(node: Node) -> bool:
    """Tell a tree that is cheap to look up."""
    stack, count = [node], 0
    while stack:
        node = stack.pop()
        args = node.args
        if args:
            count += len(args)
            if count > _MAX_NODES:
                return False
            stack.extend(args)
        elif type(node.leaf) is int and node.leaf.bit_length() > _MAX_BITS:
            return False
    return True
