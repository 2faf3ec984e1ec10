"""Theorems and laws under their name and as what they say: each form of one states it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.terms import read_terms

# A name, then what it says; the first form a row is known by, and any other.
_THEOREMS: tuple[tuple[str, ...], ...] = (
    (
        "Pythagorean theorem",
        "a^2 + b^2 = c^2",
        "the square of the hypotenuse is the sum of the squares of the legs",
        "the square of the hypotenuse equals the sum of the squares of the other two sides",
        "the square of the hypotenuse equals the sum of the squares of the other sides",
    ),
    (
        "inscribed angle theorem",
        "an inscribed angle is half the central angle",
        "the central angle is twice the inscribed angle",
    ),
    (
        "exterior angle theorem",
        "an exterior angle equals the sum of the two remote interior angles",
        "an exterior angle equals the sum of the two opposite interior angles",
        "an exterior angle equals the sum of the two nonadjacent interior angles",
    ),
    (
        "vertical angles theorem",
        "vertical angles are equal",
        "vertically opposite angles are equal",
    ),
    (
        "isosceles triangle theorem",
        "base angles of an isosceles triangle are equal",
        "base angles theorem",
    ),
    (
        "Thales theorem",
        "an angle inscribed in a semicircle is a right angle",
        "the angle in a semicircle is a right angle",
        "an angle subtended by a diameter is a right angle",
    ),
    ("tangent radius theorem", "a tangent is perpendicular to the radius"),
    ("alternate interior angles theorem", "alternate interior angles are equal"),
    ("corresponding angles postulate", "corresponding angles are equal"),
    (
        "triangle inequality theorem",
        "the sum of two sides of a triangle is greater than the third side",
    ),
    ("Ohm's law", "V = I * R", "V = IR", "voltage equals current times resistance", "I = V / R"),
    (
        "Newton's second law",
        "F = m * a",
        "F = ma",
        "force equals mass times acceleration",
        "a = F / m",
        "acceleration is net force divided by mass",
    ),
    ("quadratic formula", "x = (-b + sqrt(b^2 - 4*a*c)) / (2*a)"),
    ("density formula", "density is mass divided by volume", "ρ = m / V"),
    ("speed formula", "speed is distance divided by time", "v = d / t"),
    ("distance equals speed times time", "d = v * t", "d = vt", "d = r * t", "d = rt"),
    ("power equals voltage times current", "P = V * I", "P = VI", "P = IV"),
    ("work equals force times distance", "W = F * d", "W = Fd"),
)
_IDLE = canonical_words("theorem law formula rule postulate property net two other")


def _telling(text: str) -> frozenset[str]:
    """Spell a form by its words; those that only say what kind of thing it is left out."""
    words = frozenset(term.text for term in read_terms(text, 0, len(text)) if term.value is None)
    return words - _IDLE - {"equal"}


_FIGURES = frozenset(map(canonical_word, ("triangle", "circle")))
_ARITHMETIC = re.compile(r"[0-9\s.,+*/=()$%-]*")  # no theorem is told without a letter
_FEW = 2  # words that may name a figure and no theorem
_KNOWN_BY = tuple((tuple(filter(None, map(_telling, forms))), forms) for forms in _THEOREMS)


def other_forms(form: str) -> Sequence[str]:
    """List the other forms of a theorem that a key step names or states.

    >>> other_forms("Pythagorean theorem")[0]
    'a^2 + b^2 = c^2'
    """
    if _ARITHMETIC.fullmatch(form) is not None:
        return ()
    if "=" not in form and any(character.isdigit() for character in form):
        return ()  # the value of a quantity is no law
    words = _telling(form)
    for known, forms in _KNOWN_BY:
        is_same = words in known or (len(words) > _FEW and words - _FIGURES in known)
        if is_same:  # a formula is not stated by the name of its law
            return [other for other in forms[1 if "=" in form else 0 :] if other != form]
    return ()
