"""Say a key step in other ways, by rule: fractions and signs, LaTeX and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stepreward.claims.chains import Equation
from stepreward.keysteps.reading import Reading, read_statement
from stepreward.keysteps.written import LATEX, PLAIN, SIGNS, SPOKEN, WORDS, Notation, write
from stepreward.match import CompiledKey, compile_key
from stepreward.text import fold, repair_latex
from stepreward.trace import KeyStep

_NOTATIONS = (PLAIN, SIGNS, LATEX, WORDS, SPOKEN)
_MAX_CHARS = 300  # of a text that has other forms


class Relation(NamedTuple):
    """One relation of two things: its sign, its LaTeX and its words."""

    sign: str
    latex: str
    words: str


_RELATIONS = (
    Relation("∥", r"\parallel", "is parallel to"),
    Relation("⊥", r"\perp", "is perpendicular to"),
    Relation("≅", r"\cong", "is congruent to"),
    Relation("∼", r"\sim", "is similar to"),
    Relation("≥", r"\ge", "is at least"),
    Relation("≤", r"\le", "is at most"),
    Relation(">", ">", "is greater than"),
    Relation("<", "<", "is less than"),
)
_NAME = r"[^\s=<>]{1,12}(?: \w{1,12})?"
_MARKS = (("∠", r"\angle ", "angle "), ("△", r"\triangle ", "triangle "))
_VALUE = re.compile(
    r"(?P<name>[^=:.;]{1,60}?)\s*(?:=|:|\bis\b|\bequals\b|\bis equal to\b)\s*"
    r"(?P<value>[^=:;]{1,40})"
)


def equivalent_forms(text: str) -> tuple[str, ...]:
    r"""Write other forms of a key step; stepreward's own matcher needs none of them.

    Each is one that the matcher finds where the text is said, and the other way round.

    >>> equivalent_forms(r"\frac{6}{3} = 2")
    ('6/3 = 2', '6 ÷ 3 = 2', '6 divided by 3 equals 2', '6 over 3 is 2')
    """
    if len(text) > _MAX_CHARS:
        return ()
    key, reading = compile_key(KeyStep((text,))), read_statement(text)
    known = {" ".join(text.split())}
    forms = []
    for form in _forms(text, key):
        if form not in known and _is_same(key, reading, form):
            known.add(form)
            forms.append(form)
    return tuple(forms)


def _is_same(key: CompiledKey, reading: Reading, form: str) -> bool:
    """Ask the matcher, in both directions."""
    other = compile_key(KeyStep((form,)))
    return reading.states([other])[0] and read_statement(form).states([key])[0]


def _forms(text: str, key: CompiledKey) -> Iterator[str]:
    plain = repair_latex(fold(text).text)
    equations = key.equations
    if equations and equations[0].computed:
        yield from _of_operation(equations[0].equation, plain)
        return
    yield from _of_relation(plain)
    value = _VALUE.fullmatch(plain.strip().rstrip("."))
    if value is not None and _is_value(value["value"]):
        name, given = value["name"].strip(), value["value"].strip()
        for template in ("{} = {}", "{} is {}", "{}: {}"):
            for spelled in _spellings(name):
                yield template.format(spelled, given)


def _is_value(text: str) -> bool:
    """Tell a number, or a name such as CD, from a description."""
    return any(character.isdigit() for character in text) or text.strip().isupper()


def _of_operation(equation: Equation, text: str) -> Iterator[str]:
    """Write every side in each notation; of a text that says more, none would say all."""
    says_more = any(c.isalpha() for c in text[: equation.start] + text[equation.end :])
    if says_more or set(equation.signs) != {"="}:
        return
    for notation in _NOTATIONS:
        sides = []
        for side in equation.sides:
            plain = text[side.start : side.end].strip()
            sides.append(write(side.node, notation) if side.is_computed and side.node else plain)
        if None in sides:
            continue
        yield _joined([side for side in sides if side is not None], notation)


def _joined(sides: list[str], notation: Notation) -> str:
    text = sides[0]
    for side in sides[1:]:
        text = notation.equals.format(text, side)
    return text


def _of_relation(text: str) -> Iterator[str]:
    """Write "l ∥ m" in words, and "l is parallel to m" in signs."""
    for relation in _RELATIONS:
        told = "|".join(map(re.escape, relation))
        found = re.fullmatch(rf"\s*({_NAME})\s*(?:{told})\s*({_NAME})\s*\.?", text)
        if found is not None:
            for way in dict.fromkeys(relation):
                yield f"{found[1].strip()} {way} {found[2].strip()}"
            return


def _spellings(name: str) -> Iterator[str]:
    r"""Write ∠4 as "angle 4" and as \angle 4."""
    yield name
    for ways in _MARKS:
        for way in ways:
            if name.startswith(way):
                yield from (f"{other}{name[len(way) :].strip()}" for other in ways if other != way)
                return
