"""Compare two answers that are mathematics, in the readings their notation allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.numeric import numeric
from stepreward.algebra.scalars import Outcome
from stepreward.algebra.structure import same
from stepreward.algebra.tree import Node, NotMath, TooBig, number, symbol
from stepreward.answer.reading import Reading, read
from stepreward.policy import Policy

_DECIMAL_COMMA = re.compile(
    r"\s*[$€£]?\s*(?:([-+]?[0-9]+),([0-9]{1,2}|[0-9]{4,})|([-+]?0),([0-9]+))"
    r"(\s*(?:\\?%|[°€£]|(?:\\text\{)?\s*[a-zA-Z]{1,12}[²³]?\}?))?\s*\$?\s*"
)
_DOTTED_GROUPS = re.compile(
    r"\s*[$€£]?\s*([-+]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,}))\s*[€£]?\s*"
)
_AMOUNT = r"([-+]?[0-9]{1,6}(?:\.[0-9]{1,6})?)"
_SHORT_SCALE = re.compile(
    rf"\s*\$?\s*{_AMOUNT}(M)\s*\$?\s*|\s*\\?\$\s*{_AMOUNT}\s?([kKB]|bn)\s*", re.ASCII
)
_SCALES = {"k": 1_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "bn": 1_000_000_000}
_AND = re.compile(r"(?:\\[a-z]{2,10}\s*\{\s*)?\band\b(?:\s*\})?")
_INDIAN_GROUPS = re.compile(r"(?:₹|Rs\.?)?\s?([-+]?[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})")
_MAX_NUMBER = 200  # characters of a number in a rarer notation
_RANGE = re.compile(r"(\d{1,9})\s*(?:-|--|to)\s*(\d{1,9})", re.ASCII)
_PRODUCT = re.compile(r"[a-zA-Z]{2,3}")
_PLAIN = frozenset({"num", "neg", "/", "pct", "unit", "deg"})  # what such a number may be
_ROMAN = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def same_mathematics(one: Node, other: Node, policy: Policy) -> Outcome:
    """Compare two trees; undecided where a cap is met."""
    try:
        outcome = same(one, other, policy)
        if outcome.same is not True and policy.significant_digits is not None:
            outcome = _to_digits(one, other, policy.significant_digits) or outcome
        if outcome.same is None and policy.symbolic:
            from stepreward.algebra.symbolic import same_symbolically  # sympy, late

            outcome = same_symbolically(one, other) or outcome
    except TooBig as cap:
        return Outcome(None, f"too large: {cap}")
    except NotMath as reason:
        return Outcome(None, f"not read: {reason}")
    except Undefined as reason:
        return Outcome(None, f"undefined: {reason}")
    return outcome


def same_in_another_reading(one: Reading, other: Reading, policy: Policy) -> Outcome | None:
    """Try what either may have been written as, beside the other: 2,74 or 12,34,567 or XXIX."""
    if _are_one_range(one.written, other.written):
        return Outcome(True, "the same range")
    for reading, partner in ((one, other), (other, one)):
        if partner.node is None:
            continue
        for node, what in _other_readings(reading, partner.node.op, policy):
            if same_mathematics(node, partner.node, policy).same:
                return Outcome(True, what)
    return None


def _are_one_range(one: str, other: str) -> bool:
    """Tell "10-15" and "10 to 15"."""
    left, right = _RANGE.fullmatch(one), _RANGE.fullmatch(other)
    return left is not None and right is not None and left.groups() == right.groups()


def _other_readings(reading: Reading, beside: str, policy: Policy) -> Iterator[tuple[Node, str]]:
    """List what an answer may mean beside a list, a product or a number, and what is then equal."""
    text = reading.piece or reading.written
    if beside == "list" and (listed := _as_list(reading)) is not None:
        yield listed, "the same list"
    if beside == "*" and _PRODUCT.fullmatch(reading.written) is not None:
        letters = map(symbol, reading.written)
        yield reduce(lambda left, right: Node("*", (left, right)), letters), "the same product"
    if beside in _PLAIN and len(text) <= _MAX_NUMBER:
        for node in _numbers(text, policy):
            yield node, "the same number in another notation"


def _as_list(reading: Reading) -> Node | None:
    """Read "35 and 1/4", which may be one mixed number, as two numbers."""
    is_number = reading.node is not None and reading.node.op in ("num", "neg")
    if not is_number or "and" not in reading.written:
        return None
    return read(_AND.sub(", ", reading.piece or reading.written)).node


def _numbers(text: str, policy: Policy) -> Iterator[Node]:
    """List the numbers that a text is in rarer notations."""
    if policy.decimal_comma and (match := _DECIMAL_COMMA.fullmatch(text)) is not None:
        node = read(f"{match[1] or match[3]}.{match[2] or match[4]}{match[5] or ''}").node
        if node is not None:
            yield node
    if policy.decimal_comma and (match := _DOTTED_GROUPS.fullmatch(text)) is not None:
        node = read(match[1].replace(".", "").replace(",", ".")).node
        if node is not None:
            yield node
    if (match := _SHORT_SCALE.fullmatch(text)) is not None:
        yield number(Fraction(match[1] or match[3]) * _SCALES[match[2] or match[4]])
    if (match := _INDIAN_GROUPS.fullmatch(text)) is not None:
        yield number(int(match[1].replace(",", "")))
    if len(text) > 1 and _ROMAN.fullmatch(text) is not None:
        yield number(_roman(text))


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _to_digits(one: Node, other: Node, digits: int) -> Outcome | None:
    """Round both to so many significant digits."""
    left, right = numeric(one, {}), numeric(other, {})
    if left is None or right is None or isinstance(left, complex) or isinstance(right, complex):
        return None
    if f"{left:.{digits}g}" == f"{right:.{digits}g}":
        return Outcome(True, f"the same to {digits} digits")
    return None
