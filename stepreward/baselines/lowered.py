"""Passages of a completion in lower case, searched for substrings that know where they stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from stepreward.report import Span


class Found(NamedTuple):
    """A form that was found: in which passage it begins, and its span in the completion."""

    form: str
    passage: int | None
    span: Span


class Lowered:
    """Passages of a completion in lower case, joined by one space."""

    def __init__(self, completion: str, passages: Sequence[Span]) -> None:
        self._completion = completion
        self._passages = passages
        bodies = [completion[start:end].lower() for start, end in passages]
        self._text = " ".join(bodies)
        self._starts = list(accumulate((len(body) + 1 for body in bodies), initial=0))  # one more

    def find(self, forms: Iterable[str]) -> Found | None:
        """Find the first form that stands anywhere; an empty one stands everywhere."""
        for form in forms:
            wanted = form.lower()
            at = self._text.find(wanted)
            if at >= 0:
                return self._found(form, at, at + len(wanted))
        return None

    def _found(self, form: str, low: int, high: int) -> Found:
        if not self._passages:
            return Found(form, None, (0, 0))
        passage, start = self._place(low)
        end = self._place(high - 1)[1] + 1 if high > low else start
        return Found(form, passage, (start, end))

    def _place(self, position: int) -> tuple[int, int]:
        """Map a position in the joined text to a passage and a place in the completion."""
        passage = bisect_right(self._starts, position, hi=len(self._passages)) - 1
        start, end = self._passages[passage]
        inside = position - self._starts[passage]
        if self._starts[passage + 1] - self._starts[passage] - 1 != end - start:
            widths = [len(character.lower()) for character in self._completion[start:end]]
            inside = bisect_right(list(accumulate(widths)), inside)  # İ is two in lower case
        return passage, start + inside
