"""Cut a formula in words into quantities and what joins them, and read that as an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tree import Node, Number, number, symbol
from stepreward.claims.spelling import canonical_word
from stepreward.claims.vocabulary import STOP_WORDS, WEAK_WORDS

Quantity = frozenset[str]

_MAX_CHUNK = 8  # words that name a quantity
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
MAY_JOIN = re.compile(
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


class Item(NamedTuple):
    """A quantity, a number, or what joins them."""

    kind: str
    node: Node | None
    start: int
    end: int


# The text as items.


def chunks_of(text: str) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
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


def items_of(text: str, quantities: Sequence[Quantity]) -> Iterator[Item]:
    """List the quantities and numbers of a text with what joins them; other words are "other"."""
    for kind, words, low, high in chunks_of(text):
        if kind == "number":
            yield Item("number", number(_value(words[0])), low, high)
        elif kind == "words":
            held = [quantity for quantity in quantities if quantity.issubset(words)]
            most = max(map(len, held), default=0)
            held = [quantity for quantity in held if len(quantity) == most]
            if len(held) == 1:
                yield Item("quantity", symbol(name_of(held[0])), low, high)
            else:
                yield Item("other", None, low, high)
        else:
            yield Item(kind, None, low, high)


def _value(text: str) -> Number:
    top, _, bottom = text.partition("/")
    if bottom and int(bottom) == 0:
        return 0
    value = Fraction(top) / (int(bottom) if bottom else 1)
    return value.numerator if value.denominator == 1 else value


def name_of(quantity: Quantity) -> str:
    """Spell a quantity as the name of its symbol."""
    return " ".join(sorted(quantity))


# Items as an expression.


def whole_expression(items: Sequence[Item]) -> Node | None:
    """Read all items as one expression; None where they are none."""
    found = expression_at(items, 0)
    return found[0] if found is not None and found[1] == len(items) else None


def _kind(items: Sequence[Item], at: int) -> str:
    return items[at].kind if at < len(items) else ""


def expression_at(items: Sequence[Item], at: int) -> tuple[Node, int] | None:
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


def _divided_at(items: Sequence[Item], at: int) -> tuple[Node, int] | None:
    """Read the "and dividing by 2" behind an operation."""
    while _kind(items, at) == "sep" or (
        _kind(items, at) == "link" and _kind(items, at + 1) in ("div", "sep")
    ):
        at += 1
    if _kind(items, at) != "div" or _kind(items, at + 1) != "link":
        return None
    return _operand(items, at + 2)


def _operand(items: Sequence[Item], at: int) -> tuple[Node, int] | None:
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
        found = expression_at(items, at + 1)
        is_closed = found is not None and _kind(items, found[1]) == "close"
        return (found[0], found[1] + 1) if found is not None and is_closed else None
    if kind in _PAIRS or kind in _VERBS or kind == "sub":
        return _joined(items, at, kind)
    return None


def _joined(items: Sequence[Item], at: int, kind: str) -> tuple[Node, int] | None:
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
