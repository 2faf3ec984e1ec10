"""Wordings that nobody had seen: each family with what states a key step and what does not."""

from __future__ import annotations

import pytest

from stepreward import GroundTruth
from tests.scorer.test_match import NO, YES, facts
from tests.scorer.traces import SCORER, with_steps

HELMET = "the man is wearing a helmet"
MEDIAN = "the median is 14"
SHIRT = "the price of the shirt is $20"
ABC = "∠ABC = 40°"
MORE_LIGHT = "plants grow taller with more light"
BIGGER = "A is larger than B"
RATIO = "the ratio of boys to girls is 3:2"
SLOPE = "the slope is 3/4"
TEA = "35% of people chose tea"
LOSES = "sodium loses one electron"
LIMITING = "oxygen is the limiting reagent"
INTERCEPT = "the y-intercept is 3"
UP = "sales increased from 2010 to 2015"
RISING = "the function is increasing on (0, 3)"

REPORTED = facts(
    ("ice floats on water", "The question asks why ice floats on water.", NO),
    ("ice floats on water", "The question asks why. Being lighter, ice floats on water.", YES),
    (MORE_LIGHT, "The hypothesis is that plants grow taller with more light.", NO),
    (MORE_LIGHT, "The data show that plants grow taller with more light.", YES),
    (f"the hypothesis is that {MORE_LIGHT}", f"The hypothesis is that {MORE_LIGHT}.", YES),
    (HELMET, "The question offers two options: the man is wearing a helmet, or a cap.", NO),
    (HELMET, "Option C states that the man is wearing a helmet, but he wears a cap.", NO),
    (HELMET, "The man on the bike wears a helmet.", YES),
    ("the sign is red", "The choices are: the sign is red, the sign is blue.", NO),
    ("triangle ABC is isosceles", "Triangle ABC is isosceles only if AB = AC.", NO),
    ("triangle ABC is isosceles", "Triangle ABC is isosceles because AB = AC.", YES),
    ("x = 7", "Testing x = 7 gives 15, too small.", NO),
    ("there are 3 red objects", "There are 3 red objects. However, looking closer, 2 remain.", NO),
    ("there are 3 red objects", "There are 3 red objects. However, 2 of them are small.", YES),
    ("there are 3 people", "At first I count 3 people, but one is a reflection.", NO),
    ("the blocks are yellow", "None of the blocks is yellow.", NO),
    ("there are no yellow blocks", "None of the blocks is yellow.", YES),
    ("both parents are tall", "Only one parent is tall.", NO),
    ("both parents are tall", "Both of the parents are tall.", YES),
)

LEFT_OPEN = facts(
    ("x = 5", "So x = 5 or x = 6.", NO),
    ("x = 5", "So x = 5 or 6.", NO),
    ("x = 5", "So x = 5 or x = -6. As x > 0, x = 5.", YES),
    ("x = 5 or x = 6", "So x = 5 or x = 6.", YES),
    ("x = 3/8", "So x = 3/8, or 0.375.", YES),
    ("x = 5", "So perhaps x = 10/2 = 5.", NO),
    ("x = 5", "Perhaps x = 10/2 = 5.", NO),
    ("x = 5", "Perhaps not all see it, but x = 10/2 = 5.", YES),
    ("y = 2x + 1", "The graph could be y = 2x + 1 or y = x + 2.", NO),
    ("y = 2x + 1", "The graph is that of y = 2x + 1.", YES),
    (BIGGER, "A is larger than B or smaller than B.", NO),
    (BIGGER, "A is larger than B or C.", YES),
    ("Tom has 5 apples", "Tom has 5 apples or 6 apples.", NO),
    ("the car is red", "The car is red or blue.", NO),
    ("the car is red", "The car is red.", YES),
    ("the price rose", "The price rose and fell.", NO),
    ("the price rose", "The price rose and the demand fell.", YES),
    ("plants give off oxygen", "Plants give off carbon and take in oxygen.", NO),
    ("plants give off oxygen", "Plants take in carbon and give off oxygen.", YES),
    ("most students chose tea", "Most students chose coffee, some tea.", NO),
    ("most students chose tea", "Most students chose tea, some coffee.", YES),
    ("M is the midpoint of PQ", "M P Q midpoint bisect half", NO),
    ("M is the midpoint of PQ", "M is the point halfway between P and Q.", YES),
    ("the 2019 bar is 45", "2019 45", NO),
    ("the 2019 bar is 45", "2019: 45", YES),
    ("9 students passed | 9", "There are stems 8 and 9, so 8 students passed.", NO),
    ("9 students passed | 9", "That makes 9.", YES),
)

OTHER_THING = facts(
    ("the range is 23", "The interquartile range is 23.", NO),
    ("the range is 23", "The range is 23.", YES),
    ("sodium is a metal", "Sodium is a non-metal.", NO),
    ("the population of Spain is 93", "The population density of Spain is 93.", NO),
    ("the population density of Spain is 93", "The population density of Spain is 93.", YES),
    (SLOPE, r"Its slope is $-\frac{3}{4}$.", NO),
    (SLOPE, "The slope is negative 3/4.", NO),
    (SLOPE, r"Its slope is $\frac34$.", YES),
    ("the slope is -3/4", "The slope is negative 3/4.", YES),
    ("the slope is 3", "m = 3 kg", NO),
    ("the slope is 3", "m = 3", YES),
    ("the mass is 3 kg", "m = 3 kg", YES),
    (MEDIAN, "The median of the 14 values is 9.", NO),
    (MEDIAN, "The median is almost 14 times as large.", NO),
    (MEDIAN, "The median comes to 14 points.", YES),
    (SHIRT, "The price of the shirt was reduced by $20.", NO),
    (SHIRT, "The price of the shirt fell from $20 to $15.", NO),
    (SHIRT, "The shirt is priced at $20.", YES),
    ("the price fell by $20", "The price of the shirt was reduced by $20.", YES),
    (ABC, "The supplement of ∠ABC is 40°.", NO),
    (ABC, "Twice ∠ABC is 40°.", NO),
    (ABC, "∠ABC = 140°, so its supplement is 40°.", NO),
    (ABC, "The supplement of ∠ABC is 140°, so ∠ABC is 40°.", YES),
    ("slope = 2", "With rise 6 and run 2 the slope = 3.", NO),
    ("x = 7", "So x > 7.", NO),
    ("rent is the largest slice", "The largest slice apart from rent is food.", NO),
    ("rent is the largest slice", "Apart from that, rent is the largest slice.", YES),
    ("blue is the most common color", "Blue is one of the most common colors.", NO),
    ("blue is the most common color", "Blue is the most common color by far.", YES),
    ("5 students like chess", "5 more students like chess than tennis.", NO),
    ("Anna is older than Ben", "Anna's brother is older than Ben.", NO),
    ("Anna is older than Ben", "Anna is older than her brother Ben.", YES),
    ("the highest bar is in March", "The highest bar is the one right after March.", NO),
    ("sales peak in May", "The sales peak in June.", NO),
    ("sales peak in May", "The peak of the sales is in May.", YES),
    ("the discount is $15", "The price after the discount is $15.", NO),
    ("Japan has the highest value", "Japan, at the very top of the chart, has a value of 2.", NO),
    ("Japan has the highest value", "Japan is at the top of the ranking.", YES),
    ("the triangle is equilateral", "The triangle has two equal sides of 3.", NO),
    ("the triangle is equilateral", "The triangle has three equal sides.", YES),
    ("speed is 60 mph", "Speed is distance divided by time.", NO),
    ("7 boxes | 80 / 12 ≈ 6.67, round up to 7", "80 ÷ 12 = 6.67, so 6 boxes are full.", NO),
)

ROLES = facts(
    (RATIO, "The ratio of girls to boys is 3:2.", NO),
    (RATIO, "The girls-to-boys ratio is 3:2.", NO),
    (RATIO, "The boys-to-girls ratio is 3:2.", YES),
    (LOSES, "Chlorine loses one electron and sodium gains it.", NO),
    (LOSES, "Sodium gives up its single electron.", YES),
    (LIMITING, "Oxygen is in excess, which makes hydrogen the limiting reagent.", NO),
    (LIMITING, "As it runs out first, O₂ is the limiting reactant.", YES),
    ("foxes hunt rabbits", "Rabbits hunt foxes and foxes are hunted.", NO),
    ("foxes hunt rabbits", "Foxes hunt rabbits and are hunted.", YES),
    ("the earth orbits the sun", "The moon orbits the earth, which the sun warms.", NO),
    (HELMET, "The woman is wearing a helmet and the man a cap.", NO),
    ("Spain borders Portugal", "Portugal has a border with Spain.", YES),
    ("Spain borders Portugal", "Spain borders France, and Portugal the Atlantic.", NO),
    ("photosynthesis releases oxygen", "Oxygen is given off during photosynthesis.", YES),
    ("photosynthesis releases oxygen", "Oxygen gives off photosynthesis.", NO),
    (TEA, "35 people chose tea.", NO),
    (TEA, "35% of those who chose tea are women.", NO),
    (TEA, "Tea comes next with 35%.", YES),
    ("12 students passed", "The number of students who passed is 12.", YES),
)

NOTATIONS = facts(
    ("plants absorb carbon dioxide", "CO₂ is taken in by plants.", YES),
    ("plants absorb carbon dioxide", "H₂O is taken in by plants.", NO),
    ("sin 30° = 1/2", "The sine of 30 degrees is 0.5.", YES),
    ("sin 30° = 1/2", "The sine of 60 degrees is 0.87.", NO),
    ("log_2 8 = 3", r"So $\log_{2}{8} = 3$.", YES),
    ("log_2 8 = 3", r"So $\log_{8}{2} = 1/3$.", NO),
    ("C(6,2) = 15", r"So $\binom{6}{2} = 15$.", YES),
    ("C(6,2) = 15", r"So $\binom{6}{3} = 20$.", NO),
    ("2H2 + O2 → 2H2O", r"$2\mathrm{H_2} + \mathrm{O_2} \rightarrow 2\mathrm{H_2O}$", YES),
    ("2H2 + O2 → 2H2O", r"$\mathrm{H_2} + \mathrm{O_2} \rightarrow \mathrm{H_2O}$", NO),
    ("P(red) = 3/8", "The probability of a red one is 3 out of 8.", YES),
    ("P(red) = 3/8", "The probability of a red one is 3 out of 10.", NO),
    ("the probability is 1/6", "The chance of that is one in six.", YES),
    ("f(3) = 11", "When x is 3, f takes the value 11.", YES),
    ("f(3) = 11", "When x is 13, f takes the value 11.", NO),
    (RISING, "$f$ increases on the interval $(0,3)$.", YES),
    (RISING, "$f'$ is increasing on $(0,3)$.", NO),
    ("∠ACB = 90°", "Triangle ACB is right-angled at C.", YES),
    ("∠ACB = 90°", "Triangle ACB is right-angled at A, and C lies on it.", NO),
    ("OA = OB", "OA and OB are both radii, and are therefore equal in length.", YES),
    ("OA = OB", "OA and OB are radii, and OC and OD are equal.", NO),
    ("1 cm represents 50 km", "Each centimeter on the map stands for 50 kilometers.", YES),
    ("1 cm represents 50 km", "Each meter on the map stands for 50 kilometers.", NO),
    ("the speed of the car is 20 m/s", "The car is fast. We get v = 20 m/s.", YES),
    ("the speed of the car is 20 m/s", "The car is fast. We get v = 30 m/s.", NO),
    ("the acceleration due to gravity is 9.8 m/s²", "It falls with g = 9.8 m/s².", YES),
    ("the acceleration due to gravity is 9.8 m/s²", "It falls with g = 1.6 m/s².", NO),
    (INTERCEPT, "The line crosses the y-axis at 3.", YES),
    (INTERCEPT, "The line meets the y-axis at (0, 3).", YES),
    (INTERCEPT, "The line crosses the x-axis at 3.", NO),
    ("the store closes at 9 pm", "It closes at 9 in the evening, the store.", YES),
    ("the store closes at 9 pm", "It closes at 9 in the morning, the store.", NO),
    ("18 came on Tuesday", "| Day | Came |\n|---|---|\n| Tue | 18 |\n| Wed | 22 |", YES),
    ("18 came on Tuesday", "| Day | Came |\n|---|---|\n| Tue | 22 |\n| Wed | 18 |", NO),
)

FAMILIES = facts(
    ("the distance between the cities is 5 km", "The two cities are 5 km apart.", YES),
    ("the distance between A and B is 5 km", "A and C are 5 km apart.", NO),
    ("6 people are wearing hats", "Six people have hats on.", YES),
    ("6 people are wearing hats", "Six people hold their hats.", NO),
    ("the man is wearing a helmet", "He has a helmet on. The man is safe.", NO),
    ("the man is wearing a helmet", "The man is safe. He has a helmet on.", YES),
    ("the book was written by Austen", "The author of the book is Austen.", YES),
    ("the book was written by Austen", "The author read the book to Austen.", NO),
    (UP, "Sales were higher in 2015 than in 2010.", YES),
    (UP, "Sales were higher in 2010 than in 2015.", NO),
    (UP, "Look at the sales. The line begins low in 2010 and goes up by 2015.", YES),
    ("he needs 5 more stamps", "He still needs 5 stamps.", YES),
    ("he needs 5 more stamps", "He has 5 more stamps than he needs.", NO),
    ("the price of gas fell by 12 cents", "Gas became 12 cents cheaper.", YES),
    ("the price of gas fell by 12 cents", "Gas is 12 cents cheaper than diesel.", NO),
    (
        "the wave has a frequency of 4 Hz",
        "The wave makes 4 turns, so it has a frequency of 4 Hz.",
        YES,
    ),
    ("the recipe needs 3 eggs", "The ingredients of the recipe: 250 g of flour, 3 eggs.", YES),
    ("the recipe needs 3 eggs", "The ingredients of the recipe: 3 cups of flour, 2 eggs.", NO),
    ("the resistors are connected in parallel", "The resistors are wired in parallel.", YES),
    ("the resistors are connected in parallel", "The resistors are wired in series.", NO),
    ("15 + 27 = 42", "She had 15. She got another 27, bringing it to 42.", YES),
    ("15 + 27 = 42", "She had 15. She lost 27 and has 42.", NO),
    ("each bus carries 42 passengers", "Each bus has room for 42 passengers.", YES),
    ("the median is 7", "The middle value of the ordered list is 7.", YES),
    ("the median is 7", "The last value of the ordered list is 7.", NO),
    ("momentum is conserved", "The momentum is the same before and after.", YES),
    ("momentum is conserved", "The momentum is not the same before and after.", NO),
    ("events A and B are independent", "A and B are independent of each other.", YES),
    ("events A and B are independent", "A and C are independent of each other.", NO),
)

HIGHER = "Japan's share is higher than Korea's"

ATTRIBUTES = facts(
    ("the cat is black", "The black dog chases the cat.", NO),
    ("the cat is black", "The cat's bowl is black.", NO),
    ("the cat is black", "The cat on the sofa is black.", YES),
    ("the cat is black", "I see a black cat.", YES),
    ("all squares are rectangles", "All rectangles are squares.", NO),
    ("all squares are rectangles", "We know that all squares are rectangles.", YES),
    ("the area of the circle is 25π", "The area of the semicircle is 25π.", NO),
    ("the area of the circle is 25π", "The area is 25π.", YES),
    ("the boy is behind the tree", "The boy is behind the house, the tree in front of it.", NO),
    ("the boy is behind the tree", "The boy stands right behind the old tree.", YES),
    ("the girl is throwing the ball", "The boy is throwing the ball to the girl.", NO),
    ("the girl is throwing the ball", "The girl is throwing the ball to the boy.", YES),
    ("the largest planet is Jupiter", "The largest planet after Jupiter is Saturn.", NO),
    ("the largest planet is Jupiter", "The largest planet is Jupiter, then Saturn.", YES),
    ("the hypotenuse is 13", "The legs are 5 and 13, the hypotenuse is longer.", NO),
    ("the hypotenuse is 13", "The legs are 5 and 12, the hypotenuse is 13.", YES),
    ("the speed is 60 km/h", "The wind blows at 60 km/h, the speed is 80 km/h.", NO),
    ("the speed is 60 km/h", "It moves at 60 km/h.", YES),
    ("predators increase when prey increases", "Prey increases when predators decrease.", NO),
    ("predators increase when prey increases", "When prey increases, predators increase.", YES),
)

OF_TWO = facts(
    (
        HIGHER,
        "Japan has 28 and Korea 16, so Japan's share is the larger.",
        YES,
    ),
    (
        HIGHER,
        "Japan has 28 and Korea 16, so Korea's share is the larger.",
        NO,
    ),
    ("Sam is older than Kim", "Sam is 14 and Kim 11, so Kim is the younger one.", YES),
    ("Sam is older than Kim", "Sam has the older brother, Kim the older sister.", NO),
    ("the largest population is in Texas", "Texas has more people than any other state.", YES),
    ("the largest population is in Texas", "Texas has fewer people than any other state.", NO),
    ("each box holds 6 eggs", "There are 6 eggs in every box.", YES),
    ("each box holds 6 eggs", "There are 6 eggs in every basket, and boxes hold 4 of them.", NO),
    ("there are 4 red cubes", "The red cubes are at the left and at the back. That makes 4.", YES),
    ("there are 4 red cubes", "There may be red cubes at the left. That makes 4.", NO),
    (
        "4 bars are above 50",
        "The bars that exceed 50 are A, B, C and D. That makes four bars.",
        YES,
    ),
    ("4 bars are above 50", "The bars below 50 are A, B, C and D. That makes four bars.", NO),
    ("the mode is 6", "6 shows up three times, so it's the mode.", YES),
    ("the mode is 6", "6 is the largest number, and 4 shows up most often, so it's the mode.", NO),
    ("Japan: 62%", "The bar next to Japan shows 62%.", YES),
    ("Japan: 62%", "The bar is next to Japan, 62% of its size.", NO),
    ("h = 20 tan 35° ≈ 14.0", "h = 20 · tan 35° ≈ 20 · 0.7002 = 14.004", YES),
)

ITEMS = facts(
    ("C is the nucleus", "A – cell wall, B – nucleus, C – vacuole.", NO),
    ("C is the nucleus", "A – cell wall, B – vacuole, C – nucleus.", YES),
    ("element X is in group 2", "Element X is in period 2, group 16.", NO),
    ("element X is in group 2", "Element X is in group 2, just below Be.", YES),
    ("the total is $47", "Total = 15 + 28 = $43. She had $90, so she has $47 left.", NO),
    ("the total is $47", "Total = 15 + 32. So it is $47.", YES),
    ("the discriminant is 49", "The discriminant is D = 3*3 + 32 = 9 + 32 = 49.", NO),
    ("the discriminant is 49", "The discriminant is D = 3*3 + 40 = 9 + 40 = 49.", YES),
)

CUBE = "the red cube is left of the green sphere"

SEEN = facts(
    (CUBE, "From left to right, I see a red cube, a green sphere and a cone.", YES),
    (CUBE, "From left to right, I see a green sphere, a red cube and a cone.", NO),
    (CUBE, "From right to left, I see a green sphere, a red cube and a cone.", YES),
    (CUBE, "From right to left, I see a red cube, a green sphere and a cone.", NO),
    ("the events are not independent", "So the events are dependent.", YES),
    ("the events are not independent", "So the events are independent.", NO),
    ("the events are independent", "So the events are dependent.", NO),
    ("parking is not allowed", "This sign prohibits parking.", YES),
    ("parking is not allowed", "This sign allows parking.", NO),
    ("parking is allowed", "This sign prohibits parking.", NO),
    ("the ball is inside the box", "The box contains the ball.", YES),
    ("the ball is inside the box", "The ball contains the box.", NO),
    ("4 objects remain", "That takes 5 away, leaving 4 objects.", YES),
    ("4 objects remain", "That takes 4 away, leaving 5 objects.", NO),
    ("arteries carry blood", "The arteries transport blood.", YES),
    ("arteries carry blood", "The arteries need blood.", NO),
    ("the original price is $60", "The price was $60 to begin with.", YES),
    ("the original price is $60", "The price was $60 in the end.", NO),
    ("rainfall is highest in May", "Precipitation is highest in May.", YES),
    ("rainfall is highest in May", "Precipitation is lowest in May.", NO),
    ("Oslo's population is 709", "Going over to the population of Oslo, we find 709.", YES),
    ("Oslo's population is 709", "The population of Oslo is over 709.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"),
    [
        *SEEN,
        *ITEMS,
        *REPORTED,
        *LEFT_OPEN,
        *OTHER_THING,
        *ROLES,
        *NOTATIONS,
        *FAMILIES,
        *ATTRIBUTES,
        *OF_TWO,
    ],
)
def test_a_key_step_counts_in_a_wording_of_its_own(key: str, step: str, counts: bool) -> None:
    found = SCORER.score(with_steps(step), GroundTruth("6", [key.split(" | ")])).matches[0]
    assert found.is_match == counts, found.reason


ASKED = "If a + b = 10 and each ticket costs $15 for adults, what is a * a + b * b?"


@pytest.mark.parametrize(
    ("key", "step", "counts"),
    facts(
        ("a + b = 10", "Let me restate the problem: we're given that a + b = 10.", NO),
        ("a + b = 10", "From the picture we read that a + b = 10.", YES),
        ("each ticket costs $15", "We are told in the question that each ticket costs $15.", NO),
        ("each ticket costs $15", "Two tickets cost $30, so each ticket costs $15.", YES),
    ),
)
def test_what_is_said_of_the_question_is_only_its_copy(key: str, step: str, counts: bool) -> None:
    found = SCORER.score(with_steps(step), GroundTruth("6", [[key]], ASKED)).matches[0]
    assert found.is_match == counts, found.reason
