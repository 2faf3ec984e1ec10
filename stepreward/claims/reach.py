"""How far a side of an equation reaches from its relation sign, to the left and to the right."""

from __future__ import annotations

from stepreward.algebra.tokens import Token
from stepreward.claims.coefficients import UNKNOWNS
from stepreward.claims.sides import NUMBERS, Side, side_of

_MATH = NUMBERS | {"op", "open", "close", "post", "cmd", "fn", "wrap"}
_PASSED_OVER = frozenset(
    "about roughly approximately around exactly only just nearly almost "
    "a an total of the another us me her him them you".split()
)


def left_side(tokens: list[Token], low: int, high: int) -> Side | None:
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


def _is_dash(tokens: list[Token], at: int, low: int) -> bool:
    """Tell a bullet or a dash in prose from a minus sign."""
    if at + 1 >= len(tokens) or tokens[at + 1].start == tokens[at].end:
        return False
    return at == low or tokens[at - 1].kind in ("word", "sep")


def right_side(tokens: list[Token], low: int, high: int) -> tuple[Side | None, int]:
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
        is_last = before in ("rel", "op") and behind in ("", "sep", "other")  # 2b = a, b + a
        return (
            behind == "rel"
            or all(joined)
            or is_last
            or (times and behind not in ("word", "sym", "unit"))
            or _begins_operation(tokens, at)
        )
    if before == "fn" or (before == "exact" and token.text in UNKNOWNS):
        return True  # ln x, 2/3 x
    is_power = before == "num" and at > 1 and tokens[at - 2].text == "^"
    if (before in ("sym", "close") or is_power) and _ends_formula(tokens, at):
        return True
    opens_words = before == "rel" and behind == "word" and not token.text.islower()
    return any(joined) and not opens_words


def _begins_operation(tokens: list[Token], at: int) -> bool:
    """Tell the a of "a + b = 10", which is no article."""
    if at + 2 >= len(tokens):
        return False
    sign, behind = tokens[at + 1 : at + 3]
    if sign.kind != "op" or behind.kind not in _OPERANDS:
        return False
    return sign.start == tokens[at].end or sign.end < behind.start


_OPERANDS = frozenset(("num", "exact", "sym", "open", "cmd", "fn"))


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
