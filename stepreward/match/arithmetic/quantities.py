"""Tell names of one quantity: "the probability", P and P(yellow)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.spelling import canonical_word
from stepreward.claims.vocabulary import STOP_WORDS
from stepreward.match.symbols import STANDS_FOR, SYMBOLS, may_measure

_SYMBOL = 2  # characters of a name that is no word


@lru_cache(maxsize=4_096)
def words_of_name(name: str) -> tuple[str, ...]:
    """Spell the words of a name, without articles.

    >>> words_of_name("the volume of the cylinder")
    ('volum', 'cylinder')
    """
    words = [canonical_word(word) for word in name.split()]
    return tuple([word for word in words if word not in STOP_WORDS])


def spelled(name: str) -> str:
    """Give a name one spelling; a quantity that has a letter loses what it is the quantity of."""
    words = words_of_name(name)
    return words[0] if words and words[0] in SYMBOLS else " ".join(words) or name


def letters_of(name: str) -> list[str]:
    """Give the letters that usually stand for a name in words."""
    words = words_of_name(name) if is_worded(name) else ()
    return [GREEK.get(letter, letter) for letter in SYMBOLS.get(words[0], "")] if words else []


def is_worded(name: str) -> bool:
    """Tell a name in words from a letter, AB, ∠4, f(3) and "cos B"."""
    first = name.split(" ", 1)[0]
    return len(first) > _SYMBOL and first.isalpha() and first not in _NO_WORDS


GREEK = MappingProxyType({"ρ": "rho", "λ": "lambda", "θ": "theta", "η": "eta", "τ": "tau"})
_NO_WORDS = frozenset("sin cos tan cot sec csc log exp sqrt".split()) | set(GREEK.values())


def same_quantity(one: str, other: str) -> bool:
    """Tell whether two names are of one quantity.

    >>> same_quantity("probability", "P yellow"), same_quantity("radius", "d")
    (True, False)
    """
    if one == other:
        return True
    if not is_worded(one):
        one, other = other, one
    if not is_worded(one):
        return False
    if is_worded(other):
        return words_of_name(one) == words_of_name(other)
    letters = letters_of(one)
    is_letter = other in letters or other[0] in letters
    return is_letter and _fits(words_of_name(one)[1:], other)


_GIVES_LETTER = re.compile(
    r"\b(?P<letter>[A-Za-z])[\s$)\\]*(?:=[\s$]*\d[\d.,/]*[\s$)\\]*)?"
    rf"\b{STANDS_FOR}\s+(?:(?:the|its|our)\s+)?(?P<word>[a-z]+)"
)
_HAS_LETTER = re.compile(r"\b(?P<word>[a-z]+),?[\s$(\\]+(?P<letter>[A-Za-z])[\s$)\\]*=")


def is_taken(name: str, letter: str, text: str) -> bool:
    """Tell whether a text gives a quantity another letter, or the letter to another quantity.

    >>> is_taken("the slope", "m", "y = mx + b, where m is the slope")
    False
    >>> is_taken("the slope", "m", "y = a + bx, where b is the slope")
    True
    >>> is_taken("the slope", "m", "The mass m = 3.")
    True
    """
    words = words_of_name(name)
    if is_worded(letter) or not words:
        return False
    given = {
        (found["letter"], canonical_word(found["word"]))
        for pattern in (_GIVES_LETTER, _HAS_LETTER)
        for found in pattern.finditer(text)
    }
    if not all(may_measure(words[0], unit) for unit in _units_of(letter, text)):
        return True
    own = {one for one, word in given if word == words[0]}
    if own:
        return letter[0] not in own
    return any(one == letter[0] and one in SYMBOLS.get(word, "") for one, word in given)


_IN_UNITS = re.compile(
    r"(?<![\w\\])(?P<letter>[A-Za-z])\s*=[\s$]*[\d.,/]+(?:\s|\\[,;]|~|\\(?:text|mathrm)\{)*(?P<unit>[A-Za-z]+)"
)


def _units_of(letter: str, text: str) -> Iterator[Unit]:
    """List the units in which a text gives a letter."""
    for found in _IN_UNITS.finditer(text):
        if found["letter"] == letter[0] and found["unit"] in UNITS:
            yield UNITS[found["unit"]]


def _fits(owner: tuple[str, ...], symbol: str) -> bool:
    """Tell whether what an index or a bracket says is what the quantity is said to be of."""
    letter, mark, index = re.split(r"([_( ]|$)", symbol, maxsplit=1)
    if len(letter) > 1 and letter not in GREEK.values():
        return False
    return not (owner and mark) or canonical_word(index.strip("_( )")) in owner
