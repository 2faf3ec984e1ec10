"""Merge what several traces state by its meaning: one claim, in all its forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stepreward.algebra.tree import Number
from stepreward.keysteps.candidate import Candidate
from stepreward.keysteps.reading import read_statement
from stepreward.match.arithmetic.shapes import same_shape

_MAX_FORMS = 4  # of one key step
_MAX_MERGED = 200  # claims told apart


@dataclass(slots=True)
class Merged:
    """Candidates that state one thing, the traces they come from, and who states it."""

    forms: list[Candidate]
    owners: set[int]
    right: float = 1.0  # share of the right traces that state it
    wrong: float = 0.0  # share of the wrong ones

    @property
    def place(self) -> float:
        """Where it stands first, from 0 to 1."""
        return min(form.place for form in self.forms)


def merged(candidates: Sequence[Sequence[Candidate]], known: frozenset[Number]) -> list[Merged]:
    """Merge the candidates of several traces, (R,) lists of them.

    Two traces may compute one value in two ways: these are forms of one key step, unless the
    question gives that value, which then tells nothing.
    """
    found: list[Merged] = []
    by_value: dict[Number | None, list[Merged]] = defaultdict(list)
    for owner, own in enumerate(candidates):
        for one in own:
            alike = by_value[_value(one)]
            same = next((other for other in alike if _says(other, one)), None)
            same = same or next((o for o in alike if _leads_there(o, one, owner, known)), None)
            if same is not None:
                same.owners.add(owner)
                if len(same.forms) < _MAX_FORMS and not _is_there(same, one):
                    same.forms.append(one)
            elif len(found) < _MAX_MERGED:
                found.append(Merged([one], {owner}))
                alike.append(found[-1])
    return found


def _value(one: Candidate) -> Number | None:
    """Give the value that a claim ends on; None for a relation."""
    return one.results[-1] if one.results else None


def _is_there(other: Merged, one: Candidate) -> bool:
    return any(form.text == one.text or _is_same_operation(form, one) for form in other.forms)


def _says(other: Merged, one: Candidate) -> bool:
    return any(_is_same(form, one) for form in other.forms)


def _is_same(a: Candidate, b: Candidate) -> bool:
    """Compare two claims of one value: each is found where the other is said."""
    if a.text == b.text or a.computes != b.computes:
        return a.text == b.text
    if a.computes:
        return _is_same_operation(a, b)
    if a.terms and b.terms and _names(a) != _names(b):
        return False
    return read_statement(a.text).states([b.key])[0] and read_statement(b.text).states([a.key])[0]


def _names(one: Candidate) -> frozenset[str]:
    return frozenset(term.text for term in one.terms if term.kind == "entity")


def _is_same_operation(a: Candidate, b: Candidate) -> bool:
    pairs = (
        (x.computed[0], y.computed[0])
        for x in a.key.equations
        for y in b.key.equations
        if x.computed and y.computed
    )
    return any(same_shape(x, y) for x, y in pairs)


def _leads_there(other: Merged, one: Candidate, owner: int, known: frozenset[Number]) -> bool:
    """Tell another way to the same value; within one trace, two are two steps."""
    if owner in other.owners or not one.computes or _value(one) in known:
        return False
    return _value(one) is not None and any(form.computes for form in other.forms)
