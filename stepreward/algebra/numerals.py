"""Read one written number exactly: separators, decimals, exponents, repeating digits, hex."""

from __future__ import annotations

import re
from fractions import Fraction

from stepreward.algebra.tree import MAX_DIGITS, Node, NotMath, Number, TooBig, number

_GROUPING = re.compile(r",|\{,\}|\\(?![a-z])[!,;: ]?|['’~_\s\u00a0\u2009\u202f]")
_REPEATING = re.compile(r"([0-9]*)\.([0-9]*)\\(?:overline|bar|dot)\s*\{?([0-9]+)\}?", re.ASCII)
_PLAIN = re.compile(
    r"(-?)((?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{1,60})(?:\.[0-9]{1,60})?)", re.ASCII
)
_MAX_EXPONENT = 400


def plain_number(text: str) -> Node | None:
    """Read a text that is one number in digits, as the grammar would; None for any other.

    >>> plain_number("1,000")
    Node(op='num', args=(), leaf=1000, places=None)
    """
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    node = read_number(match[2])
    return Node("neg", (node,)) if match[1] else node


def read_number(text: str) -> Node:
    """Read what the tokenizer calls a number; raise TooBig or NotMath.

    >>> read_number("1,000.50")
    Node(op='num', args=(), leaf=Fraction(2001, 2), places=2)
    """
    if text.isdecimal():
        if len(text) > MAX_DIGITS:
            raise TooBig("more than 1,000 digits")
        return Node("num", (), int(text))
    if len(text) > 2 * MAX_DIGITS:
        raise TooBig("more than 1,000 digits")
    if text[:2] in ("0x", "0X"):
        return Node("num", (), int(text, 16))
    if "\\" in text and (match := _REPEATING.fullmatch(_GROUPING.sub("", text))):
        return number(_repeating(match[1], match[2], match[3]), len(match[2]) + len(match[3]))
    return _plain(_GROUPING.sub("", text))


def _plain(text: str) -> Node:
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    digits = whole + decimals
    if not digits.isdecimal():
        raise NotMath(f"not a number: {text[:20]}")
    shift = 0
    if exponent:
        if len(exponent) > 5 or abs(int(exponent)) > _MAX_EXPONENT:
            raise TooBig("exponent past 400")
        shift = int(exponent)
    if shift == 0 and not decimals.rstrip("0"):
        return Node("num", (), int(whole or "0"), len(decimals) or None)
    power = shift - len(decimals)
    value: Number = int(digits) * 10**power if power >= 0 else Fraction(int(digits), 10**-power)
    return number(value, max(len(decimals) - shift, 0) or None)


def _repeating(whole: str, fixed: str, cycle: str) -> Fraction:
    base = Fraction(int(whole + fixed or "0"), 10 ** len(fixed))
    return base + Fraction(int(cycle), 10 ** len(fixed) * (10 ** len(cycle) - 1))


def based(digits: str, base: int) -> Node | None:
    """Read digits in a base from 2 to 36; None where one is none of that base."""
    if not 2 <= base <= 36:
        return None
    try:
        return number(int(digits, base))
    except ValueError:
        return None
