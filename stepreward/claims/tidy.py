"""Lay out the tokens of a sentence so that the sides of its equations hang together."""

from __future__ import annotations

import re
from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS
from stepreward.algebra.words import NUMBER_WORDS
from stepreward.claims.letters import LETTERED, with_variables
from stepreward.claims.sides import NUMBERS
from stepreward.claims.spelling import canonical_name

QUANTITY_ENDS = NUMBERS | {"close", "post"}
_MAX_UNIT = 5
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MINUTES = re.compile(r"[0-9]{2}\.*")  # a full stop may end the sentence


def tidied(tokens: list[Token], sentence: str) -> list[Token]:
    r"""Drop what only lays out a chain (&, \\, overlines), and make names one symbol each.

    AB, ∠ABC, ∠4 and "angle 4" become symbols, so that AB = 2BC is an equation like any other. A
    clock becomes hours, and a bracket that computes holds thousands, no list.
    """
    if UNTIDY.search(sentence) is None:
        return tokens
    tokens = with_variables(_with_choices(_with_clocks(_with_thousands(tokens))))
    kept: list[Token] = []
    mark: Token | None = None
    listed: str | None = None  # the mark of names in a list: angles 1 and 2
    for at, token in enumerate(tokens):
        if token.text.lower() in _LISTED and _names(tokens, at + 1):
            listed = _LISTED[token.text.lower()]
            mark = token._replace(text=listed)
            continue
        if listed is not None and token.text in ("and", ",") and _names(tokens, at + 1):
            kept.append(token)
            mark = Token("mark", listed, tokens[at + 1].start, tokens[at + 1].end)
            continue
        if mark is None:
            listed = None
        if token.kind == "row" and not _goes_on(tokens, at + 1):
            kept.append(Token("sep", ";", token.start, token.end))
            continue
        if token.kind in _LAYOUT or token.text in ("\\overline", "\\bar"):
            continue
        if token.kind == "mark" or (
            token.text.lower() in ("angle", "triangle") and _names(tokens, at + 1)
        ):
            mark = token._replace(text="△" if token.text.lower() in ("△", "triangle") else "∠")
            continue
        if token.text == "pm" and token.end == token.start + 2 and at + 1 < len(tokens):
            kept.append(Token("op", "+", token.start, token.start + 1))  # 21+-3
            token = Token("op", "-", token.start + 1, token.end)
        if _is_hyphenated(tokens, at, kept):
            kept[-1] = kept[-1]._replace(end=token.end)
            continue
        if mark is not None or _is_letters(token, kept):
            name = _canonical(token, mark)
            token = token if name is None else name
            mark = None
        kept.append(token)
    return kept


_LISTED = {"angles": "∠", "triangles": "△"}


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Tell a row that goes on with a relation sign from one that begins anew."""
    while at < len(tokens) and tokens[at].kind == "amp":
        at += 1
    return at < len(tokens) and tokens[at].kind == "rel"


_LAYOUT = frozenset({"amp", "row", "begin", "end"})
# Signs of layout, names, marks, clocks and hyphens; most sentences have none of them.
UNTIDY = re.compile(
    r"[A-Z]{2}|[^\W\d_]-[^\W\d_]|[∠∡△Δ⊙&±]|\d:\d\d|\d,\d{3}|\+-|\\\\"
    r"|\\(?:begin|end|overline|bar|pm|mp|[dt]?angle|measuredangle|triangle|bigtriangleup|odot)"
    r"|\\(?:text\w*|math\w+|mbox|operatorname)"
    r"|(?i:angle)|\+/-|\bC\(\d|\dC\d|" + LETTERED,
)


def _is_hyphenated(tokens: list[Token], at: int, kept: list[Token]) -> bool:
    """Tell the hyphen and the second half of "roll-ups"."""
    token, last = tokens[at], kept[-1] if kept else None
    if last is None or last.kind != "word" or last.end != token.start:
        return False
    if token.text == "-":
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if last.text.lower() in NUMBER_WORDS:
            return False  # twenty-five
        return behind is not None and behind.kind == "word" and behind.start == token.end
    return token.kind == "word"


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


def _names(tokens: list[Token], at: int) -> bool:
    """Tell the ABC or 4 behind the word "angle"."""
    if at >= len(tokens):
        return False
    text = tokens[at].text.rstrip(".")
    return (text.isupper() and len(text) <= 3 and text != "I") or (
        text.isdecimal() and len(text) < 3
    )


def _is_letters(token: Token, kept: list[Token]) -> bool:
    """Tell the segment AB from a unit such as GB, which a space parts from its number."""
    text = token.text
    if token.kind != "word" or not (text.isupper() and text.isalpha() and 2 <= len(text) <= 4):
        return False
    if not kept or kept[-1].kind not in QUANTITY_ENDS or token.start == kept[-1].end:
        return True
    if kept[-1].kind == "num":
        before = kept[-3:-1]  # "AB = 2 CD"
        return [one.kind for one in before] == ["sym", "rel"] and len(before[0].text) == len(text)
    return text not in UNITS


def _canonical(token: Token, mark: Token | None) -> Token | None:
    text = token.text.rstrip(".")
    start = token.start if mark is None else mark.start
    if mark is not None and token.kind == "num" and text.isdecimal():
        return Token("sym", mark.text + text, start, token.end)
    if token.kind in ("word", "sym", "letter") and text.isalpha() and len(text) <= 4:
        return Token("sym", canonical_name(text, mark.text if mark else ""), start, token.end)
    return None


def without_units(tokens: list[Token]) -> list[Token]:
    """Drop unit words and remarks behind numbers, so that the sides of an equation hang together.

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
        if token.kind == "word" and (width := _owner_width(tokens, at, kept)):
            at += width  # "+ Nick's 10 guns"
            continue
        kept.append(token)
        at += 1
    return kept


def _is_exponent(kept: list[Token]) -> bool:
    """Tell the 2 of "r^2 h", behind which no unit stands."""
    return len(kept) > 2 and kept[-2].text == "^" and kept[-3].kind == "sym"


def _owner_width(tokens: list[Token], at: int, kept: list[Token]) -> int:
    """How many words name whose number follows an operator; 0 for none."""
    if not kept or kept[-1].kind != "op":
        return 0
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
            here += width
        else:
            break
    if here == at:
        return at
    if here - at > 2 * _MAX_UNIT:
        return at
    follows = tokens[here] if here < len(tokens) else None
    if follows is None:
        return (
            here if here - at <= _MAX_UNIT and any(t.text in UNITS for t in tokens[at:here]) else at
        )
    if follows.kind in ("op", "rel", "close"):
        return here
    if follows.text in (".", ",", ";") and here == at + 1 and tokens[at].text in UNITS:
        return here  # "= 20g."
    words = here - at if tokens[at].text != "(" else 0  # a remark may be long
    return here if follows.kind == "weak" and words <= 3 else at


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
