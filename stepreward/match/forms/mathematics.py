"""Say a key step of mathematics in other words: solutions, intervals, sequences, functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Rule = Callable[[str], Iterator[str]]


def either(form: str) -> Iterator[str]:
    """Say that the solutions are 2 and -5 where x = 2 or x = -5."""
    if (said := _EITHER.fullmatch(form)) is not None:
        one, other = said["one"], said["other"]
        yield f"the solutions are {one} and {other}"
        yield from _one_of(said["letter"], one, other)


def solutions(form: str) -> Iterator[str]:
    """Say that x = 2 or x = -5 where the solutions are 2 and -5."""
    if (said := _SOLUTIONS.fullmatch(form)) is not None:
        for letter in (said["letter"],) if said["letter"] else _USUAL_UNKNOWNS:
            yield from _one_of(letter, said["one"], said["other"])


def _one_of(letter: str, one: str, other: str) -> Iterator[str]:
    yield f"{letter} = {one} or {letter} = {other}"
    yield f"{letter} ∈ {{{one}, {other}}}"


def on_interval(form: str) -> Iterator[str]:
    """Say "between x = 0 and x = 2" and "for 0 < x < 2" where something is so on (0, 2)."""
    if (said := _ON_INTERVAL.fullmatch(form)) is not None:
        what, low, high = said["what"], said["low"], said["high"]
        yield f"{what} between x = {low} and x = {high}"
        yield f"{what} from x = {low} to x = {high}"
        yield f"{what} from {low} to {high}"
        yield f"{what} for {low} < x < {high}"


def steps_of(form: str) -> Iterator[str]:
    """Say that each term is 3 more than the one before where the common difference is 3."""
    if (said := _STEP.fullmatch(form)) is None:
        return
    by = said["by"]
    if said["kind"].lower() == "ratio":
        yield f"each term is {by} times the previous term"
        yield f"each term is {by} times the one before"
        yield f"each term is multiplied by {by}"
    else:
        yield f"each term is {by} more than the previous term"
        yield f"each term is {by} more than the one before"
        yield f"each term adds {by} to the previous term"
        yield f"the difference between consecutive terms is {by}"


def vertex(form: str) -> Iterator[str]:
    """Say that the lowest or highest point is (2, -1) where the vertex is."""
    if (said := _VERTEX.fullmatch(form)) is not None:
        for end in ("lowest", "highest", "minimum", "maximum", "turning"):
            yield f"the {end} point is {said['point']}"


def common(form: str) -> Iterator[str]:
    """Say that the gcd of 48 and 36 is 12 where gcd(48, 36) is, and the other way round."""
    if (said := _COMMON.fullmatch(form)) is not None:
        name = said["name"].lower()
        yield f"the {name} of {said['one']} and {said['other']} is {said['value']}"
    if (said := _COMMON_TOLD.fullmatch(form)) is not None:
        name = (
            "lcm" if "multiple" in said["name"].lower() or "lcm" in said["name"].lower() else "gcd"
        )
        yield f"{name}({said['one']}, {said['other']}) = {said['value']}"


def mode(form: str) -> Iterator[str]:
    """Say that 6 appears most often where the mode is 6."""
    if (said := _MODE.fullmatch(form)) is not None:
        yield f"{said['value']} appears most often"
        yield f"{said['value']} occurs most frequently"


def in_interval(form: str) -> Iterator[str]:
    """Say that x ∈ (1, 5) where 1 < x < 5."""
    if (said := _BETWEEN.fullmatch(form)) is None:
        return
    letter, low, high = said["letter"], said["low"], said["high"]
    turned = {"<": ">", "≤": "≥"}
    yield f"{high} {turned[said['above']]} {letter} {turned[said['below']]} {low}"
    if said["below"] == said["above"] == "<":
        yield f"{letter} ∈ ({low}, {high})"
        yield f"{letter} is between {low} and {high}"


def of_angle(form: str) -> Iterator[str]:
    """Say that the sine of angle A is 3/5 where sin A is."""
    if (said := _SINE.fullmatch(form)) is not None:
        name, of, value = _NAMES_OF[said["function"]], said["of"], said["value"]
        yield f"the {name} of {of} is {value}"
        yield f"the {name} of angle {of} is {value}"


def remainder(form: str) -> Iterator[str]:
    """Say that 17 divided by 7 leaves a remainder of 3 where 17 mod 7 = 3."""
    if (said := _MODULO.fullmatch(form)) is not None:
        of, by, rest = said["of"], said["by"], said["rest"]
        yield f"{of} divided by {by} leaves a remainder of {rest}"
        yield f"{of} leaves a remainder of {rest} when divided by {by}"


_USUAL_UNKNOWNS = "xynt"
_SOLUTIONS = re.compile(
    r"\s*the\s+(?:two\s+)?(?:solutions|roots|zeros|zeroes)\s+(?:of\s+the\s+\w+\s+)?are\s+"
    r"(?:(?P<letter>[a-zA-Z])\s*=\s*)?(?P<one>-?[\d./]{0,8}\d)\s*(?:,|and|or)\s*"
    r"(?:(?P=letter)\s*=\s*)?(?P<other>-?[\d./]{0,8}\d)\s*\.?\s*",
    re.IGNORECASE,
)
_VALUE = r"-?[\d./√π]{0,9}[\dπ]"
_EITHER = re.compile(
    rf"\s*(?P<letter>[a-zA-Zθ])\s*=\s*(?P<one>{_VALUE}(?:/\d+)?)\s*(?:or|and|,)"
    rf"\s*(?:(?P=letter)\s*=\s*)?(?P<other>{_VALUE}(?:/\d+)?)\s*"
)
_ON_INTERVAL = re.compile(
    r"(?P<what>[^,;()]{3,60}?(?:\([a-z]\))?[^,;()]{3,60}?)\s+(?:on|over|in)\s+"
    r"(?:the\s+)?(?:open\s+|closed\s+)?(?:interval\s+)?"
    r"[(\[]\s*(?P<low>-?\d{1,6})\s*,\s*(?P<high>-?\d{1,6})\s*[)\]]\.?",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\s*(?:the|its)\s+common\s+(?P<kind>difference|ratio)\s+(?:is|=|equals)\s+(?P<by>\d[\d./]{0,6})\s*",
    re.IGNORECASE,
)
_VERTEX = re.compile(
    r"\s*(?:the|its)\s+vertex\s+(?:of\s+the\s+(?:parabola|graph|function|curve)\s+)?(?:is|=)\s+(?:at\s+)?"
    r"(?P<point>\(\s*-?[\d./]{1,9}\s*,\s*-?[\d./]{1,9}\s*\))\s*",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"\s*(?P<name>gcd|lcm|hcf|gcf)\s*\(\s*(?P<one>\d{1,9})\s*,\s*(?P<other>\d{1,9})\s*\)\s*=\s*"
    r"(?P<value>\d{1,12})\s*",
    re.IGNORECASE,
)
_COMMON_TOLD = re.compile(
    r"\s*(?:the\s+)?(?P<name>gcd|lcm|hcf|gcf|(?:greatest|highest|least|lowest)\s+common\s+"
    r"(?:divisor|factor|multiple))\s+of\s+(?P<one>\d{1,9})\s+and\s+(?P<other>\d{1,9})\s+(?:is|=)\s+"
    r"(?P<value>\d{1,12})\s*",
    re.IGNORECASE,
)
_MODE = re.compile(
    r"\s*(?:the\s+)?mode\s+(?:of\s+[^=]{1,40}?\s+)?(?:is|=)\s+(?P<value>-?\d[\d.]{0,9})\s*",
    re.IGNORECASE,
)
_PLAIN = r"-?[\d./]{0,9}\d"
_BETWEEN = re.compile(
    rf"\s*(?P<low>{_PLAIN})\s*(?P<below>[<≤])\s*(?P<letter>[a-zθ])\s*(?P<above>[<≤])\s*"
    rf"(?P<high>{_PLAIN})\s*"
)
_NAMES_OF = {"sin": "sine", "cos": "cosine", "tan": "tangent"}
_SINE = re.compile(
    rf"\s*(?P<function>sin|cos|tan)\s*\(?\s*∠?(?P<of>[A-Z]{{1,3}}|[a-zθαβ])\s*\)?\s*=\s*"
    rf"(?P<value>{_PLAIN})\s*",
)
_MODULO = re.compile(
    r"\s*(?P<of>\d{1,12})\s*(?:mod|%)\s*(?P<by>\d{1,9})\s*=\s*(?P<rest>\d{1,9})\s*"
)
MATHEMATICS: tuple[Rule, ...] = (
    either,
    solutions,
    on_interval,
    in_interval,
    steps_of,
    vertex,
    mode,
    common,
    of_angle,
    remainder,
)
