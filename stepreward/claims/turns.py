"""Turns of phrase that say what one word says: "cuts in half" bisects, "goes down" falls."""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeAlias

from stepreward.claims.spelling import canonical_word

# Each line ends with the word it stands for; the words before are compared as they are spelled.
_TURNS = """
at a right angle : perpendicular
at right angles : perpendicular
into 2 equal : bisect
into two equal : bisect
into 2 congruent : bisect
into two congruent : bisect
into 2 identical : bisect
into halves : bisect
in half : bisect
two equal angles : bisect
in the middle of : midpoint
feed on : eat
prey on : eat
live on : eat
adds up to : total
add to : total
in all : total
greatest common divisor : gcd
greatest common factor : gcd
highest common factor : gcd
least common multiple : lcm
lowest common multiple : lcm
all in all : total
put together : total
taken together : total
the sum of : total
sum of : total
go up : rise
go down : fall
top out : max
high of : max
low of : min
bottom out : min
remain constant : constant
at most : most_of
at or below : most_of
at or under : most_of
no more than : most_of
no greater than : most_of
not more than : most_of
less than or equal to : most_of
at least : least_of
at or above : least_of
no less than : least_of
not less than : least_of
greater than or equal to : least_of
in front of : front
on top of : above
next to : near
close to : near
no longer : not
no doubt : doubt
half of : half
every one : every
each one : every
each other : each_other
one another : each_other
right angle : right_angle
right triangle : right_triangle
right angled : right_angle
right - angled : right_angle
right - angle : right_angle
right answer : correct
right option : correct
right choice : correct
run parallel : parallel
the same : equal
give off : produc
let out : produc
take in : absorb
turn into : become
turn to : become
change into : become
change to : become
convert into : become
transform into : become
transform to : become
in proportion : proportional
point of tangency : contact_point
point of contact : contact_point
open until : close
open till : close
not change : constant
most popular : prefer
best liked : prefer
divided by : divided_by
on his head : wear
on her head : wear
on the head : wear
on their heads : wear
at the top : uppermost
at the very top : uppermost
at top of : uppermost
at the top of the ranking : max
at the top of the list : max
left with : remain
room for : hold
in her hand : hold
in his hand : hold
in her hands : hold
in his hands : hold
in their hands : hold
middle value : median
middle number : median
value in the middle : median
number in the middle : median
y - intercept : y_intercept
y intercept : y_intercept
cross the y - axis : y_intercept
meet the y - axis : y_intercept
hit the y - axis : y_intercept
x - intercept : x_intercept
x intercept : x_intercept
cross the x - axis : x_intercept
meet the x - axis : x_intercept
hit the x - axis : x_intercept
give up : lose
give away : lose
part with : lose
pick up : receive
take up : absorb
give out : produc
set free : produc
break down : decompose
pass through : pass
cut through : pass
go through : pass
run through : cross
lead through : cross
distance around : perimeter
length around : perimeter
call for : need
to begin with : original
to start with : original
at the beginning : original
at the start : original
over to : to
over at : at
made up of : contain
consist of : contain
lead to : cause
result in : cause
bring about : cause
take place : happen
potential difference : voltage
non - adjacent : nonadjacent
non - linear : nonlinear
non - parallel : nonparallel
non - renewable : nonrenewable
non - living : nonliving
non - metal : nonmetal
share a border : border
the same before and after : conserve
stay the same : constant
remain the same : constant
get bigger : rise
get smaller : fall
get larger : rise
level off : constant
at 90 degrees : perpendicular
into equal halves : bisect
speed up : speed_up
sped up : speed_up
slow down : slow
ahead of : before
across from : across_from
across the street from : across_from
across the road from : across_from
on the other side of the street from : across_from
found in : found_in
found inside : found_in
found within : found_in
stored in : found_in
stored inside : found_in
housed in : found_in
open up : open_up
open upward : open_up
open down : open_down
open downward : open_down
point up : open_up
point down : open_down
into two halves : bisect
into 2 halves : bisect
into equal parts : bisect
into two parts of equal : bisect
in two equal : bisect
in 2 equal : bisect
middle point : midpoint
midway point : midpoint
halfway point : midpoint
travel around : orbit
move around : orbit
go around : orbit
circle around : orbit
travel round : orbit
no change in : constant
composed of : contain
made of : contain
comprised of : contain
draw in : absorb
soak up : absorb
suck up : absorb
in contact with : touch
get rid of : remove
known as : call
referred to as : call
y - axis : y_axis
y axis : y_axis
vertical axis : y_axis
pie chart : figur
pie graph : figur
pie diagram : figur
made in : produc
made inside : produc
made by : produc
x - axis : x_axis
x axis : x_axis
horizontal axis : x_axis
"""
_AXES = frozenset("xy")

Turn: TypeAlias = tuple[tuple[str, ...], str]


def _table() -> dict[str, list[Turn]]:
    found: dict[str, list[Turn]] = {}
    for line in _TURNS.strip().splitlines():
        words, meant = line.split(" : ")
        turn = tuple(map(turned_word, words.split()))
        found.setdefault(turn[0], []).append((turn, canonical_word(meant)))
    for turns in found.values():
        turns.sort(key=lambda one: len(one[0]), reverse=True)
    return found


def turned_word(text: str) -> str:
    """Spell a word of a turn of phrase; a sign or a number stands for itself."""
    return canonical_word(text) if text.isalpha() and text not in _AXES else text


# Turns by their first word, the longest first, each with the word it stands for.
TURNS_AT: MappingProxyType[str, list[Turn]] = MappingProxyType(_table())
MEANT: frozenset[str] = frozenset(meant for turns in TURNS_AT.values() for _, meant in turns)
