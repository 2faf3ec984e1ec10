"""Elements and compounds by their words and by their formulas: oxygen and O₂."""

from __future__ import annotations

from collections.abc import Mapping

from stepreward.claims.spelling import canonical_word

# The formulas that state a word, each for itself: CO2 states both words of "carbon dioxide".
_FORMULAS = {
    "oxygen": "O2 O",
    "hydrogen": "H2 H",
    "nitrogen": "N2 N",
    "chlorine": "Cl2 Cl",
    "water": "H2O",
    "carbon": "CO2 C CO",
    "dioxide": "CO2 SO2",
    "monoxide": "CO",
    "methane": "CH4",
    "ammonia": "NH3",
    "glucose": "C6H12O6",
    "ozone": "O3",
    "sodium": "Na NaCl NaOH",
    "chloride": "NaCl HCl",
    "hydroxide": "NaOH",
    "hydrochloric": "HCl",
    "sulfuric": "H2SO4",
    "magnesium": "Mg MgO",
    "calcium": "Ca CaCO3",
    "copper": "Cu",
    "iron": "Fe",
    "zinc": "Zn",
    "silver": "Ag",
    "helium": "He",
}
SPELLED: Mapping[str, frozenset[str]] = {
    canonical_word(word): frozenset(formulas.split()) for word, formulas in _FORMULAS.items()
}
# The words that a formula stands for, where a key step has the formula.
_WORDS = {
    "O2": "oxygen",
    "H2": "hydrogen",
    "N2": "nitrogen",
    "H2O": "water",
    "CO2": "carbon dioxide",
    "CH4": "methane",
    "NH3": "ammonia",
    "NaCl": "sodium chloride",
    "C6H12O6": "glucose",
}
WORDS_OF: Mapping[str, tuple[str, ...]] = {
    formula: tuple(map(canonical_word, words.split())) for formula, words in _WORDS.items()
}
