"""Lists and refusals in words, the same in every command."""

from __future__ import annotations

from collections.abc import Mapping

from stepreward.engine import Rejections
from stepreward.render import counted, visible

_MAX_NAMED = 12  # rules or formats on one line


def listed(counts: Mapping[str, int]) -> str:
    """List counts; the order is given, or the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    shown = [f"{visible(name)} {count:,}" for name, count in ordered if count][:_MAX_NAMED]
    return ", ".join(shown) + (", …" if len(ordered) > _MAX_NAMED else "")


def rejected(rejections: Rejections) -> list[str]:
    """Tell how many lines were refused, and why."""
    if not rejections.count:
        return []
    return [
        f"{counted(rejections.count, 'line')} rejected:",
        *(f"  {visible(one)}" for one in rejections.sentences()),
    ]
