"""One reference trace, read for what it states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims import Claims, read_claims
from stepreward.claims.parts import Part, parts_of
from stepreward.config import ScorerConfig
from stepreward.match import CompiledKey, Wanted, match_keys, wanted_of
from stepreward.parsing import TraceParser
from stepreward.text import fold

# The order of key steps, and the density of lists, are about a whole trace and not about a claim.
_GUARDS = frozenset(map(str, ScorerConfig().guards)) - {"order", "density"}
_PARSER = TraceParser()


class Reading(NamedTuple):
    """A text and its claims; ``known`` are the numbers that a computation may start from."""

    text: str
    claims: Claims
    known: frozenset[Number] | None = None

    def states(self, keys: Iterable[CompiledKey]) -> tuple[bool, ...]:
        """Tell for each key step whether the text states it: (N,) for N key steps."""
        return self.finds(wanted_alone(keys, self.known))

    def finds(self, wanted: Sequence[Wanted]) -> tuple[bool, ...]:
        """As ``states``, for key steps that are to be looked up in many texts."""
        found = match_keys(self.claims, wanted, self.known, _GUARDS)
        return tuple(match.is_match for match in found.matches)

    def share(self, position: int) -> float:
        """Tell how far into the text a position lies, from 0 to 1."""
        return position / max(1, len(self.text))


def wanted_alone(keys: Iterable[CompiledKey], known: frozenset[Number] | None) -> list[Wanted]:
    """Prepare key steps that do not rest on one another."""
    return [wanted_of([key], known)[0] for key in keys]


def read_reference(reference: str, known: frozenset[Number] | None = None) -> Reading:
    """Read a trace in whichever format; its final answer is no claim."""
    text = fold(reference).text
    parts = parts_of(_PARSER.parse_plain(text), text)
    return Reading(text, read_claims(text, parts, known), known)


def read_statement(statement: str, known: frozenset[Number] | None = None) -> Reading:
    """Read a text that is one statement, or several, without any format."""
    text = fold(statement).text
    claims = read_claims(text, [Part("steps", 0, 0, len(text))], known)
    return Reading(text, claims, known)
