"""Exact values of trees without variables: integers and fractions, under caps on size."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NoReturn

from stepreward.algebra.evaluate import (
    Arithmetic,
    Budget,
    Env,
    Undefined,
    Unknown,
    evaluate,
    order_of,
    run,
)
from stepreward.algebra.tree import Node, Number, TooBig

MAX_BITS = 16_000  # of any number on the way
_MODERATE_BITS = 1_000
_SMALL = 1 << 60
_MAX_FACTORIAL = 1_000
_MAX_TERMS = 2_000


def exact(root: Node, budget: Budget | None = None) -> Number | None:
    """Compute an exact value; None where it is irrational, unknown or too large.

    Raises Undefined for a division by zero.
    """
    if root.op == "num":
        return _leaf(root, {})
    try:
        return evaluate(root, EXACT, {}, budget)
    except (Unknown, TooBig):
        return None


def _leaf(node: Node, env: Env) -> Number:
    if node.op == "num":
        return node.leaf  # type: ignore[return-value]  # a "num" holds a Number
    value = env.get(str(node.leaf))
    if isinstance(value, (int, Fraction)):
        return value
    raise Unknown(str(node.leaf))


def whole(value: Number) -> Number:
    """Make an integer of a fraction over 1."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


def is_moderate(value: Number | float | None) -> bool:
    """Tell a value that a float can hold; nothing larger is compared."""
    if isinstance(value, int):
        return value.bit_length() < _MODERATE_BITS
    if isinstance(value, Fraction):
        return max(value.numerator.bit_length(), value.denominator.bit_length()) < _MODERATE_BITS
    return value is not None and math.isfinite(value)


def _bits(value: Number) -> int:
    if isinstance(value, int):
        return value.bit_length()
    return value.numerator.bit_length() + value.denominator.bit_length()


def _check(value: Number) -> Number:
    if type(value) is int and -_SMALL < value < _SMALL:
        return value
    if _bits(value) > MAX_BITS:
        raise TooBig("a number past 16,000 bits")
    return whole(value)


def _add(a: Number, b: Number) -> Number:
    return _check(a + b)


def _subtract(a: Number, b: Number) -> Number:
    return _check(a - b)


def _multiply(a: Number, b: Number) -> Number:
    return _check(a * b)


def _divide(a: Number, b: Number) -> Number:
    if b == 0:
        raise Undefined("a division by zero")
    if type(a) is int and type(b) is int:
        return _check(Fraction(a, b) if a % b else a // b)
    return _check(Fraction(a) / b)


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(exponent, Fraction):
        return root(_power(base, exponent.numerator), exponent.denominator)
    if base == 0 and exponent < 0:
        raise Undefined("zero to a negative power")
    if base in (0, 1, -1):
        return base if exponent % 2 else base * base if exponent else 1
    if abs(exponent) > MAX_BITS or _bits(base) * abs(exponent) > MAX_BITS:
        raise TooBig("a power past 16,000 bits")
    return whole(Fraction(base) ** exponent)


def root(value: Number, degree: int) -> Number:
    """Take a root that comes out exactly; raise Unknown where it does not."""
    if degree < 1 or degree > 64:
        raise Unknown("root")
    if value < 0:
        if degree % 2 == 0:
            raise Unknown("imaginary")
        return -root(-value, degree)
    fraction = Fraction(value)
    top, bottom = _int_root(fraction.numerator, degree), _int_root(fraction.denominator, degree)
    return whole(Fraction(top, bottom))


def _int_root(value: int, degree: int) -> int:
    if degree == 1 or value in (0, 1):
        return value
    if degree == 2:
        found = math.isqrt(value)
    else:
        found = 1 << -(-value.bit_length() // degree)
        while (better := ((degree - 1) * found + value // found ** (degree - 1)) // degree) < found:
            found = better
    if found**degree != value:
        raise Unknown("irrational")
    return found


def _root_of(degree: Number, value: Number) -> Number:
    if not isinstance(degree, int):
        raise Unknown("root")
    return root(value, degree)


def _modulo(a: Number, b: Number) -> Number:
    if b == 0:
        raise Undefined("a remainder by zero")
    return whole(a % b)


def gcd(*values: Number) -> Number:
    """Find the greatest common divisor, of fractions too: that of 3.6 and 2.4 is 1.2."""
    found = Fraction(0)
    for value in values:
        other = Fraction(value)
        bottom = found.denominator * other.denominator
        top = math.gcd(found.numerator * other.denominator, other.numerator * found.denominator)
        found = Fraction(top, bottom)
    return _check(found)


def lcm(*values: Number) -> Number:
    """Find the least common multiple, of fractions too."""
    found = abs(Fraction(values[0]))
    for value in values[1:]:
        divisor = gcd(found, value)
        found = Fraction(0) if divisor == 0 else abs(found * value) / divisor
        _check(found)
    return whole(found)


def _factorial(value: Number) -> Number:
    if not isinstance(value, int) or value < 0:
        raise Unknown("factorial")
    if value > _MAX_FACTORIAL:
        raise TooBig("a factorial past 1,000")
    return math.factorial(value)


def _binomial(n: Number, k: Number) -> Number:
    if not isinstance(n, int) or not isinstance(k, int) or n < 0:
        raise Unknown("binomial")
    if k < 0 or k > n:
        return 0
    if min(k, n - k) > _MAX_FACTORIAL or n.bit_length() * min(k, n - k) > 4 * MAX_BITS:
        raise TooBig("a binomial past 1,000")
    return _check(math.comb(n, k))


def _percent(value: Number) -> Number:
    return whole(Fraction(value, 100))


def _permille(value: Number) -> Number:
    return whole(Fraction(value, 1000))


def _sign(value: Number) -> Number:
    return (value > 0) - (value < 0)


def _unknown(node: Node, _operands: tuple[Number, ...]) -> NoReturn:
    raise Unknown(node.op)


def bounds(low: Number, high: Number) -> range:
    """Turn the limits of a sum into a range; raise TooBig past 2,000 terms."""
    if not isinstance(low, int) or not isinstance(high, int):
        raise Unknown("limits that are no integers")
    if high - low > _MAX_TERMS:
        raise TooBig("more than 2,000 terms")
    return range(low, high + 1)


def _series(node: Node, env: Env, budget: Budget) -> Number:
    low, high, body = node.args
    total: Number = 0 if node.op == "sum" else 1
    order = order_of(body, EXACT)
    indices = bounds(evaluate(low, EXACT, env, budget), evaluate(high, EXACT, env, budget))
    for index in indices:
        term = run(order, EXACT, {**env, str(node.leaf): index}, budget)
        total = _check(total + term if node.op == "sum" else total * term)
    return total


EXACT: Arithmetic[Number] = Arithmetic(
    leaf=_leaf,
    apply={
        "+": _add,
        "-": _subtract,
        "*": _multiply,
        "/": _divide,
        "^": _power,
        "neg": lambda a: -a,
        "mod": _modulo,
        "abs": abs,
        "floor": math.floor,
        "ceil": math.ceil,
        "gcd": gcd,
        "lcm": lcm,
        "max": lambda *values: max(values),
        "min": lambda *values: min(values),
        "!": _factorial,
        "binom": _binomial,
        "pct": _percent,
        "permille": _permille,
        "unit": lambda a: a,
        "sqrt": lambda a: root(a, 2),
        "cbrt": lambda a: root(a, 3),
        "root": _root_of,
        "sgn": _sign,
    },
    first={},
    special={"sum": _series, "prod": _series},
    other=_unknown,
)
