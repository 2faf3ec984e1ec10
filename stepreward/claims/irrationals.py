r"""Read as one number a root or a multiple of π: 5√2, \sqrt{3}, √169, 25π, \frac{3\pi}{4}."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from stepreward.algebra.tokens import Token
from stepreward.claims.coefficients import ROOTS
from stepreward.claims.mixed_numbers import FRACTIONS
from stepreward.claims.replaced import replaced

_PI_SIGN = "pi"
_BRACKETS = frozenset(("{}", "()"))
_MAX_DIGITS = 9
_SCALE = 10**20  # an irrational number is known to twenty places
_PI = Fraction(314_159_265_358_979_323_846, _SCALE)


def with_irrationals(tokens: list[Token]) -> list[Token]:
    """Read square roots of plain numbers and multiples of π as numbers, to twenty places.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_irrationals(tokenize("√169 cm, π"))]
    ['13', 'cm', ',', 'pi']
    """
    if not any([_is_irrational(token) for token in tokens]):
        return tokens
    return replaced(tokens, _irrational_at)


def _irrational_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    """Read a number that starts here, with its coefficient."""
    is_fraction = tokens[at].text in FRACTIONS
    found = _fraction_of_pi(tokens, at) if is_fraction else _multiple(tokens, at)
    if found is None:
        return None
    value, behind = found
    return [Token("exact", str(value), tokens[at].start, tokens[behind - 1].end)], behind


def _multiple(tokens: list[Token], at: int) -> tuple[Fraction, int] | None:
    """Read 5√2, 16 * √3, 25π and π/2; a bare π stays a name."""
    first = tokens[at]
    behind = at + (first.kind in ("num", "exact"))
    behind += behind > at and behind < len(tokens) and tokens[behind].text == "*"
    if behind >= len(tokens) or not _is_irrational(tokens[behind]):
        return None
    coefficient = _number(first) if behind > at else Fraction(1)
    if coefficient is None:
        return None
    if behind > at and at and tokens[at - 1].text in ("/", "^"):
        return None  # 1/2 √3
    if tokens[behind].text == _PI_SIGN:
        below = _number(tokens[behind + 2]) if _is_divided(tokens, behind + 1) else None
        if below:
            return coefficient * _PI / below, behind + 3
        return (coefficient * _PI, behind + 1) if behind > at else None
    inside = _inside(tokens, behind + 1)
    if inside is None:
        return None
    number, behind = inside
    below = _number(tokens[behind + 1]) if _is_divided(tokens, behind) else None
    if below:  # √3/2
        return _root((coefficient / below) ** 2 * number), behind + 2
    return _root(coefficient**2 * number), behind


def _is_irrational(token: Token) -> bool:
    return token.text in ROOTS or token.text == _PI_SIGN


def _fraction_of_pi(tokens: list[Token], at: int) -> tuple[Fraction, int] | None:
    r"""Read \\frac{\pi}{4} and \\frac{3\pi}{4}."""
    pi = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].kind == "num")
    texts = [token.text for token in tokens[pi : pi + 5]]
    if len(texts) < 5 or texts[:3] != [_PI_SIGN, "}", "{"] or texts[4] != "}":
        return None
    coefficient = _number(tokens[at + 2]) if pi > at + 2 else Fraction(1)
    below = _number(tokens[pi + 3])
    return None if coefficient is None or not below else (coefficient * _PI / below, pi + 5)


def _is_divided(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].text == "/"


def _inside(tokens: list[Token], at: int) -> tuple[Fraction, int] | None:
    """Read the plain number under a root, and the index behind it."""
    is_bracketed = "".join([token.text for token in tokens[at : at + 3 : 2]]) in _BRACKETS
    behind = at + 3 if is_bracketed else at + 1
    number = _number(tokens[behind - 1 - is_bracketed]) if behind <= len(tokens) else None
    return None if number is None else (number, behind)


def _number(token: Token) -> Fraction | None:
    text = token.text.rstrip(".")
    digits = text.replace("/" if token.kind == "exact" else ".", "", 1)
    is_plain = token.kind in ("num", "exact") and digits.isdecimal() and text.isascii()
    return Fraction(text) if is_plain and len(text) <= _MAX_DIGITS else None


def _root(square: Fraction) -> Fraction:
    """Take the square root; exact where it is rational."""
    top, bottom = square.numerator, square.denominator
    root = Fraction(isqrt(top), isqrt(bottom))
    if root**2 == square:
        return root
    return Fraction(isqrt(top * bottom * _SCALE**2), bottom * _SCALE)
