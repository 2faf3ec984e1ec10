"""What the key steps of a ground truth ask for: the shapes to look up, and which rests on which."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tree import Node, Number, names, postorder
from stepreward.algebra.units import Unit
from stepreward.claims.sides import Side
from stepreward.match.arithmetic.comparisons import Comparison, comparisons_of
from stepreward.match.arithmetic.expansion import Place, expanded, leaves
from stepreward.match.arithmetic.marks import is_factored, is_no_polynomial, marks_of
from stepreward.match.arithmetic.measured import units_of
from stepreward.match.arithmetic.quantities import is_worded
from stepreward.match.arithmetic.shapes import Shape, is_plain, shape_of
from stepreward.match.grown import grown_of
from stepreward.match.keys import CompiledKey, EquationForm, result_of, same_number
from stepreward.match.remaining import Remaining, remaining_of
from stepreward.match.subjects import Subject, subjects_of
from stepreward.match.worded import Worded, worded_of


class WantedForm(NamedTuple):
    """One form of a key step, ready to be looked up.

    ``number`` is set where it asks for no more than a value, ``marks`` where it has variables.
    ``inside`` are the shapes a longer computation may hold, ``written_out`` those that a false
    result would contradict.
    """

    form: EquationForm
    number: Number | None
    marks: frozenset[int]
    inside: tuple[Shape, ...]
    written_out: tuple[Shape, ...]
    is_named: bool = False  # a name and its value, which must be that name's
    is_directed: bool = False  # a reaction, of which no side says anything alone
    is_labelled: bool = False  # a long operation under a name that other words may replace
    worded: Worded | None = None  # as a sentence may tell it
    remaining: Remaining | None = None  # where it takes shares off a whole
    grown: tuple[Shape, ...] = ()  # 60 * 1.1 as 60 + 6 and 60 * 0.1, of which both are asked for
    is_factored: bool = False  # a product that is 0, which must be told as one
    is_symbolic: bool = False  # what its sides come to together: 2x + 3 = 7, not y = 2x + 3
    compared: Comparison | None = None  # an inequality of what is computed
    units: tuple[Unit, ...] = ()  # of what it comes to
    subjects: tuple[Subject, ...] = ()  # what it is about, where a rival may be told of


class Wanted(NamedTuple):
    """A key step with its forms, and the indices of the earlier ones whose results it uses."""

    key: CompiledKey
    forms: tuple[WantedForm, ...]
    on: tuple[int, ...]
    parts: tuple[tuple[str, tuple[Wanted, ...]], ...] = ()  # statements of which all are asked for
    operation: Shape | None = None  # what its first form computes, where it is all exact numbers


def wanted_of(
    keys: Sequence[CompiledKey], known: frozenset[Number] | None = None
) -> tuple[Wanted, ...]:
    """Prepare key steps for many traces; ``known`` are the numbers of the question."""
    env: dict[Number, Node] = {}
    givers: dict[Number, int] = {}
    wanted: list[Wanted] = []
    for at, key in enumerate(keys):
        first = key.equations[0] if key.equations else None
        used = set(leaves(first.nodes[0])) if first is not None and first.nodes else set()
        on = tuple(sorted({givers[number] for number in used if number in givers}))
        forms = tuple([_wanted_form(form, env, known) for form in key.equations])
        parts = tuple([(form, wanted_of(said, known)) for form, said in key.parts])
        wanted.append(Wanted(key, forms, on, parts, _operation(first)))
        value = result_of(first) if first is not None and first.nodes else None
        if isinstance(value, (int, Fraction)) and first is not None:
            env[value] = expanded(first.nodes[0], env)
            if value not in (known or ()):
                givers.setdefault(value, at)
    return tuple(wanted)


def _operation(first: EquationForm | None) -> Shape | None:
    """Give what a key step computes out of exact numbers."""
    shape = first.computed[0] if first is not None and first.computed else None
    return shape if shape is not None and is_plain(shape) else None


def _wanted_form(
    form: EquationForm, env: dict[Number, Node], known: frozenset[Number] | None
) -> WantedForm:
    full = [expanded(node, env) for node in form.nodes]
    shapes = [shape_of(node) for node in full]
    inside = [shape_of(form.nodes[0]), shapes[0]] if full else []
    if full and full[0] is form.nodes[0]:
        inside.pop()
    if _has_names(form):
        inside = []  # one side says nothing about the other
    return WantedForm(
        form,
        same_number(form),
        _marks(form),
        tuple([shape for shape in inside if shape is not None]),
        (*form.computed, *[shape for shape in shapes if shape is not None]),
        _is_named(form),
        form.equation.signs == ("→",) and _has_names(form),
        _is_labelled(form),
        worded_of(form),
        remaining_of(operation := form.computed[0] if form.computed else None),
        grown_of(operation, known),
        _is_factored(form),
        _is_symbolic(form),
        _compared(form),
        units_of(form.equation),
        subjects_of(form.text),
    )


def _marks(form: EquationForm) -> frozenset[int]:
    sides, signs = form.equation.sides, form.equation.signs
    is_symbolic = _has_names(form) or all([side.name for side in sides]) or _has_root(sides)
    if len(sides) != 2 or not is_symbolic:
        return frozenset()
    return frozenset(marks_of(*sides, signs[0]))


def _has_root(sides: Sequence[Side]) -> bool:
    """Tell "c = sqrt(a^2 + b^2)" and "y = 2 cos(2x)", which no polynomial says."""
    nodes = [side.node for side in sides if side.node is not None and side.value is None]
    return any([is_no_polynomial(part) for node in nodes for part in postorder(node)])


def _is_symbolic(form: EquationForm) -> bool:
    """Tell an equation in a variable that comes to a number."""
    sides = form.equation.sides
    has_letter = any(
        side.value is None and side.node is not None and names(side.node) for side in sides
    )
    return len(sides) == 2 and has_letter and any(side.value is not None for side in sides)


def _is_factored(form: EquationForm) -> bool:
    """Tell (x - 4)(x + 1) = 0, which x² - 3x - 4 = 0 does not say."""
    sides = form.equation.sides
    is_zero = any(side.value == 0 for side in sides)
    return is_zero and any(side.node is not None and is_factored(side.node) for side in sides)


def _compared(form: EquationForm) -> Comparison | None:
    """Read 3 + 4 > 5, whose sides say nothing alone; a name and its bound are looked up by name."""
    equation = form.equation
    if len(equation.signs) != 1 or not any(side.is_computed for side in equation.sides):
        return None
    return next(comparisons_of(equation, Place(None, 0, 0)), None)


def _is_labelled(form: EquationForm) -> bool:
    """Tell "total = 8 + 6 + 4 + 2", where nothing but the total adds these up."""
    names = [side.name for side in form.equation.sides if side.name]
    is_long = any([_is_telling(shape) for shape in form.computed])
    return is_long and len(names) > 0 and all(map(is_worded, names))


def _is_telling(shape: Shape) -> bool:
    return sum(shape.parts.values()) > (1 if shape.kind == "sum" else 2)


def _is_named(form: EquationForm) -> bool:
    """Tell "sin A = 3/5" and "V = 36π", which are about A and V, from "x = 12/2 = 6"."""
    sides = form.equation.sides
    computed = [side for side in sides if side.is_computed]
    has_name = any(side.name for side in sides)
    return len(sides) == 2 and has_name and len(computed) == 1 and computed[0].value is not None


def _has_names(form: EquationForm) -> bool:
    return any(isinstance(shape.value, str) and shape.value[0] == "r" for shape in form.computed)
