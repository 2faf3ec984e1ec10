"""Operations written out: what is inside them, and how their operands were computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, Number, TooBig, number, postorder
from stepreward.claims.holding import CONVERSIONS
from stepreward.match.arithmetic.kept import are_small, kept_for_small
from stepreward.match.arithmetic.shapes import (
    TENS,
    Ident,
    Shape,
    contains,
    ident,
    multiplied_out,
    same_parts,
    shape_of,
)

_MAX_EXPANDED = 80  # nodes of an operation with its operands written out
_MAX_FOUND = 256  # shapes for which it is kept what holds them
_OPERATORS = frozenset("+-*/^")


class Place(NamedTuple):
    """Where a claim stands: the step (None outside the steps) and its characters."""

    step: int | None
    start: int
    end: int


# An operation and its result.
Operation: TypeAlias = tuple[Node, Ident]


class Written(NamedTuple):
    """The operation of number ``at``; ``is_spread`` where the trace spread it over several."""

    shape: Shape
    at: int
    is_spread: bool


class Expanded:
    """The shapes of all operations of a trace, with the parts they can be found by.

    ``results`` are those of the key steps, ``known`` the numbers of the question.
    """

    def __init__(self, known: Container[Ident] | None, results: Container[Ident]) -> None:
        self._known, self._results = known, results
        self._shapes: list[Written] = []
        self._by_part: dict[tuple[str, Ident], list[int]] = defaultdict(list)
        self._by_value: dict[tuple[str, Ident], list[int]] = defaultdict(list)
        self._with_rates: list[int] = []  # products, all of them
        self._found: dict[int, tuple[Shape, list[int]]] = {}  # by identity of what was looked for

    def add(self, node: Node, at: int, *, is_spread: bool = False) -> None:
        """Enter an operation and every operation inside it."""
        for shape in sub_shapes(node):
            index = len(self._shapes)
            kind = shape.kind
            self._shapes.append(Written(shape, at, is_spread))
            self._by_value[kind, shape.value].append(index)
            for part, _ in shape.parts:
                self._by_part[kind, part].append(index)
            if shape.rates:
                self._with_rates.append(index)

    def holding(self, shapes: Iterable[Shape]) -> list[int]:
        """List the numbers of the operations that hold one of some shapes, as often as one does."""
        found = {index for shape in shapes for index in self._holding(shape)}
        return [self._shapes[index].at for index in sorted(found)]

    def _holding(self, shape: Shape) -> list[int]:
        """Find a shape; that of a key step is looked for by every rollout of a group."""
        before = self._found.get(id(shape))
        if before is not None and before[0] is shape:
            return before[1]
        found = [
            index
            for index in self._candidates(shape)
            if same_parts(shape, self._shapes[index].shape)
            or is_part(shape, self._shapes[index], self._results, self._known)
        ]
        if len(self._found) >= _MAX_FOUND:
            self._found.clear()
        self._found[id(shape)] = shape, found
        return found

    def _candidates(self, shape: Shape) -> Iterable[int]:
        """List the shapes of its kind that may hold one: by its rarest part, or by a rate.

        What has a rate of its own, or a power of ten, may be another way to write its value.
        """
        kind = shape.kind
        parts = [part for part, _ in shape.parts]
        found = set(
            min([self._by_part.get((kind, part), ()) for part in parts], key=len, default=())
        )
        if kind == "product":
            found.update(self._with_rates)
        if shape.rates or not TENS.isdisjoint(parts):
            found.update(self._by_value.get((kind, shape.value), ()))
        return found


def written_out(
    operations: Sequence[Operation], known: frozenset[Number] | None, results: frozenset[Ident]
) -> Expanded:
    """Write operations out: their parts, and their operands by how they were computed."""
    is_kept = are_small([node for node, _ in operations])
    made = _expanded_again if is_kept else _expanded_once
    return made(tuple(operations), known, results)


def _expanded_once(
    operations: tuple[Operation, ...],
    known: frozenset[Number] | None,
    results: frozenset[Ident],
) -> Expanded:
    found = Expanded(known, results)
    env: dict[Number, Node] = {}
    for at, (node, result) in enumerate(operations):
        full = expanded(node, env)
        found.add(node, at)
        if full is not node:
            found.add(full, at, is_spread=True)
        if isinstance(result, (int, Fraction)) and result not in (known or ()):
            env[result] = full
    return found


# The rollouts of a group say in many ways what they compute, and compute much the same.
_expanded_again = lru_cache(maxsize=64)(_expanded_once)


def is_part(
    shape: Shape, written: Written, results: Container[Ident], known: Container[Ident] | None
) -> bool:
    """Tell an operation that a longer one holds; ``results`` are those of the key steps.

    One that the trace spread over several leads somewhere: a sum to a key step's result, a
    product to one, or to no factors but those that are given.
    """
    longer = written.shape
    if not contains(longer, shape):
        return False
    if not written.is_spread or longer.value in results:
        return True
    return longer.kind == "product" and (
        known is None
        or all(
            [
                factor in known or factor in CONVERSIONS or factor in results
                for factor, _ in longer.parts - shape.parts
            ]
        )
    )


def leaves(node: Node) -> list[Number]:
    """List the numbers of an expression."""
    return [part.leaf for part in postorder(node) if isinstance(part.leaf, (int, Fraction))]


def expanded(node: Node, env: Mapping[Number, Node]) -> Node:
    """Replace numbers by the operations that gave them, up to a size."""
    if not env:
        return node

    def change(part: Node) -> Node:
        if part.op == "num" and part.leaf in env:
            return env[part.leaf]  # type: ignore[index]  # a "num" holds a Number
        return part

    try:
        full = rebuild(node, change)
        return full if len(postorder(full)) <= _MAX_EXPANDED else node
    except TooBig:
        return node


@kept_for_small
def sub_shapes(node: Node) -> tuple[Shape, ...]:
    """Shape an expression and every operation inside it."""
    shapes = []
    for part in postorder(node):
        if part.op in _OPERATORS:
            shape = shape_of(part)
            if shape is not None:
                shapes.append(shape)
                shapes.extend(multiplied_out(shape))
            if (whole := _with_brackets_done(part)) is not None:
                shapes.append(whole)
    return tuple(shapes)


def _with_brackets_done(node: Node) -> Shape | None:
    """Shape 16 - (3 + 4) as 16 - 7 as well: what stands in brackets is computed first."""
    if len(node.args) != 2 or node.args[1].op not in _SAME_RANK.get(node.op, ""):
        return None
    inner = ident(node.args[1])
    if not isinstance(inner, (int, Fraction)):
        return None
    return shape_of(Node(node.op, (node.args[0], number(inner))))


_SAME_RANK = {"+": "+-", "-": "+-", "*": "*/", "/": "*/"}
