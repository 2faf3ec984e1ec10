"""Operations written out: what is inside them, and how their operands were computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, Number, TooBig, number, postorder
from stepreward.claims.holding import CONVERSIONS
from stepreward.match.kept import kept_for_small
from stepreward.match.shapes import TENS, Ident, Shape, contains, ident, multiplied_out, shape_of

_MAX_EXPANDED = 80  # nodes of an operation with its operands written out
_OPERATORS = frozenset("+-*/^")


class Place(NamedTuple):
    """Where a claim stands: the step (None outside the steps) and its characters."""

    step: int | None
    start: int
    end: int


class Written(NamedTuple):
    """One operation; ``is_spread`` where the trace spread it over several."""

    shape: Shape
    place: Place
    is_spread: bool


class Expanded:
    """The shapes of all operations of a trace, with the parts they can be found by."""

    def __init__(self) -> None:
        self.shapes: list[Written] = []
        self._by_part: dict[tuple[str, Ident], list[int]] = defaultdict(list)
        self._by_value: dict[tuple[str, Ident], list[int]] = defaultdict(list)
        self._with_rates: list[int] = []  # products, all of them

    def add(self, node: Node, place: Place, *, is_spread: bool = False) -> None:
        """Enter an operation and every operation inside it."""
        for shape in sub_shapes(node):
            at = len(self.shapes)
            kind = shape.kind
            self.shapes.append(Written(shape, place, is_spread))
            self._by_value[kind, shape.value].append(at)
            for part, _ in shape.parts:
                self._by_part[kind, part].append(at)
            if shape.rates:
                self._with_rates.append(at)

    def candidates(self, shape: Shape) -> Iterable[int]:
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
