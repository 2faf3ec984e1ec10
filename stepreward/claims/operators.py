"""The English words that make an operation or a relation, and which sign each stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import MappingProxyType

from stepreward.algebra.words import MULTIPLES, PARTS

# Between two operands.
INFIX = MappingProxyType(
    {
        ("plus",): "+",
        ("minus",): "-",
        ("times",): "*",
        ("multiplied", "by"): "*",
        ("divided", "by"): "/",
        ("over",): "/",
        ("added", "to"): "+",
        ("increased", "by"): "+",
        ("reduced", "by"): "-",
        ("decreased", "by"): "-",
        ("less",): "-",
        ("out", "of"): "/",
        ("shared", "among"): "/",
        ("shared", "between"): "/",
        ("split", "into"): "/",
        ("split", "among"): "/",
    }
)
# Passed over on the way to a number.
DETERMINERS = frozenset(
    {"the", "its", "his", "her", "their", "this", "that", "these", "those", "all", "a", "our"}
)
# What says "equals" whatever stands around it.
_STRONG = (
    ("equals",),
    ("equal",),
    ("equal", "to"),
    ("is", "equal", "to"),
    ("is", "the", "same", "as"),
    ("are", "the", "same", "as"),
    ("are", "equal", "to"),
    ("equalling",),
    ("is", "congruent", "to"),
    ("are", "congruent", "to"),
    ("is", "identical", "to"),
    ("is", "as", "long", "as"),
    ("is", "as", "large", "as"),
    ("has", "the", "same", "length", "as"),
)
# What says "equals" only beside an operation: "half of 12 is 6".
WEAK = frozenset(
    "is are was makes make gives give leaves leave totals yields becomes gets get means "
    "equalling giving obtaining making leaving yielding totaling totalling".split()
)
_WEAK_PHRASES = (
    ("to", "obtain"),
    ("to", "find"),
    ("to", "give"),
    ("to", "make"),
    ("to", "reach"),
    ("to", "yield"),
    ("we", "obtain"),
    ("we", "find"),
    ("we", "have"),
    ("which", "is"),
    ("that", "is"),
    ("that's",),
    ("to", "get"),
    ("we", "get"),
    ("comes", "to"),
    ("amounts", "to"),
    ("results", "in"),
    ("works", "out", "to"),
    ("work", "out", "to"),
    ("sum", "to"),
    ("sums", "to"),
    ("and", "get"),
    ("and", "obtain"),
    ("and", "that", "is"),
    ("and", "that", "equals"),
    ("and", "that", "gives"),
    ("and", "that", "makes"),
    ("and", "this", "is"),
    ("and", "this", "gives"),
    ("and", "this", "equals"),
    ("this", "gives"),
    ("that", "gives"),
    ("that", "makes"),
    ("that", "leaves"),
    ("that", "equals"),
    ("adds", "up", "to"),
    ("add", "up", "to"),
    ("which", "equals"),
    ("which", "gives"),
    ("which", "makes"),
    ("which", "leaves"),
    ("which", "means"),
    ("the", "same", "as"),
    ("comes", "out", "to"),
    ("for", "a", "total", "of"),
    ("factors", "as"),
    ("factors", "into"),
    ("factorizes", "as"),
    ("factorises", "as"),
    ("simplifies", "to"),
    ("reduces", "to"),
    ("evaluates", "to"),
)
# What may go on from an operation to its result, and to much else: "48 + 24, i.e. 72 clips".
SOFT = (("i", ".", "e", "."), ("so",), ("or",), ("namely",), ("thus",), ("hence",), ("therefore",))
# Before "of" and a list of operands; before two of them; before the first of two.
LISTS = MappingProxyType({"sum": "+", "total": "+", "product": "*"})
PAIRS = MappingProxyType({"difference": "-", "gap": "-", "quotient": "/", "ratio": "/"})
VERBS = MappingProxyType(
    {
        "adding": ("+", ("to", "and", "with")),
        "add": ("+", ("to", "and", "with")),
        "multiplying": ("*", ("by", "and", "with")),
        "multiply": ("*", ("by", "and", "with")),
        "dividing": ("/", ("by", "between", "among", "into")),
        "divide": ("/", ("by", "between", "among", "into")),
        "splitting": ("/", ("between", "among", "into")),
        "split": ("/", ("between", "among", "into")),
        "sharing": ("/", ("between", "among")),
        "reducing": ("-", ("by",)),
        "increasing": ("+", ("by",)),
        "subtracting": ("from", ("from",)),
        "subtract": ("from", ("from",)),
        "taking": ("from", ("from",)),
        "take": ("from", ("from",)),
        "deducting": ("from", ("from",)),
        "removing": ("from", ("from",)),
    }
)
# A sentence without one of these holds no operation in words.
TRIGGERS = (
    frozenset(words[0] for words in INFIX)
    | frozenset({"of", "percent", "percentage", "squared", "cubed", "square", "average", "mean"})
    | frozenset({"more", "less", "fewer", "subtracted", "equals", "equal", "half", "x", "on"})
    | frozenset({"and", "has"})
    | frozenset(LISTS)
    | frozenset(PAIRS)
    | frozenset(VERBS)
    | frozenset(MULTIPLES)
    | frozenset({"sine", "cosine", "tangent"})
    | WEAK
    | frozenset(words[0] for words in _WEAK_PHRASES)
    | frozenset(words[0] for words in SOFT)
)


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Sort phrases under their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(phrases, key=len, reverse=True):
        found[words[0]].append(words)
    return dict(found)


# Phrases under their first word.
INFIX_AT = _by_first(INFIX)
STRONG_AT = _by_first(_STRONG)
WEAK_AT = _by_first(_WEAK_PHRASES)
SOFT_AT = _by_first(SOFT)
# Words that can be nothing but a relation.
PLAIN_RELATIONS = WEAK - frozenset(INFIX_AT)
# The first words of relations that go on from what was just computed: "…, which is 6".
WHICH = frozenset({"which", "that", "that's"})
GOING_ON = WHICH | {"this"}  # behind an "and"

# Words that alone make an operation, and pairs that do together.
_ALONE = (
    frozenset(INFIX_AT)
    | frozenset(VERBS)
    | frozenset(MULTIPLES)
    | frozenset({"percent", "percentage", "squared", "cubed", "half", "x"})
)
_WITH_OF = frozenset(LISTS) | frozenset(PAIRS) | frozenset(PARTS)
_WITH_OF |= {"average", "mean", "square", "between"}
# Functions as words: the sine of 30 degrees.
SPOKEN = {"sine": "sin", "cosine": "cos", "tangent": "tan"}
# All that may have to do with an operation, or with what relates it to its result.
EQUAL = frozenset("equal equals equally equality equalling equaled equalled".split())
RELATING = frozenset(
    """is are was make makes give gives leave leaves total totals yields becomes get gets comes
    amounts results works add adds mean means obtain find reach yield have that's
    factors factorizes factorises simplifies reduces evaluates
    i so or namely thus hence therefore""".split()
)
OPERATION_WORDS = _ALONE | _WITH_OF | EQUAL | RELATING | {"of", "than", "subtracted"}


def names_operation(words: frozenset[str]) -> bool:
    """Tell whether the lower-case words of a sentence can make an operation."""
    if not words.isdisjoint(_ALONE):
        return True
    if "than" in words or "subtracted" in words:
        return not words.isdisjoint({"more", "less", "fewer", "subtracted"})
    return "of" in words or ("between" in words and not words.isdisjoint(_WITH_OF))
