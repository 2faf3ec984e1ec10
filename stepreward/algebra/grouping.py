"""Part the items between two brackets into pairs: by semicolons, or by an "or" of solutions."""

from __future__ import annotations

from itertools import pairwise

from stepreward.algebra.frames import Frame
from stepreward.algebra.tree import Node


def grouped(frame: Frame) -> list[Node]:
    """Read "1,2; 3,4" as two pairs: a semicolon parts what commas join, "or" two solutions."""
    if not (frame.semicolons or frame.ors) or frame.name in ("(", "["):
        return frame.items
    if frame.semicolons:
        parts = _parted(frame.items, frame.semicolons)
    else:
        parts = _solutions(frame.items, frame.ors)
    if all(len(part) == 1 for part in parts):
        return frame.items
    return [part[0] if len(part) == 1 else Node("tuple", tuple(part), "()") for part in parts]


def _parted(items: list[Node], marks: list[int]) -> list[list[Node]]:
    """Cut a list at marks: how many items stand before each."""
    parts = [items[low:high] for low, high in pairwise((0, *marks, len(items)))]
    return [part for part in parts if part]


def _solutions(items: list[Node], ors: list[int]) -> list[list[Node]]:
    """Cut "x=1, y=2 or x=3, y=4" at its "or", where each part names the same letters once."""
    whole = [[item] for item in items]
    if not all(_is_solution(item) for item in items):
        return whole
    parts = _parted(items, ors)
    order = [_name(item) for item in parts[0]]
    if len(set(order)) < len(order) or any(
        sorted(map(_name, part)) != sorted(order) for part in parts
    ):
        return whole
    return [sorted(part, key=lambda item: order.index(_name(item))) for part in parts]


def _is_solution(item: Node) -> bool:
    return item.op == "rel" and item.leaf == ("=",) and item.args[0].op == "sym"


def _name(item: Node) -> str:
    return str(item.args[0].leaf)
