"""Every operation on floating-point values: real where it can be, else complex."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping

from stepreward.algebra.evaluate import Undefined, Unknown

Value = float | complex
_TINY = 1e-12


def real_part(value: Value) -> float:
    """Take the real part of a value without another; raise Unknown for others."""
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
    if a == 0 and real_part(b) < 0:
        raise Undefined("zero to a negative power")
    if isinstance(a, (int, float)) and a < 0 and not float(real_part(b)).is_integer():
        odd = _odd_root(a, real_part(b))
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
    real = real_part(value)
    if real < 0 and float(real).is_integer():
        raise Undefined("the factorial of a negative integer")
    return math.gamma(real + 1)


def _binomial(n: Value, k: Value) -> Value:
    top, bottom = real_part(n), real_part(k)
    if top.is_integer() and bottom.is_integer() and 0 <= top < 1000:
        return float(math.comb(int(top), int(bottom))) if bottom >= 0 else 0.0
    return _divide(_factorial(n), _factorial(k) * _factorial(n - k))


def _modulo(a: Value, b: Value) -> Value:
    if b == 0:
        raise Undefined("a remainder by zero")
    return real_part(a) % real_part(b)


def _floor(value: Value) -> Value:
    real = real_part(value)
    near = round(real)  # 2.9999999999999996 came from thirds
    return float(near if abs(real - near) < 1e-9 else math.floor(real))


def _ceil(value: Value) -> Value:
    return -float(real_part(_floor(-real_part(value))))


OPERATIONS: Mapping[str, Callable[..., Value]] = {
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
    "max": lambda *a: max(map(real_part, a)),
    "min": lambda *a: min(map(real_part, a)),
    "sgn": lambda a: float((real_part(a) > 0) - (real_part(a) < 0)),
    "re": lambda a: complex(a).real,
    "im": lambda a: complex(a).imag,
    "conj": lambda a: complex(a).conjugate(),
    "!": _factorial,
    "binom": _binomial,
}
