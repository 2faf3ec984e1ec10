"""Combine tokens that make one number or sign: 350 000, 0.666…, 2 and 5/7, x ∈ Z."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import LETTER_UNITS

_WORDY = frozenset({"word", "letter", "unit", "exact"})
_NAMED_SETS = frozenset({"R", "Z", "N", "Q", "C"})
_MAX_DIGITS = 200


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
    for token in tokens:
        kind = token.kind
        if kind == "num":
            if before == "num":
                needs.add("spaces")
            elif before == "log":
                needs.add("bases")
            elif before == "open" and "." not in token.text:
                needs.add("cycles")
            if "," in token.text:
                needs.add("commas")
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


_SYMBOLS = {"I": "I", "…": "dots", "U": "unions", "d": "differentials", "x": "times", "C": "choose"}
_WORDS = {"in": "in", "to": "to"}


def _drop_marks(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind != "mark"]


def _join_spaced_thousands(tokens: list[Token]) -> list[Token]:
    """Join "350 000" into one number."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not (len(joined) > 1 and joined[-2].text in ("_", "^"))
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
    r"""Read the I of "2*I" and of "I\pi", as computer algebra prints it."""
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


def _repeating(tokens: list[Token]) -> list[Token]:
    """Read 0.666… as two thirds: the digits before the dots repeat."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if token.text == "…" and last is not None and last.kind == "num" and "." in last.text:
            value = _endless(last.text)
            if value is not None:
                joined[-1] = Token("exact", str(value), last.start, token.end)
                continue
        joined.append(token)
    return joined


def _endless(text: str) -> Fraction | None:
    """Find the cycle at the end of a decimal: one digit three times, more digits twice."""
    whole, _, digits = text.replace(",", "").partition(".")
    if not _is_short_number(whole + digits):
        return None
    for length in range(1, len(digits) // 2 + 1):
        times = 3 if length == 1 else 2
        for start in range(len(digits) - times * length + 1):
            cycle = digits[start : start + length]
            tail = digits[start:]
            if (cycle * (len(tail) // length + 1))[: len(tail)] == tail:
                return _with_cycle(whole, digits[:start], cycle)
    return None


def _is_short_number(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= _MAX_DIGITS


def _with_cycle(whole: str, fixed: str, cycle: str) -> Fraction:
    base = Fraction(int(whole + fixed or "0"), 10 ** len(fixed))
    return base + Fraction(int(cycle), 10 ** len(fixed) * (10 ** len(cycle) - 1))


def _bracketed_cycles(tokens: list[Token]) -> list[Token]:
    """Read 0.5(728) as a decimal whose last digits repeat."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        parts = tokens[at : at + 4]
        if (
            [part.kind for part in parts] == ["num", "open", "num", "close"]
            and "." in parts[0].text
            and parts[1].text == "("
            and parts[0].end == parts[1].start
            and _is_short_number(parts[0].text.replace(",", "").replace(".", "", 1))
            and _is_short_number(parts[2].text)
        ):
            whole, _, fixed = parts[0].text.replace(",", "").partition(".")
            value = _with_cycle(whole, fixed, parts[2].text)
            joined.append(Token("exact", str(value), parts[0].start, parts[3].end))
            at += 4
        else:
            joined.append(tokens[at])
            at += 1
    return joined


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


def _mixed(tokens: list[Token]) -> list[Token]:
    """Read "2 and 5/7" as one number; in "1, 2 and 5/7" it ends a list."""
    if sum(token.kind == "sep" for token in tokens) > 1:
        return tokens
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        parts = tokens[at : at + 5]
        if (
            [part.kind for part in parts] == ["num", "sep", "num", "op", "num"]
            and parts[1].text == "and"
            and parts[3].text == "/"
            and all(part.text.isdecimal() and len(part.text) < 10 for part in parts[::2])
            and 0 < int(parts[2].text) < int(parts[4].text)
            and (not joined or joined[-1].kind in ("op", "rel", "open", "sep"))
        ):
            value = int(parts[0].text) + Fraction(int(parts[2].text), int(parts[4].text))
            joined.append(Token("exact", str(value), parts[0].start, parts[4].end))
            at += 5
        else:
            joined.append(tokens[at])
            at += 1
    return joined


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


_SCALES = {"C": "celsius", "F": "fahrenheit", "K": "kelvin"}
_STEPS = (
    ("degrees", _degrees),
    ("marks", _drop_marks),
    ("dots", _repeating),
    ("cycles", _bracketed_cycles),
    ("spaces", _join_spaced_thousands),
    ("bases", _bases),
    ("commas", _split_in_brackets),
    ("mixed", _mixed),
    ("I", _imaginary),
    ("unions", _unions),
    ("in", _membership),
    ("to", _ratios),
    ("times", _times),
    ("differentials", _differentials),
    ("choose", _choices),
)
