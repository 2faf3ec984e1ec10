"""Numbers that name a thing and count none: plant 2, week 3, object 1."""

from __future__ import annotations

from stepreward.claims.spelling import canonical_words
from stepreward.claims.term import Term

_MOST = 100
_LABELLED = canonical_words(
    "object plant box week day month trial test group sample car bus train truck player student"
    " runner row grade class team line level step stage phase round figure solution container"
    " beaker jar bag bottle tank cell shape pattern machine worker station platform stop room"
    " house store shop shelf section chapter page quarter period case candidate option model"
    " experiment pot tree cart block ball magnet resistor circuit spring wire planet pipe plot"
)


def is_label(noun: Term, number: Term) -> bool:
    """Tell a number right behind a noun that is numbered."""
    if not isinstance(number.value, int) or not 0 < number.value < _MOST or number.unit:
        return False
    return noun.end + 1 == number.start and noun.text in _LABELLED and noun.kind != "number"
