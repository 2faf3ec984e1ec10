"""Tell whether an equation holds, to the precision it was written with."""

from __future__ import annotations

import math
from fractions import Fraction

from stepreward.algebra.numeric import numeric
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, Number, number, postorder
from stepreward.claims.sides import Side

# Results that differ by such a factor may be conversions: 2 hours = 120 minutes.
CONVERSIONS = frozenset(
    Fraction(n)
    for n in (60, 3600, 24, 7, 12, 100, 1000, 36, 16, 52, 365, 30, 1440, 86400, 10_000, 1_000_000)
)


def link_holds(
    left: Side, right: Side, sign: str, is_rounded: bool, slack: float = 0.0
) -> bool | None:
    """Tell whether two sides agree to their written precision; None where that cannot be told.

    ``slack`` is what rounded operands may have moved the result.
    """
    a, b = left.value, right.value
    if a is None or b is None or sign not in ("=", "≈", "→", "≡"):
        return None
    if _is_huge(a) or _is_huge(b):
        return True if a == b else None
    if a == b or ((isinstance(a, float) or isinstance(b, float)) and math.isclose(a, b)):
        return True
    if not left.is_computed and not right.is_computed:
        return True if _rounds_to(left, right, sign == "≈" or is_rounded) else None
    if _rounds_to(left, right, sign == "≈" or is_rounded):
        return True
    if _is_bare_percent(left, b) or _is_bare_percent(right, a):
        return True
    if sign == "≈":
        slack += _rounding(left) + _rounding(right)  # 20 tan 35° ≈ 20 * 0.7002
    if slack and abs(float(a) - float(b)) <= slack:
        return True
    if left.is_partial or (not left.is_computed and left.unit):
        return None  # 72 km/h = 72 * 1000 / 3600
    if (left.unit or right.unit) and _may_convert(a, b):
        return None
    return _holds_in_degrees(left, right, sign == "≈" or is_rounded)


def _is_in_radians(one: Side, other: Side) -> bool:
    """Tell π/3 radians from 60 degrees, which are the same."""
    if one.node is None or one.value is None or other.value is None:
        return False
    has_pi = any(part.leaf == "pi" for part in postorder(one.node))
    return has_pi and math.isclose(math.degrees(one.value), other.value)


def _is_huge(value: Number | float) -> bool:
    return not -_HUGE < value < _HUGE


def _is_bare_percent(one: Side, other: Number | float) -> bool:
    """Tell 20% and the 20 that it is written as."""
    if one.node is None or one.node.op != "pct" or one.value is None:
        return False
    bare = one.value * 100
    return abs(float(bare) - float(other)) <= 0.005 * max(1.0, abs(float(other)))


def _holds_in_degrees(left: Side, right: Side, is_rounded: bool) -> bool:
    """Tell π/3 = 60° and, with angles meant in degrees, sin(30) = 0.5 and arctan(1) = 45."""
    if _is_in_radians(left, right) or _is_in_radians(right, left):
        return True
    if not (_has_angle(left) or _has_angle(right)):
        return False
    one, other = _in_degrees(left), _in_degrees(right)
    if one.value is None or other.value is None:
        return False
    return math.isclose(one.value, other.value) or _rounds_to(one, other, is_rounded)


def _has_angle(side: Side) -> bool:
    return side.node is not None and any(
        part.op in _OF_ANGLES or part.op in _ANGLES for part in postorder(side.node)
    )


def _in_degrees(side: Side) -> Side:
    """Compute a side with every angle in degrees, whether it says so or not."""
    if side.node is None:
        return side
    value = numeric(rebuild(side.node, _with_degrees), {})
    if not isinstance(value, (int, float)) or _is_huge(value):
        return side._replace(value=None)
    return side._replace(value=float(value))


def _with_degrees(node: Node) -> Node:
    if node.op == "deg":
        return node.args[0]
    if node.op in _OF_ANGLES:
        return node._replace(args=(Node("deg", node.args),))
    return Node("/", (node, _ONE_DEGREE)) if node.op in _ANGLES else node


_OF_ANGLES = frozenset("sin cos tan cot sec csc".split())
_ANGLES = frozenset("arcsin arccos arctan arccot arcsec arccsc".split())
_ONE_DEGREE = Node("deg", (number(1),))


def _rounding(side: Side) -> float:
    """Bound how far the rounding of its decimals may have moved what a side comes to."""
    if side.node is None or side.value is None:
        return 0.0
    share = sum(
        0.5 * 10.0**-part.places / abs(float(part.leaf))
        for part in postorder(side.node)
        if part.places and isinstance(part.leaf, Fraction) and 0 < abs(part.leaf) < _LARGE
    )
    return share * abs(float(side.value))


_HUGE = 10**300  # about as much as a float holds
_LARGE = 10**30  # no longer a decimal that somebody rounded


def _rounds_to(left: Side, right: Side, is_rounded: bool) -> bool:
    return _is_written_for(left, right, is_rounded) or _is_written_for(right, left, is_rounded)


def _is_written_for(written: Side, value: Side, is_rounded: bool) -> bool:
    """Tell whether a written decimal rounds or cuts off a value: 3.33 for 10/3, not 3.4."""
    node = written.node
    if written.is_computed or node is None or written.value is None or value.value is None:
        return False
    while node.op in ("neg", "unit", "deg"):
        node = node.args[0]
    scale = 0
    if node.op == "pct":
        node, scale = node.args[0], 2
    places = node.places
    gap = float(value.value) - float(written.value)
    if places is None:
        if not is_rounded:
            return abs(gap) <= 1e-9 * max(1.0, abs(float(value.value)))
        digits = str(node.leaf)
        unit = 10.0 ** (len(digits) - len(digits.rstrip("0")))
        return abs(gap) < min(unit, max(1.0, 0.05 * abs(float(value.value)))) * 10.0**-scale
    unit = 10.0 ** -(places + scale)
    if abs(gap) <= 0.5 * unit * (1 + 1e-9):
        return True
    if isinstance(value.value, (int, Fraction)) and (value.value * 10 ** (places + scale)) % 1 == 0:
        return False  # 15 needs no rounding to two decimals
    towards_zero = gap * (1 if float(written.value) >= 0 else -1)
    return 0 < towards_zero < unit


def _may_convert(a: Number | float, b: Number | float) -> bool:
    if a == 0 or b == 0:
        return False
    ratio = Fraction(a) / Fraction(b)
    return abs(ratio) in CONVERSIONS or (ratio != 0 and abs(1 / ratio) in CONVERSIONS)
