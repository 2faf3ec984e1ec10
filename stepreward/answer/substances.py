r"""Compare substances: H₂O, \mathrm{H_2O}, \ce{H2O} and water; Fe^{3+} and Fe³⁺."""

from __future__ import annotations

import re

from stepreward.algebra.scalars import Outcome
from stepreward.text import plain_words

_SYMBOLS = {
    "H": "hydrogen",
    "He": "helium",
    "Li": "lithium",
    "Be": "beryllium",
    "B": "boron",
    "C": "carbon",
    "N": "nitrogen",
    "O": "oxygen",
    "F": "fluorine",
    "Ne": "neon",
    "Na": "sodium",
    "Mg": "magnesium",
    "Al": "aluminum",
    "Si": "silicon",
    "P": "phosphorus",
    "S": "sulfur",
    "Cl": "chlorine",
    "Ar": "argon",
    "K": "potassium",
    "Ca": "calcium",
    "Ti": "titanium",
    "V": "vanadium",
    "Cr": "chromium",
    "Mn": "manganese",
    "Fe": "iron",
    "Co": "cobalt",
    "Ni": "nickel",
    "Cu": "copper",
    "Zn": "zinc",
    "Ga": "gallium",
    "Ge": "germanium",
    "As": "arsenic",
    "Se": "selenium",
    "Br": "bromine",
    "Kr": "krypton",
    "Rb": "rubidium",
    "Sr": "strontium",
    "Ag": "silver",
    "Cd": "cadmium",
    "Sn": "tin",
    "I": "iodine",
    "Xe": "xenon",
    "Cs": "cesium",
    "Ba": "barium",
    "W": "tungsten",
    "Pt": "platinum",
    "Au": "gold",
    "Hg": "mercury",
    "Pb": "lead",
    "Bi": "bismuth",
    "Ra": "radium",
    "U": "uranium",
}
_COMPOUNDS = {
    "H2O": "water",
    "H2O2": "hydrogen peroxide",
    "CO": "carbon monoxide",
    "CO2": "carbon dioxide",
    "CH4": "methane",
    "C6H12O6": "glucose",
    "NH3": "ammonia",
    "O3": "ozone",
    "NO2": "nitrogen dioxide",
    "SO2": "sulfur dioxide",
    "SO3": "sulfur trioxide",
    "SiO2": "silicon dioxide",
    "NaCl": "sodium chloride",
    "NaOH": "sodium hydroxide",
    "KOH": "potassium hydroxide",
    "CaO": "calcium oxide",
    "MgO": "magnesium oxide",
    "CaCO3": "calcium carbonate",
    "Ca(OH)2": "calcium hydroxide",
    "HCl": "hydrochloric acid",
    "HNO3": "nitric acid",
    "H2SO4": "sulfuric acid",
    "H2CO3": "carbonic acid",
}
_FORMULAS = {name: formula for formula, name in (_SYMBOLS | _COMPOUNDS).items()} | {
    "oxygen gas": "O2",
    "hydrogen gas": "H2",
    "nitrogen gas": "N2",
    "chlorine gas": "Cl2",
    "hydrogen chloride": "HCl",
    "aluminium": "Al",
    "sulphur": "S",
    "caesium": "Cs",
    "sulphuric acid": "H2SO4",
    "sulphur dioxide": "SO2",
}
_MAX_CHARS = 60
_ATOM = re.compile(r"[A-Z][a-z]?")
_FORMULA = re.compile(
    r"(?:[A-Z][a-z]?[0-9]*|\((?:[A-Z][a-z]?[0-9]*)+\)[0-9]*)+(?:[·*][0-9]*H2O)?(?:[0-9]*[+-])?"
)
_SET = re.compile(r"\\(?:ce|mathrm|text|rm|mathsf)(?![a-z])\s*|\\[,;!]|[${}_^\s]")
_SMALL = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹₊₋⁺⁻−", "01234567890123456789+-+--")
_SAID = re.compile(r"\A[\w\s]*\b(?:is|called)\s+(?:the\s+)?", re.IGNORECASE)
_STATE = re.compile(r"\((?:g|l|s|aq)\)\Z")
_GLOSS = re.compile(r"([^()]{2,40}?)\s*\(([^()\s]{1,20})\)\Z|([^()\s]{1,20})\s+\(([^()]{2,40})\)\Z")


def same_substance(one: str, other: str) -> Outcome | None:
    r"""Compare two substances by their formulas; None where they are not the same one.

    >>> same_substance("H₂O", r"$\mathrm{H_2O}$").same
    True
    >>> same_substance("CO", "Co")
    """
    if len(one) > _MAX_CHARS or len(other) > _MAX_CHARS:
        return None
    formula = _formula_of(one)
    if formula is not None and formula == _formula_of(other):
        return Outcome(True, "the same substance")
    return None


def _formula_of(text: str) -> str | None:
    """Read "CO₂", "It is carbon dioxide" and "carbon dioxide (CO2)" as CO2."""
    text = _SAID.sub("", text.strip().rstrip("."))
    alone = _alone(text)
    if alone is not None:
        return alone
    gloss = _GLOSS.fullmatch(text)
    if gloss is None:
        return None
    name, formula = (gloss[1], gloss[2]) if gloss[1] else (gloss[4], gloss[3])
    known = _FORMULAS.get(plain_words(name))
    return known if known is not None and known == _alone(formula) else None


def _alone(text: str) -> str | None:
    named = _FORMULAS.get(plain_words(text))
    if named is not None:
        return named
    plain = _SET.sub("", _STATE.sub("", text)).translate(_SMALL)
    if _FORMULA.fullmatch(plain) is None:
        return None
    return plain if all(atom in _SYMBOLS for atom in _ATOM.findall(plain)) else None
