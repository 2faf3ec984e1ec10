"""Tell whether two terms are the same: words by spelling, names by corners, numbers by value."""

from __future__ import annotations

from fractions import Fraction

from rapidfuzz.distance import Levenshtein

from stepreward.algebra.tree import Number
from stepreward.algebra.units import UNITS
from stepreward.claims.glance import FUZZY_FROM
from stepreward.claims.spelling import canonical_word
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import RIVALS as GROUPS

_DEGREES = tuple({UNITS["degree"], UNITS[heat]} for heat in ("celsius", "fahrenheit"))
_FUZZY = 0.84
COUNT = "count"  # of the things that a number names, and of nothing else
EQUAL = frozenset({"equal", "congruent"})
RIVALS = tuple(frozenset(canonical_word(word) for word in group) for group in GROUPS)


def same_term(key: Term, other: Term) -> bool:
    """Compare two terms: numbers by value and unit, words in their canonical spelling."""
    if key.value is not None or other.value is not None:
        return _same_number(key, other)
    if key.kind == "entity" or other.kind == "entity":
        return key.kind == other.kind and _same_entity(key.text, other.text)
    if key.text == other.text or (key.text in EQUAL and other.text in EQUAL):
        return True
    return is_misspelled(key.text, other.text)


def is_misspelled(one: str, other: str) -> bool:
    """Tell two long words that differ by a letter or two behind the first.

    A word that goes on behind all of the other is another: products, of what is produced.
    """
    if min(len(one), len(other)) < FUZZY_FROM or one[0] != other[0]:
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    if not (one.isalpha() and other.isalpha()):
        return False
    return Levenshtein.normalized_similarity(one, other) >= _FUZZY


def _same_entity(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[0] in "∠△" and other[0] in "∠△":
        return False
    bare, marked = (one, other) if one[0] not in "∠△" else (other, one)
    if marked[0] == "△":
        return len(bare) == 3 and "".join(sorted(bare)) == marked[1:]
    return False


def _same_number(key: Term, other: Term) -> bool:
    a, b = key.value, other.value
    if a is None or b is None:
        return False
    if key.lead != other.lead and key.lead and other.lead and not _is_year(a):
        return False  # by 6 degrees, to 6 degrees
    if key.unit is not None and other.unit is not None:
        if key.unit.powers != other.unit.powers:
            return a == b and {key.unit, other.unit} in _DEGREES
        if key.unit.factor != other.unit.factor:
            return a * Fraction(key.unit.factor) == b * Fraction(other.unit.factor)
    if key.text == COUNT:
        return a == b and not other.unit and key.nouns[0] in other.nouns
    if other.unit is None and other.nouns and _counts_others(key, other):
        return False
    if a == b or (a == other.bare and key.unit is None) or (b == key.bare and other.unit is None):
        return True
    if (key.text == "%") != (other.text == "%"):
        bare, percent = (key, b) if other.text == "%" else (other, a)
        if bare.value == Fraction(percent) * 100 and not (bare.nouns or bare.unit):
            return True  # unlike 35 people and $35 for 35 %
    return _rounds(key, other) or (other.places != 0 and _rounds(other, key))


def _is_year(value: Number) -> bool:
    return isinstance(value, int) and 1800 <= value < 2100


def _counts_others(key: Term, other: Term) -> bool:
    """Tell 40 gallons where the key says 40 liters, 3 bananas where it says 3 red apples."""
    if key.unit is not None:
        return True
    if not key.nouns:
        return False
    own, others = set(key.nouns), set(other.nouns)
    if not own & others:
        return True  # 3 bananas for 3 red apples, and 3 green apples
    return any(own & group and others & group and not own & others & group for group in RIVALS)


def _rounds(written: Term, value: Term) -> bool:
    """Tell a decimal, or "about 84", that rounds what the other gives with more digits."""
    if written.places is None or written.value is None or value.value is None:
        return False
    if value.places is not None and value.places <= written.places:
        return False
    if value.places is None and isinstance(value.value, int):
        return False
    unit = Fraction(1, 10 ** (written.places + (2 if written.text == "%" else 0)))
    return abs(Fraction(written.value) - Fraction(value.value)) <= unit / 2
