"""Are two equations or inequalities the same, up to a factor and arrangement?"""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.algebra.evaluate import Budget
from stepreward.algebra.numeric import CONSTANTS, numeric, sample
from stepreward.algebra.residue import PRIME, residue
from stepreward.algebra.scalars import Outcome, same_scalar
from stepreward.algebra.tree import STRUCTURES, Node, names

ORDERED = frozenset({"<", ">", "≤", "≥"})
FLIPPED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤"}


def same_relation(a: Node, b: Node, budget: Budget) -> Outcome:
    """Two equations are one when their differences are proportional."""
    if not isinstance(a.leaf, tuple) or not isinstance(b.leaf, tuple):
        return Outcome(None, "a relation without a sign")
    if len(a.leaf) != 1 or len(b.leaf) != 1:
        return _same_chain(a, b, budget)
    sign, other_sign = a.leaf[0], b.leaf[0]
    if any(node.op in STRUCTURES for node in (*a.args, *b.args)):
        return Outcome(None, "a relation between lists")
    ratio = _proportion(Node("-", a.args), Node("-", b.args), budget)
    if ratio is None:
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


def _proportion(a: Node, b: Node, budget: Budget) -> float | None:
    """Find r with a = r b everywhere, by its sign; None where there is no such number."""
    unknowns = sorted((names(a) | names(b)) - CONSTANTS.keys())
    first = _values(a, b, unknowns, 0, budget)
    if first is None:
        return _residue_proportion(a, b)
    ratio = first[0] / first[1]
    agreed = 0
    for attempt in range(1, 6):
        values = _values(a, b, unknowns, attempt, budget)
        if values is None:
            continue
        if abs(values[0] - ratio * values[1]) > 1e-8 * max(abs(values[0]), abs(ratio * values[1])):
            return None
        agreed += 1
    if agreed < 2:
        return None
    return ratio.real if isinstance(ratio, complex) else ratio


def _values(
    a: Node, b: Node, unknowns: Sequence[str], attempt: int, budget: Budget
) -> tuple[float | complex, float | complex] | None:
    env = {name: sample(name, attempt) for name in unknowns}
    left, right = numeric(a, env, budget), numeric(b, env, budget)
    if left is None or right is None or right == 0 or abs(left) in (0, float("inf")):
        return None
    return left, right


def _residue_proportion(a: Node, b: Node) -> float | None:
    """Without float values only equality up to sign can be told."""
    left, right = residue(a), residue(b)
    if left is None or right is None:
        return None
    if left == right:
        return 1.0
    return -1.0 if (left + right) % PRIME == 0 else None
