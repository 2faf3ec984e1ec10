"""Floating-point values, where exact arithmetic ends: at a point, over a series or an interval."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache, partial

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
from stepreward.algebra.functions import OPERATIONS, Value, real_part
from stepreward.algebra.tree import Node, TooBig, parts

CONSTANTS = {"pi": math.pi, "e": math.e, "i": 1j, "oo": math.inf}
NEAR = 8  # attempts whose points lie near zero
_FAR = (4.0, -4.0, 9.0, -9.0, 30.0, -30.0, 400.0, -400.0)
# Functions with a kink or a step are others behind it.
STEPS = frozenset({"floor", "ceil", "mod", "gcd", "lcm"})
_KINKS = frozenset({"abs", "max", "min", "sgn", "sqrt", "root"})
_PANELS = 4
_MAX_ENDLESS = 600  # terms of a series without end
_LEAST_TERMS = 20


def numeric(root: Node, env: Env, budget: Budget | None = None) -> Value | None:
    """Compute a finite or infinite value at one point; None where there is none."""
    return _finite(lambda: evaluate(root, NUMERIC, env, budget))


def _finite(compute: Callable[[], Value]) -> Value | None:
    try:
        value = compute()
    except (Unknown, Undefined, TooBig, ArithmeticError, ValueError):
        return None
    if value != value:  # not a number  # noqa: PLR0124 - the test for nan that takes complex too
        return None
    return value


def function_of(root: Node) -> Callable[[Env, Budget], Value | None]:
    """Prepare what ``numeric`` computes for several points: the tree is walked once."""
    if not root.args:
        return partial(numeric, root)
    try:
        order = order_of(root, NUMERIC)
    except TooBig:
        return lambda _env, _budget: None
    return lambda env, budget: _finite(lambda: run(order, NUMERIC, env, budget))


@lru_cache(maxsize=4096)
def sample(name: str, attempt: int) -> float:
    """Give a name its fixed pseudo-random point: positive, then of both signs, then far out."""
    digest = hashlib.blake2b(
        f"{name}#{attempt}".encode("utf-8", "surrogatepass"), digest_size=8
    ).digest()
    unit = int.from_bytes(digest, "big") / 2**64
    if attempt < 3:
        return 0.3 + 2.2 * unit
    if attempt < NEAR:
        return (0.3 + 2.2 * unit) * (-1 if digest[0] & 1 else 1)
    return (0.3 + 2.2 * unit) * _FAR[attempt % len(_FAR)]


def attempts(functions: Sequence[Node], near: int) -> Iterable[int]:
    """Tell at which points to compare functions: near zero, and far out where one has a kink."""
    operations = [part for node in functions for part in parts(node) if part.args]
    if any(part.op in STEPS for part in operations):
        return (*range(near), *range(NEAR, NEAR + 2 * len(_FAR)))
    if any(_has_kink(part) for part in operations):
        return (*range(near), *range(NEAR, NEAR + len(_FAR)))
    return range(near)


def _has_kink(part: Node) -> bool:
    if part.op != "^":
        return part.op in _KINKS
    return part.args[1].op == "/" or type(part.args[1].leaf) is Fraction


def _leaf(node: Node, env: Env) -> Value:
    if node.op == "num":
        return float(node.leaf)  # type: ignore[arg-type]  # a "num" holds a Number
    name = str(node.leaf)
    if name in env:
        return env[name]  # type: ignore[no-any-return]  # our own points
    if name in CONSTANTS:
        return CONSTANTS[name]
    raise Unknown(name)


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
    indices = _range(low, high, env, budget)
    if env and indices.stop < indices.start:
        raise Unknown("a sum that runs backwards at this point")
    for index in indices:
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
    whole = {name: round(real_part(value)) for name, value in env.items()}
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
    low = real_part(evaluate(node.args[0], NUMERIC, env, budget))
    high = real_part(evaluate(node.args[1], NUMERIC, env, budget))
    return _quadrature(node, low, high, env, budget)


def _antiderivative(node: Node, env: Env, budget: Budget) -> Value:
    """One of them: the integral from 1 to the variable."""
    if node.leaf not in env:
        raise Unknown("an antiderivative without a point")
    return _quadrature(node, 1.0, real_part(env[str(node.leaf)]), env, budget)


NUMERIC: Arithmetic[Value] = Arithmetic(
    leaf=_leaf,
    apply=OPERATIONS,
    first={},
    special={
        "sum": _series,
        "prod": _series,
        "int": _integral,
        "antiderivative": _antiderivative,
    },
    other=_other,
)
