"""Fingerprints: the value of an expression at fixed random points modulo a large prime.

Two rational functions that agree at a random point of a field of p elements are equal, but for a
chance of at most degree / p (Schwartz 1980, Zippel 1979). Here p is near 2**107.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from fractions import Fraction
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
from stepreward.algebra.exact import EXACT, bounds, exact
from stepreward.algebra.tree import LOOPS, Node, Number, TooBig, postorder

PRIME = 165 * 2**100 + 1
_IMAGINARY = pow(13, (PRIME - 1) // 4, PRIME)  # a square root of -1: 13 is no square here
_HUNDREDTH = pow(100, -1, PRIME)
_MAX_DEGREE = 1_000_000


_NOWHERE: Env = {}


def elsewhere(unknowns: Iterable[str]) -> dict[str, int]:
    """Choose a second point, for what one point alone cannot tell."""
    return {name: point(f"{name} elsewhere") for name in unknowns}


@lru_cache(maxsize=4096)
def point(name: str) -> int:
    """Give a name its fixed pseudo-random residue."""
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return int.from_bytes(digest, "big") % PRIME


def residue(root: Node, budget: Budget | None = None, env: Env = _NOWHERE) -> int | None:
    """Fingerprint a rational expression; None for any other."""
    try:
        return evaluate(root, RESIDUE, env, budget)
    except (Unknown, TooBig, Undefined):
        return None


def of_number(value: Number) -> int:
    """Map an exact number into the field."""
    if isinstance(value, int):
        return value % PRIME
    return value.numerator * _inverse(value.denominator) % PRIME


@lru_cache(maxsize=4096)
def _inverse(value: int) -> int:
    if value % PRIME == 0:
        raise Undefined("a division by zero")
    return pow(value, -1, PRIME)


def _leaf(node: Node, env: Env) -> int:
    if node.op == "num":
        return of_number(node.leaf)  # type: ignore[arg-type]  # a "num" holds a Number
    name = str(node.leaf)
    if name in env:
        return of_number(env[name])
    if name == "i":
        return _IMAGINARY
    if name in ("oo", "emptyset", "…"):
        raise Unknown(name)
    return point(name)


def _power(node: Node, below: int, env: Env, budget: Budget) -> int:
    base, exponent = node.args
    try:
        height = evaluate(exponent, EXACT, env, budget)
    except TooBig:
        if not _is_constant(base):
            raise
        return pow(below, _tower(exponent, PRIME - 1), PRIME)
    if not isinstance(height, int):
        return of_number(evaluate(node, EXACT, env, budget))  # 4^{1/2} comes out
    if abs(height) > _MAX_DEGREE and not _is_constant(base):
        raise TooBig("a degree past 1,000,000")
    if height < 0:
        return pow(_inverse(below), -height, PRIME)
    return pow(below, height, PRIME)


def _is_constant(node: Node) -> bool:
    return all(part.op != "sym" for part in postorder(node))


def _tower(node: Node, modulus: int) -> int:
    """Reduce an exponent too large to write: a**e depends on e modulo phi, once e is large.

    Euler's theorem for bases that share a factor with the modulus asks for e + phi.
    """
    chain: list[tuple[int, int]] = []
    while node.op == "^" and len(chain) < 64:
        base = exact(node.args[0])
        if not isinstance(base, int) or base < 2:
            raise Unknown("tower")
        chain.append((base, modulus))
        modulus = _totient(modulus)
        node = node.args[1]
    if node.op in LOOPS:
        raise Unknown("tower")
    top = exact(node)
    if not isinstance(top, int) or top < 1:
        raise Unknown("tower")
    height = top if top < modulus else top % modulus + modulus
    for base, below in reversed(chain):
        reduced = pow(base, height, below)
        is_small = height < 200 and base**height < below
        height = base**height if is_small else reduced + below
    return height


@lru_cache(maxsize=256)
def _totient(value: int) -> int:
    """Count what is coprime; the chain from PRIME - 1 = 165 * 2**100 has only small factors."""
    result, factor = value, 2
    while factor * factor <= value and factor < 10_000:
        if value % factor == 0:
            while value % factor == 0:
                value //= factor
            result -= result // factor
        factor += 1
    return result - result // value if value > 1 else result


def _series(node: Node, env: Env, budget: Budget) -> int:
    low, high, body = node.args
    total = 0 if node.op == "sum" else 1
    order = order_of(body, RESIDUE)
    for index in bounds(evaluate(low, EXACT, env, budget), evaluate(high, EXACT, env, budget)):
        term = run(order, RESIDUE, {**env, str(node.leaf): index}, budget)
        total = (total + term if node.op == "sum" else total * term) % PRIME
    return total


def _index(base: int, index: int) -> int:
    return point(f"{base}[{index}]")


def _other(node: Node, operands: tuple[int, ...]) -> int:
    if node.op.startswith("call "):
        return point(f"{node.op}{operands}")
    raise Unknown(node.op)


def _exactly(node: Node, env: Env, budget: Budget) -> int:
    """Take over what only exact numbers can: |3 - 5|, 7 mod 3, 5!."""
    return of_number(evaluate(node, EXACT, env, budget))


RESIDUE: Arithmetic[int] = Arithmetic(
    leaf=_leaf,
    apply={
        "+": lambda a, b: (a + b) % PRIME,
        "-": lambda a, b: (a - b) % PRIME,
        "*": lambda a, b: a * b % PRIME,
        "/": lambda a, b: a * _inverse(b) % PRIME,
        "neg": lambda a: -a % PRIME,
        "pct": lambda a: a * _HUNDREDTH % PRIME,
        "permille": lambda a: a * _HUNDREDTH * of_number(Fraction(1, 10)) % PRIME,
        "unit": lambda a: a,
        "index": _index,
    },
    first={"^": _power},
    special={"sum": _series, "prod": _series}
    | dict.fromkeys(
        "abs mod floor ceil gcd lcm max min ! binom sqrt cbrt root sgn".split(),
        _exactly,
    ),
    other=_other,
)
