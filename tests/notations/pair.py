"""Pair two writings of one value, or of two different values, and keep which it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

Value = TypeVar("Value")
SAME_TEXT_TRIES = 8  # an equal pair of one text in two frames teaches little
FRAME = re.compile(r"\\boxed|\\left|\\right|[$\\()\[\]{} ]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two written answers, and whether they are the same answer."""

    gold: str
    candidate: str
    equal: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Kind(Generic[Value]):
    """One sort of answer: how to draw it, spoil it and write it down.

    Values that compare equal are the same answer, and only those.
    """

    name: str
    draw: Callable[[Random], Value]
    change: Callable[[Random, Value], Value]
    write: Callable[[Random, Value], str]

    def pair(self, rng: Random, *, is_equal: bool) -> Pair:
        """Write one value twice, or two different values once each."""
        value = self.draw(rng)
        if is_equal:
            gold = self.write(rng, value)
            return Pair(gold, self._rewrite(rng, value, gold), is_equal, self.name)
        texts = [self.write(rng, value), self.write(rng, self._other(rng, value))]
        rng.shuffle(texts)
        return Pair(texts[0], texts[1], is_equal, self.name)

    def _rewrite(self, rng: Random, value: Value, gold: str) -> str:
        candidate = self.write(rng, value)
        for _ in range(SAME_TEXT_TRIES):
            if _bare(candidate) != _bare(gold):
                break
            candidate = self.write(rng, value)
        return candidate

    def _other(self, rng: Random, value: Value) -> Value:
        other = value
        while other == value:
            other = self.change(rng, value)
        return other


def _bare(text: str) -> str:
    return FRAME.sub("", text)
