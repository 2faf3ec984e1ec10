"""Relations told without their own words: of two, of all others, beside one, one with another."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.match.beside import find_beside
from stepreward.match.keys import PhraseForm
from stepreward.match.of_two import find_of_two
from stepreward.match.trends import find_trend
from stepreward.match.unequalled import find_unequalled
from stepreward.match.years import find_change


def told_otherwise(
    form: PhraseForm, sentences: Sequence[Sentence], at: int
) -> tuple[int, int] | bool | None:
    """Find a relation told without its own words; False where the other one is told."""
    if (found := find_of_two(form, sentences, at)) is not None:
        return found
    if (found := find_unequalled(form, sentences[at])) is not None:
        return found
    if (found := find_change(form, sentences, at)) is not None:
        return found
    beside = find_beside(form, sentences, at)
    if beside is None and form.trend is not None:
        return find_trend(form.trend, sentences, at)
    return beside
