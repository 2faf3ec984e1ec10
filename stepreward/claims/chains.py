"""Find the equations of one sentence: its relations, and the sides they join."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import EXACT, Node, Number
from stepreward.claims.holding import link_holds
from stepreward.claims.labels import is_numbered_name, label_of
from stepreward.claims.pairs import with_named_relations
from stepreward.claims.sides import NUMBERS, QUANTITY_ENDS, Side, side_of
from stepreward.claims.status import ASSERTED
from stepreward.claims.tidy import tidied
from stepreward.claims.unit_words import without_units
from stepreward.claims.wording import read_wording

MAX_SIDES = 24
_MAX_RELATIONS = 300  # of one sentence that are read

ROUNDED = re.compile(
    r"\b(?:round|about|approx|nearly|roughly|almost|around|nearest)", re.IGNORECASE
)

_RELATIONS = frozenset({"rel", "weak", "which", "soft"})
_IN_WORDS = frozenset({"weak", "soft"})
_MAX_GAP = 10  # tokens between an operation and the "which is" that gives its result
_MATH = NUMBERS | {"op", "open", "close", "post", "cmd", "fn", "wrap"}
_PASSED_OVER = frozenset(
    "about roughly approximately around exactly only just nearly almost "
    "a an total of the another us me her him them you".split()
)


class Equation(NamedTuple):
    """A chain of sides; ``signs`` stand between them. Spans refer to the text that was read."""

    sides: tuple[Side, ...]
    signs: tuple[str, ...]
    status: str
    is_rounded: bool

    @property
    def start(self) -> int:
        """Where its first side begins."""
        return self.sides[0].start

    @property
    def stated(self) -> tuple[Number, ...]:
        """The plain numbers among its sides."""
        return plain_numbers(self.sides)

    @property
    def end(self) -> int:
        """Where its last side ends."""
        return self.sides[-1].end


def plain_numbers(sides: Sequence[Side]) -> tuple[Number, ...]:
    """Take the numbers among sides that are written, not computed."""
    return tuple(
        [
            side.value  # type: ignore[misc]  # exact, by its type
            for side in sides
            if not side.is_computed and type(side.value) in EXACT
        ]
    )


def chains_of(tokens: list[Token], sentence: str) -> list[Equation]:
    """Find the relations of one sentence and the sides they join."""
    ready = without_units(read_wording(with_named_relations(tidied(tokens, sentence))))
    relations = [at for at, token in enumerate(ready) if token.kind in _RELATIONS]
    if not relations:
        return []
    is_rounded = "≈" in sentence or ROUNDED.search(sentence) is not None
    found: list[Equation] = []
    sides: list[Side] = []
    signs: list[str] = []
    for number, at in enumerate(relations[:_MAX_RELATIONS]):
        before = relations[number - 1] + 1 if number else 0
        behind = relations[number + 1] if number + 1 < len(relations) else len(ready)
        if not sides:
            left = _first_side(ready, before, at)
            if left is None:
                if aside := _aside(ready, before, at, behind, found):
                    found.append(Equation(aside, ("=",), ASSERTED, is_rounded))
                continue
            sides = [left]
        elif ready[at].kind in _IN_WORDS and (
            ready[at].kind == "soft" or not sides[-1].is_computed
        ):
            _close_chain(found, sides, signs, is_rounded)  # "= 24 cups to make 36 cookies"
            sides, signs = [], []
            continue
        right, reached = _right_side(ready, at + 1, behind)
        if ready[at].kind == "which" and right is not None and right.is_computed:
            sides, signs = [], []  # "…, which is 3/4 * 120 = 90" begins anew
            continue
        if right is None and _is_formula(ready, at, behind):
            continue  # Distance = Speed × Time = 50 × 3
        if right is None or len(sides) >= MAX_SIDES:
            _close_chain(found, sides, signs, is_rounded)
            sides, signs = [], []
            continue
        if not signs and is_numbered_name(ready[before:at], sides[0], right, ready[at].text):
            sides = [label_of(ready[before:at]) or sides[0]]
        signs.append(ready[at].text)
        sides.append(right)
        if reached < behind:
            _close_chain(found, sides, signs, is_rounded)
            sides, signs = [], []
    _close_chain(found, sides, signs, is_rounded)
    return found


def _first_side(tokens: list[Token], low: int, at: int) -> Side | None:
    """Find what a chain begins with; a relation in words asks for an operation."""
    if tokens[at].kind == "soft":
        return None
    is_sign = tokens[at].kind == "rel"
    left = _left_side(tokens, low, at)
    if left is None and is_sign:
        left = label_of(tokens[low:at])
    if tokens[at].kind == "which" and (left is None or not left.is_computed):
        left = _earlier_operation(tokens, at)
    return left if left is not None and (is_sign or left.is_computed) else None


def _aside(
    tokens: list[Token], low: int, at: int, behind: int, found: Sequence[Equation]
) -> tuple[Side, Side] | None:
    """Find the two sides of a relation in words that begins with no operation, where it holds."""
    if tokens[at].kind == "soft":
        return _led_to(tokens, at, behind)
    return _turned(tokens, low, at, behind) or _share(tokens, low, at, behind, found)


def _led_to(tokens: list[Token], at: int, behind: int) -> tuple[Side, Side] | None:
    """Find the operation that "so 72" gives the result of; another number is none of it."""
    left = _earlier_operation(tokens, at)
    right = _right_side(tokens, at + 1, behind)[0] if left is not None else None
    if left is None or right is None or right.is_computed:
        return None
    return (left, right) if link_holds(left, right, "=", False) else None


def _turned(tokens: list[Token], low: int, at: int, behind: int) -> tuple[Side, Side] | None:
    """Find a number that words equate to an operation it is: "24 is 2 * 2 * 2 * 3"."""
    if tokens[at].kind != "weak":
        return None
    left = _left_side(tokens, low, at)
    if left is None or left.name is not None or left.value is None:
        return None
    right, reached = _right_side(tokens, at + 1, behind)
    if right is None or not right.is_computed or right.value != left.value:
        return None
    return None if reached == behind < len(tokens) else (left, right)  # which goes on: = 24


def _share(
    tokens: list[Token], low: int, at: int, behind: int, found: Sequence[Equation]
) -> tuple[Side, Side] | None:
    """Read "so two fifths is 12" as a share of what the one before it was of."""
    if tokens[at].kind != "weak" or not found:
        return None
    before = found[-1].sides[0]
    left = _left_side(tokens, low, at)
    if before.node is None or before.node.op != "*" or not before.operands:
        return None
    if left is None or not _is_share(left.value):
        return None
    right, _ = _right_side(tokens, at + 1, behind)
    if right is None or right.is_computed or left.node is None or left.value is None:
        return None
    of, size = before.node.args[1], before.operands[-1]
    if of.leaf != size or left.value * size != right.value:
        return None
    written = Node("*", (left.node, of))
    operands = (*left.operands, size)
    return left._replace(
        node=written, value=right.value, is_computed=True, operands=operands
    ), right


def _is_share(value: object) -> bool:
    return isinstance(value, Fraction) and 0 < value < 1


def _is_formula(tokens: list[Token], at: int, behind: int) -> bool:
    """Tell words, or units, joined by operators between two equals signs."""
    if behind >= len(tokens) or tokens[at].kind != "rel" or tokens[behind].kind != "rel":
        return False
    side = tokens[at + 1 : behind]
    has_operator = any(token.kind in ("op", "cmd") for token in side)
    return has_operator and not any(token.kind == "sep" for token in side)


def _close_chain(
    found: list[Equation], sides: list[Side], signs: list[str], is_rounded: bool
) -> None:
    if len(sides) > 1 and not _relates_triangles(sides):
        found.append(Equation(tuple(sides), tuple(signs), ASSERTED, is_rounded))


def _relates_triangles(sides: Sequence[Side]) -> bool:
    """Tell △ABC ≅ △DEF and △ABC ∼ △DEF, which are no equations, and not one another."""
    return sum([side.name is not None and side.name[0] == "△" for side in sides]) > 1


def _left_side(tokens: list[Token], low: int, high: int) -> Side | None:
    """Take what stands directly before a relation: an expression or a name.

    None where an operator joins it to words ("Age - 4 = …"): half an expression is none.
    """
    at, depth = high, 0
    while at > low:
        token = tokens[at - 1]
        if token.kind == "close":
            depth += 1
        elif token.kind == "open":
            depth -= 1
            if depth < 0:
                break
        elif not _is_math(tokens, at - 1) or _is_second_number(tokens, at, high):
            break
        at -= 1
    if at < high and tokens[at].kind == "op":
        if tokens[at].text != "-" or _is_dash(tokens, at, low):
            at += 1
            if at - 1 > low and tokens[at - 2].kind == "word":
                return None
    side = side_of(tokens[at:high])
    if side is not None and side.is_computed and _follows_quantity(tokens, low, at):
        return side._replace(is_partial=True)
    return side


def _is_second_number(tokens: list[Token], at: int, high: int) -> bool:
    """Tell two numbers side by side, of which only the nearer one belongs to the relation."""
    if at >= high or tokens[at].kind not in ("num", "exact"):
        return False
    before = tokens[at - 1]
    if at > 1 and tokens[at - 2].text == "_":
        return False  # log_2 8
    return before.kind in ("num", "exact") and not _is_group(before, tokens[at])


def _is_group(first: Token, second: Token) -> bool:
    """Tell the 000 of "350 000"."""
    digits = second.text.rstrip(".").partition(".")[0]
    return second.start == first.end + 1 and len(digits) == 3 and digits.isdecimal()


def _follows_quantity(tokens: list[Token], low: int, at: int) -> bool:
    """Tell "24 eggs in 1 tray x 2": what stands before belongs to the operation, unread."""
    for words, here in enumerate(range(at - 1, low - 1, -1)):
        if tokens[here].kind in NUMBERS:
            return words > 0
        if tokens[here].kind != "word" or words >= 3:
            return False
    return False


def _earlier_operation(tokens: list[Token], at: int) -> Side | None:
    """Find what "…, which is 90" refers to: the operation last written before it."""
    for here in range(at - 1, max(at - _MAX_GAP, 0), -1):
        if tokens[here].kind == "rel":
            return None
        if tokens[here].kind in QUANTITY_ENDS:
            side = _left_side(tokens, 0, here + 1)
            return side if side is not None and side.is_computed else None
    return None


def _is_dash(tokens: list[Token], at: int, low: int) -> bool:
    """Tell a bullet or a dash in prose from a minus sign."""
    if at + 1 >= len(tokens) or tokens[at + 1].start == tokens[at].end:
        return False
    return at == low or tokens[at - 1].kind in ("word", "sep")


def _right_side(tokens: list[Token], low: int, high: int) -> tuple[Side | None, int]:
    """Take what stands directly behind a relation, and how far it reaches."""
    at = low
    while (
        at < high and tokens[at].text.lower() in _PASSED_OVER and tokens[at].kind in ("word", "sym")
    ):
        behind = tokens[at + 1].kind if at + 1 < len(tokens) else "sep"
        if tokens[at].text in ("a", "A") and behind in ("op", "rel", "sep", "other"):
            break
        at += 1
    first, depth = at, 0
    while at < high:
        token = tokens[at]
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth -= 1
            if depth < 0:
                break
        elif not _is_math(tokens, at) or (at > first and _is_second_number(tokens, at, at + 1)):
            break
        at += 1
    reached = at
    last = at
    while last > first and tokens[last - 1].kind in ("op", "open"):
        last -= 1
    return side_of(tokens[first:last]), reached


def _is_math(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind in _MATH or token.kind == "unit":
        return True
    if token.kind == "big":
        return True
    return token.kind == "sym" and _is_variable(tokens, at)


def _is_variable(tokens: list[Token], at: int) -> bool:
    """Tell the x of "2x = 6" from the article of "a total"."""
    token = tokens[at]
    if len(token.text) > 1:
        return token.text != "…"  # pi and other Greek letters
    if _is_glued(tokens, at):
        return True
    before = tokens[at - 1].kind if at else ""
    behind = tokens[at + 1].kind if at + 1 < len(tokens) else ""
    joined = (before in ("op", "rel"), behind in ("op", "rel", "weak"))
    if token.text in ("a", "A", "I"):
        times = before == "op" and tokens[at - 1].text in "*/"
        is_last = before == "rel" and behind in ("", "sep", "other")  # 2b = a
        return (
            behind == "rel"
            or all(joined)
            or is_last
            or (times and behind not in ("word", "sym", "unit"))
        )
    is_power = before == "num" and at > 1 and tokens[at - 2].text == "^"
    if (before in ("sym", "close") or is_power) and _ends_formula(tokens, at):
        return True
    opens_words = before == "rel" and behind == "word" and not token.text.islower()
    return any(joined) and not opens_words


def _ends_formula(tokens: list[Token], at: int) -> bool:
    r"""Tell the r of "\( C = 2\pi r \)", behind which no word follows directly."""
    if at + 1 == len(tokens):
        return True
    behind = tokens[at + 1]
    return behind.kind not in ("word", "sym") or behind.start - tokens[at].end > 1


def _is_glued(tokens: list[Token], at: int) -> bool:
    """Tell a letter that a number, an operator or a bracket touches."""
    token = tokens[at]
    before = tokens[at - 1].kind if at and tokens[at - 1].end == token.start else ""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if before in ("num", "sym", "close", "op"):
        return True
    if behind is None:
        return False
    if before == "open" and behind.kind in ("op", "close", "rel"):
        return True
    return behind.start == token.end and behind.kind in ("op", "sym", "open", "post", "rel")
