"""Find the equations of one sentence: its relations, and the sides they join."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import EXACT, Node, Number
from stepreward.claims.congruences import with_congruences
from stepreward.claims.holding import link_holds
from stepreward.claims.labels import is_numbered_name, label_of
from stepreward.claims.matrices import KIND as MATRIX
from stepreward.claims.matrices import with_matrices
from stepreward.claims.pairs import with_named_relations
from stepreward.claims.ratios import with_ratios
from stepreward.claims.reach import left_side, right_side
from stepreward.claims.sides import QUANTITY_ENDS, Side
from stepreward.claims.status import ASSERTED
from stepreward.claims.tidy import tidied
from stepreward.claims.unit_words import without_units
from stepreward.claims.wording import read_wording

MAX_SIDES = 24
_MAX_RELATIONS = 300  # of one sentence that are read

ROUNDED = re.compile(
    r"\b(?:round|about|approx|nearly|roughly|almost|around|nearest)", re.IGNORECASE
)

_RELATIONS = frozenset({"rel", "weak", "which", "soft"})
_IN_WORDS = frozenset({"weak", "soft"})
_MAX_GAP = 10  # tokens between an operation and the "which is" that gives its result


class Equation(NamedTuple):
    """A chain of sides; ``signs`` stand between them. Spans refer to the text that was read."""

    sides: tuple[Side, ...]
    signs: tuple[str, ...]
    status: str
    is_rounded: bool

    @property
    def start(self) -> int:
        """Where its first side begins."""
        return self.sides[0].start

    @property
    def stated(self) -> tuple[Number, ...]:
        """The plain numbers among its sides."""
        return plain_numbers(self.sides)

    @property
    def end(self) -> int:
        """Where its last side ends."""
        return self.sides[-1].end


def plain_numbers(sides: Sequence[Side]) -> tuple[Number, ...]:
    """Take the numbers among sides that are written, not computed."""
    return tuple(
        [
            side.value  # type: ignore[misc]  # exact, by its type
            for side in sides
            if not side.is_computed and type(side.value) in EXACT
        ]
    )


@dataclass(slots=True)
class _Chain:
    """The chain that is being read, and the equations that were read before it."""

    is_rounded: bool
    found: list[Equation] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Keep what was read, where it is an equation, and begin anew."""
        if len(self.sides) > 1 and not _relates_triangles(self.sides):
            self.keep(tuple(self.sides), tuple(self.signs))
        self.drop()

    def keep(self, sides: tuple[Side, ...], signs: tuple[str, ...]) -> None:
        """Keep an equation."""
        self.found.append(Equation(sides, signs, ASSERTED, self.is_rounded))

    def drop(self) -> None:
        """Begin anew."""
        self.sides, self.signs = [], []


def chains_of(tokens: list[Token], sentence: str) -> list[Equation]:
    """Find the relations of one sentence and the sides they join."""
    tidy = tidied(with_matrices(tokens), sentence)
    if ":" in sentence:
        tidy = with_ratios(tidy)
    ready = without_units(read_wording(with_named_relations(with_congruences(tidy))))
    relations = [at for at, token in enumerate(ready) if token.kind in _RELATIONS]
    if not relations:
        return []
    chain = _Chain("≈" in sentence or ROUNDED.search(sentence) is not None)
    for number, at in enumerate(relations[:_MAX_RELATIONS]):
        before = relations[number - 1] + 1 if number else 0
        behind = relations[number + 1] if number + 1 < len(relations) else len(ready)
        _read_relation(chain, ready, before, at, behind)
    chain.close()
    return chain.found


def _read_relation(chain: _Chain, tokens: list[Token], before: int, at: int, behind: int) -> None:
    """Read the sides of one relation, tokens[at], into a chain; the next one stands ``behind``."""
    relation = tokens[at]
    if not chain.sides:
        left = _first_side(tokens, before, at)
        if left is None:
            if aside := _aside(tokens, before, at, behind, chain.found):
                chain.keep(aside, ("=",))
            return
        chain.sides = [left]
    elif _begins_another(relation, chain.sides[-1]):
        chain.close()
        return
    right, reached = right_side(tokens, at + 1, behind)
    if relation.kind == "which" and right is not None and right.is_computed:
        chain.drop()  # "…, which is 3/4 * 120 = 90" begins anew
        return
    if right is None and behind > at + 1 and tokens[at + 1].kind == MATRIX:
        return
    if right is None and _is_formula(tokens, at, behind):
        return  # Distance = Speed × Time = 50 × 3
    if right is None or len(chain.sides) >= MAX_SIDES:
        chain.close()
        return
    if not chain.signs and is_numbered_name(
        tokens[before:at], chain.sides[0], right, relation.text
    ):
        chain.sides = [label_of(tokens[before:at]) or chain.sides[0]]
    chain.signs.append(relation.text)
    chain.sides.append(right)
    if reached < behind:
        chain.close()


def _begins_another(relation: Token, last: Side) -> bool:
    """Tell a relation in words that goes on from no operation: "= 24 cups to make 36 cookies"."""
    return relation.kind in _IN_WORDS and (relation.kind == "soft" or not last.is_computed)


def _first_side(tokens: list[Token], low: int, at: int) -> Side | None:
    """Find what a chain begins with; a relation in words asks for an operation."""
    if tokens[at].kind == "soft":
        return None
    is_sign = tokens[at].kind == "rel"
    left = left_side(tokens, low, at)
    if left is None and is_sign:
        left = label_of(tokens[low:at])
    if tokens[at].kind == "which" and (left is None or not left.is_computed):
        left = _earlier_operation(tokens, at)
    return left if left is not None and (is_sign or left.is_computed) else None


def _aside(
    tokens: list[Token], low: int, at: int, behind: int, found: Sequence[Equation]
) -> tuple[Side, Side] | None:
    """Find the two sides of a relation in words that begins with no operation, where it holds."""
    if tokens[at].kind == "soft":
        return _led_to(tokens, at, behind)
    return _turned(tokens, low, at, behind) or _share(tokens, low, at, behind, found)


def _led_to(tokens: list[Token], at: int, behind: int) -> tuple[Side, Side] | None:
    """Find the operation that "so 72" gives the result of; another number is none of it."""
    left = _earlier_operation(tokens, at)
    right = right_side(tokens, at + 1, behind)[0] if left is not None else None
    if left is None or right is None or right.is_computed:
        return None
    return (left, right) if link_holds(left, right, "=", False) else None


def _turned(tokens: list[Token], low: int, at: int, behind: int) -> tuple[Side, Side] | None:
    """Find a number that words equate to an operation it is: "24 is 2 * 2 * 2 * 3"."""
    if tokens[at].kind != "weak":
        return None
    left = left_side(tokens, low, at)
    if left is None or left.name is not None or left.value is None:
        return None
    right, reached = right_side(tokens, at + 1, behind)
    if right is None or not right.is_computed or right.value != left.value:
        return None
    return None if reached == behind < len(tokens) else (left, right)  # which goes on: = 24


def _share(
    tokens: list[Token], low: int, at: int, behind: int, found: Sequence[Equation]
) -> tuple[Side, Side] | None:
    """Read "so two fifths is 12" as a share of what the one before it was of."""
    if tokens[at].kind != "weak" or not found:
        return None
    before = found[-1].sides[0]
    left = left_side(tokens, low, at)
    if before.node is None or before.node.op != "*" or not before.operands:
        return None
    if left is None or not _is_share(left.value):
        return None
    right, _ = right_side(tokens, at + 1, behind)
    if right is None or right.is_computed or left.node is None or left.value is None:
        return None
    of, size = before.node.args[1], before.operands[-1]
    if of.leaf != size or left.value * size != right.value:
        return None
    written = Node("*", (left.node, of))
    operands = (*left.operands, size)
    return left._replace(
        node=written, value=right.value, is_computed=True, operands=operands
    ), right


def _is_share(value: object) -> bool:
    return isinstance(value, Fraction) and 0 < value < 1


def _is_formula(tokens: list[Token], at: int, behind: int) -> bool:
    """Tell words, or units, joined by operators between two equals signs."""
    if behind >= len(tokens) or tokens[at].kind != "rel" or tokens[behind].kind != "rel":
        return False
    side = tokens[at + 1 : behind]
    has_operator = any(token.kind in ("op", "cmd") for token in side)
    return has_operator and not any(token.kind == "sep" for token in side)


def _relates_triangles(sides: Sequence[Side]) -> bool:
    """Tell △ABC ≅ △DEF and △ABC ∼ △DEF, which are no equations, and not one another."""
    return sum([side.name is not None and side.name[0] == "△" for side in sides]) > 1


def _earlier_operation(tokens: list[Token], at: int) -> Side | None:
    """Find what "…, which is 90" refers to: the operation last written before it."""
    for here in range(at - 1, max(at - _MAX_GAP, 0), -1):
        if tokens[here].kind == "rel":
            return None
        if tokens[here].kind in QUANTITY_ENDS:
            side = left_side(tokens, 0, here + 1)
            return side if side is not None and side.is_computed else None
    return None
