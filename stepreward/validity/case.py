"""What the rules of validity look at: a trace, what it claims, its format, its question, its keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stepreward.algebra.tree import Number
from stepreward.claims import Claims, Passage
from stepreward.claims.chains import Equation
from stepreward.claims.copies import words_of
from stepreward.claims.status import ASSERTED
from stepreward.formats import Format
from stepreward.trace import Trace

_MAX_WORDS_FROM = 20_000  # characters of a span that are read as words


@dataclass(frozen=True, slots=True)
class KeyWork:
    """What the key steps ask to be computed.

    ``operations`` are the operands and the results of their equations, in order; ``numbers`` all
    numbers they name. ``is_arithmetic`` tells whether at least half of the key steps compute.
    """

    operations: tuple[tuple[frozenset[Number], frozenset[Number]], ...] = ()
    numbers: frozenset[Number] = frozenset()
    is_arithmetic: bool = False


@dataclass(slots=True)
class Case:
    """A trace with what it claims, held against its format and its question."""

    trace: Trace
    text: str
    claims: Claims
    form: Format | None
    question: str | None = None
    known: frozenset[Number] | None = None
    keys: KeyWork = field(default_factory=KeyWork)
    is_truncated: bool = False
    guards: frozenset[str] = frozenset()
    _words: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def words(self, start: int, end: int) -> list[str]:
        """List the lower-case words of a span; what is far too long is read in part."""
        key = (start, end)
        if key not in self._words:
            self._words[key] = words_of(self.text[start : min(end, start + _MAX_WORDS_FROM)])
        return self._words[key]

    def asserted(self) -> Iterator[tuple[Passage, Equation]]:
        """Go through the equations that the trace asserts."""
        for passage in self.claims.passages:
            for equation in passage.equations:
                if equation.status == ASSERTED:
                    yield passage, equation
