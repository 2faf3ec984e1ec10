"""Match key steps with the claims of a trace: by meaning, each with its place and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims import Claims, Passage
from stepreward.claims.chains import Equation
from stepreward.claims.copies import Grams, is_quoted_at, may_quote
from stepreward.claims.equations import is_rejected
from stepreward.claims.sides import Side
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, NEGATED, RETRACTED
from stepreward.match.arithmetic.corrected import drop_corrected
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.ledger import INSIDE, Found, Ledger, related
from stepreward.match.arithmetic.measured import are_unlike
from stepreward.match.arithmetic.quantities import is_taken, same_quantity
from stepreward.match.arithmetic.shapes import Ident
from stepreward.match.compiling import compile_key
from stepreward.match.in_words import InWords, is_in_section
from stepreward.match.keys import CompiledKey, EquationForm
from stepreward.match.remaining import find_remaining
from stepreward.match.slips.conclusion import conclusion_slip
from stepreward.match.slips.joining import joining_slip
from stepreward.match.slips.slip import (
    Asked,
    Slip,
    below_zero_slip,
    operation_slip,
    said_at,
    shortened,
)
from stepreward.match.slips.unknowns import unknown_slip
from stepreward.match.subjects import is_of_rival
from stepreward.match.wanted import Wanted, WantedForm, wanted_of
from stepreward.match.worded import find_worded

__all__ = [
    "CompiledKey",
    "KeyMatch",
    "Matching",
    "Place",
    "Slip",
    "Wanted",
    "compile_key",
    "conclusion_slip",
    "match_keys",
    "wanted_of",
]


class KeyMatch(NamedTuple):
    """What became of a key step: where it matched, or what came closest.

    ``contradicted_by`` is where the trace states another result for it; ``too_early`` says that
    it stands before what it rests on, which reaches to ``floor``.
    """

    key: int
    is_match: bool
    form: str
    place: Place | None
    reason: str
    contradicted_by: Place | None = None
    too_early: bool = False
    floor: int = -1


class Matching(NamedTuple):
    """What became of all key steps, and where the trace goes wrong."""

    matches: tuple[KeyMatch, ...]
    slips: tuple[Slip, ...]


def match_keys(
    claims: Claims,
    wanted: Sequence[Wanted],
    known: frozenset[Number] | None = None,
    guards: frozenset[str] = frozenset(),
    question: Grams = frozenset(),
) -> Matching:
    """Look every key step up in what the trace asserts.

    ``known`` are the numbers of the question, ``question`` its runs of three words. Of the
    ``guards``, "assertion", "retraction", "density", "holds", "contradiction", "order" and
    "copies" bear on matching.
    """
    ledger = Ledger(known, needs_holding="holds" in guards)
    passages = [p for p in claims.passages if not (p.is_dump and "density" in guards)]
    copied_from = question if "copies" in guards else frozenset()
    may_copy = may_quote(claims.text, 0, len(claims.text), copied_from)
    for passage in passages:
        quotes = may_copy and may_quote(claims.text, passage.start, passage.end, copied_from)
        for equation in passage.equations:
            if quotes and _is_quoted(equation, claims.sentences(passage), copied_from):
                continue
            if _counts(equation.status, guards):
                ledger.add(equation, passage.step)
            elif equation.status == NEGATED and is_rejected(claims.text, equation):
                ledger.forget(equation)
    drop_corrected(ledger, claims.text)
    results = frozenset([want.operation.value for want in wanted if want.operation is not None])
    told = InWords(claims, ledger, passages, guards, copied_from)
    search = _Search(claims, ledger, passages, guards, told, results)
    matches: list[KeyMatch] = []
    for at, want in enumerate(wanted):
        floor = max((_floor_of(matches[i]) for i in want.on), default=-1)
        matches.append(search.match(at, want, floor if "order" in guards else -1))
    return Matching(
        tuple(matches),
        tuple([slip for slip in _slips(search, wanted, matches, known) if slip is not None]),
    )


def _slips(
    search: _Search,
    wanted: Sequence[Wanted],
    matches: Sequence[KeyMatch],
    known: frozenset[Number] | None,
) -> Iterator[Slip | None]:
    """Find where a trace goes wrong, by its arithmetic and by that of the key steps."""
    ledger, text = search.ledger, search.claims.text
    doubtful = {false.place for false in ledger.false if false.is_run_on}
    for match in matches:
        if match.contradicted_by is not None and match.contradicted_by not in doubtful:
            yield Slip(
                match.contradicted_by,
                f"another result for the key step {shortened(match.form)}",
            )
    for false in ledger.false:
        if not false.is_run_on:
            said = said_at(text, false.place.start, false.place.end)
            yield Slip(false.place, f"the arithmetic does not hold: {said}")
    yield unknown_slip(search.passages, text)
    if known is not None:
        asked = [
            Asked(want.operation, want.forms[0].form.text, match.is_match, match.reason == INSIDE)
            for want, match in zip(wanted, matches, strict=True)
            if want.operation is not None
        ]
        yield operation_slip(ledger, asked, known, text)
        yield joining_slip(ledger, wanted, asked, known, text)
        yield below_zero_slip(ledger, asked, text)


def _floor_of(match: KeyMatch) -> int:
    """Find the place behind which what rests on a key step may stand."""
    if match.too_early or match.place is None or not match.is_match:
        return match.floor
    return match.place.start


def _is_quoted(equation: Equation, sentences: Sequence[Sentence], question: Grams) -> bool:
    """Tell an equation of the question that is only said again: "we are told that a + b = 10"."""
    span = equation.start, equation.end
    return any(
        one.start <= equation.start < one.end and is_quoted_at(one.text, one.start, span, question)
        for one in sentences
    )


def _counts(status: str, guards: frozenset[str]) -> bool:
    """Tell whether a claim of this status counts as stated."""
    if status == RETRACTED:
        return "retraction" not in guards
    return status == ASSERTED or "assertion" not in guards


@dataclass(frozen=True, slots=True)
class _Search:
    """One trace in which key steps are looked for."""

    claims: Claims
    ledger: Ledger
    passages: Sequence[Passage]
    guards: frozenset[str]
    told: InWords
    results: frozenset[Ident]

    def match(self, at: int, want: Wanted, floor: int) -> KeyMatch:
        """Try every form of a key step; ``floor`` is where it may begin."""
        key = want.key
        contradicted = self._contradiction(want)
        early: Found | None = None
        for form in want.forms:
            found = [
                one
                for one in self._of_its_kind(form, self._equations(form))
                if is_in_section(one.place, key.section, self.passages)
            ]
            early = early or (found[0] if found else None)
            late = next((one for one in found if one.place.start >= floor), None)
            if late is not None and not (contradicted and "contradiction" in self.guards):
                return KeyMatch(at, True, form.form.text, late.place, late.how, contradicted)
        if contradicted is not None:
            form_text = key.equations[0].text if key.equations else ""
            reason = "the trace states another result for it"
            return KeyMatch(at, False, form_text, contradicted, reason, contradicted)
        if early is not None:
            reason = "it stands before the key step whose result it uses"
            form_text = key.equations[0].text
            return KeyMatch(at, False, form_text, early.place, reason, None, True, floor)
        in_words = KeyMatch(at, *self.told.match(key))
        if in_words.is_match or in_words.contradicted_by is not None:
            return in_words
        return self._all_parts(at, want) or in_words

    def _all_parts(self, at: int, want: Wanted) -> KeyMatch | None:
        """Find every statement of a form that makes several."""
        for form, parts in want.parts:
            matches = [self.match(at, part, -1) for part in parts]
            if all(match.is_match for match in matches):
                return matches[-1]._replace(form=form, reason="all its statements are made")
        return None

    def _contradiction(self, want: Wanted) -> Place | None:
        """Find a false result for the key's operation, as it stands or written out."""
        if not self.ledger.false:
            return None
        for form in want.forms:
            for shape in form.written_out:
                for false in self.ledger.contradictions(shape):
                    return false.place
        return None

    def _equations(self, want: WantedForm) -> list[Found]:
        if want.number is not None:
            return self.ledger.find_value(want.number)
        if want.compared is not None:
            return self.ledger.find_compared(want.compared)
        if want.form.computed and (found := self._marked(want)):
            return found
        if want.is_directed:
            return []
        if not want.form.computed or want.is_named:
            labelled = want.is_labelled and self._labelled(want)
            return self._named(want.form) or labelled or self._marked(want)
        found = self._computed(want) or self._named(want.form)
        if not found and want.worded is not None:
            found = list(find_worded(want.worded, self.claims, self.passages))
        if not found and want.remaining is not None:
            found = list(find_remaining(want.remaining, self.claims, self.passages))
        return found

    def _marked(self, want: WantedForm) -> list[Found]:
        """Find an equation in variables by its fingerprint."""
        told = self.ledger.factored if want.is_factored else self.ledger.symbolic
        places = [told.get(mark) for mark in want.marks]
        found = [Found(place, "the same equation in other form") for place in places if place]
        return [] if found and self.ledger.makes_other(want.form.equation) else found

    def _computed(self, want: WantedForm) -> list[Found]:
        """Try the operation as it stands, then inside a longer one or spread over several."""
        direct = [self.ledger.find(shape) for shape in want.form.computed]
        if direct and all(direct) and not want.is_symbolic:
            named = self._of_its_name(want, direct[0]) if want.marks else direct[0]
            return self._of_its_kind(want, named)
        inside = self.ledger.find_inside(want.inside, self.results)
        return inside or self._grown(want)

    def _of_its_kind(self, want: WantedForm, found: list[Found]) -> list[Found]:
        """Leave out what comes to minutes for hours, and what is told of blue balls for red."""
        if want.units:
            units = self.ledger.units_at
            found = [one for one in found if not are_unlike(want.units, units.get(one.place, ()))]
        if want.subjects:
            subjects, text = want.subjects, self.claims.text
            found = [one for one in found if not is_of_rival(subjects, text, one.place)]
        return found

    def _grown(self, want: WantedForm) -> list[Found]:
        """Find 60 + 6 and 10% of 60 for 60 * 1.1."""
        parts = [
            self.ledger.find(part) or self.ledger.find_inside((part,), self.results)
            for part in want.grown
        ]
        return parts[0] if parts and all(parts) else []

    def _labelled(self, want: WantedForm) -> list[Found]:
        """Find 2 + 4 + 6 + 8 = 20 for "total = 8 + 6 + 4 + 2"."""
        found = [one for shape in want.form.computed for one in self.ledger.find(shape)]
        return self._of_its_name(want, found)

    def _of_its_name(self, want: WantedForm, found: list[Found]) -> list[Found]:
        """Leave out what stands under another name."""
        names = [side.name for side in want.form.equation.sides if side.name is not None]
        if not names:
            return found
        return [
            one
            for one in found
            if not (given := self.ledger.names_at.get(one.place))
            or any(same_quantity(name, other) for name in names for other in given)
        ]

    def _named(self, form: EquationForm) -> list[Found]:
        """Find "x = 5", "∠4 = 57°", "AB = CD"."""
        wanted = list(related(form.equation))
        if not wanted:
            return []
        name, _, _ = wanted[0]
        others = [(sign, side) for of, sign, side in wanted if of == name]
        told = [pair for pair in others if pair[1].name is not None or pair[1].value is not None]
        others = told or others  # P = 2(l + w) = 30 gives P its value
        return [
            Found(place, "the same value of the same name")
            for given, values in self.ledger.named.items()
            if same_quantity(name, given)
            if given == name or not is_taken(name, given, self.claims.text)
            for value, said, place in values
            if all(said == sign and _is_named_value(side, value) for sign, side in others)
        ]


def _is_named_value(side: Side, value: Number | float | str) -> bool:
    if side.name is not None:
        return side.name == value
    if isinstance(value, str) or side.value is None:
        return False
    if side.value == value:
        return True
    places = side.node.places if side.node is not None else None
    unit = 0.5 * 10.0**-places if places else 1e-9 * max(1.0, abs(float(value)))
    return abs(float(side.value) - float(value)) <= unit * (1 + 1e-9)
