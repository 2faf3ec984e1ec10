"""Where ways lead from and to: from A to B, to B from A, out of A and into B."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stepreward.claims.term import Term

_TO = r"(?:in)?to|towards?|onto"
_ROUTE = re.compile(
    rf"\b(?:from|ratio\s+of)\b[^.;]{{1,60}}?\b(?P<to>{_TO})\b"
    r"|(?<!\S)(?=[a-z]+[\s-]to[\s-][a-z]+[\s-]ratio\b)[a-z]+[\s-](?P<by>to)\b",
    re.IGNORECASE,
)
# "It starts at A and points to B", "it leaves A and reaches B".
_JOURNEY = re.compile(
    r"\b(?:(?:start|begin|originate|emerge)(?:s|ing)?\s+(?:at|in|from|on|with)|leav(?:es|ing)"
    r"|depart(?:s|ing)?(?:\s+from)?|com(?:es|ing)\s+(?:out\s+of|from)|out\s+of)\b"
    r"(?P<between>[^.;]{1,60}?)"
    r"\b(?:(?:point|lead|go|flow|move|run|travel|head|continue|pas|fly|drive|end|finishe|arrive|stop|land)"
    r"(?:e?s|ing)?\s+(?:up\s+|down\s+|back\s+|on\s+)?(?:to|into|towards?|at|in|on|for)"
    r"|reach(?:es|ing)?|enter(?:s|ing)?|into)\b",
    re.IGNORECASE,
)
# "It is passed on to the fox from the rabbit"; "to find it from the graph" is no way.
_BACKWARDS = re.compile(
    r"\b(?:to|into|towards?)\s+"
    r"(?P<target>(?:(?i:the|its|his|her|an?)\s+\w+(?:\s+\w+)?|[A-Z]\w*),?)\s+(?:\w+ing\s+)?from\b"
)
_STARTING = ("start", "begin", "originat", "emerg", "leav", "depart", "com", "out of")


def routes_of(text: str, terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """List what ways lead from and to, and a ratio; numbers, which are ranges, not."""
    lower = text.lower()
    found: list[tuple[Term, Term]] = []
    has_from = "from" in lower
    if "to" in lower and (has_from or "ratio" in lower):
        found.extend(_from_to(text, terms))
        if has_from:
            found.extend(_to_from(text, terms))
    if any([word in lower for word in _STARTING]):
        found.extend(_journeys(text, terms))
    return found


def _from_to(text: str, terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    for match in _ROUTE.finditer(text):
        low = match.start() + (match.lastgroup == "to")
        yield from _route(terms, (low, match.start(match.lastgroup or 0)), match.end())


def _to_from(text: str, terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    for match in _BACKWARDS.finditer(text):
        for target, origin in _route(terms, match.span("target"), match.end()):
            yield origin, target


def _journeys(text: str, terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    for match in _JOURNEY.finditer(text):
        yield from _route(terms, match.span("between"), match.end())


def _route(
    terms: Sequence[Term], first: tuple[int, int], behind: int
) -> Iterator[tuple[Term, Term]]:
    """Take the first term of a stretch and the one behind a place; two numbers are no way."""
    low, high = first
    one = next((t for t in terms if low <= t.start < high and t.text != "ratio"), None)
    other = next((t for t in terms if t.start >= behind), None)
    if one is not None and other is not None and one.value is other.value is None:
        yield one, other
