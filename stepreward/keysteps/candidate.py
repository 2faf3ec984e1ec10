"""One claim of a trace that may become a key step."""

from __future__ import annotations

from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims.term import Term
from stepreward.match import CompiledKey, compile_key
from stepreward.trace import KeyStep

MAX_SYMBOL = 6  # characters of a name such as ∠ABC; "total" stands for many things
EDGES = " \t\n.,;:$*_"
_MAX_CHARS = 80  # of a claim; what is longer is no short phrase


class Candidate(NamedTuple):
    """A claim as a key step of one form; ``place`` is where it stands, from 0 to 1.

    ``results`` are the values it gives and ``operands`` those it starts from; ``terms`` are the
    words of a claim that is no equation.
    """

    text: str
    key: CompiledKey
    place: float
    results: tuple[Number, ...] = ()
    operands: frozenset[Number] = frozenset()
    terms: tuple[Term, ...] = ()

    @property
    def computes(self) -> bool:
        """Tell an operation from what was read off or named."""
        return bool(self.operands)


def candidate(text: str, place: float) -> Candidate | None:
    """Compile a claim; None where it is no short one."""
    if not text or len(text) > _MAX_CHARS or text.count("(") != text.count(")"):
        return None
    return Candidate(text, compile_key(KeyStep((text,))), place)
