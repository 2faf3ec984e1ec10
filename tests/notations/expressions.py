"""Build formulas as trees, so that one value can be written by many hands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A rational number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter or a constant: ``x``, ``theta``, ``pi``, ``e``, ``i``, ``oo``."""

    name: str


@dataclass(frozen=True, slots=True)
class Degrees:
    """An angle in degrees."""

    count: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied, a number first if there is one."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """One expression over another."""

    top: Expression
    bottom: Expression


@dataclass(frozen=True, slots=True)
class Power:
    """A base and its exponent."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Root:
    """The root of an index, 2 for the square root."""

    index: int
    inside: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A named function of one argument."""

    name: str
    argument: Expression


@dataclass(frozen=True, slots=True)
class Log:
    """A logarithm to a whole base."""

    base: int
    argument: Expression


Expression: TypeAlias = (
    Number | Symbol | Degrees | Sum | Product | Quotient | Power | Root | Call | Log
)

PI = Symbol("pi")
E = Symbol("e")
I = Symbol("i")  # noqa: E741
X = Symbol("x")
ONE = Number(Fraction(1))


def num(value: Fraction | int) -> Number:
    """Make a number node."""
    return Number(Fraction(value))


def plus(*terms: Expression) -> Expression:
    """Add up, leaving zeros out."""
    kept = tuple(term for term in terms if term != num(0))
    if not kept:
        return num(0)
    return kept[0] if len(kept) == 1 else Sum(kept)


def times(scale: Fraction | int, *factors: Expression) -> Expression:
    """Multiply by a number, leaving ones out."""
    kept = tuple(factor for factor in factors if factor != ONE)
    if scale == 0 or not kept:
        return num(scale)
    if scale == 1:
        return kept[0] if len(kept) == 1 else Product(kept)
    if isinstance(kept[0], Product) and not isinstance(kept[0].factors[0], Number):
        kept = (*kept[0].factors, *kept[1:])
    return Product((num(scale), *kept))


def opposite(term: Expression) -> Expression:
    """Flip the sign of a number, or of the number that leads a product."""
    match term:
        case Number(value):
            return Number(-value)
        case Product((Number(value), *rest)):
            return times(-value, *rest)
    return times(-1, term)


def power(base: Expression, exponent: Fraction | int) -> Expression:
    """Raise to a number, leaving the exponents 0 and 1 out."""
    if exponent == 0:
        return ONE
    return base if exponent == 1 else Power(base, num(exponent))


def call(name: str, argument: Expression) -> Call:
    """Apply a named function."""
    return Call(name, argument)


def split_sign(term: Expression) -> tuple[bool, Expression]:
    """Take a leading minus sign off a term."""
    match term:
        case Number(value) if value < 0:
            return True, Number(-value)
        case Product((Number(value), *rest)) if value < 0:
            return True, times(-value, *rest)
        case Quotient(top, bottom):
            is_negative, size = split_sign(top)
            return is_negative, Quotient(size, bottom)
    return False, term


def rearrange(rng: Random, expression: Expression) -> Expression:
    """Reorder terms and factors at random, keeping numbers first and functions last."""
    match expression:
        case Sum(terms):
            moved = [rearrange(rng, term) for term in terms]
            if rng.random() < 0.5:
                rng.shuffle(moved)
            return Sum(tuple(moved))
        case Product(factors):
            kept = [rearrange(rng, factor) for factor in factors]
            if rng.random() < 0.3:
                rng.shuffle(kept)
            return Product(tuple(sorted(kept, key=_place)))
        case Quotient(top, bottom):
            return Quotient(rearrange(rng, top), rearrange(rng, bottom))
    return expression


def _place(factor: Expression) -> int:
    if isinstance(factor, Number):
        return 0
    base = factor.base if isinstance(factor, Power) else factor
    return 2 if isinstance(base, Call | Log) else 1
