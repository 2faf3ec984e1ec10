"""One side of an equation: read from its tokens, with its value and what it was written with."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact, is_moderate, whole
from stepreward.algebra.grammar import parse_tokens
from stepreward.algebra.lexicon import FUNCTIONS
from stepreward.algebra.numerals import read_number
from stepreward.algebra.numeric import numeric
from stepreward.algebra.prepare import prepare
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import Node, NotMath, Number, TooBig, postorder, symbol

NUMBERS = frozenset({"num", "exact", "vulgar"})
QUANTITY_ENDS = NUMBERS | {"close", "post"}
_NO_SIDES = frozenset({"list", "tuple", "set", "rel", "ratio", "matrix"})
_SIGNS = frozenset({"neg", "pct", "unit", "deg"})
_FLAT_OPERATORS = frozenset("+-*/")
_MAX_FLAT = 20  # tokens of a side, and digits of a number, that are read without the grammar


_Leaf: TypeAlias = tuple[Node, Number]


class Side(NamedTuple):
    """One side of an equation: its tree and exact value, or the name it is."""

    start: int
    end: int
    node: Node | None
    value: Number | float | None
    name: str | None
    unit: str
    is_partial: bool = False  # more belongs to it than was read
    is_computed: bool = False  # an operation, not a written number
    operands: tuple[Number, ...] = ()  # the numbers it was written with


def side_of(tokens: list[Token]) -> Side | None:
    """Parse the tokens of a side and compute its value."""
    plain, unit = tokens, ""
    if any([token.kind == "unit" for token in tokens]):
        plain = [token for token in tokens if token.kind != "unit"]
        units = [t.text for t in tokens if t.kind == "unit" and t.text != "dollar"]
        unit = units[-1] if units else ""
    if not plain:
        return None
    if (flat := read_flat(plain)) is not None:
        node, value, operands = flat
        if _is_triangle(value, operands):
            return None
        start, end = plain[0].start, plain[-1].end
        return Side(start, end, node, value, None, unit, False, len(plain) > 1, operands)
    if len(plain) == 1 and plain[0].kind == "sym":
        return _symbol(plain[0].text)._replace(start=plain[0].start, end=plain[0].end, unit=unit)
    plain = _without_percent(_without_degrees(plain))
    if not plain or any(_is_annotated(plain, at) for at in range(len(plain) - 1)):
        return None
    read = _read(plain)
    return None if read is None else _made(plain, *read, unit)


@lru_cache(maxsize=1_024)
def _symbol(name: str) -> Side:
    """Read a letter or a name such as ∠ABC, once."""
    node = symbol(name)
    computed = numeric(node, {})
    value = computed if isinstance(computed, float) and math.isfinite(computed) else None
    return Side(0, 0, node, value, name, "")


def _read(plain: list[Token]) -> tuple[Node, Number | float | None] | None:
    has_current = any([token.text == "I" for token in plain])
    if has_current:  # of a wire, which the grammar takes for the root of -1
        plain = [t._replace(text=_CURRENT) if t.text == "I" else t for t in plain]
    try:
        node = parse_tokens(prepare(plain))
        node = rebuild(node, _as_current) if has_current else node
        value: Number | float | None = exact(node)
        if value is None:
            computed = numeric(node, {})
            value = float(computed) if isinstance(computed, (int, float)) else None
    except (NotMath, TooBig, Undefined):
        return None
    return None if node.op in _NO_SIDES else (node, value if is_moderate(value) else None)


def _end_of(token: Token) -> int:
    """Leave the full stop of "= 6." to the sentence."""
    return token.end - 1 if token.kind == "num" and token.text[-1] == "." else token.end


def _is_triangle(value: Number | float | None, operands: tuple[Number, ...]) -> bool:
    """Tell the name of a 30-60-90 triangle from a subtraction."""
    return value is not None and value < 0 and len(operands) == 3 and sum(operands) == 180


def _made(plain: list[Token], node: Node, value: Number | float | None, unit: str) -> Side | None:
    start, end = plain[0].start, _end_of(plain[-1])
    order = postorder(node)
    if value is None and any([part.op in FUNCTIONS for part in order]):
        node = rebuild(node, _named)
        order = postorder(node)
    operands = tuple([part.leaf for part in order if isinstance(part.leaf, (int, Fraction))])
    is_computed = _is_operation(node)
    if any(part.op.startswith("call ") for part in order):
        if node.op.startswith("call "):
            return Side(start, end, None, None, "".join(token.text for token in plain), "")
        return Side(start, end, node, None, None, "", False, is_computed, operands)
    if _is_triangle(value, operands):
        return None
    name = str(node.leaf) if node.op == "sym" else None
    return Side(start, end, node, value, name, unit, False, is_computed, operands)


_CURRENT = "\u0399"


def _as_current(node: Node) -> Node:
    return symbol("I") if node.leaf == _CURRENT else node


def _named(node: Node) -> Node:
    """Read the cosine of an angle that has only a name as one quantity, "cos B"."""
    if node.op not in FUNCTIONS or len(node.args) != 1 or node.args[0].op != "sym":
        return node
    return symbol(f"{node.op} {str(node.args[0].leaf).removeprefix('∠')}")


def _is_operation(node: Node) -> bool:
    while node.op in _SIGNS and node.args:
        node = node.args[0]
    return bool(node.args)


def read_flat(tokens: list[Token]) -> tuple[Node, Number, tuple[Number, ...]] | None:
    """Read numbers joined by + - * / as the grammar would, but faster; None for whatever else."""
    if not len(tokens) % 2 or len(tokens) > _MAX_FLAT:
        return None
    for token in tokens[1::2]:
        if token.kind != "op" or token.text not in _FLAT_OPERATORS:
            return None
    leaves: list[_Leaf] = []
    for token in tokens[::2]:
        if token.kind != "num" or len(token.text) > _MAX_FLAT:
            return None
        leaves.append(_number(token.text))
    total: Node | None = None
    total_value: Number = 0
    sign = "+"
    node, value = leaves[0]
    for token, (right, operand) in zip(tokens[1::2], leaves[1:], strict=True):
        if token.text == "*":
            node, value = Node("*", (node, right)), whole(value * operand)
        elif token.text == "/":
            if not operand:
                return None
            node, value = Node("/", (node, right)), whole(Fraction(value) / operand)
        else:
            total, total_value = _joined(total, total_value, sign, node, value)
            node, value, sign = right, operand, token.text
    total, total_value = _joined(total, total_value, sign, node, value)
    return total, total_value, tuple([operand for _, operand in leaves])


def _joined(
    total: Node | None, so_far: Number, sign: str, node: Node, value: Number
) -> tuple[Node, Number]:
    """Add or subtract one more term of a sum."""
    if total is None:
        return node, value
    return Node(sign, (total, node)), whole(so_far + value if sign == "+" else so_far - value)


@lru_cache(maxsize=4_096)
def _number(text: str) -> _Leaf:
    node = read_number(text)
    return node, node.leaf  # type: ignore[return-value]  # a "num" holds a Number


def _is_annotated(tokens: list[Token], at: int) -> bool:
    """Tell "2017 (95)", a number with a remark, from a product."""
    one, other = tokens[at], tokens[at + 1]
    return one.kind == "num" and other.text == "(" and other.start > one.end


def _without_percent(tokens: list[Token]) -> list[Token]:
    """Read 100% - 35% - 25% as 100 - 35 - 25: all are shares of one whole."""
    numbers = sum(token.kind in NUMBERS for token in tokens)
    percents = [token for token in tokens if token.text == "%"]
    if len(percents) < 2 or len(percents) != numbers or any(t.text in "*/^" for t in tokens):
        return tokens
    return [token for token in tokens if token.text != "%"]


def _without_degrees(tokens: list[Token]) -> list[Token]:
    """Count degrees as plain numbers, where no sine asks for radians."""
    if not any(token.text == "°" for token in tokens) or any(t.kind == "fn" for t in tokens):
        return tokens
    kept: list[Token] = []
    for token in tokens:
        if token.text == "°":
            while kept and kept[-1].text in ("^", "{"):
                kept.pop()
        elif not (token.text == "}" and kept.count(token) == 0 and not _opens(kept)):
            kept.append(token)
    return kept


def _opens(tokens: list[Token]) -> bool:
    return sum((t.text == "{") - (t.text == "}") for t in tokens) > 0
