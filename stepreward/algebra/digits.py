"""Join the tokens of one written number: 350 000, 0.666…, 0.5(728), 2 and 5/7."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token

_MAX_DIGITS = 200


def join_spaced_thousands(tokens: list[Token]) -> list[Token]:
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


def split_in_brackets(tokens: list[Token]) -> list[Token]:
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


def repeating(tokens: list[Token]) -> list[Token]:
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


def bracketed_cycles(tokens: list[Token]) -> list[Token]:
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


def mixed(tokens: list[Token]) -> list[Token]:
    """Read "2 and 5/7" as a number; not in "1, 2 and 5/7", "1/2 and 5/7" or "x = 2 and 5/7 = y"."""
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
            and (not joined or joined[-1].text != "/")
            and all(token.kind != "rel" for token in tokens[at + 5 :])
        ):
            value = int(parts[0].text) + Fraction(int(parts[2].text), int(parts[4].text))
            joined.append(Token("exact", str(value), parts[0].start, parts[4].end))
            at += 5
        else:
            joined.append(tokens[at])
            at += 1
    return joined


def _may_lead(token: Token) -> bool:
    parts = token.text.split(",")
    return (
        parts[0].isdecimal()
        and 1 <= len(parts[0]) <= 3
        and parts[0] != "0"
        and all(len(part) == 3 and part.isdecimal() for part in parts[1:])
    )


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
