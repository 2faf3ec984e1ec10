"""Key steps told in other words: each class with a step that tells it and a near miss."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts, match

COLDER = "Spain's output is greater than Italy's"
HEAVY = "the truck is heavier than the car"
BLUE = "the blue slice is 40%"
HALFWAY = "M is the midpoint of PQ"
LEFT = "36 - 9 = 27"
JOINED = "12 + 8 + 5 = 25"

DEGREES = facts(
    ("profits peak in 2012", "Profits are at their highest in 2012.", YES),
    ("profits peak in 2012", "Profits reach their minimum in 2012, their maximum in 2014.", NO),
    ("the hottest month is July", "July has the highest temperature of all months.", YES),
    ("the hottest month is July", "July has the lowest temperature of all months.", NO),
    ("the fastest runner is Tom", "Tom has the highest speed of all runners.", YES),
    ("the fastest runner is Tom", "Tom has the highest age of all runners.", NO),
    (COLDER, "Italy's output is lower than Spain's.", YES),
    (COLDER, "Spain's output exceeds Italy's.", YES),
    (COLDER, "Italy's output is above Spain's.", NO),
    (COLDER, "Spain's output is lower than Italy's.", NO),
    (HEAVY, "The truck has a greater mass than the car.", YES),
    (HEAVY, "The car weighs less than the truck.", YES),
    (HEAVY, "The truck is longer than the car.", NO),
    ("iron is denser than wood", "Wood is less dense than iron.", YES),
    ("iron is denser than wood", "Iron is less dense than wood.", NO),
    ("Team A scored more than Team B", "Team B scored fewer points than Team A.", YES),
    ("Team A scored more than Team B", "Team A scored fewer points than Team B.", NO),
    ("more boys than girls", "There are fewer girls than boys.", YES),
    ("more boys than girls", "There are more girls than boys.", NO),
    ("the ball is warmer", "The ball has the higher temperature.", YES),
    ("the ball is warmer", "The bat is warmer than the ball.", NO),
    ("Tom has twice as many stamps as Ann", "Ann has half as many stamps as Tom.", YES),
    ("Tom has twice as many stamps as Ann", "Tom has half as many stamps as Ann.", NO),
    ("no country is above 80", "Every country is at or below 80.", YES),
    ("no country is above 80", "One country is above 80.", NO),
    ("at most 30 students passed", "No more than 30 students passed.", YES),
    ("at most 30 students passed", "No fewer than 30 students passed.", NO),
    ("the rectangle is 8 cm wide", "The rectangle has a width of 8 cm.", YES),
    ("the rectangle is 8 cm wide", "The rectangle has a length of 8 cm.", NO),
)

LIMITS = facts(
    ("the price is $20", "The price is $20.", YES),
    ("the price is $20", "The price is more than $20.", NO),
    ("the value for Peru is 17", "Peru is at 17, more than Chile.", YES),
    ("the value for Peru is 17", "Peru is 17 more than Chile.", NO),
    (BLUE, "The blue slice makes up 40%.", YES),
    (BLUE, "The blue slice is next to the 40% slice.", NO),
    (BLUE, "The blue slice is larger than the 40% slice.", NO),
    ("the dog is lying on the couch", "On the sofa lies a dog.", YES),
    ("the dog is lying on the couch", "Next to the couch lies a dog.", NO),
    ("4 red balls and 5 blue balls", "There are four red balls and five blue balls.", YES),
    ("4 red balls and 5 blue balls", "There are five red balls and four blue balls.", NO),
    ("x = 50", "In the end x is 50.", YES),
    ("x = 50", "In the end 2x is 50.", NO),
)

WORDS = facts(
    ("the population declined", "The population shrank.", YES),
    ("the population declined", "There was a rise in population.", NO),
    ("the price stayed constant", "The price did not change.", YES),
    ("the price stayed constant", "The price changed a lot.", NO),
    ("revenue rose from 2010 to 2012", "Revenue went up between 2010 and 2012.", YES),
    ("revenue rose from 2010 to 2012", "Revenue went down between 2010 and 2012.", NO),
    ("plants produce oxygen", "Plants give off oxygen.", YES),
    ("plants produce oxygen", "Plants take in oxygen.", NO),
    ("foxes hunt rabbits", "Rabbits are hunted by foxes.", YES),
    ("foxes hunt rabbits", "Rabbits hunt foxes.", NO),
    ("7 people chose tea", "Tea was picked by 7 people.", YES),
    ("7 people chose tea", "7 people chose coffee.", NO),
    ("each icon represents 10 cars", "One icon stands for 10 cars.", YES),
    ("each icon represents 10 cars", "Nine icons stand for 10 cars.", NO),
    ("the shop sold 8 lamps", "8 lamps were sold.", YES),
    ("30% of the girls walk", "30% of the boys walk.", NO),
    ("half of the students walk", "50% of the students walk.", YES),
    ("half of the students walk", "40% of the students walk.", NO),
    ("the picnic is for all children", "The picnic is for every child.", YES),
    ("each ticket costs $8", "The price per ticket is $8.", YES),
    ("each ticket costs $8", "All tickets cost $8.", NO),
    ("the probability of picking a blue ball is 2/5", "P(blue) = 2/5", YES),
    ("the probability of picking a blue ball is 2/5", "P(red) = 2/5", NO),
    ("P(blue) = 2/5", "The probability of blue is 2/5.", YES),
    ("P(blue) = 2/5", "The probability of blue is 3/5.", NO),
    ("the total is 60", "12 + 18 + 30 = 60", YES),
    ("the total is 60", "60 + 30 = 90", NO),
    ("the y-axis shows the rain", "Rain is on the vertical axis.", YES),
    ("the y-axis shows the rain", "Rain is on the horizontal axis.", NO),
    ("option B is correct", "The answer must be (B).", YES),
    ("option B is correct", "Option B is wrong.", NO),
    ("the remaining money is $12", "He has $12 left.", YES),
    ("the remaining money is $12", "He spent $12.", NO),
    ("the slope is 3", "m = 9/3 = 3, where m is the slope.", YES),
    ("the slope is 3", "m = 9/3 = 3 and b = 5, where b is the slope.", NO),
    ("the cat is hungry", "The cat sleeps. It is hungry.", YES),
    ("the cat is hungry", "The dog sees the cat. It is hungry.", NO),
    ("the difference is 12", "30 - 18 = 12, which is the difference.", YES),
    ("the difference is 12", "30 - 18 = 12, and 5 is the difference.", NO),
)

BIGGER = "A is larger than B"
B_RIGHT = "option B is correct"
M_OVER_V = "density = mass / volume"

HEDGED = facts(
    (BIGGER, "A is larger than B and C is larger than A.", YES),
    (BIGGER, "A is larger than B and B is larger than A.", NO),
    (BIGGER, "A is larger than B. B is larger than C.", YES),
    (BIGGER, "A is larger than B. B is larger than A.", NO),
    (BIGGER, "Either A is larger than B or B is larger than A.", NO),
    (BIGGER, "A is clearly larger than B.", YES),
    (BIGGER, "A is hardly larger than B.", NO),
    ("July is the hottest month", "The hottest month is July.", YES),
    ("July is the hottest month", "July is the second hottest month.", NO),
    ("July is the second hottest month", "July is the second hottest month.", YES),
    ("no country is above 80", "None is above 80: no country is above 80.", YES),
    ("no country is above 80", "Not every country is above 80.", NO),
    ("no country is above 80", "Some country is not above 80.", NO),
    (M_OVER_V, "density = mass / volume, so mass = density * volume", YES),
    (M_OVER_V, "density = mass / volume = volume / mass", NO),
    ("the slope is 3", "m = 3 is the slope.", YES),
    ("the slope is 3", "m = 3, where m is the mass", NO),
    ("the slope is 3", "The mass m = 3.", NO),
    ("the radius is 5", "r = 5, where r is the distance from the center", YES),
    ("the train leaves at 9:30", "The train leaves at 9:30 PM.", YES),
    ("the train leaves at 9:30", "The train leaves before 9:30.", NO),
    ("the train leaves before 9:30", "The train leaves before 9:30.", YES),
    ("x = 5", "So -5 = -x, and x = 5.", YES),
    ("x = 5", "-x = 5", NO),
    (B_RIGHT, "So the answer is B, not A.", YES),
    (B_RIGHT, "The answer is B because A is too small.", YES),
    (B_RIGHT, "Comparing A and B, B is correct.", YES),
    (B_RIGHT, "Option B, C or D is correct.", NO),
    (B_RIGHT, "Choose from A, B, C, D.", NO),
    ("Tom has 5 apples", "Tom has 5 apples, fewer than Ann.", YES),
    ("Tom has 5 apples", "Tom has 5 fewer apples.", NO),
)

FIGURES = facts(
    (HALFWAY, "M cuts PQ in half.", YES),
    (HALFWAY, "M lies halfway between P and Q.", YES),
    (HALFWAY, "M divides PQ in the ratio 2:1.", NO),
    ("BD bisects ∠ABC", "BD divides ∠ABC into two congruent angles.", YES),
    ("BD bisects ∠ABC", "∠ABD = ∠DBC", YES),
    ("BD bisects ∠ABC", "∠ABD = ∠DBE", NO),
    ("BD bisects ∠ABC", "BD divides ∠ABC into three equal angles.", NO),
    ("∠C is a right angle", "∠C measures 90 degrees.", YES),
    ("∠C is a right angle", "∠C measures 80 degrees.", NO),
    ("∠C = 90°", "∠C is a right angle.", YES),
    ("∠C = 90°", "∠C is an acute angle.", NO),
    ("PQ is perpendicular to QR", "∠PQR = 90°", YES),
    ("PQ is perpendicular to QR", "∠PRQ = 90°", NO),
    ("PQ is perpendicular to RS", "PQ and RS form a 90° angle.", YES),
    ("PQ is perpendicular to RS", "PQ and RS form a 60° angle.", NO),
    ("PQ = RS", "RS and PQ are congruent.", YES),
    ("PQ = RS", "Segments RS and PQ have equal lengths.", YES),
    ("PQ = RS", "PQ is as long as RS.", YES),
    ("PQ = RS", "PQ and RS are equal to 5 and 7.", NO),
    ("PQ = RS", "PQ is twice as long as RS.", NO),
    ("PQ = RS", "PQ and RS are parallel.", NO),
    ("∠1 = ∠2", "Angles 1 and 2 are equal.", YES),
    ("∠1 = ∠2", "Angles 1 and 2 are supplementary.", NO),
    ("AB and CD intersect at O", "O is the intersection of AB and CD.", YES),
    ("AB and CD intersect at O", "O is the intersection of AB and CE.", NO),
    ("∠A and ∠B are supplementary", "∠A + ∠B = 180°", YES),
    ("∠A and ∠B are supplementary", "∠A + ∠B = 90°", NO),
    ("triangle DEF is equilateral", "All three sides of triangle DEF are equal.", YES),
    ("triangle DEF is equilateral", "Two sides of triangle DEF are equal.", NO),
    ("Pythagorean theorem", r"In a right triangle, $a^2 + b^2 = c^2$.", YES),
    ("Pythagorean theorem", r"Here $c^2 = a^2 + b^2 - 2ab \cos C$.", NO),
    ("Ohm's law", "V = IR", YES),
    ("V = IR", "By Ohm's law, V = I / R.", NO),
    ("the sum of the angles of a kite", "The angles of a kite add up to 360°.", YES),
    ("the sum of the angles of a kite", "The angles of a triangle add up to 180°.", NO),
    ("density is mass divided by volume", "Density is mass over volume.", YES),
    ("density is mass divided by volume", "Density is volume over mass.", NO),
    ("energy flows from corn to mice", "Here energy flows from corn to mice.", YES),
    ("energy flows from corn to mice", "Energy flows from corn to ants, from mice to owls.", NO),
)

TOLD = facts(
    (LEFT, "The gap between 9 and 36 comes to 27.", YES),
    (LEFT, "Taking away 9 from 36 leaves 27.", YES),
    (LEFT, "Out of 36, 9 are eaten, so 27 remain.", YES),
    (LEFT, "She had 36 coins and spent 9, leaving her with 27.", YES),
    (LEFT, "She starts with 36 coins. Losing 9 leaves 27.", YES),
    (LEFT, "She had 36 coins and lost 9. The room holds 27 people.", NO),
    (LEFT, "She had 36 coins, spent 8 and then 9, leaving her with 27.", NO),
    (LEFT, "If she spent 9 of her 36 coins, would that leave 27?", NO),
    (JOINED, "The three numbers 12, 8 and 5 add up to 25.", YES),
    (JOINED, "12 red, 8 blue and 5 green marbles make 25 marbles in total.", YES),
    (JOINED, "There are 12 red, 8 blue and 5 green marbles, and 25 students.", NO),
    ("6 * 7 = 42", "Each of the 6 boxes holds 7 pens, which makes 42 pens.", YES),
    ("6 * 7 = 42", "Each of the 6 boxes holds 7 pens, and 42 children came.", NO),
    ("45 / 9 = 5", "We divide 45 by 9. This gives 5.", YES),
    ("45 / 9 = 5", "We divide 45 by 9 in the next step.", NO),
    ("45 / 9 = 5", "First we write 45 / 9, and that equals 5.", YES),
    ("20 + 15 = 35", "**20** + **15** = **35**", YES),
    ("20 + 15 = 35", "20 (in May) plus 15 (in June) is **35**.", YES),
    ("2 ** 3 = 8", "Here 2**3 = 8.", YES),
    ("15% tip on $60 is $9", "The tip is 0.15 × 60 = 9.", YES),
    ("15% tip on $60 is $9", "The tip is 0.15 × 60 = 8.", NO),
    ("2 × 5² = 50", "2 * 25 = 50", YES),
    ("2 × 5² = 50", "5 * 10 = 50", NO),
    ("P = 2(l + w) = 30", "P = 2(10 + 5) = 30", YES),
    ("P = 2(l + w) = 30", "P = 2(10 + 6) = 32", NO),
)

UNITS = facts(
    ("the speed is 80 km/h", "The speed is eighty kilometres an hour.", YES),
    ("the speed is 80 km/h", "The speed is 80 miles an hour.", NO),
    ("gravity is 9.8 m/s²", "Gravity is 9.8 meters per second squared.", YES),
    ("gravity is 9.8 m/s²", "Gravity is 9.8 meters per second.", NO),
    ("the volume is 30 cm³", "The volume is 30 cubic centimeters.", YES),
    ("the volume is 30 cm³", "The volume is 30 square centimeters.", NO),
    ("the bus arrives at 16:40", "The bus arrives at 4:40 PM.", YES),
    ("the bus arrives at 16:40", "The bus arrives at 4:40 AM.", NO),
    ("the shop opens at 9 AM", "The shop opens at 9:00 a.m.", YES),
    ("the shop opens at 9 AM", "The shop opens at 9:00 p.m.", NO),
    ("the movie starts at noon", "The movie starts at 12:00.", YES),
    ("the movie starts at noon", "The movie starts at midnight.", NO),
    ("I = 3 A", r"$I = \frac{V}{R} = \frac{9\,\text{V}}{3\,\Omega} = 3\,\text{A}$", YES),
    ("I = 3 A", r"$I = \frac{V}{R} = \frac{9\,\text{V}}{3\,\Omega} = 4\,\text{A}$", NO),
)

LOOKS = facts(
    ("ABC is a square", "ABC seems to be small. Indeed, ABC is a square.", YES),
    ("ABC is a square", "At first glance ABC is a square. However, it has three corners.", NO),
    ("the mode is 4", "The mode appears to be 4. In fact, it is 5.", NO),
    ("the line is flat", "The line looks like it is flat, but it climbs.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"),
    DEGREES + HEDGED + LIMITS + WORDS + FIGURES + TOLD + UNITS + LOOKS,
)
def test_a_key_step_counts_in_other_words(key: str, step: str, counts: bool) -> None:
    found = match(key, step)
    assert found.is_match == counts, found.reason
