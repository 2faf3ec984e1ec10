"""Words that state another without meaning the same: a boy is a person, hotter is a temperature."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import NamedTuple

from stepreward.claims.gradables import ASPECTS, NEUTRAL, NOUNS_OF, in_degree
from stepreward.claims.spelling import canonical_word

# What a key step says, and what a step may say instead of it.
_KIN = """
greater : exceed above outnumber
together : total both
use : eat need
total : together
less : below
exceed : greater above
cross : meet
perpendicular : right_angle
right_triangle : right_angle
inscribed : circumference
central : center
meet : cross
tangent : touch
touch : tangent
kid : boy girl student
choose : prefer like
prefer : choose like
leave : depart
last : duration
duration : last
depart : leave
every : all one
all : every together
flow : move travel pass transfer carry
move : flow travel diffuse pass carry
become : change turn convert
convert : become change turn
mass : weight
weight : mass
speed : velocity
dominant : dominate
favorite : choose
divided_by : above divide
wear : dress
person : man woman boy girl child kid worker student rider lady guy player driver
travel : cover drive ride run walk
fraction : share
correct : right
above : exceed greater
solution : root
conserve : constant
need : missing lack
divisible : divide multiple
choose : name mention
correct : match
below : less
book : novel
equal : tied
hold : contain capacity
contain : hold include comprise
include : contain comprise
need : ingredient
pass : cross
shade : color colour hue
color : shade hue
colour : shade hue
flow : run stream
offspring : kid
possible : likely
outcome : result
height : altitude
altitude : height
discount : fall save
sell : pay
rise : receive
every : single
highlight : shade color colour
difference : distance
remain : leave
hold : transport convey
transport : hold
produc : form
attract : pull
pull : attract
sugar : glucose
glucose : sugar
sunlight : sun light
ocean : sea
sea : ocean
vehicle : car truck bus van
provid : produc
produc : provid
good : well
speed_up : accelerate greater:speed
down : slow
slow : less:speed
light : sunlight
sun : sunlight
across_from : opposite
predator : eat hunt
function : graph curve
concyclic : inscribed
inscribed : concyclic
smell : odor scent
coordinat : position location
react : combustion burn
fall : less:price less:temperature less:speed less:length less:weight less:age
after : onward
acidic : acid
rise : greater:price greater:temperature greater:speed greater:length greater:weight
"""
_DEGREES = ("greater", "less", "max", "min")


class Kin(NamedTuple):
    """A word that states another; with ``nouns``, only where one of them is named too."""

    text: str
    nouns: frozenset[str] = frozenset()


def _table() -> dict[str, tuple[Kin, ...]]:
    found: dict[str, list[Kin]] = defaultdict(list)
    for line in _KIN.strip().splitlines():
        said, instead = line.split(" : ")
        found[canonical_word(said)] += [Kin(canonical_word(word)) for word in instead.split()]
    for aspect in ASPECTS:
        nouns = frozenset(map(canonical_word, NOUNS_OF[aspect]))
        for degree in _DEGREES:
            special = in_degree(degree, aspect)
            needed = frozenset() if aspect in NEUTRAL else nouns
            if nouns:
                found[special].append(Kin(degree, needed))
                found[degree].append(Kin(special, needed))
            for noun in nouns:
                found[noun].append(Kin(special))
    return {word: tuple(kin) for word, kin in found.items()}


# By the word that a key step holds.
STATED_BY: MappingProxyType[str, tuple[Kin, ...]] = MappingProxyType(_table())
