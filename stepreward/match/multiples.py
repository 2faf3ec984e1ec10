"""Hold "3 times as many as" to its two sides: if Ann has 3 times Bob's coins, Bob has not Ann's."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word
from stepreward.match.binding import Occurrences
from stepreward.match.predicates import OTHER_WAY

_TIMES = (canonical_word("times"),)


def multiple_objection(kept: Sequence[Occurrences]) -> str:
    """Ask that what is so many times another stands before it, as in the key step."""
    at = next((i for i, found in enumerate(kept) if found.term.nouns[:1] == _TIMES), 0)
    if not 0 < at < len(kept) - 1:
        return ""
    left, right = kept[:at], kept[at + 1 :]
    shared = {_said(found) for found in left} & {_said(found) for found in right}
    ones = [found.at for found in left if _said(found) not in shared]
    others = [found.at for found in right if _said(found) not in shared]
    if not ones or not others:
        return ""
    is_turned = all(
        all(i > place for places in ones for i in places)
        and any(i < place for places in others for i in places)
        for place in kept[at].at
    )
    return OTHER_WAY if is_turned else ""


def _said(found: Occurrences) -> tuple[str, object]:
    return found.term.text, found.term.value
