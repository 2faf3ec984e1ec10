"""Write complex numbers and exact values of trigonometric functions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .constants import nudge, small_fraction, write_expression
from .expressions import (
    PI,
    Degrees,
    E,
    Expression,
    I,
    Power,
    Product,
    Quotient,
    Root,
    call,
    num,
    plus,
    power,
    times,
)
from .pair import Kind

COSINES = {
    Fraction(0): (Fraction(1), 1),
    Fraction(1, 6): (Fraction(1, 2), 3),
    Fraction(1, 4): (Fraction(1, 2), 2),
    Fraction(1, 3): (Fraction(1, 2), 1),
    Fraction(1, 2): (Fraction(0), 1),
}
ANGLES = tuple(
    Fraction(top, bottom)
    for bottom in (3, 4, 6)
    for top in range(1, 2 * bottom)
    if Fraction(top, bottom).denominator == bottom
)


def cosine(angle: Fraction) -> tuple[Fraction, int]:
    """Give the exact cosine of a multiple of pi as a rational and what stands under the root.

    >>> cosine(Fraction(5, 6))
    (Fraction(-1, 2), 3)
    """
    angle = min(angle % 2, -angle % 2)
    if angle > Fraction(1, 2):
        scale, inside = COSINES[1 - angle]
        return -scale, inside
    return COSINES[angle]


def _rooted(scale: Fraction, inside: int) -> Expression:
    return times(scale, Root(2, num(inside))) if inside > 1 else num(scale)


Cartesian = tuple[Fraction, Fraction, int]  # a + b√c i


def _draw_cartesian(rng: Random) -> Cartesian:
    plain = small_fraction(rng) if rng.random() < 0.85 else Fraction(0)
    return plain, small_fraction(rng), rng.choice((1, 1, 1, 2, 3))


def _change_cartesian(rng: Random, value: Cartesian) -> Cartesian:
    plain, scale, inside = value
    swapped = (scale, plain, inside) if plain and inside == 1 else value
    changed = ((-plain, scale, inside), (plain, -scale, inside), (plain + 1, scale, inside))
    return rng.choice((swapped, (plain, nudge(rng, scale), inside), *changed))


def _write_cartesian(rng: Random, value: Cartesian) -> str:
    plain, scale, inside = value
    if plain.denominator == scale.denominator > 1 and rng.random() < 0.5:
        imaginary = _times_i(Fraction(scale.numerator), inside)
        top = plus(num(plain.numerator), imaginary)
        return write_expression(rng, Quotient(top, num(plain.denominator)))
    return write_expression(rng, plus(num(plain), _times_i(scale, inside)))


def _times_i(scale: Fraction, inside: int) -> Expression:
    return times(scale, Root(2, num(inside)), I) if inside > 1 else times(scale, I)


def _draw_polar(rng: Random) -> tuple[int, Fraction]:
    return rng.randint(1, 8), rng.choice((*ANGLES, Fraction(1, 2), Fraction(3, 2)))


def _change_polar(rng: Random, value: tuple[int, Fraction]) -> tuple[int, Fraction]:
    radius, angle = value
    return rng.choice(((radius + 1, angle), (radius, -angle % 2), (radius, (angle + 1) % 2)))


def _write_polar(rng: Random, value: tuple[int, Fraction]) -> str:
    radius, angle = value
    turns = angle - rng.choice((0, 0, 2))
    pi_angle = times(turns, PI)
    if rng.random() < 0.4:
        return write_expression(rng, times(radius, Power(E, times(turns, PI, I))))
    if rng.random() < 0.4:
        parts = plus(call("cos", pi_angle), Product((I, call("sin", pi_angle))))
        return write_expression(rng, times(radius, parts))
    real, imaginary = cosine(angle), cosine(Fraction(1, 2) - angle)
    return write_expression(
        rng,
        plus(
            _rooted(radius * real[0], real[1]),
            _times_i(radius * imaginary[0], imaginary[1]) if imaginary[0] else num(0),
        ),
    )


def _draw_trigonometric(rng: Random) -> tuple[Fraction, int]:
    return cosine(rng.choice(ANGLES))


def _change_trigonometric(rng: Random, value: tuple[Fraction, int]) -> tuple[Fraction, int]:
    return rng.choice((cosine(rng.choice(ANGLES)), (-value[0], value[1])))


def _write_trigonometric(rng: Random, value: tuple[Fraction, int]) -> str:
    fitting = [angle for angle in ANGLES if cosine(angle) == value]
    angle = rng.choice(fitting)
    complement = Fraction(1, 2) - angle
    shapes = [
        _rooted(*value),
        call("cos", times(angle, PI)),
        call("cos", Degrees(int(180 * angle))),
    ]
    if complement > 0:
        shapes.append(call("sin", times(complement, PI)))
    return write_expression(rng, rng.choice(shapes))


TANGENTS = {
    Fraction(1, 6): times(Fraction(1, 3), Root(2, num(3))),
    Fraction(1, 4): num(1),
    Fraction(1, 3): Root(2, num(3)),
}


def _draw_inverse(rng: Random) -> Fraction:
    return rng.choice((Fraction(1, 6), Fraction(1, 4), Fraction(1, 3)))


def _change_inverse(rng: Random, _: Fraction) -> Fraction:
    return _draw_inverse(rng)


def _write_inverse(rng: Random, value: Fraction) -> str:
    shapes = [
        times(value, PI),
        times(value, PI),
        call("arccos", _rooted(*cosine(value))),
        call("arcsin", _rooted(*cosine(Fraction(1, 2) - value))),
        call("arctan", TANGENTS[value]),
    ]
    return write_expression(rng, rng.choice(shapes))


def _draw_squared(rng: Random) -> tuple[int, int]:
    return rng.choice((-1, 1)) * rng.randint(1, 4), rng.randint(1, 4)


def _square(value: tuple[int, int]) -> tuple[int, int]:
    real, imaginary = value
    return real**2 - imaginary**2, 2 * real * imaginary


def _change_squared(rng: Random, value: tuple[int, int]) -> tuple[int, int]:
    real, imaginary = value
    return rng.choice(((-real, imaginary), (real, imaginary + 1), (real * 2, imaginary)))


def _write_squared(rng: Random, value: tuple[int, int]) -> str:
    real, imaginary = _square(value)
    if rng.random() < 0.5:
        return write_expression(rng, power(plus(num(value[0]), times(value[1], I)), 2))
    return write_expression(rng, plus(num(real), times(imaginary, I)))


KINDS = (
    Kind("complex number", _draw_cartesian, _change_cartesian, _write_cartesian),
    Kind("polar complex number", _draw_polar, _change_polar, _write_polar),
    Kind("complex power", _draw_squared, _change_squared, _write_squared),
    Kind("trigonometric value", _draw_trigonometric, _change_trigonometric, _write_trigonometric),
    Kind("inverse trigonometric value", _draw_inverse, _change_inverse, _write_inverse),
)
