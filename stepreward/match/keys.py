"""What a key step is made into: equations to look up, and terms to find."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tree import Node, Number
from stepreward.claims.chains import Equation
from stepreward.claims.term import Term
from stepreward.match.arithmetic.shapes import Shape
from stepreward.match.forms.trends import Trend
from stepreward.match.formulas import Formula
from stepreward.match.held import Sought


class EquationForm(NamedTuple):
    """A form that states an equation; ``computed`` are the shapes of its operations."""

    text: str
    equation: Equation
    computed: tuple[Shape, ...]
    nodes: tuple[Node, ...]


class PhraseForm(NamedTuple):
    """A form in words, with the entities and numbers among them."""

    text: str
    terms: tuple[Term, ...]
    is_negative: bool
    is_passive: bool = False
    is_hypothetical: bool = False  # the key step itself says what would be
    route: tuple[Term, Term] | None = None  # what stands behind "from" and behind "to"
    required: tuple[Term, ...] = ()  # the terms that a sentence must hold
    is_active: bool = False  # three words, of which the second is a verb: foxes hunt rabbits
    sought: Sought = ()  # what to look for in a sentence before its terms are read
    formula: Formula | None = None  # where it joins quantities
    parting: int = -1  # where a second statement begins: when the pressure rises
    trend: Trend | None = None  # where one thing changes with another
    words: frozenset[str] = frozenset()  # as its terms are spelled
    told_as: str = ""  # the form of the key step that this says otherwise

    @property
    def form(self) -> str:
        """The form as the key step has it."""
        return self.told_as or self.text


class CompiledKey(NamedTuple):
    """A key step ready for matching."""

    equations: tuple[EquationForm, ...]
    phrases: tuple[PhraseForm, ...]
    section: str | None
    parts: tuple[tuple[str, tuple[CompiledKey, ...]], ...] = ()  # forms that say several things


def result_of(form: EquationForm) -> object:
    """Give the written result of an arithmetic key: its last side that is a plain number."""
    for side in reversed(form.equation.sides):
        if not side.is_computed and side.value is not None:
            return side.value
    return form.computed[0].value if form.computed else None


def same_number(form: EquationForm) -> Number | None:
    """Give the number of a key such as 8 = 8 or 3*1 = 3, which asks for no more than that value."""
    sides = form.equation.sides
    values = {side.value for side in sides}
    value = next(iter(values))
    if len(values) != 1 or not isinstance(value, (int, Fraction)):
        return None
    is_trivial = all(sum(shape.parts.values()) < 2 for shape in form.computed)
    return value if is_trivial and not any(side.unit or side.name for side in sides) else None
