"""Roots, multiples of π and angles, in the numbers of prose and in chains of equations."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

SIDE = "the length of BC is 2√3"
PLAIN = "the length of BC is 3"
AREA = "the area is 25π"
ARC = "arc length = 6π cm"
APART = "the distance from A to B is 13"
ANGLE = "θ ≈ 36.9°"
SOLVED = "f(2) = 9"
ZERO = "(x - 4)(x + 1) = 0"
BELOW = "f is decreasing on (0, 2)"
STEP = "the common difference is 3"

ROOTS = facts(
    (PLAIN, "BC = √3", NO),
    (PLAIN, "The length of BC is √3.", NO),
    (PLAIN, "The length of BC is sqrt(3).", NO),
    (PLAIN, "The length of BC is √9 = 3.", YES),
    (SIDE, r"The length of BC is $2\sqrt{3}$.", YES),
    (SIDE, r"The length of BC is $3\sqrt{2}$.", NO),
    (SIDE, "The length of BC is √12.", YES),
    (SIDE, "The length of BC is 2 * sqrt(3).", YES),
    ("the length of BC is 3.46", "The length of BC is 2√3.", YES),
    ("the length of BC is 3.46", "The length of BC is 2√5.", NO),
    (APART, "The distance between A and B is √(5² + 12²) = √169 = 13.", YES),
    (APART, "The distance between A and B is √(5² + 11²) = √146.", NO),
)

MULTIPLES = facts(
    (AREA, r"The area of the circle is $25\pi$.", YES),
    (AREA, "The area of the circle is 25.", NO),
    (AREA, "The area of the circle is about 78.5.", YES),
    ("the area is 25", r"Thus the area is $25\pi$.", NO),
    (ARC, "The arc length is (120/360) · 2π · 9 = 6π centimeters.", YES),
    (ARC, "The arc length is (120/360) · 2π · 6 = 4π centimeters.", NO),
    ("the angle is 3π/4", r"The angle is $\frac{3\pi}{4}$.", YES),
    ("the angle is 3π/4", r"The angle is $\frac{\pi}{4}$.", NO),
)

ANGLES = facts(
    (ANGLE, r"\(\theta = \tan^{-1}\left(\frac{3}{4}\right) \approx 36.87^\circ\).", YES),
    (ANGLE, "θ = arctan(3/4) ≈ 46.87°", NO),
    ("BC = 5", "BC = 10 * sin(30) = 5.", YES),
    ("BC = 5", "BC = 10 * sin(60) = 5.", NO),
    ("x = 0.5", "x = sin(π/6) = 0.5", YES),
)

FUNCTIONS = facts(
    (
        SOLVED,
        "**Substitute** $x = 2$ into $f(x) = 2x^2 + 1$:\n$$f(2) = 2(2)^2 + 1 = 8 + 1 = 9$$",
        YES,
    ),
    (SOLVED, "2 3 4 5 6 7 8 9 10 11 12 13 14 f(2) = 9", NO),
    (ZERO, "Factoring x² − 3x − 4 = 0 yields (x + 1)(x − 4) = 0.", YES),
    (ZERO, "Factoring x² − 3x − 4 = 0 yields (x + 4)(x − 1) = 0.", NO),
    (ZERO, "We have x² − 3x − 4 = (x − 4)(x + 1).", YES),
    ("x² − 3x − 4 = 0", "We have (x - 4)(x + 1) = 0.", YES),
    (BELOW, "f decreases from 0 to 2.", YES),
    (BELOW, "f decreases from 1 to 2.", NO),
    (BELOW, "So f is decreasing for 0 < x < 2.", YES),
    (STEP, "Each term is 3 more than the one before.", YES),
    (STEP, "Each term is 3 times the one before.", NO),
    ("the common ratio is 3", "Each term is 3 times the one before.", YES),
    ("the vertex of the parabola is (2, -1)", "Its lowest point is at (2, -1).", YES),
    ("the vertex of the parabola is (2, -1)", "Its x-intercept is at (2, -1).", NO),
    ("the ratio of the sides is 2/3", "The sides have a ratio of 2 to 3.", YES),
    ("the ratio of the sides is 2/3", "The sides have a ratio of 3 to 2.", NO),
)


@pytest.mark.parametrize(("key", "step", "counts"), ROOTS + MULTIPLES + ANGLES + FUNCTIONS)
def test_what_counts_beyond_rational_numbers(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason


@pytest.mark.parametrize(
    "odd", ["fiv0x1² hundred", "1e² hundred", "π/3 = 1e400", "sin(30) = 1e400"]
)
def test_numbers_that_nothing_reads_leave_the_others(odd: str) -> None:
    key = f"$\\text{{minus {odd} nine}}$"
    assert match(key, f"So {odd}, and 20% = 1e400.").key == 0
    assert match("3 * 4 = 12", f"So {odd}, and 20% = 1e400. Then 3 * 4 = 12.").is_match
