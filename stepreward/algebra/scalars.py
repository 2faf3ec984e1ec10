"""Are two quantities the same? Exact numbers, then fingerprints, then floats at several points."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.evaluate import Budget, Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.functions import Value
from stepreward.algebra.numeric import (
    CONSTANTS,
    NEAR,
    STEPS,
    attempts,
    function_of,
    numeric,
    sample,
)
from stepreward.algebra.precise import agree, precise
from stepreward.algebra.residue import residue
from stepreward.algebra.tree import (
    LOOPS,
    Node,
    Number,
    TooBig,
    names,
    number,
    parts,
)

ROUNDED_DIGITS = 5  # a decimal of this many digits may stand for the endless one it rounds
_POINTS = 6
_NEEDED = 2
_HUGE = frozenset("+ - * / ^ ! binom neg".split())
_COUNTS = frozenset("nmk")  # letters that count, where whole parts are taken
_RELATIVE = 1e-9
_FAR_RELATIVE = 1e-6  # far out, where more cancels
_ABSOLUTE = 1e-13


class Outcome(NamedTuple):
    """Equal (True), different (False) or undecided (None), and why."""

    same: bool | None
    why: str


def same_scalar(
    a: Node, b: Node, *, digits: int = ROUNDED_DIGITS, budget: Budget | None = None
) -> Outcome:
    """Compare two quantities by the first method that can tell."""
    budget = budget if budget is not None else Budget()
    try:
        left, right = exact(a, budget), exact(b, budget)
    except Undefined as undefined:
        return Outcome(None, f"undefined: {undefined}")
    if left is not None and right is not None:
        if left == right:
            return Outcome(True, "the same exact number")
        if _is_rounding(a, left, b, right, digits):
            return Outcome(True, "the same number, rounded")
        return Outcome(False, "different exact numbers")
    try:
        unknowns = (names(a) | names(b)) - CONSTANTS.keys()
    except TooBig as cap:
        return Outcome(None, f"too large: {cap}")
    marks = residue(a, budget), residue(b, budget)
    if None not in marks:
        if marks[0] == marks[1]:
            return Outcome(True, "the same rational function")
        if unknowns or not _may_round(a, b):
            return Outcome(False, "different rational functions")
    if unknowns:
        return _same_function(a, b, unknowns, budget)
    return _same_constant(a, b, left, right, digits, budget)


def _same_constant(  # noqa: PLR0913, PLR0917 - two values, each in two forms
    a: Node, b: Node, left: Number | None, right: Number | None, digits: int, budget: Budget
) -> Outcome:
    one, other = numeric(a, {}, budget), numeric(b, {}, budget)
    if one is None or other is None:
        outcome = _same_to_forty_digits(a, b, budget)
        if outcome is None and _are_alike(a, b):
            outcome = Outcome(True, "the same operations")
        return outcome or Outcome(None, "no value can be computed")
    if math.inf in (abs(one), abs(other)):
        same = one == other
        return Outcome(same, "the same infinity" if same else "one is infinite")
    if _close(one, other):
        settled = _same_to_forty_digits(a, b, budget)
        if settled is None or settled.same:
            return settled or Outcome(True, "the same number, as far as floats tell")
    if _is_rounding(a, one if left is None else left, b, other if right is None else right, digits):
        return Outcome(True, "the same number, rounded")
    return Outcome(False, "different numbers")


def _are_alike(a: Node, b: Node) -> bool:
    """Tell two trees of the same operations on integers other than 0, too large to compute."""
    left, right = parts(a), parts(b)
    return len(left) == len(right) and all(
        one.op == other.op
        and one.leaf == other.leaf
        and len(one.args) == len(other.args)
        and (one.op in _HUGE or (one.op == "num" and one.leaf != 0))
        for one, other in zip(left, right, strict=True)
    )


def _same_to_forty_digits(a: Node, b: Node, budget: Budget) -> Outcome | None:
    left, right = precise(a, budget), precise(b, budget)
    if left is None or right is None:
        return None
    if agree(left, right):
        return Outcome(True, "the same number to forty digits")
    return Outcome(False, "numbers that differ within forty digits")


def _same_function(a: Node, b: Node, unknowns: frozenset[str], budget: Budget) -> Outcome:
    """Compare at several points; once real ones agree, branches off the real line say nothing."""
    whole = _integer_names(a) | _integer_names(b)
    has_steps = any(part.op in STEPS for node in (a, b) for part in parts(node))
    agreed = real = 0
    one, other = function_of(a), function_of(b)
    for attempt in attempts((a, b), _POINTS):
        env = {name: sample(name, attempt) for name in unknowns}
        env.update(_whole_point(sorted(whole & unknowns), attempt))
        is_far = attempt >= NEAR
        if is_far and has_steps and attempt % 4 > 1:  # steps are at whole numbers
            env = {name: float(round(value)) for name, value in env.items()}
        left, right = one(env, budget), other(env, budget)
        if left is None or right is None or math.inf in (abs(left), abs(right)):
            continue
        is_real = not isinstance(left, complex) and not isinstance(right, complex)
        if not is_real and (
            real >= _NEEDED or isinstance(left, complex) != isinstance(right, complex)
        ):
            continue
        if not _close(left, right, _FAR_RELATIVE if is_far else _RELATIVE):
            return Outcome(False, "different functions")
        agreed += 1
        real += is_real
    if agreed >= _NEEDED:
        return Outcome(True, "the same function at several points")
    return Outcome(None, "the functions could not be evaluated")


def _whole_point(counts: list[str], attempt: int) -> dict[str, float]:
    """Give integers to names: in rising and in falling order by turns, ever further apart."""
    turned = counts[::-1] if attempt % 2 else counts
    apart = 1 + attempt // 2
    return {name: float(2 + attempt + rank * apart) for rank, name in enumerate(turned)}


def _integer_names(node: Node) -> frozenset[str]:
    """Names in factorials, binomials and the limits of sums stand for integers; n in ⌊n/2⌋ too."""
    found: frozenset[str] = frozenset()
    for part in parts(node):
        if part.op in ("!", "binom"):
            found = found.union(*(names(arg) for arg in part.args))
        elif part.op in STEPS:
            found = found.union(*(names(arg) & _COUNTS for arg in part.args))
        elif part.op in LOOPS and part.op in ("sum", "prod"):
            found = found.union(*(names(arg) for arg in part.args[:2]))
    return found


def _close(a: Value, b: Value, relative: float = _RELATIVE) -> bool:
    return abs(a - b) <= max(relative * max(abs(a), abs(b)), _ABSOLUTE)


def _may_round(a: Node, b: Node) -> bool:
    return written_places(a) is not None or written_places(b) is not None


def written_places(node: Node) -> int | None:
    """Count the decimals of a written number ("2.6667": 4); None for anything else."""
    while node.op in ("neg", "unit", "pct", "deg"):
        node = node.args[0]
    return node.places if node.op == "num" else None


def _is_rounding(
    a: Node, left: Number | Value, b: Node, right: Number | Value, digits: int
) -> bool:
    """Tell whether one is a decimal that rounds the other, an endless one."""
    return _rounds(a, left, right, digits) or _rounds(b, right, left, digits)


def _rounds(node: Node, written: Number | Value, endless: Number | Value, digits: int) -> bool:
    places = written_places(node)
    if places is None or isinstance(endless, complex) or isinstance(written, complex):
        return False
    if isinstance(endless, int) or (isinstance(endless, Fraction) and _terminates(endless)):
        return False
    if abs(written) * 10**places < 10 ** (digits - 1):
        return False
    if node.op == "pct":
        places += 2
    half = 0.5 * 10.0**-places * (1 + 1e-9)
    return bool(-half <= endless - written <= half)


def _terminates(value: Fraction) -> bool:
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    return bottom == 1


def same_up_to_constant(a: Node, b: Node, variable: str, budget: Budget) -> Outcome:
    """Compare antiderivatives: their differences between points must agree."""
    gaps: list[tuple[Value, Value]] = []
    start: tuple[Value, Value] | None = None
    unknowns = (names(a) | names(b)) - CONSTANTS.keys() - {variable}
    one, other = function_of(a), function_of(b)
    for attempt in range(_POINTS):
        env = {name: sample(name, 0) for name in unknowns}
        env[variable] = sample(variable, attempt)
        left, right = one(env, budget), other(env, budget)
        if left is None or right is None or math.inf in (abs(left), abs(right)):
            continue
        if isinstance(left, complex) or isinstance(right, complex):
            continue
        if start is None:
            start = left, right
        else:
            gaps.append((left - start[0], right - start[1]))
    if len(gaps) < _NEEDED:
        return Outcome(None, "the functions could not be evaluated")
    if all(abs(x - y) <= 1e-7 * max(abs(x), abs(y), 1e-3) for x, y in gaps):
        return Outcome(True, "the same up to a constant")
    return Outcome(False, "different functions, even up to a constant")


def scaled(node: Node, factor: Number) -> Node:
    """Multiply a quantity by an exact number."""
    return node if factor == 1 else Node("*", (number(factor), node))
