r"""Substances by their formulas, however these are set, and by their names."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal, rows

EQUAL = {
    "indices": [("H2O", "H₂O"), ("C_6H_{12}O_6", "C6H12O6"), ("N₂", "N2"),
                (r"$\mathrm{H_2O}$", "H₂O"), (r"\ce{H2O}", "H2O"), ("Ca(OH)2", "Ca(OH)₂"),
                ("CuSO4·5H2O", "CuSO₄·5H₂O")],
    "charges": [("SO4^2-", "SO₄²⁻"), ("Fe^{3+}", "Fe3+"), ("Na+", "Na⁺")],
    "states": [("NaCl(aq)", "NaCl")],
    "names": [("CO2", "carbon dioxide"), ("Water", "H2O"), ("gold", "Au"), ("O₂", "oxygen gas"),
              ("sulphur", "sulfur")],
    "both": [("carbon dioxide (CO2)", "CO₂"), ("CO2 (carbon dioxide)", "carbon dioxide"),
             ("Iron (Fe)", "iron")],
    "sentences": [("The gas is CO2.", "carbon dioxide"), ("It is H₂O.", "H2O")],
}  # fmt: skip

NEAR = {
    "indices": [("H2O", "H2O2"), ("H2O", "HO2"), ("2H2O", "H2O"), ("O2", "O3"), ("P1", "P2")],
    "charges": [("Fe2+", "Fe3+"), ("Na+", "Na-"), ("Na+", "Na")],
    "names": [("CO", "carbon dioxide"), ("iron", "Au"), ("Co", "carbon monoxide"),
              ("oxygen", "O2"), ("It is not CO2.", "CO2")],
    "both": [("water (CO2)", "CO2"), ("iron (Au)", "iron")],
    "no element": [("X2Y", "X₂Z"), ("QED", "Q")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), rows(EQUAL))
def test_one_substance(one: str, other: str) -> None:
    assert is_equal(one, other)


@pytest.mark.parametrize(("one", "other"), rows(NEAR))
def test_two_substances(one: str, other: str) -> None:
    assert not is_equal(one, other)
