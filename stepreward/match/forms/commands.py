"""Read what a key step tells to do as the equation that it comes to: add 3 and 4 to get 7."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"-?\$?\d[\d,]{0,12}(?:\.\d{1,9})?%?"
_TWO = rf"(?P<one>{_NUMBER})\s+(?P<by>and|to|from|by|with)\s+(?P<other>{_NUMBER})"
_COMES_TO = r"(?:to\s+(?:get|find|obtain|give)|which\s+(?:gives|is|equals)|giving|getting|gives|is)"
_RESULT = rf"(?:,?\s+{_COMES_TO}|:|,?\s*=)\s+(?P<result>{_NUMBER})"
_COMMAND = re.compile(
    rf"\s*(?:(?:first|then|next|now|we|i|you),?\s+){{0,2}}"
    rf"(?P<verb>add|subtract|take\s+away|take|multiply|divide)\s+{_TWO}{_RESULT}\s*\.?\s*",
    re.IGNORECASE,
)
_SIGNS = {
    ("add", "and"): "+",
    ("add", "to"): "+",
    ("add", "with"): "+",
    ("subtract", "from"): "-",
    ("take", "from"): "-",
    ("take away", "from"): "-",
    ("multiply", "by"): "*",
    ("multiply", "and"): "*",
    ("multiply", "with"): "*",
    ("divide", "by"): "/",
}


def commanded(form: str) -> Iterator[str]:
    """Write "subtract 15 from 40 to get 25" as 40 - 15 = 25.

    >>> list(commanded("subtract 15 from 40 to get 25"))
    ['40 - 15 = 25']
    """
    said = _COMMAND.fullmatch(form)
    if said is None:
        return
    sign = _SIGNS.get((" ".join(said["verb"].lower().split()), said["by"].lower()))
    if sign is None:
        return
    one, other = said["one"], said["other"]
    if sign == "-":
        one, other = other, one
    yield f"{one} {sign} {other} = {said['result']}"
