"""Settle what a word is before the grammar sees it: a number, a unit, a product, or prose."""

from __future__ import annotations

from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import NotMath
from stepreward.algebra.units import LETTER_UNITS, UNITS
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
_FILLER = frozenset({"a", "of", "the", "each"})


def prepare(tokens: list[Token]) -> list[Token]:
    """Return tokens without words; raise NotMath for prose.

    A unit becomes one "unit" token behind its number, its words joined by spaces.
    """
    needs = _needs(tokens)
    if "marks" in needs:
        tokens = [token for token in tokens if token.kind != "mark"]
    if "spaces" in needs:
        tokens = _join_spaced_thousands(tokens)
    if "commas" in needs:
        tokens = _split_in_brackets(tokens)
    if "I" in needs:
        tokens = _imaginary(tokens)
    if "words" not in needs:
        return tokens
    tokens = merge_number_words(tokens)
    has_integral = any(token.kind == "big" and token.text == "int" for token in tokens)
    ready: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if has_integral and token.kind == "word" and len(token.text) == 2 and token.text[0] == "d":
            ready.append(Token("diff", token.text[1], token.start, token.end))
            at += 1
            continue
        if token.kind in ("word", "letter", "sym", "unit") and ready and _is_quantity(ready):
            behind = _unit_end(tokens, at, ready)
            if behind > at:
                ready.append(_unit_token(tokens[at:behind]))
                at = behind
                continue
        if token.kind == "word":
            ready.extend(_letters(token, tokens))
        elif token.kind == "letter":
            ready.append(token._replace(kind="sym"))
        else:
            ready.append(token)
        at += 1
    return ready


def _needs(tokens: list[Token]) -> set[str]:
    """Tell in one pass which of the settlements below have anything to settle."""
    needs: set[str] = set()
    before = ""
    for token in tokens:
        kind = token.kind
        if kind == "num":
            if before == "num":
                needs.add("spaces")
            if "," in token.text:
                needs.add("commas")
        elif kind == "sym":
            if token.text == "I":
                needs.add("I")
            if token.text in LETTER_UNITS:
                needs.add("words")
        elif kind in _WORDY:
            needs.add("words")
        elif kind == "mark":
            needs.add("marks")
        before = kind
    return needs


_WORDY = frozenset({"word", "letter", "unit", "exact"})


def _join_spaced_thousands(tokens: list[Token]) -> list[Token]:
    """Join "350 000" into one number."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if (
            last is not None
            and token.kind == last.kind == "num"
            and token.start == last.end + 1
            and len(token.text.partition(".")[0]) == 3
            and token.text[:3].isdecimal()
            and _may_lead(last)
        ):
            joined[-1] = Token("num", last.text + "," + token.text, last.start, token.end)
        else:
            joined.append(token)
    return joined


def _imaginary(tokens: list[Token]) -> list[Token]:
    """Read the I of "2*I" and of "I\\pi", as computer algebra prints it."""
    beside = {"*", "pi"}
    read = list(tokens)
    for at, token in enumerate(tokens):
        around = {t.text for t in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])}
        if token.text == "I" and token.kind == "sym" and around & beside:
            read[at] = token._replace(text="i")
    return read


def _split_in_brackets(tokens: list[Token]) -> list[Token]:
    """Read max(9,876,543) as three numbers, (1,000, 2,000) as two."""
    spaced = _brackets_with_spaced_commas(tokens)
    split: list[Token] = []
    depth: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            depth.append(at)
        elif token.kind == "close" and depth:
            depth.pop()
        parts = token.text.split(",")
        if (
            token.kind != "num"
            or not depth
            or depth[-1] in spaced
            or not all(part.replace(".", "").isdecimal() for part in parts)
        ):
            split.append(token)
            continue
        start = token.start
        for number, part in enumerate(parts):
            if number:
                split.append(Token("sep", ",", start - 1, start))
            split.append(Token("num", part, start, start + len(part)))
            start += len(part) + 1
    return split


def _brackets_with_spaced_commas(tokens: list[Token]) -> set[int]:
    """Index the opening brackets inside which some comma is followed by a space."""
    found: set[int] = set()
    depth: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            depth.append(at)
        elif token.kind == "close" and depth:
            depth.pop()
        elif token.text == "," and depth and at + 1 < len(tokens):
            if tokens[at + 1].start > token.end:
                found.add(depth[-1])
    return found


def _may_lead(token: Token) -> bool:
    parts = token.text.split(",")
    return (
        parts[0].isdecimal()
        and 1 <= len(parts[0]) <= 3
        and parts[0] != "0"
        and all(len(part) == 3 and part.isdecimal() for part in parts[1:])
    )


def _is_quantity(ready: list[Token]) -> bool:
    last = ready[-1]
    return last.kind in _AFTER_NUMBER or (last.kind == "post" and last.text in "°%'''")


def _unit_end(tokens: list[Token], at: int, ready: list[Token]) -> int:
    """Find the index behind a unit that starts here; ``at`` itself where none does."""
    first = tokens[at]
    if first.kind == "sym" and not _is_letter_unit(tokens, at, ready):
        return at
    if first.kind == "word" and first.text in UNITS:
        pass
    elif first.kind == "word" and _is_product(first.text) and first.start == ready[-1].end:
        return at
    here, words = at, 0
    while here < len(tokens):
        token = tokens[here]
        if token.kind in ("word", "letter", "unit") or (token.kind == "sym" and here == at):
            words += 1
        elif token.kind == "sym" and tokens[here - 1].text in ("/", "per"):
            words += 1
        elif token.text in ("/", "-") and _is_unit_word(tokens, here + 1) and here > at:
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
    """How many tokens "^2" or "^{2}" takes; 0 where it is no power of a unit."""
    texts = [token.text for token in tokens[at + 1 : at + 4]]
    if texts[:1] in (["2"], ["3"]):
        return 2
    return 4 if texts in (["{", "2", "}"], ["{", "3", "}"]) else 0


def _is_letter_unit(tokens: list[Token], at: int, ready: list[Token]) -> bool:
    """Tell "5 m" and "9 m²" from "5m": set off by a space or a power, alone behind its number."""
    token, last = tokens[at], ready[-1]
    if token.text not in LETTER_UNITS or last.kind not in ("num", "exact", "vulgar", "post"):
        return False
    if len(ready) > 1 and ready[-2].kind not in _ENDS_ITEM and ready[-2].text != "-":
        return False
    behind = at + 1
    power = 0
    if behind < len(tokens) and tokens[behind].text == "^":
        power = _power_width(tokens, behind)
        behind += power
    while (
        behind + 1 < len(tokens)
        and tokens[behind].text == "/"
        and _is_unit_word(tokens, behind + 1)
    ):
        behind += 2
        power = 1
        if behind < len(tokens) and tokens[behind].text == "^":
            behind += _power_width(tokens, behind)
    ends = behind >= len(tokens) or tokens[behind].kind in _ENDS_ITEM or tokens[behind].text == "."
    return ends and (power > 0 or token.start > last.end)


def _unit_token(tokens: list[Token]) -> Token:
    words = [
        token.text
        for token in tokens
        if token.text not in ("{", "}", ".")
        and not (token.kind == "word" and token.text in _FILLER)
    ]
    if words and words[0].lower() in _PERCENT:
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
