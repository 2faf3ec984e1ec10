"""Match key steps with the claims of a trace: by meaning, each with its place and reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tree import Node, Number
from stepreward.claims import Claims, Passage
from stepreward.claims.copies import Grams, is_copy, words_of
from stepreward.claims.density import USUAL
from stepreward.claims.sides import Side
from stepreward.claims.status import ASSERTED, RETRACTED
from stepreward.match.keys import (
    CompiledKey,
    EquationForm,
    PhraseForm,
    compile_key,
    result_of,
    same_number,
)
from stepreward.match.ledger import Found, Ledger, Place, equation_mark, expanded, leaves
from stepreward.match.phrases import NearMiss, PhraseMatch, find_phrase
from stepreward.match.shapes import shape_of

__all__ = ["CompiledKey", "KeyMatch", "Matching", "Place", "compile_key", "match_keys"]


class KeyMatch(NamedTuple):
    """What became of a key step: where it matched, or what came closest.

    ``contradicted_by`` is where the trace states another result for it.
    """

    key: int
    is_match: bool
    form: str
    place: Place | None
    reason: str
    contradicted_by: Place | None = None


class Matching(NamedTuple):
    """All key steps of a truth, and the false arithmetic met on the way."""

    matches: tuple[KeyMatch, ...]
    false: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Need:
    """What a key step rests on: earlier key steps whose results it uses."""

    env: dict[Number, Node]
    on: tuple[int, ...]


def match_keys(
    claims: Claims,
    keys: Sequence[CompiledKey],
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
    for passage in passages:
        for equation in passage.equations:
            if _counts(equation.status, guards):
                ledger.add(equation, passage.step)
    copied_from = question if "copies" in guards else frozenset()
    search = _Search(claims, ledger, passages, guards, copied_from)
    needs = _needs(keys, known)
    matches: list[KeyMatch] = []
    for at, key in enumerate(keys):
        before = [matches[i].place for i in needs[at].on if matches[i].is_match]
        floor = max((place.start for place in before if place is not None), default=-1)
        found = search.match(at, key, needs[at].env, floor if "order" in guards else -1)
        matches.append(found)
    return Matching(tuple(matches), tuple(entry.place for entry in ledger.false))


def _counts(status: str, guards: frozenset[str]) -> bool:
    """Tell whether a claim of this status counts as stated."""
    if status == RETRACTED:
        return "retraction" not in guards
    return status == ASSERTED or "assertion" not in guards


def _needs(keys: Sequence[CompiledKey], known: frozenset[Number] | None) -> list[_Need]:
    """Find for each key step the earlier ones whose results it uses."""
    env: dict[Number, Node] = {}
    givers: dict[Number, int] = {}
    needs: list[_Need] = []
    for at, key in enumerate(keys):
        first = key.equations[0] if key.equations else None
        if first is None or not first.nodes:
            needs.append(_Need({}, ()))
            continue
        used = set(leaves(first.nodes[0]))
        needs.append(_Need(dict(env), tuple(sorted({givers[n] for n in used if n in givers}))))
        value = result_of(first)
        if isinstance(value, (int, Fraction)):
            env[value] = expanded(first.nodes[0], env)
            if value not in USUAL and value not in (known or ()):
                givers.setdefault(value, at)
    return needs


@dataclass(frozen=True, slots=True)
class _Search:
    """One trace in which key steps are looked for."""

    claims: Claims
    ledger: Ledger
    passages: Sequence[Passage]
    guards: frozenset[str]
    question: Grams

    def match(self, at: int, key: CompiledKey, env: dict[Number, Node], floor: int) -> KeyMatch:
        """Try every form of a key step; ``floor`` is where it may begin."""
        contradicted = self._contradiction(key, env)
        early: Found | None = None
        for form in key.equations:
            found = [one for one in self._equations(form, env) if self._allows(key, one.place)]
            early = early or (found[0] if found else None)
            late = next((one for one in found if one.place.start >= floor), None)
            if late is not None and not (contradicted and "contradiction" in self.guards):
                return KeyMatch(at, True, form.text, late.place, late.how, contradicted)
        if contradicted is not None:
            form_text = key.equations[0].text if key.equations else ""
            reason = "the trace states another result for it"
            return KeyMatch(at, False, form_text, contradicted, reason, contradicted)
        if early is not None:
            reason = "it stands before the key step whose result it uses"
            return KeyMatch(at, False, key.equations[0].text, early.place, reason)
        return self._phrases(at, key)

    def _allows(self, key: CompiledKey, place: Place) -> bool:
        """Keep a key step to its section, where it names one."""
        if key.section is None:
            return True
        wanted = key.section.casefold()
        return any(
            passage.start <= place.start < passage.end
            and (passage.section.casefold() in wanted or wanted in passage.section.casefold())
            for passage in self.passages
        )

    def _contradiction(self, key: CompiledKey, env: dict[Number, Node]) -> Place | None:
        """Find a false result for the key's operation, as it stands or written out."""
        if not self.ledger.false:
            return None
        for form in key.equations:
            shapes = [*form.computed, *(shape_of(expanded(node, env)) for node in form.nodes)]
            for shape in shapes:
                for false in self.ledger.contradictions(shape) if shape is not None else ():
                    return false.place
        return None

    def _equations(self, form: EquationForm, env: dict[Number, Node]) -> list[Found]:
        value = same_number(form)
        if value is not None:
            return self.ledger.find_value(value)
        if not form.computed:
            return self._named(form)
        return self._computed(form, env) or self._named(form)

    def _computed(self, form: EquationForm, env: dict[Number, Node]) -> list[Found]:
        """Try the operation as it stands, then inside a longer one or spread over several."""
        if any(isinstance(shape.value, str) and shape.value[0] == "r" for shape in form.computed):
            mark = equation_mark(form.equation)
            if mark is not None and mark in self.ledger.symbolic:
                return [Found(self.ledger.symbolic[mark], "the same equation in other form")]
        direct = [self.ledger.find(shape) for shape in form.computed]
        if direct and all(direct):
            return direct[0]
        node = form.nodes[0]
        full = expanded(node, env)
        shapes = [shape for shape in (shape_of(node), shape_of(full)) if shape is not None]
        return self.ledger.find_inside(shapes)

    def _named(self, form: EquationForm) -> list[Found]:
        """Find "x = 5", "∠4 = 57°", "AB = CD"."""
        sides = form.equation.sides
        first = next((side for side in sides if side.name is not None), None)
        if first is None:
            return []
        others = [side for side in sides if side is not first]
        return [
            Found(place, "the same value of the same name")
            for value, place in self.ledger.named.get(first.name or "", ())
            if all(_is_named_value(other, value) for other in others)
        ]

    def _phrases(self, at: int, key: CompiledKey) -> KeyMatch:
        best: tuple[float, KeyMatch] = (
            -1.0,
            KeyMatch(at, False, "", None, "nothing like it is stated"),
        )
        for phrase in key.phrases:
            for result, passage in self._search_words(key, phrase):
                place = Place(passage.step, result.start, result.end)
                if isinstance(result, PhraseMatch) and self._is_miscomputed(phrase):
                    reason = "its value comes from false arithmetic"
                    best = 2.0, KeyMatch(at, False, phrase.text, place, reason)
                elif isinstance(result, PhraseMatch):
                    return KeyMatch(at, True, phrase.text, place, "all its terms are stated")
                elif result.share > best[0]:
                    best = result.share, KeyMatch(at, False, phrase.text, place, result.lacks)
        return best[1]

    def _is_miscomputed(self, phrase: PhraseForm) -> bool:
        """Tell a phrase whose value only false arithmetic gives: 14 + 16 = 40, so the total is 40."""
        return "holds" in self.guards and any(
            term.value is not None and self.ledger.is_only_false(term.value)
            for term in phrase.terms
        )

    def _search_words(
        self, key: CompiledKey, phrase: PhraseForm
    ) -> Iterable[tuple[PhraseMatch | NearMiss, Passage]]:
        for passage in self.passages:
            sentences = self.claims.sentences(passage)
            for number, sentence in enumerate(sentences):
                words = words_of(self.claims.text[sentence.start : sentence.end])
                if self.question and is_copy(words, self.question):
                    continue
                result = find_phrase(phrase, sentences, number)
                place = Place(passage.step, result.start, result.end)
                if self._allows(key, place):
                    yield result, passage


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
