"""Equations with one unknown: where one follows another and gives the unknown another value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, Number, TooBig, names, number
from stepreward.claims import Passage
from stepreward.claims.chains import Equation
from stepreward.claims.status import ASSERTED
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.kept import kept_for_small
from stepreward.match.slips.slip import Slip, said_at

_CLOSED = re.compile(  # what may stand behind an equation that is read whole
    r"[\s.,;:$\\\])]{0,20}(?:$|\n|[.,;:$\])]|\\[\])]|\b(?:so|then|and|which|we)\b)"
)
_EITHER = re.compile(
    r"[\s$\\();,{}]{0,9}(?:\\text\{ ?)?(?:or|and|,)\b[\s$\\();,{}]{0,9}"
)  # x = 2 or x = 3
_MAX_EQUATIONS = 200  # that are solved
_EQUALS = frozenset("=")
_GAP = Fraction(1, 100)  # of its value, that rounding may move an unknown


def unknown_slip(passages: Iterable[Passage], text: str) -> Slip | None:
    """Find "150 + x = 500, so x = 350 - 150": from one step to the next, x has one value."""
    solved: dict[str, tuple[Number, int, Equation]] = {}
    several: set[str] = set()  # names with more than one value
    for step, equation in islice(_with_unknowns(passages), _MAX_EQUATIONS):
        found = _solution(equation, text)
        if found is None:
            continue
        name, value = found
        before, there, giver = solved.get(name, (value, step, equation))
        if _EITHER.fullmatch(text, giver.end, equation.start) is not None:
            several.add(name)
        if name in several:
            continue
        if step - there <= 1 and _differ(before, value):
            first = said_at(text, giver.start, giver.end)
            place = Place(step, equation.start, equation.end)
            return Slip(place, f"{name} is another number than in {first}")
        solved[name] = value, step, equation
    return None


def _with_unknowns(passages: Iterable[Passage]) -> Iterator[tuple[int, Equation]]:
    """List the equations of steps that hold more than numbers, each with its step."""
    for passage in passages:
        if passage.step is not None:
            for equation in passage.equations:
                if _has_unknown(equation):
                    yield passage.step, equation


def _has_unknown(equation: Equation) -> bool:
    return any([side.value is None and side.node is not None for side in equation.sides])


def _solution(equation: Equation, text: str) -> tuple[str, Number] | None:
    """Solve an equation for its one unknown: two sides, or a name and what it comes to."""
    if equation.status != ASSERTED or not _EQUALS.issuperset(equation.signs):
        return None
    left, right = equation.sides[:2]
    if left.node is None or right.node is None or (left.value is None) == (right.value is None):
        return None
    if len(equation.sides) > 2 and any(side.value != right.value for side in equation.sides[2:]):
        return None
    if left.is_partial or right.is_partial or "=" not in text[left.end : right.start]:
        return None
    if text[equation.end - 1] != "." and _CLOSED.match(text, equation.end) is None:
        return None
    return _root(Node("-", (left.node, right.node)))


@kept_for_small
def _root(difference: Node) -> tuple[str, Number] | None:
    """Solve for the one name of a linear expression that is 0."""
    found = names(difference)
    if len(found) != 1:
        return None
    values = [_value(difference, at) for at in (0, 1, 2)]
    zero, one, two = values
    if zero is None or one is None or two is None or two - one != one - zero or one == zero:
        return None
    return next(iter(found)), Fraction(-zero) / (one - zero)


def _value(root: Node, at: int) -> Number | None:
    try:
        return exact(rebuild(root, lambda part: number(at) if part.op == "sym" else part))
    except (Undefined, TooBig):
        return None


def _differ(one: Number, other: Number) -> bool:
    """Tell two values that no rounding makes one."""
    gap = abs(Fraction(one) - other)
    if gap < 1 and (one.denominator == 1 or other.denominator == 1):
        return False  # 5.88 people are 5, or 6
    return gap > _GAP * abs(Fraction(one))
