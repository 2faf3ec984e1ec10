"""Tell the names of days and months that are words of their own: May, Sat, Sun."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.algebra.tokens import Token
from stepreward.claims.spelling import canonical_word
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import MONTHS, WEEKDAYS

MEANT = {"May": "month_of_may", "Sat": "saturday", "Sun": "sunday"}
NAMES = frozenset(MONTHS).difference(["may"]).union(WEEKDAYS)
_NEAR = 2  # tokens between two days of a row: Sat, Sun
# What follows the month at the head of a sentence, and never the verb.
_BEHIND_MONTH = frozenset(
    "is was has had with and to through saw shows showed comes came had".split()
)


def date_term(tokens: Sequence[Token], at: int) -> Term | None:
    """Read "in May" and the days of "Sat - Sun"; None for what is another word."""
    token = tokens[at]
    meant = MEANT.get(token.text)
    if meant is None or not _is_date(tokens, at):
        return None
    return Term("word", meant, token.start, token.end)


def _is_date(tokens: Sequence[Token], at: int) -> bool:
    if len(tokens) == 1:
        return True  # the cell of a table
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].text == "May":
        is_joined = behind is None or behind.kind not in ("word", "sym")
        return at > 0 or is_joined or (behind is not None and behind.text in _BEHIND_MONTH)
    near = [*tokens[max(at - _NEAR, 0) : at], *tokens[at + 1 : at + 1 + _NEAR]]
    return any(canonical_word(other.text) in NAMES or other.text in MEANT for other in near)
