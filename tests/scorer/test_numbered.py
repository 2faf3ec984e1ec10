"""Numbered things, sides of a picture, values of one year; and what is tried or denied later."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

PLANT = "Plant 2 grew 15 cm"
TRADE = "Imports were 52 and exports were 47 in 2008"
BLOOD = "the left ventricle pumps blood to the body"
PRIME = "91 is prime"
WAYS = "the number of ways is 35"
SAME = "△ABC ≅ △DEF"

NUMBERED = facts(
    (PLANT, "Plant 1 had grown 11 cm and Plant 2 had grown 15 cm.", YES),
    (PLANT, "Plant 1 had grown 15 cm and Plant 2 had grown 11 cm.", NO),
    ("trial 2 took 8 seconds", "Trial 1 took 8 seconds and trial 2 took 9 seconds.", NO),
    ("they plant 2 trees", "They plant 2 trees.", YES),
    (TRADE, "In 2008, imports were 52 and exports were 47.", YES),
    (TRADE, "For 2008 the chart gives exports of 52 and imports of 47.", NO),
    (BLOOD, "The right ventricle pumps blood to the lungs.", NO),
    (BLOOD, "The left ventricle pumps blood to the body.", YES),
    ("the lamp is left of the sofa", "The sofa is right of the lamp.", YES),
)

RED = "P(both red) = 3/10 * 2/9 = 1/15"
BOYS = "boys = 5 * 12 = 60"

RIVALS = facts(
    (RED, "The probability that both are red is 3/10 × 2/9 = 1/15.", YES),
    (RED, "So we get 3/10 × 2/9 = 1/15.", YES),
    (RED, "The probability that both are blue is 3/10 × 2/9 = 1/15.", NO),
    (BOYS, "There are 5 × 12 = 60 boys.", YES),
    (BOYS, "There are girls as well. Then 5 × 12 = 60.", YES),
    (BOYS, "There are 5 × 12 = 60 girls.", NO),
)

DOUBTED = facts(
    ("x = 4", "Check x = 4: 16 - 3 = 13, not 12.", NO),
    ("x = 4", "Solving gives x = 4. So x = 4 is extraneous.", NO),
    ("x = 4", "Solving gives x = 4 or x = 1. But x = 1 is extraneous, so x = 4.", YES),
    ("r = 6", "Let me guess r = 6 and test it.", NO),
    (PRIME, "91 looks prime, but 91 = 7 · 13, so 91 isn't a prime number.", NO),
    (PRIME, "At first glance it is even, but 91 is prime.", YES),
    (SAME, "The task: given AB = DE, prove that △ABC ≅ △DEF.", NO),
    (SAME, "This proves that △ABC ≅ △DEF.", YES),
    (WAYS, "So there are 35 ways. But order matters, so scratch that; there are 210.", NO),
    (WAYS, "So there are 35 ways. But order does not matter here.", YES),
)


@pytest.mark.parametrize(("key", "step", "counts"), NUMBERED + RIVALS + DOUBTED)
def test_what_counts_of_numbered_and_doubted_things(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
