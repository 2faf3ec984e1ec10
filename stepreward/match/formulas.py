"""Read formulas in words: "density = mass / volume", "found by dividing the mass by the volume"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from stepreward.algebra.tree import Node, Number, number, symbol
from stepreward.claims.spelling import canonical_word
from stepreward.claims.vocabulary import STOP_WORDS, WEAK_WORDS
from stepreward.match.marks import marks_between
from stepreward.match.quantities import letters_of

_MAX_CHARS = 300  # of a sentence that is read
_MAX_ITEMS = 40
_MAX_CHUNK = 8  # words that name a quantity
_MAX_LETTERS = 24  # ways to put letters for words
# What joins quantities, each under what it does.
_JOINTS = {
    "rel": r"=|≈|\bis\s+(?:the\s+same\s+as|equal\s+to)|\bequals?\b(?:\s+to\b)?"
    r"|\b(?:is|are|can\s+be|be)\s+(?:given|found|calculated|computed|obtained|defined|determined"
    r"|expressed|worked\s+out)(?:\s+(?:as|by|from))?|\bis\b|\bare\b|\bgives?\b|\bmeans\b",
    "*": r"[×*·⋅]|\\times\b|\\cdot\b|\btimes\b|\bmultiplied\s+by\b",
    "/": r"÷|\\div\b|(?<=[\s)\w])/(?=[\s(\w])|\bdivided\s+by\b|\bover\b|\bper(?:\s+unit)?\b",
    "+": r"\+|\bplus\b|\badded\s+to\b",
    "-": r"(?<=\s)-(?=\s)|\bminus\b",
    "mul": r"\bmultiply(?:ing)?\b",
    "div": r"\bdivid(?:e|ing)\b",
    "add": r"\badd(?:ing)?\b",
    "sub": r"\bsubtract(?:ing)?\b",
    "product": r"\bproduct\s+of\b",
    "sum": r"\bsum\s+of\b",
    "difference": r"\bdifference\s+(?:between|of)\b",
    "ratio": r"\b(?:ratio|quotient)\s+of\b",
    "half": r"½|\bhalf\b(?:\s+of\b)?",
    "twice": r"\btwice\b",
    "squared": r"²|\^2\b|\bsquared\b",
    "link": r"\b(?:by|from|and|to|with)\b",
    "open": r"\(",
    "close": r"\)",
    "sep": r"[,;:]",
}
_JOINT = re.compile(
    "|".join(f"(?P<k{at}>{pattern})" for at, pattern in enumerate(_JOINTS.values())), re.IGNORECASE
)
_KINDS = tuple(_JOINTS)
_MAY_JOIN = re.compile(
    "|".join(f"(?:{_JOINTS[kind]})" for kind in ("*", "/", "+", "-", "mul", "div", "add", "sub"))
    + r"|\b(?:product|sum|difference|ratio|quotient)\b|½|\bhalf\b|\btwice\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\(\s*[^()a-zA-Z]{1,12}\s*\)")  # highest (65)
_NUMBER = re.compile(r"\s*\$?(\d+(?:\.\d+)?|\d+/\d+)\s*(?:[a-z%°$]+\s*){0,2}", re.IGNORECASE)
_SAID = re.compile(r"[a-z][a-z'’-]*", re.IGNORECASE)
_QUESTIONS = (
    (re.compile(r"\bhow far\b", re.IGNORECASE), "howfar_"),  # as long as what it stands for
    (re.compile(r"\bhow fast\b", re.IGNORECASE), "howfast_"),
    (re.compile(r"\bhow long\b", re.IGNORECASE), "howlong_"),
)
_LIKE = {
    "all": "total",
    "possibl": "total",
    "favourabl": "favorabl",
    "howfar": canonical_word("distance"),
    "howfast": canonical_word("speed"),
    "howlong": canonical_word("time"),
}
_INFIX = frozenset("*/+-")
_PAIRS = {"product": "*", "sum": "+", "difference": "-", "ratio": "/"}
_VERBS = {"mul": "*", "div": "/", "add": "+"}

Quantity = frozenset[str]


class Formula(NamedTuple):
    """A formula in words: its quantities, and its fingerprints with them or letters as names."""

    quantities: tuple[Quantity, ...]
    marks: frozenset[int]
    letters: frozenset[int]


class _Item(NamedTuple):
    """A quantity, a number, or what joins them."""

    kind: str
    node: Node | None
    start: int
    end: int


class Reading(NamedTuple):
    """What a sentence says of the quantities of a formula, and where."""

    is_same: bool
    start: int
    end: int


@lru_cache(maxsize=4_096)
def formula_of(text: str) -> Formula | None:
    """Read a key step that is a formula and nothing else.

    >>> [sorted(words) for words in formula_of("density = mass / volume").quantities]
    [['density'], ['mass'], ['volum']]
    """
    if len(text) > _MAX_CHARS or _MAY_JOIN.search(text) is None:
        return None
    chunks = [words for kind, words, _, _ in _chunks(text) if kind == "words"]
    quantities = tuple(dict.fromkeys(map(frozenset, chunks)))
    if len(quantities) < 2 or not all(map(_is_worded, quantities)):
        return None
    items = list(_items(text, quantities))
    if len(items) > _MAX_ITEMS:
        return None
    at = next((at for at, item in enumerate(items) if item.kind == "rel"), 0)
    left, right = _whole(items[:at]), _whole(items[at + 1 :])
    if left is None or right is None or not (left.args or right.args):
        return None
    marks = frozenset(marks_between(left, right))
    return Formula(quantities, marks, _in_letters(left, right, chunks)) if marks else None


def _is_worded(quantity: Quantity) -> bool:
    return any(len(word) > 2 for word in quantity)  # unlike the h of km/h


def readings(formula: Formula, sentence: str) -> Iterator[Reading]:
    """List what a sentence says of all quantities of a formula.

    >>> formula = formula_of("density = mass / volume")
    >>> [reading.is_same for reading in readings(formula, "Density is volume divided by mass.")]
    [False]
    """
    if len(sentence) > _MAX_CHARS or _MAY_JOIN.search(sentence) is None:
        return
    items = list(_items(sentence, formula.quantities))
    if len(items) > _MAX_ITEMS:
        return
    wanted = {_name(quantity) for quantity in formula.quantities}
    if not wanted <= set().union(*[_names(item.node) for item in items if item.node]):
        return
    at = 0
    while at < len(items):
        found = _expression(items, at)
        if found is None or not found[0].args:
            at += 1
            continue
        node, behind = found
        for other, low, high in _other_sides(items, at, behind, node, wanted):
            marks = marks_between(other, node)
            yield Reading(
                any(mark in formula.marks for mark in marks),
                min(items[at].start, low),
                max(items[behind - 1].end, high),
            )
        at = behind


def _other_sides(
    items: Sequence[_Item], at: int, behind: int, node: Node, wanted: set[str]
) -> Iterator[tuple[Node, int, int]]:
    """Find what an expression equals: the one quantity it lacks, or what a relation gives."""
    lacks = wanted - _names(node)
    if len(lacks) == 1:
        (name,) = lacks
        for item in (*reversed(items[:at]), *items[behind:]):
            if item.kind == "quantity" and item.node is not None and item.node.leaf == name:
                yield item.node, item.start, item.end
                return
    if not lacks and behind + 1 < len(items) and items[behind].kind == "rel":
        found = _expression(items, behind + 1)
        if found is not None:
            yield found[0], items[behind].start, items[found[1] - 1].end
    before = items[at - 2] if at > 1 and items[at - 1].kind == "rel" else None
    if not lacks and before is not None and before.node is not None:
        yield before.node, before.start, before.end


def _names(node: Node) -> set[str]:
    stack, found = [node], set[str]()
    while stack:
        part = stack.pop()
        stack.extend(part.args)
        if part.op == "sym":
            found.add(str(part.leaf))
    return found


def _in_letters(left: Node, right: Node, chunks: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Fingerprint a formula with the letters that usually stand for its quantities."""
    choices = {_name(frozenset(words)): letters_of(words[-1]) for words in chunks}
    count = 1
    for letters in choices.values():
        count *= len(letters)
    if not 0 < count <= _MAX_LETTERS:
        return frozenset()
    marks: set[int] = set()
    for chosen in product(*choices.values()):
        if len(set(chosen)) == len(chosen):
            env = dict(zip(choices, chosen, strict=True))
            marks.update(marks_between(_renamed(left, env), _renamed(right, env)))
    return frozenset(marks)


def _renamed(node: Node, env: dict[str, str]) -> Node:
    if node.op == "sym":
        return symbol(env.get(str(node.leaf), str(node.leaf)))
    return node._replace(args=tuple([_renamed(arg, env) for arg in node.args]))


# The text as items.


def _chunks(text: str) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Cut a text at what joins; between two joints stand words, as far as they tell something."""
    plain = _REMARK.sub(lambda match: " " * len(match[0]), text)
    for pattern, word in _QUESTIONS:
        plain = pattern.sub(word, plain)
    low = 0
    for match in _JOINT.finditer(plain):
        yield from _chunk(plain, low, match.start())
        yield _KINDS[int((match.lastgroup or "k0")[1:])], (), *match.span()
        low = match.end()
    yield from _chunk(plain, low, len(plain))


def _chunk(plain: str, low: int, high: int) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    said = plain[low:high].strip().rstrip(".")
    if not said:
        return
    if (found := _NUMBER.fullmatch(said)) is not None:
        yield "number", (found[1],), low, high
        return
    words = [canonical_word(word) for word in _SAID.findall(said)]
    words = [_LIKE.get(word, word) for word in words]
    strong = [word for word in words if word not in STOP_WORDS]
    named = [word for word in strong if word not in WEAK_WORDS] or strong
    if len(words) > _MAX_CHUNK or any(character.isdigit() for character in said):
        yield "other", (), low, high
    elif named:
        yield "words", tuple(dict.fromkeys(named)), low, high


def _items(text: str, quantities: Sequence[Quantity]) -> Iterator[_Item]:
    for kind, words, low, high in _chunks(text):
        if kind == "number":
            yield _Item("number", number(_value(words[0])), low, high)
        elif kind == "words":
            held = [quantity for quantity in quantities if quantity.issubset(words)]
            most = max(map(len, held), default=0)
            held = [quantity for quantity in held if len(quantity) == most]
            if len(held) == 1:
                yield _Item("quantity", symbol(_name(held[0])), low, high)
            else:
                yield _Item("other", None, low, high)
        else:
            yield _Item(kind, None, low, high)


def _value(text: str) -> Number:
    top, _, bottom = text.partition("/")
    if bottom and int(bottom) == 0:
        return 0
    value = Fraction(top) / (int(bottom) if bottom else 1)
    return value.numerator if value.denominator == 1 else value


def _name(quantity: Quantity) -> str:
    return " ".join(sorted(quantity))


# Items as an expression.


def _whole(items: Sequence[_Item]) -> Node | None:
    found = _expression(items, 0)
    return found[0] if found is not None and found[1] == len(items) else None


def _kind(items: Sequence[_Item], at: int) -> str:
    return items[at].kind if at < len(items) else ""


def _expression(items: Sequence[_Item], at: int) -> tuple[Node, int] | None:
    """Read operands with what joins them: products before sums."""
    found = _operand(items, at)
    if found is None:
        return None
    terms, signs = [found[0]], ["+"]
    at = found[1]
    while True:
        suffix = _divided_at(items, at)
        if suffix is not None:
            terms[-1], at = Node("/", (terms[-1], suffix[0])), suffix[1]
            continue
        sign = _kind(items, at)
        found = _operand(items, at + 1) if sign in _INFIX else None
        if found is None:
            break
        at = found[1]
        if sign in "*/":
            terms[-1] = Node(sign, (terms[-1], found[0]))
        else:
            terms.append(found[0])
            signs.append(sign)
    total = terms[0]
    for term, sign in zip(terms[1:], signs[1:], strict=True):
        total = Node(sign, (total, term))
    return total, at


def _divided_at(items: Sequence[_Item], at: int) -> tuple[Node, int] | None:
    """Read the "and dividing by 2" behind an operation."""
    while _kind(items, at) == "sep" or (
        _kind(items, at) == "link" and _kind(items, at + 1) in ("div", "sep")
    ):
        at += 1
    if _kind(items, at) != "div" or _kind(items, at + 1) != "link":
        return None
    return _operand(items, at + 2)


def _operand(items: Sequence[_Item], at: int) -> tuple[Node, int] | None:
    kind = _kind(items, at)
    if kind in ("quantity", "number"):
        node = items[at].node
        assert node is not None
        if _kind(items, at + 1) == "squared":
            return Node("^", (node, number(2))), at + 2
        return node, at + 1
    if kind in ("half", "twice"):
        at += 1 + (_kind(items, at + 1) == "*")
        found = _operand(items, at)
        factor = number(Fraction(1, 2) if kind == "half" else 2)
        return None if found is None else (Node("*", (factor, found[0])), found[1])
    if kind == "open":
        found = _expression(items, at + 1)
        is_closed = found is not None and _kind(items, found[1]) == "close"
        return (found[0], found[1] + 1) if found is not None and is_closed else None
    if kind in _PAIRS or kind in _VERBS or kind == "sub":
        return _joined(items, at, kind)
    return None


def _joined(items: Sequence[_Item], at: int, kind: str) -> tuple[Node, int] | None:
    """Read "the product of the mass and the speed", "subtracting the lowest from the highest"."""
    first = _operand(items, at + 1)
    if first is None or _kind(items, first[1]) != "link":
        return None
    second = _operand(items, first[1] + 1)
    if second is None:
        return None
    if kind == "sub":
        return Node("-", (second[0], first[0])), second[1]
    sign = _PAIRS.get(kind) or _VERBS[kind]
    node, at = Node(sign, (first[0], second[0])), second[1]
    while sign in "+*" and _kind(items, at) == "link":
        more = _operand(items, at + 1)
        if more is None:
            break
        node, at = Node(sign, (node, more[0])), more[1]
    return node, at
