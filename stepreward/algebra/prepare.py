"""Settle what a word is before the grammar sees it: a number, a unit, a product, or prose."""

from __future__ import annotations

import re

from stepreward.algebra.combine import combine
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import NotMath
from stepreward.algebra.units import GLUED_UNITS, LETTER_UNITS, UNITS
from stepreward.algebra.words import merge_number_words

_MAX_UNIT_WORDS = 4
_PERCENT = frozenset({"percent", "percentage", "pct", "percents"})
_AFTER_NUMBER = frozenset({"num", "exact", "vulgar", "close", "unit"})
_ENDS_ITEM = frozenset({"sep", "rel", "close", "row", "amp", "end"})
_NOT_PRODUCTS = frozenset(
    "a an the of is to in on no yes it as at be by do he if my or so up us we and are not for all "
    "but can did has her him his its may new now old one our out see two way who why how was you "
    "she cat dog day man men boy car red sun sum top odd big ten six low dry wet hot mon tue wed "
    "thu fri sat jan feb mar apr jun jul aug sep oct nov dec am pm none true".split()
)
_CONSTANT_SIGNS = frozenset({"pi", "e", "oo"})
_FILLER = frozenset({"a", "of", "the", "each"})


def prepare(tokens: list[Token]) -> list[Token]:
    """Return tokens without words; raise NotMath for prose.

    A unit becomes one "unit" token behind its number, its words joined by spaces.
    """
    tokens, has_words = combine(tokens)
    if not has_words:
        return tokens
    tokens = merge_number_words(tokens)
    ready: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text in _FRACTIONS and ready and _is_quantity(ready):
            behind, unit = _unit_fraction(tokens, at)
            if unit is not None:
                ready.append(unit)
                at = behind
                continue
        if token.kind in ("word", "letter", "sym", "unit") and ready and _is_quantity(ready, token):
            behind = _unit_end(tokens, at, ready)
            if behind > at:
                ready.append(_unit_token(tokens[at:behind]))
                at = behind
                continue
        if token.kind == "word" and token.text in ("for", "when", "where") and ready:
            ready.append(token._replace(kind="cond"))  # x + 8 for x < -1
        elif token.kind == "word":
            ready.extend(_letters(token, tokens))
        elif token.kind == "letter":
            ready.append(token._replace(kind="sym"))
        else:
            ready.append(token)
        at += 1
    return ready


_FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac"})


def _unit_fraction(tokens: list[Token], at: int) -> tuple[int, Token | None]:
    r"""Read the \frac{m}{s^2} behind a number as a unit; the index behind it."""
    words: list[str] = []
    here = at + 1
    for part in range(2):
        if here >= len(tokens) or tokens[here].text != "{":
            return at, None
        here += 1
        if part:
            words.append("/")
        while here < len(tokens) and tokens[here].text != "}":
            token = tokens[here]
            if token.text == "^" and (width := _power_width(tokens, here)):
                words += [t.text for t in tokens[here : here + width] if t.text not in "{}"]
                here += width
                continue
            if token.kind not in ("word", "letter", "sym") or token.text not in UNITS:
                return at, None
            words.append(token.text)
            here += 1
        here += 1
    last = tokens[min(here, len(tokens)) - 1]
    return here, Token("unit", " ".join(words), tokens[at].start, last.end)


def _is_quantity(ready: list[Token], unit: Token | None = None) -> bool:
    """Tell what a unit may stand behind: 5, (2 + 3), 60°; π only where the word is a unit."""
    last = ready[-1]
    if last.text == "pi" and last.kind == "sym" and unit is not None:
        is_long = unit.kind == "word" and (len(unit.text) > 3 or unit.text in UNITS)
        return is_long or (unit.kind == "letter" and unit.text in LETTER_UNITS)
    return last.kind in _AFTER_NUMBER or (last.kind == "post" and last.text in "°%'''")


def _unit_end(tokens: list[Token], at: int, ready: list[Token]) -> int:  # noqa: C901 - a table
    """Find the index behind a unit that starts here; ``at`` itself where none does."""
    first = tokens[at]
    if first.kind == "sym" and not _is_letter_unit(tokens, at, ready):
        return at
    if first.kind == "word" and first.text in UNITS:
        is_glued = first.start == ready[-1].end and len(first.text) == 2
        follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if is_glued and follows not in ("/", "^") and _has_variables(tokens, at, at + 1):
            return at  # 3nm + m
    elif first.kind == "word" and _is_product(first.text) and first.start == ready[-1].end:
        return at
    here, words = at, 0
    while here < len(tokens) and tokens[here].text not in ("for", "when", "where"):
        token = tokens[here]
        if token.kind in ("word", "letter", "unit") or (token.kind == "sym" and here == at):
            words += 1
        elif token.kind == "sym" and tokens[here - 1].text in ("/", "per", "*"):
            words += 1
        elif token.text in ("/", "-", "*") and _is_unit_word(tokens, here + 1) and here > at:
            pass
        elif token.kind == "sym" and token.text == "a" and _is_unit_word(tokens, here + 1):
            pass
        elif token.text == "^" and here > at and (width := _power_width(tokens, here)):
            here += width - 1
        elif token.kind == "other" and token.text == "." and here > at:
            pass
        else:
            break
        here += 1
    if words > _MAX_UNIT_WORDS:
        raise NotMath("prose behind a number")
    return here


def _is_unit_word(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and (
        tokens[at].kind in ("word", "letter")
        or (tokens[at].kind == "sym" and tokens[at].text in LETTER_UNITS)
    )


def _power_width(tokens: list[Token], at: int) -> int:
    """How many tokens "^2" or "^{-2}" takes; 0 where it is no power of a unit."""
    here = at + 1
    texts = [token.text for token in tokens[here : here + 4]]
    digit = next((i for i, text in enumerate(texts) if text not in ("{", "-")), len(texts))
    if digit >= len(texts) or texts[digit] not in ("1", "2", "3", "4"):
        return 0
    if texts[:1] != ["{"]:
        return digit + 2
    return digit + 3 if texts[digit + 1 : digit + 2] == ["}"] else 0


def _is_letter_unit(tokens: list[Token], at: int, ready: list[Token]) -> bool:
    """Tell "5 m" and "9 m²" from "5m": set off by a space or a power, alone behind its number."""
    token, last = tokens[at], ready[-1]
    if token.text not in LETTER_UNITS:
        return False
    start = _power_of_ten(ready)
    if start is None:
        if last.kind not in ("num", "exact", "vulgar", "post"):
            return False
        start = len(ready) - 1
    start -= start > 0 and ready[start - 1].text == "-"  # -5 m, not 1 - 2 y
    if start > 0 and ready[start - 1].kind not in _ENDS_ITEM:
        return False
    behind = at + 1
    power = 0
    if behind < len(tokens) and tokens[behind].text == "^":
        power = _power_width(tokens, behind)
        behind += power
    while (
        behind + 1 < len(tokens)
        and tokens[behind].text in ("/", "*")
        and _is_unit_word(tokens, behind + 1)
    ):
        behind += 2
        power = 1
        if behind < len(tokens) and tokens[behind].text == "^":
            behind += _power_width(tokens, behind)
    ends = (
        behind >= len(tokens)
        or tokens[behind].kind in _ENDS_ITEM
        or tokens[behind].text == "."
        or (
            tokens[behind].kind == "num" and tokens[behind].start > tokens[behind - 1].end
        )  # 2 h 5 min
    )
    is_set_off = power > 0 or token.start > last.end or token.text in GLUED_UNITS
    return ends and is_set_off and not _has_variables(tokens, at, behind)


def _power_of_ten(ready: list[Token]) -> int | None:
    """Find where "1.5 * 10^8" or "10^{-3}" begins that ends here; None where none does."""
    if len(ready) < _LEAST_OF_POWER or ready[-1].kind not in ("num", "close"):
        return None
    texts = " ".join([token.text for token in ready[-_MOST_OF_POWER:]])
    found = _POWER_OF_TEN.search(texts)
    return None if found is None else len(ready) - len(found["power"].split())


_LEAST_OF_POWER, _MOST_OF_POWER = 3, 8  # tokens: 10^8, 1.5 * 10^{-8}
_POWER_OF_TEN = re.compile(
    r"(?:\A|\s)(?P<power>(?:[0-9.]+ \* )?10 \^ (?:(?:- )?[0-9]+|\{ (?:- )?[0-9]+ \}))\Z"
)


def _has_variables(tokens: list[Token], at: int, behind: int) -> bool:
    """Tell whether letters stand beside tokens[at:behind]; the label of "x = 5 m" is none."""
    low, high = at, behind
    while low and tokens[low - 1].kind != "sep":
        low -= 1
    while high < len(tokens) and tokens[high].kind != "sep":
        high += 1
    side: list[Token] = []
    for token in (*tokens[low:at], *tokens[behind:high], Token("rel", "", 0, 0)):
        if token.kind != "rel":
            side.append(token)
        elif len(side) > 1 and any(
            part.kind == "sym" and part.text not in _CONSTANT_SIGNS for part in side
        ):
            return True
        else:
            side.clear()
    return False


def _unit_token(tokens: list[Token]) -> Token:
    words = [
        token.text
        for token in tokens
        if token.text not in ("{", "}", ".")
        and not (token.kind == "word" and token.text in _FILLER)
    ]
    lower = [word.lower() for word in words[:2]]
    if lower and (lower[0] in _PERCENT or lower == ["per", "cent"]):
        return Token("post", "%", tokens[0].start, tokens[-1].end)
    return Token("unit", " ".join(words), tokens[0].start, tokens[-1].end)


def _is_product(word: str) -> bool:
    """Tell "xy" and the segment AB from English words."""
    if len(word) > 3 or not word.isascii():
        return False
    return word.isupper() or word.lower() not in _NOT_PRODUCTS


def _letters(token: Token, tokens: list[Token]) -> list[Token]:
    """Read a short word as a product of variables ("xy"), where the rest is mathematics."""
    word = token.text
    if not _is_product(word) or not any(
        t.kind in ("num", "op", "rel", "fn", "cmd", "big", "vulgar", "bar", "sym", "exact")
        for t in tokens
    ):
        raise NotMath(f"a word: {word[:20]}")
    return [
        Token("sym", letter, token.start + offset, token.start + offset + 1)
        for offset, letter in enumerate(word)
    ]
