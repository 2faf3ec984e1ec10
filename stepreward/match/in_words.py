"""Look for a key step in words: in the sentences that may state it, then for what comes closest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from stepreward.claims import Claims, Passage
from stepreward.claims.copies import Grams, is_copy, is_quoted, without_task, words_of
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.ledger import Ledger
from stepreward.match.denied import denied_behind
from stepreward.match.formulas import Formula, Reading, readings
from stepreward.match.held import may_give_value, may_match, most_held
from stepreward.match.keys import CompiledKey, PhraseForm
from stepreward.match.objections.order import compares_two
from stepreward.match.phrases import (
    NearMiss,
    PhraseMatch,
    find_phrase,
    gives_other_value,
    has_one_value,
)
from stepreward.match.predicates import OTHER_WAY
from stepreward.match.told.equals import find_equal, names_of


class Told(NamedTuple):
    """What became of a key step in words; ``rival`` is where its subject has another value."""

    is_match: bool
    form: str
    place: Place | None
    reason: str
    rival: Place | None = None


class _Spot(NamedTuple):
    """A sentence in which a phrase is looked for."""

    phrase: PhraseForm
    passage: Passage
    sentences: Sequence[Sentence]
    number: int

    @property
    def sentence(self) -> Sentence:
        return self.sentences[self.number]


_MOST_LOOKED_AT = 32  # sentences that are looked at only to say what comes closest
_CONTRADICTED = "the trace gives it another value as well"
_Found: TypeAlias = tuple[PhraseMatch | NearMiss, Place]


@dataclass(frozen=True, slots=True)
class InWords:
    """What a trace says in words; ``question`` are the runs of three words it may have copied."""

    claims: Claims
    ledger: Ledger
    passages: Sequence[Passage]
    guards: frozenset[str]
    question: Grams

    def match(self, key: CompiledKey) -> Told:
        """Find the first sentence that states a phrase of a key step, else the closest one."""
        told = self._formulas(key) or self._equals(key)
        if told is not None:
            return told
        miscomputed: Told | None = None
        spots = list(self._spots(key))
        tried: dict[int, _Found | None] = {}
        for at, spot in enumerate(spots):
            if not may_match(spot.phrase.sought, spot.sentences, spot.number):
                continue
            found = tried[at] = self._found(key, spot)
            if found is None or isinstance(found[0], NearMiss):
                continue
            text, place = spot.phrase.form, found[1]
            if self._is_miscomputed(spot.phrase):
                miscomputed = Told(False, text, place, "its value comes from false arithmetic")
                continue
            rival = (
                self._rival(key, spot.phrase)
                or self._reverse(key, spot)
                or self._denial(spot, place)
            )
            if rival is None:
                return Told(True, text, place, "all its terms are stated")
            return Told(False, text, place, _CONTRADICTED, rival)
        return miscomputed or self._closest(key, spots, tried)

    def _formulas(self, key: CompiledKey) -> Told | None:
        """Find a formula, in words or in the letters that are usual for them."""
        for phrase in key.phrases:
            formula = phrase.formula
            if formula is None:
                continue
            for mark in formula.letters & self.ledger.symbolic.keys():
                place = self.ledger.symbolic[mark]
                if is_in_section(place, key.section, self.passages):
                    return Told(True, phrase.form, place, "the same formula in letters")
            for passage in self.passages:
                for sentence in self.claims.sentences(passage):
                    joined = self._joined(formula, sentence)
                    if not all([said.is_same for said in joined]):
                        continue  # it says both of mass / volume and volume / mass
                    for said in joined:
                        start, end = sentence.start + said.start, sentence.start + said.end
                        place = Place(passage.step, start, end)
                        if is_in_section(place, key.section, self.passages):
                            return Told(True, phrase.form, place, "the same formula")
        return None

    def _equals(self, key: CompiledKey) -> Told | None:
        """Find where names are called equal in words."""
        for form, names in names_of(key):
            for passage in self.passages:
                sentences = self.claims.sentences(passage)
                for number, sentence in enumerate(sentences):
                    found = find_equal(names, sentences, number)
                    if found is None or self._is_copied(sentence, found[1]):
                        continue
                    place = Place(passage.step, *found)
                    if is_in_section(place, key.section, self.passages):
                        return Told(True, form.text, place, "they are said to be equal")
        return None

    def _joined(self, formula: Formula, sentence: Sentence) -> list[Reading]:
        """List how a sentence joins the quantities of a formula, where it asserts it."""
        if self._is_copied(sentence, sentence.end):
            return []
        said = readings(formula, self.claims.text[sentence.start : sentence.end])
        status_at = sentence.standing.status_at
        return [one for one in said if status_at(sentence.start + one.end - 1) == ASSERTED]

    def _spots(self, key: CompiledKey) -> Iterator[_Spot]:
        for phrase in key.phrases:
            for passage in self.passages:
                sentences = self.claims.sentences(passage)
                for number in range(len(sentences)):
                    yield _Spot(phrase, passage, sentences, number)

    def _found(self, key: CompiledKey, spot: _Spot) -> tuple[PhraseMatch | NearMiss, Place] | None:
        """Look for a phrase in one sentence; None where it says nothing of its own."""
        sentence = spot.sentence
        if not sentence.words.terms:
            return None
        found = find_phrase(spot.phrase, spot.sentences, spot.number)
        formula = spot.phrase.formula
        if (
            isinstance(found, PhraseMatch)
            and formula is not None
            and self._joined(formula, sentence)
        ):
            found = NearMiss(1.0, found.start, found.end, "the quantities are joined otherwise")
        if isinstance(found, PhraseMatch) and self._is_copied(sentence, found.end):
            return None
        place = Place(spot.passage.step, found.start, found.end)
        return (found, place) if is_in_section(place, key.section, self.passages) else None

    def _closest(
        self, key: CompiledKey, spots: Sequence[_Spot], tried: Mapping[int, _Found | None]
    ) -> Told:
        """Find the first sentence of those that hold most of a phrase, by what they may hold."""
        bounds = [
            (_most_share(spot), -at)
            for at, spot in enumerate(spots)
            if at in tried or not spot.phrase.told_as
        ]
        best: tuple[float, int] = (-1.0, 0)
        told = Told(False, "", None, "nothing like it is stated")
        looked_at = 0
        for most, order in sorted(bounds, reverse=True):
            if (most, order) <= best or looked_at == _MOST_LOOKED_AT:
                break
            spot = spots[-order]
            looked_at += -order not in tried
            found = tried[-order] if -order in tried else self._found(key, spot)
            if found is None or isinstance(found[0], PhraseMatch):
                continue
            if (found[0].share, order) > best:
                best = found[0].share, order
                told = Told(False, spot.phrase.form, found[1], found[0].lacks)
        return told

    def _rival(self, key: CompiledKey, phrase: PhraseForm) -> Place | None:
        """Find a claim that gives the phrase's subject another value."""
        if "contradiction" not in self.guards or not has_one_value(phrase):
            return None
        for passage in self.passages:
            for sentence in self.claims.sentences(passage):
                if may_give_value(phrase.sought, sentence.glance) and gives_other_value(
                    phrase, sentence
                ):
                    place = Place(passage.step, sentence.start, sentence.end)
                    if is_in_section(place, key.section, self.passages):
                        return place
        return None

    def _reverse(self, key: CompiledKey, spot: _Spot) -> Place | None:
        """Find a claim that compares the same two things the other way round."""
        if "contradiction" not in self.guards or not compares_two(spot.phrase):
            return None
        for other in self._spots(key):
            if other.phrase is spot.phrase and may_match(
                other.phrase.sought, other.sentences, other.number
            ):
                found = self._found(key, other)
                if found is not None and isinstance(found[0], NearMiss):
                    if found[0].lacks == OTHER_WAY:
                        return found[1]
        return None

    def _denial(self, spot: _Spot, place: Place) -> Place | None:
        """Find where the same is denied further on."""
        if "contradiction" not in self.guards:
            return None
        denied = denied_behind(spot.phrase, spot.sentences, spot.number, place.end)
        return None if denied is None else Place(spot.passage.step, denied.start, denied.end)

    def _is_miscomputed(self, phrase: PhraseForm) -> bool:
        """Tell a phrase whose value only false arithmetic gives: 14 + 16 = 40, the total is 40."""
        return "holds" in self.guards and any(
            term.value is not None and self.ledger.is_only_false(term.value, term.places)
            for term in phrase.terms
        )

    def _is_copied(self, sentence: Sentence, end: int) -> bool:
        """Tell a sentence of the question, or one that quotes it up to where it is matched."""
        text = self.claims.text
        is_quote = is_quoted(text[sentence.start : end], self.question)
        return is_quote or is_copy(
            words_of(without_task(text[sentence.start : sentence.end])), self.question
        )


def is_in_section(place: Place, section: str | None, passages: Sequence[Passage]) -> bool:
    """Keep a key step to its section, where it names one."""
    if section is None:
        return True
    wanted = section.casefold()
    return any(
        passage.start <= place.start < passage.end
        and (passage.section.casefold() in wanted or wanted in passage.section.casefold())
        for passage in passages
    )


def _most_share(spot: _Spot) -> float:
    """Bound the share of a phrase that a sentence holds."""
    sought = spot.phrase.sought
    return most_held(sought, spot.sentence.glance) / max(len(sought), 1)
