"""Read as one quantity what is told in two units, or a unit and a part: 1 hour and 30 minutes."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.replaced import replaced

# What is told together with a smaller unit, or by its half and its quarter.
_LARGE = frozenset(
    """hour hours h hr hrs minute minutes min mins day days week weeks month months year years
    foot feet ft yard yards mile miles m meter meters metre metres km kilometer kilometers
    kilometre kilometres cm centimeter centimeters centimetre centimetres kg kilogram
    kilograms pound pounds lb lbs ton tons tonne tonnes liter liters litre litres gallon
    gallons quart quarts pint pints dollar dollars euro euros cup cups""".split()
)
# Only these are joined by "and": a rope of 3 m and 50 cm may be two ropes.
_JOINED = frozenset({"time", "money", "euro"})
_IMPERIAL = frozenset("foot feet ft pound pounds lb lbs yard yards".split())
_NUMBERS = frozenset({"num", "exact", "vulgar"})
_ARTICLES = frozenset({"a", "an"})
_MAX_DIGITS = 9


def with_mixed_units(tokens: list[Token]) -> list[Token]:
    """Join the numbers of "5 feet 4 inches", "an hour and a half" and "3/4 of an hour".

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_mixed_units(tokenize("1 hour and 30 minutes"))]
    ['90', 'minutes']
    """
    if not any([token.text in _LARGE for token in tokens]):
        return tokens
    return replaced(tokens, _mixed_at)


def _mixed_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    """Read a quantity that starts here: its number and its unit, and the index behind them."""
    first = tokens[at]
    if first.text.lower() in _ARTICLES:
        amount: Fraction | None = Fraction(1)
    elif first.kind in _NUMBERS and not (at and tokens[at - 1].kind == "op"):
        amount = _amount(first)
    else:
        return None
    if amount is None or at + 2 >= len(tokens):
        return None
    if _is_part(amount) and tokens[at + 1].text == "of":
        return _part_of_one(tokens, at, amount)
    large = tokens[at + 1]
    if large.text not in _LARGE or amount < 1 or amount.denominator != 1:
        return None
    if first.kind in _NUMBERS and (small := _smaller(tokens, at, amount)) is not None:
        return small
    return _and_a_part(tokens, at, amount)


def _part_of_one(tokens: list[Token], at: int, amount: Fraction) -> tuple[list[Token], int] | None:
    """Read three quarters of an hour."""
    if at + 3 >= len(tokens):
        return None
    article, unit = tokens[at + 2 : at + 4]
    is_one = article.text.lower() in _ARTICLES and unit.text in _LARGE
    return ([_number(amount, tokens[at], article), unit], at + 4) if is_one else None


def _smaller(tokens: list[Token], at: int, amount: Fraction) -> tuple[list[Token], int] | None:
    """Read the minutes behind hours: fewer than come to one of the larger unit."""
    here = at + 2
    is_joined = tokens[here].text == "and"
    here += is_joined
    if here + 1 >= len(tokens) or tokens[here].kind not in _NUMBERS:
        return None
    rest, unit = _amount(tokens[here]), tokens[here + 1]
    large, small = UNITS.get(tokens[at + 1].text), UNITS.get(unit.text)
    if rest is None or large is None or small is None or large.powers != small.powers:
        return None
    if is_joined and not (_is_joinable(small) or tokens[at + 1].text in _IMPERIAL):
        return None
    if rest <= 0 or rest * Fraction(small.factor) >= Fraction(large.factor):
        return None
    if is_joined and _are_shared_out(tokens, here):
        return None
    total = amount * Fraction(large.factor) / Fraction(small.factor) + rest
    return [_number(total, tokens[at], tokens[here]), unit], here + 2


def _are_shared_out(tokens: list[Token], at: int) -> bool:
    return any([token.text.lower() == "respectively" for token in tokens[at:]])


def _is_joinable(unit: Unit) -> bool:
    return len(unit.powers) == 1 and unit.powers[0][0] in _JOINED


def _and_a_part(tokens: list[Token], at: int, amount: Fraction) -> tuple[list[Token], int] | None:
    """Read an hour and a half, and two hours and a quarter."""
    behind = tokens[at + 2 : at + 5]
    if not behind or behind[0].text != "and":
        return None
    here = at + 3 + (len(behind) > 1 and behind[1].text in _ARTICLES)
    part = _amount(tokens[here]) if here < len(tokens) else None
    if part is None or not _is_part(part) or tokens[here].kind == "num":
        return None
    if here + 1 < len(tokens) and tokens[here + 1].text in ("of", "the"):
        return None  # an hour and half of the next one
    unit = tokens[at + 1]._replace(start=tokens[here].start, end=tokens[here].end)
    return [_number(amount + part, tokens[at], tokens[at + 1]), unit], here + 1


def _is_part(amount: Fraction) -> bool:
    return 0 < amount < 1


def _amount(token: Token) -> Fraction | None:
    """Read the value of a number that is written in few digits."""
    text = token.text.rstrip(".")
    if token.kind not in _NUMBERS or len(text) > _MAX_DIGITS:
        return None
    digits = text.replace("/", "", 1).replace(".", "", 1)
    if not (digits.isascii() and digits.isdecimal()) or text[-1:] == "/" or text[:1] == "/":
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):  # 3./4 and 3/0
        return None


def _number(amount: Fraction, first: Token, last: Token) -> Token:
    kind = "num" if amount.denominator == 1 else "exact"
    return Token(kind, str(amount), first.start, last.end)
