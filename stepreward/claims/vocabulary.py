"""English as steps use it: words that may be missing, words that mean the opposite."""

from __future__ import annotations

from types import MappingProxyType

from stepreward.claims.gradables import ASPECTS

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
    """than lie bar valu point segment line ray side lin amount number entry row column cell figur
    data triangl polygon angl circl degre category unit position read count quantity shap object
    picture group part share region many each_other form exist legend color colour represent repres
    slop genotyp found_in through throughout toward around along within during process role job
    purpos call nam classify consider regard term refer body""".split()
)

# Words that may be missing where a value and something else that the key names are there.
LIGHT_WORDS = frozenset("person shop map survey result scor record graph chart model item".split())

# Words that say no more of a chance than that there is one: drawing a red ball.
CHANCE_WORDS = frozenset("choose draw land roll spin get ball marbl random".split())

# Two-sided predicates whose sides may change places.
SYMMETRIC = frozenset(
    """parallel perpendicular equal similar supplementary complementary adjacent intersect tangent
    congruent near meet meets opposit vertical collinear concyclic disjoint between_both cross
    touch corresponding altern border independent equidistant differ collide across_from
    proportional""".split()
)

WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = tuple(
    """january february march april may june july august september october november
    december""".split()
)

COLORS = tuple(
    """red blue green yellow orange purple black white grey gray brown pink cyan magenta
    teal""".split()
)

# Words of one kind of which a thing has one: a red car is not blue.
RIVALS = tuple(
    frozenset(group.split())
    for group in (
        " ".join(COLORS),
        "max min darkest lightest",
        "left right above below north south east west",
        "solid dash dott dotted dashed",
        "first second_place third_place last",
        "square circle rectangle hexagon pentagon octagon triangle quadrilateral trapezoid",
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
        "hundr thousand million billion",
        " ".join(WEEKDAYS),
    )
)

# Two-sided predicates with their opposite: A above B is B below A.
OPPOSITES: MappingProxyType[str, str] = MappingProxyType(
    {
        one: other
        for pair in (
            "above below",
            "left right",
            "north south",
            "east west",
            "greater less",
            "before after",
            "inside outside",
            "front behind",
            "twice half",
            *(f"greater:{aspect} less:{aspect}" for aspect in ASPECTS),
        )
        for one, other in (tuple(pair.split()), tuple(reversed(pair.split())))
    }
)

# Verbs that undo one another, or that part their objects: gives off this and takes in that.
CONTRARY = (
    "rise fall",
    "produce absorb",
    "lose gain",
    "give receive",
    "buy sell",
    "open close",
    "start end",
    "attract repel",
    "enter leave",
    "arrive leave",
    "arrive depart",
    "win lose",
    "oxidize reduce",
    "heat cool",
    "expand contract",
    "accept donate",
    "freeze melt",
    "condense evaporate",
    "add subtract",
    "multiply divide",
    "save spend",
)

# Predicates with two sides that do not change places: "D is the midpoint of BC".
DIRECTED = frozenset(OPPOSITES) | frozenset(
    """oxidize cause eat contain produce hold chase follow twice half third tripl midpoint_of
    convert
    become precede attract push pull bisect represent between beat outnumber exceed surround
    support feed hit pass lead catch owe pay teach own cover include own outweigh outsell outsold
    outscore outscored outperform divided_by
    absorb receive dominant win defeat against""".split()
)
