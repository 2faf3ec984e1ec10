"""Ask sympy whether two small trees are equal: the one place that imports it, and late."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from stepreward.algebra.scalars import Outcome
from stepreward.algebra.tree import Node, postorder

MAX_NODES = 60  # of a tree that is handed on
_MAX_EXPONENT = 12
_MAX_TERMS = 2_000  # that an expansion may have


def same_symbolically(a: Node, b: Node) -> Outcome | None:
    """Expand and combine the difference; None where a tree is too large or of another kind.

    Nodes are built one by one from our own tree; no text is handed to sympy.
    """
    if max(len(postorder(a)), len(postorder(b))) > MAX_NODES or _terms(a) + _terms(b) > _MAX_TERMS:
        return None
    left, right = _build(a), _build(b)
    if left is None or right is None:
        return None
    import sympy

    difference = sympy.together(sympy.expand(left - right))
    if difference == 0:
        return Outcome(True, "the same after expansion")
    return None


def _build(root: Node) -> Any | None:
    """Build the sympy expression of a tree, operands first; None for what we do not hand on."""
    import sympy

    values: list[Any] = []
    for node in postorder(root):
        count = len(node.args)
        operands = values[len(values) - count :]
        del values[len(values) - count :]
        if node.op == "num":
            exact = Fraction(node.leaf)  # type: ignore[arg-type]  # a "num" holds a Number
            values.append(sympy.Rational(exact.numerator, exact.denominator))
        elif node.op == "sym":
            constants = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I}
            values.append(constants.get(str(node.leaf), sympy.Symbol(str(node.leaf))))
        elif node.op == "^" and not _is_small(node.args[1]):
            return None
        elif node.op in _operations(sympy):
            values.append(_operations(sympy)[node.op](*operands))
        else:
            return None
    return values[-1]


def _terms(root: Node) -> int:
    """Bound the number of terms of an expansion; past the cap it stays at the cap."""
    counts: list[int] = []
    for node in postorder(root):
        size = len(node.args)
        operands = counts[len(counts) - size :]
        del counts[len(counts) - size :]
        if node.op in ("+", "-"):
            count = sum(operands)
        elif node.op in ("*", "/"):
            count = math.prod(operands)
        elif node.op == "^" and isinstance(node.args[1].leaf, int):
            power = abs(node.args[1].leaf)
            count = (
                math.comb(operands[0] + power - 1, power) if power <= _MAX_EXPONENT else _MAX_TERMS
            )
        else:
            count = max(operands, default=1)
        counts.append(min(count, _MAX_TERMS + 1))
    return counts[-1]


def _is_small(exponent: Node) -> bool:
    """Tell an exponent that expands to few terms, or is no plain number at all."""
    leaf = exponent.leaf
    return not isinstance(leaf, int) or abs(leaf) <= _MAX_EXPONENT


def _operations(sympy: Any) -> dict[str, Callable[..., Any]]:
    return {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "^": lambda a, b: a**b,
        "neg": lambda a: -a,
        "sqrt": sympy.sqrt,
        "ln": sympy.log,
        "exp": sympy.exp,
        "sin": sympy.sin,
        "cos": sympy.cos,
        "tan": sympy.tan,
        "abs": sympy.Abs,
    }
