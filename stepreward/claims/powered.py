"""Read the units of area and volume behind "per" as one word: people per km², per square mile."""

from __future__ import annotations

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS, Unit
from stepreward.claims.term import Term

_POWERS = {"square": 2, "sq": 2, "cubic": 3, "cu": 3}
_RAISED = {"2": 2, "3": 3}
_NAMES = {2: "square", 3: "cubic"}
PER = frozenset({"per", "/", "each", "every"})
_LENGTH = (("length", 1),)


def _spellings() -> dict[Unit, str]:
    """Give each unit of length its longest name in the singular."""
    found: dict[Unit, str] = {}
    for word, unit in UNITS.items():
        if unit.powers == _LENGTH and not word.endswith("s"):
            found[unit] = max(found.get(unit, ""), word, key=len)
    return found


_SPELLED = _spellings()


def powered_term(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read a unit of area or volume behind "per", and how many tokens it takes.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [powered_term(tokenize(text), 1)[0].text for text in ("per sq mi", "per km^2")]
    ['square_mile', 'square_kilometer']
    """
    first, behind = tokens[at], [token.text.rstrip(".") for token in tokens[at + 1 : at + 5]]
    power = _POWERS.get(first.text.lower())
    if power is not None:
        unit, width = (UNITS.get(behind[0]) if behind else None), 2
    else:
        unit = UNITS.get(first.text)
        raised = behind[1:4] if behind[:1] == ["^"] else []
        is_braced = raised[:1] == ["{"] and raised[2:] == ["}"]
        power = _RAISED.get(raised[is_braced]) if raised else None
        width = 5 if is_braced else 3
    name = _SPELLED.get(unit) if unit is not None else None
    if power is None or name is None:
        return None
    text = f"{_NAMES[power]}_{name}"
    return Term("word", text, first.start, tokens[at + width - 1].end), width
