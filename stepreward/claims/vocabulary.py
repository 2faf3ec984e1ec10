"""English as steps use it: words that mean the same, words that mean the opposite."""

from __future__ import annotations

from types import MappingProxyType

STOP_WORDS = frozenset(
    """a an the is are was were be been being am of in on at to for by with and that this these
    those
    it its they their he she his her we our you your i as from which who whom where there here has
    have had do does did so then thus hence therefore also just only very quite about into onto up
    upon per via let us see now can could will would may might must shall should since because if
    when while though although but or such any some both one's s t it's we're read show shows
    shown look looks looking chart figure graph picture image diagram table according find found
    say says get gets got give gives given take takes come comes go goes make makes know known
    tell told mark marked label labelled labeled reach reaches reached stand stands read reads
    measure measures measuring approximately roughly exactly clearly indeed again""".split()
)

# Words that may be missing from a step which names the thing itself: "the 2019 bar is 45".
WEAK_WORDS = frozenset(
    """lie bar valu point segment line ray side lin amount number entry row column cell figur data
    triangl angl circl degre category unit position read count quantity shap object
    picture group part region color colour represent repres slop""".split()
)

_GROUPS = """
max maximum maximal highest tallest largest biggest greatest most top
min minimum minimal lowest smallest least shortest fewest
rise ris rose increase increas grow grew grown growth climb ascend gain upward
fall fell decrease decreas drop decline declin descend downward shrink reduc
constant flat unchanged steady stable constantly
share slice portion sector wedge percentage shar slic
equal equals same identical equivalent
greater larger bigger higher exceeds exceed
less smaller lower
perpendicular orthogonal
bisect bisector bisects bisecting
above over
below under beneath underneath
total altogether overall combined
average mean averag
start begin starts begins beginning starting
end finish ends finishes ending
remain stay remains stays keep keeps remaining
represent denote stands represents denotes indicate indicates represent
every each
need needs needed require requires required necessary
height tall
kid child children kids
mice mouse
men man
women woman
people person
feet foot ft
inches inch
kilometer km kilometers kilometre kilometres
meter meters metre metres
centimeter cm centimeters centimetre
kilogram kg kilograms
gram grams
minute minutes min mins
hour hours hr hrs
second seconds sec
year years yr
dollar dollars usd
degree degrees
center centre midpoint_of
near close next beside adjacent_to
big large
small little
quick fast
north northern northward
south southern southward
east eastern
west western
oxidize oxidise oxidizes oxidises oxidized oxidised oxidizing
isosceles isosceles
hold holds held holding
eat eats ate eaten eating
see sees saw seen
know knows knew known
choose chooses chose chosen choosing
give gives gave given
draw draws drew drawn drawing
drive drives drove driven driving
write writes wrote written writing
break breaks broke broken breaking
win wins won winning
lose loses lost losing
spend spends spent spending
pay pays paid paying
catch catches caught
bring brings brought
teach teaches taught
build builds built building
send sends sent
run runs ran running
fly flies flew flown flying
swim swims swam swum swimming
drink drinks drank drunk drinking
not no without never cannot
add adds added adding
arrive arrives arrived arrival arriving
depart departs departed departure departing
leave leaves leaving
lie lies lying located sits situated positioned
walk walks walking
peak peaks peaked peaking
always
two pair
picture photo photograph
cost costs price priced
earn earns makes_money
buy buys bought purchase purchased
sell sells sold
sit sits sitting
wear wears wearing wore
follow follows following
supplementary supplement
cross crosses crossed crossing intersect intersects intersected intersecting
twice double doubl doubled doubles doubling
half halv halved halves
max majority
pythagorean pythagoras
inscribed inscrib cyclic
shade shad shading
prefer favor favour
travel journey trip
similar similarity
"""


def _synonyms() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _GROUPS.strip().splitlines():
        words = line.split()
        for word in words:
            table.setdefault(word, words[0])
    return table


SYNONYMS: MappingProxyType[str, str] = MappingProxyType(_synonyms())

PHRASES = MappingProxyType(
    {
        "at a right angle": "perpendicular",
        "at right angles": "perpendicular",
        "feed on": "eat",
        "feeds on": "eat",
        "fed on": "eat",
        "prey on": "eat",
        "preys on": "eat",
        "two equal angles": "bisect",
        "adds up to": "total",
        "add up to": "total",
        "the sum of": "total",
        "sum of": "total",
        "go up": "rise",
        "goes up": "rise",
        "going up": "rise",
        "went up": "rise",
        "go down": "fall",
        "goes down": "fall",
        "going down": "fall",
        "went down": "fall",
        "at most": "most_of",
        "at least": "least_of",
        "in front of": "front",
        "on top of": "above",
        "next to": "near",
        "in all": "total",
        "no longer": "not",
        "no doubt": "doubt",
        "half of": "half",
        "right angle": "right_angle",
        "right triangle": "right_triangle",
        "right angled": "right_angle",
        "runs parallel": "parallel",
        "the same": "equal",
    }
)

# Two-sided predicates whose sides may change places.
SYMMETRIC = frozenset(
    """parallel perpendicular equal similar supplementary complementary adjacent intersect tangent
    congruent near meet meets opposit vertical collinear concyclic disjoint between_both cross
    touch corresponding altern""".split()
)

# Two-sided predicates with their opposite: A above B is B below A.
# Words of one kind of which a thing has one: a red car is not blue.
RIVALS = tuple(
    frozenset(group.split())
    for group in (
        "red blue green yellow orange purple black white grey gray brown pink cyan magenta",
        "max min darkest lightest",
        "left right above below north south east west",
        "solid dash dott dotted dashed",
        "first second_place third_place last",
        "square circl rectangle hexagon pentagon octagon",
        "full empty",
        "series parallel",
        "open closed",
        "acute obtuse right_angle",
        "even odd",
        "positive negative",
        "similar congruent",
        "solid liquid gas",
        "convex concave",
        "prime composite",
        "increasing decreasing constant",
        "monday tuesday wednesday thursday friday saturday sunday",
    )
)

OPPOSITES: MappingProxyType[str, str] = MappingProxyType(
    {
        one: other
        for pair in (
            "above below",
            "left right",
            "north south",
            "east west",
            "greater less",
            "longer shorter",
            "taller shorter",
            "heavier lighter",
            "older younger",
            "faster slower",
            "hotter colder",
            "warmer cooler",
            "before after",
            "earlier later",
            "more fewer",
            "more less",
            "inside outside",
            "wider narrower",
            "deeper shallower",
            "stronger weaker",
            "richer poorer",
            "brighter darker",
            "cheaper dearer",
            "nearer farther",
            "closer farther",
        )
        for one, other in (tuple(pair.split()), tuple(reversed(pair.split())))
    }
)

# Predicates with two sides that do not change places: "D is the midpoint of BC".
DIRECTED = frozenset(OPPOSITES) | frozenset(
    """oxidize cause eat contain produce hold chase follow twice half third tripl midpoint_of
    convert
    become precede attract push pull bisect represent between beat outnumber exceed surround
    support feed hit pass lead catch owe pay teach own cover include own outweigh outsell""".split()
)
