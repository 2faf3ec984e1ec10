"""What the rules of validity look at: a trace, its claims and format, the question and its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims import Claims
from stepreward.claims.chains import Equation, plain_numbers
from stepreward.claims.copies import words_of
from stepreward.claims.density import USUAL
from stepreward.claims.sides import Side
from stepreward.claims.status import ASSERTED
from stepreward.formats import Format
from stepreward.trace import Section, Trace

_MAX_KEY_FOREIGN = 0.25  # share of the key steps' own operations, or the question tells too little
_MAX_WORDS_FROM = 20_000  # characters of a span that are read as words
_EQUATES = frozenset({"=", "≈"})


@dataclass(frozen=True, slots=True)
class KeyWork:
    """What the key steps ask to be computed.

    ``operations`` are the operands and the results of their equations, in order.
    ``is_arithmetic`` tells whether at least half of the key steps compute, ``has_arithmetic``
    whether one of them does, ``is_numeric`` that one computes with numbers alone. ``given`` are the
    numbers a solution starts from, None where they cannot be told; ``starts`` the numbers of the
    key steps that none of them computes. ``rests`` are pairs of key steps, of which the first
    computes with a number that the second reads off. ``words`` are the words of their forms,
    ``topic`` the stems of what those and the question speak of.
    """

    operations: tuple[tuple[frozenset[Number], frozenset[Number]], ...] = ()
    is_arithmetic: bool = False
    has_arithmetic: bool = False
    is_numeric: bool = False
    given: frozenset[Number] | None = None
    starts: frozenset[Number] = frozenset()
    rests: tuple[tuple[int, int], ...] = ()
    words: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()


def given_numbers(
    known: frozenset[Number] | None,
    operations: Sequence[tuple[frozenset[Number], frozenset[Number]]],
    numbers: frozenset[Number],
) -> frozenset[Number] | None:
    """Find the numbers a solution starts from; None where question and key steps do not tell.

    Numbers that only an image shows are taken from the key steps, results left out. Without
    arithmetic in the key steps, the numbers of the question are taken as they are.
    """
    if not operations:
        return known
    in_question = known or frozenset()
    results = frozenset().union(*(results for _, results in operations))
    pairs = [(operands, tuple(results)) for operands, results in operations]
    for root in (in_question, in_question | (numbers - USUAL - results)):
        if count_foreign(pairs, root) <= _MAX_KEY_FOREIGN * len(pairs):
            return root
    return None


def count_foreign(
    pairs: list[tuple[frozenset[Number], tuple[Number, ...]]], root: frozenset[Number]
) -> int:
    """Count the operations that use nothing given and no earlier result."""
    rooted, foreign = set(root), 0
    for operands, results in pairs:
        if operands & rooted:
            rooted.update(results)
        else:
            foreign += 1
    return foreign


class Operation(NamedTuple):
    """One computed side of an equation: what went in, and what is stated to come out."""

    side: Side
    operands: frozenset[Number]
    results: tuple[Number, ...]


@dataclass(slots=True)
class Case:
    """A trace with what it claims, held against its format and its question.

    ``found_at`` is where each key step was found, None for a missed one; ``different_answers``
    counts its final answers, those that mean the same once.
    """

    trace: Trace
    text: str
    claims: Claims
    form: Format | None
    question: str | None = None
    known: frozenset[Number] | None = None
    keys: KeyWork = field(default_factory=KeyWork)
    found_at: Sequence[int | None] = ()
    different_answers: int = 1
    is_truncated: bool = False
    guards: frozenset[str] = frozenset()
    tells_work: Callable[[], bool] = bool  # whether it computes in words
    _words: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    _backgrounds: list[Section] | None = None
    _asserted: list[tuple[Equation, tuple[Number, ...]]] | None = None
    _operations: list[Operation] | None = None
    _valued: list[Operation] | None = None

    def words(self, start: int, end: int) -> list[str]:
        """List the lower-case words of a span; what is far too long is read in part."""
        key = (start, end)
        if key not in self._words:
            self._words[key] = words_of(self.text[start : min(end, start + _MAX_WORDS_FROM)])
        return self._words[key]

    def backgrounds(self) -> list[Section]:
        """List the sections that are neither steps nor answer."""
        if self._backgrounds is None:
            rules = self.form.sections if self.form is not None else ()
            others = {rule.name for rule in rules if rule.role != "background"}
            self._backgrounds = [s for s in self.trace.sections if s.name not in others]
        return self._backgrounds

    def asserted(self) -> list[tuple[Equation, tuple[Number, ...]]]:
        """List the equations that the trace asserts, each with its results."""
        if self._asserted is None:
            self._asserted = [
                (equation, results_of(equation))
                for passage in self.claims.passages
                for equation in passage.equations
                if equation.status == ASSERTED
            ]
        return self._asserted

    def valued_operations(self) -> list[Operation]:
        """List the operations without variables."""
        if self._valued is None:
            self._valued = [one for one in self.operations() if one.side.value is not None]
        return self._valued

    def operations(self) -> list[Operation]:
        """List the asserted operations with the results an equals sign states for them."""
        if self._operations is None:
            self._operations = _operations(self)
        return self._operations


def _operations(case: Case) -> list[Operation]:
    """List the asserted operations with the results an equals sign states for them."""
    found = []
    for equation, results in case.asserted():
        if not equation.signs or not _EQUATES.issuperset(equation.signs):
            continue
        if not results and not any(side.name for side in equation.sides):
            continue
        found += [
            Operation(side, frozenset(side.operands), results)
            for side in equation.sides
            if side.is_computed
        ]
    return found


def results_of(equation: Equation) -> tuple[Number, ...]:
    """Take the plain numbers behind the first operation; those before it, where there are none."""
    sides = equation.sides
    first = next((at for at, side in enumerate(sides) if side.is_computed), 0)
    return plain_numbers(sides[first:]) or plain_numbers(sides[:first])
