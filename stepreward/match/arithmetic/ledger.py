"""The arithmetic a trace asserts: an index from values to the operations that gave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tree import EXACT, Node, Number
from stepreward.algebra.units import Unit
from stepreward.claims.chains import Equation
from stepreward.claims.holding import link_holds
from stepreward.claims.sides import Side
from stepreward.match.arithmetic.comparisons import (
    TURNED,
    Comparison,
    comparisons_of,
    says_same,
)
from stepreward.match.arithmetic.expansion import Expanded, Place, leaves, written_out
from stepreward.match.arithmetic.marks import factored_marks_of, marks_of
from stepreward.match.arithmetic.measured import units_of
from stepreward.match.arithmetic.shapes import Ident, Shape, same_shape, shape_of
from stepreward.match.arithmetic.solving import Solved, solved
from stepreward.match.valued import Valued, is_unlike, valued_in

_MAX_ENTRIES = 600
_MAX_GIVERS = 8  # operations of one result that an inequality may be about
_MAX_FORGOTTEN = 100  # values of a name that are looked through for a rejected one
INSIDE = "part of a longer computation"


class Entry(NamedTuple):
    """One operation that a trace asserts and that holds."""

    place: Place
    side: Side
    node: Node
    shape: Shape
    result: Ident


class FalseEntry(NamedTuple):
    """One operation whose stated result is wrong.

    ``is_run_on`` where only the next operation denies it, which holds: 5 + 5 = 10 + 3 = 13.
    """

    place: Place
    shape: Shape
    stated: str
    is_run_on: bool = False


class Found(NamedTuple):
    """A match: where, and how it was recognised."""

    place: Place
    how: str


@dataclass(slots=True)
class Ledger:
    """All operations of a trace, in order; what they give may be used by the next.

    ``known`` are the numbers a claim may start from: those of the question, None where there is
    no question.
    """

    known: frozenset[Number] | None = None
    needs_holding: bool = True
    entries: list[Entry] = field(default_factory=list)
    false: list[FalseEntry] = field(default_factory=list)
    named: dict[str, list[tuple[Number | float | str, str, Place]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    symbolic: dict[int, Place] = field(default_factory=dict)
    factored: dict[int, Place] = field(default_factory=dict)  # products of sums, as if they were 0
    units_at: dict[Place, tuple[Unit, ...]] = field(default_factory=dict)  # those of an equation
    compared: list[Comparison] = field(default_factory=list)  # inequalities
    valued: list[Valued] = field(default_factory=list)  # expressions in variables, by their values
    names_at: dict[Place, list[str]] = field(default_factory=dict)  # what an equation names
    false_values: set[Number | float] = field(default_factory=set)
    written: set[Number] = field(default_factory=set)  # the operands of all that was entered
    _by_value: dict[Ident, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _expanded: Expanded | None = None
    _rounded: dict[Number, float] = field(default_factory=dict)  # rounded results, and by how much
    _unsolved: dict[tuple[str, Number], list[tuple[Solved, Side]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, equation: Equation, step: int | None) -> None:
        """Enter an equation that the trace asserts."""
        if len(self.entries) >= _MAX_ENTRIES:
            return
        place = Place(step, equation.start, equation.end)
        if not TURNED.keys().isdisjoint(equation.signs):
            self.compared += comparisons_of(equation, place)
        if units := units_of(equation):
            self.units_at[place] = units
        holds = [
            self._holds(equation.sides[at], equation.sides[at + 1], sign, equation.is_rounded)
            for at, sign in enumerate(equation.signs)
        ]
        has_name = any([side.name is not None for side in equation.sides])
        if None in holds:
            _see_identities(equation, holds)
        before = len(self.false)
        is_sound = False not in holds
        is_run_on = not is_sound and _is_run_on(equation, holds)
        denied = () if is_sound or is_run_on else equation.stated  # what the chain comes to instead
        for at, side in enumerate(equation.sides):
            around = holds[max(at - 1, 0) : at + 1]
            is_denied = denied and False not in around and side.value not in denied
            if side.is_computed and not is_denied:
                self.written.update(side.operands)
                self._enter(side, place, around, equation, is_sound=is_sound)
        if len(self.false) > before and is_run_on:
            self.false[before:] = [one._replace(is_run_on=True) for one in self.false[before:]]
        if False not in holds and any([side.value is None for side in equation.sides]):
            self._enter_symbolic(equation, place)
        if has_name and False not in holds:
            self._enter_names(equation, place)
        if (unknown := solved(equation)) is not None:
            self._unsolved[unknown.name, unknown.value].append((unknown, equation.sides[0]))

    def _holds(self, left: Side, right: Side, sign: str, is_rounded: bool) -> bool | None:
        """Check a link; operands that were rounded before may move a result a little."""
        slack = 0.0
        if self._rounded:
            for side in (left, right):
                slack += _slack(side, self._rounded)
        holds = link_holds(left, right, sign, is_rounded, slack)
        if holds and left.value != right.value:
            for side in (left, right):
                if not side.is_computed and isinstance(side.value, (int, Fraction)):
                    self._rounded[side.value] = abs(
                        float(left.value or 0) - float(right.value or 0)
                    )
        return holds

    def _enter(
        self,
        side: Side,
        place: Place,
        around: Sequence[bool | None],
        equation: Equation,
        *,
        is_sound: bool,
    ) -> None:
        if side.node is None or (shape := shape_of(side.node)) is None:
            return
        if _only_turns(side, equation):
            return
        stated = [s.value for s in equation.sides if s.value is not None and s is not side]
        if False in around:
            if self.needs_holding:
                self.false_values.update(s.value for s in equation.sides if s.value is not None)
                self.false.append(FalseEntry(place, shape, str(stated[0]) if stated else ""))
            return
        if True not in around and self.needs_holding and stated:
            if all([one.name is None for one in equation.sides]):
                return
        entry = Entry(place, side, side.node, shape, shape.value)
        self.entries.append(entry)
        self._by_value[shape.value].append(entry)
        # What a false link leads to is no result: 3 * 3 = 4 + 5 = 8.
        results = [v for v in stated if is_sound and isinstance(v, (int, Fraction))]
        for value in results:
            if value != shape.value:
                self._by_value[value].append(entry._replace(result=value))

    def _enter_symbolic(self, equation: Equation, place: Place) -> None:
        sides = equation.sides
        links = [(sides[at], sides[at + 1], sign) for at, sign in enumerate(equation.signs)]
        if sides[0].name is not None and _EQUAL.issuperset(equation.signs):
            links += [(sides[0], side, "=") for side in sides[2:_MAX_RELATED]]
        self.valued += valued_in(links)
        for link in links:
            for mark in marks_of(*link):
                self.symbolic.setdefault(mark, place)
            for mark in factored_marks_of(*link):
                self.factored.setdefault(mark, place)

    def _enter_names(self, equation: Equation, place: Place) -> None:
        """Note every pair of a name and another side of its chain, with what relates them."""
        self.names_at[place] = [side.name for side in equation.sides if side.name is not None]
        for name, sign, other in related(equation):
            value = other.name if other.name is not None else other.value
            if value is not None:
                self.named[name].append((value, sign, place))
            if sign == "=" and isinstance(value, (int, Fraction)) and self._unsolved:
                self._enter_solved(name, value, place)

    def _enter_solved(self, name: str, value: Number, place: Place) -> None:
        """Enter what an unknown comes to, now that the trace says it: 20 = x - 2, so x = 22."""
        for unknown, side in self._unsolved.pop((name, value), ()):
            shape = shape_of(unknown.node)
            if shape is not None and len(shape.parts) > 1:
                operands = tuple(leaves(unknown.node))
                said = side._replace(node=unknown.node, value=value, operands=operands, name=None)
                entry = Entry(place, said, unknown.node, shape, shape.value)
                self.entries.append(entry)
                self._by_value[shape.value].append(entry)

    def forget(self, equation: Equation) -> None:
        """Forget that a name had a value, now that the trace rejects it: x = 4 is extraneous."""
        for name, sign, other in related(equation):
            if sign == "=" and other.value is not None and len(self.named[name]) <= _MAX_FORGOTTEN:
                self.named[name] = [
                    (value, said, place)
                    for value, said, place in self.named[name]
                    if (value, said) != (other.value, "=") or place.start > equation.start
                ]

    def find(self, shape: Shape) -> list[Found]:
        """Find an operation as it stands in the trace, operands in any order."""
        return [
            Found(entry.place, "the same equation")
            for entry in self._by_value.get(shape.value, ())
            if same_shape(shape, entry.shape)
        ]

    def find_inside(self, shapes: Iterable[Shape], results: frozenset[Ident]) -> list[Found]:
        """Find an operation inside a longer one, or spread over several that feed each other.

        ``results`` are those of the key steps.
        """
        if self._expanded is None:
            operations = [(entry.node, entry.result) for entry in self.entries]
            self._expanded = written_out(operations, self.known, results)
        return [Found(self.entries[at].place, INSIDE) for at in self._expanded.holding(shapes)]

    def find_compared(self, wanted: Comparison) -> list[Found]:
        """Find an inequality, either way round."""
        return [
            Found(one.place, "the same inequality")
            for one in self.compared
            if says_same(wanted, self._worked_out(one))
        ]

    def _worked_out(self, told: Comparison) -> Comparison:
        """Let a result stand for what gave it: 5 + 7 = 12, and 12 > 10."""
        return told._replace(left=self._with_givers(told.left), right=self._with_givers(told.right))

    def _with_givers(self, sides: Sequence[Side]) -> list[Side]:
        given = [
            entry.side
            for side in sides
            if not side.is_computed and isinstance(side.value, (int, Fraction))
            for entry in self._by_value.get(side.value, ())[:_MAX_GIVERS]
        ]
        return [*sides, *given]

    def find_value(self, value: Ident) -> list[Found]:
        """Find a number that the trace states as the result of something."""
        found = [Found(entry.place, "the same value") for entry in self._by_value.get(value, ())]
        for stated in self.named.values():
            found += [
                Found(place, "the same value")
                for other, sign, place in stated
                if (other, sign) == (value, "=")
            ]
        return found

    def makes_other(self, equation: Equation) -> bool:
        """Tell whether the trace makes another value of what an equation is about."""
        named = [
            (name, value)
            for name, values in self.named.items()
            for value, sign, _ in values
            if sign == "=" and isinstance(value, (int, Fraction))
        ]
        return is_unlike(equation, self.valued, named)

    def gives(self, value: Ident) -> bool:
        """Tell whether some true arithmetic gives a value."""
        return value in self._by_value

    def is_only_false(self, value: Number, places: int | None = None) -> bool:
        """Tell a value, written to some places, that nothing but false arithmetic gives."""
        if value in self._by_value:
            return False
        if value in self.false_values or not places:
            return value in self.false_values
        gap = Fraction(1, 2 * 10**places)
        is_false = any([abs(Fraction(false) - value) <= gap for false in self.false_values])
        return is_false and not any(
            type(given) in EXACT and abs(Fraction(given) - value) <= gap for given in self._by_value
        )

    def contradictions(self, shape: Shape) -> list[FalseEntry]:
        """List the false results that were stated for an operation."""
        return [entry for entry in self.false if same_shape(shape, entry.shape)]


def _is_run_on(equation: Equation, holds: Sequence[bool | None]) -> bool:
    """Tell 5 + 5 = 10 + 3 = 13, where each operation holds and only the chain does not."""
    sides = equation.sides
    return all(
        sides[at].is_computed and sides[at + 1].is_computed and True in holds[at + 1 : at + 2]
        for at, is_true in enumerate(holds)
        if is_true is False
    )


def _see_identities(equation: Equation, holds: list[bool | None]) -> None:
    """Let x² - 1 = (x - 1)(x + 1) hold, as it does for every x."""
    for at, one in enumerate(equation.sides[:-1]):
        other = equation.sides[at + 1]
        if holds[at] is not None or not (one.is_computed and other.is_computed):
            continue
        shapes = [shape_of(side.node) for side in (one, other) if side.node is not None]
        if len(shapes) == 2 and shapes[0] and shapes[1] and shapes[0].value == shapes[1].value:
            holds[at] = True


_EQUAL = frozenset("=≈≅≡→")
_MAX_RELATED = 10  # sides of a chain whose every pair is related


def related(equation: Equation) -> Iterator[tuple[str, str, Side]]:
    """Pair each named side with the others, as name, sign, other: x ≥ 4 and 4 ≤ x are alike.

    In a chain with inequalities, and in a very long one, only neighbours are related.
    """
    is_equation = _EQUAL.issuperset(equation.signs)
    reach = len(equation.sides) if is_equation and len(equation.sides) <= _MAX_RELATED else 1
    for at, side in enumerate(equation.sides):
        if side.name is None:
            continue
        first = max(at - reach, 0)
        for there, other in enumerate(equation.sides[first : at + reach + 1], first):
            is_beside = abs(at - there) <= 1
            if there == at or not (is_beside or is_equation):
                continue
            sign = "=" if is_equation else equation.signs[min(at, there)]
            sign = "=" if sign in _EQUAL else sign
            yield side.name, sign if at < there else TURNED.get(sign, sign), other


def _only_turns(side: Side, equation: Equation) -> bool:
    """Tell 12 + 5 = 5 + 12, which gives no result."""
    if len(side.operands) < 2 or not all([other.is_computed for other in equation.sides]):
        return False
    own = Counter(side.operands)
    return all(Counter(other.operands) == own for other in equation.sides)


def _slack(side: Side, rounded: dict[Number, float]) -> float:
    """Bound how far rounded operands may have moved a product or quotient."""
    if not side.is_computed or side.value is None:
        return 0.0
    relative = 0.0
    for value in side.operands:
        if value in rounded and value != 0:
            relative += rounded[value] / abs(float(value))
    return relative * abs(float(side.value)) * 1.5
