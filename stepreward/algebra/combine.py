"""Combine tokens that make one thing: the U of two intervals, k in Z, 12C5, 20 °C, dx."""

from __future__ import annotations

from stepreward.algebra.digits import (
    bracketed_cycles,
    join_spaced_thousands,
    mixed,
    repeating,
    split_in_brackets,
)
from stepreward.algebra.tokens import Token
from stepreward.algebra.units import LETTER_UNITS

_WORDY = frozenset({"word", "letter", "unit", "exact"})
_NAMED_SETS = frozenset({"R", "Z", "N", "Q", "C"})
_SYMBOLS = {"I": "I", "…": "dots", "U": "unions", "d": "differentials", "x": "times", "C": "choose"}
_WORDS = {"in": "in", "to": "to"}
_SCALES = {"C": "celsius", "F": "fahrenheit", "K": "kelvin"}


def combine(tokens: list[Token]) -> tuple[list[Token], bool]:
    """Carry out what one look at the tokens asks for; tell whether words are left to settle."""
    needs = _needs(tokens)
    for name, step in _STEPS:
        if name in needs:
            tokens = step(tokens)
    return tokens, "words" in needs


def _needs(tokens: list[Token]) -> set[str]:  # noqa: C901 - one look at each kind
    """Tell in one pass which of the steps below have anything to do."""
    needs: set[str] = set()
    before = ""
    has_decimal = False
    for token in tokens:
        kind = token.kind
        if kind == "num":
            if before == "num":
                needs.add("spaces")
            elif before == "log":
                needs.add("bases")
            elif has_decimal and before == "open":
                needs.add("cycles")
            if "," in token.text:
                needs.add("commas")
            if "." in token.text:
                has_decimal = True
        elif kind == "sym":
            if token.text in _SYMBOLS:
                needs.add(_SYMBOLS[token.text])
            if token.text in LETTER_UNITS:
                needs.add("words")
        elif kind in _WORDY:
            needs.add("words")
            if token.text in _WORDS:
                needs.add(_WORDS[token.text])
            elif token.text[0] == "d":
                needs.add("differentials")
        elif kind == "post" and token.text == "°":
            needs.add("degrees")
        elif kind == "mark":
            needs.add("marks")
        elif kind == "sep" and token.text == "and":
            needs.add("mixed")
        elif kind == "fn" and token.text == "log":
            kind = "log"
        before = kind
    return needs


def _drop_marks(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind != "mark"]


def _imaginary(tokens: list[Token]) -> list[Token]:
    r"""Read the I of "2*I" and of "I\pi", as computer algebra prints it."""
    beside = {"*", "pi"}
    read = list(tokens)
    for at, token in enumerate(tokens):
        around = {t.text for t in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])}
        if token.text == "I" and token.kind == "sym" and around & beside:
            read[at] = token._replace(text="i")
    return read


def _bases(tokens: list[Token]) -> list[Token]:
    """Read "log2(8)" as the logarithm to base 2."""
    read: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind == "num" and at and tokens[at - 1].kind == "fn":
            is_called = at + 1 < len(tokens) and tokens[at + 1].text == "("
            if is_called and tokens[at - 1].text == "log" and tokens[at - 1].end == token.start:
                read.append(Token("op", "_", token.start, token.start))
        read.append(token)
    return read


def _unions(tokens: list[Token]) -> list[Token]:
    """Read the U between two brackets as a union."""
    read = list(tokens)
    for at in range(1, len(tokens) - 1):
        if tokens[at].text == "U" and tokens[at - 1].kind == "close":
            if tokens[at + 1].kind == "open":
                read[at] = tokens[at]._replace(kind="op", text="cup")
    return read


def _membership(tokens: list[Token]) -> list[Token]:
    """Read "k in Z" and "x in (0, 1)" as ∈."""
    read = list(tokens)
    for at in range(1, len(tokens) - 1):
        before, behind = tokens[at - 1], tokens[at + 1]
        is_set = behind.kind in ("open", "wrap") or behind.text in _NAMED_SETS
        if tokens[at].text == "in" and before.kind in ("sym", "close") and is_set:
            read[at] = tokens[at]._replace(kind="rel", text="∈")
    return read


def _ratios(tokens: list[Token]) -> list[Token]:
    """Read "12 to 21" as a ratio."""
    kinds = [token.kind for token in tokens if token.text != "to"]
    if not all(kind in ("num", "exact", "open", "close") for kind in kinds):
        return tokens
    return [t._replace(kind="colon", text=":") if t.text == "to" else t for t in tokens]


def _times(tokens: list[Token]) -> list[Token]:
    """Read the x of "9.9 x 10^-5" as a multiplication sign."""
    read = list(tokens)
    for at in range(1, len(tokens) - 1):
        before, behind = tokens[at - 1], tokens[at + 1]
        is_spaced = before.end < tokens[at].start and tokens[at].end < behind.start
        is_power = behind.text == "10" and at + 2 < len(tokens) and tokens[at + 2].text == "^"
        if tokens[at].text != "x" or before.kind != "num" or behind.kind != "num":
            continue
        if is_spaced or is_power:
            read[at] = tokens[at]._replace(kind="op", text="*")
    return read


def _differentials(tokens: list[Token]) -> list[Token]:
    r"""Read dx, d x and \mathrm{d}x as the end of an integral, where there is one."""
    if not any(token.kind == "big" and token.text == "int" for token in tokens):
        return tokens
    read: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "word" and len(token.text) == 2 and token.text[0] == "d":
            read.append(Token("diff", token.text[1], token.start, token.end))
        elif token.text == "d" and behind is not None and behind.kind in ("sym", "letter"):
            read.append(Token("diff", behind.text, token.start, behind.end))
            at += 1
        else:
            read.append(token)
        at += 1
    return read


def _choices(tokens: list[Token]) -> list[Token]:
    """Read 12C5 and C(12, 5) as binomials."""
    read: list[Token] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.text == "C" and token.kind == "sym" and behind is not None:
            is_between = before is not None and before.kind == behind.kind == "num"
            if is_between and before is not None and before.end == token.start:
                token = token._replace(kind="op", text="choose")
            elif behind.text == "(" and _has_two(tokens, at + 1):
                token = token._replace(kind="fn", text="binom")
        read.append(token)
    return read


def _has_two(tokens: list[Token], at: int) -> bool:
    """Tell whether a bracket holds exactly one comma at its own level."""
    depth = commas = 0
    for token in tokens[at:]:
        depth += (token.kind == "open") - (token.kind == "close")
        commas += token.text == "," and depth == 1
        if depth == 0:
            break
    return commas == 1


def _degrees(tokens: list[Token]) -> list[Token]:
    """Read the °C of "20 °C" as one unit."""
    read: list[Token] = []
    for token in tokens:
        before = read[-1] if read else None
        scale = _SCALES.get(token.text)
        if scale and before is not None and before.text == "°" and token.kind in ("sym", "letter"):
            read[-1] = Token("unit", scale, before.start, token.end)
        else:
            read.append(token)
    for at, token in enumerate(read):
        if token.text == "^" and at + 1 < len(read) and read[at + 1].text in _SCALES.values():
            read[at] = token._replace(kind="skip")
    return [token for token in read if token.kind != "skip"]


_STEPS = (
    ("degrees", _degrees),
    ("marks", _drop_marks),
    ("dots", repeating),
    ("cycles", bracketed_cycles),
    ("spaces", join_spaced_thousands),
    ("bases", _bases),
    ("commas", split_in_brackets),
    ("mixed", mixed),
    ("I", _imaginary),
    ("unions", _unions),
    ("in", _membership),
    ("to", _ratios),
    ("times", _times),
    ("differentials", _differentials),
    ("choose", _choices),
)
