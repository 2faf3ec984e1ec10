"""What is left of a whole that no one names: "62% chose A, the remaining 38% chose B"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from stepreward.claims import Claims, Passage
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.ledger import Found
from stepreward.match.arithmetic.shapes import Shape, is_plain
from stepreward.match.told_numbers import ToldNumber, numbers_of

_HUNDRED = 100
_MAX_SHARES = 4
_MAX_BETWEEN = 90  # characters between the last share and the rest
_MAX_AROUND = 24  # characters around a share that are looked at
_REST = re.compile(
    r"(?<!\bof the )\b(?:remain(?:s|ing|ed|der)?|rest|others?|leav(?:es?|ing)|left|else|balance)\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"\s*(?:of\s+(?:whom|which|them|these|those|it)|of\s+(?:the|that)\s+(?:rest|remain\w*))\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\s*(?:[^\W\d]+\s+){0,3}(?:left|remain(?:s|ing|ed)?)\b", re.IGNORECASE)
# A price goes down by the one share, and the other is paid.
_OFF = re.compile(
    r"\b(?:off|discount(?:s|ed)?|reduc(?:ed?|es|tion)|cheaper|markdown|rebate|marked\s+down)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:pay(?:s|ing)?|paid|costs?|costing|prices?|priced|worth|sells?|sold)\b", re.IGNORECASE
)


class Remaining(NamedTuple):
    """The shares that are taken off a whole, and what is left; ``is_percent`` of a hundred."""

    shares: Counter[Fraction]
    rest: Fraction
    is_percent: bool


def remaining_of(shape: Shape | None) -> Remaining | None:
    """Read 100 - 62 and 1 - 0.62 as what is left of a whole."""
    if shape is None or shape.kind != "sum" or not is_plain(shape):
        return None
    taken = [(Fraction(part), count) for (part, sign), count in shape.parts.items() if sign < 0]
    wholes = [part for (part, sign), count in shape.parts.items() if sign > 0 for _ in range(count)]
    if len(wholes) != 1 or wholes[0] not in (1, _HUNDRED) or not 0 < len(taken) <= _MAX_SHARES:
        return None
    size = Fraction(wholes[0])
    shares = Counter({part / size: count for part, count in taken})
    rest = Fraction(shape.value) / size
    return Remaining(shares, rest, size == _HUNDRED) if rest > 0 else None


def find_remaining(
    wanted: Remaining, claims: Claims, passages: Sequence[Passage]
) -> Iterator[Found]:
    """List the sentences that give the shares, and behind them the rest as what is left."""
    if _REST.search(claims.text) is None and _OFF.search(claims.text) is None:
        return
    for passage in passages:
        sentences = claims.sentences(passage)
        for at, sentence in enumerate(sentences):
            here = sentence.glance
            if here is None or here.has_number:
                found = _told(wanted, sentence, sentences[max(at - 1, 0) : at])
                if found is not None:
                    yield Found(Place(passage.step, *found), "what is left of the whole")


def _told(
    wanted: Remaining, sentence: Sentence, before: Sequence[Sentence]
) -> tuple[int, int] | None:
    size = wanted.shares.total()
    own = numbers_of(sentence)
    numbers = [number for one in before for number in numbers_of(one)] + own
    for at in range(max(len(numbers) - len(own), size), len(numbers)):
        window, rest = numbers[at - size : at], numbers[at]
        if rest[0].value != wanted.rest or not _are_shares([*window, rest], wanted):
            continue
        if Counter([Fraction(number.value or 0) for number, _ in window]) == wanted.shares:
            if _is_left(window[-1], rest):
                first, there = window[0]
                return there.start + first.start, sentence.start + rest[0].end
    return None


def _are_shares(numbers: Sequence[ToldNumber], wanted: Remaining) -> bool:
    return all(
        where.status_of(number) == ASSERTED and (number.text == "%" or not wanted.is_percent)
        for number, where in numbers
    )


def _is_left(last: ToldNumber, rest: ToldNumber) -> bool:
    """Look for what calls a share the rest of another, or what is paid after a discount."""
    (share, there), (number, sentence) = last, rest
    text, low, high = sentence.text, there.start + share.end, sentence.start + number.start
    end = sentence.start + number.end
    if high - low > _MAX_BETWEEN or _OF_IT.match(text, end, end + _MAX_AROUND) is not None:
        return False
    if _REST.search(text, low, high) is not None:
        return True
    if _LEFT.match(text, end, end + _MAX_AROUND) is not None:
        return True
    first = max(there.start, low - _MAX_AROUND)
    return _OFF.search(text, first, high) is not None and _PAID.search(text, low, high) is not None
