"""Equations, formulas and values, however they are written: each rule with both of its sides."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from tests.scorer.test_match import facts, match
from tests.scorer.traces import SCORER, with_steps

YES, NO = True, False
SUM = "∠AOC + ∠BOC = 180°"
HALF = "DE = ½ BC"
OHM = "V = IR"
RING = "circumference = 2πr"
RATE = "speed = distance / time"
SHADED = "shaded area = 64 - 9π"
TOTAL = "total = 8 + 6 + 4 + 2"

BOLD = facts(
    ("60 * 5 = 300", "It travels 5 × 60 = **300 miles**.", YES),
    ("60 * 5 = 300", "It travels **60 × 5 = 300** miles.", YES),
    ("60 * 5 = 300", "It travels 5 × 60 = **350 miles**.", NO),
    ("the total is 300", "The total is **300**.", YES),
    ("the total is 300", "The total is **3000**.", NO),
    ("2^3 = 8", "So 2**3 = 8.", YES),
    ("2^3 = 8", "So 2 ** 3 = 8.", YES),
    ("2 * 3 = 6", "So 2**3 = 8.", NO),
)

TANGENT = "tan 35° = h / 20"
FUNCTIONS = facts(
    (TANGENT, r"So $\tan(35^\circ) = \frac{h}{20}$.", YES),
    (TANGENT, "So h / 20 = tan(35°).", YES),
    (TANGENT, r"So $\tan(53^\circ) = \frac{h}{20}$.", NO),
    (TANGENT, r"So $\sin(35^\circ) = \frac{h}{20}$.", NO),
    (TANGENT, r"So $\tan(35^\circ) = \frac{20}{h}$.", NO),
)
LETTERS = facts(
    ("slope = (y2 - y1)/(x2 - x1)", r"$m = \frac{y_2 - y_1}{x_2 - x_1}$", YES),
    ("slope = (y2 - y1)/(x2 - x1)", r"$m = \frac{x_2 - x_1}{y_2 - y_1}$", NO),
    ("y1 = 3", "So y_1 = 3.", YES),
    ("y1 = 3", "So y2 = 3.", NO),
    ("3 x 2 = 6", "There are 3 x2 = 6 of them.", YES),
    ("F = ma", r"Newton says that $F = m \cdot a$.", YES),
    ("F = ma", "Newton says that F = m/a.", NO),
    ("E = mc^2", "E = m c² = 9", YES),
    ("E = mc^2", "E = mc", NO),
    ("AB = 2 CD", "So AB = 2CD.", YES),
    ("AB = 2 CD", "So CD = 2AB.", NO),
    ("I = 2 A", r"$I = \frac{V}{R} = \frac{12\,\text{V}}{6\,\Omega} = 2\,\text{A}$", YES),
    ("I = 2 A", r"$R = \frac{12\,\text{V}}{6\,\text{A}} = 2\,\Omega$", NO),
    ("sin A = 3/5", r"$\sin A = \frac{3}{5}$", YES),
    ("sin A = 3/5", "sin(A) = 0.6", YES),
    ("sin A = 3/5", "cos A = 3/5", NO),
    ("sin A = 3/5", "sin B = 3/5", NO),
    ("sin A = BC/AC", "sin A = opposite/hypotenuse = BC/AC", YES),
    ("sin^2 x + cos^2 x = 1", "cos²x + sin²x = 1", YES),
    ("sin^2 x + cos^2 x = 1", "sin²x - cos²x = 1", NO),
    ("2H2 + O2 → 2H2O", "O2 + 2 H2 -> 2 H2O", YES),
    ("2H2 + O2 → 2H2O", "2H2O -> 2H2 + O2", NO),
    ("2H2 + O2 → 2H2O", "H2 + O2 -> H2O", NO),
)

NAMES = facts(
    (RING, r"The formula is \( C = 2\pi r \).", YES),
    (RING, "The circumference is C = π · 2r = 10π.", YES),
    (RING, "The perimeter is P = 2πr.", NO),
    (RING, "C = 2πr²", NO),
    ("C = 2πr", "circumference = 2 × π × r", YES),
    (OHM, r"By Ohm's law, $I = \frac{V}{R}$.", YES),
    (OHM, "R = V/I", YES),
    (OHM, "R = I/V", NO),
    (OHM, "I = V × R", NO),
    ("f(x) = 2x + 3", "f(x) = 3 + 2x", YES),
    ("f(x) = 2x + 3", "g(x) = 2x + 3", NO),
    ("density = m/V", "ρ = m/V", YES),
    ("density = m/V", "ρ = V/m", NO),
    ("probability = 3/8", "So P(yellow) = 3/8 = 0.375.", YES),
    ("probability = 3/8", "So the slope is m = 3/8.", NO),
    (SHADED, "This leaves 64 - 9π ≈ 35.73.", YES),
    (SHADED, "This leaves perimeter = 64 - 9π ≈ 35.73.", NO),
    (SHADED, "This leaves 9π - 64.", NO),
    (TOTAL, "All of them: 2 + 4 + 6 + 8 = 20.", YES),
    (TOTAL, "All of them: 2 + 4 + 6 + 8 = 21.", NO),
    (TOTAL, "All of them: 20.", NO),
    ("radius is 5", "It is half of this, r = 10/2 = 5.", YES),
    ("radius is 5", "It is all of this, d = 5.", NO),
    ("area of ABCD is 36", r"$S_{ABCD} = 9 \times 4 = 36$", YES),
    ("area of ABCD is 36", r"$S_{PQRS} = 9 \times 4 = 36$", NO),
    ("the volume of the cone is 63π", r"$V = \pi \cdot 3^2 \cdot 7 = 63\pi$", YES),
)

FORMS = facts(
    ("x² - 5x + 6 = (x - 2)(x - 3)", "(x-3)(x-2) = x^2 - 5x + 6 = 0", YES),
    ("x² - 5x + 6 = (x - 2)(x - 3)", "(x-3)(x-2) = 0", NO),
    ("x² - 5x + 6 = (x - 2)(x - 3)", "(x-1)(x-6) = x² - 7x + 6", NO),
    ("25 + 10 + 1 + 1 = 37", "25¢ + 10¢ + 2 × 1¢ = 37¢", YES),
    ("25 + 10 + 1 + 1 = 37", "25 + 12 = 37", NO),
    ("3 * 5 + 2 = 17", "5 + 5 + 5 + 2 = 17", YES),
    ("3 * 5 + 2 = 17", "10 + 7 = 17", NO),
    ("the ratio is 3:2", "The ratio is 18 to 12, which simplifies to 3 to 2.", YES),
    ("the ratio is 3:2", "The ratio is 18 to 12, which simplifies to 2 to 3.", NO),
    ("the lines meet at (1, 4)", "The lines meet where x = 1 and y = 4.", YES),
    ("the lines meet at (1, 4)", "The lines meet where x = 4 and y = 1.", NO),
    ("the lines meet at (-1, 4)", "The lines meet where x = -1, y = 4.", YES),
    ("average ≈ 6.67", "The average is 20/3 ≈ 6.67.", YES),
    ("average ≈ 6.67", "The average is 20/3 ≈ 6.33.", NO),
)

IN_WORDS = facts(
    (SUM, "∠AOC and ∠BOC form a straight line, so they add up to 180 degrees.", YES),
    (SUM, "The sum of ∠BOC and ∠AOC is 180°.", YES),
    (SUM, "∠AOC and ∠BOC are supplementary.", YES),
    (SUM, "∠AOC and ∠BOC are complementary.", NO),
    (SUM, "∠AOC and ∠BOD add up to 180°.", NO),
    (SUM, "∠AOC and ∠BOC do not add up to 180°.", NO),
    (HALF, "DE is a midsegment, so its length is half that of BC.", YES),
    (HALF, "BC is twice as long as DE.", YES),
    (HALF, "BC is half of DE.", NO),
    ("AB = 3CD", "AB is three times the length of CD.", YES),
    (RATE, "The speed is found by dividing the distance by the time.", YES),
    (RATE, "Speed is distance over time.", YES),
    (RATE, "Distance is the product of speed and time.", YES),
    (RATE, "How fast it goes is how far it goes divided by the time.", YES),
    (RATE, "v = d/t", YES),
    (RATE, "The speed is found by dividing the time by the distance.", NO),
    (RATE, "We do not get the speed by dividing the distance by the time.", NO),
    (RATE, "v = t/d", NO),
    ("area = ½ × base × height", "Multiply base by height, then divide by 2: the area.", YES),
    ("area = ½ × base × height", "The area is base times height.", NO),
    ("the difference between the first and the last is 4", "First (9) minus last (5) is 4.", YES),
    ("the difference between the first and the last is 4", "Last (9) minus first (5) is 4.", NO),
)

NOT_SAID = facts(
    ("AB = CD", "It is not given that AB = CD.", NO),
    ("AB = CD", "We cannot conclude from this that $AB = CD$.", NO),
    ("AB = CD", "There is no doubt that AB = CD.", YES),
    ("option C", "Option C can be ruled out.", NO),
    ("option C", "Option B can be ruled out, so option C is right.", YES),
    ("n is even", "This rules out n being even.", NO),
    ("7 objects left", "There were 7 objects left, but I missed one.", NO),
    ("7 objects left", "I counted again: 7 objects are left.", YES),
    ("9 - 2 = 7", "So 9 - 2 = 7, but I forgot one.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), [*BOLD, *FUNCTIONS, *LETTERS, *NAMES, *FORMS, *IN_WORDS, *NOT_SAID]
)
def test_what_states_a_formula(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason


@pytest.mark.parametrize(
    ("step", "counts"),
    [
        pytest.param("The problem says that lines a and b are parallel.", NO, id="quoted"),
        pytest.param("By its equal angles, lines a and b are parallel.", YES, id="concluded"),
        pytest.param(
            "The problem says more, and we see that lines a and b are parallel.", YES, id="seen"
        ),
    ],
)
def test_what_quotes_the_question_states_nothing(step: str, counts: bool) -> None:
    question = "Lines a and b are parallel and cut by c. How large is angle 2?"
    truth = GroundTruth("6", ["a ∥ b"], question)
    assert SCORER.score(with_steps(step), truth).matches[0].is_match == counts
