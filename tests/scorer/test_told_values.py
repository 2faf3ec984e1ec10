"""Values and sums as traces tell them: each kind with a step that does, and one that does not."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from tests.scorer.test_match import NO, YES, facts, match
from tests.scorer.traces import SCORER

WATER = "2H2 + O2 → 2H2O"
SALT = "2Na + Cl2 → 2NaCl"
HALF = "48 / 2 = 24"
BOTH = "48 + 24 = 72"
CHAIRS = "7 * 8 = 56"
EMPTY = "100 - 15 = 85"
EARNS = "Tom earns $96 per day"
PER_KILO = "the price per kilogram is $4"
RATIO = "the ratio of boys to girls is 3:2"
Q3 = "Q3: 250"
PENS = "the cost of the pens is $6"
TWICE = "the shop sold twice as many apples as pears"

SUBSTANCES = facts(
    (WATER, r"Balanced: $\mathrm{2\,H_2 + O_2 \to 2\,H_2O}$", YES),
    (WATER, r"\( 2\text{H}_2 + \text{O}_2 \rightarrow 2\text{H}_2\text{O} \)", YES),
    (WATER, "2 H₂(g) + O₂(g) → 2 H₂O(l)", YES),
    (WATER, r"$H_2 + O_2 \rightarrow H_2O$", NO),
    (WATER, r"$\mathrm{2\,H_2O \to 2\,H_2 + O_2}$", NO),
    (SALT, "2 Na(s) + Cl₂(g) -> 2 NaCl(s)", YES),
    (SALT, "Na + Cl₂ -> NaCl", NO),
    ("the molar mass of CO2 is 44 g", r"The molar mass of $\mathrm{CO_2}$ is 12 + 32 = 44 g.", YES),
    ("the molar mass of CO2 is 44 g", r"The molar mass of $\mathrm{SO_2}$ is 44 g.", NO),
    ("the number of moles is 2", "There are 2 moles of water in it.", YES),
    ("the number of moles is 2", "The 2 grams are 0.11 mol.", NO),
)

LED_TO = facts(
    (BOTH, "That makes 48 + 24, i.e. 72 clips.", YES),
    (BOTH, "She sold 48 + 24 clips, so 72.", YES),
    (BOTH, "She sold 48 + 24 clips, so 71.", NO),
    ("2^3 * 3 = 24", r"The prime factorization of 24 is $2^3 \cdot 3$.", YES),
    ("2^3 * 3 = 24", r"The prime factorization of 24 is $2^2 \cdot 3$.", NO),
    ("2/5 * 30 = 12", "One fifth of 30 is 6, so two fifths is 12.", YES),
    ("2/5 * 30 = 12", "One fifth of 30 is 6, so two fifths is 13.", NO),
    ("2/5 * 30 = 12", "PQN N is QR of half is 5.", NO),
    ("0.17 * 200 = 34", "As 17% chose it, that's 0.17(200) = 34 people.", YES),
    ("0.17 * 200 = 34", "As 17% chose it, that's 0.17(200) = 35 people.", NO),
    ("2/3 + 1/6 = 5/6", "2/3 is the same as 4/6, and 4/6 + 1/6 = 5/6.", YES),
    ("2/3 + 1/6 = 5/6", "1/2 is the same as 3/6, and 3/6 + 2/6 = 5/6.", NO),
    ("KE = 100 J", r"$KE = \frac{1}{2}mv^2 = \frac{1}{2}(2)(10)^2 = 100\text{ J}$", YES),
    ("KE = 100 J", r"$KE = \frac{1}{2}mv^2 = \frac{1}{2}(2)(8)^2 = 64\text{ J}$", NO),
    ("x = 4", "Therefore x = 4.", YES),
    ("x = 4", "x = 4 is not a solution.", NO),
    ("2b = a", "So we have 2b = a.", YES),
    ("2b = a", "So b = 2a.", NO),
)

IN_WORDS = facts(
    (HALF, "She sold 48 in April, and in May she sold half of that, so 24 clips.", YES),
    (HALF, "She sold 48 in April, and in May she sold half of that, so 22 clips.", NO),
    (BOTH, "In total she sold 72 clips (48 in April and 24 in May).", YES),
    (BOTH, "In total she sold 72 clips (48 in April and 22 in May).", NO),
    ("9 * 2 = 18", "She sells the 9 eggs at $2 apiece, making $18 a day.", YES),
    ("9 * 2 = 18", "She sells the 9 eggs at $2 apiece, making $16 a day.", NO),
    ("5 * 3 = 15", "He reads 5 pages a day. After 3 days he has read 15 pages.", YES),
    ("5 * 3 = 15", "He reads 5 pages a day for 3 days. The book has 15 chapters.", NO),
    ("60 * 4 = 240", "At 4 dollars a meter, 60 meters of fence cost 240 dollars.", YES),
    ("60 * 4 = 240", "At 4 dollars a meter, 60 meters of fence cost 260 dollars.", NO),
    (EMPTY, "15 of the 100 seats are empty, so 85 are taken.", YES),
    (EMPTY, "15 of the 100 seats are empty, so 75 are taken.", NO),
    ("0.15 * 200 = 30", "So 30 of the 200 employees (15%) work at night.", YES),
    ("0.15 * 200 = 30", "So 20 of the 200 employees (15%) work at night.", NO),
    (CHAIRS, "The hall has 56 chairs, arranged in 7 rows of 8.", YES),
    (CHAIRS, "The hall has 54 chairs, arranged in 7 rows of 8.", NO),
    ("84 - 76 = 8", "Saturday's 84 exceeds Friday's 76 by 8.", YES),
    ("84 - 76 = 8", "Saturday's 84 exceeds Friday's 76 by 9.", NO),
)

MONEY = facts(
    (EARNS, "Tom makes $96 a day at this job.", YES),
    (EARNS, "Tom's daily pay is $96.", YES),
    (EARNS, "Tom works at $12 per hour, so he makes 8 × $12 = $96 a week.", NO),
    (EARNS, "Tom's weekly pay is $96.", NO),
    (PER_KILO, "One kilogram costs $4.", YES),
    (PER_KILO, "This comes to $4 per kilogram.", YES),
    (PER_KILO, "Two kilograms cost $4.", NO),
    (PENS, "The pens cost $6.", YES),
    (PENS, "Each pen costs $6.", NO),
    ("the discount is $20", "The discount is $20.", YES),
    ("the discount is $20", "The jacket costs $20 after the 25% discount.", NO),
    ("the fee is $5", "The fee is $5 and the fare is $3.", YES),
    ("the fee is $5", "The fee is $3 and the fare is $5.", NO),
)

MEASURED = facts(
    ("the area of the triangle is 24 cm²", "The triangle covers 24 square cm.", YES),
    ("the area of the triangle is 24 cm²", "The triangle is 24 cm wide.", NO),
    ("the volume of the box is 60 cm³", "The box has room for 60 cm^3.", YES),
    ("the volume of the box is 60 cm³", "The box takes 60 cm^2.", NO),
    ("the fence is 60 m long", "The fence measures 60 meters.", YES),
    ("the fence is 60 m long", "The fence is 60 m from the house.", NO),
    ("the box weighs 2.4 kg", "The box: 2.4 kg", YES),
    ("the box weighs 2.4 kg", "The box: 2.6 kg", NO),
    ("Ben is 12 years old", "Amy is 7 and Ben is 12.", YES),
    ("Ben is 12 years old", "Ben has 12 marbles.", NO),
    ("each student receives 6 pencils", "Every student gets 6 pencils.", YES),
    ("each student receives 6 pencils", "Every student loses 6 pencils.", NO),
    ("there are 12 months in 1 year", "A year has 12 months.", YES),
    ("there are 12 months in 1 year", "A term has 12 months.", NO),
    ("time = 2.5 hours", r"\( t = \frac{200\ \text{km}}{80\ \text{km/h}} = 2.5\ \text{h} \)", YES),
    ("time = 2.5 hours", r"\( t = \frac{200\ \text{km}}{80\ \text{km/h}} = 2.5\ \text{kg} \)", NO),
    ("m = 3 kg", "The mass of the ball is 3 kg.", YES),
    ("m = 3 kg", "The mass of the ball is 3 g.", NO),
    ("she needs 7 more hours", "She needs another 7 hours.", YES),
    ("she needs 7 more hours", "She needs 7 hours.", NO),
    ("45.678 ≈ 45.7", "To one place, 45.678 is 45.7.", YES),
    ("45.678 ≈ 45.7", "To one place, 45.678 is 45.8.", NO),
    (RATIO, "For every 3 boys there are 2 girls.", YES),
    (RATIO, "For every 2 boys there are 3 girls.", NO),
    ("3/8 of the circle is shaded", "The circle has 8 equal parts, and 3 of them are shaded.", YES),
    ("3/8 of the circle is shaded", "The circle has 8 equal parts, and 5 of them are shaded.", NO),
    ("1/2 of the pizza is left", "Half of the pizza remains.", YES),
    ("1/2 of the pizza is left", "A third of the pizza remains.", NO),
    ("the difference is 27", "Soccer was picked by 27 more students than tennis.", YES),
    ("the difference is 27", "Soccer was picked by 27 students.", NO),
)

WHOSE = facts(
    (Q3, "In Q3 it rises to 250.", YES),
    (Q3, "The total of Q3 and Q4 is 250.", NO),
    ("Ana has 24 stickers", "Ana has 24 stickers and Ben has 8.", YES),
    ("Ana has 24 stickers", "Together, Ana and Ben have 24 stickers.", NO),
    ("Denmark: 24%", "Denmark's slice is labeled 24%.", YES),
    ("Denmark: 24%", "Denmark's slice is next to the one labeled 24%.", NO),
    ("the speed is 60 km/h", "The speed is 60 km/h, too fast for the road.", YES),
    ("the speed is 60 km/h", "The speed is 60 km/h too fast.", NO),
    ("Maria scored 5 goals", "Maria scored 5 goals this year.", YES),
    ("Maria scored 5 goals", "Maria, who scored often, needs 5 more goals.", NO),
    ("the range is 55", "The range is 90 - 35, which makes it 55.", YES),
    ("the range is 55", "The range is from 35 to 55.", NO),
    ("the shop sold 84 loaves", "The shop sold 84 loaves, above its goal.", YES),
    ("the shop sold 84 loaves", "The shop's goal was 84 loaves, and it sold 76.", NO),
    ("the store sold 320 phones in March", "In March, the store sold 320 phones, 280 before.", YES),
    ("the store sold 320 phones in March", "In May, the store sold 320 phones, 280 before.", NO),
    ("the temperature fell by 8°", "The temperature fell from 15° to 7°, a fall of 8°.", YES),
    ("the temperature fell by 8°", "The temperature fell from 15° to 8°, a fall of 7°.", NO),
    ("the distance between the two towns is 15 km", "There are two towns. It is 15 km.", NO),
    (
        "the distance between the two towns is 15 km",
        "There are two towns. The distance between them is 15 km.",
        YES,
    ),
    (TWICE, "The shop sold twice as many apples as pears.", YES),
    (TWICE, "The shop sold twice as many pears as apples.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), SUBSTANCES + LED_TO + IN_WORDS + MONEY + MEASURED + WHOSE
)
def test_a_value_counts_as_traces_tell_it(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason


CLIPS = GroundTruth(
    "72",
    ["48/2 = 24", "48 + 24 = 72"],
    "Natalia sold clips to 48 friends in April, and half as many in May. How many altogether?",
)


@pytest.mark.parametrize(
    ("body", "has_work"),
    [
        ("In April she sold 48 clips. In May she sold half of that, so 24 clips.", True),
        ("The 48 clips of April and the 24 of May add up to 72 clips altogether.", True),
        ("She sold many clips in April and fewer in May, close to 72 altogether.", False),
        ("The friends of April and May bought 48 clips and 24 clips and 70 clips.", False),
    ],
)
def test_what_computes_in_words_is_work(body: str, has_work: bool) -> None:
    rules = {violation.rule for violation in SCORER.score(f"{body}\n#### 72", CLIPS).violations}
    assert ("no_work" not in rules) == has_work
