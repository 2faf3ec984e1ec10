"""Write equations up to a factor and their arrangement, and systems of them."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from random import Random

from .expressions import Expression, Symbol, num, opposite, plus, power, times
from .pair import Kind
from .pen import Pen, Style, new_pen
from .polynomials import (
    Polynomial,
    change_polynomial,
    expanded,
    multiply,
    polynomial,
    polynomial_shape,
    terms_of,
)
from .printing import formula

Linear = tuple[int, ...]  # the coefficients of x, y (and z) and the constant they add up to
LETTERS = ("x", "y", "z")
NONZERO = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


def primitive(row: Linear) -> Linear:
    """Divide by the common factor and make the first coefficient positive."""
    divisor = gcd(*row) * (1 if row[0] > 0 else -1)
    return tuple(part // divisor for part in row)


def _draw_linear(rng: Random) -> Linear:
    count = rng.choice((2, 2, 2, 3))
    return primitive((*(rng.choice(NONZERO) for _ in range(count)), rng.randint(-12, 12)))


def _change_linear(rng: Random, value: Linear) -> Linear:
    place = rng.randrange(len(value))
    changed = rng.choice((-value[place], value[place] + 1, value[place] - 1))
    if place < len(value) - 1:
        changed = changed or 7
    return primitive((*value[:place], changed, *value[place + 1 :]))


def equation(pen: Pen, left: Expression, right: Expression) -> str:
    """Write an equation, at times with its sides exchanged."""
    sides = [formula(pen, left), formula(pen, right)]
    if pen.coin(0.15):
        sides.reverse()
    return pen.rng.choice((" = ", " = ", "=")).join(sides)


def linear_equation(pen: Pen, value: Linear) -> str:
    """Arrange a linear equation in one of the usual ways."""
    rng = pen.rng
    way = rng.choice(("standard", "standard", "zero", "solved", "moved"))
    scale = Fraction(rng.choice((1, 1, 1, 2, 3, -1)))
    place = rng.randrange(len(value) - 1)
    if way == "solved":
        place = len(value) - 2
        scale = Fraction(1, value[place])
    names = (Symbol(letter) for letter in LETTERS)
    terms = [times(part * scale, name) for part, name in zip(value[:-1], names, strict=False)]
    end = num(value[-1] * scale)
    if way == "zero":
        return equation(pen, plus(*terms, opposite(end)), num(0))
    if way == "standard":
        return equation(pen, plus(*terms), end)
    rest = [term for index, term in enumerate(terms) if index != place]
    return equation(pen, terms[place], plus(*map(opposite, rest), end))


def _write_linear(rng: Random, value: Linear) -> str:
    pen = new_pen(rng)
    return pen.wrap(linear_equation(pen, value))


Circle = tuple[int, int, int]  # the centre and the square of the radius


def _draw_circle(rng: Random) -> Circle:
    return rng.choice(NONZERO), rng.choice((0, *NONZERO)), rng.randint(2, 30)


def _change_circle(rng: Random, value: Circle) -> Circle:
    a, b, square = value
    choices = ((-a, b, square), (b, a, square), (a, b, square + 1), (a, b, square**2))
    return rng.choice((*choices, (a + 1, b, square)))


def _write_circle(rng: Random, value: Circle) -> str:
    pen = new_pen(rng)
    a, b, square = value
    x, y = Symbol("x"), Symbol("y")
    if rng.random() < 0.6:
        squares = power(plus(x, num(-a)), 2), power(plus(y, num(-b)), 2)
        return pen.wrap(equation(pen, plus(*squares), num(square)))
    scale = rng.choice((1, 1, 2))
    terms = [times(scale, power(name, 2)) for name in (x, y)]
    terms += [times(-2 * scale * a, x), times(-2 * scale * b, y)]
    rest = num(scale * (a * a + b * b - square))
    terms = [term for term in terms if term != num(0)]
    if rng.random() < 0.5:
        return pen.wrap(equation(pen, plus(*terms, rest), num(0)))
    return pen.wrap(equation(pen, plus(*terms), opposite(rest)))


def _draw_quadratic(rng: Random) -> Polynomial:
    roots = [rng.choice(NONZERO) for _ in range(2)]
    lead = rng.choice((1, 1, 1, 2, 3))
    first = terms_of((((1,), lead), ((0,), -roots[0] * lead + lead - 1)))
    return polynomial(("x",), (first, terms_of((((1,), 1), ((0,), -roots[1])))))


def _change_quadratic(rng: Random, value: Polynomial) -> Polynomial:
    changed = change_polynomial(rng, value)
    is_multiple = _monic(changed) == _monic(value)
    return value if is_multiple or len(changed.terms) < 2 else changed


def _monic(value: Polynomial) -> tuple[tuple[tuple[int, ...], Fraction], ...]:
    lead = value.terms[-1][1]
    return tuple((exponents, part / lead) for exponents, part in value.terms)


def _write_quadratic(rng: Random, value: Polynomial) -> str:
    pen = new_pen(rng)
    if rng.random() < 0.3:
        return pen.wrap(equation(pen, polynomial_shape(rng, value), num(0)))
    scale = rng.choice((1, 1, 2, -1, 3))
    terms = multiply(value.terms, terms_of([((0,), scale)]))
    kept = [term for term in terms if rng.random() < 0.7] or list(terms)
    moved = [(e, -c) for e, c in terms if (e, c) not in kept]
    left, right = expanded(("x",), tuple(kept)), expanded(("x",), tuple(moved))
    return pen.wrap(equation(pen, left, right))


System = tuple[Linear, ...]


def _draw_system(rng: Random) -> System:
    rows: set[Linear] = set()
    while len({row[0] * 100 // row[1] for row in rows}) < 2:
        rows = {_draw_linear_in_two(rng) for _ in range(2)}
    return tuple(sorted(rows))


def _draw_linear_in_two(rng: Random) -> Linear:
    return primitive((rng.choice(NONZERO), rng.choice(NONZERO), rng.randint(-9, 9)))


def _solution(value: System) -> tuple[Fraction, Fraction]:
    (a, b, c), (d, e, f) = value
    below = a * e - b * d
    return Fraction(c * e - b * f, below), Fraction(a * f - c * d, below)


def _change_system(rng: Random, value: System) -> System:
    place = rng.randrange(2)
    changed = (_change_linear(rng, value[place]), value[1 - place])
    (a, b, _), (d, e, _) = changed
    if a * e == b * d or _solution(changed) == _solution(value):
        return value
    return tuple(sorted(changed))


def _write_system(rng: Random, value: System) -> str:
    pen = new_pen(rng)
    texts = [linear_equation(pen, row) for row in value]
    rng.shuffle(texts)
    return join_equations(pen, texts)


def join_equations(pen: Pen, texts: list[str]) -> str:
    """Write equations that hold together, in a brace or one after the other."""
    if pen.style is not Style.LATEX:
        return pen.rng.choice((", ", "; ", " and ")).join(texts)
    if pen.coin():
        body = pen.rng.choice((" \\\\ ", "\\\\")).join(texts)
        return pen.wrap(f"\\begin{{cases}} {body} \\end{{cases}}")
    return pen.wrap(pen.rng.choice((", ", ",\\ ", ",\\quad ", pen.words(" and "))).join(texts))


def _draw_assignment(rng: Random) -> tuple[Fraction, ...]:
    count = rng.choice((2, 2, 3))
    return tuple(Fraction(rng.randint(-12, 20), rng.choice((1, 1, 1, 2, 3))) for _ in range(count))


def _change_assignment(rng: Random, value: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    place = rng.randrange(len(value))
    changed = rng.choice((-value[place], value[place] + 1))
    return rng.choice((value[::-1], (*value[:place], changed, *value[place + 1 :])))


def _write_assignment(rng: Random, value: tuple[Fraction, ...]) -> str:
    pen = new_pen(rng)
    numbers = [pen.number(part) for part in value]
    letters = LETTERS[: len(value)]
    if rng.random() < 0.25:
        left, right = pen.brackets(", ".join(letters)), pen.brackets(", ".join(numbers))
        return pen.wrap(f"{left} = {right}")
    equals = rng.choice((" = ", "="))
    texts = [letter + equals + number for letter, number in zip(letters, numbers, strict=True)]
    rng.shuffle(texts)
    return join_equations(pen, texts)


KINDS = (
    Kind("linear equation", _draw_linear, _change_linear, _write_linear),
    Kind("circle", _draw_circle, _change_circle, _write_circle),
    Kind("quadratic equation", _draw_quadratic, _change_quadratic, _write_quadratic),
    Kind("system", _draw_system, _change_system, _write_system),
    Kind("assignment", _draw_assignment, _change_assignment, _write_assignment),
)
