"""Formulas in other form, chains that come to another number, and words that only begin alike."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

ROOTS = "x = (-b + sqrt(b^2-4ac))/(2a)"
BOTH = "x = (-b ± sqrt(b^2-4ac))/(2a)"
SIDE = "c = sqrt(a^2+b^2)"
PERIOD = "T = 2π sqrt(L/g)"
TRIANGLE = "A = 1/2 * b * h"
TRAPEZOID = "(6+8)/2*5=35"
PARALLEL = "DE is parallel to BC"

FORMULAS = facts(
    (ROOTS, r"We use \[ x = \frac{-b + \sqrt{b^2 - 4ac}}{2a} \]", YES),
    (ROOTS, r"We use \[ x = \frac{-b - \sqrt{b^2 - 4ac}}{2a} \]", NO),
    (BOTH, r"We use \[ x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a} \]", YES),
    (BOTH, r"We use \[ x = \frac{-b \mp \sqrt{b^2 - 4ac}}{2a} \]", NO),
    (SIDE, r"By Pythagoras, $c = \sqrt{b^2 + a^2}$.", YES),
    (SIDE, r"By Pythagoras, $c = \sqrt{b^2 - a^2}$.", NO),
    (SIDE, "By Pythagoras, $c = a + b$.", NO),
    (PERIOD, r"$T = 2\pi\sqrt{\frac{L}{g}}$", YES),
    (PERIOD, r"$T = 2\pi\sqrt{\frac{g}{L}}$", NO),
)

LETTERS = facts(
    (TRIANGLE, "The area is A = (1/2)bh.", YES),
    (TRIANGLE, r"The area is $A = \frac{1}{2}bh$.", YES),
    (TRIANGLE, r"The area is $A = \frac{1}{3}bh$.", NO),
    ("A = 1/2", "The area is A = (1/2)bh.", NO),
)

CHAINS = facts(
    (TRAPEZOID, r"It is $\frac{1}{2}(6+8)\cdot 5 = \frac{1}{2}\cdot 14\cdot 5 = 35$.", YES),
    (TRAPEZOID, r"It is $\frac{1}{2}(6+8)\cdot 5 = \frac{1}{2}\cdot 14\cdot 5 = 30$.", NO),
)

SIGNS = facts(
    (PARALLEL, "By the midline theorem, DE || BC and DE is half as long as BC.", YES),
    (PARALLEL, "By the midline theorem, DE || AC and DE is half as long as AC.", NO),
    ("AB || CD", "So AB is parallel to CD.", YES),
)

WORDS = facts(
    ("energy is released", "The products lie higher, so that energy is absorbed.", NO),
    ("energy is released", "The products lie lower, so that energy is released.", YES),
    ("Jennifer sells apples", "Jenifer sells apples.", YES),
)


@pytest.mark.parametrize(("key", "step", "counts"), FORMULAS + LETTERS + CHAINS + SIGNS + WORDS)
def test_what_counts_in_other_form(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
