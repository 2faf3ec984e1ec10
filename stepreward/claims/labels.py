"""Read the words before an equals sign as a name: "Total washed socks", "Speed of car 2"."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.algebra.tokens import Token
from stepreward.claims.sides import Side

_MAX_LABEL = 10  # tokens of a name such as "Total number of socks"


def label_of(words: Sequence[Token]) -> Side | None:
    """Read the words between two relations as a name; None where they are none or too many."""
    if not words or len(words) > _MAX_LABEL:
        return None
    last = max((at for at, token in enumerate(words) if token.kind == "sep"), default=-1)
    named = [token for token in words[last + 1 :] if token.kind in ("word", "num", "sym")]
    while named and named[0].kind == "word" and named[0].text.lower() in _NO_NAMES:
        named = named[1:]
    if named and len(named[-1].text) == 1 and named[-1].text.lower() in _NO_NAMES:
        named = named[-1:]  # "so a = 14"
    name = " ".join(t.text if len(t.text) == 1 else t.text.lower() for t in named)
    return Side(words[0].start, words[-1].end, None, None, name, "") if name else None


def is_numbered_name(words: Sequence[Token], left: Side, right: Side, sign: str) -> bool:
    """Tell "Speed of car 2 = 60 / 2", whose number belongs to the name, from "so 24 = 20 + 4"."""
    if sign != "=" or left.is_computed or len(left.operands) != 1:
        return False
    if left.unit and (not right.is_computed or left.value in right.operands):
        return False  # "in 5 km = 5 * 1000 m"
    if right.value is None or left.value == right.value:
        return False
    return _reads_as_name([token for token in words if token.start < left.start])


def _reads_as_name(words: Sequence[Token]) -> bool:
    """Tell words that end in a number, as in "Speed of car 2", from those that say what is 2."""
    if not words or words[-1].kind != "word":
        return False
    spoken = [token.text.lower() for token in words]
    last = max((at for at, word in enumerate(spoken) if word in _PARTING), default=-1)
    return spoken[-1] not in _NO_NAMES | _VALUED and _SAYING.isdisjoint(spoken[last + 1 :])


_PARTING = frozenset(",;:")
# A value may stand right behind these: "the total 24", "they cost 24".
_VALUED = frozenset(
    "total sum difference product quotient result answer value number cost earn need".split()
)
# With one of these before it, a number is said of something, and is part of no name.
_SAYING = frozenset(
    """is are was were be been has have had having gets get got makes make made gives give gave
    giving leaves leave left equals equal costs earns spends spend needs sees see
    finds find sold sells pays paid or not if when than plus minus times over divided""".split()
)
_NO_NAMES = frozenset(
    "so hence thus then therefore the a an we have now where since because that its and but".split()
)
