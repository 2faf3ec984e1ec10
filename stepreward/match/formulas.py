"""Read formulas in words: "density = mass / volume", "found by dividing the mass by the volume"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, names, symbol
from stepreward.match.arithmetic.marks import marks_between
from stepreward.match.arithmetic.quantities import letters_of
from stepreward.match.joints import (
    MAY_JOIN,
    Item,
    Quantity,
    chunks_of,
    expression_at,
    items_of,
    name_of,
    whole_expression,
)

_MAX_CHARS = 300  # of a sentence that is read
_MAX_ITEMS = 40
_MAX_LETTERS = 24  # ways to put letters for words
_RATE = re.compile(r"\d\s+[^\W\d]+\s+per\b")  # 84 people per km² are a value


class Formula(NamedTuple):
    """A formula in words: its quantities, and its fingerprints with them or letters as names."""

    quantities: tuple[Quantity, ...]
    marks: frozenset[int]
    letters: frozenset[int]


class Reading(NamedTuple):
    """What a sentence says of the quantities of a formula, and where."""

    is_same: bool
    start: int
    end: int


@lru_cache(maxsize=4_096)
def formula_of(text: str) -> Formula | None:
    """Read a key step that is a formula and nothing else.

    >>> [sorted(words) for words in formula_of("density = mass / volume").quantities]
    [['density'], ['mass'], ['volum']]
    """
    if len(text) > _MAX_CHARS or MAY_JOIN.search(text) is None or _RATE.search(text) is not None:
        return None
    chunks = [words for kind, words, _, _ in chunks_of(text) if kind == "words"]
    quantities = tuple(dict.fromkeys(map(frozenset, chunks)))
    if len(quantities) < 2 or not all(map(_is_worded, quantities)):
        return None
    items = list(items_of(text, quantities))
    if len(items) > _MAX_ITEMS:
        return None
    at = next((at for at, item in enumerate(items) if item.kind == "rel"), 0)
    left, right = whole_expression(items[:at]), whole_expression(items[at + 1 :])
    if left is None or right is None or not (left.args or right.args):
        return None
    marks = frozenset(marks_between(left, right))
    return Formula(quantities, marks, _in_letters(left, right, chunks)) if marks else None


def _is_worded(quantity: Quantity) -> bool:
    return any(len(word) > 2 for word in quantity)  # unlike the h of km/h


def readings(formula: Formula, sentence: str) -> Iterator[Reading]:
    """List what a sentence says of all quantities of a formula.

    >>> formula = formula_of("density = mass / volume")
    >>> [reading.is_same for reading in readings(formula, "Density is volume divided by mass.")]
    [False]
    """
    if len(sentence) > _MAX_CHARS or MAY_JOIN.search(sentence) is None:
        return
    items = list(items_of(sentence, formula.quantities))
    if len(items) > _MAX_ITEMS:
        return
    wanted = {name_of(quantity) for quantity in formula.quantities}
    if not wanted <= set().union(*[names(item.node) for item in items if item.node]):
        return
    at = 0
    while at < len(items):
        found = expression_at(items, at)
        if found is None or not found[0].args:
            at += 1
            continue
        node, behind = found
        for other, low, high in _other_sides(items, at, behind, node, wanted):
            marks = marks_between(other, node)
            yield Reading(
                any(mark in formula.marks for mark in marks),
                min(items[at].start, low),
                max(items[behind - 1].end, high),
            )
        at = behind


def _other_sides(
    items: Sequence[Item], at: int, behind: int, node: Node, wanted: set[str]
) -> Iterator[tuple[Node, int, int]]:
    """Find what an expression equals: the one quantity it lacks, or what a relation gives."""
    lacks = wanted - names(node)
    if len(lacks) == 1:
        (name,) = lacks
        for item in (*reversed(items[:at]), *items[behind:]):
            if item.kind == "quantity" and item.node is not None and item.node.leaf == name:
                yield item.node, item.start, item.end
                return
    if not lacks and behind + 1 < len(items) and items[behind].kind == "rel":
        found = expression_at(items, behind + 1)
        if found is not None:
            yield found[0], items[behind].start, items[found[1] - 1].end
    before = items[at - 2] if at > 1 and items[at - 1].kind == "rel" else None
    if not lacks and before is not None and before.node is not None:
        yield before.node, before.start, before.end


def _in_letters(left: Node, right: Node, chunks: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Fingerprint a formula with the letters that usually stand for its quantities."""
    choices = {name_of(frozenset(words)): letters_of(words[-1]) for words in chunks}
    count = 1
    for letters in choices.values():
        count *= len(letters)
    if not 0 < count <= _MAX_LETTERS:
        return frozenset()
    marks: set[int] = set()
    for chosen in product(*choices.values()):
        if len(set(chosen)) == len(chosen):
            env = dict(zip(choices, chosen, strict=True))
            marks.update(marks_between(_renamed(left, env), _renamed(right, env)))
    return frozenset(marks)


def _renamed(node: Node, env: dict[str, str]) -> Node:
    def change(part: Node) -> Node:
        return symbol(env[str(part.leaf)]) if part.op == "sym" else part

    return rebuild(node, change)
