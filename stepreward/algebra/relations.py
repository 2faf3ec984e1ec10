"""Compare two equations or inequalities up to a factor and arrangement."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.algebra.evaluate import Budget
from stepreward.algebra.numeric import CONSTANTS, NEAR, attempts, function_of, sample
from stepreward.algebra.residue import PRIME, elsewhere, residue
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.scalars import Outcome, same_scalar
from stepreward.algebra.tree import STRUCTURES, Node, names, number

ORDERED = frozenset({"<", ">", "≤", "≥"})
FLIPPED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤"}
_MAX_FACTOR = 1 << 40
_RELATIVE = 1e-8


def same_relation(a: Node, b: Node, budget: Budget) -> Outcome:
    """Two equations are one when their differences are proportional."""
    if not isinstance(a.leaf, tuple) or not isinstance(b.leaf, tuple):
        return Outcome(None, "a relation without a sign")
    if len(a.leaf) != 1 or len(b.leaf) != 1:
        return _same_chain(a, b, budget)
    sign, other_sign = a.leaf[0], b.leaf[0]
    if any(node.op in STRUCTURES for node in (*a.args, *b.args)):
        return Outcome(None, "a relation between lists")
    ratio = _proportion(a.args, b.args, budget)
    if ratio is None:
        if sign == other_sign == "=" and (_solves(a, b, budget) or _solves(b, a, budget)):
            return Outcome(True, "the same equation, solved for one name")
        return Outcome(False, "different equations")
    if sign in ORDERED or other_sign in ORDERED:
        same_direction = sign == (other_sign if ratio > 0 else FLIPPED.get(other_sign))
        return Outcome(
            same_direction, "the same inequality" if same_direction else "it is reversed"
        )
    return Outcome(sign == other_sign, "the same equation, up to a factor")


def _same_chain(a: Node, b: Node, budget: Budget) -> Outcome:
    """Compare a chain a < b < c link by link, read from either end."""
    if len(a.args) != len(b.args):
        return Outcome(False, "chains of different length")
    signs = a.leaf if isinstance(a.leaf, tuple) else ()
    others = b.leaf if isinstance(b.leaf, tuple) else ()
    for flipped in (False, True):
        sides = b.args[::-1] if flipped else b.args
        turned = tuple(FLIPPED.get(s, s) for s in others[::-1]) if flipped else others
        if signs == turned and all(
            same_scalar(x, y, budget=budget).same for x, y in zip(a.args, sides, strict=True)
        ):
            return Outcome(True, "the same chain")
    return Outcome(False, "different chains")


def _solves(solved: Node, other: Node, budget: Budget) -> bool:
    """Tell P = nRT/V as a solution of PV = nRT: put in, it holds for all values of the others.

    The other equation must be linear in that name, or it has more solutions.
    """
    name, value = solved.args
    if name.op != "sym" or name.leaf in CONSTANTS or name.leaf in names(value):
        return False
    if name.leaf not in names(other):
        return False
    difference = Node("-", other.args)
    steps = [
        residue(rebuild(difference, lambda part, at=at: at if part == name else part), budget)  # type: ignore[misc]
        for at in (value, number(0), number(1), number(2))
    ]
    if None in steps or steps[0] != 0:
        return False
    _, zero, one, two = steps
    return (two - 2 * one + zero) % PRIME == 0 and zero != one  # type: ignore[operator]


def _proportion(a: Sequence[Node], b: Sequence[Node], budget: Budget) -> float | None:
    """Find r with left - right of ``a`` = r (left - right of ``b``); None without one."""
    one, other = Node("-", tuple(a)), Node("-", tuple(b))
    unknowns = sorted((names(one) | names(other)) - CONSTANTS.keys())
    marks = residue(one, budget), residue(other, budget)
    if None in marks:
        return _float_proportion(a, b, unknowns, budget)
    if 0 in marks:
        return 1.0 if marks[0] == marks[1] else None
    env = elsewhere(unknowns)
    again = residue(one, budget, env), residue(other, budget, env)
    if None in again or (marks[0] * again[1] - marks[1] * again[0]) % PRIME:  # type: ignore[operator]
        return None
    return _small_fraction(marks[0] * pow(marks[1], -1, PRIME) % PRIME)  # type: ignore[arg-type, operator]


def _small_fraction(value: int) -> float | None:
    """Find the fraction p / q of small integers that a residue stands for, by Euclid's steps."""
    before, here, last, factor = PRIME, value, 0, 1
    while here > _MAX_FACTOR:
        quotient = before // here
        before, here = here, before - quotient * here
        last, factor = factor, last - quotient * factor
    return here / factor if here and abs(factor) <= _MAX_FACTOR else None


def _float_proportion(
    a: Sequence[Node], b: Sequence[Node], unknowns: Sequence[str], budget: Budget
) -> float | None:
    """Compare at several points; what cancels within rounding says nothing."""
    found: list[tuple[float, float, float, float]] = []
    functions = [function_of(side) for side in (*a, *b)]
    for attempt in attempts((*a, *b), NEAR):
        env = {name: sample(name, attempt) for name in unknowns}
        sides = [function(env, budget) for function in functions]
        if any(side is None or isinstance(side, complex) for side in sides):
            continue
        p, q, r, s = (float(side) for side in sides)  # type: ignore[arg-type]  # ruled out above
        found.append((p - q, abs(p) + abs(q), r - s, abs(r) + abs(s)))
    pivot = max(found, key=lambda row: abs(row[2]) / (row[3] or 1), default=None)
    if pivot is None or len(found) < 2 or pivot[2] == 0 or pivot[0] == 0:
        return None
    ratio = pivot[0] / pivot[2]
    if all(
        abs(left - ratio * right) <= _RELATIVE * (size + abs(ratio) * other_size)
        for left, size, right, other_size in found
    ):
        return ratio
    return None
