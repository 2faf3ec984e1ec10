"""Words of degree: warmer is greater in temperature, the cheapest is least in price."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

# What is compared, nouns that name it, and adjectives for much and for little of it.
# What has no name is size or number, which "greater" alone means.
_ASPECTS = """
 : : high big large great tall : low small little
length : length height : long : short
width : width breadth : wide broad : narrow
depth : depth : deep : shallow
weight : weight mass : heavy : light
temperature : temperature heat : hot warm : cold cool
speed : speed velocity pace : fast quick rapid swift : slow
age : age : old : young new
price : price cost : dear costly expensive : cheap
distance : distance : far remote : near close
strength : strength force power attraction pull : strong intense powerful : weak
brightness : brightness : bright : dim dark
wealth : wealth income : rich wealthy : poor
thickness : thickness : thick : thin
density : density : dense :
hardness : hardness : hard : soft
steepness : slope steepness : steep : flat
loudness : loudness volume : loud : quiet
frequency : frequency : frequent common : rare
time : : late : early
quality : : good : bad
popularity : : popular : unpopular
population : population : populous populated :
humidity : humidity : humid moist wet : dry arid
concentration : concentration : concentrated : dilute diluted
reactivity : reactivity : reactive :
acidity : acidity : acidic :
difficulty : difficulty : difficult : easy
"""
_IRREGULAR = {
    "far": ("farther further", "farthest furthest"),
    "good": ("better", "best"),
    "bad": ("worse", "worst"),
    "old": ("older elder", "oldest eldest"),
}
_DOUBLED = frozenset("hot big thin dim".split())
# Superlatives that name something else: the lightest shade, the last and the first of a row.
_OTHER = frozenset("lightest darkest latest nearest closest best newest".split())
# Aspects that "greater" alone may mean: the longer bar is the greater one.
NEUTRAL = ("length",)


def _degrees(adjective: str) -> tuple[list[str], list[str]]:
    """Spell the comparative and the superlative of a short adjective."""
    if adjective in _IRREGULAR:
        more, most = _IRREGULAR[adjective]
        return more.split(), most.split()
    stem = adjective + adjective[-1] if adjective in _DOUBLED else adjective
    if stem.endswith("y") and stem[-2] not in "aeiou":
        stem = stem[:-1] + "i"
    stem = stem.removesuffix("e")
    return [stem + "er"], [stem + "est"]


def _rows() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    for line in _ASPECTS.strip("\n").splitlines():
        aspect, nouns, much, little = (part.split() for part in line.split(":"))
        yield "".join(aspect), nouns, much, little


def in_degree(degree: str, aspect: str) -> str:
    """Spell a degree of an aspect as a term: "greater:weight", or "greater" alone."""
    return f"{degree}:{aspect}" if aspect else degree


def _spelled() -> dict[str, str]:
    found: dict[str, str] = {}
    for aspect, _, much, little in _rows():
        for adjectives, more, most in ((much, "greater", "max"), (little, "less", "min")):
            for adjective in adjectives:
                for word in _degrees(adjective)[0]:
                    found[word] = in_degree(more, aspect)
                for word in _degrees(adjective)[1]:
                    found[word] = in_degree(most, aspect)
    return {word: term for word, term in found.items() if word not in _OTHER}


def _joined() -> dict[tuple[str, str], str]:
    """Spell "more expensive" and "least dense": a degree in a word of its own."""
    found: dict[tuple[str, str], str] = {}
    for aspect, _, much, little in _rows():
        if not aspect:
            continue
        for adjectives, turned in ((much, False), (little, True)):
            for adjective in adjectives:
                for word, (plain, opposite) in _WORDS_OF_DEGREE.items():
                    degree = opposite if turned else plain
                    for said in (adjective, _adverb(adjective)):
                        found[word, said] = in_degree(degree, aspect)
    return found


def _adverb(adjective: str) -> str:
    return adjective.removesuffix("y") + ("ily" if adjective.endswith("y") else "ly")


_WORDS_OF_DEGREE = {
    "more": ("greater", "less"),
    "less": ("less", "greater"),
    "most": ("max", "min"),
    "least": ("min", "max"),
}

# How a word of degree is spelled as a term: "warmer", and "more" with the adjective behind it.
DEGREES: MappingProxyType[str, str] = MappingProxyType(_spelled())
JOINED_DEGREES: MappingProxyType[tuple[str, str], str] = MappingProxyType(_joined())
# The nouns that name an aspect, and the adjectives that "as … as" makes a comparison of.
NOUNS_OF: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {aspect: frozenset(nouns) for aspect, nouns, _, _ in _rows() if aspect}
)
ASPECTS: tuple[str, ...] = tuple(NOUNS_OF)
ADJECTIVES: frozenset[str] = frozenset(
    adjective for _, _, much, little in _rows() for adjective in (*much, *little)
)
# The degree of what is "not as … as" another: "not as heavy", and "not as large", which is less.
LESS_BY: MappingProxyType[str, str] = MappingProxyType(
    {
        adjective: in_degree(degree, aspect)
        for aspect, _, much, little in _rows()
        for degree, adjectives in (("less", much), ("greater", little))
        for adjective in adjectives
    }
)
# The adjective behind a measure that says what was measured: 8 cm long, 12 years old.
MEASURED: MappingProxyType[str, str] = MappingProxyType(
    {
        "long": "length",
        "wide": "width",
        "broad": "width",
        "deep": "depth",
        "tall": "height",
        "high": "height",
        "old": "age",
        "thick": "thickness",
    }
)
