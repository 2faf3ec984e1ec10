"""Say a key step's value in other words: the price per kilogram is $4, each kilogram costs $4."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stepreward.algebra.units import read_unit
from stepreward.claims.spelling import canonical_words
from stepreward.match.forms.commands import commanded
from stepreward.match.forms.divisors import divided
from stepreward.match.forms.mathematics import MATHEMATICS
from stepreward.match.symbols import SYMBOLS, measured_in

_MAX_CHARS = 120


def restated(form: str) -> Iterator[str]:
    """List other forms of a key step that gives a value.

    >>> list(restated("she needs 7 more hours"))
    ['she needs another 7 hours']
    """
    if len(form) <= _MAX_CHARS and any([character.isdecimal() for character in form]):
        for rule in RULES:
            yield from rule(form)


def rate(form: str) -> Iterator[str]:
    """Say that one kilogram costs $4 where the price per kilogram is $4."""
    if (said := _RATE.fullmatch(form)) is not None:
        yield f"{said['value']} per {said['of']}"
        yield f"one {said['of']} costs {said['value']}"


def another(form: str) -> Iterator[str]:
    """Say "another 7 hours" for 7 more hours."""
    if _THAN.search(form) is None and (said := _MORE.search(form)) is not None:
        yield f"{form[: said.start()]}another {said['count']} {form[said.end() :]}"


def named(form: str) -> Iterator[str]:
    """Say that the mass is 3 kg where m = 3 kg."""
    said = _LETTER.fullmatch(form)
    unit = read_unit(tuple(_PART.findall(said["unit"]))) if said is not None else None
    if said is None or unit is None:
        return
    for word, letters in SYMBOLS.items():
        is_named = said["letter"] in letters and word not in _TOLD_BY_UNIT
        if is_named and measured_in(word) == unit.powers:
            yield f"the {word} is {said['value']} {said['unit']}"


def rounded(form: str) -> Iterator[str]:
    """Say that 45.678 is 45.7, to one place, where 45.678 ≈ 45.7."""
    if (said := _ROUNDED.fullmatch(form)) is not None:
        yield f"{said['value']} is {said['to']}"


def for_every(form: str) -> Iterator[str]:
    """Say "3 boys for every 2 girls" where the ratio of boys to girls is 3:2."""
    if (said := _RATIO.fullmatch(form)) is not None:
        yield f"{said['first']} {said['one']} for every {said['second']} {said['other']}"


def ratio(form: str) -> Iterator[str]:
    """Say that a ratio is 2:3 or 2 to 3 where it is 2/3."""
    if (said := _IS_RATIO.fullmatch(form)) is not None:
        lead, one, other = said["lead"], said["one"], said["other"]
        written = (f"{one}/{other}", f"{one}:{other}", f"{one} to {other}")
        yield from (f"{lead} {way}" for way in written if way != said["ratio"])


def none_beyond(form: str) -> Iterator[str]:
    """Say that all bars are below 20 where none is above 20."""
    if (said := _NONE.fullmatch(form)) is not None:
        side = _OTHER_SIDE[said["side"].split()[0].lower()]
        yield f"all {said['of']} are {side} {said['bound']}"


# Of these any value in their unit is read, which may be another one's: a push of 20 N.
_TOLD_BY_UNIT = canonical_words("speed velocity acceleration force frequency voltage temperature")
_RATE = re.compile(
    r"\s*(?:the\s+)?(?:unit\s+)?(?:price|cost|charge|fee)\s+(?:per|of\s+(?:one|each|an?)|for\s+(?:one|each))\s+"
    r"(?P<of>[a-z]+)\s+(?:is|was|=|equals)\s+(?P<value>[$€£]?\s?[\d.,]*\d(?:\s+[a-z]+)?)\s*\.?",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?P<count>\d+)\s+more\s+(?=[a-z]+)")
_THAN = re.compile(r"\bthan\b")
_LETTER = re.compile(
    r"\s*(?P<letter>[A-Za-zρλ])\s*=\s*(?P<value>-?[\d.,]*\d)\s*(?P<unit>[A-Za-zΩ°][\w/^Ω²³]{0,9})\s*"
)
_PART = re.compile(r"[A-Za-zΩ]+|[/^*]|\d")
_ROUNDED = re.compile(
    r"\s*(?P<value>\d[\d,]*\.\d+)\s*(?:≈|(?:is\s+)?round(?:s|ed)?\b[^\d.]{0,60}?(?:\bis\b|\bto\b|=|\bgives\b)(?:\s+about)?)"
    r"\s*(?P<to>\d[\d,]*(?:\.\d+)?)\s*\.?",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\s*(?:the\s+)?ratio\s+of\s+(?P<one>[a-z]+)\s+to\s+(?P<other>[a-z]+)\s+(?:is|=)\s+"
    r"(?P<first>\d+)\s*(?::|to)\s*(?P<second>\d+)\s*",
    re.IGNORECASE,
)
_IS_RATIO = re.compile(
    r"(?P<lead>[^\d]*\bratio\b[^\d]*?)\s*"
    r"(?P<ratio>(?P<one>\d{1,6})(?:/|:|\s+to\s+)(?P<other>\d{1,6}))\s*\.?",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\s*(?:none\s+of\s+(?:the|these|its)|no)\s+(?P<of>[a-z]+?(?:\s+[a-z]+?)?)\s+"
    r"(?:(?:is|are|has|have|was|were|lies?|goes|go|rises?|falls?)\s+)?"
    r"(?P<side>exceeds?|above|below|over|under|(?:more|less|greater|fewer|higher|lower)\s+than)"
    r"\s+(?P<bound>[$€£]?\s?\d[^,;]{0,30})",
    re.IGNORECASE,
)
_OTHER_SIDE = {
    **dict.fromkeys(("exceeds", "exceed", "above", "over", "more", "greater", "higher"), "below"),
    **dict.fromkeys(("below", "under", "less", "fewer", "lower"), "above"),
}
Rule = Callable[[str], Iterator[str]]
RULES: tuple[Rule, ...] = (
    *MATHEMATICS,
    rate,
    another,
    named,
    rounded,
    for_every,
    ratio,
    divided,
    commanded,
    none_beyond,
)
