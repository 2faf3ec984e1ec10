"""Drop unit words and remarks behind numbers, so that the sides of an equation hang together."""

from __future__ import annotations

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS
from stepreward.claims.sides import QUANTITY_ENDS

_MAX_UNIT = 5  # words


def without_units(tokens: list[Token]) -> list[Token]:
    """Make one note of the words behind each number, and leave out whose number it is.

    "10 trips/week * $2.20/trip" becomes 10 * 2.20, "45 (2019) + 30 (2020)" becomes 45 + 30.
    """
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if kept and kept[-1].kind in QUANTITY_ENDS and not _is_exponent(kept):
            behind = _behind_units(tokens, at)
            if behind > at:
                kept.append(_unit_note(tokens[at:behind]))
                at = behind
                continue
        if token.kind == "word" and kept and kept[-1].kind == "op":
            if width := _owner_width(tokens, at):
                at += width  # "+ Nick's 10 guns"
                continue
        kept.append(token)
        at += 1
    return kept


def _is_exponent(kept: list[Token]) -> bool:
    """Tell the 2 of "r^2 h", behind which no unit stands."""
    return len(kept) > 2 and kept[-2].text == "^" and kept[-3].kind == "sym"


def _owner_width(tokens: list[Token], at: int) -> int:
    """How many words behind an operator name whose number follows; 0 for none."""
    for width in (1, 2, 3):
        token = tokens[at + width] if at + width < len(tokens) else None
        if token is None:
            return 0
        if token.kind in ("num", "exact") and "'" in tokens[at + width - 1].text:
            return width
        if token.kind != "word":
            return 0
    return 0


def _unit_note(tokens: list[Token]) -> Token:
    words = " ".join(token.text for token in tokens if token.kind in ("word", "unit", "sym"))
    return Token("unit", words or "unit", tokens[0].start, tokens[-1].end)


def _behind_units(tokens: list[Token], at: int) -> int:  # noqa: C901 - a branch a kind of token
    """Find the index behind unit words that an operator or relation follows; ``at`` for none."""
    here = at
    for _ in range(2 * _MAX_UNIT):
        if here >= len(tokens):
            break
        token = tokens[here]
        if token.kind in ("word", "unit") and token.text not in ("and", "or"):
            here += 1
        elif token.kind in ("sym", "letter") and _is_unit_letter(tokens, here):
            here += 1
        elif (
            token.text == "/"
            and here + 1 < len(tokens)
            and tokens[here + 1].kind in ("word", "sym", "letter")
            and (tokens[here + 1].text in UNITS or tokens[here + 1].kind == "word")
        ):
            here += 2
        elif token.text == "(" and (close := _remark_end(tokens, here)) > here:
            here = close
        elif token.text in ("'", "''"):
            here += 1
        elif token.text == "^" and here > at and (width := _power_width(tokens, here)):
            if tokens[here - 1].kind == "word" and not _may_be_raised(tokens[here - 1].text):
                return at  # the mv^2 of an energy
            here += width
        else:
            break
    if here == at or here - at > 2 * _MAX_UNIT:
        return at
    if here == len(tokens):
        has_unit = any(token.text in UNITS for token in tokens[at:here])
        return here if here - at <= _MAX_UNIT and has_unit else at
    follows = tokens[here]
    if follows.kind in ("op", "rel", "close"):
        return here
    if follows.text in (".", ",", ";") and here == at + 1 and tokens[at].text in UNITS:
        return here  # "= 20g."
    words = here - at if tokens[at].text != "(" else 0  # a remark may be long
    return here if follows.kind == "weak" and words <= 3 else at


def _may_be_raised(word: str) -> bool:
    return word in UNITS or word.lower() in UNITS or word.lower() in ("unit", "units")


def _is_unit_letter(tokens: list[Token], at: int) -> bool:
    """Tell the unit of "40g" and "5 m", the article of "10 minutes a puzzle", the M of "M&Ms"."""
    token = tokens[at]
    if token.text in ("g", "L"):
        return True
    if token.kind == "letter":
        return token.text in UNITS
    if token.start == tokens[at - 1].end:
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return token.text in UNITS or (behind is not None and behind.kind == "word")


def _power_width(tokens: list[Token], at: int) -> int:
    """How many tokens the power of a unit takes: cm^2, cm^{2}."""
    texts = [token.text for token in tokens[at + 1 : at + 4]]
    if texts[:1] in (["2"], ["3"]):
        return 2
    return 4 if texts in (["{", "2", "}"], ["{", "3", "}"]) else 0


def _remark_end(tokens: list[Token], at: int) -> int:
    """Find the index behind a bracketed remark: words, or a year; ``at`` where it is arithmetic."""
    for here in range(at + 1, min(at + 8, len(tokens))):
        token = tokens[here]
        if token.kind == "close":
            inner = tokens[at + 1 : here]
            is_year = (
                len(inner) == 1
                and inner[0].text.isdecimal()
                and 1800 <= int(inner[0].text[:4]) < 2100
            )
            has_words = any(t.kind == "word" for t in inner) and not any(
                t.kind == "op" for t in inner
            )
            return here + 1 if is_year or has_words else at
        if token.kind == "open":
            return at
    return at
