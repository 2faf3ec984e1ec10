"""One term of a sentence: a content word, a name, or a number with what belongs to it."""

from __future__ import annotations

from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.algebra.units import Unit


class Term(NamedTuple):
    """One content word, entity or number; ``start:end`` slices it out of the text.

    ``kind`` is "word", "weak" (a word that may be missing), "entity" or "number". A number carries
    its ``value``, the decimals it was written with, its ``unit``, and the ``nouns`` that follow it;
    one that an operator touches is an operand and states no value of its own.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Number | None = None
    unit: Unit | None = None
    places: int | None = None
    is_operand: bool = False
    nouns: tuple[str, ...] = ()
    bare: Number | None = None  # the 12.4 of "12.4 million"
    lead: str = ""  # the "by" of "by 6 degrees", the "than" in a sign such as ">"

    def moved(self, by: int) -> Term:
        """Give the same term further on in its text."""
        return Term(self.kind, self.text, self.start + by, self.end + by, *self[4:])
