"""Read as one number what several tokens write: 5,000 in brackets, 5:00, C(6, 2)."""

from __future__ import annotations

import re
from fractions import Fraction

from stepreward.algebra.tokens import Token

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MINUTES = re.compile(r"[0-9]{2}\.*")  # a full stop may end the sentence


def with_compounds(tokens: list[Token]) -> list[Token]:
    """Make thousands one number, a clock hours, and "6 choose 2" a binomial."""
    return _with_choices(_with_clocks(_with_thousands(_with_factors(tokens))))


def _with_factors(tokens: list[Token]) -> list[Token]:
    """Read the 0.17(200) of "0.17(200) = 34" as a product; "1/6 = 0.1(6)" repeats a digit."""
    if not any([token.kind == "num" and "." in token.text[:-1] for token in tokens]):
        return tokens
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        kept.append(token)
        if token.kind != "num" or "." not in token.text[:-1]:
            continue
        kinds = [one.kind for one in tokens[at + 1 : at + 5]]
        if kinds[:3] != ["open", "num", "close"]:
            continue
        is_result = at > 0 and tokens[at - 1].kind == "rel" and kinds[3:] not in (["rel"], ["op"])
        if kinds[3:] == ["rel"] and [one.text for one in tokens[at + 6 : at + 7]] == ["/"]:
            is_result = True  # 0.1(6) = 1/6
        if not (is_result and len(tokens[at + 2].text) < _MAX_CYCLE):
            kept.append(Token("op", "*", token.end, token.end))
    return kept


_MAX_CYCLE = 3  # digits that repeat


def _with_thousands(tokens: list[Token]) -> list[Token]:
    """Read (5,000 * 2) as one number and another: a bracket that computes holds no list."""
    if not any("," in token.text for token in tokens if token.kind == "num"):
        return tokens
    read = list(tokens)
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(at)
        elif token.kind == "close" and opened:
            first = opened.pop()
            inside = tokens[first + 1 : at]
            if any(map(_is_operator, inside[1:-1])) and not any(t.kind == "sep" for t in inside):
                for index, one in enumerate(inside, first + 1):
                    if one.kind == "num" and _THOUSANDS.fullmatch(one.text):
                        read[index] = one._replace(text=one.text.replace(",", ""))
    return read


def _is_operator(token: Token) -> bool:
    return token.kind == "op" or token.text in ("x", "times")


def _with_clocks(tokens: list[Token]) -> list[Token]:
    """Read 5:00 as 5 hours."""
    if not any(token.kind == "colon" for token in tokens):
        return tokens
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        if (
            token.kind == "num"
            and before is not None
            and before.kind == "colon"
            and len(kept) > 1
            and kept[-2].kind == "num"
            and before.end == token.start
            and _MINUTES.fullmatch(token.text)
            and kept[-2].text.isdecimal()
        ):
            hours = Fraction(int(kept[-2].text)) + Fraction(int(token.text[:2]), 60)
            kept[-2:] = [Token("exact", str(hours), kept[-2].start, token.end)]
        else:
            kept.append(token)
    return kept


def _with_choices(tokens: list[Token]) -> list[Token]:
    r"""Read C(6, 2) and 6C2 as \binom{6}{2}."""
    if not any(token.text == "C" for token in tokens):
        return tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        texts = [token.text for token in tokens[at : at + 6]]
        kinds = [token.kind for token in tokens[at : at + 6]]
        if texts[:2] == ["C", "("] and kinds[2:5] == ["num", "sep", "num"] and texts[5:] == [")"]:
            kept += _choice(tokens[at], tokens[at + 2], tokens[at + 4], tokens[at + 5])
            at += 6
        elif kinds[:3] == ["num", "sym", "num"] and texts[1] == "C" and _are_glued(tokens, at):
            kept += _choice(tokens[at], tokens[at], tokens[at + 2], tokens[at + 2])
            at += 3
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _are_glued(tokens: list[Token], at: int) -> bool:
    return tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start


def _choice(first: Token, top: Token, bottom: Token, last: Token) -> list[Token]:
    numbers = (Token("num", one.text.rstrip("."), one.start, one.end) for one in (top, bottom))
    found = [Token("cmd", "\\binom", first.start, first.start)]
    for number in numbers:
        found += [
            Token("open", "{", number.start, number.start),
            number,
            Token("close", "}", number.end, number.end),
        ]
    return [*found[:-1], found[-1]._replace(end=last.end)]
