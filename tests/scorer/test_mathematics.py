"""Inequalities, proportions, residues, matrices and formulas, and letters that are no articles."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

POWERS = "2^100 > 3^60"
SIDES = "3 + 4 > 5"
RATIO = "BD/DC = 3/4"
RESIDUE = "x ≡ 3 mod 7"
SUM = "a + b = 10"
DERIVATIVE = "f'(x) = 2cos(2x)"
DETERMINANT = (
    r"\[ \det A = \begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix} = 1\cdot 4 - 2\cdot 3 = -2 \]"
)
LOG = "log_2 8 = 3"
BETWEEN = "1 < x < 5"

INEQUALITIES = facts(
    (POWERS, "We have 2^100 = 32^20 and 3^60 = 27^20.", NO),
    (POWERS, "Hence 32^20 > 27^20, so 2^100 > 3^60.", YES),
    (POWERS, "Hence 3^60 < 2^100.", YES),
    (POWERS, "Hence 2^100 < 3^60.", NO),
    (SIDES, "As 3 + 4 = 7 > 5, there is such a triangle.", YES),
    (SIDES, "We see that 3 + 4 = 7.", NO),
    (SIDES, "We see that 3 + 5 > 4.", NO),
    ("2x + 3 > 7", "So 2x + 3 > 7.", YES),
    ("2x + 3 > 7", "So 2x + 3 ≥ 7.", NO),
    (BETWEEN, r"Hence $x \in (1, 5)$.", YES),
    (BETWEEN, r"Hence $x \in [1, 5]$.", NO),
)

RATIOS = facts(
    (RATIO, "So BD : DC = 3 : 4.", YES),
    (RATIO, "So BD : DC = 4 : 3.", NO),
    ("x:y = 2:3", "So x/y = 2/3.", YES),
    ("CD = 3", "So BD : DC = 3 : 4.", NO),
    ("x = 4", "A: x = 4", YES),
)

RESIDUES = facts(
    (RESIDUE, r"So $x \equiv 3 \pmod{7}$.", YES),
    (RESIDUE, "So x ≡ 3 (mod 7).", YES),
    (RESIDUE, "So x ≡ 3 (mod 5).", NO),
    (RESIDUE, "So x ≡ -3 (mod 7).", NO),
    ("17 mod 7 = 3", "17 divided by 7 leaves a remainder of 3.", YES),
    ("17 mod 7 = 3", "17 divided by 7 leaves a remainder of 2.", NO),
)

FORMULAS = facts(
    (SUM, "So a + b = 10.", YES),
    (SUM, "So a - b = 10.", NO),
    (SUM, "a exceeds b by ten.", NO),
    ("b = 10", "So a + b = 10.", NO),
    ("A + B = 90", "So B + A = 90.", YES),
    (DERIVATIVE, r"So $f'(x) = 2\cos(2x)$.", YES),
    (DERIVATIVE, "So f'(x) = cos(2x).", NO),
    ("y = e^x", "So $y = e^{x}$.", YES),
    ("y = e^x", "So $y = e^{2x}$.", NO),
    ("y = ln(x)", r"So $y = \ln x$.", YES),
    ("y = ln(x)", r"So $y = \ln z$.", NO),
    ("f'(x) = 6x - 4", "I get f'(x) = 3x - 4. I forgot one. So f'(x) = 6x - 4.", YES),
    ("det(A) = -2", DETERMINANT, YES),
    ("det(A) = 1", DETERMINANT, NO),
    (LOG, r"So $\log_2 8 = 3$.", YES),
    (LOG, "The logarithm of 2 to base 8 is 3.", NO),
    ("sin A = 3/5", "The sine of angle A is 3/5.", YES),
    ("sin A = 3/5", "The cosine of angle A is 3/5.", NO),
    ("∠A = 60°", "It is π/3 radians, which is 60 degrees. So angle A is 60 degrees.", YES),
    ("∠A = 60°", "It is π/4 radians, which is 60 degrees. So angle A is 60 degrees.", NO),
    ("∠A = 30°", "sin A = 1/2, so A = 30°.", YES),
    ("∠A = 30°", "sin B = 1/2, so B = 30°.", NO),
)

GCD = "the greatest common divisor of 48 and 36 is 12"
TRIP = "the trip takes 150/60 = 2.5 h"
EVEN = "n is even"

RESULTS = facts(
    ("C(6,2) = 15", r"The ways to pick 2 people out of 6 are $\binom{6}{2} = 15$.", YES),
    ("C(6,2) = 15", r"The ways to pick 2 people out of 6 are $\binom{6}{3} = 20$.", NO),
    (GCD, "The GCD of 36 and 48 is 2²·3 = 12, while their LCM is 144.", YES),
    (GCD, "gcd(48, 36) = 12", YES),
    (GCD, "The LCM of 36 and 48 is 144.", NO),
    (TRIP, "Time = 150/60 = 2.5 hours.", YES),
    (TRIP, "Time = 150/60 = 2.5 minutes.", NO),
    ("speed = 60 km/h", "Its speed is 180 ÷ 3 = 60 km/h.", YES),
    ("speed = 60 km/h", "Its speed is 180 ÷ 3 = 60 m/s.", NO),
    (EVEN, "n is divisible by 2, so write n = 2k.", YES),
    (EVEN, "n + 1 is even.", NO),
    (EVEN, "n² is even, so n is even.", YES),
    ("∠1 = ∠3", "∠1 and ∠3 are same-side interior angles.", NO),
    ("∠1 = ∠3", "∠1 and ∠3 are the same.", YES),
    ("∠ABD = ∠DBC", "BD is only the median, so we can't say ∠ABD = ∠DBC.", NO),
    ("7 × 0.50 = 3.50", "It would be 7 × 0.50 = $3.50. Actually no: 6 × 0.50 = $3.00.", NO),
    ("7 × 0.50 = 3.50", "It would be 7 × 0.50 = $3.50. That is all.", YES),
    ("the mode is 6", "6 appears most often.", YES),
    ("the mode is 6", "6 appears least often.", NO),
)

COEFFICIENTS = facts(
    ("AE = 2/3 AD", r"$AE = \frac{2}{3} AD$", YES),
    ("AE = 2/3 AD", "AE = 1/3 AD", NO),
    ("MN = 0.5", "MN = 1/2 BC", NO),
    ("MN = 1/2 BC", "BC = 2MN", YES),
    ("MN = 1/2 BC", "MN is half as long as BC.", YES),
    ("MN = 1/2 BC", "MN is double BC.", NO),
    ("y = 2/3 x", r"$y = \frac{2}{3}x$", YES),
    ("m∠1 = 65°", "Angle 1 measures 65 degrees.", YES),
    ("∠ABC = 65°", "So m∠ABC = 65°.", YES),
    ("∠ABC = 65°", "So m∠ABD = 65°.", NO),
    ("∠BOC = 2∠BAC", "The central angle BOC is twice the inscribed angle BAC.", YES),
    ("∠BOC = 2∠BAC", "The inscribed angle BAC is twice the central angle BOC.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), INEQUALITIES + RATIOS + RESIDUES + FORMULAS + RESULTS + COEFFICIENTS
)
def test_what_counts_in_mathematics(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
