"""Drop false arithmetic that the trace itself puts right: 17 * 6 = 92. Let me check: it is 102."""

from __future__ import annotations

import re

from stepreward.match.arithmetic.ledger import FalseEntry, Found, Ledger

_MAX_BETWEEN = 400  # characters between what is false and what puts it right
# What announces that a result is looked at again.
_AGAIN = re.compile(
    r"\b(?:(?:double[\s-]?)?check(?:ed|ing|s)?|verif(?:y|ying|ied)|again|attempt|mistake|wrong|oops"
    r"|incorrect(?:ly)?|errors?|correct(?:ed|ion|ly)?|actually|carefully|wait"
    r"|re-?(?:check|comput|calculat|count|do|done|work|examin|visit|think)\w*)\b|✗|❌",
    re.IGNORECASE,
)


def drop_corrected(ledger: Ledger, text: str) -> None:
    """Forget what is false where the same operation follows with its right result."""
    if not ledger.false:
        return
    first = min([false.place.end for false in ledger.false])
    if _AGAIN.search(text, max(first - 1, 0)) is not None:
        ledger.false[:] = [
            false
            for false in ledger.false
            if not any(_is_put_right(false, found, text) for found in ledger.find(false.shape))
        ]


def _is_put_right(false: FalseEntry, found: Found, text: str) -> bool:
    low, high = false.place.end, found.place.start
    is_near = low <= high <= low + _MAX_BETWEEN
    return is_near and _AGAIN.search(text, max(low - 1, 0), high) is not None
