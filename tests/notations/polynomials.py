"""Write polynomials expanded, factored and in any order of terms, and rational functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from random import Random

from .constants import nudge, small_fraction, write_expression
from .expressions import (
    Expression,
    Product,
    Quotient,
    Root,
    Symbol,
    X,
    num,
    plus,
    power,
    times,
)
from .pair import Kind
from .pen import new_pen
from .printing import formula

Terms = tuple[tuple[tuple[int, ...], Fraction], ...]  # exponents and coefficient, sorted
ALPHABETS = (("x", "y"), ("a", "b"), ("x", "y", "z"), ("m", "n"))


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial; its factors are only one way to write it."""

    letters: tuple[str, ...]
    terms: Terms
    factors: tuple[Terms, ...] = field(compare=False)


def terms_of(pairs: Iterable[tuple[tuple[int, ...], Fraction | int]]) -> Terms:
    """Collect like terms and drop those that cancel."""
    total: dict[tuple[int, ...], Fraction] = {}
    for exponents, coefficient in pairs:
        total[exponents] = total.get(exponents, Fraction(0)) + coefficient
    return tuple(sorted((e, c) for e, c in total.items() if c))


def multiply(left: Terms, right: Terms) -> Terms:
    """Multiply two polynomials in the same letters."""
    return terms_of(
        (tuple(map(sum, zip(a, b, strict=True))), c * d) for a, c in left for b, d in right
    )


def polynomial(letters: tuple[str, ...], factors: tuple[Terms, ...]) -> Polynomial:
    """Multiply factors out and keep them."""
    return Polynomial(letters, reduce(multiply, factors), factors)


def expanded(letters: tuple[str, ...], terms: Terms) -> Expression:
    """Write terms as a sum, highest powers first."""
    return plus(
        *(
            times(c, *(power(Symbol(n), p) for n, p in zip(letters, e, strict=True) if p))
            for e, c in reversed(terms)
        )
    )


def polynomial_shape(rng: Random, value: Polynomial) -> Expression:
    """Choose to write a polynomial expanded, factored or half expanded."""
    if rng.random() < 0.4 or len(value.factors) == 1:
        return expanded(value.letters, value.terms)
    factors = list(value.factors)
    rng.shuffle(factors)
    if len(factors) > 2 and rng.random() < 0.4:
        factors = [multiply(factors[0], factors[1]), *factors[2:]]
    factors.sort(key=len)  # a single term leads
    if len(factors) == 2 and factors[0] == factors[1]:
        return power(expanded(value.letters, factors[0]), 2)
    shapes = [expanded(value.letters, factor) for factor in factors]
    return times(1, *shapes) if len(factors[0]) > 1 else _scaled(shapes)


def _scaled(shapes: list[Expression]) -> Expression:
    head, rest = shapes[0], shapes[1:]
    lead = head.factors if isinstance(head, Product) else (head,)
    return Product((*lead, *rest))


def _draw_one_letter(rng: Random) -> Polynomial:
    letters = (rng.choice("xxxtn"),)
    count = rng.choice((2, 2, 3))
    factors = [_linear(rng) for _ in range(count)]
    if rng.random() < 0.3:
        factors[0] = terms_of((((rng.randint(0, 2),), rng.randint(2, 5)),))
    return polynomial(letters, tuple(factors))


def _linear(rng: Random) -> Terms:
    constant = rng.choice((-1, 1)) * rng.randint(1, 9)
    return terms_of((((1,), rng.choice((1, 1, 1, 2, 3))), ((0,), constant)))


def _draw_letters(rng: Random) -> Polynomial:
    letters = rng.choice(ALPHABETS)
    return polynomial(letters, tuple(_binomial(rng, len(letters)) for _ in range(2)))


def _binomial(rng: Random, count: int) -> Terms:
    units = [tuple(int(i == j) for j in range(count)) for i in range(count)]
    chosen = rng.sample([*units, (0,) * count], 2)
    return terms_of((e, rng.choice((-3, -2, -1, 1, 1, 1, 2, 3, 5))) for e in chosen)


def change_polynomial(rng: Random, value: Polynomial) -> Polynomial:
    """Change one coefficient, in the product or in a factor."""
    if rng.random() < 0.4:
        return polynomial(value.letters, (_change_terms(rng, value.terms),))
    place = rng.randrange(len(value.factors))
    factors = list(value.factors)
    factors[place] = _change_terms(rng, factors[place])
    return polynomial(value.letters, tuple(factors))


def _change_terms(rng: Random, terms: Terms) -> Terms:
    place = rng.randrange(len(terms))
    exponents, coefficient = terms[place]
    other = rng.choice((-coefficient, coefficient + 1, coefficient - 1)) or coefficient
    return (*terms[:place], (exponents, other), *terms[place + 1 :])


def _write_polynomial(rng: Random, value: Polynomial) -> str:
    return write_expression(rng, polynomial_shape(rng, value))


def _write_labelled(rng: Random, value: Polynomial) -> str:
    pen = new_pen(rng)
    text = formula(pen, polynomial_shape(rng, value))
    label = f"f({value.letters[0]})" + rng.choice((" = ", "="))
    return pen.wrap(label + text if rng.random() < 0.6 else text)


@dataclass(frozen=True, slots=True)
class Fractions:
    """The sum of p/(x - a) and q/(x - b), with p, q and a - b not zero."""

    parts: tuple[tuple[int, int], tuple[int, int]]  # (p, a) and (q, b), sorted


def _draw_rational(rng: Random) -> Fractions:
    poles = rng.sample([n for n in range(-6, 7) if n], 2)
    tops = [rng.choice((-3, -2, -1, 1, 1, 2, 3, 5)) for _ in poles]
    left, right = sorted(zip(tops, poles, strict=True))
    return Fractions((left, right))


def _change_rational(rng: Random, value: Fractions) -> Fractions:
    (top, pole), other = rng.sample(value.parts, 2)
    changed = rng.choice(((-top, pole), (top + 1 or 2, pole), (top, -pole)))
    left, right = sorted((changed, other))
    return value if left[1] == right[1] else Fractions((left, right))


def _write_rational(rng: Random, value: Fractions) -> str:
    parts = [Quotient(num(top), plus(X, num(-pole))) for top, pole in value.parts]
    if rng.random() < 0.5:
        return write_expression(rng, plus(*parts))
    (p, a), (q, b) = value.parts
    top = terms_of((((1,), p + q), ((0,), -p * b - q * a)))
    bottom = polynomial(("x",), tuple(terms_of((((1,), 1), ((0,), -n))) for n in (a, b)))
    return write_expression(rng, Quotient(expanded(("x",), top), polynomial_shape(rng, bottom)))


def _draw_root_power(rng: Random) -> tuple[Fraction, Fraction]:
    exponent = rng.choice(
        tuple(map(Fraction, ("1/2", "3/2", "5/2", "1/3", "2/3", "4/3", "-1/2", "-1/3", "3/4")))
    )
    return small_fraction(rng), exponent


def _change_root_power(rng: Random, value: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    scale, exponent = value
    flipped = Fraction(exponent.denominator, exponent.numerator)
    return rng.choice(((nudge(rng, scale), exponent), (scale, -exponent), (scale, flipped)))


def _write_root_power(rng: Random, value: tuple[Fraction, Fraction]) -> str:
    scale, exponent = value
    top, index = abs(exponent.numerator), exponent.denominator
    shapes: list[Expression] = [power(X, abs(exponent))]
    if index > 1:
        shapes += [Root(index, power(X, top)), power(Root(index, X), top)]
    if index > 1 and 1 < top / index < 2:
        shapes.append(Product((X, Root(index, power(X, top - index)))))
    shape = rng.choice(shapes)
    if exponent > 0:
        return write_expression(rng, times(scale, shape))
    if rng.random() < 0.4:
        return write_expression(rng, times(scale, power(X, exponent)))
    bottom = times(scale.denominator, shape)
    return write_expression(rng, Quotient(num(scale.numerator), bottom))


KINDS = (
    Kind("polynomial", _draw_one_letter, change_polynomial, _write_polynomial),
    Kind("several variables", _draw_letters, change_polynomial, _write_polynomial),
    Kind("labelled function", _draw_one_letter, change_polynomial, _write_labelled),
    Kind("rational function", _draw_rational, _change_rational, _write_rational),
    Kind("power of x", _draw_root_power, _change_root_power, _write_root_power),
)
