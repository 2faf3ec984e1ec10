"""Floating-point values, where exact arithmetic ends: roots, sines, logarithms, integrals."""

from __future__ import annotations

import cmath
import hashlib
import math
from collections.abc import Callable
from functools import lru_cache

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
from stepreward.algebra.exact import EXACT, bounds
from stepreward.algebra.tree import Node, TooBig

Value = float | complex

CONSTANTS = {"pi": math.pi, "e": math.e, "i": 1j, "oo": math.inf}
_TINY = 1e-12
_PANELS = 4
_MAX_ENDLESS = 600  # terms of a series without end
_LEAST_TERMS = 20


def numeric(root: Node, env: Env, budget: Budget | None = None) -> Value | None:
    """Compute a finite or infinite value at one point; None where there is none."""
    try:
        value = evaluate(root, NUMERIC, env, budget)
    except (Unknown, Undefined, TooBig, ArithmeticError, ValueError):
        return None
    if value != value:  # not a number  # noqa: PLR0124 - the test for nan that takes complex too
        return None
    return value


@lru_cache(maxsize=4096)
def sample(name: str, attempt: int) -> float:
    """Give a name its fixed pseudo-random point: positive, then of both signs."""
    digest = hashlib.blake2b(
        f"{name}#{attempt}".encode("utf-8", "surrogatepass"), digest_size=8
    ).digest()
    unit = int.from_bytes(digest, "big") / 2**64
    if attempt < 3:
        return 0.3 + 2.2 * unit
    return (0.3 + 2.2 * unit) * (-1 if digest[0] & 1 else 1)


def _leaf(node: Node, env: Env) -> Value:
    if node.op == "num":
        return float(node.leaf)  # type: ignore[arg-type]  # a "num" holds a Number
    name = str(node.leaf)
    if name in env:
        return env[name]  # type: ignore[no-any-return]  # our own points
    if name in CONSTANTS:
        return CONSTANTS[name]
    raise Unknown(name)


def _real(value: Value) -> float:
    if isinstance(value, complex):
        if abs(value.imag) > _TINY * abs(value):
            raise Unknown("a complex value")
        return value.real
    return value


def _divide(a: Value, b: Value) -> Value:
    if b == 0:
        raise Undefined("a division by zero")
    return a / b


def _power(a: Value, b: Value) -> Value:
    if a == 0 and _real(b) < 0:
        raise Undefined("zero to a negative power")
    if isinstance(a, (int, float)) and a < 0 and not float(_real(b)).is_integer():
        odd = _odd_root(a, _real(b))
        return odd if odd is not None else complex(a) ** b
    return a**b


def _odd_root(a: float, b: float) -> float | None:
    """Read (-8)^{1/3} as -2, as people do: a third, fifth or seventh of an integer."""
    for degree in (3, 5, 7):
        top = b * degree
        if abs(top - round(top)) < _TINY:
            return float(abs(a) ** b * (-1 if round(top) % 2 else 1))
    return None


def _root(degree: Value, value: Value) -> Value:
    return _power(value, _divide(1.0, degree))


def _pick(
    real: Callable[[float], float], whole: Callable[[complex], complex]
) -> Callable[[Value], Value]:
    """Prefer the real function; outside its domain the principal branch of the complex one."""

    def apply(value: Value) -> Value:
        if isinstance(value, complex):
            return whole(value)
        try:
            return real(value)
        except ValueError:
            return whole(complex(value))

    return apply


def _log(value: Value) -> Value:
    if value == 0:
        raise Undefined("the logarithm of zero")
    return cmath.log(value) if isinstance(value, complex) or value < 0 else math.log(value)


def _inverse_of(function: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda value: _divide(1.0, function(value))


_sin, _cos, _tan = (
    _pick(math.sin, cmath.sin),
    _pick(math.cos, cmath.cos),
    _pick(math.tan, cmath.tan),
)
_sinh, _cosh, _tanh = (
    _pick(math.sinh, cmath.sinh),
    _pick(math.cosh, cmath.cosh),
    _pick(math.tanh, cmath.tanh),
)
_asin, _acos = _pick(math.asin, cmath.asin), _pick(math.acos, cmath.acos)
_atan = _pick(math.atan, cmath.atan)


def _factorial(value: Value) -> Value:
    real = _real(value)
    if real < 0 and float(real).is_integer():
        raise Undefined("the factorial of a negative integer")
    return math.gamma(real + 1)


def _binomial(n: Value, k: Value) -> Value:
    top, bottom = _real(n), _real(k)
    if top.is_integer() and bottom.is_integer() and 0 <= top < 1000:
        return float(math.comb(int(top), int(bottom))) if bottom >= 0 else 0.0
    return _divide(_factorial(n), _factorial(k) * _factorial(n - k))


def _modulo(a: Value, b: Value) -> Value:
    if b == 0:
        raise Undefined("a remainder by zero")
    return _real(a) % _real(b)


def _floor(value: Value) -> Value:
    real = _real(value)
    near = round(real)  # 2.9999999999999996 came from thirds
    return float(near if abs(real - near) < 1e-9 else math.floor(real))


def _ceil(value: Value) -> Value:
    return -float(_real(_floor(-_real(value))))


def _other(node: Node, operands: tuple[Value, ...]) -> Value:
    """Give an unknown function or indexed name a value that depends on its arguments alone."""
    if not node.op.startswith("call ") and node.op != "index":
        raise Unknown(node.op)
    rounded = [f"{complex(value):.9g}" for value in operands]
    return sample(f"{node.op}{rounded}", 0)


def _series(node: Node, env: Env, budget: Budget) -> Value:
    low, high, body = node.args
    total: Value = 0.0 if node.op == "sum" else 1.0
    order = order_of(body, NUMERIC)
    if high.leaf == "oo":
        return _endless_sum(node, order, env, budget)
    for index in _range(low, high, env, budget):
        term = run(order, NUMERIC, {**env, str(node.leaf): float(index)}, budget)
        total = total + term if node.op == "sum" else total * term
    return total


def _endless_sum(node: Node, order: list[Node], env: Env, budget: Budget) -> Value:
    """Add up a series that converges as fast as a geometric one; others stay unknown."""
    low = evaluate(node.args[0], EXACT, {}, budget)
    if node.op != "sum" or not isinstance(low, int):
        raise Unknown("an endless product")
    total: Value = 0.0
    for index in range(low, low + _MAX_ENDLESS):
        term = run(order, NUMERIC, {**env, str(node.leaf): float(index)}, budget)
        total += term
        if index > low + _LEAST_TERMS and abs(term) <= 1e-18 * abs(total):
            return total
    raise Unknown("a series that converges slowly")


def _range(low: Node, high: Node, env: Env, budget: Budget) -> range:
    whole = {name: round(_real(value)) for name, value in env.items()}
    return bounds(evaluate(low, EXACT, whole, budget), evaluate(high, EXACT, whole, budget))


@lru_cache(maxsize=4)
def _gauss(points: int) -> tuple[tuple[float, float], ...]:
    """Nodes and weights of Gauss-Legendre quadrature on [-1, 1], by Newton's method."""
    found = []
    for index in range(points):
        at = math.cos(math.pi * (index + 0.75) / (points + 0.5))
        slope = 1.0
        for _ in range(8):
            before, now = 1.0, at
            for degree in range(2, points + 1):
                before, now = now, ((2 * degree - 1) * at * now - (degree - 1) * before) / degree
            slope = points * (at * now - before) / (at * at - 1)
            at -= now / slope
        found.append((at, 2 / ((1 - at * at) * slope * slope)))
    return tuple(found)


def _quadrature(node: Node, low: float, high: float, env: Env, budget: Budget) -> Value:
    """Integrate twice, at two resolutions; raise Unknown where they differ."""
    if math.isinf(low) or math.isinf(high):
        raise Unknown("an infinite limit")
    coarse, fine = (_panels(node, low, high, env, budget, points) for points in (12, 16))
    if abs(coarse - fine) > 1e-8 * (abs(fine) + 1e-9):
        raise Unknown("an integral that does not settle")
    return fine


def _panels(  # noqa: PLR0913, PLR0917 - an integral has that many parts
    node: Node, low: float, high: float, env: Env, budget: Budget, points: int
) -> Value:
    total: Value = 0.0
    order = order_of(node.args[-1], NUMERIC)
    half = (high - low) / (2 * _PANELS)
    for panel in range(_PANELS):
        middle = low + (2 * panel + 1) * half
        for at, weight in _gauss(points):
            place = {**env, str(node.leaf): middle + half * at}
            total += weight * half * run(order, NUMERIC, place, budget)
    return total


def _integral(node: Node, env: Env, budget: Budget) -> Value:
    low = _real(evaluate(node.args[0], NUMERIC, env, budget))
    high = _real(evaluate(node.args[1], NUMERIC, env, budget))
    return _quadrature(node, low, high, env, budget)


def _antiderivative(node: Node, env: Env, budget: Budget) -> Value:
    """One of them: the integral from 1 to the variable."""
    if node.leaf not in env:
        raise Unknown("an antiderivative without a point")
    return _quadrature(node, 1.0, _real(env[str(node.leaf)]), env, budget)


NUMERIC: Arithmetic[Value] = Arithmetic(
    leaf=_leaf,
    apply={
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": _divide,
        "^": _power,
        "neg": lambda a: -a,
        "pct": lambda a: a / 100,
        "permille": lambda a: a / 1000,
        "deg": lambda a: a * math.pi / 180,
        "unit": lambda a: a,
        "abs": abs,
        "sqrt": _pick(math.sqrt, cmath.sqrt),
        "cbrt": lambda a: _root(3.0, a),
        "root": _root,
        "exp": _pick(math.exp, cmath.exp),
        "cis": lambda a: cmath.exp(1j * a),
        "ln": _log,
        "log": lambda a: _log(a) / math.log(10),
        "lg": lambda a: _log(a) / math.log(10),
        "lb": lambda a: _log(a) / math.log(2),
        "sin": _sin,
        "cos": _cos,
        "tan": _tan,
        "cot": _inverse_of(_tan),
        "sec": _inverse_of(_cos),
        "csc": _inverse_of(_sin),
        "sinh": _sinh,
        "cosh": _cosh,
        "tanh": _tanh,
        "coth": _inverse_of(_tanh),
        "sech": _inverse_of(_cosh),
        "csch": _inverse_of(_sinh),
        "arcsin": _asin,
        "arccos": _acos,
        "arctan": _atan,
        "arccot": lambda a: math.pi / 2 - _atan(a),
        "arcsec": lambda a: _acos(_divide(1.0, a)),
        "arccsc": lambda a: _asin(_divide(1.0, a)),
        "arcsinh": _pick(math.asinh, cmath.asinh),
        "arccosh": _pick(math.acosh, cmath.acosh),
        "arctanh": _pick(math.atanh, cmath.atanh),
        "floor": _floor,
        "ceil": _ceil,
        "mod": _modulo,
        "max": lambda *a: max(map(_real, a)),
        "min": lambda *a: min(map(_real, a)),
        "sgn": lambda a: float((_real(a) > 0) - (_real(a) < 0)),
        "re": lambda a: complex(a).real,
        "im": lambda a: complex(a).imag,
        "conj": lambda a: complex(a).conjugate(),
        "!": _factorial,
        "binom": _binomial,
    },
    first={},
    special={
        "sum": _series,
        "prod": _series,
        "int": _integral,
        "antiderivative": _antiderivative,
    },
    other=_other,
)
