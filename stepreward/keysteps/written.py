"""Write an expression down again, in signs, in LaTeX or in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from stepreward.algebra.tree import Node, Number, TooBig, number, postorder

_MAX_NODES = 40  # of an expression that is written down
_RANKS = MappingProxyType({"+": 1, "-": 1, "neg": 1, "*": 2, "/": 2, "^": 3, "pct": 4})
_ATOM = 9
_TIGHT = frozenset("-/^")  # what stands to their right needs brackets at the same rank
_HIGHEST = 6  # decimals that a fraction is written with


@dataclass(frozen=True, slots=True)
class Notation:
    """A template for each operation, such as "{} + {}".

    ``brackets`` are None where there are none to be had; ``closed`` are the operations that hold
    their operands together themselves.
    """

    templates: Mapping[str, str]
    equals: str = "{} = {}"
    brackets: str | None = "({})"
    closed: frozenset[str] = frozenset()


PLAIN = Notation(
    {
        "+": "{} + {}",
        "-": "{} - {}",
        "*": "{} * {}",
        "/": "{}/{}",
        "^": "{}^{}",
        "neg": "-{}",
        "pct": "{}%",
        "sqrt": "sqrt({})",
    },
    closed=frozenset({"sqrt"}),
)
SIGNS = Notation({**PLAIN.templates, "*": "{} × {}", "/": "{} ÷ {}"}, closed=frozenset({"sqrt"}))
LATEX = Notation(
    {
        **PLAIN.templates,
        "*": r"{} \times {}",
        "/": r"\frac{{{}}}{{{}}}",
        "^": "{}^{{{}}}",
        "pct": r"{}\%",
        "sqrt": r"\sqrt{{{}}}",
    },
    closed=frozenset({"/", "sqrt"}),
)
WORDS = Notation(
    {
        "+": "{} plus {}",
        "-": "{} minus {}",
        "*": "{} times {}",
        "/": "{} divided by {}",
        "pct": "{} percent",
        "sqrt": "the square root of {}",
    },
    equals="{} equals {}",
    brackets=None,
)
SPOKEN = Notation({**WORDS.templates, "/": "{} over {}"}, equals="{} is {}", brackets=None)


def write(node: Node, notation: Notation = PLAIN) -> str | None:
    """Write an expression; None where the notation has no way to say it.

    >>> write(Node("/", (number(6), number(3))), SIGNS)
    '6 ÷ 3'
    """
    try:
        parts = postorder(node)
    except TooBig:
        return None
    return _write(node, notation) if len(parts) <= _MAX_NODES else None


def written_number(value: Number) -> str:
    """Write a number: a decimal where it ends soon, else a fraction.

    >>> written_number(Fraction(57, 2)), written_number(Fraction(1, 3))
    ('28.5', '1/3')
    """
    for places in range(_HIGHEST + 1):
        scaled = value * 10**places
        if scaled == int(scaled):
            digits = f"{abs(int(scaled)):0{places + 1}d}"
            whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
            sign = "-" if value < 0 else ""
            return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
    return f"{value.numerator}/{value.denominator}"


def _write(node: Node, notation: Notation) -> str | None:
    if node.op == "num":
        return _leaf(node, notation)
    if node.op == "sym":
        return str(node.leaf)
    template = notation.templates.get(node.op)
    if template is None or len(node.args) != template.count("{}"):
        return None
    operands = [_operand(node, at, notation) for at in range(len(node.args))]
    if any(operand is None for operand in operands):
        return None
    return template.format(*operands)


def _leaf(node: Node, notation: Notation) -> str | None:
    value = node.leaf
    assert isinstance(value, (int, Fraction))  # a "num" holds a Number
    if _is_ratio(node):
        return _write(Node("/", (number(value.numerator), number(value.denominator))), notation)
    return written_number(value)


def _is_ratio(node: Node) -> bool:
    """Tell a third, which has no decimal, and a half that was not written as 0.5."""
    value = node.leaf
    if node.op != "num" or not isinstance(value, Fraction):
        return False
    return node.places is None or "/" in written_number(value)


def _operand(node: Node, at: int, notation: Notation) -> str | None:
    """Write an operand, in brackets where it would fall apart without them."""
    operand = node.args[at]
    text = _write(operand, notation)
    if text is None or node.op in notation.closed:
        return text
    op = "/" if _is_ratio(operand) else operand.op
    if op in notation.closed and node.op not in ("^", "pct"):
        return text
    own, inner = _RANKS.get(node.op, _ATOM), _RANKS.get(op, _ATOM)
    is_loose = inner < own or (inner == own and at == 1 and node.op in _TIGHT)
    if not is_loose:
        return text
    return None if notation.brackets is None else notation.brackets.format(text)
