"""Write functions as sums of simple terms, and by identities that hold wherever they exist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from .constants import nudge, small_fraction, write_expression
from .expressions import (
    ONE,
    PI,
    E,
    Expression,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    call,
    num,
    plus,
    power,
    times,
)
from .pair import Kind

VARIABLES = ("x", "x", "t", "theta")


@dataclass(frozen=True, slots=True)
class Family:
    """Shapes of one function, and near misses that are other functions."""

    same: tuple[Expression, ...]
    other: tuple[Expression, ...]


def _sin(angle: Expression) -> Expression:
    return call("sin", angle)


def _cos(angle: Expression) -> Expression:
    return call("cos", angle)


def _minus(term: Expression) -> Expression:
    return times(-1, term)


def _one(u: Expression) -> Family:
    sine, cosine = power(_sin(u), 2), power(_cos(u), 2)
    return Family((ONE, plus(sine, cosine)), (plus(sine, _minus(cosine)), plus(ONE, sine)))


def _cosine_squared(u: Expression) -> Family:
    doubled = _cos(times(2, u))
    same = (
        power(_cos(u), 2),
        plus(num(1), _minus(power(_sin(u), 2))),
        Quotient(plus(num(1), doubled), num(2)),
    )
    other = (power(_sin(u), 2), Quotient(plus(num(1), _minus(doubled)), num(2)), doubled)
    return Family(same, other)


def _double_angle(u: Expression) -> Family:
    sine, cosine = power(_sin(u), 2), power(_cos(u), 2)
    same = (
        _cos(times(2, u)),
        plus(cosine, _minus(sine)),
        plus(times(2, cosine), num(-1)),
        plus(num(1), times(-2, sine)),
    )
    other = (plus(sine, _minus(cosine)), plus(times(2, cosine), num(1)), times(2, _cos(u)))
    return Family(same, other)


def _double_sine(u: Expression) -> Family:
    same = (_sin(times(2, u)), times(2, _sin(u), _cos(u)), times(2, _cos(u), _sin(u)))
    return Family(same, (times(2, _sin(u)), times(1, _sin(u), _cos(u)), _cos(times(2, u))))


def _tangent(u: Expression) -> Family:
    same = (call("tan", u), Quotient(_sin(u), _cos(u)))
    return Family(same, (call("cot", u), Quotient(_cos(u), _sin(u)), times(1, _sin(u), _cos(u))))


def _secant_squared(u: Expression) -> Family:
    same = (
        power(call("sec", u), 2),
        plus(num(1), power(call("tan", u), 2)),
        Quotient(ONE, power(_cos(u), 2)),
    )
    return Family(same, (power(call("csc", u), 2), plus(num(1), call("tan", u)), call("sec", u)))


def _shifted_sine(u: Expression) -> Family:
    quarter = times(Fraction(1, 2), PI)
    same = (_cos(u), _sin(plus(u, quarter)), _sin(plus(quarter, _minus(u))))
    return Family(same, (_sin(u), _sin(plus(u, _minus(quarter))), _cos(plus(u, quarter))))


def _doubled_exponential(u: Expression) -> Family:
    squares = power(power_of_e(u), 2), Product((power_of_e(u), power_of_e(u)))
    other = (power_of_e(power(u, 2)), times(2, power_of_e(u)), power_of_e(times(-2, u)))
    return Family((power_of_e(times(2, u)), *squares), other)


def _inverse_exponential(u: Expression) -> Family:
    same = (power_of_e(_minus(u)), Quotient(ONE, power_of_e(u)))
    return Family(same, (power_of_e(u), _minus(power_of_e(u)), call("ln", u)))


def _shifted_exponential(u: Expression) -> Family:
    same = (
        Power(num(2), plus(u, num(3))),
        times(8, Power(num(2), u)),
        Product((num(4), Power(num(2), plus(u, ONE)))),
    )
    return Family(same, (times(6, Power(num(2), u)), Power(num(2), times(3, u))))


def _logarithm_of_product(u: Expression) -> Family:
    same = (
        call("ln", times(6, u)),
        plus(call("ln", num(6)), call("ln", u)),
        plus(call("ln", num(2)), call("ln", num(3)), call("ln", u)),
        plus(call("ln", num(2)), call("ln", times(3, u))),
    )
    other = (Product((call("ln", num(6)), call("ln", u))), call("ln", plus(u, num(6))))
    return Family(same, (*other, times(6, call("ln", u)), call("ln", times(5, u))))


def _logarithm_of_power(u: Expression) -> Family:
    same = (call("ln", power(u, 3)), times(3, call("ln", u)))
    return Family(same, (power(call("ln", u), 3), call("ln", times(3, u))))


def _logarithm_of_quotient(u: Expression) -> Family:
    same = (
        call("ln", Quotient(u, num(5))),
        plus(call("ln", u), _minus(call("ln", num(5)))),
        plus(call("ln", u), call("ln", num(Fraction(1, 5)))),
    )
    other = (Quotient(call("ln", u), call("ln", num(5))), call("ln", times(5, u)))
    return Family(same, (*other, call("ln", plus(u, num(-5)))))


def _absolute(u: Expression) -> Family:
    same = (call("abs", u), Root(2, power(u, 2)), call("abs", _minus(u)))
    return Family(same, (power(u, 2), call("abs", plus(u, ONE)), Root(2, plus(power(u, 2), ONE))))


def power_of_e(exponent: Expression) -> Expression:
    """Raise e to an expression."""
    return Power(E, exponent)


FAMILIES: tuple[Callable[[Expression], Family], ...] = (
    *(_one, _cosine_squared, _double_angle, _double_sine, _tangent, _secant_squared),
    *(_shifted_sine, _doubled_exponential, _inverse_exponential, _shifted_exponential),
    *(_logarithm_of_product, _logarithm_of_power, _logarithm_of_quotient, _absolute),
)
TRIGONOMETRIC, OTHERS = FAMILIES[:7], FAMILIES[7:]


@dataclass(frozen=True, slots=True)
class Identity:
    """A multiple of one function, in several shapes."""

    scale: int
    shapes: tuple[Expression, ...]
    misses: tuple[Expression, ...]


def _draw_from(families: Sequence[Callable[[Expression], Family]]) -> Callable[[Random], Identity]:
    def draw(rng: Random) -> Identity:
        family = rng.choice(families)(Symbol(rng.choice(VARIABLES)))
        return Identity(rng.choice((1, 1, 1, 2, 3, -1, 5)), family.same, family.other)

    return draw


def _change_identity(rng: Random, value: Identity) -> Identity:
    if rng.random() < 0.3:
        scale = rng.choice((value.scale + 1 or 2, -value.scale))
        return Identity(scale, value.shapes, value.misses)
    return Identity(value.scale, (rng.choice(value.misses),), ())


def _write_identity(rng: Random, value: Identity) -> str:
    shape = rng.choice(value.shapes)
    match shape:
        case Product((Number(number), *rest)):
            return write_expression(rng, times(number * value.scale, *rest))
    return write_expression(rng, times(value.scale, shape))


Term = tuple[str, Fraction, int]  # a function, its factor and the number inside it


def _term(term: Term) -> Expression:
    name, scale, inside = term
    x = Symbol("x")
    if name == "power":
        return times(scale, power(x, inside))
    if name == "exp":
        return times(scale, Power(E, times(inside, x)))
    return times(scale, call(name, times(inside, x)))


def _draw_function(rng: Random) -> tuple[Term, ...]:
    names = rng.sample(("power", "exp", "sin", "cos", "ln"), rng.choice((2, 2, 3)))
    insides = {"power": (1, 2, 3), "exp": (-1, 1, 2, 3), "ln": (1,)}
    return tuple(
        (name, small_fraction(rng), rng.choice(insides.get(name, (1, 1, 2, 3)))) for name in names
    )


def _change_function(rng: Random, value: tuple[Term, ...]) -> tuple[Term, ...]:
    place = rng.randrange(len(value))
    name, scale, inside = value[place]
    swapped = {"sin": "cos", "cos": "sin", "exp": "sin", "ln": "exp", "power": "cos"}[name]
    choices = ((name, nudge(rng, scale), inside), (name, scale, inside + 1 or 2))
    other = rng.choice((*choices, (swapped, scale, abs(inside))))
    if other[0] == "ln":
        other = ("ln", nudge(rng, scale), 1)
    return (*value[:place], other, *value[place + 1 :])


def _write_function(rng: Random, value: tuple[Term, ...]) -> str:
    terms = [_term(term) for term in value]
    rng.shuffle(terms)
    return write_expression(rng, plus(*terms))


KINDS = (
    Kind("trigonometric identity", _draw_from(TRIGONOMETRIC), _change_identity, _write_identity),
    Kind("exponential identity", _draw_from(OTHERS), _change_identity, _write_identity),
    Kind("function", _draw_function, _change_function, _write_function),
)
