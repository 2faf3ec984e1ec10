"""Relations told without their own words: each with a step that says it and one that does not."""

from __future__ import annotations

import pytest

from tests.scorer.test_match import NO, YES, facts
from tests.scorer.test_match import match as found_in

PRESSURE = "pressure decreases as volume increases"
INSECTS = "if the frog population decreases, the insect population will increase"
EQUAL = "OA = OB = OC"
HIGHEST = "Norway has the highest bar"
LAMP = "the lamp is to the left of the sofa"
WARMER = "the temperature increased from 2011 to 2012"
OXYGEN = "photosynthesis produces oxygen"
DOUBLED = "the number of trees in 2000 was twice the number of trees in 1990"

TRENDS = facts(
    (PRESSURE, "The larger the volume, the lower the pressure.", YES),
    (PRESSURE, "The larger the volume, the higher the pressure.", NO),
    (PRESSURE, "When the volume goes up, the pressure goes down.", YES),
    (PRESSURE, "When the volume goes up, the pressure does not go down.", NO),
    (PRESSURE, "When volume decreases, the pressure increases.", NO),
    (PRESSURE, "The larger the pressure, the lower the volume.", NO),
    ("air pressure falls with altitude", "As altitude rises, the air pressure drops.", YES),
    ("air pressure falls with altitude", "Air pressure rises with altitude.", NO),
    (INSECTS, "Fewer frogs means more insects.", YES),
    (INSECTS, "If the frogs become fewer, nothing eats them, so insects increase.", YES),
    (INSECTS, "A decrease in insects leads to an increase in frogs.", NO),
    (INSECTS, "If there are fewer frogs, the insect population will decrease too.", NO),
    (INSECTS, "If the frogs decline, will there be more insects?", NO),
    (
        "fewer hawks leads to more mice",
        "Suppose hawks decline. Hawks eat mice, so mice will increase.",
        YES,
    ),
    (
        "fewer hawks leads to more mice",
        "Suppose hawks decline. Hawks eat mice, so mice will decrease.",
        NO,
    ),
)

EQUALS = facts(
    (EQUAL, "OA, OB and OC are all radii, so they are equal.", YES),
    (EQUAL, "OA, OB and OD are all radii, so they are equal.", NO),
    (EQUAL, "O is equidistant from the vertices A, B and C.", YES),
    (EQUAL, "O is equidistant from A, B and D.", NO),
    (EQUAL, "So the distances from O to A, to B and to C are all the same.", YES),
    (EQUAL, "The distances from O to A and from P to B and C are the same.", NO),
    ("∠1 = ∠2", "Angles 1 and 2 are vertical. This means they have the same measure.", YES),
    ("∠1 = ∠2", "Angles 1 and 3 are vertical. This means they have the same measure.", NO),
    ("∠1 = ∠2", "Angle 1 is equal in measure to angle 2.", YES),
    ("∠1 = ∠2", "Angles 1 and 2 subtend the same arc.", NO),
    ("AB = CD", "AB and CD are opposite sides. These two sides have the same length.", YES),
    ("AB = CD", "AB and CD have the same midpoint.", NO),
    ("AB = CD", "AB and EF are opposite sides. CD is a diagonal. They are equal.", NO),
    ("AB = CD", "AB and CD are not equal.", NO),
)

COMPARED = facts(
    (HIGHEST, "No other bar reaches as high as Norway's.", YES),
    (HIGHEST, "No other bar is as low as Norway's.", NO),
    (HIGHEST, "No bar is higher than Norway's.", YES),
    (HIGHEST, "No other bar is higher than Sweden's, and Norway's is third.", NO),
    ("Erie is smaller than Superior", "Erie is not as large as Superior.", YES),
    ("Erie is smaller than Superior", "Superior is not as large as Erie.", NO),
    ("the car is faster than the truck", "The truck moves more slowly than the car.", YES),
    ("the truck is slower than the car", "The truck moves more slowly than the car.", YES),
    ("the truck is slower than the car", "The car moves more slowly than the truck.", NO),
    ("metal A is denser than metal B", "B is less dense than A.", YES),
    ("metal A is denser than metal B", "A is less dense than B.", NO),
    ("exports were higher in 2005 than in 2001", "Exports were lower in 2001 than in 2005.", YES),
    ("exports were higher in 2005 than in 2001", "Exports were lower in 2005 than in 2001.", NO),
    ("exports were higher in 2005 than in 2001", "In 2005 exports were higher than in 2001.", YES),
    (DOUBLED, "From 1990 to 2000 the number of trees doubled.", YES),
    (DOUBLED, "The number of trees doubled between 1980 and 1990.", NO),
    (DOUBLED, "The number of trees in 1990 was half that in 2000.", YES),
    (DOUBLED, "The number of trees in 2000 was half that in 1990.", NO),
    (WARMER, "In 2011 the temperature was 14.1 and in 2012 it was 14.6, so it rose.", YES),
    (WARMER, "In 2011 the temperature was 14.6 and in 2012 it was 14.1, so it fell.", NO),
    (WARMER, "In 2010 the temperature was 14.1 and in 2011 it was 14.6, so it rose.", NO),
    (WARMER, "In 2011 the rain was 14.1. In 2012 it was 14.6, so the rain increased.", NO),
)

PLACES = facts(
    (LAMP, "In the image, a sofa stands by the wall. Directly to its left is a lamp.", YES),
    (LAMP, "There is a sofa in the room. To its right stands a lamp.", NO),
    (LAMP, "There is a lamp in the room. To its right stands a sofa.", YES),
    (LAMP, "There is a lamp in the room. To its left stands a sofa.", NO),
    (LAMP, "There is a sofa. To its left is a table, and to its right is a lamp.", NO),
    ("the tree is right of the hut", "A hut stands here, and to its right is a tree.", YES),
    ("the tree is right of the hut", "A hut stands here, and to its left is a tree.", NO),
    ("the cat is inside the box", "In the box there is a cat.", YES),
    ("the cat is inside the box", "The box is in the cat.", NO),
    ("point P is inside the circle", "P lies in the interior of the circle.", YES),
    ("point P is inside the circle", "P lies in the exterior of the circle.", NO),
    ("C lies on the circle", "The circle passes through C.", YES),
    ("C lies on the circle", "The circle passes below C.", NO),
)

PROCESSES = facts(
    (OXYGEN, "Oxygen is a product of photosynthesis.", YES),
    (OXYGEN, "Photosynthesis is a product of oxygen.", NO),
    (OXYGEN, "In photosynthesis, oxygen is given off.", YES),
    (OXYGEN, "In photosynthesis, oxygen is not given off.", NO),
    (OXYGEN, "Oxygen is given off by machines, and photosynthesis needs light.", NO),
    ("yeast turns sugar into alcohol", "Sugar is turned into alcohol by yeast.", YES),
    ("yeast turns sugar into alcohol", "Yeast turns alcohol into sugar.", NO),
    ("a cell converts light into current", "In a cell, light is converted into current.", YES),
    ("a cell converts light into current", "A cell converts current into light.", NO),
    ("the reaction is exothermic", "The reaction gives off heat.", YES),
    ("the reaction is exothermic", "The reaction takes in heat.", NO),
    ("friction opposes motion", "Friction acts in the direction opposite to the motion.", YES),
    ("friction opposes motion", "Motion acts against friction.", NO),
    ("12 is a multiple of 4", "4 is a factor of 12.", YES),
    ("12 is a multiple of 4", "12 is a factor of 4.", NO),
    ("the fox preys on the rabbit", "The rabbit is eaten by the fox.", YES),
    ("the fox preys on the rabbit", "The rabbit hunts the fox.", NO),
)

DENIED = facts(
    ("the events are independent", "The events are not dependent.", YES),
    ("the events are independent", "The events are dependent.", NO),
    ("the claim is true", "The claim is not false.", YES),
    ("the claim is true", "The claim is false.", NO),
    ("insects do not have lungs", "Insects breathe without lungs.", YES),
    ("insects do not have lungs", "Insects breathe with lungs.", NO),
    ("insects do not have lungs", "Insects lack lungs.", YES),
    ("the lines are not parallel", "It is wrong to say that the lines are parallel.", YES),
    ("the lines are not parallel", "It is false that the lines are not parallel.", NO),
    ("the lines are not parallel", "So these lines are non-parallel.", YES),
    ("the number 7 is prime", "The number 7 is not composite, it is prime.", YES),
    ("penguins cannot fly", "Penguins are unable to fly.", YES),
    ("penguins cannot fly", "Penguins are able to fly.", NO),
    ("x is not equal to 2", "So x cannot be 2.", YES),
    ("x is not equal to 2", "So x can be 2.", NO),
    ("AB is parallel to CD", "Is AB parallel to CD? Yes, the angles agree.", YES),
    ("AB is parallel to CD", "Is AB parallel to CD? Yes, if the angles agree.", NO),
    ("AB is parallel to CD", "Is AB parallel to CD? No, the angles differ.", NO),
    ("AB is not parallel to CD", "Is AB parallel to CD? No, the angles differ.", YES),
    ("AB is parallel to CD", "AB and EF run parallel, and CD crosses both.", NO),
    ("ice floats on water", "Because ice is light, it doesn't sink but floats on water.", YES),
    ("ice floats on water", "Because ice is light, it doesn't float but sinks in water.", NO),
    ("frogs are amphibians", "Frogs belong to the amphibians.", YES),
    ("frogs are amphibians", "Frogs eat amphibians.", NO),
    ("the shape is a pentagon", "Consider the shape. It has five sides, so it is a pentagon.", YES),
    ("the animal is a mammal", "Look at the animal. It eats a mammal.", NO),
)


@pytest.mark.parametrize(
    ("key", "step", "counts"), TRENDS + EQUALS + COMPARED + PLACES + PROCESSES + DENIED
)
def test_a_relation_counts_however_it_is_told(key: str, step: str, counts: bool) -> None:
    found = found_in(key, step)
    assert found.is_match == counts, found.reason


@pytest.mark.parametrize(
    ("adjective", "comparative"),
    [("large", "smaller"), ("big", "smaller"), ("small", "larger"), ("low", "higher")],
)
def test_what_is_not_as_much_is_less(adjective: str, comparative: str) -> None:
    step = f"The pear is not as {adjective} as the plum."
    assert found_in(f"the pear is {comparative} than the plum", step).is_match
    assert not found_in(f"the plum is {comparative} than the pear", step).is_match
