"""Which trace of one run belongs to which of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from stepreward.page.gather import Run


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of trace indices, ``by`` what they were found, and how many are left alone."""

    by: str
    pairs: tuple[tuple[int, int], ...]
    alone: tuple[int, int]


Key = Callable[[Run, int], Hashable]


def _by_id(run: Run, at: int) -> Hashable:
    return run.heads[at].name if run.heads[at].has_id else None


def _by_text(run: Run, at: int) -> Hashable:
    return run.rows[at].place.truth, run.heads[at].said


def _by_group(run: Run, at: int) -> Hashable:
    return run.heads[at].group or None


def _by_question(run: Run, at: int) -> Hashable:
    return run.rows[at].place.truth


# The first that pairs the most counts; equal keys are paired in their order.
KEYS: tuple[tuple[str, Key], ...] = (
    ("id", _by_id),
    ("question and completion", _by_text),
    ("group, in order", _by_group),
    ("question, in order", _by_question),
)


def pair(left: Run, right: Run) -> Pairs:
    """Pair the traces of two runs by what pairs the most of them."""
    found = [(by, _paired(left, right, key)) for by, key in KEYS]
    by, pairs = max(found, key=lambda one: len(one[1]))
    alone = (len(left.heads) - len(pairs), len(right.heads) - len(pairs))
    return Pairs(by, tuple(pairs), alone)


def _paired(left: Run, right: Run, key: Key) -> list[tuple[int, int]]:
    waiting: dict[Hashable, list[int]] = {}
    for at in reversed(range(len(right.heads))):
        waiting.setdefault(key(right, at), []).append(at)
    waiting.pop(None, None)
    return [
        (at, waiting[name].pop())
        for at in range(len(left.heads))
        if waiting.get(name := key(left, at))
    ]
