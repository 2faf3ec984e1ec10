"""Lay out the tokens of a sentence: layout dropped, each name one symbol."""

from __future__ import annotations

import re

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS
from stepreward.algebra.words import NUMBER_WORDS
from stepreward.claims.compounds import with_compounds
from stepreward.claims.elements import with_substances
from stepreward.claims.letters import LETTERED, RAISED, with_variables
from stepreward.claims.sides import QUANTITY_ENDS
from stepreward.claims.spelling import canonical_name


def tidied(tokens: list[Token], sentence: str) -> list[Token]:
    r"""Drop what only lays out a chain (&, \\, overlines), and make names one symbol each.

    AB, ∠ABC, ∠4 and "angle 4" become symbols, so that AB = 2BC is an equation like any other. A
    clock becomes hours, and a bracket that computes holds thousands, no list.
    """
    if UNTIDY.search(sentence) is None and not _has_formula(sentence):
        return tokens
    tokens = with_variables(with_compounds(with_substances(tokens, sentence)))
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
            whole = kept[-1].text if token.text == "-" else f"{kept[-1].text}-{token.text}"
            kept[-1] = kept[-1]._replace(text=whole, end=token.end)
            continue
        if mark is not None or _is_letters(token, kept):
            name = _canonical(token, mark)
            token = token if name is None else name
            mark = None
        kept.append(token)
    return kept


def _has_formula(sentence: str) -> bool:
    """Look for arrows, indices, factors in brackets and raised letters; few sentences have any."""
    may_have = any([sign in sentence for sign in _RARE]) or not sentence.isascii()
    return may_have and _FORMULA.search(sentence) is not None


_RARE = ("->", "\\", "_", "^", "(")
_FORMULA = re.compile(rf"→|->|\\(?:to|[rR]ightarrow)\b|[A-Z][a-z]?[_₀-₉]|\d\.\d+\(\d|{RAISED}")
_LISTED = {"angles": "∠", "triangles": "△"}


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Tell a row that goes on with a relation sign from one that begins anew."""
    while at < len(tokens) and tokens[at].kind == "amp":
        at += 1
    return at < len(tokens) and tokens[at].kind == "rel"


_LAYOUT = frozenset({"amp", "row", "begin", "end"})
# Signs of layout, names, marks, clocks and hyphens; most sentences have none of them. One sign of
# each stands alone in front: so the search goes from one such sign to the next.
UNTIDY = re.compile(
    r"[-A-Z∠∡△Δ⊙&±:,+\\a\d=)}](?:(?<=[A-Z])[A-Z]|(?<=[^\W\d_]-)[^\W\d_]|(?<=[∠∡△Δ⊙&±])"
    r"|(?<=\d:)\d\d|(?<=\d,)\d{3}|(?<=\+)/?-|(?<=\\)(?:\\|begin|end|overline|bar|pm|mp|[dt]?angle"
    r"|measuredangle|triangle|bigtriangleup|odot|text|math\w|mbox|operatorname)"
    rf"|(?<=[aA])(?i:ngle)|(?<=\bC)\(\d|(?<=\dC)\d|{LETTERED})"
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
        if kept[-2:-1] and kept[-2].kind == "cmd":
            return True  # \frac12 BC
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
