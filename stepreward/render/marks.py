"""The pieces of a completion from first to last: where steps begin, and marks open and close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stepreward.render.pieces import Kind, Piece
from stepreward.render.visible import visible_parts

_MAX_CHARS = 4_000  # of one piece that are shown


class Mark(NamedTuple):
    """Something that a report says of a piece: its name, as the tables below it have it."""

    name: str
    kind: Kind
    key: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece with its marks, those that open before it and close behind it, and what it begins.

    ``steps`` are those that begin here, each with whether it is the first error.
    """

    piece: Piece
    steps: tuple[tuple[int, bool], ...]
    marks: tuple[Mark, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]


def marked(parts: Sequence[Piece]) -> Iterator[Marked]:
    """Walk through the pieces of a completion."""
    seen: set[int] = set()
    marks = [marks_of(piece) for piece in parts]
    for at, piece in enumerate(parts):
        before = marks[at - 1] if at else ()
        behind = marks[at + 1] if at + 1 < len(parts) else ()
        begun = [step for step in piece.indices("step") if step not in seen]
        seen.update(begun)
        wrong = piece.indices("error")
        yield Marked(
            piece,
            tuple((step, step in wrong) for step in begun),
            marks[at],
            tuple(mark for mark in marks[at] if mark not in before),
            tuple(mark for mark in marks[at] if mark not in behind),
        )


def marks_of(piece: Piece) -> tuple[Mark, ...]:
    """Name what a piece matched, violated or answered."""
    names = [Mark(f"key[{key}]", "key", key) for key in piece.indices("key")]
    names += [Mark("answer", "answer") for _ in piece.indices("answer")]
    names += [Mark(f"violation[{at}]", "violation") for at in piece.indices("violation")]
    return tuple(names)


def step_name(step: int, *, is_wrong: bool) -> str:
    """Say which step begins, before its text."""
    return f"step[{step}] first error: " if is_wrong else f"step[{step}] "


class Shown(NamedTuple):
    """Some text of a piece: as it is, spelled out, or our own words about what was left out."""

    text: str
    is_escaped: bool
    is_ours: bool = False


def shown_of(text: str) -> Iterator[Shown]:
    """Make the text of a piece visible; of one that is very long, only both its ends."""
    if len(text) <= _MAX_CHARS:
        yield from (Shown(*part) for part in visible_parts(text))
        return
    half = _MAX_CHARS // 2
    yield from (Shown(*part) for part in visible_parts(text[:half]))
    yield Shown(f" … {len(text) - 2 * half:,} more characters … ", is_escaped=False, is_ours=True)
    yield from (Shown(*part) for part in visible_parts(text[-half:]))
