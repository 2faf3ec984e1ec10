"""Fifty digits for constants of roots, powers, e and pi: floats cannot tell near from equal."""

from __future__ import annotations

from decimal import Context, Decimal, DecimalException, localcontext
from fractions import Fraction
from typing import NoReturn

from stepreward.algebra.evaluate import (
    Arithmetic,
    Budget,
    Env,
    Undefined,
    Unknown,
    evaluate,
)
from stepreward.algebra.tree import Node, TooBig

_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
_DIGITS = 50
_AGREE = Decimal(10) ** -40


def precise(root: Node, budget: Budget | None = None) -> Decimal | None:
    """Compute a real constant to about 45 digits; None where our decimals cannot."""
    with localcontext(Context(prec=_DIGITS, Emax=999_999, Emin=-999_999)):
        try:
            value = evaluate(root, _PRECISE, {}, budget)
        except (Unknown, Undefined, TooBig, DecimalException):
            return None
        return value if value.is_finite() else None


def agree(a: Decimal, b: Decimal) -> bool:
    """Compare to forty digits of the larger one."""
    scale = max(abs(a), abs(b))
    return abs(a - b) <= _AGREE * scale


def _leaf(node: Node, _env: Env) -> Decimal:
    if node.op == "num":
        value = node.leaf
        if isinstance(value, Fraction):
            return Decimal(value.numerator) / Decimal(value.denominator)
        return Decimal(int(value))  # type: ignore[arg-type]  # a "num" holds a Number
    if node.leaf == "pi":
        return _PI
    if node.leaf == "e":
        return Decimal(1).exp()
    raise Unknown(str(node.leaf))


def _power(a: Decimal, b: Decimal) -> Decimal:
    if a < 0 and b != b.to_integral_value():
        raise Unknown("a root of a negative number")
    return a**b


def _root(degree: Decimal, value: Decimal) -> Decimal:
    if value < 0:
        if degree % 2 != 1:
            raise Unknown("an even root of a negative number")
        return -_root(degree, -value)
    return value.sqrt() if degree == 2 else value ** (1 / degree)


def _unknown(node: Node, _operands: tuple[Decimal, ...]) -> NoReturn:
    raise Unknown(node.op)


_PRECISE: Arithmetic[Decimal] = Arithmetic(
    leaf=_leaf,
    apply={
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "^": _power,
        "neg": lambda a: -a,
        "pct": lambda a: a / 100,
        "unit": lambda a: a,
        "abs": abs,
        "sqrt": lambda a: _root(Decimal(2), a),
        "cbrt": lambda a: _root(Decimal(3), a),
        "root": _root,
        "exp": lambda a: a.exp(),
        "ln": lambda a: a.ln(),
        "log": lambda a: a.log10(),
        "lg": lambda a: a.log10(),
        "lb": lambda a: a.ln() / Decimal(2).ln(),
    },
    first={},
    special={},
    other=_unknown,
)
