"""The small tree that every piece of mathematics is read into, and its caps."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Number: TypeAlias = int | Fraction
EXACT = frozenset({int, Fraction})  # asking for the type is ten times faster than isinstance

MAX_CHARS = 20_000  # a longer answer is not read, only compared as text
MAX_TOKENS = 4_000
MAX_DIGITS = 1_000  # of one written number
MAX_BRACKETS = 60  # open at the same time
MAX_NODES = 20_000  # evaluated for one value, loops counted


class TooBig(Exception):  # noqa: N818 - a signal inside this package, never raised to a user
    """A cap was reached: the expression stays unread."""


class NotMath(Exception):  # noqa: N818 - a signal inside this package, never raised to a user
    """The text is no expression of our grammar."""


class Node(NamedTuple):
    """One operation and its operands.

    ``op`` is "num", "sym", an operator, a function name or a structure ("tuple", "set", …).
    ``leaf`` is the number, the name, the brackets or the relation signs.
    ``places`` counts the decimals a number was written with, None for an integer.
    """

    op: str
    args: tuple[Node, ...] = ()
    leaf: Number | str | tuple[str, ...] | None = None
    places: int | None = None


def number(value: Number, places: int | None = None) -> Node:
    """Make a leaf; whole fractions become int, which computes four times faster."""
    if type(value) is Fraction and value.denominator == 1:
        value = value.numerator
    return Node("num", (), value, places)


@lru_cache(maxsize=1_024)
def symbol(name: str) -> Node:
    """Make a variable or a named constant ("pi", "e", "i", "oo")."""
    return Node("sym", (), name)


# Operations that run over a variable of their own: their operands are evaluated many times.
LOOPS = frozenset({"sum", "prod", "int", "antiderivative"})


def postorder(root: Node) -> list[Node]:
    """List operands before the operations that use them, without recursion.

    Raises TooBig past MAX_NODES nodes.
    """
    order: list[Node] = []
    stack = [root]
    while stack:
        node = stack.pop()
        order.append(node)
        if node.args:
            stack.extend(node.args)
            if len(order) + len(stack) > MAX_NODES:
                raise TooBig("too many operations")
    order.reverse()
    return order


def parts(root: Node) -> list[Node]:
    """List all nodes, operations before their operands; raises TooBig as ``postorder`` does."""
    found = [root]
    for node in found:  # which grows meanwhile
        if node.args:
            found += node.args
            if len(found) > MAX_NODES:
                raise TooBig("too many operations")
    return found


STRUCTURES = frozenset({"tuple", "set", "list", "rel", "matrix", "row", "cases", "ratio", "class"})
SET_OPS = frozenset({"cup", "cap", "setminus"})


def names(node: Node) -> frozenset[str]:
    """Collect the free names of an expression, constants such as pi included."""
    return frozenset([str(part.leaf) for part in parts(node) if part.op == "sym"])
