"""Relations told without their own words: of two, of all others, beside one, one with another."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.match.forms.trends import find_trend
from stepreward.match.keys import PhraseForm
from stepreward.match.told.beside import PLACES, find_beside
from stepreward.match.told.of_two import find_of_two
from stepreward.match.told.unequalled import SUPERLATIVES, find_unequalled
from stepreward.match.told.years import CHANGES, find_change


def told_otherwise(
    form: PhraseForm, sentences: Sequence[Sentence], at: int
) -> tuple[int, int] | bool | None:
    """Find a relation told without its own words; False where the other one is told."""
    if form.trend is not None:
        return find_trend(form.trend, sentences, at)
    if "than" in form.words:
        return find_of_two(form, sentences, at)
    if not form.words.isdisjoint(SUPERLATIVES):
        return find_unequalled(form, sentences[at])
    if not form.words.isdisjoint(CHANGES):
        return find_change(form, sentences, at)
    if not form.words.isdisjoint(PLACES):
        return find_beside(form, sentences, at)
    return None
